"""Ending calls from elsewhere: another thread, a signal handler, a finalizer.

It uses no lock, because a signal handler or a finalizer would wait for ever for a lock that is held
by the code it interrupted. Where something must happen only once, `list.pop` decides, which is
atomic.
"""

from __future__ import annotations

import os
import socket
from contextlib import suppress
from functools import partial
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Any, Callable

if TYPE_CHECKING:
    import asyncio

    import httpcore


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


class Claim:
    """The right to end or reuse a connection. Only the first caller of `take` gets it.

    Args:
        shut: Ends whatever waits for the connection; may be called from any thread.
    """

    __slots__ = ("_right", "_shut")

    def __init__(self, shut: Callable[[], None]) -> None:
        self._shut = shut
        self._right = [True]

    def take(self) -> bool:
        """Take the right; return False if it was taken before."""
        try:
            return self._right.pop()
        except IndexError:
            return False

    def cancel(self) -> None:
        """Shut the connection from elsewhere, unless its exchange is over."""
        if self.take():
            self._shut()


class Handle:
    """A socket that any thread may shut down.

    It is closed when nothing refers to it any more. If it were closed earlier, another thread that
    is about to shut it down could hit a file that has since been given its number.
    """

    def __init__(self, sock: socket.socket) -> None:
        self._socket = sock
        self._process = os.getpid()

    def is_of(self, stream: httpcore.NetworkStream) -> bool:
        """Return whether this is the socket under a stream."""
        return stream.get_extra_info("socket") is self._socket

    def shut(self) -> None:
        """Shut the socket down, which ends whatever waits for it in another thread."""
        if self._process != os.getpid():
            return  # the connection is that of the process that this one was forked from
        with suppress(OSError):
            # Not `SSLSocket.shutdown`, which removes the encryption first: what another thread is
            # sending would then go out as plain text.
            socket.socket.shutdown(self._socket, socket.SHUT_RDWR)

    def close(self) -> None:
        """Close the socket, which nobody else is about to shut down."""
        self._socket.close()

    @classmethod
    def duplicate_of(cls, stream: httpcore.NetworkStream) -> Handle | None:
        """Return a second handle on the socket under a stream; None if there is no socket."""
        sock = stream.get_extra_info("socket")
        if not isinstance(sock, socket.socket):
            return None
        return cls(socket.fromfd(sock.fileno(), sock.family, sock.type))

    def __del__(self) -> None:
        with suppress(AttributeError):  # an interrupt came within `__init__`
            self._socket.close()
