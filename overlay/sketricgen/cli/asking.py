"""Asks the person at the terminal: for messages, and for what is to be decided."""

from __future__ import annotations

import sys
from contextlib import contextmanager, suppress
from importlib import import_module
from typing import TYPE_CHECKING, Any

from .output import is_terminal
from .reading import short

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

    from sketricgen import HitlRequest

    from .output import Output

_KINDS = ("approve", "reject", "respond")
_LONGEST_HISTORY = 1_000


def ask(prompt: str) -> str:
    """Return the next line; the prompt is for a person only.

    Raises:
        EOFError: There is none.
    """
    if is_terminal(sys.stdin):
        return input(prompt)
    line = sys.stdin.readline()
    if not line:
        raise EOFError
    return line.rstrip("\n")


def decide(output: Output, request: HitlRequest) -> list[Any]:
    """Ask for a decision on each action of a paused run, and return them."""
    decisions: list[Any] = []
    for number, action in enumerate(request.action_requests):
        configs = request.review_configs[number : number + 1]
        allowed = (configs[0].allowed_decisions if configs else []) or list(_KINDS)
        output.warn(f"The agent asks: {action.name}({short(action.args)})")
        decisions.append(_decision(output, allowed))
    return decisions


def _decision(output: Output, allowed: list[str]) -> Any:
    from sketricgen import HitlDecision, SketricGenValidationError

    words = {"respond": "respond WORDS"}
    choices = ", ".join(words.get(each, each) for each in allowed)
    while True:
        kind, _, said = ask(f"{choices}? ").strip().partition(" ")
        try:
            if kind in allowed and (said.strip() or kind != "respond"):
                kinds: Any = kind
                return HitlDecision(kinds, said.strip() or None)
        except SketricGenValidationError as error:
            output.warn(f"Error: {error}")
        output.warn(f"Please answer with one of: {choices}.")


@contextmanager
def history() -> Generator[None, None, None]:
    """Remember what is typed at a terminal, for the arrow keys, from one chat to the next."""
    readline = _readline() if is_terminal(sys.stdin) else None
    if readline is None:
        yield
        return
    path = history_file()
    with suppress(OSError):
        readline.read_history_file(path)
    readline.set_history_length(_LONGEST_HISTORY)
    try:
        yield
    finally:
        with suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.touch(mode=0o600)
            readline.write_history_file(path)


def _readline() -> Any:
    try:
        return import_module("readline")
    except ImportError:  # Windows has none
        return None


def history_file() -> Path:
    """Return where the messages of earlier chats are."""
    from platformdirs import user_state_path

    return user_state_path("sketricgen", appauthor=False) / "history"
