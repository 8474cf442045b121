"""One exchange: a request is sent, and its response is read, or left open if it is a stream."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Union

import httpcore

from sketricgen.errors import SketricGenError, SketricGenResponseError

from .cancellation import CancelledError
from .failures import NETWORK_ERRORS, is_final, network_failure
from .flow import Final, OpenStream, Response
from .responses import retry_after_of
from .text import media_type
from .unpacking import NotAskedForError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

    from .cancellation import CancelScope
    from .connections import Connections
    from .flow import AsyncOpenResponse, Body, OpenResponse, Send

Outcome = Union[Response, OpenStream[Any], SketricGenError, Final]

_STREAM_TYPES = frozenset(
    {"", "text/event-stream", "text/plain", "application/octet-stream", "binary/octet-stream"}
)


class _BodyError(Exception):
    """The body could not be produced. Neither httpx nor httpcore handles an error of this class."""


def exchange(send: Send, connections: Connections, scope: CancelScope) -> Outcome:
    """Send a request with blocking calls, and return its outcome.

    Raises:
        CancelledError: ``scope`` was cancelled, and not because the client was closed.
        Exception: The body could not be produced: whatever the caller's own code raised.
    """
    timeouts = send.timeouts()
    problems: list[BaseException] = []
    content = send.body if isinstance(send.body, bytes) else _pieces(send.body, scope, problems)
    try:
        response = connections.send(send, content, scope, timeouts)
        if send.expects_stream and _is_event_stream(response):
            return OpenStream(response, send, timeouts, lambda: connections.closed)
        return _read(response, send, scope)
    except SketricGenResponseError as error:
        return error
    except (*NETWORK_ERRORS, CancelledError, _BodyError) as error:
        if not problems:
            if scope.cancelled and not connections.closed:
                raise CancelledError from None
            return _failed(error, send, connections)
    raise problems[0]


async def aexchange(send: Send, connections: Connections) -> Outcome:
    """Send a request without blocking the event loop, and return its outcome."""
    timeouts = send.timeouts()
    problems: list[BaseException] = []
    content = send.body if isinstance(send.body, bytes) else _apieces(send.body, problems)
    try:
        response = await connections.asend(send, content, timeouts)
        if send.expects_stream and _is_event_stream(response):
            return OpenStream(response, send, timeouts, lambda: connections.closed)
        return await _aread(response, send)
    except SketricGenResponseError as error:
        return error
    except (*NETWORK_ERRORS, CancelledError, _BodyError) as error:
        if not problems:
            return _failed(error, send, connections)
    raise problems[0]


def _failed(error: Exception, send: Send, connections: Connections) -> Outcome:
    failure = network_failure(error, send, client_closed=connections.closed)
    return Final(failure) if is_final(error) else failure


def _is_event_stream(response: OpenResponse | AsyncOpenResponse) -> bool:
    """Return whether a response can be read as an event stream.

    Servers behind proxies lose or blur the content type, so a missing or a generic one will do;
    HTML and JSON are what error pages and other answers are made of, and will not.
    """
    if not 200 <= response.status_code <= 299 or response.status_code == 204:
        return False
    return media_type(response.headers.get("content-type", "")) in _STREAM_TYPES


def _read(response: OpenResponse, send: Send, scope: CancelScope) -> Response:
    body = _Body(response, send)
    try:
        for piece in response.chunks():
            body.take(piece)
    except NotAskedForError as error:
        response.abort()
        raise body.error(f"cannot be read: {error}") from None
    except BaseException:
        response.abort()
        raise
    if scope.cancelled:  # a body without a length ends where its connection was shut
        response.abort()
        raise httpcore.ReadError("The connection was shut.")
    response.finish()
    return body.whole()


async def _aread(response: AsyncOpenResponse, send: Send) -> Response:
    body = _Body(response, send)
    try:
        async for piece in response.chunks():
            body.take(piece)
    except NotAskedForError as error:
        await response.abort()
        raise body.error(f"cannot be read: {error}") from None
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
            raise self.error(
                f"has more than {self._most:,} bytes, which is the limit; "
                "max_answer_bytes of the client sets it"
            )

    def whole(self) -> Response:
        """Return the response with its whole body."""
        response = self._response
        return Response(response.status_code, response.headers, b"".join(self._pieces))

    def error(self, problem: str) -> SketricGenResponseError:
        """Return the error for a body that cannot be read."""
        return SketricGenResponseError(
            f"The answer {problem}.",
            status_code=self._response.status_code,
            headers=self._response.headers,
            retry_after=retry_after_of(self._response.headers),
        )


def _pieces(body: Body, scope: CancelScope, problems: list[BaseException]) -> Iterator[bytes]:
    for piece in _guarded(body, problems):
        scope.check()
        yield piece


async def _apieces(body: Body, problems: list[BaseException]) -> AsyncIterator[bytes]:
    for piece in _guarded(body, problems):
        yield piece


def _guarded(body: Body, problems: list[BaseException]) -> Iterator[bytes]:
    """Return the pieces of a body, with what the caller's own code raises kept in ``problems``.

    It must not pass through httpx as it is, which may take it for an error of its own, nor through
    a generator, where some classes have a meaning.
    """
    pieces = iter(body)

    def following() -> bytes | None:
        try:
            return next(pieces, None)
        except BaseException as error:
            # A body is a generator, and Python puts a `StopIteration` behind another error.
            is_put_behind = str(error) == "generator raised StopIteration"
            problems.append(error.__cause__ or error if is_put_behind else error)
            raise _BodyError from None

    return iter(following, None)
