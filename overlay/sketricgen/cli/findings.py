"""What the doctor finds: one line each, with what to do about it."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import TracebackType

    from typing_extensions import Self

OK, WARNING, PROBLEM = "ok", "warning", "problem"


@dataclass(frozen=True)
class Finding:
    """One line of the doctor.

    Attributes:
        level: ``"ok"``, ``"warning"`` or ``"problem"``.
        about: What was looked at.
        found: What was found.
        advice: What to do about it.
    """

    level: str
    about: str
    found: str
    advice: str = ""

    def __str__(self) -> str:
        line = f"{self.level:8} {self.about:20} {self.found}"
        return f"{line}\n{'':29} {self.advice}" if self.advice else line


class Clock:
    """Measures the milliseconds that a ``with`` block takes.

    Example:
        >>> with Clock() as clock:
        ...     pass
        >>> clock.text.endswith(" ms")
        True
    """

    def __enter__(self) -> Self:
        self._began = time.monotonic()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.text: str = f"{(time.monotonic() - self._began) * 1000:.0f} ms"
