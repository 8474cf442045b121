"""The sockets under asynchronous connections, which close without an await."""

from __future__ import annotations

import asyncio
import gc
import socket
import ssl
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any, Callable

import httpcore
import pytest
from sketricgen._http import async_network
from sketricgen._http.async_network import AsyncLink
from sketricgen._http.origins import Origin
from sketricgen._http.timeouts import Deadline, Timeouts

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Awaitable

MIB = 1024 * 1024
# Nothing here takes this long, unless it is never woken.
FOR_EVER = 60.0


class Peer:
    """The other end of a connection."""

    def __init__(self) -> None:
        self.accepted = asyncio.Event()
        self.reader: Any = None
        self.writer: Any = None

    def accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reader, self.writer = reader, writer
        self.accepted.set()


@asynccontextmanager
async def connected() -> AsyncGenerator[tuple[AsyncLink, Peer], None]:
    peer = Peer()
    server = await asyncio.start_server(peer.accept, "127.0.0.1", 0)
    link = AsyncLink(asyncio.get_running_loop())
    await link.connect_tcp("127.0.0.1", server.sockets[0].getsockname()[1])
    await peer.accepted.wait()
    try:
        yield link, peer
    finally:
        link.close()
        peer.writer.transport.abort()
        server.close()
        await server.wait_closed()
        await asyncio.sleep(0.01)  # in which asyncio closes what was aborted


def run(test: Callable[[AsyncLink, Peer], Awaitable[None]]) -> None:
    async def whole() -> None:
        async with connected() as (link, peer):
            await asyncio.wait_for(test(link, peer), FOR_EVER)

    asyncio.run(whole())


def test_bytes_go_both_ways_and_a_large_piece_is_given_in_parts() -> None:
    async def test(link: AsyncLink, peer: Peer) -> None:
        await link.write(b"question")
        assert await peer.reader.readexactly(8) == b"question"
        peer.writer.write(b"answer")
        assert await link.read(2) == b"an"
        assert await link.read(100) == b"swer"
        peer.writer.write_eof()
        assert await link.read(100) == b""

    run(test)


def test_no_more_is_taken_from_the_network_than_somebody_reads() -> None:
    async def test(link: AsyncLink, peer: Peer) -> None:
        peer.writer.write(b"x" * 8 * MIB)
        await asyncio.sleep(0.1)
        assert link._size < MIB
        received = 0
        while received < 8 * MIB:
            received += len(await link.read(64 * 1024))
        assert received == 8 * MIB
        assert link._size == 0

    run(test)


def test_writing_waits_until_the_bytes_have_left() -> None:
    async def test(link: AsyncLink, peer: Peer) -> None:
        writing = asyncio.ensure_future(link.write(b"x" * 16 * MIB))
        await asyncio.sleep(0.05)
        assert not writing.done()
        assert len(await peer.reader.readexactly(16 * MIB)) == 16 * MIB
        await writing

    run(test)


def test_a_write_that_nobody_takes_ends_at_its_bound() -> None:
    async def test(link: AsyncLink, _: Peer) -> None:
        link.timeouts = Timeouts(FOR_EVER, Deadline.after(0.1))
        with pytest.raises(httpcore.WriteTimeout):
            await link.write(b"x" * 64 * MIB, timeout=FOR_EVER)

    run(test)


def test_a_read_ends_at_its_bound() -> None:
    async def test(link: AsyncLink, peer: Peer) -> None:
        with pytest.raises(httpcore.ReadTimeout):
            await link.read(1, timeout=0.01)
        peer.writer.write(b"late")
        await asyncio.sleep(0.05)
        link.timeouts = Timeouts(FOR_EVER, Deadline.after(-1.0))
        with pytest.raises(httpcore.ReadTimeout):  # though something has arrived
            await link.read(1, timeout=FOR_EVER)

    run(test)


@pytest.mark.parametrize("waiting", ["read", "write"])
def test_closing_ends_whatever_waits(waiting: str) -> None:
    async def test(link: AsyncLink, _: Peer) -> None:
        wait = link.read(1) if waiting == "read" else link.write(b"x" * 64 * MIB)
        task = asyncio.ensure_future(wait)
        await asyncio.sleep(0.05)
        link.close()
        kind = httpcore.ReadError if waiting == "read" else httpcore.WriteError
        with pytest.raises(kind, match="The connection was closed"):
            await task
        with pytest.raises(httpcore.WriteError):
            await link.write(b"x")
        with pytest.raises(httpcore.ConnectError, match="was closed"):
            await link.start_tls(ssl.create_default_context(), "localhost")

    run(test)


def test_a_connection_that_is_reset_is_told_as_such() -> None:
    async def test(link: AsyncLink, peer: Peer) -> None:
        sock = peer.writer.get_extra_info("socket")
        linger = b"\1\0\0\0\0\0\0\0"
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
        peer.writer.transport.abort()
        with pytest.raises(httpcore.ReadError, match="reset"):
            await link.read(1)
        with pytest.raises(httpcore.WriteError, match="reset"):
            await link.write(b"x")

    run(test)


def test_what_is_known_of_a_connection_is_told() -> None:
    async def test(link: AsyncLink, peer: Peer) -> None:
        assert link.get_extra_info("ssl_object") is None
        sock = link.get_extra_info("socket")
        assert sock.getsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE)
        assert not link.get_extra_info("is_readable")
        peer.writer.write(b"x")
        await peer.writer.drain()
        assert is_readable_soon(link)
        await link.read(1)
        assert not link.get_extra_info("is_readable")
        await link.aclose()
        await asyncio.sleep(0)
        assert link.get_extra_info("is_readable")

    run(test)


def is_readable_soon(link: AsyncLink) -> bool:
    """Look, without letting the loop go on, until something has arrived."""
    return any(link.get_extra_info("is_readable") for _ in range(100_000))


def test_what_was_never_connected_can_be_ended() -> None:
    async def ended() -> None:
        link = AsyncLink(asyncio.get_running_loop())
        assert link.get_extra_info("socket") is None
        assert link.get_extra_info("is_readable")
        with pytest.raises(httpcore.WriteError):
            await link.write(b"x")
        with pytest.raises(httpcore.ConnectError):
            await link.start_tls(ssl.create_default_context())
        link.close()
        with pytest.raises(httpcore.ReadError):
            await link.read(1)

    asyncio.run(ended())


def test_a_connection_that_is_refused_is_told_with_the_reason() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]

    async def refused() -> None:
        link = AsyncLink(asyncio.get_running_loop())
        with pytest.raises(httpcore.ConnectError, match=r"\w"):
            await link.connect_tcp("127.0.0.1", port)

    asyncio.run(refused())


class SlowToConnect(asyncio.SelectorEventLoop):
    """An event loop on which no connection is ever made."""

    async def create_connection(self, *_: Any, **__: Any) -> Any:
        await asyncio.sleep(FOR_EVER)


def on_a_slow_loop(test: Callable[[AsyncLink], Awaitable[None]]) -> None:
    loop = SlowToConnect()
    try:
        loop.run_until_complete(test(AsyncLink(loop)))
    finally:
        loop.close()


def test_a_handshake_that_breaks_off_is_told_as_such() -> None:
    async def test(link: AsyncLink, peer: Peer) -> None:
        securing = asyncio.ensure_future(link.start_tls(ssl.create_default_context(), "localhost"))
        await peer.reader.read(1)
        peer.writer.write(b"HTTP/1.1 400 Bad Request\r\n\r\n")
        with pytest.raises(httpcore.ConnectError, match=r"\w"):
            await securing

    run(test)


def test_a_connection_that_is_forgotten_closes_soon_and_from_any_thread() -> None:
    async def test(link: AsyncLink, peer: Peer) -> None:
        await asyncio.get_running_loop().run_in_executor(None, link.forget)
        assert await peer.reader.read(1) == b""

    run(test)


def test_a_connection_can_be_forgotten_after_its_loop_was_closed() -> None:
    loop = asyncio.new_event_loop()
    link = AsyncLink(loop)
    loop.close()
    link.forget()


def test_a_pool_makes_its_connections_in_its_loop() -> None:
    async def made() -> None:
        loop = asyncio.get_running_loop()
        pool = async_network.new_pool(loop)
        lease = pool.lease(Origin(b"http", b"127.0.0.1", 80), pool.scope, Timeouts(1.0))
        assert lease.connection is not None
        assert lease.connection.link._loop is loop
        del lease
        gc.collect()
        await asyncio.sleep(0)

    asyncio.run(made())
