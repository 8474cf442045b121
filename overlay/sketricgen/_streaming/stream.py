"""The streams that `run_workflow` and `run_workflow_sync` return."""

from __future__ import annotations

import weakref
from contextlib import suppress
from typing import TYPE_CHECKING, Generic, TypeVar

from sketricgen.errors import SketricGenStreamError

from .accumulate import Collector
from .decode import RunReader
from .iterate import aevents_of, events_of

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, AsyncIterator, Generator, Iterator

    from typing_extensions import Self

    from sketricgen._http.flow import AsyncOpenResponse, OpenResponse, OpenStream
    from sketricgen.events import StreamEvent
    from sketricgen.results import WorkflowResult

G = TypeVar("G", "Generator[StreamEvent, None, None]", "AsyncGenerator[StreamEvent, None]")


class _RunStream(Generic[G]):
    """The part that both kinds of stream share. It holds the events until they are iterated."""

    def __init__(self, reader: RunReader, events: G) -> None:
        self._reader = reader
        self._held: G | None = events
        self._events: weakref.ref[G] = weakref.ref(events)

    def _live(self) -> G | None:
        """Return the events if they go on, or None if they have ended.

        Raises:
            SketricGenStreamError: They were left before they ended, which closed them.
        """
        events = self._events()
        if events is None and not self._reader.ended and not self._reader.closed:
            raise SketricGenStreamError(
                "This stream was left before its run ended, which closed it. To read in several "
                "places, keep one iterator: events = iter(stream)."
            )
        return events

    def _released(self) -> G | None:
        """Return the events for iteration, without keeping them.

        Leaving the iteration early then drops them, which frees the connection.
        """
        events = self._live()
        self._held = None
        return events


class WorkflowStream(_RunStream["Generator[StreamEvent, None, None]"]):
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

    def __init__(self, source: OpenStream[OpenResponse]) -> None:
        reader = RunReader(source.send.options)
        super().__init__(reader, events_of(source, reader))
        self._response = source.response
        next(self)

    def __iter__(self) -> Iterator[StreamEvent]:
        return self._released() or iter(())

    def __next__(self) -> StreamEvent:
        return next(self._live() or iter(()))

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
        return self._texts()

    def _texts(self) -> Generator[str, None, None]:
        collector = Collector()
        with collector.attached():
            for event in self:
                text = collector.add(event)
                if text:
                    yield text
        collector.check()

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
        collector = Collector()
        with collector.attached():
            for event in self:
                collector.add(event)
        return collector.check()

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
        self._reader.closed = True
        if events is not None:
            self._response.cancel()
            with suppress(ValueError):  # another thread reads it, and has just been ended
                events.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class AsyncWorkflowStream(_RunStream["AsyncGenerator[StreamEvent, None]"]):
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

    def __init__(self, source: OpenStream[AsyncOpenResponse]) -> None:
        reader = RunReader(source.send.options)
        super().__init__(reader, aevents_of(source, reader))
        self._response = source.response

    def __aiter__(self) -> AsyncIterator[StreamEvent]:
        return self._released() or _nothing()

    async def __anext__(self) -> StreamEvent:
        events = self._live()
        if events is None:
            raise StopAsyncIteration
        return await events.__anext__()

    @property
    def text_stream(self) -> AsyncIterator[str]:
        """The agent's answer, piece by piece, as it is written.

        Raises, while iterating:
            SketricGenRunError: The run failed; it holds what had arrived.
            SketricGenStreamError: As for the stream itself; it holds what had arrived.

        Example:
            >>> async def tell(client):
            ...     stream = await client.run_workflow("story", "Cats", stream=True)
            ...     async for text in stream.text_stream:
            ...         print(text, end="")
        """
        return self._texts()

    async def _texts(self) -> AsyncGenerator[str, None]:
        collector = Collector()
        with collector.attached():
            async for event in self:
                text = collector.add(event)
                if text:
                    yield text
        collector.check()

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
        collector = Collector()
        with collector.attached():
            async for event in self:
                collector.add(event)
        return collector.check()

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
        self._reader.closed = True
        if events is not None:
            await self._response.abort()
            with suppress(RuntimeError):  # another task reads it, and has just been ended
                await events.aclose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.aclose()


async def _nothing() -> AsyncGenerator[StreamEvent, None]:
    return
    yield  # makes this a generator


async def open_async(source: OpenStream[AsyncOpenResponse]) -> AsyncWorkflowStream:
    """Return the stream of a response that is open."""
    stream = AsyncWorkflowStream(source)
    await stream.__anext__()
    return stream
