"""The terms of one operation: the settings in force, and the bounds on its time and size."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .errors import SketricGenTimeoutError

if TYPE_CHECKING:
    from .config import SketricGenConfig


@dataclass(frozen=True)
class Deadline:
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


@dataclass(frozen=True)
class Terms:
    """What holds for one operation.

    Attributes:
        config: The settings.
        max_answer_bytes: The largest answer accepted, unpacked.
        max_event_bytes: The largest event of a stream accepted.
        deadline: When the operation must be over, if it must.
        event_timeout: The seconds that may pass between two events of a stream, if bounded.
        verify_sequence: True to check AG-UI's rules on the order of a stream's events.
    """

    config: SketricGenConfig
    max_answer_bytes: int
    max_event_bytes: int
    deadline: Deadline | None = None
    event_timeout: float | None = None
    verify_sequence: bool = False


class StepTimeouts(dict[str, float]):
    """The timeouts of one exchange, as httpx's ``timeout`` extension takes them.

    Each is read when its phase begins, and is then no longer than what the deadline leaves.
    """

    def __init__(self, timeout: float, connect: float, deadline: Deadline | None) -> None:
        super().__init__(connect=connect, read=timeout, write=timeout, pool=timeout)
        self._deadline = deadline

    def get(self, key: str, default: object = None) -> float:
        """Return the seconds allowed for a phase."""
        seconds = self[key]
        return seconds if self._deadline is None else min(seconds, self._deadline.left())
