"""Awaiting something for a bounded time, or to its end whatever happens."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Callable, TypeVar

if TYPE_CHECKING:
    from collections.abc import Awaitable

T = TypeVar("T")


async def within(
    seconds: float,
    awaited: Awaitable[T],
    discard: Callable[[T], Awaitable[None]] | None = None,
) -> T:
    """Return what ``awaited`` gives, within so many seconds.

    Before Python 3.12, `asyncio.wait_for` loses a cancellation that comes together with the
    result; here it wins, and ``discard`` is called with the result that nobody gets.

    Raises:
        asyncio.TimeoutError: The time is up; what was awaited has been cancelled and has ended.
    """
    task = asyncio.ensure_future(awaited)
    delivered = False
    try:
        await asyncio.wait([task], timeout=seconds)
        if not task.done():
            raise asyncio.TimeoutError
        delivered = True
        return task.result()
    finally:
        if not delivered:
            task.cancel()
            await asyncio.wait([task])
            if not task.cancelled() and task.exception() is None and discard is not None:
                await discard(task.result())


async def completed(awaited: Awaitable[object]) -> None:
    """Await something to its end; a cancellation that comes in the meantime is raised after it."""
    task = asyncio.ensure_future(awaited)
    try:
        await asyncio.shield(task)
    finally:
        if not task.done():
            await asyncio.wait([task])
