"""Bounds hold where there is no connection to shut, and errors of httpx are told in our words."""

from __future__ import annotations

import asyncio
import gzip
import re
import ssl
import threading
import time
from typing import TYPE_CHECKING

import httpcore
import httpx
import pytest
from sketricgen import SketricGenAPIError, SketricGenClient, SketricGenTimeoutError
from sketricgen._http.cancellation import CancelledError
from sketricgen._http.client_transport import errors_of_httpcore
from sketricgen._http.failures import network_failure, stream_failure
from sketricgen._http.flow import CallOptions, Send
from sketricgen._http.timeouts import Deadline, Timeouts
from sketricgen.config import SketricGenConfig

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

MIB = 1024 * 1024


class SlowBytes(httpx.SyncByteStream):
    def __iter__(self) -> Iterator[bytes]:
        time.sleep(0.3)
        yield b": nothing\n\n"
        time.sleep(0.3)


def test_a_bound_holds_for_a_transport_without_sockets() -> None:
    headers = {"Content-Type": "text/event-stream"}
    transport = httpx.MockTransport(
        lambda _: httpx.Response(200, headers=headers, stream=SlowBytes())
    )
    with httpx.Client(transport=transport) as http_client:
        client = SketricGenClient("key", http_client=http_client)
        stream = client.run_workflow_sync("a", "b", stream=True, event_timeout=0.1)
        with pytest.raises(SketricGenTimeoutError, match=r"No event arrived for 0\.1 s"):
            list(stream)


def sending(deadline: Deadline | None = None) -> Send:
    options = CallOptions(SketricGenConfig("key"), MIB, MIB, deadline)
    return Send("POST", "https://chat.example/x?secret=1", {}, b"", 5.0, options, "it was sent")


def as_it_arrives(error: Exception) -> Exception:
    """Return an error as the httpx client of a caller lets it through."""
    with pytest.raises(Exception) as caught, errors_of_httpcore():  # noqa: PT011 # whichever it is
        raise error
    return caught.value


class OwnTimeout(httpx.ReadTimeout):
    """A caller's client may have errors of its own."""


@pytest.mark.parametrize(
    ("error", "words", "maybe_executed"),
    [
        (httpx.PoolTimeout(""), "All connections were busy for 5 s", False),
        (httpx.ConnectTimeout(""), "No connection could be made within 5 s", False),
        (httpx.WriteTimeout(""), "took no more of the request for 5 s", True),
        (httpx.ReadTimeout(""), "was silent for 5 s", True),
        (httpx.ConnectError("refused"), "No connection could be made: refused", False),
        (httpx.InvalidURL("odd"), "No connection could be made: odd", False),
        (httpx.ReadError(""), "The connection broke .*: read error", True),
        (OwnTimeout(""), "was silent for 5 s", True),
        (httpx.UnsupportedProtocol("odd"), "No connection could be made: odd", False),
        (httpx.DecodingError("odd"), "The connection broke .*: odd", True),
        (httpx.StreamClosed(), "The connection broke .*: .*closed", True),
        (httpcore.ConnectTimeout(), "No connection could be made within 5 s", False),
        (httpcore.WriteTimeout(), "took no more of the request for 5 s", True),
        (httpcore.ReadTimeout(), "was silent for 5 s", True),
        (httpcore.ConnectError("refused"), "No connection could be made: refused", False),
        (httpcore.ProxyError("407"), "made through the proxy: 407 .* proxy that refused", False),
        (httpcore.RemoteProtocolError("odd"), "The connection broke .*: odd", True),
        (ssl.SSLCertVerificationError("bad"), "No connection could be made: .*bad", False),
        (ssl.SSLError("cut"), "The connection broke .*: .*cut", True),
        (CancelledError(), "No connection could be made", False),
    ],
    ids=lambda value: type(value).__module__ + type(value).__name__,
)
def test_an_error_from_below_is_told_in_our_words(
    error: Exception, words: str, maybe_executed: bool
) -> None:
    failure = network_failure(as_it_arrives(error), sending())
    with pytest.raises(type(failure), match=words):
        raise failure
    assert failure.maybe_executed is maybe_executed
    assert "secret" not in str(failure)


def test_a_timeout_at_the_deadline_names_the_deadline() -> None:
    failure = network_failure(httpcore.ReadTimeout(), sending(Deadline(2.0, 0.0)))
    assert str(failure) == "The deadline of 2 s passed while it was sent."


def test_a_stream_that_is_silent_at_the_deadline_names_the_deadline() -> None:
    send = sending(Deadline(2.0, 0.0))
    failure = stream_failure(httpcore.ReadTimeout(), send.options, send.timeouts())
    assert str(failure) == "The deadline of 2 s passed while the stream was being read."


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (httpx.ReadTimeout(""), "The stream fell silent: nothing arrived for 5 s"),
        (httpcore.ReadTimeout(), "The stream fell silent: nothing arrived for 5 s"),
        (httpcore.ReadError("reset"), r"The stream broke off before its run ended: reset\."),
        (httpcore.ReadError(), r"The stream broke off before its run ended: read error\."),
    ],
)
def test_a_stream_that_ends_too_early_is_told_in_our_words(error: Exception, words: str) -> None:
    send = sending()
    failure = stream_failure(as_it_arrives(error), send.options, send.timeouts())
    assert re.match(words, str(failure))


def test_a_stream_without_events_is_told_from_a_silent_one() -> None:
    send = sending()
    timeouts = Timeouts(5.0, event_timeout=0.0)
    timeouts.expect_event()
    options = send.options._replace(event_timeout=0.5)
    failure = stream_failure(httpcore.ReadTimeout(), options, timeouts)
    assert str(failure).startswith("No event arrived for 0.5 s, though the connection is alive")


def test_an_error_of_a_client_that_was_closed_names_the_closing() -> None:
    failure = network_failure(httpcore.ReadError("shut"), sending(), client_closed=True)
    assert str(failure) == "The client was closed while it was sent."
    assert failure.maybe_executed


class SlowAsyncBytes(httpx.AsyncByteStream):
    def __init__(self, pieces: list[bytes], seconds: float = 60.0) -> None:
        self._pieces = pieces
        self._seconds = seconds
        self.closed = 0

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for piece in self._pieces:
            yield piece
            await asyncio.sleep(self._seconds)

    async def aclose(self) -> None:
        self.closed += 1


def answering(
    body: SlowAsyncBytes, seconds: float = 0.0, headers: dict[str, str] | None = None
) -> httpx.AsyncClient:
    """Return a client of a caller's that answers, after so many seconds, with a slow body."""

    async def handle(_: httpx.Request) -> httpx.Response:
        await asyncio.sleep(seconds)
        return httpx.Response(201, headers=headers, stream=body)

    return httpx.AsyncClient(transport=httpx.MockTransport(handle))


@pytest.mark.parametrize("late", ["head", "body"])
def test_a_deadline_ends_the_waiting_for_a_client_of_the_callers(late: str) -> None:
    body = SlowAsyncBytes([b"{", b"}"])

    async def call() -> None:
        async with answering(body, 60.0 if late == "head" else 0.0) as http_client:
            client = SketricGenClient("key", async_http_client=http_client)
            with pytest.raises(SketricGenTimeoutError, match=r"deadline of 0\.1 s passed"):
                await client.run_workflow("a", "b", deadline=0.1)

    asyncio.run(call())
    assert body.closed == (late == "body")


@pytest.mark.parametrize("encoding", ["identity", "gzip"])
def test_a_stream_of_a_client_of_the_callers_ends_at_its_event_timeout(encoding: str) -> None:
    said = b": nothing\n\n"
    body = SlowAsyncBytes([gzip.compress(said) if encoding == "gzip" else said, b""])
    headers = {"Content-Type": "text/event-stream", "Content-Encoding": encoding}

    async def call() -> None:
        async with answering(body, headers=headers) as http_client:
            client = SketricGenClient("key", async_http_client=http_client)
            stream = await client.run_workflow("a", "b", stream=True, event_timeout=0.1)
            with pytest.raises(SketricGenTimeoutError, match=r"No event arrived for 0\.1 s"):
                async for _ in stream:
                    pass

    asyncio.run(call())
    assert body.closed == 1


def test_a_body_that_trickles_ends_at_the_deadline_between_two_reads() -> None:
    class Trickle(httpx.SyncByteStream):
        def __iter__(self) -> Iterator[bytes]:
            while True:
                time.sleep(0.01)
                yield b" "

    transport = httpx.MockTransport(lambda _: httpx.Response(201, stream=Trickle()))
    with httpx.Client(transport=transport) as http_client:
        client = SketricGenClient("key", http_client=http_client)
        with pytest.raises(SketricGenTimeoutError, match=r"deadline of 0\.1 s passed"):
            client.run_workflow_sync("a", "b", deadline=0.1)


def test_each_wait_of_a_client_of_the_callers_is_bounded_when_it_begins() -> None:
    given: list[dict[str, float]] = []

    def note(request: httpx.Request) -> httpx.Response:
        bounds = request.extensions["timeout"]
        given.append({name: bounds.get(name) for name in ("connect", "read", "write", "pool")})
        time.sleep(0.05)
        given.append({"read": bounds.get("read")})
        return httpx.Response(400)

    with httpx.Client(transport=httpx.MockTransport(note)) as http_client:
        client = SketricGenClient("key", timeout=30.0, http_client=http_client)
        with pytest.raises(SketricGenAPIError):
            client.run_workflow_sync("a", "b")
        with pytest.raises(SketricGenAPIError):
            client.run_workflow_sync("a", "b", deadline=20.0)
    assert given[:2] == [{"connect": 10.0, "read": 30.0, "write": 30.0, "pool": 30.0}, {"read": 30}]
    assert given[2]["connect"] == 10.0
    assert 10 < given[2]["read"] <= 20
    assert given[3]["read"] <= given[2]["read"] - 0.05


class Watched(httpx.SyncByteStream):
    def __init__(self) -> None:
        self.closed = threading.Event()

    def __iter__(self) -> Iterator[bytes]:
        yield b": hello\n\n"

    def close(self) -> None:
        self.closed.set()


def test_a_stream_that_opens_too_late_is_closed() -> None:
    stream = Watched()

    def late(_: httpx.Request) -> httpx.Response:
        time.sleep(0.4)
        return httpx.Response(200, headers={"Content-Type": "text/event-stream"}, stream=stream)

    with httpx.Client(transport=httpx.MockTransport(late)) as http_client:
        client = SketricGenClient("key", http_client=http_client)
        with pytest.raises(SketricGenTimeoutError, match=r"deadline of 0\.1 s passed"):
            client.run_workflow_sync("a", "b", stream=True, deadline=0.1)
        assert stream.closed.wait(5)


def test_a_response_without_a_socket_cannot_be_shut_from_elsewhere() -> None:
    from sketricgen._http.cancellation import CancelScope
    from sketricgen._http.client_transport import ClientResponse
    from sketricgen._http.timeouts import Timeouts

    response = ClientResponse(httpx.Response(200), Timeouts(1.0), CancelScope())
    response.cancel()
    assert response.status_code == 200
