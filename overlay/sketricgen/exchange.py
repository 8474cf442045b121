"""One HTTP exchange, as far as it is the same with and without asyncio."""

from __future__ import annotations

import ssl
from functools import lru_cache
from typing import TYPE_CHECKING, Callable, cast

import httpx

from .errors import (
    SketricGenError,
    SketricGenNetworkError,
    SketricGenResponseError,
    SketricGenStreamError,
    SketricGenTimeoutError,
    closed_error,
)
from .halting import HaltedError, Wire
from .steps import Answer
from .terms import StepTimeouts

if TYPE_CHECKING:
    from collections.abc import AsyncIterable, AsyncIterator, Iterable, Iterator

    from .steps import Send

# Longer than this, a host that can be reached is not waited for.
CONNECT_TIMEOUT = 10.0

# What goes wrong with httpx. `InvalidURL` and `StreamError` stand outside its `HTTPError`.
# Older versions of what it stands on let errors of TLS through as they are.
HTTPX_ERRORS = (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError, ssl.SSLError)

_NEVER_SENT = (
    HaltedError,
    httpx.ConnectError,
    httpx.ConnectTimeout,
    httpx.InvalidURL,
    httpx.PoolTimeout,
    httpx.ProxyError,
    httpx.UnsupportedProtocol,
    ssl.SSLCertVerificationError,
    ssl.SSLZeroReturnError,  # the handshake broke off
)
_STREAM_TYPES = frozenset(
    {"", "text/event-stream", "text/plain", "application/octet-stream", "binary/octet-stream"}
)


def built_request(
    send: Send,
    content: bytes | Iterable[bytes] | AsyncIterable[bytes],
    build: Callable[..., httpx.Request],
    **traced: Wire,
) -> httpx.Request:
    """Return ``send`` as httpx sends it."""
    connect = min(send.timeout, CONNECT_TIMEOUT)
    timeout = StepTimeouts(send.timeout, connect, send.terms.deadline)
    url, extensions = _parsed(send.url), {"timeout": timeout, **traced}
    if build is httpx.Request and isinstance(content, bytes):
        # What httpx makes of `content`, in a quarter of the time.
        headers = [
            (b"Host", url.netloc),
            *((name.encode(), _encoded(value)) for name, value in send.headers.items()),
            (b"Content-Length", b"%d" % len(content)),
        ]
        body = httpx.ByteStream(content)
        return build(send.method, url, headers=headers, stream=body, extensions=extensions)
    return build(
        send.method, url, headers=dict(send.headers), content=content, extensions=extensions
    )


def _encoded(value: str | bytes) -> bytes:
    return value if isinstance(value, bytes) else value.encode("ascii")


@lru_cache(maxsize=64)
def _parsed(url: str) -> httpx.URL:
    # Reading a URL takes httpx a tenth of the time of a call, and there are few of them.
    return httpx.URL(url)


def is_event_stream(response: httpx.Response) -> bool:
    """Tell whether a response can be read as an event stream.

    Servers behind proxies lose or blur the content type, so a missing or a generic one will do;
    HTML and JSON are what error pages and other answers are made of, and will not.
    """
    if not response.is_success or response.status_code == 204:
        return False
    content_type = response.headers.get("content-type", "")
    return (
        content_type == "text/event-stream"
        or content_type.partition(";")[0].strip().lower() in _STREAM_TYPES
    )


def received(response: httpx.Response) -> Iterator[bytes]:
    """Return the body of a response, piece by piece and unpacked."""
    if _is_processed(response):
        return response.iter_bytes()
    return iter(cast("httpx.SyncByteStream", response.stream))


def areceived(response: httpx.Response) -> AsyncIterator[bytes]:
    """Return the body of a response, piece by piece and unpacked."""
    if _is_processed(response):
        return response.aiter_bytes()
    return cast("httpx.AsyncByteStream", response.stream).__aiter__()


def _is_processed(response: httpx.Response) -> bool:
    """Tell whether a response's body differs from its raw bytes, or has been read before.

    Passing plain bytes through httpx's unpacking takes half as long again as receiving them.
    """
    encoding: str = response.headers.get("content-encoding", "identity")
    return encoding.strip().lower() != "identity" or response.is_stream_consumed


class Excess(Exception):  # noqa: N818 # it carries an error, which is handed on as a value
    """Reading an answer went beyond a bound."""

    def __init__(self, error: SketricGenError) -> None:
        super().__init__()
        self.error = error


class BoundedBody:
    """Gathers the body of a response, within the limit on its size.

    Args:
        response: The response, whose body is being read.
        send: The request.
    """

    def __init__(self, response: httpx.Response, send: Send) -> None:
        self._response = response
        self._send = send
        self._pieces: list[bytes] = []
        self._size = 0

    def add(self, piece: bytes) -> None:
        """Take the next piece of the body, unpacked.

        Raises:
            Excess: The body is too large.
        """
        self._pieces.append(piece)
        self._size += len(piece)
        terms = self._send.terms
        if self._size > terms.max_answer_bytes:
            status, headers = self._response.status_code, dict(self._response.headers)
            raise Excess(
                SketricGenResponseError(
                    f"The answer has more than {terms.max_answer_bytes:,} bytes, which is the "
                    "limit; max_answer_bytes of the client sets it.",
                    status_code=status,
                    headers=headers,
                )
            )

    def answer(self) -> Answer:
        """Return what was received."""
        response = self._response
        return Answer(response.status_code, response.headers, b"".join(self._pieces))


def failure_of(
    error: Exception, send: Send, *, client_closed: bool = False
) -> SketricGenNetworkError:
    """Return our error for one of httpx, without a reference to it.

    The error of httpx holds the request, and the request holds the API key.
    """
    maybe_sent = not isinstance(error, _NEVER_SENT)
    deadline = send.terms.deadline
    failure: SketricGenNetworkError
    if client_closed:
        failure = closed_error(send.doing)
    elif isinstance(error, httpx.TimeoutException):
        if deadline is not None and not deadline.left():
            failure = deadline.error(send.doing)
        else:
            failure = SketricGenTimeoutError(f"{_lateness(error, send.timeout)} ({send.target}).")
    elif not maybe_sent:
        failure = SketricGenNetworkError(
            f"No connection could be made: {_words(error)} ({send.target}). "
            "Check the network, the URL and any proxy."
        )
    else:
        failure = SketricGenNetworkError(
            f"The connection broke before the answer was complete: {_words(error)} ({send.target})."
        )
    failure.maybe_executed = maybe_sent
    return failure


def stream_failure_of(error: Exception, send: Send) -> SketricGenNetworkError:
    """Return our error for one of httpx that ended a stream."""
    deadline = send.terms.deadline
    if deadline is not None and not deadline.left():
        return deadline.error("the stream was being read")
    if isinstance(error, httpx.TimeoutException):
        return SketricGenTimeoutError(
            f"The stream fell silent: nothing arrived for {send.timeout:g} s. "
            "Raise timeout=… if the agent needs longer."
        )
    return SketricGenStreamError(f"The stream broke off before its run ended: {_words(error)}.")


def _lateness(error: httpx.TimeoutException, timeout: float) -> str:
    if isinstance(error, httpx.ConnectTimeout):
        return f"No connection could be made within {min(timeout, CONNECT_TIMEOUT):g} s"
    if isinstance(error, httpx.PoolTimeout):
        return f"All connections were busy for {timeout:g} s"
    doing = "took no more of the request" if isinstance(error, httpx.WriteTimeout) else "was silent"
    return f"The server {doing} for {timeout:g} s; timeout=… sets how long to wait"


def _words(error: Exception) -> str:
    return str(error) or type(error).__name__
