from __future__ import annotations

import time
from itertools import repeat
from typing import TYPE_CHECKING

import httpx
import pytest

from tests.support import (
    CloseAfterRequest,
    CloseWhileReading,
    Computed,
    CutAfter,
    FaultServer,
    HalfTls,
    Hang,
    HangBeforeReading,
    How,
    RawBytes,
    Reply,
    ResetAfterRequest,
    ScriptError,
    Stream,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.support.faults import Behaviour, OnAccept

GET = b"GET / HTTP/1.1\r\nHost: x\r\n\r\n"
ENDINGS = [
    ("close", httpx.RemoteProtocolError),
    ("reset", httpx.ReadError),
    ("hang", httpx.ReadTimeout),
]


def patience_with(how: How) -> float:
    """How long a client waits: not for what never comes."""
    return 0.3 if how == "hang" else 10.0


@pytest.fixture
def server() -> Iterator[FaultServer]:
    with FaultServer() as running:
        yield running


def answer_to(server: FaultServer, request: bytes = GET) -> bytes:
    with server.connect() as client:
        client.sendall(request)
        return b"".join(iter(lambda: client.recv(65536), b""))


def play(*behaviours: Behaviour | OnAccept, request: bytes = GET) -> None:
    with FaultServer() as server:
        server.on(None, None, *behaviours)
        answer_to(server, request)


def test_an_answer_has_its_length_and_keeps_the_connection(server: FaultServer) -> None:
    server.reply(body=b"four", headers={"X-A": "b"}, content_type="text/plain")
    with httpx.Client() as client:
        answers = [client.get(server.url) for _ in range(2)]
    assert dict(answers[1].headers) == {
        "content-type": "text/plain",
        "content-length": "4",
        "x-a": "b",
    }
    assert answers[1].text == "four"
    assert server.connections == 1


def test_a_header_of_the_script_replaces_the_servers_own(server: FaultServer) -> None:
    server.reply(json={}, headers={"content-type": "text/html", "Connection": "close"})
    head = answer_to(server).lower()
    assert head.count(b"content-type") == 1
    assert b"text/html" in head


def test_a_client_that_asks_for_a_close_gets_it(server: FaultServer) -> None:
    server.reply(body=b"four")
    request = b"GET / HTTP/1.1\r\nConnection: close\r\n\r\n"
    assert answer_to(server, request).endswith(b"\r\n\r\nfour")


def test_an_answer_can_be_late(server: FaultServer) -> None:
    server.reply(delay=0.2)
    begun = time.monotonic()
    httpx.get(server.url)
    assert time.monotonic() - begun >= 0.2


def test_a_late_answer_is_forgotten_when_the_client_leaves(server: FaultServer) -> None:
    server.reply(delay=60)
    with pytest.raises(httpx.ReadTimeout):
        httpx.get(server.url, timeout=0.1)
    server.wait_until(lambda: server.open_connections == 0)


def test_a_length_that_is_too_long_ends_in_a_close(server: FaultServer) -> None:
    server.reply(body=b"four", content_length=9)
    with pytest.raises(httpx.RemoteProtocolError, match="received 4 bytes, expected 9"):
        httpx.get(server.url)


def test_a_length_that_is_too_short_leaves_bytes_behind_the_answer(server: FaultServer) -> None:
    server.reply(body=b"four", content_length=3, headers={"Connection": "close"})
    assert answer_to(server).endswith(b"Content-Length: 3\r\nConnection: close\r\n\r\nfour")


def test_an_answer_can_depend_on_its_request(server: FaultServer) -> None:
    server.on(None, None, Computed(lambda request: Reply(json=request.path)))
    assert [httpx.get(server.url + path).json() for path in ("/a", "/b")] == ["/a", "/b"]
    assert len(server.requests) == 2


def test_a_chunked_stream_ends_properly_and_keeps_the_connection(server: FaultServer) -> None:
    server.on(None, None, Stream([b"ab", b"c"]))
    with httpx.Client() as client:
        for _ in range(2):
            with client.stream("GET", server.url) as answer:
                assert b"".join(answer.iter_raw()) == b"abc"
    assert server.connections == 1


def test_a_stream_without_chunks_ends_with_the_connection(server: FaultServer) -> None:
    server.on(None, None, Stream([b"ab", b"c"], chunked=False))
    head, _, body = answer_to(server).partition(b"\r\n\r\n")
    assert b"Transfer-Encoding" not in head
    assert b"Content-Length" not in head
    assert body == b"abc"


def test_a_stream_drips(server: FaultServer) -> None:
    server.on(None, None, Stream([b"a", b"b"], delay=0.1))
    begun = time.monotonic()
    httpx.get(server.url)
    assert time.monotonic() - begun >= 0.2


@pytest.mark.parametrize(("then", "error"), ENDINGS)
def test_a_stream_can_break_off_after_its_chunks(
    server: FaultServer, then: How, error: type[Exception]
) -> None:
    server.on(None, None, Stream([b"ab"], then=then))
    with httpx.stream("GET", server.url, timeout=patience_with(then)) as answer:
        pieces = answer.iter_raw()
        assert next(pieces) == b"ab"
        with pytest.raises(error):
            next(pieces)


def test_an_endless_stream_stops_when_the_client_leaves(server: FaultServer) -> None:
    server.on(None, None, Stream(repeat(b"x" * 1000)))
    with httpx.stream("GET", server.url) as answer:
        next(answer.iter_raw())
    server.wait_until(lambda: server.open_connections == 0)


@pytest.mark.parametrize(
    "whole", [Reply(body=b"x" * 100), Stream([b"x" * 50, b"x" * 50]), Stream([b"x" * 100])]
)
def test_an_answer_is_cut_after_exactly_so_many_bytes(
    server: FaultServer, whole: Behaviour
) -> None:
    sizes = [0, 1, 90, 130]
    server.on(None, None, *(CutAfter(whole, size) for size in sizes))
    assert [len(answer_to(server)) for _ in sizes] == sizes


@pytest.mark.parametrize(("how", "error"), ENDINGS)
def test_a_cut_answer_ends_as_asked(server: FaultServer, how: How, error: type[Exception]) -> None:
    server.on(None, None, CutAfter(Reply(), 20, how))
    with pytest.raises(error):
        httpx.get(server.url, timeout=patience_with(how))


@pytest.mark.parametrize("over", [Reply(), Reply(content_length=5), Stream([b"a"], then="hang")])
def test_a_cut_that_comes_too_late_is_a_mistake(over: Behaviour) -> None:
    with pytest.raises(ScriptError, match="before its cut"):
        play(CutAfter(over, 1000))


def test_an_empty_chunk_is_a_mistake() -> None:
    with pytest.raises(ScriptError, match="empty chunk"):
        play(Stream([b""]))


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        (CloseAfterRequest(), httpx.RemoteProtocolError),
        (ResetAfterRequest(), httpx.ReadError),
        (RawBytes(b"220 ready\r\n"), httpx.RemoteProtocolError),
    ],
)
def test_a_request_that_was_read_may_get_no_answer(
    server: FaultServer,
    fault: Behaviour,
    error: type[Exception],
) -> None:
    server.on(None, None, fault)
    with pytest.raises(error):
        httpx.post(server.url, content=b"x" * 300_000, timeout=10.0)
    assert [len(request.body) for request in server.requests] == [300_000]
    server.wait_until(lambda: server.open_connections == 0)


def test_a_silence_lasts_until_the_client_leaves(server: FaultServer) -> None:
    server.on(None, None, Hang())
    with pytest.raises(httpx.ReadTimeout):
        httpx.get(server.url, timeout=patience_with("hang"))
    server.wait_until(lambda: server.open_connections == 0)
    assert len(server.requests) == 1


def test_raw_bytes_are_sent_as_they_are(server: FaultServer) -> None:
    server.on(None, None, RawBytes(b"\x00not http"))
    assert answer_to(server) == b"\x00not http"


def test_a_close_while_reading_is_an_end_and_no_reset(server: FaultServer) -> None:
    server.on(None, None, CloseWhileReading(10))
    request = b"POST / HTTP/1.1\r\nContent-Length: 3000000\r\n\r\n" + b"x" * 3_000_000
    assert answer_to(server, request) == b""
    assert (server.aborted, server.requests) == (1, [])


def test_a_reset_while_reading_is_a_reset(server: FaultServer) -> None:
    server.on(None, None, CloseWhileReading(10, "reset"))
    with server.connect() as client:
        client.sendall(b"POST / HTTP/1.1\r\nContent-Length: 11\r\n\r\n" + b"x" * 10)
        with pytest.raises(ConnectionResetError):
            client.recv(1)
    assert (server.aborted, server.requests) == (1, [])


def test_a_body_too_short_to_be_closed_in_its_middle_is_a_mistake() -> None:
    with pytest.raises(ScriptError, match="before 10 bytes"):
        play(CloseWhileReading(10), request=b"POST / HTTP/1.1\r\nContent-Length: 2\r\n\r\nab")


def test_a_connection_fault_meets_one_connection_and_the_next_is_served(
    server: FaultServer,
) -> None:
    server.on("POST", "/a", HangBeforeReading(), Reply(201))
    with pytest.raises(httpx.ReadTimeout):
        httpx.post(server.url + "/a", timeout=patience_with("hang"))
    assert httpx.post(server.url + "/a").status_code == 201
    assert (server.connections, len(server.requests)) == (2, 1)


def test_a_connection_fault_that_meets_an_open_connection_is_a_mistake() -> None:
    with pytest.raises(ScriptError, match="open connection"):
        play(Reply(), HangBeforeReading(), request=GET + GET)


def test_a_long_body_finds_no_reader_where_a_connection_hangs(server: FaultServer) -> None:
    server.on(None, None, HangBeforeReading())
    with pytest.raises(httpx.WriteTimeout):
        httpx.post(server.url, content=b"x" * 20_000_000, timeout=0.2)
    assert (server.connections, server.requests) == (1, [])


def test_a_connection_that_hangs_before_reading_leaves_every_byte_unread() -> None:
    server = FaultServer()
    server.on(None, None, HangBeforeReading())
    with server:
        client = server.connect()
        client.sendall(GET)
        server.wait_until(lambda: server.open_connections == 1)
    # Only a socket that is closed with unread bytes answers with a reset.
    with client, pytest.raises(ConnectionResetError):
        client.recv(1)


@pytest.mark.parametrize(
    ("then", "error"),
    [("hang", httpx.ConnectTimeout), ("close", httpx.ConnectError), ("reset", httpx.ConnectError)],
)
def test_half_a_handshake_is_no_connection(
    server: FaultServer, then: How, error: type[Exception]
) -> None:
    server.on(None, None, HalfTls(then))
    with pytest.raises(error):
        httpx.get(f"https://{server.address}", timeout=patience_with(then))
    assert server.connections == 1
