"""The transports under the SDK's own httpx clients.

httpx's pool takes time quadratic in the connections it holds, so many connections are spread over
several small pools. One is filled before the next is opened, so that light use keeps one warm
connection. Certificates are loaded when the first https request is sent, and once a process.
"""

from __future__ import annotations

import ssl
import threading
import time
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Callable, Generic, TypeVar, cast

import httpx

from .halting import Wire

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Iterator

# Of 100 connections, pools of two took the least time in measurements.
_ASYNC_CONNECTIONS_PER_POOL = 2

# Where a pool has one connection, that of the next request is known before it is sent, and so can
# be shut from another thread.
_CONNECTIONS_PER_POOL = 1

# An idle connection is dropped before common servers (5 s and more) would close it, because a
# request that meets the closing cannot be told from one that was executed.
KEEPALIVE_SECONDS = 4.0

T = TypeVar("T")


@lru_cache(maxsize=1)
def ssl_context() -> ssl.SSLContext:
    """Return the process's TLS settings; loading the certificates takes tens of milliseconds."""
    return httpx.create_ssl_context()


@lru_cache(maxsize=1)
def _no_ssl_context() -> ssl.SSLContext:
    # Plain http needs none, but httpx wants one; this one trusts nobody.
    return ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


def _limits(connections: int) -> httpx.Limits:
    return httpx.Limits(
        max_connections=connections,
        max_keepalive_connections=connections,
        keepalive_expiry=KEEPALIVE_SECONDS,
    )


def _ssl_context_for(scheme: str) -> ssl.SSLContext:
    return ssl_context() if scheme == "https" else _no_ssl_context()


class _Pool(Generic[T]):
    """A small pool of connections to one host, and the number of requests it is busy with."""

    def __init__(self, transport: T) -> None:
        self.transport = transport
        self.last_stream: object = None
        self.busy = 0
        self.idle_since = 0.0
        self.retired = False


class _Pools(Generic[T]):
    """All pools of a client, each with so many connections.

    Attributes:
        leaving: Transports that take no more requests and are not closed yet. An event loop that
            ends cancels their closing, and then closes all there is.
    """

    def __init__(self, make: Callable[[ssl.SSLContext, httpx.Limits], T], connections: int) -> None:
        self._limits = _limits(connections)
        self._size = connections
        self._make = make
        self._by_origin: dict[tuple[str, str, int | None], list[_Pool[T]]] = {}
        self._lock = threading.Lock()
        self.leaving: set[T] = set()

    def take(self, url: httpx.URL) -> tuple[_Pool[T], T | None]:
        """Take room for one request.

        Returns:
            The first pool that has room, and the transport of one that is no longer needed, if
            there is one: nobody else would close the connections that have been idle for long.
        """
        with self._lock:
            pools = self._by_origin.setdefault((url.scheme, url.host, url.port), [])
            for pool in pools:
                if pool.busy < self._size:
                    break
            else:
                pool = _Pool(self._make(_ssl_context_for(url.scheme), self._limits))
                pools.append(pool)
            pool.busy += 1
            last = pools[-1]
            if last.busy or time.monotonic() - last.idle_since < KEEPALIVE_SECONDS:
                return pool, None
            self._retire(last)
            return pool, last.transport

    def give_back(self, pool: _Pool[T], *, cut_off: bool) -> T | None:
        """Take note that a request is over.

        Args:
            pool: The pool that it used.
            cut_off: True if it was cancelled or interrupted. httpcore may then count its
                connection as busy for ever, so the pool is retired.

        Returns:
            The transport, if it is to be closed.
        """
        with self._lock:
            pool.busy -= 1
            pool.idle_since = time.monotonic()
            if cut_off and not pool.retired:
                self._retire(pool)
            return pool.transport if pool.retired and not pool.busy else None

    def retire_all(self) -> list[T]:
        """Take leave of all pools, and return the transports that are to be closed now.

        Those of the others are closed when their requests are over, by whose threads they are
        used: to close a connection under a thread that uses it is not safe.
        """
        with self._lock:
            pools = [pool for pools in self._by_origin.values() for pool in pools]
            for pool in pools:
                self._retire(pool)
            return [pool.transport for pool in pools if not pool.busy]

    def _retire(self, pool: _Pool[T]) -> None:
        pool.retired = True
        self.leaving.add(pool.transport)
        for pools in self._by_origin.values():
            if pool in pools:
                pools.remove(pool)

    def all(self) -> list[T]:
        """Return the transports that are not closed yet."""
        pools = [pool for pools in self._by_origin.values() for pool in pools]
        return [*(pool.transport for pool in pools), *self.leaving]


class SpreadTransport(httpx.BaseTransport):
    """Spreads blocking requests over small pools."""

    def __init__(self) -> None:
        self._pools = _Pools(
            lambda context, limits: httpx.HTTPTransport(verify=context, limits=limits),
            _CONNECTIONS_PER_POOL,
        )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request through a pool that has room."""
        pool, stale = self._pools.take(request.url)
        try:
            if stale is not None:
                self._close(stale)
            wire = request.extensions.get("trace")
            if isinstance(wire, Wire):
                wire.begin(pool.last_stream)
            response = pool.transport.handle_request(request)
        except BaseException as error:
            self._end(pool, error)
            raise
        pool.last_stream = response.extensions.get("network_stream")
        release = wire.release if isinstance(wire, Wire) else None
        response.stream = _Counted(response.stream, partial(self._end, pool), release)
        return response

    def _end(self, pool: _Pool[httpx.HTTPTransport], error: BaseException | None) -> None:
        finished = self._pools.give_back(pool, cut_off=_is_cut_off(error))
        if finished is not None:
            self._close(finished)

    def _close(self, transport: httpx.HTTPTransport) -> None:
        transport.close()
        self._pools.leaving.discard(transport)

    def close(self) -> None:
        """Close the connections; those that are in use, when they no longer are."""
        for transport in self._pools.retire_all():
            self._close(transport)


class AsyncSpreadTransport(httpx.AsyncBaseTransport):
    """Spreads asynchronous requests over small pools."""

    def __init__(self) -> None:
        self._pools = _Pools(
            lambda context, limits: httpx.AsyncHTTPTransport(verify=context, limits=limits),
            _ASYNC_CONNECTIONS_PER_POOL,
        )

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request through a pool that has room."""
        pool, stale = self._pools.take(request.url)
        try:
            if stale is not None:
                await self._close(stale)
            response = await pool.transport.handle_async_request(request)
        except BaseException as error:
            await self._end(pool, error)
            raise
        response.stream = _AsyncCounted(response.stream, partial(self._end, pool))
        return response

    async def _end(
        self, pool: _Pool[httpx.AsyncHTTPTransport], error: BaseException | None
    ) -> None:
        finished = self._pools.give_back(pool, cut_off=_is_cut_off(error))
        if finished is not None:
            await self._close(finished)

    async def _close(self, transport: httpx.AsyncHTTPTransport) -> None:
        """Close a transport that no pool knows any more, even if cancelled in the meantime."""
        from .awaiting import completed  # it needs asyncio, which the other half does without

        await completed(transport.aclose())
        self._pools.leaving.discard(transport)

    async def aclose(self) -> None:
        """Close all connections."""
        for transport in self._pools.all():
            await transport.aclose()


class _Counted(httpx.SyncByteStream):
    """A response's body that tells when it is closed."""

    def __init__(
        self,
        stream: object,
        end: Callable[[BaseException | None], None],
        release: Callable[[], None] | None,
    ) -> None:
        self._stream = cast("httpx.SyncByteStream", stream)
        self._end = end
        self._release = release

    def __iter__(self) -> Iterator[bytes]:
        return iter(self._stream)

    def close(self) -> None:
        if self._release is not None:
            self._release()
        try:
            self._stream.close()
        finally:
            self._end(None)


class _AsyncCounted(httpx.AsyncByteStream):
    """A response's body that tells when it is closed."""

    def __init__(
        self, stream: object, end: Callable[[BaseException | None], Awaitable[None]]
    ) -> None:
        self._stream = cast("httpx.AsyncByteStream", stream)
        self._end = end

    def __aiter__(self) -> AsyncIterator[bytes]:
        return self._stream.__aiter__()

    async def aclose(self) -> None:
        try:
            await self._stream.aclose()
        except BaseException as error:
            await self._end(error)
            raise
        await self._end(None)


def _is_cut_off(error: BaseException | None) -> bool:
    return error is not None and not isinstance(error, Exception)
