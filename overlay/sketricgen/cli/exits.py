"""How the command ends: its exit codes, and what it says of errors."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Generator

    from .session import Session

FAILED = 1
USAGE = 2
REFUSED = 3
UNKNOWN = 4
PAUSED = 5
INTERRUPTED = 130
PIPE_CLOSED = 141  # as of a program that the signal ends

TABLE = [
    ("0", "done"),
    (str(FAILED), "the agent failed"),
    (str(USAGE), "an argument, a file or a setting is not acceptable; nothing was sent"),
    (str(REFUSED), "refused, or no answer: nothing ran"),
    (str(UNKNOWN), "unknown: it may have run, so to repeat it may do it twice"),
    (str(PAUSED), "paused: a person has to decide"),
    (str(INTERRUPTED), "interrupted"),
    (str(PIPE_CLOSED), "the reader of its output has gone"),
]


@contextmanager
def guarded(session: Session) -> Generator[None, None, None]:
    """Turn what ends a command into a message and an exit code."""
    try:
        yield
    except (KeyboardInterrupt, click.Abort):
        _say(_interruption(session))
        sys.exit(INTERRUPTED)
    except BrokenPipeError:
        _drop_output()
        sys.exit(PIPE_CLOSED)
    except Exception as error:
        from sketricgen import SketricGenError

        if isinstance(error, SketricGenError):
            _say(f"Error: {error}")
            sys.exit(code_of(error))
        if not isinstance(error, OSError):
            raise
        _drop_output()  # it may be what failed, e.g. on a full disk
        _say(f"Error: {error}")
        sys.exit(REFUSED if session.under_way is None else UNKNOWN)


def code_of(error: Exception) -> int:
    """Return the exit code for an error of the SDK."""
    from sketricgen import SketricGenJobError, SketricGenRunError, SketricGenValidationError

    if isinstance(error, (SketricGenRunError, SketricGenJobError)):
        return FAILED
    if isinstance(error, SketricGenValidationError):
        return USAGE
    return UNKNOWN if getattr(error, "maybe_executed", False) else REFUSED


def _interruption(session: Session) -> str:
    if session.under_way is None:
        return "Interrupted. Nothing was under way at the service."
    return (
        f"Interrupted. {session.under_way} may have begun and may go on at the service; to repeat "
        "the command may do it twice."
    )


def _say(text: str) -> None:
    from .output import safe

    with suppress(OSError):  # nobody may be there to read it
        click.echo(safe(text), err=True)


def _drop_output() -> None:
    """Lead standard output nowhere, since Python flushes it once more when it ends."""
    with suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
