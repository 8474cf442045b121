"""Draws CPU time against events as an SVG: ``python -m benchmarks.plot FILE.json docs/events.svg``.

The file is written by ``python -m benchmarks --series --json FILE.json``.
"""

from __future__ import annotations

import json
import math
import sys
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .series import Series

_WIDTH, _HEIGHT = 760, 440
_LEFT, _RIGHT, _TOP, _BOTTOM = 70, 220, 48, 60
_STYLES = (
    ("#7a8793", "6 4"),
    ("#0b6bcb", "none"),
    ("#b08a3e", "6 4"),
    ("#c2410c", "none"),
    ("#5b8c3a", "2 3"),
)
_PAPER, _INK, _GRID = "#ffffff", "#24292f", "#d8dee4"


class Scale:
    """Converts numbers to positions on an axis that begins at 0."""

    def __init__(self, most: float, start: float, end: float) -> None:
        self.step = _round_step(most / 5)
        self.most = math.ceil(most / self.step) * self.step
        self._start, self._end = start, end

    def __call__(self, value: float) -> float:
        return round(self._start + value / self.most * (self._end - self._start), 1)

    def marks(self) -> list[float]:
        """Return the numbers to write at the axis."""
        return [self.step * number for number in range(round(self.most / self.step) + 1)]


def _round_step(least: float) -> float:
    magnitude = 10.0 ** math.floor(math.log10(least))
    return next(magnitude * factor for factor in (1, 2, 5, 10) if magnitude * factor >= least)


def drawn(series: Series, machine: str) -> str:
    """Return the plot as an SVG document."""
    points = [point for line in series.values() for point in line]
    across = Scale(max(count for count, _ in points), _LEFT, _WIDTH - _RIGHT)
    up = Scale(max(seconds for _, seconds in points), _HEIGHT - _BOTTOM, _TOP)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" '
        f'width="{_WIDTH}" height="{_HEIGHT}" font-family="sans-serif" font-size="12" '
        f'fill="{_INK}" role="img" aria-label="CPU time against the number of events">',
        f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="{_PAPER}"/>',
        _text(_LEFT, 22, "Reading a stream of 20 events per chunk", "start", size=15),
        *_axes(across, up),
        *_lines(series, across, up),
        _text(_WIDTH - 10, _HEIGHT - 6, machine, "end", size=9),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _axes(across: Scale, up: Scale) -> Iterable[str]:
    for mark in across.marks():
        yield _rule(across(mark), up(0), across(mark), up(up.most))
        yield _text(across(mark), up(0) + 18, f"{mark:,.0f}", "middle")
    for mark in up.marks():
        yield _rule(across(0), up(mark), across(across.most), up(mark))
        yield _text(across(0) - 8, up(mark) + 4, f"{mark:g}", "end")
    yield _text(across(across.most / 2), up(0) + 40, "events in the stream", "middle")
    middle = up(up.most / 2)
    yield (
        f'<text transform="translate(20 {middle}) rotate(-90)" text-anchor="middle">'
        "CPU time in seconds</text>"
    )


def _lines(series: Series, across: Scale, up: Scale) -> Iterable[str]:
    # The legend is in the order in which the lines end, from top to bottom.
    order = sorted(series, key=lambda label: series[label][-1][1], reverse=True)
    for place, label in enumerate(order):
        colour, dashes = _STYLES[list(series).index(label) % len(_STYLES)]
        style = f'stroke="{colour}" stroke-width="2" stroke-dasharray="{dashes}" fill="none"'
        path = " ".join(f"{across(count)},{up(seconds)}" for count, seconds in series[label])
        yield f'<polyline points="{path}" {style}/>'
        for count, seconds in series[label]:
            yield f'<circle cx="{across(count)}" cy="{up(seconds)}" r="2.5" fill="{colour}"/>'
        left, top = _WIDTH - _RIGHT + 16, _TOP + 12 + 36 * place
        yield f'<line x1="{left}" y1="{top}" x2="{left + 26}" y2="{top}" {style}/>'
        yield _text(left + 32, top + 4, label, "start")
        count, seconds = series[label][-1]
        yield _text(left + 32, top + 18, f"{seconds / count * 1e6:.2f} µs per event", "start", 11)


def _text(x: float, y: float, words: str, anchor: str, size: int = 12) -> str:
    place = f'x="{x}" y="{y}" text-anchor="{anchor}" font-size="{size}"'
    return f"<text {place}>{escape(words)}</text>"


def _rule(x1: float, y1: float, x2: float, y2: float) -> str:
    return f'<line x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}" stroke="{_GRID}"/>'


def main(source: str, target: str) -> None:
    """Draw the series in ``source``, and write the SVG to ``target``."""
    measured = json.loads(Path(source).read_text(encoding="utf-8"))
    Path(target).write_text(drawn(measured["series"], measured["machine"]), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
