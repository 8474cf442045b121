"""Keeping the API key out of errors, log lines and the variables of frames."""

from __future__ import annotations

import os
import re
from dataclasses import is_dataclass
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any, Callable, TypeVar, cast

from sketricgen._models import is_list, is_object
from sketricgen.config import Secret
from sketricgen.errors import SketricGenError
from sketricgen.results import Answer

if TYPE_CHECKING:
    from collections.abc import Iterable

E = TypeVar("E", bound=SketricGenError)

# Shorter keys occur in any text, and are not worth hiding.
_SHORTEST_KEY = 8
# A cut may leave the beginning of a key; a shorter one, as "sk-", gives nothing away.
_SHORTEST_BEGINNING = 4

_HIDDEN = "***"
_CUT = "…"
_LONGEST_CUT = 10_000  # what was cut is short
# One of these is in every text in which a key is spelled in another way than its own.
_ESCAPES = ("\\", "%", "&", "\0", "\ufffd", "\xc2", "\xc3")

# A placeholder for the key, which is put in when a request is written to the network, so that no
# frame of httpcore or h11 shows the key.
STAND_IN = os.urandom(16).hex().encode()


class SecretBytes(bytes):
    """Bytes whose representation hides them, for the value of a header."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "b'***'"

    def __bytes__(self) -> bytes:
        return self  # `bytes(…)` would copy them into plain ones

    def __getitem__(self, key: Any) -> Any:
        part = cast("Any", super()).__getitem__(key)
        return SecretBytes(part) if isinstance(part, bytes) else part

    def decode(self, encoding: str = "utf-8", errors: str = "strict") -> str:
        """Return the text, which hides itself too."""
        return Secret(super().decode(encoding, errors))


class SealedBytes(SecretBytes):
    """The same, but h11, which writes headers, gets a placeholder instead of the bytes.

    Code that looks at a request in between, as mocking libraries do, finds what is in it.
    """

    __slots__ = ()

    def __bytes__(self) -> bytes:
        return STAND_IN


def redact(error: E, key: str | None) -> E:
    """Return an error that is about to be raised, with the key hidden wherever it was.

    Args:
        error: The error. The frames it has passed through and the error before it are dropped,
            since they hold what the server sent.
        key: The API key; None if nothing was sent.
    """
    error.__traceback__ = error.__context__ = error.__cause__ = None
    if key is None or len(key) < _SHORTEST_KEY:
        return error
    hide = partial(hidden, key=key)
    # A stack rather than recursion, since what a server sent may be nested deeper than that goes.
    holders: list[Any] = [error]
    seen: set[int] = set()
    while holders:
        holder = holders.pop()
        if id(holder) not in seen:
            seen.add(id(holder))
            holders += _hide_in(holder, hide)
    error.args = tuple(map(hide, error.args))
    return error


def hidden(value: Any, key: str) -> Any:
    """Return a string with asterisks in place of the key, however it is spelled."""
    if not isinstance(value, str) or len(key) < _SHORTEST_KEY:
        return value
    # In any case, since names of headers are read in lower case, and servers write as they like.
    if any(mark in value for mark in _ESCAPES) or key.lower() in value.lower():
        value = _replacer(key)(value)
    is_cut = len(value) < _LONGEST_CUT and _CUT in value
    return _without_beginning(value, key) if is_cut else value


def _hide_in(holder: Any, hide: Callable[[Any], Any]) -> Iterable[Any]:
    """Hide the key in the strings right in ``holder``, and return all that is in it."""
    if is_object(holder):
        items = [(hide(name), hide(value)) for name, value in holder.items()]
        holder.clear()
        holder.update(items)
        return holder.values()
    if is_list(holder):
        holder[:] = map(hide, holder)
        return holder
    kind: type[Any] = holder.__class__
    fields: dict[str, Any]
    if is_dataclass(kind) or issubclass(kind, (SketricGenError, Answer)):
        fields = holder.__dict__
    else:
        return cast("Iterable[Any]", holder) if kind is tuple else ()
    for name, value in list(fields.items()):
        is_tuple = isinstance(value, tuple)
        changed = tuple(map(hide, cast("Iterable[Any]", value))) if is_tuple else hide(value)
        if changed != value:
            object.__setattr__(holder, name, changed)  # some classes are frozen
    return list(fields.values())


def _without_beginning(text: str, key: str) -> str:
    parts = text.split(_CUT)
    for index, part in enumerate(parts[:-1]):
        for size in range(len(key) - 1, _SHORTEST_BEGINNING - 1, -1):
            if part[-size:].lower() == key[:size].lower():
                parts[index] = part[:-size] + _HIDDEN
                break
    return _CUT.join(parts)


@lru_cache(maxsize=8)
def _replacer(key: str) -> Callable[[str], str]:
    # Between two characters: the zeros of UTF-16 and UTF-32, and the backslashes of JSON and repr.
    pattern = Secret(r"\x00{0,3}\\{0,8}".join(map(_spellings, key)))
    return partial(re.compile(pattern, re.IGNORECASE).sub, _HIDDEN)


def _spellings(character: str) -> str:
    """Return a pattern for the ways in which JSON, HTML, URLs and Python write a character."""
    from html import escape  # here, since its table of entities takes a while to load

    code = ord(character)
    forms = {re.escape(character), re.escape(escape(character)), f"&#0*{code};"}
    forms |= {rf"\\u{code:04x}", rf"\\x{code:02x}", f"%{code:02x}", f"&#x0*{code:x};"}
    if not character.isascii():
        encoded = character.encode()
        forms |= {"\ufffd", encoded.decode("latin-1")}
        forms |= {"".join(f"{mark}{byte:02x}" for byte in encoded) for mark in (r"\\x", "%")}
    return f"(?:{'|'.join(sorted(forms))})"
