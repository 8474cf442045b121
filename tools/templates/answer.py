"""What every answer can do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from typing_extensions import Self, dataclass_transform
else:

    def dataclass_transform(**_: Any) -> Any:
        return lambda kind: kind


_LONGEST_SHOWN = 80


@dataclass_transform(frozen_default=True)
class Answer:  # noqa: PLW1641 # it holds lists and dicts, which have no hash
    """An answer of the API, or an object in one.

    A field that was absent or null has its default: None, or an empty list. Unknown fields, and
    optional ones of another type, are in ``extra``.
    """

    extra: dict[str, Any]
    """ Other fields that the service sent. """

    def to_dict(self) -> dict[str, Any]:
        """Return the answer as a dict that can be written as JSON.

        Returns:
            The JSON object that the service sent; for an object made by hand, its fields.

        Example:
            >>> client.run_workflow_sync("echo", "Hello!").to_dict()["agent_id"]
            'echo'
        """
        from copy import deepcopy

        data = vars(self).get("_sent")
        if data is None:
            given = {name.rstrip("_"): _plain(value) for name, value in self._given().items()}
            extra = given.pop("extra", {})
            data = {**given, **extra}
        return deepcopy(data)

    model_dump = to_dict  # its name in clients that are made of pydantic

    def model_dump_json(self) -> str:
        """Return the answer as JSON.

        Returns:
            What `to_dict` returns, as text.

        Example:
            >>> client.run_workflow_sync("echo", "Hello!").model_dump_json()[:10]
            '{"agent_id'
        """
        import json

        return json.dumps(self.to_dict(), ensure_ascii=False)

    def __repr__(self) -> str:
        shown = (f"{name}={_short(value)}" for name, value in self._given().items())
        return f"{type(self).__name__}({', '.join(shown)})"

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        return all(getattr(self, name) == getattr(other, name) for name in self._names())

    def __replace__(self, **changes: Any) -> Self:
        """Return a copy with other values; `copy.replace` calls it, from Python 3.13 on."""
        values = {name: getattr(self, name) for name in self._names()}
        return type(self)(**{**values, **changes})

    def _names(self) -> tuple[str, ...]:
        """Return the names of the fields, in the order of the arguments that make an answer."""
        names: tuple[str, ...] = getattr(self, "__match_args__")  # noqa: B009 # each class has its own
        return names

    def _given(self) -> dict[str, Any]:
        values = {name: getattr(self, name) for name in self._names()}
        return {name: v for name, v in values.items() if v is not None and v not in ([], {})}

    if not TYPE_CHECKING:  # type checkers are to refuse it

        def __setattr__(self, name: str, value: object) -> None:
            raise AttributeError(
                f"{type(self).__name__} does not change, got a value for {name!r}: make a new one."
            )

        def __delattr__(self, name: str) -> None:
            raise AttributeError(
                f"{type(self).__name__} does not change, got del {name!r}: make a new one."
            )

        def __getitem__(self, key: object) -> None:
            names = self._names()
            raise TypeError(
                f"{type(self).__name__} has no items, got [{key!r}]: use "
                f"answer.{key if key in names else names[0]}, or answer.to_dict() for a dict."
            )


class WholeAnswer(Answer):
    """An answer that could have come as a stream. Taken for one, it says how to get one."""

    if not TYPE_CHECKING:  # as above

        def __iter__(self) -> None:
            raise TypeError(self._no_stream())

        __next__ = __aiter__ = __anext__ = __iter__
        __enter__ = __exit__ = __aenter__ = __aexit__ = __iter__

        def __getattr__(self, name: str) -> None:
            if name in ("collect", "text_stream"):
                raise AttributeError(self._no_stream())
            return super().__getattribute__(name)

        def _no_stream(self) -> str:
            return (
                "Only a stream can be read event by event or used in a with block, got a "
                f"{type(self).__name__}: pass stream=True, or use answer.{self._names()[0]}."
            )


def _plain(value: object) -> Any:
    if isinstance(value, list):
        return list(map(_plain, cast("list[object]", value)))
    return value.to_dict() if isinstance(value, Answer) else value


def _short(value: object) -> str:
    if isinstance(value, str):
        return repr(value if len(value) <= _LONGEST_SHOWN else f"{value[:_LONGEST_SHOWN]}...")
    text = repr(value)
    return text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}..."
