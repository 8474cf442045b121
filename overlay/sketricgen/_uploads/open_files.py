"""Reads a file that the caller opened, whole, so that other uploads of it do not interfere."""

from __future__ import annotations

import os
import threading
from contextlib import contextmanager
from inspect import isawaitable, iscoroutine
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from sketricgen.errors import SketricGenValidationError, shown

if TYPE_CHECKING:
    from collections.abc import Generator

    Turn = tuple[threading.Lock, int]

# In bytes. Some files reserve as much memory as they are asked to read.
_PIECE = 1024 * 1024

# Which thread reads which open file; an entry counts as long as its lock is held.
_reading: dict[tuple[int, int], Turn] = {}


def refused(file: Path | str, problem: str) -> SketricGenValidationError:
    """Return the error for a file, which is given by its path or its bare name."""
    error = SketricGenValidationError(f"{shown(str(file))} {problem.rstrip('.')}.")
    error.file_name = Path(file).name
    return error


def read_open_file(stream: IO[Any], name: str, most: int) -> tuple[bytes, int]:
    """Return the content of an open file from its current position, and its size.

    If it can seek, its position is restored. It is read in one go, because between two pieces
    another upload could move it, or code of the caller could close it.

    Args:
        stream: The file.
        name: Its name, for messages.
        most: How many bytes it may have; of a longer one just enough is read to find out.

    Raises:
        SketricGenValidationError: It cannot be read.
    """
    try:
        with _turn(stream, name):
            _check(stream.read(0), name)
            if not _can_seek(stream):
                content = _read(stream, name, most + 1)
                return content, len(content)
            start = stream.tell()
            try:
                content = _read(stream, name, most + 1)
                if len(content) <= most:
                    return content, len(content)
                stream.seek(0, os.SEEK_END)
                return content, stream.tell() - start
            finally:
                stream.seek(start)
    except SketricGenValidationError:
        raise
    except Exception as error:  # it may be code of the caller
        reason = _reason_of(error)
    raise refused(name, f"cannot be read: {reason}")


def _reason_of(error: Exception) -> str:
    try:
        return shown(str(error) or type(error).__name__)[1:-1]
    except Exception:  # it has a `__str__` of the caller
        return type(error).__name__


def _read(stream: IO[Any], name: str, most: int) -> bytes:
    pieces: list[bytes] = []
    while most > 0:
        piece = stream.read(min(most, _PIECE))
        _check(piece, name)
        if not piece:
            break
        pieces.append(piece)
        most -= len(piece)
    return b"".join(pieces)


def _check(piece: object, name: str) -> None:
    """Check that a file gave bytes."""
    if isinstance(piece, (bytes, bytearray)):
        return
    if piece is None:
        raise refused(name, "must be in blocking mode: its read() returned None")
    if isawaitable(piece):
        if iscoroutine(piece):
            piece.close()  # else Python warns that nobody awaits it
        raise refused(
            name,
            "must be a file opened with open(), got an async one. Pass what it reads: "
            "await file.read()",
        )
    got = "a text file" if isinstance(piece, str) else f"{type(piece).__name__} from its read()"
    raise refused(name, f"must be open in binary mode ('rb'), got {got}")


def _can_seek(stream: IO[Any]) -> bool:
    # Some streams of the standard library seek but lack the method that says so.
    says = getattr(stream, "seekable", None)
    return bool(says()) if says is not None else hasattr(stream, "seek")


@contextmanager
def _turn(stream: IO[Any], name: str) -> Generator[None, None, None]:
    """Let one thread at a time read a file, since reading moves it.

    An interrupt can only leave an entry whose lock is free, which the next reader removes.
    """
    # A fork copies the entries, but not the threads that would remove them.
    key = os.getpid(), id(stream)
    mine = threading.Lock(), threading.get_ident()
    with mine[0]:
        while True:
            holder = _reading.setdefault(key, mine)
            if holder is mine:
                break
            if holder[1] == mine[1] and holder[0].locked():
                raise refused(name, "is being read by the code that this call interrupted")
            with holder[0]:  # once it has finished
                _leave(key, holder)
        try:
            yield
        finally:
            _leave(key, mine)


def _leave(key: tuple[int, int], turn: Turn) -> None:
    """Remove an entry; the caller holds its lock, so nobody else does."""
    if _reading.get(key) is turn:
        del _reading[key]
