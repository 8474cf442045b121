"""The sockets under httpcore's asynchronous connections: an asyncio protocol of our own.

Closing one takes no await, so that a cancellation, a finalizer or the end of the event loop can do
it at any moment. Every wait ends by the bounds of the exchange that owns the connection.
"""

from __future__ import annotations

import asyncio
import selectors
import socket
from collections import deque
from contextlib import suppress
from typing import TYPE_CHECKING, Any, cast

import httpcore

from .byte_filter import NO_EXCHANGE
from .failures import reason_of
from .network import CONNECTING, addresses_in, connect_plan, is_address, keepalive_options
from .origins import connect, ssl_context
from .pool import Connection, Pool
from .timeouts import Timeouts, within

if TYPE_CHECKING:
    import ssl
    from collections.abc import Awaitable

    from .byte_filter import ByteFilter
    from .origins import Origin

# Reading from the network pauses above this many bytes that were not asked for.
_ENOUGH = 256 * 1024

# `poll` where the platform has it, since `select` takes no large file descriptors.
_Selector = getattr(selectors, "PollSelector", selectors.SelectSelector)


class AsyncLink(httpcore.AsyncNetworkBackend, httpcore.AsyncNetworkStream, asyncio.Protocol):
    """The network side of one connection, in one event loop.

    Args:
        loop: The event loop.

    Attributes:
        timeouts: The bounds of the exchange that owns the connection.
        byte_filter: What its bytes go through.
    """

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self.timeouts: Timeouts = CONNECTING
        self.byte_filter: ByteFilter = NO_EXCHANGE
        self._loop = loop
        self._transport: asyncio.Transport | None = None
        self._received: deque[bytes] = deque()
        self._size = 0
        self._is_paused = False  # reading, because there is enough
        self._is_full = False  # the buffer for writing
        self._has_ended = False
        self._error: str | None = None
        self._waiter: asyncio.Future[None] | None = None
        self._connecting: asyncio.Future[Any] | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)
        # So that `write` returns only when the data has been handed to the network.
        self._transport.set_write_buffer_limits(high=1)
        if self._error is not None:
            self._transport.abort()

    def data_received(self, data: bytes) -> None:
        self._received.append(data)
        self._size += len(data)
        if self._size > _ENOUGH and self._transport is not None:
            self._is_paused = True
            self._transport.pause_reading()
        self._wake()

    def eof_received(self) -> None:
        self._has_ended = True
        self._wake()

    def pause_writing(self) -> None:
        self._is_full = True

    def resume_writing(self) -> None:
        self._is_full = False
        self._wake()

    def connection_lost(self, exc: Exception | None) -> None:
        self._has_ended = True
        if exc is not None and self._error is None:
            self._error = reason_of(exc)
        self._wake()

    async def connect_tcp(
        self, host: str, port: int, timeout: float | None = None, *_: Any, **__: Any
    ) -> AsyncLink:
        """Connect to a host, trying its addresses in turn."""
        # Not asyncio's own "happy eyeballs": cancelled at the wrong moment, they leave a socket.
        problem: Exception = httpcore.ConnectError("The host has no address.")
        for address, patience in connect_plan(await self._resolve(host, port, timeout)):
            seconds = min(patience, self.timeouts.wait(timeout, httpcore.ConnectTimeout))
            connecting = self._loop.create_connection(lambda: self, address, port)
            try:
                await self._connected(seconds, connecting)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                problem = error
                if self._error is not None:  # it was closed while connecting
                    break
            else:
                self._keep_alive()
                return self
        raise problem

    async def _resolve(self, host: str, port: int, timeout: float | None) -> list[str]:
        if is_address(host):
            return [host]
        seconds = self.timeouts.wait(timeout, httpcore.ConnectTimeout)
        look_up = self._loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        return addresses_in(await self._connected(seconds, look_up))

    def _keep_alive(self) -> None:
        sock: socket.socket = self.get_extra_info("socket")
        for option in keepalive_options():
            sock.setsockopt(*cast("tuple[int, int, int]", option))

    async def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> AsyncLink:
        """Make the connection secure."""
        if self._transport is None or self._error is not None:
            raise httpcore.ConnectError(self._error)
        seconds = self.timeouts.wait(timeout, httpcore.ConnectTimeout)
        securing = self._loop.start_tls(
            self._transport, self, ssl_context, server_hostname=server_hostname
        )
        secured: asyncio.BaseTransport | None = await self._connected(seconds, securing)
        if secured is None:  # so asyncio before Python 3.11 says that the connection is gone
            raise httpcore.ConnectError("The connection was closed during the TLS handshake.")
        self.connection_made(secured)
        return self

    async def _connected(self, seconds: float, connecting: Awaitable[Any]) -> Any:
        self._connecting = asyncio.ensure_future(connecting)
        try:
            result = await within(seconds, self._connecting)
        except asyncio.TimeoutError:
            raise httpcore.ConnectTimeout from None
        except asyncio.CancelledError:
            if self._error is None:
                raise
        except (OSError, UnicodeError) as error:
            raise httpcore.ConnectError(reason_of(error)) from None
        else:
            if self._error is None:
                return result
        raise httpcore.ConnectError(self._error)  # it was closed while connecting

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Return what has arrived, or nothing at the end."""
        # Checked even if data has arrived: a server that never pauses must not go on for ever.
        seconds = self.timeouts.wait(timeout, httpcore.ReadTimeout)
        if self.byte_filter.held:
            return self.byte_filter.take_held()
        while not self._received:
            if self._error is not None:
                raise httpcore.ReadError(self._error)
            if self._has_ended:
                return b""
            await self._wait(seconds, httpcore.ReadTimeout)
            seconds = self.timeouts.wait(timeout, httpcore.ReadTimeout)
        return self.byte_filter.incoming(self._take(max_bytes))

    def _take(self, max_bytes: int) -> bytes:
        data = self._received.popleft()
        if len(data) > max_bytes:
            self._received.appendleft(data[max_bytes:])
            data = data[:max_bytes]
        self._size -= len(data)
        if self._is_paused and not self._received:
            self._is_paused = False
            if self._transport is not None and not self._has_ended:
                self._transport.resume_reading()
        return data

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Send bytes, and wait until they have left for the network."""
        if self._transport is None or self._has_ended or self._error is not None:
            raise httpcore.WriteError(self._error or "The server closed the connection.")
        self._transport.write(self.byte_filter.outgoing(buffer))
        while self._is_full and not self._has_ended:
            seconds = self.timeouts.wait(timeout, httpcore.WriteTimeout)
            await self._wait(seconds, httpcore.WriteTimeout)
        if self._error is not None:
            raise httpcore.WriteError(self._error)

    async def aclose(self) -> None:
        """Close the connection at once."""
        self.close()

    def get_extra_info(self, info: str) -> Any:
        """Return a detail of the connection."""
        if info == "is_readable":
            return self._is_readable()
        return None if self._transport is None else self._transport.get_extra_info(info)

    def forget(self) -> None:
        """Close the connection soon: a finalizer may come in any thread, and inside of asyncio."""
        with suppress(RuntimeError):  # the loop is closed
            self._loop.call_soon_threadsafe(self.close)

    def close(self) -> None:
        """Close the connection at once, and end whatever waits for it."""
        if self._error is None:
            self._error = "The connection was closed."
        if self._transport is not None:
            self._transport.abort()
        if self._connecting is not None:
            self._connecting.cancel()
        self._wake()

    shut = close

    def _is_readable(self) -> bool:
        """Return whether data or the end has arrived, though nothing was asked."""
        if self._received or self._has_ended or self._transport is None:
            return True
        # The event loop may not have polled the socket for a while.
        with _Selector() as selector:
            selector.register(self.get_extra_info("socket").fileno(), selectors.EVENT_READ)
            return bool(selector.select(0))

    async def _wait(self, seconds: float, late: type[Exception]) -> None:
        """Wait until asyncio has called, or until ``late`` is raised."""
        self._waiter = waiter = self._loop.create_future()
        timer = self._loop.call_later(seconds, _expire, waiter, late)
        try:
            await waiter
        finally:
            timer.cancel()
            self._waiter = None

    def _wake(self) -> None:
        if self._waiter is not None and not self._waiter.done():
            self._waiter.set_result(None)


def _expire(waiter: asyncio.Future[None], late: type[Exception]) -> None:
    if not waiter.done():
        waiter.set_exception(late())


def new_pool(loop: asyncio.AbstractEventLoop) -> Pool:
    """Return the connections of an event loop: none yet."""

    def connection(origin: Origin) -> Connection:
        link = AsyncLink(loop)
        return Connection(connect(origin, link, "Async"), link, origin)

    return Pool(connection)


_loading: list[bool] = [True]


async def load(*, is_secure: bool) -> None:
    """Load what connections need, in a thread, so that the event loop goes on."""
    if _loading or (is_secure and not ssl_context.cache_info().currsize):
        await asyncio.get_running_loop().run_in_executor(None, _load, is_secure)
        _loading.clear()


def _load(is_secure: bool) -> None:  # executors take no keywords
    if is_secure:
        ssl_context()
    # httpcore imports the backend of anyio at its first use.
    backend = cast("httpcore.AsyncNetworkBackend", httpcore.AnyIOBackend())
    asyncio.run(backend.sleep(0))
