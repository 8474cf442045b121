"""A string that does not show itself."""

from __future__ import annotations

from typing import Any, NoReturn


class Secret(str):
    """A string whose representation hides it and which refuses to be pickled.

    It is what stands in local variables and attributes wherever the API key passes, so that a
    traceback printed with its variables, a log record or a pickle cannot tell it.
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


def hidden(value: Any) -> Any:
    """Return ``value`` as a `Secret` if it is a string; for the first line of a function."""
    return Secret(value) if isinstance(value, str) else value
