"""Sending a request over a connection of the SDK's own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Union, cast

import httpcore
import httpx

from .origins import parse_url

if TYPE_CHECKING:
    from collections.abc import AsyncIterable, AsyncIterator, Iterable, Iterator, Mapping

    from .async_network import AsyncLink
    from .cancellation import CancelScope
    from .flow import Send
    from .network import Link
    from .pool import Lease, Pool
    from .timeouts import Timeouts

    BlockingPool = Pool[httpcore.ConnectionInterface, Link]
    AsyncPool = Pool[httpcore.AsyncConnectionInterface, AsyncLink]
    Content = Union[bytes, Iterable[bytes], AsyncIterable[bytes]]


class OwnResponse:
    """A response over a connection of the SDK's own."""

    bounds_reads = True

    def __init__(self, core: httpcore.Response, lease: Lease[Any, Any]) -> None:
        self._core = core
        self._lease = lease
        self._response = httpx.Response(core.status, headers=core.headers, stream=_Body(core))
        self.status_code: int = core.status
        self.headers: Mapping[str, str] = self._response.headers

    def chunks(self) -> Iterator[bytes]:
        """Return the body, piece by piece and unpacked."""
        if is_packed(self._response):
            return self._response.iter_bytes()
        return iter(cast("Iterable[bytes]", self._core.stream))

    def finish(self) -> None:
        """Give the connection back; the body has been read to its end."""
        self._core.close()
        connection = self._lease.connection
        self._lease.release(is_reusable=connection is not None and connection.core.is_available())

    def abort(self) -> None:
        """Close the connection, whatever has been read."""
        self._lease.discard()

    def abandon(self) -> None:
        """Close the connection from where a finalizer may be at work."""
        self._lease.discard()

    def cancel(self) -> None:
        """Shut the connection from another thread, which ends the reading."""
        self._lease.cancel()


class AsyncOwnResponse:
    """The same for asyncio."""

    bounds_reads = True

    def __init__(self, core: httpcore.Response, lease: Lease[Any, Any]) -> None:
        self._core = core
        self._lease = lease
        self._response = httpx.Response(core.status, headers=core.headers, stream=_AsyncBody(core))
        self.status_code: int = core.status
        self.headers: Mapping[str, str] = self._response.headers

    def chunks(self) -> AsyncIterator[bytes]:
        """Return the body, piece by piece and unpacked."""
        if is_packed(self._response):
            return self._response.aiter_bytes()
        return cast("AsyncIterable[bytes]", self._core.stream).__aiter__()

    async def finish(self) -> None:
        """Give the connection back; the body has been read to its end."""
        try:
            await self._core.aclose()
        except BaseException:
            self._lease.discard()
            raise
        connection = self._lease.connection
        self._lease.release(is_reusable=connection is not None and connection.core.is_available())

    async def abort(self) -> None:
        """Close the connection, whatever has been read, which ends any reading."""
        self._lease.discard()


class _Body(httpx.SyncByteStream):
    """A body of httpcore's, as httpx unpacks it."""

    def __init__(self, core: httpcore.Response) -> None:
        self._core = core

    def __iter__(self) -> Iterator[bytes]:
        return iter(cast("Iterable[bytes]", self._core.stream))


class _AsyncBody(httpx.AsyncByteStream):
    def __init__(self, core: httpcore.Response) -> None:
        self._core = core

    def __aiter__(self) -> AsyncIterator[bytes]:
        return cast("AsyncIterable[bytes]", self._core.stream).__aiter__()


def send_blocking(
    send: Send,
    content: bytes | Iterable[bytes],
    pool: BlockingPool,
    scope: CancelScope,
    timeouts: Timeouts,
) -> OwnResponse:
    """Send a request over a connection of the SDK's own.

    Raises:
        CancelledError: The scope was cancelled before anything was sent.
    """
    lease = pool.lease(parse_url(send.url).origin, scope, timeouts)
    connection: Any = lease.connection
    try:
        request = _core_request(send, content, timeouts)
        return OwnResponse(connection.core.handle_request(request), lease)
    except BaseException:
        lease.discard()
        raise


async def send_async(
    send: Send, content: bytes | AsyncIterable[bytes], pool: AsyncPool, timeouts: Timeouts
) -> AsyncOwnResponse:
    """Send a request over a connection of the SDK's own.

    Raises:
        CancelledError: The scope of the pool was cancelled before anything was sent.
    """
    lease = pool.lease(parse_url(send.url).origin, pool.scope, timeouts)
    connection: Any = lease.connection
    try:
        request = _core_request(send, content, timeouts)
        return AsyncOwnResponse(await connection.core.handle_async_request(request), lease)
    except BaseException:
        lease.discard()
        raise


def _core_request(send: Send, content: Content, timeouts: Timeouts) -> httpcore.Request:
    address = parse_url(send.url)
    headers = [(b"Host", address.host)]
    headers += [(name.encode(), encoded(value)) for name, value in send.headers.items()]
    if isinstance(content, bytes):
        headers.append((b"Content-Length", b"%d" % len(content)))
    seconds = timeouts.seconds
    each = {"connect": timeouts.connect, "read": seconds, "write": seconds, "pool": seconds}
    return httpcore.Request(
        send.method, address.url, headers=headers, content=content, extensions={"timeout": each}
    )


def encoded(value: str | bytes) -> bytes:
    """Return the value of a header as bytes."""
    return value if isinstance(value, bytes) else value.encode("ascii")


def is_packed(response: httpx.Response) -> bool:
    """Return whether a body differs from its raw bytes; httpx's way to plain ones takes longer."""
    encoding: str = response.headers.get("content-encoding", "identity")
    return encoding.strip().lower() != "identity"
