"""Ending calls from elsewhere: another thread, a signal handler, a finalizer.

It uses no lock, because a signal handler or a finalizer would wait for ever for a lock that is held
by the code it interrupted. Where something must happen only once, `list.pop` decides, which is
atomic.
"""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Any, Callable

if TYPE_CHECKING:
    import asyncio


class CancelledError(Exception):
    """The operation was cancelled, so that its next step is not begun."""


class CancelScope:
    """Everything that is in progress and ends together.

    Args:
        parent: A scope that ends this one too.

    Attributes:
        cancelled: True once it was cancelled, which is final.
    """

    def __init__(self, parent: CancelScope | None = None) -> None:
        self.cancelled: bool = False
        self._members: set[Callable[[], Any]] = set()
        self._parent = parent
        if parent is not None:
            parent.add(self.cancel)

    def add(self, end: Callable[[], Any]) -> None:
        """Add what ends something that is about to begin; it is called at once if cancelled.

        It may be called from any thread, and more than once.
        """
        self._members.add(end)
        # In this order, because `cancel` sets the flag first and then looks at the members.
        if self.cancelled:
            end()

    def remove(self, end: Callable[[], Any]) -> None:
        """Forget what ends something that is over."""
        self._members.discard(end)

    def cancel(self) -> None:
        """End everything in this scope, now and in future."""
        self.cancelled = True
        for end in list(self._members):
            end()

    def close(self) -> None:
        """Cancel the scope and leave its parent."""
        self.cancel()
        if self._parent is not None:
            self._parent.remove(self.cancel)

    def check(self) -> None:
        """Raise if the scope was cancelled.

        Raises:
            CancelledError: Nothing further is to be begun.
        """
        if self.cancelled:
            raise CancelledError

    def sleep(self, seconds: float) -> bool:
        """Wait for so many seconds, or until cancelled; return True if it was cancelled."""
        # Not a `threading.Event`, which has a lock that a signal handler could meet.
        alarm: SimpleQueue[None] = SimpleQueue()
        wake = partial(alarm.put, None)
        self.add(wake)
        try:
            alarm.get(timeout=seconds)
        except Empty:
            return False
        finally:
            self.remove(wake)
        return True

    async def asleep(self, seconds: float) -> bool:
        """The same, without blocking the event loop."""
        import asyncio

        loop = asyncio.get_running_loop()
        alarm: asyncio.Future[None] = loop.create_future()
        wake = partial(_wake, loop, alarm)
        self.add(wake)
        try:
            await asyncio.wait([alarm], timeout=seconds)
        finally:
            self.remove(wake)
        return alarm.done()


def _wake(loop: asyncio.AbstractEventLoop, alarm: asyncio.Future[None]) -> None:
    def ring() -> None:
        if not alarm.done():
            alarm.set_result(None)

    with suppress(RuntimeError):  # the loop is closed
        loop.call_soon_threadsafe(ring)
