"""CPU time against the number of events, for the plot."""

from __future__ import annotations

from statistics import median
from typing import TYPE_CHECKING

from .measure import FLOOR, OURS

if TYPE_CHECKING:
    from .measure import Bench

COUNTS = (10_000, 100_000, 250_000, 500_000, 750_000, 1_000_000)
_LINES = {
    "split at blank lines": (FLOOR, "events"),
    "sketricgen": (OURS, "events"),
    "split, with json.loads": (FLOOR, "payloads"),
    "sketricgen, with payload": (OURS, "payloads"),
    "httpx-sse": ("httpx-sse", "events"),
}

Series = dict[str, list[tuple[int, float]]]


def measure_series(bench: Bench) -> Series:
    """Return the points of each line: numbers of events, and the CPU seconds to read them."""
    times: dict[tuple[str, int], list[float]] = {}
    for _ in range(max(1, round(3 * bench.scale))):
        for count in COUNTS:
            for label, (subject, kind) in _LINES.items():
                worker = bench.worker(subject)
                sample = worker.measure("events", count=count, per=20, kind=kind)
                if sample is not None:
                    times.setdefault((label, count), []).append(sample["cpu"] * count)
    return {label: [(count, median(times[label, count])) for count in COUNTS] for label in _LINES}
