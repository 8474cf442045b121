"""Formats results as Markdown tables, which are readable in a terminal too, and as JSON."""

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
_IN_README = ("import", "call", "events-20")


def seconds(value: float) -> str:
    """Return a time in a suitable unit."""
    unit = next((u for u, size in _SMALLEST.items() if abs(value) >= size), "µs")
    return f"{value / _SMALLEST[unit]:.3g} {unit}"


def quantity(value: float, unit: Unit) -> str:
    """Return a figure with its unit."""
    if unit == "B":
        kilobytes = value / 1024
        return f"{kilobytes:.1f} kB" if kilobytes < 100 else f"{kilobytes / 1024:.1f} MB"
    return seconds(value) if unit == "s" else f"{value:g}"


def tables(results: Sequence[Result]) -> str:
    """Return all tables that have rows, with a note below the first."""
    parts = (table(results), note(results), streams_table(results), peer_table(results))
    return "\n\n".join(part for part in parts if part)


def table(results: Sequence[Result]) -> str:
    """Return the main table: targets, measurements, and other libraries."""
    results = [result for result in results if result.cell is None]
    if not results:
        return ""
    others = [name for name in _named(results) if name not in (OURS, FLOOR, *PEERS)]
    head = ["what", "target", "measured (lowest to highest)", "", "sketricgen", "floor", *others]
    return _aligned(
        [head, *([*_judgement(result), *_figures(result, others)] for result in results)]
    )


def note(results: Sequence[Result]) -> str:
    """Return the ratios of results with another floor to the usual one; empty without any."""
    return "\n".join(
        f"{result.what.partition(', against')[0]}: {result.usual_ratio:.2f} x against httpx with "
        "the packages that the SDK installs."
        for result in results
        if result.usual_ratio is not None
    )


def streams_table(results: Sequence[Result]) -> str:
    """Return the table of open streams, a row for each number of them; empty without any."""
    cells: dict[str, dict[str, str]] = {}
    columns: dict[str, str] = {}
    for result in results:
        if result.cell is not None:
            row, column = result.cell
            columns[column] = f"{column} (≤ {result.limit:g} x)"
            ours, floor = (quantity(result.figures[name], result.unit) for name in (OURS, FLOOR))
            ratio = f"{result.judged:.2f} x"
            whole = f"{ratio} {_verdict(result)}: {ours}, {floor}"
            cells.setdefault(row, {})[column] = whole
    rows = [[row, *(of.get(column, _NONE) for column in columns)] for row, of in cells.items()]
    return _aligned([["what", *columns.values()], *rows]) if rows else ""


def peer_table(results: Sequence[Result]) -> str:
    """Return a table of other SDKs with their ratios to the floor; empty if none was measured."""
    peers = [name for name in _named(results) if name in PEERS]
    rows = [
        [result.what, *_figures(result, [OURS, *peers])[1:]]
        for result in results
        if not result.figures.keys().isdisjoint(peers)
    ]
    return _aligned([["what", "floor", OURS, *peers], *rows]) if rows else ""


def readme_table(results: Sequence[Result]) -> str:
    """Return the table of the README: three rows, and only medians."""
    head = ["what", "target", "measured", "official SDK"]
    rows: list[list[str]] = []
    for result in results:
        if result.name in _IN_README:
            what, target, measured, _ = _judgement(result)
            official = result.ratios.get("official")
            ratio = _NONE if official is None else f"{official:.2f} x"
            rows.append([what, target, measured.partition(" (")[0], ratio])
    return _aligned([head, *rows])


def _named(results: Iterable[Result]) -> dict[str, None]:
    return dict.fromkeys(name for result in results for name in result.figures)


def _aligned(rows: list[list[str]]) -> str:
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    rows.insert(1, ["-" * width for width in widths])
    return "\n".join(
        f"| {' | '.join(cell.ljust(width) for cell, width in zip(row, widths))} |" for row in rows
    )


def _judgement(result: Result) -> list[str]:
    unit = "" if result.judged_unit == "threads" else result.judged_unit
    sign, digits = ("+", 1) if unit == "MB" else ("", 2 if unit == "x" else 0)
    middle, *ends = (f"{v:{sign}.{digits}f}" for v in (result.judged, result.low, result.high))
    measured = f"{middle} {unit}".rstrip() + f" ({' to '.join(ends)})"
    return [result.what, f"≤ {result.limit:g} {unit}".rstrip(), measured, _verdict(result)]


def _verdict(result: Result) -> str:
    return "ok" if result.is_met else "over"


def _figures(result: Result, others: Iterable[str]) -> list[str]:
    return [_figure(result, name) for name in (OURS, result.floor)] + [
        _figure(result, name, with_ratio=True) for name in others
    ]


def _figure(result: Result, name: str, *, with_ratio: bool = False) -> str:
    figure = result.figures.get(name)
    if figure is None:
        return _NONE
    ratio = f" ({result.ratios[name]:.2f} x)" if with_ratio and name in result.ratios else ""
    return quantity(figure, result.unit) + ratio


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
