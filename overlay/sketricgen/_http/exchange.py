"""One exchange: a request is sent, and its response is read, or left open if it is a stream."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Union

from sketricgen.errors import SketricGenError, SketricGenResponseError

from .cancellation import CancelledError
from .failures import NETWORK_ERRORS, network_failure
from .flow import OpenStream, Response

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

    from .cancellation import CancelScope
    from .connections import Connections
    from .flow import AsyncOpenResponse, Body, OpenResponse, Send

Outcome = Union[Response, OpenStream[Any], SketricGenError]

_STREAM_TYPES = frozenset(
    {"", "text/event-stream", "text/plain", "application/octet-stream", "binary/octet-stream"}
)


def exchange(send: Send, connections: Connections, scope: CancelScope) -> Outcome:
    """Send a request with blocking calls, and return its outcome.

    Raises:
        CancelledError: ``scope`` was cancelled, and not because the client was closed.
    """
    timeouts = send.timeouts()
    content = send.body if isinstance(send.body, bytes) else _pieces(send.body, scope)
    try:
        response = connections.send(send, content, scope, timeouts)
        if send.expects_stream and _is_event_stream(response):
            return OpenStream(response, send, timeouts, lambda: connections.closed)
        return _read(response, send, scope)
    except SketricGenResponseError as error:
        return error
    except (*NETWORK_ERRORS, CancelledError) as error:
        if scope.cancelled and not connections.closed:
            raise CancelledError from None
        return network_failure(error, send, client_closed=connections.closed)


async def aexchange(send: Send, connections: Connections) -> Outcome:
    """Send a request without blocking the event loop, and return its outcome."""
    timeouts = send.timeouts()
    content = send.body if isinstance(send.body, bytes) else _apieces(send.body)
    try:
        response = await connections.asend(send, content, timeouts)
        if send.expects_stream and _is_event_stream(response):
            return OpenStream(response, send, timeouts, lambda: connections.closed)
        return await _aread(response, send)
    except SketricGenResponseError as error:
        return error
    except (*NETWORK_ERRORS, CancelledError) as error:
        return network_failure(error, send, client_closed=connections.closed)


def _is_event_stream(response: OpenResponse | AsyncOpenResponse) -> bool:
    """Return whether a response can be read as an event stream.

    Servers behind proxies lose or blur the content type, so a missing or a generic one will do;
    HTML and JSON are what error pages and other answers are made of, and will not.
    """
    if not 200 <= response.status_code <= 299 or response.status_code == 204:
        return False
    content_type: str = response.headers.get("content-type", "")
    return content_type.partition(";")[0].strip().lower() in _STREAM_TYPES


def _read(response: OpenResponse, send: Send, scope: CancelScope) -> Response:
    body = _Body(response, send)
    try:
        for piece in response.chunks():
            body.take(piece)
        scope.check()  # a body without a length ends where its connection was shut
    except BaseException:
        response.abort()
        raise
    response.finish()
    return body.whole()


async def _aread(response: AsyncOpenResponse, send: Send) -> Response:
    body = _Body(response, send)
    try:
        async for piece in response.chunks():
            body.take(piece)
    except BaseException:
        await response.abort()
        raise
    await response.finish()
    return body.whole()


class _Body:
    """Gathers the body of a response, within the limit on its size."""

    def __init__(self, response: OpenResponse | AsyncOpenResponse, send: Send) -> None:
        self._response = response
        self._most = send.options.max_answer_bytes
        self._pieces: list[bytes] = []
        self._size = 0

    def take(self, piece: bytes) -> None:
        """Take the next piece of the body.

        Raises:
            SketricGenResponseError: The body is too large.
        """
        self._pieces.append(piece)
        self._size += len(piece)
        if self._size > self._most:
            raise SketricGenResponseError(
                f"The answer has more than {self._most:,} bytes, which is the limit; "
                "max_answer_bytes of the client sets it.",
                status_code=self._response.status_code,
                headers=self._response.headers,
            )

    def whole(self) -> Response:
        """Return the response with its whole body."""
        response = self._response
        return Response(response.status_code, response.headers, b"".join(self._pieces))


def _pieces(body: Body, scope: CancelScope) -> Iterator[bytes]:
    for piece in body:
        scope.check()
        yield piece


async def _apieces(body: Body) -> AsyncIterator[bytes]:
    for piece in body:
        yield piece
