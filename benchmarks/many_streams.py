"""The rows about many open streams."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING

from .environments import python_for
from .measure import FLOOR, OURS, Result, compared
from .processes import working

if TYPE_CHECKING:
    from typing import Literal

    from .measure import Bench, Unit
    from .open_streams import Held

    Figure = Literal["opened", "memory", "cpu", "closed"]

_UNLIMITED = "httpx unlimited"
# The target, the unit and the name of each figure.
_FIGURES: dict[Figure, tuple[float, Unit, str]] = {
    "opened": (1.0, "s", "time to open all"),
    "memory": (1.2, "B", "memory per stream"),
    "cpu": (1.0, "s", "CPU per event"),
    "closed": (1.0, "s", "time to end all"),
}
_CANCELLED = "time to cancel all"


@dataclass(frozen=True)
class OpenStreams:
    """Many open streams with one event a second each, in a new process each time.

    Attributes:
        streams: How many.
        is_async: True for asyncio, False for a thread each.
        window: The seconds during which events are counted.
        rounds: How many times to measure.
        short_rounds: How many more times to open and close streams without counting events.
    """

    streams: int
    is_async: bool
    window: float
    rounds: int
    short_rounds: int = 0

    @property
    def name(self) -> str:
        """The row's name, for ``--only``."""
        return f"{'astreams' if self.is_async else 'streams'}-{self.streams}"

    def measure(self, bench: Bench) -> list[Result]:
        """Measure the row."""
        bench.end_workers()
        taken: dict[tuple[Figure, bool], dict[str, list[float]]] = {}
        rounds = bench.rounds(self.rounds)
        for turn in range(rounds + round(self.short_rounds * bench.scale)):
            # With this pattern, either subject comes first for both ways of closing.
            cancels = self.is_async and turn % 4 in (1, 2)
            window = self.window if turn < rounds else 0.0
            for subject in (OURS, _UNLIMITED) if turn % 2 else (_UNLIMITED, OURS):
                held = self._held(bench, subject, window, cancels)
                name = OURS if subject == OURS else FLOOR
                for figure in _FIGURES:
                    if window or figure != "cpu":
                        key = (figure, figure == "closed" and cancels)
                        taken.setdefault(key, {}).setdefault(name, []).append(held[figure])
        return [self._result(*key, values) for key, values in taken.items()]

    def _held(self, bench: Bench, subject: str, window: float, cancels: bool) -> Held:
        with working(python_for(subject), subject, bench.url) as worker:
            if self.is_async:
                return worker.hold("ahold", streams=self.streams, window=window, cancels=cancels)
            return worker.hold("hold", streams=self.streams, window=window)

    def _result(self, figure: Figure, cancels: bool, values: dict[str, list[float]]) -> Result:
        limit, unit, name = _FIGURES[figure]
        name = _CANCELLED if cancels else name
        row = f"{self.streams:,} open streams, {'async' if self.is_async else 'sync'}"
        result = compared(self.name, f"{row}: {name}", limit, values, unit=unit)
        result.cell = (row, name)
        return result


@dataclass(frozen=True)
class ThreadsOfStreams:
    """The threads that exist besides the main thread and those that read blocking streams."""

    name: str
    what: str
    limit: float
    streams: int = 50
    rounds: int = 3

    def measure(self, bench: Bench) -> list[Result]:
        """Measure the row."""
        counts: list[float] = []
        for _ in range(self.rounds):
            with working(python_for(OURS), OURS, bench.url) as worker:
                held = worker.hold("hold", streams=self.streams, window=1.0, event_timeout=30.0)
                counts.append(held["threads"])
        middle, ends = median(counts), (min(counts), max(counts))
        return [
            Result(
                self.name,
                self.what,
                self.limit,
                middle,
                *ends,
                {OURS: middle},
                unit="threads",
                judged_unit="threads",
            )
        ]
