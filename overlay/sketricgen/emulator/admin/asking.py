"""A request to the control plane, and what is the same for several of them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sketricgen.emulator.errors import AdminError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sketricgen.emulator.admin.seeds import Item
    from sketricgen.emulator.validation import Fields

MAX_LIMIT = 100
_NUMBER = re.compile(r"[0-9]{1,50}")


@dataclass(frozen=True)
class Ask:
    """A request.

    Attributes:
        path: The parameters of the path.
        query: The parameters of the query.
        body: The body; empty for a request without one.
    """

    path: Mapping[str, str]
    query: Mapping[str, str]
    body: Fields

    def window(self, default: int) -> tuple[int, int]:
        """Read `limit`, which is cut to `MAX_LIMIT`, and `offset`.

        Raises:
            AdminError: If one of them is not a number, or too small.
        """
        return min(self._number("limit", default, 1), MAX_LIMIT), self._number("offset", 0, 0)

    def _number(self, name: str, default: int, least: int) -> int:
        text = self.query.get(name, str(default))
        number = int(text) if _NUMBER.fullmatch(text) else -1
        if number < least:
            raise invalid(f"{name} must be an integer of at least {least}, got {text!r}.", 400)
        return number


def page(ask: Ask, name: str, items: list[Item], size: int) -> Item:
    """Return the page of a list that `next_token` asks for."""
    token = ask.query.get("next_token", "")
    start = _start(token, name) if token else 0
    end = start + size
    next_token = f"{name}:{end}".encode().hex() if end < len(items) else None
    return {name: items[start:end], "next_token": next_token}


def _start(token: str, name: str) -> int:
    try:
        listed, _, start = bytes.fromhex(token).decode("ascii").partition(":")
    except ValueError:
        listed = start = ""
    if listed != name or not _NUMBER.fullmatch(start):
        raise invalid("next_token must be one that this list gave.", 400)
    return int(start)


def invalid(message: str, status: int = 422) -> AdminError:
    """Return the error of a request that breaks a rule: 422 for its body, 400 for its query."""
    return AdminError(status, "validation_error", message)


def not_found(kind: str) -> AdminError:
    """Return the error of an id that names nothing, such as "knowledge base"."""
    code = f"{kind.lower().replace(' ', '_')}_not_found"
    return AdminError(404, code, f"{kind} not found.")
