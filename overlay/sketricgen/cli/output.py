"""What a command writes: the answer to standard output, all else to standard error."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any, Callable

import click

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

# What others write must not steer the terminal: colours, titles, the clipboard.
_CONTROLS = dict.fromkeys([*range(9), *range(11, 32), *range(127, 160)])


def safe(text: str) -> str:
    """Return ``text`` without the characters that steer a terminal."""
    return text.translate(_CONTROLS)


def is_terminal(stream: Any) -> bool:
    """Return whether a person reads or writes ``stream``, which is None if it was closed."""
    return stream is not None and bool(stream.isatty())


class Output:
    """Writes for one command.

    Args:
        quiet: True to write nothing to standard error but errors.

    Attributes:
        pause: Makes room on a terminal for a line beside the answer.
    """

    def __init__(self, *, quiet: bool = False) -> None:
        self.quiet = quiet
        self._within_line = False
        self.pause: Callable[[], None] = self.end_line

    def answer(self, text: str) -> None:
        """Write a piece of the answer at once; as it is, unless a terminal would obey it."""
        click.echo(safe(text) if is_terminal(sys.stdout) else text, nl=False)
        self._within_line = not text.endswith("\n")

    def end_line(self) -> None:
        """End the line that the answer has begun."""
        if self._within_line:
            self._within_line = False
            click.echo()

    def json(self, value: Any) -> None:
        """Write a JSON value on a line of its own, at once."""
        import json  # the help does without

        click.echo(json.dumps(value, ensure_ascii=False))

    def note(self, text: str) -> None:
        """Write a line about what happens, unless that is not wanted."""
        if not self.quiet:
            self.warn(text)

    def warn(self, text: str) -> None:
        """Write a line that a person should see in any case."""
        if is_terminal(sys.stdout):
            self.pause()
        click.echo(safe(text), err=True)

    def table(self, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
        """Write rows: as a table for a person, else separated by tabs."""
        texts = [[_cell(value) for value in row] for row in rows]
        if not is_terminal(sys.stdout):
            for row in [list(columns), *texts]:
                click.echo("\t".join(row))
            return
        from rich import box
        from rich.console import Console
        from rich.table import Table
        from rich.text import Text

        table = Table(*columns, box=box.SIMPLE, pad_edge=False)
        for row in texts:
            table.add_row(*map(Text, row))
        Console(file=sys.stdout).print(table)


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, (list, tuple)):
        return ", ".join(map(_cell, value))  # pyright: ignore[reportUnknownArgumentType]
    return safe(str(value)).replace("\n", " ").replace("\t", " ")
