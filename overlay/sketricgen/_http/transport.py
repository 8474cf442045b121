"""Sending a request over a connection of the SDK's own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Union, cast

import httpcore

from .byte_filter import ByteFilter
from .failures import proxy_failure
from .origins import parse_url
from .redaction import SealedBytes, SecretBytes
from .unpacking import aunpacked, unpacked

if TYPE_CHECKING:
    from collections.abc import AsyncIterable, AsyncIterator, Iterable, Iterator, Mapping

    from .cancellation import CancelScope
    from .flow import Send
    from .pool import Connection, Lease, Pool
    from .timeouts import Timeouts

    Content = Union[bytes, Iterable[bytes], AsyncIterable[bytes]]


# Those of proxies are other classes.
_DIRECT = (httpcore.HTTPConnection, httpcore.AsyncHTTPConnection)


class _Response:
    bounds_reads = True

    def __init__(self, core: httpcore.Response, lease: Lease) -> None:
        self._core = core
        self._lease = lease
        self.status_code: int = core.status
        self.headers: Mapping[str, str] = headers_of(core.headers)


class OwnResponse(_Response):
    """A response over a connection of the SDK's own."""

    def chunks(self) -> Iterator[bytes]:
        """Return the body, piece by piece and unpacked."""
        return unpacked(iter(cast("Iterable[bytes]", self._core.stream)), self.headers)

    def finish(self) -> None:
        """Give the connection back; the body has been read to its end."""
        self._core.close()
        self._lease.release(is_reusable=_is_reusable(self._lease.connection))

    def abort(self) -> None:
        """Close the connection, whatever has been read."""
        self._lease.discard()

    abandon = abort  # it takes no lock

    def cancel(self) -> None:
        """Shut the connection from another thread, which ends the reading."""
        self._lease.cancel()


class AsyncOwnResponse(_Response):
    """The same for asyncio."""

    def chunks(self) -> AsyncIterator[bytes]:
        """Return the body, piece by piece and unpacked."""
        stream = cast("AsyncIterable[bytes]", self._core.stream)
        return aunpacked(stream.__aiter__(), self.headers)

    async def finish(self) -> None:
        """Give the connection back; the body has been read to its end."""
        await self._core.aclose()
        self._lease.release(is_reusable=_is_reusable(self._lease.connection))

    async def abort(self) -> None:
        """Close the connection, whatever has been read, which ends any reading."""
        self._lease.discard()


def headers_of(raw: Iterable[tuple[bytes, bytes]]) -> dict[str, str]:
    """Return headers by their names in lower case; one that came more than once, joined."""
    headers: dict[str, str] = {}
    for name, value in raw:
        key, text = _text(name).lower(), _text(value)
        headers[key] = f"{headers[key]}, {text}" if key in headers else text
    return headers


def _text(value: bytes) -> str:
    try:
        return value.decode()
    except UnicodeDecodeError:
        return value.decode("latin-1")


def _is_reusable(connection: Connection | None) -> bool:
    return (
        connection is not None
        and connection.link.byte_filter.is_clean
        and connection.core.is_available()
    )


def send_blocking(
    send: Send,
    content: bytes | Iterable[bytes],
    pool: Pool,
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
        request, connection.link.byte_filter = _core_request(send, content, timeouts)
        return OwnResponse(connection.core.handle_request(request), lease)
    except BaseException as error:
        lease.discard()
        _check_proxy(error, connection)
        raise


async def send_async(
    send: Send, content: bytes | AsyncIterable[bytes], pool: Pool, timeouts: Timeouts
) -> AsyncOwnResponse:
    """Send a request over a connection of the SDK's own.

    Raises:
        CancelledError: The scope of the pool was cancelled before anything was sent.
    """
    lease = pool.lease(parse_url(send.url).origin, pool.scope, timeouts)
    connection: Any = lease.connection
    try:
        request, connection.link.byte_filter = _core_request(send, content, timeouts)
        return AsyncOwnResponse(await connection.core.handle_async_request(request), lease)
    except BaseException as error:
        lease.discard()
        _check_proxy(error, connection)
        raise


def _check_proxy(error: BaseException, connection: Connection) -> None:
    """Raise an error of the proxy, if it is one."""
    is_direct = isinstance(connection.core, _DIRECT)
    if isinstance(error, Exception) and not is_direct and not connection.link.byte_filter.has_begun:
        raise proxy_failure(error) from None


def _core_request(
    send: Send, content: Content, timeouts: Timeouts
) -> tuple[httpcore.Request, ByteFilter]:
    """Return a request that does not show the key, and what puts the key into it."""
    address = parse_url(send.url)
    headers = [(b"Host", address.host)]
    secrets: list[bytes] = []
    for name, value in send.headers.items():
        if isinstance(value, SecretBytes):
            secrets.append(value)
            headers.append((name.encode(), SealedBytes(value)))
        else:
            headers.append((name.encode(), encoded(value)))
    if isinstance(content, bytes) and (content or send.method == "POST"):  # as RFC 9110 has it
        headers.append((b"Content-Length", b"%d" % len(content)))
    seconds = timeouts.seconds
    each = {"connect": timeouts.connect, "read": seconds, "write": seconds, "pool": seconds}
    request = httpcore.Request(
        send.method, address.url, headers=headers, content=content, extensions={"timeout": each}
    )
    return request, ByteFilter(send.method, secrets, is_stream=send.expects_stream)


def encoded(value: str | bytes) -> bytes:
    """Return the value of a header as bytes."""
    return value if isinstance(value, bytes) else value.encode("ascii")
