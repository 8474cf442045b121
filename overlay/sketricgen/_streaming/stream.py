"""The streams that `run_workflow` and `run_workflow_sync` return."""

from __future__ import annotations

import threading
from collections import deque
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from sketricgen.errors import SketricGenError, SketricGenStreamError

from .decode import RunReader
from .iterate import aevents_of, events_of
from .reading import TEXT_STREAM, RunStream

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, AsyncIterator, Generator, Iterator  # noqa: F401

    from typing_extensions import Self

    from sketricgen._http.flow import OpenStream
    from sketricgen.events import StreamEvent
    from sketricgen.results import WorkflowResult


class WorkflowStream(RunStream["Generator[StreamEvent, None, None]"]):
    """The events of a run, as they arrive: an iterator of `StreamEvent`.

    It ends after the event that ends the run. Leaving a ``for`` early, a ``with`` block, `close()`
    or dropping it frees its connection.

    Raises, while iterating:
        SketricGenStreamError: The stream broke off, or ended before its run did.
        SketricGenTimeoutError: Nothing arrived for longer than the timeout.

    Example:
        >>> with client.run_workflow_sync("story", "A story!", stream=True) as stream:
        ...     types = [event.payload.type_ for event in stream]
        >>> types[0], types[-1]
        ('RUN_STARTED', 'RUN_FINISHED')
    """

    _kind = "gi"

    def __init__(self, source: OpenStream) -> None:
        reader = RunReader(source.send.options)
        events = events_of(source, reader)
        super().__init__(reader, events, source.headers)
        self._response = source.response
        next(events)

    def __iter__(self) -> Iterator[StreamEvent]:
        return self._given_out()

    def __next__(self) -> StreamEvent:
        if not self._is_exhausted:
            events = self._current()
            try:
                return next(events)
            except StopIteration:
                if not self._is_exhausted:  # it was closed in the meantime
                    raise self._refusal() from None
            except ValueError:
                if self._is_over(events):
                    raise
                raise self._refusal(is_busy=True) from None  # another thread is reading
        raise StopIteration

    def _here(self) -> object:
        return threading.get_ident()

    @property
    def text_stream(self) -> Iterator[str]:
        """The agent's answer, piece by piece, as it is written.

        Raises, while iterating:
            SketricGenRunError: The run failed; it holds what had arrived.
            SketricGenStreamError: As for the stream itself; it holds what had arrived.

        Example:
            >>> for text in client.run_workflow_sync("story", "Cats", stream=True).text_stream:
            ...     print(text, end="")
        """
        try:
            with self._collecting(TEXT_STREAM) as collector:
                # No variable holds an event or a text, which tracebacks may show.
                yield from filter(None, map(collector.add, self._taken()))
            collector.check()
        except SketricGenError as error:
            raise self._about_this(error) from None

    def collect(self) -> WorkflowResult:
        """Read to the end of the run.

        Returns:
            The run's result: its text, messages, tool calls, state and more.

        Raises:
            SketricGenRunError: The run failed; it holds what had arrived.
            SketricGenStreamError: As for the stream itself; it holds what had arrived.

        Example:
            >>> client.run_workflow_sync("tool", "2 + 2", stream=True).collect().tool_calls[0].name
            'calculator'
        """
        try:
            if self._collected is None:
                with self._collecting("collect()") as collector:
                    deque(map(collector.add, self._taken()), maxlen=0)
                return collector.check()
            return self._collected.check()
        except SketricGenError as error:
            raise self._about_this(error) from None

    def close(self) -> None:
        """Stop listening and free the connection. The run itself may go on at the server.

        It may be called from another thread, which ends the reading with a
        `SketricGenStreamError`.

        Example:
            >>> stream = client.run_workflow_sync("story", "Cats", stream=True)
            >>> first = next(stream)
            >>> stream.close()
        """
        events = self._events()
        self._reader.close()
        if events is None or self._is_over(events):
            return
        self._response.cancel()
        if self._held is not None:
            with suppress(ValueError):  # another thread reads it, and has just been ended
                events.close()
        elif not self._is_running(events):
            self._response.abort()  # its reader finds it closed, and says so

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class AsyncWorkflowStream(RunStream["AsyncGenerator[StreamEvent, None]"]):
    """The events of a run, as they arrive: an asynchronous iterator of `StreamEvent`.

    It ends after the event that ends the run. Leaving an ``async for`` early, an ``async with``
    block, `aclose()` or dropping it frees its connection.

    Raises, while iterating:
        SketricGenStreamError: The stream broke off, or ended before its run did.
        SketricGenTimeoutError: Nothing arrived for longer than the timeout.

    Example:
        >>> async def types(client):
        ...     async with await client.run_workflow("story", "A story!", stream=True) as stream:
        ...         return [event.payload.type_ async for event in stream]
        >>> asyncio.run(types(client))[-1]
        'RUN_FINISHED'
    """

    _kind = "ag"

    def __init__(
        self,
        response: Any,
        reader: RunReader,
        events: AsyncGenerator[StreamEvent, None],
    ) -> None:
        import asyncio

        super().__init__(reader, events, response.headers)
        self._response = response
        self._loop = asyncio.get_running_loop()

    def __aiter__(self) -> AsyncIterator[StreamEvent]:
        return self._given_out()

    async def __anext__(self) -> StreamEvent:
        if not self._is_exhausted:
            events = self._current()
            if self._is_running(events):
                raise self._refusal(is_busy=True)
            return await events.__anext__()
        raise StopAsyncIteration

    def _here(self) -> object:
        import asyncio

        with suppress(RuntimeError):  # no event loop is running
            return asyncio.current_task()
        return None

    def _check_loop(self) -> None:
        import asyncio

        with suppress(RuntimeError):  # no event loop is running
            if asyncio.get_running_loop() is not self._loop:
                error = SketricGenStreamError(
                    "This stream belongs to the event loop that opened it, and cannot be read in "
                    "another. Read it there, or run the agent again in this one."
                )
                raise self._about_this(error)

    @property
    def text_stream(self) -> AsyncIterator[str]:
        """The agent's answer, piece by piece, as it is written.

        Raises, while iterating:
            SketricGenRunError: The run failed; it holds what had arrived.
            SketricGenStreamError: As for the stream itself; it holds what had arrived.

        Example:
            >>> async def print_story(client):
            ...     stream = await client.run_workflow("story", "Cats", stream=True)
            ...     async for text in stream.text_stream:
            ...         print(text, end="")
        """
        return self._noted(self._texts())

    async def _texts(self) -> AsyncGenerator[str, None]:
        event, text = None, ""
        try:
            with self._collecting(TEXT_STREAM) as collector:
                async for event in self._taken():
                    text = collector.add(event)
                    if text:
                        yield text
            collector.check()
        except SketricGenError as error:
            event, text = None, ""  # tracebacks may show them, and they may hold the API key
            raise self._about_this(error) from None

    async def collect(self) -> WorkflowResult:
        """Read to the end of the run.

        Returns:
            The run's result: its text, messages, tool calls, state and more.

        Raises:
            SketricGenRunError: The run failed; it holds what had arrived.
            SketricGenStreamError: As for the stream itself; it holds what had arrived.

        Example:
            >>> async def tools_used(client):
            ...     stream = await client.run_workflow("tool", "2 + 2", stream=True)
            ...     return [call.name for call in (await stream.collect()).tool_calls]
        """
        event = None
        try:
            if self._collected is None:
                with self._collecting("collect()") as collector:
                    async for event in self._taken():
                        collector.add(event)
                return collector.check()
            return self._collected.check()
        except SketricGenError as error:
            event = None  # as above
            raise self._about_this(error) from None

    async def aclose(self) -> None:
        """Stop listening and free the connection. The run itself may go on at the server.

        It may be called from another task, which ends the reading with a
        `SketricGenStreamError`.

        Example:
            >>> async def first_event(client):
            ...     stream = await client.run_workflow("story", "Cats", stream=True)
            ...     event = await stream.__anext__()
            ...     await stream.aclose()
            ...     return event
        """
        events = self._events()
        self._reader.close()
        if events is None or self._is_over(events):
            return
        await self._response.abort()
        if self._held is not None:  # else its reader finds it closed, and says so
            with suppress(RuntimeError):  # another task reads it, and has just been ended
                await events.aclose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.aclose()


async def open_async(source: OpenStream) -> AsyncWorkflowStream:
    """Return the stream of a response that is open."""
    reader = RunReader(source.send.options)
    events = aevents_of(source, reader)
    await events.__anext__()
    return AsyncWorkflowStream(source.response, reader, events)
