"""Receives the events of a run, and frees the connection whatever happens."""

from __future__ import annotations

import asyncio
import threading
import time
from contextlib import suppress
from typing import TYPE_CHECKING

from .awaiting import completed, within
from .errors import SketricGenStreamError, attempt_of
from .events import StreamEvent
from .exchange import HTTPX_ERRORS, Excess, areceived, received, stream_failure_of
from .halting import connection_of, shut
from .waiting import WaitBound, Watchdog

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, AsyncIterator, Generator, Iterator

    import httpx

    from .errors import SketricGenError
    from .reader import RunReader
    from .steps import OpenStream

# Given before the first event, so that the generators are running from the start: only a running
# one frees its connection when it is dropped.
OPENED = StreamEvent("")

# The seconds that a server has to end its response after the event that ends the run, so that the
# connection can be used again.
_GRACE = 0.05

# Functions rather than methods: a generator that knew its stream would be part of a cycle, and a
# dropped stream would wait for the garbage collector to free its connection.


def events_of(source: OpenStream, reader: RunReader) -> Generator[StreamEvent, None, None]:
    """Yield `OPENED`, then the events of a run, and give the connection back at the end."""
    response = source.response
    chunks = received(response)
    bound = WaitBound.of(source.send.terms)
    failure: SketricGenError
    try:
        yield OPENED
        for chunk in chunks if bound is None else _waited_for(chunks, response, reader, bound):
            yield from reader.feed(chunk)
            if reader.ended:
                return
        yield from reader.finish()
        if reader.ended:
            return
        failure = reader.truncation()
    except HTTPX_ERRORS as error:
        failure = stream_failure_of(error, source.send)
    except Excess as excess:
        failure = excess.error
    except SketricGenStreamError as error:
        failure = error
    finally:
        try:
            if reader.ended:
                _drain(response, chunks)
        finally:
            response.close()
    reader.closed = True
    raise _told(failure, source)


async def aevents_of(source: OpenStream, reader: RunReader) -> AsyncGenerator[StreamEvent, None]:
    """Yield `OPENED`, then the events of a run, and give the connection back at the end."""
    response = source.response
    chunks = areceived(response)
    bound = WaitBound.of(source.send.terms)
    failure: SketricGenError
    try:
        yield OPENED
        async for chunk in chunks if bound is None else _awaited_for(chunks, reader, bound):
            for event in reader.feed(chunk):
                yield event
            if reader.ended:
                return
        for event in reader.finish():
            yield event
        if reader.ended:
            return
        failure = reader.truncation()
    except HTTPX_ERRORS as error:
        failure = stream_failure_of(error, source.send)
    except Excess as excess:
        failure = excess.error
    except SketricGenStreamError as error:
        failure = error
    finally:
        try:
            if reader.ended:
                await _adrain(chunks)
        finally:
            await completed(response.aclose())
    reader.closed = True
    raise _told(failure, source)


def _told(failure: SketricGenError, source: OpenStream) -> SketricGenError:
    """Return ``failure`` with the story of the attempts."""
    if source.is_client_closed():
        failure = SketricGenStreamError("The client was closed while the stream was being read.")
    last = attempt_of(failure, source.status_code, time.monotonic() - source.began)
    failure.attempts = (*source.attempts, last)
    failure.maybe_executed = True
    return failure


def _waited_for(
    chunks: Iterator[bytes], response: httpx.Response, reader: RunReader, bound: WaitBound
) -> Iterator[bytes]:
    """Yield ``chunks``, none of which is waited for longer than ``bound`` allows."""
    with Watchdog(response, bound):
        while True:
            bound.begin(for_next=reader.gave_events)
            try:
                chunk = next(chunks, None)
            except HTTPX_ERRORS:
                chunk = None
                if bound.left():
                    raise
            if not bound.left():
                raise Excess(bound.error())
            bound.end()
            if chunk is None:
                return
            yield chunk


async def _awaited_for(
    chunks: AsyncIterator[bytes], reader: RunReader, bound: WaitBound
) -> AsyncIterator[bytes]:
    """Yield ``chunks``, none of which is waited for longer than ``bound`` allows."""
    while True:
        bound.begin(for_next=reader.gave_events)
        try:
            chunk = await within(bound.left(), chunks.__anext__())
        except StopAsyncIteration:
            return
        except asyncio.TimeoutError:
            raise Excess(bound.error()) from None
        bound.end()
        yield chunk


def _drain(response: httpx.Response, chunks: Iterator[bytes]) -> None:
    """Read what a server that ends its response properly still sends."""
    connection = connection_of(response.extensions.get("network_stream"))
    if connection is None:
        return
    # A blocking read cannot be given another timeout once the response is being read, so another
    # thread reads, and a server that keeps the connection open has it shut.
    thread = threading.Thread(target=_exhaust, args=(chunks,), daemon=True)
    thread.start()
    thread.join(_GRACE)
    if thread.is_alive():
        shut(connection)
        thread.join()


def _exhaust(chunks: Iterator[bytes]) -> None:
    with suppress(*HTTPX_ERRORS):
        for _ in chunks:
            pass


async def _adrain(chunks: AsyncIterator[bytes]) -> None:
    """Read what a server that ends its response properly still sends."""
    with suppress(asyncio.TimeoutError, *HTTPX_ERRORS):
        await within(_GRACE, _aexhaust(chunks))


async def _aexhaust(chunks: AsyncIterator[bytes]) -> None:
    async for _ in chunks:
        pass
