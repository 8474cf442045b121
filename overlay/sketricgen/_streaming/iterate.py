"""Receiving the events of a run, and freeing the connection whatever happens."""

from __future__ import annotations

import time
from copy import copy
from typing import TYPE_CHECKING, Any

from sketricgen._http.failures import NETWORK_ERRORS, stream_failure
from sketricgen._http.log import attempt_of
from sketricgen._http.redaction import redact
from sketricgen.errors import SketricGenStreamError, outcome_of
from sketricgen.events import StreamEvent

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, AsyncIterator, Generator, Iterator

    from sketricgen._http.flow import OpenStream
    from sketricgen._http.timeouts import Timeouts
    from sketricgen.errors import SketricGenNetworkError

    from .decode import RunReader

# Given before the first event, so that the generators are running from the start: only a running
# one frees its connection when it is dropped.
OPENED = StreamEvent("")

# The seconds that a server has to end its response after the event that ends the run, so that the
# connection can be used again.
_GRACE = 0.05

_EXPECTED = (*NETWORK_ERRORS, SketricGenStreamError)

# Functions rather than methods: a generator that knew its stream would be part of a cycle, and a
# dropped stream would wait for the garbage collector to free its connection.


def events_of(source: OpenStream, reader: RunReader) -> Generator[StreamEvent, None, None]:
    """Yield `OPENED`, then the events of a run, and give the connection back at the end."""
    response, timeouts = source.response, source.timeouts
    chunks = response.chunks()
    failure: SketricGenNetworkError | None = None
    try:
        yield OPENED
        timeouts.expect_event()
        for chunk in chunks:
            events = reader.feed(chunk)
            if events:
                yield from events
                if reader.stopped:
                    break
                timeouts.expect_event()
        else:
            yield from reader.finish()
    except _EXPECTED as error:
        failure = stream_failure(error, source.send.options, timeouts)
    except BaseException:
        if reader.ended:
            _settle(response, chunks, timeouts, reader)
        else:
            response.abandon()
        raise
    if not reader.ended:
        response.abort()
        chunk, events = b"", []  # tracebacks may show them, and they may hold the API key
        raise _ended(failure, source, reader)
    late_error = _settle(response, chunks, timeouts, reader)
    if late_error is not None:
        yield late_error
    reader.whole = True


async def aevents_of(source: OpenStream, reader: RunReader) -> AsyncGenerator[StreamEvent, None]:
    """Yield `OPENED`, then the events of a run, and give the connection back at the end."""
    response, timeouts = source.response, source.timeouts
    chunks = response.chunks()
    failure: SketricGenNetworkError | None = None
    try:
        yield OPENED
        timeouts.expect_event()
        async for chunk in chunks:
            events = reader.feed(chunk)
            if events:
                for event in events:
                    yield event
                if reader.stopped:
                    break
                timeouts.expect_event()
        else:
            for event in reader.finish():
                yield event
    except _EXPECTED as error:
        failure = stream_failure(error, source.send.options, timeouts)
    except BaseException:
        await _afree(response, chunks, timeouts, reader)
        raise
    late_error = await _afree(response, chunks, timeouts, reader)
    if not reader.ended:
        chunk, events, event = b"", [], OPENED  # as above
        raise _ended(failure, source, reader)
    if late_error is not None:
        yield late_error
    reader.whole = True


def _ended(
    failure: SketricGenNetworkError | None, source: OpenStream, reader: RunReader
) -> SketricGenNetworkError:
    """Return the error for a stream that ended before its run, with its attempts attached."""
    if source.is_client_closed():
        failure = SketricGenStreamError("The client was closed while the stream was being read.")
    elif reader.closed:
        failure = SketricGenStreamError("The stream was closed while it was being read.")
    elif failure is None:
        failure = reader.truncation()
    failure.headers = dict(source.headers)
    status, seconds = source.status_code, time.monotonic() - source.began
    last = attempt_of(source.send, outcome_of(failure, status), status, seconds, source.headers)
    failure.attempts = (*source.attempts, last)
    failure.maybe_executed = True
    redact(failure, reader.api_key)
    reader.failure = copy(failure)  # without the traceback, which holds the frames of the caller
    return failure


def _settle(
    response: Any, chunks: Iterator[bytes], timeouts: Timeouts, reader: RunReader
) -> StreamEvent | None:
    """Read what a server that ends its response properly still sends, then free the connection.

    Returns:
        The late `RUN_ERROR` among it, if there is one.
    """
    late_error = None
    if reader.closed or not response.bounds_reads:
        response.abandon()
        return None
    timeouts.limit(_GRACE)
    try:
        for chunk in chunks:
            late_error = late_error or reader.late_error(chunk)
        late_error = late_error or reader.late_error(None)
        response.finish()
    except BaseException as error:
        response.abort()
        if not isinstance(error, NETWORK_ERRORS):
            raise
    return late_error


async def _afree(
    response: Any, chunks: AsyncIterator[bytes], timeouts: Timeouts, reader: RunReader
) -> StreamEvent | None:
    """Free the connection; after a whole run, as `_settle` does."""
    late_error = None
    if reader.closed or not reader.ended:
        await response.abort()
        return None
    timeouts.limit(_GRACE)
    try:
        async for chunk in chunks:
            late_error = late_error or reader.late_error(chunk)
        late_error = late_error or reader.late_error(None)
        await response.finish()
    except BaseException as error:
        await response.abort()
        if not isinstance(error, NETWORK_ERRORS):
            raise
    return late_error
