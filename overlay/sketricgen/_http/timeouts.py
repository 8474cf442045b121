"""Bounds on waiting: the deadline of an operation, and the timeouts of one exchange."""

from __future__ import annotations

import time
from math import inf
from typing import TYPE_CHECKING, Callable, NamedTuple, TypeVar

from sketricgen.errors import SketricGenTimeoutError

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Awaitable

T = TypeVar("T")

# In seconds; a reachable host answers sooner.
CONNECT_TIMEOUT = 10.0


class Deadline(NamedTuple):
    """A moment at which an operation must be over.

    Attributes:
        seconds: How long the operation may take in all.
        moment: When its time is up, by the monotonic clock.
    """

    seconds: float
    moment: float

    @classmethod
    def after(cls, seconds: float) -> Deadline:
        """Return the deadline that is ``seconds`` away."""
        return cls(seconds, time.monotonic() + seconds)

    def left(self) -> float:
        """Return the seconds that are left, 0 if the time is up."""
        return max(0.0, self.moment - time.monotonic())

    def error(self, doing: str) -> SketricGenTimeoutError:
        """Return the error for a deadline that passed while ``doing`` was under way."""
        return SketricGenTimeoutError(f"The deadline of {self.seconds:g} s passed while {doing}.")


class Timeouts:
    """The bounds on each wait of one exchange.

    Args:
        seconds: The most seconds for one wait.
        deadline: When the operation must be over, if it must.
        event_timeout: The most seconds between two events of a stream, if bounded.

    Attributes:
        connect: The most seconds for making a connection.
        until: The moment at which any wait ends, by the monotonic clock.
    """

    __slots__ = ("_event_timeout", "_last", "connect", "seconds", "until")

    def __init__(
        self, seconds: float, deadline: Deadline | None = None, event_timeout: float | None = None
    ) -> None:
        self.seconds: float = seconds
        self.connect: float = min(seconds, CONNECT_TIMEOUT)
        self.until: float = inf if deadline is None else deadline.moment
        self._last = self.until
        self._event_timeout = event_timeout

    @property
    def is_bounded(self) -> bool:
        """True if a wait may have to end sooner than after ``seconds``."""
        return self.until != inf

    def expect_event(self) -> None:
        """Begin to wait for the next event of a stream."""
        if self._event_timeout is not None:
            self.until = min(self._last, time.monotonic() + self._event_timeout)

    def limit(self, seconds: float) -> None:
        """End every further wait within so many seconds."""
        self.until = min(self.until, time.monotonic() + seconds)

    def bound(self, seconds: float | None) -> float:
        """Return the seconds that a wait may take now; 0 or less if the time is up.

        Args:
            seconds: The timeout of this wait alone; None for that of connecting.
        """
        longest = self.connect if seconds is None else seconds
        return longest if self.until == inf else min(longest, self.until - time.monotonic())

    def wait(self, seconds: float | None, late: type[Exception]) -> float:
        """Return the seconds that the next wait may take.

        Raises:
            Exception: The time is up; of the class ``late``.
        """
        bound = self.bound(seconds)
        if bound <= 0:
            raise late
        return bound

    @property
    def is_over(self) -> bool:
        """True once no wait may go on."""
        return self.until != inf and self.until <= time.monotonic()


async def within(
    seconds: float,
    awaited: Awaitable[T],
    discard: Callable[[T], Awaitable[None]] | None = None,
) -> T:
    """Return the result of ``awaited``, within so many seconds.

    Before Python 3.12, `asyncio.wait_for` loses a cancellation that comes together with the
    result; here it wins, and ``discard`` is called with the unused result.

    Raises:
        asyncio.TimeoutError: The time is up; what was awaited has been cancelled and has ended.
    """
    import asyncio

    task = asyncio.ensure_future(awaited)
    try:
        await asyncio.wait([task], timeout=seconds)
    except asyncio.CancelledError:  # not `finally`: nothing can be awaited after a `GeneratorExit`
        await _cancelled(task, discard)
        raise
    if task.done():
        return task.result()
    await _cancelled(task, discard)
    raise asyncio.TimeoutError


async def _cancelled(
    task: asyncio.Future[T], discard: Callable[[T], Awaitable[None]] | None
) -> None:
    import asyncio

    task.cancel()
    await asyncio.wait([task])
    if not task.cancelled() and task.exception() is None and discard is not None:
        await discard(task.result())


async def completed(awaited: Awaitable[object]) -> None:
    """Await something to its end; a cancellation that comes in the meantime is raised after it."""
    import asyncio

    task = asyncio.ensure_future(awaited)
    try:
        await asyncio.shield(task)
    except asyncio.CancelledError:  # as above
        if not task.done():
            await asyncio.wait([task])
        raise
