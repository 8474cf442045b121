"""Ending calls from elsewhere: another thread, a signal handler, a finalizer.

It uses no lock, because a signal handler or a finalizer would wait for ever for a lock that is held
by the code it interrupted. Where something must happen only once, `list.pop` decides, which is
atomic.
"""

from __future__ import annotations

from contextlib import suppress
from queue import Empty, SimpleQueue
from typing import Protocol


class CancelledError(Exception):
    """The operation was cancelled, so that its next step is not begun."""


class Cancellable(Protocol):
    """Something that is in progress and can be ended from elsewhere."""

    def cancel(self) -> None:
        """End it; may be called from any thread, and more than once."""
        ...


class CancelScope:
    """Everything that is in progress and ends together.

    Args:
        parent: A scope that ends this one too.

    Attributes:
        cancelled: True once it was cancelled, which is final.
    """

    def __init__(self, parent: CancelScope | None = None) -> None:
        self.cancelled: bool = False
        self._members: set[Cancellable] = set()
        self._parent = parent
        if parent is not None:
            parent.add(self)

    def add(self, member: Cancellable) -> None:
        """Add something that is about to begin; it is cancelled at once if the scope was."""
        self._members.add(member)
        # In this order, because `cancel` sets the flag first and then looks at the members.
        if self.cancelled:
            member.cancel()

    def remove(self, member: Cancellable) -> None:
        """Forget something that is over."""
        self._members.discard(member)

    def cancel(self) -> None:
        """End everything in this scope, now and in future."""
        self.cancelled = True
        for member in list(self._members):
            member.cancel()

    def close(self) -> None:
        """Cancel the scope and leave its parent."""
        self.cancel()
        if self._parent is not None:
            self._parent.remove(self)

    def check(self) -> None:
        """Raise if the scope was cancelled.

        Raises:
            CancelledError: Nothing further is to be begun.
        """
        if self.cancelled:
            raise CancelledError

    def sleep(self, seconds: float) -> bool:
        """Wait for so many seconds, or until cancelled; return True if it was cancelled."""
        alarm = _Alarm()
        self.add(alarm)
        try:
            return alarm.wait(seconds)
        finally:
            self.remove(alarm)

    async def asleep(self, seconds: float) -> bool:
        """The same, without blocking the event loop."""
        alarm = _AsyncAlarm()
        self.add(alarm)
        try:
            return await alarm.wait(seconds)
        finally:
            self.remove(alarm)


class _Alarm:
    """Wakes one thread. A `threading.Event` has a lock that a signal handler could meet."""

    def __init__(self) -> None:
        self._queue: SimpleQueue[None] = SimpleQueue()

    def cancel(self) -> None:
        self._queue.put(None)

    def wait(self, seconds: float) -> bool:
        try:
            self._queue.get(timeout=seconds)
        except Empty:
            return False
        return True


class _AsyncAlarm:
    """Wakes one task; may be cancelled from any thread."""

    def __init__(self) -> None:
        import asyncio

        self._loop = asyncio.get_running_loop()
        self._woken = self._loop.create_future()

    def cancel(self) -> None:
        with suppress(RuntimeError):  # the loop is closed
            self._loop.call_soon_threadsafe(self._wake)

    def _wake(self) -> None:
        if not self._woken.done():
            self._woken.set_result(None)

    async def wait(self, seconds: float) -> bool:
        import asyncio

        await asyncio.wait([self._woken], timeout=seconds)
        return self._woken.done()
