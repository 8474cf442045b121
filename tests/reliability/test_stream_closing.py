"""A stream that is read can be closed from another thread or task, whoever made the connection."""

from __future__ import annotations

import asyncio
import threading
import time
from typing import TYPE_CHECKING, Any

import pytest
from sketricgen import SketricGenClient, SketricGenStreamError
from sketricgen._http import transport
from sketricgen._streaming.decode import RunReader
from sketricgen._streaming.iterate import aevents_of, events_of

from tests.conftest import KEY
from tests.contract.service import FINISHED, RUN, SAID, STARTED, sse, stream_of
from tests.support.halves import nothing_left_open

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

    from tests.support import FaultServer
    from tests.support.halves import Half

pytestmark = pytest.mark.usefixtures("no_proxies")


@pytest.fixture(params=["own", "callers"])
def connecting(request: pytest.FixtureRequest, half: Half) -> Iterator[dict[str, Any]]:
    """Options of a client: none, or an httpx client of the caller."""
    if request.param == "own":
        yield {}
        return
    http_client = half.make_http_client()
    yield {half.keyword: http_client}
    half.close_http_client(http_client)


def error_of_closing(half: Half, client: SketricGenClient) -> BaseException:
    """Closes a stream while another thread or task waits for its second event."""
    errors: list[BaseException] = []

    def close_while_it_is_read() -> None:
        stream = client.run_workflow_sync("agent-1", "Hi", stream=True)
        begun = threading.Event()

        def read() -> None:
            with pytest.raises(SketricGenStreamError) as caught:  # noqa: PT012 # it is read
                for _ in stream:
                    begun.set()
            errors.append(caught.value)

        reading = threading.Thread(target=read)
        reading.start()
        assert begun.wait(10)
        time.sleep(0.2)  # so that it waits for the next
        stream.close()
        reading.join(10)
        assert not reading.is_alive()

    async def aclose_while_it_is_read() -> None:
        stream = await client.run_workflow("agent-1", "Hi", stream=True)
        begun = asyncio.Event()

        async def read() -> None:
            with pytest.raises(SketricGenStreamError) as caught:  # noqa: PT012 # it is read
                async for _ in stream:
                    begun.set()
            errors.append(caught.value)

        reading = asyncio.ensure_future(read())
        await begun.wait()
        await asyncio.sleep(0.05)
        await stream.aclose()
        await asyncio.wait_for(reading, 10)

    if half.loop is None:
        close_while_it_is_read()
    else:
        half.loop.run_until_complete(aclose_while_it_is_read())
    return errors[0]


@pytest.mark.parametrize("chunked", [True, False], ids=["chunked", "to the end"])
def test_closing_a_stream_elsewhere_ends_its_reader_with_an_error(
    half: Half, server: FaultServer, connecting: dict[str, Any], chunked: bool
) -> None:
    server.on("POST", RUN, stream_of(STARTED, chunked=chunked, then="hang"))
    with nothing_left_open(half.loop):
        client = SketricGenClient(
            KEY, 30, base_url=server.url, platform_url=server.url, **connecting
        )
        error = error_of_closing(half, client)
        half.close(client)
    assert isinstance(error, SketricGenStreamError)
    assert str(error) == "The stream was closed while it was being read."
    assert error.maybe_executed


def test_leaving_a_stream_frees_a_connection_of_the_caller(
    half: Half, server: FaultServer, connecting: dict[str, Any]
) -> None:
    server.on("POST", RUN, stream_of(STARTED, SAID, then="hang"))
    client = SketricGenClient(KEY, 30, base_url=server.url, platform_url=server.url, **connecting)
    for _ in range(3):
        stream = half.open(client, "agent-1", "Hi")
        stream.next()
        del stream
        end = time.monotonic() + 10
        while server.open_connections and time.monotonic() < end:
            if half.loop is not None:
                half.loop.run_until_complete(asyncio.sleep(0.005))
            time.sleep(0.005)
    assert server.open_connections == 0
    half.close(client)


def test_a_run_that_ended_over_a_connection_of_the_caller_is_whole(
    half: Half, server: FaultServer, connecting: dict[str, Any]
) -> None:
    server.on("POST", RUN, stream_of(STARTED, FINISHED))
    client = SketricGenClient(KEY, 30, base_url=server.url, platform_url=server.url, **connecting)
    for _ in range(3):
        assert len(half.stream(client, "agent-1", "Hi")) == 2
    half.close(client)


class Ending:
    """A response whose server is interrupted where it should end."""

    bounds_reads = True
    status_code = 200
    headers: dict[str, str] = {}  # noqa: RUF012 # nothing is put into it

    def __init__(self) -> None:
        self.freed: list[str] = []

    def abandon(self) -> None:
        self.freed.append("abandoned")


class BlockingEnding(Ending):
    def chunks(self) -> Iterator[bytes]:
        yield sse(STARTED) + sse(FINISHED)
        raise KeyboardInterrupt

    def abort(self) -> None:
        self.freed.append("aborted")


class AsyncEnding(Ending):
    async def chunks(self) -> AsyncIterator[bytes]:
        yield sse(STARTED) + sse(FINISHED)
        raise asyncio.CancelledError

    async def abort(self) -> None:
        self.freed.append("aborted")


def opened(response: Any) -> tuple[Any, RunReader]:
    from sketricgen._http.flow import CallOptions, OpenStream, Send

    client = SketricGenClient(KEY)
    options = CallOptions(client.config, 1_000, 1_000)
    send = Send("POST", "https://example.com", {}, b"", 1.0, options, "it was sent")
    source: Any = OpenStream(response, send, send.timeouts(), lambda: False)
    return source, RunReader(options)


def test_an_interrupt_at_the_end_of_a_stream_closes_its_connection() -> None:
    response = BlockingEnding()
    with pytest.raises(KeyboardInterrupt):
        list(events_of(*opened(response)))
    assert response.freed == ["aborted"]


def test_a_cancellation_at_the_end_of_a_stream_closes_its_connection() -> None:
    response = AsyncEnding()

    async def read() -> None:
        async for _ in aevents_of(*opened(response)):
            pass

    with pytest.raises(asyncio.CancelledError):
        asyncio.run(read())
    assert response.freed == ["aborted"]


def test_connections_are_kept_alive_by_the_system(half: Half, server: FaultServer) -> None:
    import socket

    server.on("POST", RUN, stream_of(STARTED, then="hang"))
    client = SketricGenClient(KEY, base_url=server.url, platform_url=server.url)
    stream = half.open(client, "agent-1", "Hi")
    response: Any = stream.stream._response
    assert isinstance(response, (transport.OwnResponse, transport.AsyncOwnResponse))
    sock = response._core.extensions["network_stream"].get_extra_info("socket")
    assert sock.getsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE) == 1
    if hasattr(socket, "TCP_KEEPIDLE"):
        assert sock.getsockopt(socket.IPPROTO_TCP, socket.TCP_KEEPIDLE) == 60
    stream.close()
    half.close(client)
