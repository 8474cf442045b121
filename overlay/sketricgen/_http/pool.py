"""Connections: each owned by one exchange at a time, idle ones kept for the next.

There is no lock. Idle connections lie on a stack for each origin, whose `append` and `pop` are
atomic: the code that popped one owns it. An exchange that ended cleanly puts its connection back;
one that failed, was cancelled or was dropped closes the socket and forgets the connection, without
calling httpcore again.
"""

from __future__ import annotations

import time
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Callable

from .cancellation import CancelScope, Claim
from .origins import KEEPALIVE_SECONDS

if TYPE_CHECKING:
    from .origins import Origin
    from .timeouts import Timeouts

# A burst of calls does not keep more connections than this to one origin.
_MOST_IDLE = 100


class Connection:
    """A connection of httpcore's with its network side. It closes when nobody refers to it.

    Attributes:
        core: httpcore's connection.
        link: Its network side.
        origin: Where it leads.
        idle_since: When it was last used, by the monotonic clock.
    """

    __slots__ = ("core", "idle_since", "link", "origin")

    def __init__(self, core: Any, link: Any, origin: Origin) -> None:
        self.core = core
        self.link = link
        self.origin = origin
        self.idle_since = 0.0

    @property
    def is_stale(self) -> bool:
        """True if it has been idle for too long to be used again."""
        return time.monotonic() - self.idle_since > KEEPALIVE_SECONDS

    def __del__(self) -> None:
        with suppress(AttributeError):  # an interrupt came within `__init__`
            self.link.forget()


class Lease:
    """The ownership of a connection by one exchange, from its taking to its giving back.

    Args:
        pool: The pool that the connection goes back to.
        connection: The connection.
        scope: What ends the exchange from elsewhere.
    """

    __slots__ = ("_claim", "_pool", "_scope", "connection")

    def __init__(self, pool: Pool, connection: Connection, scope: CancelScope) -> None:
        self.connection: Connection | None = connection
        self._pool = pool
        self._scope = scope
        self._claim = Claim(connection.link.shut)
        scope.add(self._claim.cancel)

    def cancel(self) -> None:
        """Shut the connection, from any thread."""
        self._claim.cancel()

    def release(self, *, is_reusable: bool) -> None:
        """Give the connection back after an exchange that ended cleanly."""
        connection = self._detach()
        if connection is None:
            return
        if is_reusable:
            self._pool.put(connection)
        else:
            connection.link.close()

    def discard(self) -> None:
        """Close the connection, because its exchange did not end cleanly."""
        self.release(is_reusable=False)

    def _detach(self) -> Connection | None:
        """Return the connection, or None if it was cancelled."""
        connection, self.connection = self.connection, None
        self._scope.remove(self._claim.cancel)
        if self._claim.take():
            return connection
        if connection is not None:
            connection.link.forget()  # the code that shut it may still use its socket
        return None

    def __del__(self) -> None:
        with suppress(AttributeError):  # an interrupt came within `__init__`
            self._detach()


class Pool:
    """The connections of one process's blocking calls, or of one event loop.

    Args:
        make: Makes a connection that is not connected yet.

    Attributes:
        scope: Everything that uses these connections.
    """

    def __init__(self, make: Callable[[Origin], Connection]) -> None:
        self.scope = CancelScope()
        self._make = make
        self._idle: dict[Origin, list[Connection]] = {}

    def lease(self, origin: Origin, scope: CancelScope, timeouts: Timeouts) -> Lease:
        """Return the ownership of a connection, kept alive or new.

        Raises:
            CancelledError: The scope was cancelled.
        """
        connection = self._take(origin) or self._make(origin)
        connection.link.timeouts = timeouts
        lease = Lease(self, connection, scope)
        if scope.cancelled:
            lease.discard()  # now, since the error below may be kept, and the lease with it
        scope.check()
        return lease

    def _take(self, origin: Origin) -> Connection | None:
        stack = self._idle.get(origin, [])
        while connection := _popped(stack):
            if not connection.is_stale and not connection.core.has_expired():
                self._close_stale(stack)
                return connection
            connection.link.close()
        return None

    def _close_stale(self, stack: list[Connection]) -> None:
        """Close what has been idle for too long, which lies at the bottom."""
        for oldest in stack[:]:
            if not oldest.is_stale:
                return
            with suppress(ValueError):  # another thread was faster
                stack.remove(oldest)
                oldest.link.close()

    def put(self, connection: Connection) -> None:
        """Keep an idle connection for the next exchange."""
        connection.idle_since = time.monotonic()
        stack = self._idle.setdefault(connection.origin, [])
        if len(stack) >= _MOST_IDLE:
            connection.link.close()
            return
        stack.append(connection)
        # In this order, because closing the pool cancels first and then empties the stacks.
        if self.scope.cancelled:
            self._close_idle()

    def close(self) -> None:
        """Close the idle connections and end what uses the others."""
        self.scope.cancel()
        self._close_idle()

    def _close_idle(self) -> None:
        for stack in list(self._idle.values()):
            while connection := _popped(stack):
                connection.link.close()


def _popped(stack: list[Connection]) -> Connection | None:
    """Return a connection, which is the caller's from now on; None if there is none left."""
    try:
        return stack.pop()
    except IndexError:  # looking before is no use, since other threads take some as well
        return None
