"""Bounds on the waiting for a stream's events, where the caller asked for some."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING

from .errors import SketricGenTimeoutError
from .halting import connection_of, shut

if TYPE_CHECKING:
    import httpx
    from typing_extensions import Self

    from .terms import Terms


class WaitBound:
    """How long the next event of a stream may be waited for.

    The time in which the caller works on events does not count as waiting for them.
    """

    def __init__(self, terms: Terms) -> None:
        self._deadline = terms.deadline
        self._event_timeout = terms.event_timeout
        self._waited = 0.0
        self._since: float | None = None

    @classmethod
    def of(cls, terms: Terms) -> WaitBound | None:
        """Return the bound that ``terms`` set, if they set one."""
        return None if terms.deadline is None and terms.event_timeout is None else cls(terms)

    def begin(self, *, for_next: bool) -> None:
        """Begin to wait: for another event, or on for the one that has not come yet."""
        if for_next:
            self._waited = 0.0
        self._since = time.monotonic()

    def end(self) -> None:
        """End the waiting, because something arrived."""
        self._waited += self._going_on()
        self._since = None

    def left(self) -> float:
        """Return the seconds that are left to wait, 0 if there are none."""
        bounds: list[float] = []
        if self._deadline is not None:
            bounds.append(self._deadline.left())
        if self._event_timeout is not None:
            bounds.append(self._event_timeout - self._waited - self._going_on())
        return max(0.0, min(bounds))

    def _going_on(self) -> float:
        return 0.0 if self._since is None else time.monotonic() - self._since

    def error(self) -> SketricGenTimeoutError:
        """Return the error for a wait that took too long."""
        if self._deadline is not None and (
            self._event_timeout is None or not self._deadline.left()
        ):
            return self._deadline.error("the stream was being read")
        return SketricGenTimeoutError(
            f"No event arrived for {self._event_timeout:g} s, though the connection is alive; "
            "event_timeout=… sets how long to wait."
        )


class Watchdog:
    """Shuts a connection once a bound is exceeded, which ends the read that blocks on it.

    A blocking read cannot be given another timeout once a response is being read, so another
    thread watches it.
    """

    def __init__(self, response: httpx.Response, bound: WaitBound) -> None:
        self._connection = connection_of(response.extensions.get("network_stream"))
        self._bound = bound
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._done.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._done.wait(self._bound.left()):
            if not self._bound.left():
                shut(self._connection)
                return
