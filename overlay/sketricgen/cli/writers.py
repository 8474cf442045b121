"""Writes an answer while it arrives: as markdown for a person, else as it is."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING, Any, Callable

from .output import is_terminal, safe

if TYPE_CHECKING:
    from .output import Output

_BETWEEN_PICTURES = 0.1
_FENCES = ("```", "~~~")


class Plain:
    """Writes an answer as it is."""

    def __init__(self, output: Output) -> None:
        self.add: Callable[[str], None] = output.answer
        self.pause: Callable[[], None] = output.end_line


class Rendered:
    """Renders an answer as markdown.

    Each block of it is written for good once it is whole. The last one is drawn anew as it grows.
    """

    def __init__(self) -> None:
        from rich.console import Console
        from rich.live import Live
        from rich.markdown import Markdown

        self._console = Console(file=sys.stdout)
        self._make_live, self._markdown = Live, Markdown
        self._live: Any = None
        self._text = ""
        self._drawn = 0.0

    def add(self, text: str) -> None:
        """Write a piece of the answer."""
        self._text += safe(text)
        whole = length_of_whole_blocks(self._text)
        if whole:
            rest = self._text[whole:]
            self._text = self._text[:whole]
            self.pause()
            self._text = rest
        if time.monotonic() - self._drawn >= _BETWEEN_PICTURES and self._text.strip():
            self._draw()

    def pause(self) -> None:
        """Write what has arrived for good, so that something else can be written."""
        if self._live is not None:
            self._live.stop()
            self._live = None
        if self._text.strip():
            self._console.print(self._markdown(self._text))
        self._text = ""

    def _draw(self) -> None:
        if self._live is None:
            self._live = self._make_live(console=self._console, transient=True, auto_refresh=False)
            self._live.start()
        self._live.update(self._markdown(self._text), refresh=True)
        self._drawn = time.monotonic()


def length_of_whole_blocks(text: str) -> int:
    """Return how much of a text in markdown is blocks that are whole: a blank line ends one."""
    whole, place, fence = 0, 0, ""
    for line in text.splitlines(keepends=True):
        place += len(line)
        mark = line.lstrip()[:3]
        if mark in _FENCES and fence in ("", mark):
            fence = "" if fence else mark
        elif not fence and line.endswith("\n") and not line.strip():
            whole = place
    return whole


def writer_for(output: Output) -> Plain | Rendered:
    """Return what writes answers to standard output."""
    return Rendered() if is_terminal(sys.stdout) else Plain(output)
