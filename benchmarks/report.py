"""Shows results: as a Markdown table, which reads as well in a terminal, and as JSON."""

from __future__ import annotations

import json
import os
import platform
import sys
from dataclasses import asdict
from datetime import datetime, timezone
from importlib import metadata
from typing import TYPE_CHECKING, Any

from .environments import PEERS
from .measure import FLOOR, OURS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from .measure import Result, Unit

_SMALLEST = {"s": 1.0, "ms": 1e-3, "µs": 1e-6}
_NONE = "\u2013"  # a dash


def seconds(value: float) -> str:
    """Return a time in the unit that suits it."""
    unit = next((u for u, size in _SMALLEST.items() if abs(value) >= size), "µs")
    return f"{value / _SMALLEST[unit]:.3g} {unit}"


def quantity(value: float, unit: Unit) -> str:
    """Return a figure with its unit."""
    return seconds(value) if unit == "s" else f"{value / 1024 / 1024:.1f} MB"


def table(results: Sequence[Result]) -> str:
    """Return results as a table in Markdown: targets, what was measured, and competitors."""
    others = [name for name in _named(results) if name not in (OURS, FLOOR, *PEERS)]
    head = ["what", "target", "measured (lowest to highest)", "", "sketricgen", "floor", *others]
    return _aligned(
        [head, *([*_judgement(result), *_figures(result, others)] for result in results)]
    )


def peer_table(results: Sequence[Result]) -> str:
    """Return what other SDKs came to, each with its ratio to the floor; empty if there is none."""
    peers = [name for name in _named(results) if name in PEERS]
    rows = [
        [result.what, *_figures(result, [OURS, *peers])[1:]]
        for result in results
        if not result.figures.keys().isdisjoint(peers)
    ]
    return _aligned([["what", "floor", OURS, *peers], *rows]) if rows else ""


def _named(results: Iterable[Result]) -> dict[str, None]:
    return dict.fromkeys(name for result in results for name in result.figures)


def _aligned(rows: list[list[str]]) -> str:
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    rows.insert(1, ["-" * width for width in widths])
    return "\n".join(
        f"| {' | '.join(cell.ljust(width) for cell, width in zip(row, widths))} |" for row in rows
    )


def _judgement(result: Result) -> list[str]:
    unit = result.judged_unit
    if unit == "x":
        target = f"≤ {result.limit:g} x"
        measured = f"{result.judged:.2f} x ({result.low:.2f} to {result.high:.2f})"
    else:
        target = f"≤ {result.limit:g} MB"
        measured = f"{result.judged:+.1f} MB ({result.low:+.1f} to {result.high:+.1f})"
    return [result.what, target, measured, "ok" if result.is_met else "over"]


def _figures(result: Result, others: Iterable[str]) -> list[str]:
    cells = [quantity(result.figures[name], result.unit) for name in (OURS, result.floor)]
    for name in others:
        figure = result.figures.get(name)
        cells.append(
            _NONE
            if figure is None
            else f"{quantity(figure, result.unit)} ({result.ratios[name]:.2f} x)"
        )
    return cells


def machine() -> str:
    """Return when and on what the run was made."""
    today = datetime.now(timezone.utc).date().isoformat()
    return (
        f"{today}, {_processor()}, {os.cpu_count()} cores, {platform.system()}, "
        f"Python {platform.python_version()}, httpx {metadata.version('httpx')}"
    )


def _processor() -> str:
    if sys.platform == "linux":
        with open("/proc/cpuinfo", encoding="utf-8") as lines:  # noqa: PTH123 # not a file to keep
            for line in lines:
                if line.startswith("model name"):
                    return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()


def write(path: Path, results: Iterable[Result], series: object) -> None:
    """Write all that was measured to a JSON file."""
    whole: dict[str, Any] = {
        "machine": machine(),
        "results": [{**asdict(result), "is_met": result.is_met} for result in results],
        "series": series,
    }
    path.write_text(json.dumps(whole, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
