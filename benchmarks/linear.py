"""The rows about long streams and large events: time per event or byte must not grow."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .measure import FLOOR, OURS, Result, compared, growth_of

if TYPE_CHECKING:
    from .measure import Bench

_MEGABYTE = 1024 * 1024
_PER = 20


@dataclass(frozen=True)
class LongStreams:
    """Streams of increasing length: the time per event, and the memory.

    Attributes:
        counts: The numbers of events; the last is compared with each of the others.
    """

    name: str
    what: str
    limit: float
    limit_megabytes: float
    counts: tuple[int, ...] = (10_000, 100_000, 1_000_000)
    rounds: int = 3

    def measure(self, bench: Bench) -> list[Result]:
        """Measure the row."""
        worker = bench.worker(OURS)
        times: dict[int, list[float]] = {count: [] for count in self.counts}
        for _ in range(bench.rounds(self.rounds)):
            for count, taken in times.items():
                sample = worker.measure("events", count=count, per=_PER)
                if sample is not None:
                    taken.append(sample["cpu"])
        longest = times[self.counts[-1]]
        results = [
            compared(
                self.name,
                f"{self.what}: CPU per event of {self.counts[-1]:,} against {count:,}",
                self.limit,
                {OURS: longest, FLOOR: times[count]},
            )
            for count in self.counts[:-1]
        ]
        return [*results, self._memory(bench)]

    def _memory(self, bench: Bench) -> Result:
        arguments = [{"count": count, "per": _PER} for count in (self.counts[0], self.counts[-1])]
        short, long = (growth_of(bench, OURS, "events", each) for each in arguments)
        grown = (long - short) / _MEGABYTE
        what = f"{self.what}: memory of {self.counts[-1]:,} beyond {self.counts[0]:,}"
        figures = {OURS: long, FLOOR: short}
        return Result(
            self.name,
            what,
            self.limit_megabytes,
            grown,
            grown,
            grown,
            figures,
            unit="B",
            judged_unit="MB",
        )


@dataclass(frozen=True)
class LargeEvent:
    """The time per byte of a large event, compared with that of a smaller one."""

    name: str
    what: str
    limit: float
    sizes: tuple[int, int]
    piece: int
    rounds: int = 9

    def measure(self, bench: Bench) -> list[Result]:
        """Measure the row."""
        worker = bench.worker(OURS)
        times: dict[int, list[float]] = {size: [] for size in self.sizes}
        for _ in range(bench.rounds(self.rounds)):
            for size, taken in times.items():
                sample = worker.measure("large", size=size, piece=self.piece)
                if sample is not None:
                    taken.append(sample["cpu"] / size * _MEGABYTE)
        small, large = times.values()
        return [compared(self.name, self.what, self.limit, {OURS: large, FLOOR: small})]
