"""Strings that hide themselves: the API key, and the values of a gateway's headers."""

from __future__ import annotations

from typing import Any, NoReturn


class Secret(str):
    """A string whose representation hides it and which refuses to be pickled.

    The API key is one in every variable and attribute, so that no traceback printed with its
    variables, no log record and no pickle shows it.
    """

    __slots__ = ()

    def __repr__(self) -> str:
        return "'***'"

    def __getitem__(self, key: Any) -> Secret:
        # Printers cut long strings before they show them.
        return Secret(super().__getitem__(key))

    def __reduce__(self) -> NoReturn:
        raise TypeError(
            "The API key is not pickled. Make a client in each process, "
            "e.g. with SketricGenClient.from_env()."
        )


def hide(value: Any) -> Any:
    """Return ``value`` as a `Secret` if it is a string; for the first line of a function."""
    # Not `str(value)`, which gives the name of a member of an enumeration.
    return Secret(str.__str__(value)) if isinstance(value, str) else value
