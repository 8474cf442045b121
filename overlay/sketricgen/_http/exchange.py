"""One exchange: a request is sent, and its response is read, or left open if it is a stream."""

from __future__ import annotations

from typing import TYPE_CHECKING, Union

import httpcore

from sketricgen.errors import SketricGenError, SketricGenResponseError

from .cancellation import CancelledError
from .failures import NETWORK_ERRORS, is_final, network_failure
from .flow import Final, OpenStream, Response
from .responses import facts_of
from .text import media_type
from .unpacking import NotAskedForError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterable, Iterator

    from .cancellation import CancelScope
    from .connections import Connections
    from .flow import OpenResponse, Send

Outcome = Union[Response, OpenStream, SketricGenError, Final]

_STREAM_TYPES = frozenset(
    {"", "text/event-stream", "text/plain", "application/octet-stream", "binary/octet-stream"}
)


class _BodyError(Exception):
    """The body could not be produced. Neither httpx nor httpcore handles an error of this class."""


_EXPECTED = (*NETWORK_ERRORS, CancelledError, SketricGenResponseError, _BodyError)


def exchange(send: Send, connections: Connections, scope: CancelScope) -> Outcome:
    """Send a request with blocking calls, and return its outcome.

    Raises:
        CancelledError: ``scope`` was cancelled, and not because the client was closed.
        Exception: The body could not be produced: whatever the caller's own code raised.
    """
    timeouts = send.timeouts()
    problems: list[BaseException] = []
    content = send.body if isinstance(send.body, bytes) else _pieces(send.body, scope, problems)
    response: OpenResponse | None = None
    try:
        response = connections.send(send, content, scope, timeouts)
        if send.expects_stream and _is_event_stream(response):
            return OpenStream(response, send, timeouts, lambda: connections.closed)
        body = _Body(response, send)
        for piece in response.chunks():
            body.take(piece)
        if scope.cancelled:  # a body without a length ends where its connection was shut
            raise httpcore.ReadError("The connection was shut.")  # noqa: TRY301 # as others are
        response.finish()
        return body.whole()
    except BaseException as error:
        if response is not None:
            response.abort()
        if not isinstance(error, _EXPECTED):
            raise
        if not problems:
            if scope.cancelled and not connections.closed:
                raise CancelledError from None
            return _failed(error, send, connections, response)
    raise problems[0]


async def aexchange(send: Send, connections: Connections) -> Outcome:
    """Send a request without blocking the event loop, and return its outcome."""
    timeouts = send.timeouts()
    problems: list[BaseException] = []
    content = send.body if isinstance(send.body, bytes) else _apieces(send.body, problems)
    response: OpenResponse | None = None
    try:
        response = await connections.asend(send, content, timeouts)
        if send.expects_stream and _is_event_stream(response):
            return OpenStream(response, send, timeouts, lambda: connections.closed)
        body = _Body(response, send)
        async for piece in response.chunks():
            body.take(piece)
        await response.finish()
        return body.whole()
    except BaseException as error:
        if response is not None:
            await response.abort()
        if not isinstance(error, _EXPECTED):
            raise
        if not problems:
            return _failed(error, send, connections, response)
    raise problems[0]


def _failed(
    error: Exception, send: Send, connections: Connections, response: OpenResponse | None
) -> Outcome:
    if isinstance(error, SketricGenResponseError):
        return error
    if isinstance(error, NotAskedForError) and response is not None:
        return _unreadable(response, f"cannot be read: {error}")
    failure = network_failure(error, send, client_closed=connections.closed)
    return Final(failure) if is_final(error) else failure


def _is_event_stream(response: OpenResponse) -> bool:
    """Return whether a response can be read as an event stream.

    Servers behind proxies lose or blur the content type, so a missing or a generic one will do;
    HTML and JSON are what error pages and other answers are made of, and will not.
    """
    if not 200 <= response.status_code <= 299 or response.status_code == 204:
        return False
    return media_type(response.headers.get("content-type", "")) in _STREAM_TYPES


class _Body:
    """Gathers the body of a response, within the limit on its size."""

    def __init__(self, response: OpenResponse, send: Send) -> None:
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
            raise _unreadable(
                self._response,
                f"has more than {self._most:,} bytes, which is the limit; "
                "max_answer_bytes of the client sets it",
            )

    def whole(self) -> Response:
        """Return the response with its whole body."""
        response = self._response
        return Response(response.status_code, response.headers, b"".join(self._pieces))


def _unreadable(response: OpenResponse, problem: str) -> SketricGenResponseError:
    """Return the error for a body that cannot be read."""
    return SketricGenResponseError(f"The answer {problem}.", **facts_of(response))


def _pieces(
    body: Iterable[bytes], scope: CancelScope, problems: list[BaseException]
) -> Iterator[bytes]:
    for piece in _guarded(body, problems):
        scope.check()
        yield piece


async def _apieces(body: Iterable[bytes], problems: list[BaseException]) -> AsyncIterator[bytes]:
    for piece in _guarded(body, problems):
        yield piece


def _guarded(body: Iterable[bytes], problems: list[BaseException]) -> Iterator[bytes]:
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
