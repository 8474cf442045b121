"""The ways to read a stream, each written for both halves, as the users of either write them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Coroutine

    from sketricgen import StreamEvent, WorkflowResult

    from tests.support.halves import Half


def done(half: Half, coroutine: Coroutine[Any, Any, Any]) -> Any:
    """Runs a coroutine to its end on the loop of the asynchronous half."""
    assert half.loop is not None
    return half.loop.run_until_complete(coroutine)


def iterate(half: Half, stream: Any, at_most: int = 1_000_000) -> list[StreamEvent]:
    """Loops over a stream, and breaks off after so many events."""
    if half.loop is not None:
        taken: list[StreamEvent] = done(half, _aiterate(stream, at_most))
        return taken
    taken = []
    for event in stream:
        taken.append(event)
        if len(taken) == at_most:
            break
    return taken


async def _aiterate(stream: Any, at_most: int) -> list[StreamEvent]:
    taken: list[StreamEvent] = []
    async for event in stream:
        taken.append(event)
        if len(taken) == at_most:
            break
    return taken


def iterate_with(half: Half, stream: Any, at_most: int = 1_000_000) -> list[StreamEvent]:
    """Loops over a stream in a `with` block, and breaks off after so many events."""
    if half.loop is not None:
        taken: list[StreamEvent] = done(half, _aiterate_with(stream, at_most))
        return taken
    with stream as entered:
        assert entered is stream
        return iterate(half, entered, at_most)


async def _aiterate_with(stream: Any, at_most: int) -> list[StreamEvent]:
    async with stream as entered:
        assert entered is stream
        return await _aiterate(entered, at_most)


def texts(half: Half, stream: Any, at_most: int = 1_000_000) -> list[str]:
    """Returns the pieces of a stream's text, and breaks off after so many."""
    if half.loop is not None:
        taken: list[str] = done(half, _atexts(stream, at_most))
        return taken
    taken = []
    for text in stream.text_stream:
        taken.append(text)
        if len(taken) == at_most:
            break
    return taken


async def _atexts(stream: Any, at_most: int) -> list[str]:
    taken: list[str] = []
    async for text in stream.text_stream:
        taken.append(text)
        if len(taken) == at_most:
            break
    return taken


def collect(half: Half, stream: Any) -> WorkflowResult:
    """Collects a stream."""
    result: WorkflowResult = stream.collect() if half.loop is None else done(half, stream.collect())
    return result
