"""What a server writes is shown on one line, short, and with a hint at what to do."""

from __future__ import annotations

import copy
import json
import logging
import pickle
import ssl
from typing import TYPE_CHECKING

import httpcore
import httpx
import pytest
import trustme
from sketricgen import SketricGenAPIError, SketricGenError, SketricGenNetworkError
from sketricgen._http.failures import reason_of
from sketricgen._http.text import media_type, one_line

from tests.contract.service import FORM, INIT, PDF, RUN, WHOLE_RUN, chat, form, sse
from tests.support import FaultServer, RawBytes, Reply, refused_url

if TYPE_CHECKING:
    from sketricgen import SketricGenClient

    from tests.conftest import ClientFactory
    from tests.support.halves import Half

ODD = "one\r\nHTTP/1.1 200\x1b[31m\u2028\u202e two"
PROBLEMS = [{"loc": ["body", "x" * 400], "msg": "y" * 400, "type": "z"}] * 10**3
LONG_PLACE = [{"loc": ["body"] * 10**4, "msg": "no"}]


@pytest.mark.parametrize(
    "body",
    [
        ODD,
        {"message": ODD},
        {"detail": [{"loc": ["body", ODD], "msg": ODD}]},
        {"detail": PROBLEMS},
        {"detail": LONG_PLACE},
        {"error": {"message": ["x" * 10**6] * 3}},
    ],
    ids=lambda body: str(body)[:20],
)
def test_a_message_is_one_printable_line_of_bounded_length(
    half: Half, client: SketricGenClient, server: FaultServer, body: object
) -> None:
    raw = body.encode() if isinstance(body, str) else json.dumps(body).encode()
    server.on("POST", RUN, Reply(422, body=raw))
    with pytest.raises(SketricGenAPIError) as caught:
        half.run(client, "agent-1", "Hi")
    assert str(caught.value).isprintable()
    assert len(str(caught.value)) < 1000


def test_no_line_break_of_a_server_reaches_a_message_or_the_log(
    half: Half, make_client: ClientFactory, server: FaultServer, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, "sketricgen")
    server.on("POST", INIT, Reply(json=form(f"{server.url}{FORM}/\n{'x' * 2000}")))
    kind = f"application/x\x85{'y' * 600}"
    server.on("POST", RUN, Reply(200, body=b"{", content_type=kind), RawBytes(b"a\nb\x1b\r\n\r\n"))
    client = make_client(server.url, max_retries=0)
    for call in (
        lambda: half.upload(client, "agent-1", PDF, file_name="a.pdf"),
        lambda: half.stream(client, "agent-1", "Hi"),
        lambda: half.run(client, "agent-1", "Hi"),
    ):
        with pytest.raises(SketricGenError) as caught:
            call()
        assert str(caught.value).isprintable()
        assert len(str(caught.value)) < 1500
    lines = [record.getMessage() for record in caplog.records]
    assert lines
    assert all(line.isprintable() and len(line) < 1000 for line in lines)


def test_what_is_on_one_line_keeps_its_words() -> None:
    assert one_line(" Grüß dich, \U0001f44b ") == "Grüß dich, \U0001f44b"
    assert one_line("a\tb\nc\0d") == "a b cd"
    assert one_line("x" * 10**7, 10) == "x" * 10 + "…"


def test_an_error_with_a_body_nested_deeply_can_be_copied_and_pickled(
    half: Half, client: SketricGenClient, server: FaultServer
) -> None:
    deep = b'{"a":' * 900 + b"1" + b"}" * 900
    shallow = b"[" * 50 + b"]" * 50
    server.on("POST", RUN, Reply(400, body=deep), Reply(400, body=shallow))
    server.on("POST", INIT, Reply(200, body=b'{"success": false, "a":' + deep + b"}"))
    for call, kind in (
        (lambda: half.run(client, "agent-1", "Hi"), str),
        (lambda: half.run(client, "agent-1", "Hi"), list),
        (lambda: half.upload(client, "agent-1", PDF, file_name="a.pdf"), str),
    ):
        with pytest.raises(SketricGenAPIError) as caught:
            call()
        assert isinstance(caught.value.response_body, kind)
        for twin in (copy.deepcopy(caught.value), pickle.loads(pickle.dumps(caught.value))):
            assert twin.response_body == caught.value.response_body


@pytest.mark.parametrize(
    ("sent", "kind"),
    [
        ("text/event-stream", "text/event-stream"),
        ("Text/Event-Stream;charset=UTF-8", "text/event-stream"),
        ("text/event-stream, text/event-stream; charset=utf-8", "text/event-stream"),
        ('text/event-stream ; x="a, b\\", c;d"', "text/event-stream"),
        ("text/event-stream, ", "text/event-stream"),
        ("text/event-stream, text/html", "text/event-stream, text/html"),
        ("text/event-streams", "text/event-streams"),
        ("", ""),
    ],
)
def test_a_content_type_is_compared_as_http_says(
    half: Half,
    client: SketricGenClient,
    server: FaultServer,
    caplog: pytest.LogCaptureFixture,
    sent: str,
    kind: str,
) -> None:
    assert media_type(sent) == kind
    if kind == "text/event-stream":
        body = b"".join(map(sse, WHOLE_RUN))
        server.on("POST", RUN, Reply(200, body=body, content_type=sent))
        assert len(half.stream(client, "agent-1", "Hi")) == len(WHOLE_RUN)
        assert caplog.records == []


def test_a_content_type_header_that_is_sent_twice_counts_once(
    half: Half, client: SketricGenClient, server: FaultServer, caplog: pytest.LogCaptureFixture
) -> None:
    body = b"".join(map(sse, WHOLE_RUN))
    head = b"HTTP/1.1 200 OK\r\n" + b"Content-Type: text/event-stream\r\n" * 2
    server.on("POST", RUN, RawBytes(head + b"Connection: close\r\n\r\n" + body))
    assert len(half.stream(client, "agent-1", "Hi")) == len(WHOLE_RUN)
    assert caplog.records == []


@pytest.mark.parametrize("path", [RUN, INIT])
@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_a_redirect_says_where_it_leads_and_what_to_do(
    half: Half, make_client: ClientFactory, server: FaultServer, status: int, path: str
) -> None:
    there = "https://chat.example/new?secret=1"
    server.on("POST", path, Reply(status, body=b"Moved", headers={"Location": there}))
    # The other one leads elsewhere, so that each is told from the other.
    elsewhere = "http://127.0.0.1:9"
    with pytest.raises(SketricGenAPIError) as caught:  # noqa: PT012 # one call or the other
        if path == RUN:
            half.run(make_client(server.url, platform_url=elsewhere), "agent-1", "Hi")
        else:
            client = make_client(elsewhere, platform_url=f"{server.url}/dev")
            half.upload(client, "agent-1", PDF, file_name="a.pdf")
    assert "it redirects to https://chat.example/new, which is not followed." in str(caught.value)
    setting = "base_url" if path == RUN else "platform_url"
    assert f"Set {setting} to where SketricGen is" in str(caught.value)
    assert "https://" in str(caught.value)
    assert len(server.requests) == 1


def test_a_redirect_to_nowhere_says_so(
    half: Half, client: SketricGenClient, server: FaultServer
) -> None:
    server.on("POST", RUN, Reply(302))
    with pytest.raises(SketricGenAPIError, match="it redirects to nowhere"):
        half.run(client, "agent-1", "Hi")


@pytest.mark.usefixtures("no_waiting")
@pytest.mark.parametrize(("status", "tries"), [(403, 1), (407, 1), (502, 3)])
def test_a_proxy_that_refuses_is_named(
    half: Half,
    make_client: ClientFactory,
    server: FaultServer,
    monkeypatch: pytest.MonkeyPatch,
    status: int,
    tries: int,
) -> None:
    answer = b"HTTP/1.1 %d No\r\nContent-Length: 0\r\n\r\n" % status
    server.on("CONNECT", None, RawBytes(answer))
    monkeypatch.setenv("https_proxy", server.url)
    client = make_client("https://chat.example", max_retries=2)
    with pytest.raises(SketricGenNetworkError, match=f"through the proxy: {status} No") as caught:
        half.run(client, "agent-1", "Hi")
    assert not caught.value.maybe_executed
    assert len(caught.value.attempts) == tries


def test_a_proxy_that_wants_a_login_for_plain_http_is_named(
    half: Half,
    make_client: ClientFactory,
    server: FaultServer,
    monkeypatch: pytest.MonkeyPatch,
    recwarn: pytest.WarningsRecorder,
) -> None:
    server.on(None, None, Reply(407))
    monkeypatch.setenv("http_proxy", server.url)
    with pytest.raises(SketricGenAPIError, match="It is the proxy that wants a login") as caught:
        half.run(make_client("http://chat.example"), "agent-1", "Hi")
    assert len(caught.value.attempts) == 1


@pytest.mark.parametrize("own_client", [False, True])
def test_a_certificate_that_is_not_trusted_names_what_to_set(
    half: Half, make_client: ClientFactory, own_client: bool
) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    trustme.CA().issue_cert("127.0.0.1").configure_cert(context)
    passed = {half.keyword: half.make_http_client()} if own_client else {}
    with FaultServer(ssl_context=context) as server:
        client = make_client(server.https_url, max_retries=2, **passed)
        with pytest.raises(SketricGenNetworkError, match="set SSL_CERT_FILE to the") as caught:
            half.run(client, "agent-1", "Hi")
        for http_client in passed.values():
            half.close_http_client(http_client)
    assert len(caught.value.attempts) == 1
    assert not caught.value.maybe_executed


@pytest.mark.parametrize("own_client", [False, True])
def test_a_connection_that_is_refused_says_so_in_both_halves(
    half: Half, make_client: ClientFactory, own_client: bool
) -> None:
    passed = {half.keyword: half.make_http_client()} if own_client else {}
    with refused_url() as url, pytest.raises(SketricGenNetworkError) as caught:
        half.run(make_client(url, max_retries=0, **passed), "agent-1", "Hi")
    assert "No connection could be made: Connection refused (POST" in str(caught.value)
    for http_client in passed.values():
        half.close_http_client(http_client)


class SeveralError(Exception):
    def __init__(self, *exceptions: Exception) -> None:
        self.exceptions = exceptions


def caused_by(error: Exception, cause: Exception) -> Exception:
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (httpx.ReadError(""), "read error"),
        (httpcore.RemoteProtocolError("odd\r\n"), "odd"),
        (
            httpcore.ConnectError("[Errno -2] Name or service not known"),
            "Name or service not known",
        ),
        (
            caused_by(
                httpx.ConnectError("All connection attempts failed"),
                caused_by(OSError("All of them"), SeveralError(ConnectionRefusedError(111, "x"))),
            ),
            "Connection refused",
        ),
        (caused_by(httpx.ReadError(""), SeveralError()), "read error"),
        (ssl.SSLError(1, "[SSL] odd"), "[SSL] odd"),
    ],
    ids=repr,
)
def test_a_reason_is_in_words(error: Exception, reason: str) -> None:
    assert reason_of(error) in (reason, f"{reason} (_ssl.c:1)")


def test_a_stream_of_another_kind_names_it_on_one_line(
    half: Half, client: SketricGenClient, server: FaultServer
) -> None:
    server.on("POST", RUN, Reply(200, json=chat(), content_type="text/html, text/event-stream"))
    with pytest.raises(SketricGenAPIError, match="is no event stream"):
        half.stream(client, "agent-1", "Hi")
