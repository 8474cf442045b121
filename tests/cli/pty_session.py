"""A command at a real terminal, and what it shows there."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import TracebackType

    from typing_extensions import Self

COMMAND = [sys.executable, "-m", "sketricgen.cli"]


class PtySession:
    """Runs a command at a pseudo-terminal of its own."""

    def __init__(self, *arguments: str) -> None:
        self._arguments = arguments
        self.shown = b""

    def __enter__(self) -> Self:
        import pty

        self._ours, theirs = pty.openpty()
        self._process = subprocess.Popen(
            [*COMMAND, *self._arguments],
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            start_new_session=True,
        )
        os.close(theirs)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._process.kill()
        self._process.wait()
        os.close(self._ours)

    def type(self, text: str) -> None:
        """Types a text, as a person does."""
        os.write(self._ours, text.encode())

    def until(self, text: str) -> str:
        """Reads until a text is shown, and returns what was shown since the last call."""
        while text.encode() not in self.shown:
            piece = self._read()
            assert piece, f"{text!r} is not in {self.shown!r}"
            self.shown += piece
        before, found, self.shown = self.shown.partition(text.encode())
        return (before + found).decode()

    def rest(self) -> str:
        """Reads to the end, and returns it."""
        piece = self._read()
        while piece:
            self.shown += piece
            piece = self._read()
        return self.shown.decode()

    def code(self) -> int:
        """Returns the exit code."""
        return self._process.wait()

    def _read(self) -> bytes:
        try:
            return os.read(self._ours, 4096)
        except OSError:  # Linux says so that the command has ended
            return b""
