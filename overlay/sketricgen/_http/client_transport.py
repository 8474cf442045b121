"""Sending a request with an httpx client of the caller, which is used as it is.

Its connections belong to it, so the SDK controls them less: a wait is bounded when its phase
begins, and blocking code checks the bounds again between two reads. The errors of httpx hold the
request, and so the API key; those that come out of here are httpcore's.
"""

from __future__ import annotations

from _thread import start_new_thread
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, cast

import httpcore
import httpx

from .cancellation import Claim, Handle
from .failures import proxy_failure
from .timeouts import completed, within
from .transport import encoded
from .unpacking import aunpacked, unpacked

if TYPE_CHECKING:
    from collections.abc import AsyncIterable, AsyncIterator, Generator, Iterable, Iterator, Mapping

    from .cancellation import CancelScope
    from .flow import Send
    from .timeouts import Timeouts

# A timeout of zero fails at once, even if data has arrived.
_SHORTEST_WAIT = 0.001

_CLOSED = "the httpx client that was passed in is closed"


@contextmanager
def errors_of_httpcore() -> Generator[None, None, None]:
    """Turn the errors of httpx, some of which stand outside its `HTTPError`, into httpcore's."""
    try:
        yield
    except httpx.InvalidURL as error:
        raise httpcore.UnsupportedProtocol(str(error)) from None
    except (httpx.HTTPError, httpx.StreamError) as error:
        # What httpx got from httpcore has the same name there.
        names = [kind.__name__ for kind in type(error).__mro__ if hasattr(httpcore, kind.__name__)]
        raise getattr(httpcore, names[0] if names else "NetworkError")(str(error)) from error


class _Response:
    def __init__(self, response: httpx.Response, timeouts: Timeouts) -> None:
        self._response = response
        self._timeouts = timeouts
        self.status_code: int = response.status_code
        self.headers: Mapping[str, str] = response.headers


class ClientResponse(_Response):
    """A response that a client of the caller gave."""

    bounds_reads = False

    def __init__(self, response: httpx.Response, timeouts: Timeouts, scope: CancelScope) -> None:
        super().__init__(response, timeouts)
        self._scope = scope
        stream = response.extensions.get("network_stream")
        # A duplicate, because the client's pool may close the socket at any time.
        handle = None if stream is None else Handle.duplicate_of(stream)
        self._claim = None if handle is None else Claim(handle.shut)
        if self._claim is not None:
            scope.add(self._claim.cancel)

    def chunks(self) -> Iterator[bytes]:
        """Return the body, piece by piece and unpacked."""
        response = self._response
        if response.is_stream_consumed:  # by a hook of the client
            return self._chunks(response.iter_bytes())
        return unpacked(self._chunks(cast("Iterable[bytes]", response.stream)), self.headers)

    def _chunks(self, stream: Iterable[bytes]) -> Iterator[bytes]:
        with errors_of_httpcore():
            for chunk in stream:
                if self._timeouts.is_over:
                    raise httpcore.ReadTimeout
                yield chunk

    def finish(self) -> None:
        """Give the connection back, if the body has been read to its end; else close it."""
        claim, self._claim = self._claim, None
        if claim is not None:
            self._scope.remove(claim.cancel)
            claim.take()
        with errors_of_httpcore():
            self._response.close()

    abort = finish

    def abandon(self) -> None:
        """Close the connection from where a finalizer may be at work."""
        # In a thread, because closing takes the lock of the client's pool, which the code that
        # the finalizer interrupted may hold; a low-level one, since `Thread` has locks as well.
        start_new_thread(self.finish, ())

    def cancel(self) -> None:
        """Shut the connection from another thread, which ends the reading."""
        claim = self._claim
        if claim is not None:
            claim.cancel()


class AsyncClientResponse(_Response):
    """The same for asyncio."""

    bounds_reads = True

    def chunks(self) -> AsyncIterator[bytes]:
        """Return the body, piece by piece and unpacked."""
        response = self._response
        if response.is_stream_consumed:  # by a hook of the client
            return self._chunks(response.aiter_bytes())
        return aunpacked(self._chunks(cast("AsyncIterable[bytes]", response.stream)), self.headers)

    async def _chunks(self, stream: AsyncIterable[bytes]) -> AsyncIterator[bytes]:
        chunks = stream.__aiter__()
        while True:
            try:
                with errors_of_httpcore():
                    chunk = await _bounded(chunks.__anext__, self._timeouts)
            except StopAsyncIteration:
                return
            yield chunk

    async def finish(self) -> None:
        """Give the connection back, if the body has been read to its end; else close it."""
        # Not cancellable, because httpx's pool may lose a connection whose closing is cancelled.
        with errors_of_httpcore():
            await completed(self._response.aclose())

    abort = finish


def send_with_client(
    send: Send,
    content: bytes | Iterable[bytes],
    client: httpx.Client,
    scope: CancelScope,
    timeouts: Timeouts,
) -> ClientResponse:
    """Send a request with a blocking client of the caller."""
    trace = _Trace()
    try:
        with errors_of_httpcore():
            request = _request(send, content, client, timeouts, trace)
            response = client.send(request, stream=True, **_options(send))
    except Exception as error:
        if isinstance(error, RuntimeError) and client.is_closed:
            raise httpcore.ConnectError(_CLOSED) from None
        trace.check_proxy(error)
        raise
    if timeouts.is_over:
        response.close()
        raise httpcore.ReadTimeout
    return ClientResponse(response, timeouts, scope)


async def send_with_async_client(
    send: Send,
    content: bytes | AsyncIterable[bytes],
    client: httpx.AsyncClient,
    timeouts: Timeouts,
) -> AsyncClientResponse:
    """Send a request with a client of the caller, for asyncio."""
    trace = _Trace()

    async def sent() -> httpx.Response:
        request = _request(send, content, client, timeouts, trace.acall)
        return await client.send(request, stream=True, **_options(send))

    async def discard(response: httpx.Response) -> None:
        await completed(response.aclose())

    try:
        with errors_of_httpcore():
            response = await _bounded(sent, timeouts, discard)
    except Exception as error:
        trace.check_proxy(error)
        raise
    return AsyncClientResponse(response, timeouts)


async def _bounded(make: Any, timeouts: Timeouts, discard: Any = None) -> Any:
    """Await something, within the timeouts."""
    if not timeouts.is_bounded:
        return await make()
    import asyncio

    try:
        return await within(max(0.0, timeouts.bound(timeouts.seconds)), make(), discard)
    except asyncio.TimeoutError:
        raise httpcore.ReadTimeout from None


def _request(
    send: Send,
    content: bytes | Iterable[bytes] | AsyncIterable[bytes],
    client: httpx.Client | httpx.AsyncClient,
    timeouts: Timeouts,
    trace: object,
) -> httpx.Request:
    # The file storage gets no headers, cookies or auth of the caller's client.
    build = client.build_request if send.trusted else httpx.Request
    return build(
        send.method,
        send.url,
        headers=[(name.encode(), encoded(value)) for name, value in send.headers.items()],
        content=content,
        extensions={"timeout": _PhaseTimeouts(timeouts), "trace": trace},
    )


def _options(send: Send) -> dict[str, Any]:
    if send.trusted and "Authorization" not in send.headers:  # else the key would be replaced
        return {"follow_redirects": False}
    return {"follow_redirects": False, "auth": None}


class _Trace:
    """What httpcore says while it sends a request: whether a proxy alone has got something."""

    def __init__(self) -> None:
        self._is_at_proxy = False
        self._is_sent = False

    def __call__(self, name: str, info: Mapping[str, Any]) -> None:
        if name.endswith("send_request_headers.started") and info["request"].method != b"CONNECT":
            self._is_sent = True
        elif name.endswith(("send_request_headers.started", "setup_socks5_connection.started")):
            self._is_at_proxy = True

    async def acall(self, name: str, info: Mapping[str, Any]) -> None:
        self(name, info)

    def check_proxy(self, error: Exception) -> None:
        """Raise an error of the proxy, if it is one."""
        if self._is_at_proxy and not self._is_sent:
            raise proxy_failure(error) from None


class _PhaseTimeouts(dict[str, float]):
    """Timeouts as httpx takes them; each is read, and so bounded, when its phase begins."""

    def __init__(self, timeouts: Timeouts) -> None:
        seconds = timeouts.seconds
        super().__init__(connect=timeouts.connect, read=seconds, write=seconds, pool=seconds)
        self._timeouts = timeouts

    def get(self, key: str, default: object = None) -> float:
        """Return the seconds for a phase."""
        return max(_SHORTEST_WAIT, self._timeouts.bound(self[key]))
