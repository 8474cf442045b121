"""What goes wrong at a proxy, before anything of the request was sent, says so and is safe."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import httpcore
import pytest
from sketricgen import SketricGenNetworkError, SketricGenTimeoutError, SketricGenValidationError

from tests.contract.leaks import assert_carries_nothing
from tests.contract.service import RUN, chat
from tests.support import (
    CloseAfterRequest,
    CutAfter,
    FaultServer,
    HalfTls,
    Hang,
    RawBytes,
    Reply,
    ResetAfterRequest,
    refused_url,
)

if TYPE_CHECKING:
    from collections.abc import Generator

    from sketricgen import SketricGenError

    from tests.conftest import ClientFactory
    from tests.support.faults import Behaviour, OnAccept
    from tests.support.halves import Half

pytestmark = pytest.mark.usefixtures("no_waiting", "no_proxies")

SECURE = "https://chat.example"
RETRIES = 2


def failure(half: Half, make_client: ClientFactory, url: str = SECURE) -> SketricGenError:
    client = make_client(url, max_retries=RETRIES)
    for call in (half.stream, half.run):
        with pytest.raises(SketricGenNetworkError) as caught:
            call(client, "agent-1", "Hi")
        assert not caught.value.maybe_executed
        assert_carries_nothing(caught.value)
    return caught.value


@contextmanager
def proxy(
    monkeypatch: pytest.MonkeyPatch, fault: Behaviour | OnAccept, scheme: str = "http"
) -> Generator[FaultServer, None, None]:
    """A proxy that does the same with every connection or request."""
    with FaultServer() as server:
        server.on(None, None, fault)
        monkeypatch.setenv("ALL_PROXY", f"{scheme}://{server.address}")
        yield server


FAULTS: dict[str, tuple[Behaviour, str]] = {
    "closed": (CloseAfterRequest(), "disconnected"),
    "reset": (ResetAfterRequest(), "Connection reset by peer"),
    "garbage": (RawBytes(b"220 mail.example.com ESMTP\r\n\r\n"), "illegal status line"),
    "cut": (CutAfter(Reply(200), 20), "disconnected"),
    "gone": (Reply(502), "502 Bad Gateway"),
    "busy": (Reply(503), "503 Service Unavailable"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_proxy_that_fails_while_it_connects_is_tried_again(
    half: Half, make_client: ClientFactory, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    fault, reason = FAULTS[name]
    with proxy(monkeypatch, fault) as server:
        error = failure(half, make_client)
        assert server.count("") == 2 * (RETRIES + 1)
    assert "No connection could be made through the proxy: " in str(error)
    assert reason in str(error)
    assert str(error).count("Check that the proxy runs, and its URL.") == 1
    assert len(error.attempts) == RETRIES + 1


@pytest.mark.parametrize("name", FAULTS)
def test_the_same_is_seen_with_a_client_of_the_caller(
    half: Half, make_client: ClientFactory, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    fault, reason = FAULTS[name]
    with proxy(monkeypatch, fault) as server:
        http_client = half.make_http_client(trust_env=True)
        client = make_client(SECURE, max_retries=RETRIES, **{half.keyword: http_client})
        with pytest.raises(SketricGenNetworkError) as caught:
            half.run(client, "agent-1", "Hi")
        assert server.count("") == RETRIES + 1
    half.close_http_client(http_client)
    assert "No connection could be made through the proxy: " in str(caught.value)
    assert reason in str(caught.value) or name == "reset"  # older versions of anyio drop the cause
    assert not caught.value.maybe_executed
    assert_carries_nothing(caught.value)


def test_a_request_that_a_client_of_the_caller_sent_may_have_been_executed(
    half: Half, make_client: ClientFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    with proxy(monkeypatch, CloseAfterRequest()) as server:
        http_client = half.make_http_client(trust_env=True)
        client = make_client("http://localhost:9", **{half.keyword: http_client})
        with pytest.raises(SketricGenNetworkError) as caught:
            half.run(client, "agent-1", "Hi")
        assert server.count("") == 1
    half.close_http_client(http_client)
    assert caught.value.maybe_executed


def test_a_proxy_that_is_silent_while_it_connects_is_tried_again(
    half: Half, make_client: ClientFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    with proxy(monkeypatch, Hang()) as server:
        client = make_client(SECURE, max_retries=1, timeout=0.2)
        with pytest.raises(SketricGenTimeoutError) as caught:
            half.run(client, "agent-1", "Hi")
        assert server.count("") == 2
    assert not caught.value.maybe_executed
    assert "The proxy made no connection within 0.2 s; timeout=… sets" in str(caught.value)


@pytest.mark.parametrize("status", [403, 407, 302])
def test_a_proxy_that_refuses_is_asked_once(
    half: Half, make_client: ClientFactory, monkeypatch: pytest.MonkeyPatch, status: int
) -> None:
    with proxy(monkeypatch, Reply(status)) as server:
        error = failure(half, make_client)
        assert server.count("") == 2
    assert f"through the proxy: {status} " in str(error)
    assert "It is the proxy that refused: check its URL, with user name and password." in str(error)


@pytest.mark.parametrize("url", [SECURE, "http://localhost:9"])
def test_a_proxy_that_is_not_there_is_named(
    half: Half, make_client: ClientFactory, monkeypatch: pytest.MonkeyPatch, url: str
) -> None:
    with refused_url() as nowhere:
        monkeypatch.setenv("ALL_PROXY", nowhere)
        error = failure(half, make_client, url)
    assert "No connection could be made through the proxy: Connection refused" in str(error)
    assert len(error.attempts) == RETRIES + 1


@pytest.mark.parametrize("url", [SECURE, "http://localhost:9"])
def test_tls_to_a_proxy_that_breaks_off_is_tried_again(
    half: Half, make_client: ClientFactory, monkeypatch: pytest.MonkeyPatch, url: str
) -> None:
    with proxy(monkeypatch, HalfTls("close"), "https"):
        error = failure(half, make_client, url)
    assert "No connection could be made through the proxy: " in str(error)
    assert len(error.attempts) == RETRIES + 1


def test_a_request_that_a_proxy_has_may_have_been_executed(
    half: Half, make_client: ClientFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    with proxy(monkeypatch, CloseAfterRequest()) as server:
        with pytest.raises(SketricGenNetworkError) as caught:
            half.run(make_client("http://localhost:9"), "agent-1", "Hi")
        assert server.count("") == 1
    assert caught.value.maybe_executed


def test_a_proxy_that_forwards_is_used_again(
    half: Half, make_client: ClientFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    with proxy(monkeypatch, Reply(201, json=chat())) as server:
        client = make_client("http://localhost:9")
        for _ in range(2):
            assert half.run(client, "agent-1", "Hi").response == "Hello!"
        assert (server.count(RUN), server.connections) == (2, 1)


@dataclass(frozen=True)
class NoSocks:
    """A stand-in for httpcore's proxies by SOCKS, which need a package that may be missing."""

    error: Exception

    def __call__(self, **_: Any) -> NoSocks:
        return self

    def create_connection(self, _: httpcore.Origin) -> NoSocks:
        return self

    def handle_request(self, _: httpcore.Request) -> None:
        raise self.error

    async def handle_async_request(self, _: httpcore.Request) -> None:
        raise self.error


SOCKS: list[tuple[Exception, str, int]] = [
    (AssertionError(), "its answer cannot be read", RETRIES + 1),
    (ValueError("malformed"), "its answer cannot be read", RETRIES + 1),
    (httpcore.ReadError(), "read error", RETRIES + 1),
    (httpcore.ProxyError("Could not connect: Host unreachable."), "Could not", RETRIES + 1),
    (httpcore.ProxyError("Could not connect: Connection not allowed."), "Could not", 1),
    (httpcore.ProxyError("Invalid username/password"), "Invalid username", 1),
    (httpcore.ProxyError("Requested NO AUTH from proxy server, but got X."), "Requested", 1),
]


@pytest.mark.parametrize(("error", "reason", "attempts"), SOCKS)
def test_a_socks_proxy_that_fails_is_named(
    half: Half,
    make_client: ClientFactory,
    monkeypatch: pytest.MonkeyPatch,
    error: Exception,
    reason: str,
    attempts: int,
) -> None:
    for name in ("SOCKSProxy", "AsyncSOCKSProxy"):
        monkeypatch.setattr(f"httpcore.{name}", NoSocks(error))
    monkeypatch.setenv("ALL_PROXY", "socks5://127.0.0.1:1080")
    raised = failure(half, make_client)
    assert f"No connection could be made through the proxy: {reason}" in str(raised)
    assert len(raised.attempts) == attempts


@pytest.mark.parametrize(
    "host", ["a..b", f"{'a' * 64}.example", ".a", f"{'a.' * 130}example", "a b", "."]
)
@pytest.mark.parametrize("scheme", ["http", "socks5"])
def test_a_proxy_whose_host_cannot_be_one_is_refused_at_once(
    half: Half,
    make_client: ClientFactory,
    monkeypatch: pytest.MonkeyPatch,
    scheme: str,
    host: str,
) -> None:
    monkeypatch.setenv("HTTPS_PROXY", f"{scheme}://{host}:3128")
    client = make_client(SECURE)
    for call in (half.run, half.stream):
        with pytest.raises(
            SketricGenValidationError, match=r"^HTTPS_PROXY must be a URL"
        ) as caught:
            call(client, "agent-1", "Hi")
        assert caught.value.attempts == ()


@pytest.mark.parametrize("host", ["a.", "xn--tda.example", "exa_mple", "[::1]", "127.0.0.1"])
def test_a_proxy_whose_host_can_be_one_is_taken(
    make_client: ClientFactory, monkeypatch: pytest.MonkeyPatch, host: str
) -> None:
    from sketricgen._http.origins import Origin, proxy_of

    monkeypatch.setenv("HTTPS_PROXY", f"http://{host}:3128")
    assert proxy_of(Origin(b"https", b"chat.example", 443)) is not None
