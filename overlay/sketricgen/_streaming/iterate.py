"""Receiving the events of a run, and freeing the connection whatever happens."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from sketricgen._http.failures import NETWORK_ERRORS, stream_failure
from sketricgen.errors import SketricGenStreamError, attempt_of
from sketricgen.events import StreamEvent

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, AsyncIterator, Generator, Iterator

    from sketricgen._http.flow import AsyncOpenResponse, OpenResponse, OpenStream
    from sketricgen._http.timeouts import Timeouts
    from sketricgen.errors import SketricGenNetworkError

    from .decode import RunReader

# Given before the first event, so that the generators are running from the start: only a running
# one frees its connection when it is dropped.
OPENED = StreamEvent("")

# The seconds that a server has to end its response after the event that ends the run, so that the
# connection can be used again.
_GRACE = 0.05

# Functions rather than methods: a generator that knew its stream would be part of a cycle, and a
# dropped stream would wait for the garbage collector to free its connection.


def events_of(
    source: OpenStream[OpenResponse], reader: RunReader
) -> Generator[StreamEvent, None, None]:
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
                if reader.ended:
                    break
                timeouts.expect_event()
        else:
            yield from reader.finish()
    except NETWORK_ERRORS as error:
        failure = stream_failure(error, source.send.options, timeouts)
    except SketricGenStreamError as error:
        failure = error
    except BaseException:
        if reader.ended:
            _settle(response, chunks, timeouts)
        else:
            response.abandon()
        raise
    if reader.ended:
        _settle(response, chunks, timeouts)
        return
    response.abort()
    raise _ended(failure, source, reader)


async def aevents_of(
    source: OpenStream[AsyncOpenResponse], reader: RunReader
) -> AsyncGenerator[StreamEvent, None]:
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
                if reader.ended:
                    break
                timeouts.expect_event()
        else:
            for event in reader.finish():
                yield event
    except NETWORK_ERRORS as error:
        failure = stream_failure(error, source.send.options, timeouts)
    except SketricGenStreamError as error:
        failure = error
    except BaseException:
        await _afree(response, chunks, timeouts, is_whole=reader.ended)
        raise
    await _afree(response, chunks, timeouts, is_whole=reader.ended)
    if not reader.ended:
        raise _ended(failure, source, reader)


def _ended(
    failure: SketricGenNetworkError | None,
    source: OpenStream[OpenResponse] | OpenStream[AsyncOpenResponse],
    reader: RunReader,
) -> SketricGenNetworkError:
    """Return the error for a stream that ended before its run, with its attempts attached."""
    if source.is_client_closed():
        failure = SketricGenStreamError("The client was closed while the stream was being read.")
    elif reader.closed:
        failure = SketricGenStreamError("The stream was closed while it was being read.")
    elif failure is None:
        failure = reader.truncation()
    reader.closed = True
    last = attempt_of(failure, source.status_code, time.monotonic() - source.began)
    failure.attempts = (*source.attempts, last)
    failure.maybe_executed = True
    return failure


def _settle(response: OpenResponse, chunks: Iterator[bytes], timeouts: Timeouts) -> None:
    """Read what a server that ends its response properly still sends, then free the connection."""
    if not response.bounds_reads:
        response.abandon()
        return
    timeouts.limit(_GRACE)
    try:
        for _ in chunks:
            pass
    except NETWORK_ERRORS:
        response.abort()
        return
    except BaseException:
        response.abort()
        raise
    response.finish()


async def _afree(
    response: AsyncOpenResponse, chunks: AsyncIterator[bytes], timeouts: Timeouts, *, is_whole: bool
) -> None:
    """Free the connection; after a whole run, once the server has ended its response."""
    if not is_whole:
        await response.abort()
        return
    timeouts.limit(_GRACE)
    try:
        async for _ in chunks:
            pass
    except NETWORK_ERRORS:
        await response.abort()
        return
    except BaseException:
        await response.abort()
        raise
    await response.finish()
