"""The messages, tool calls and the like of a run, while they arrive."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Callable, Generic, TypeVar, Union

from sketricgen_api.types import Unset

from sketricgen.results import Activity, Message, ToolCall

if TYPE_CHECKING:
    from sketricgen_api.models import (
        ReasoningMessageChunkEvent,
        ReasoningMessageContentEvent,
        TextMessageChunkEvent,
        TextMessageContentEvent,
    )
    from typing_extensions import TypeAlias

T = TypeVar("T")
I = TypeVar("I", bound=Union[Message, ToolCall, Activity])  # noqa: E741 # an item

# An item, and the pieces of its text that are not joined yet.
Entry: TypeAlias = "tuple[I, list[str]]"


class Items(Generic[I]):
    """The items of one kind, by id, since they interleave.

    Their texts arrive in pieces, which are joined when the result is read: adding each piece to the
    text takes time that grows with the square of the text's length.

    Args:
        make: Makes an item of its id and its subagent.
        kept: The list of the result to which items are appended.
        text: The name of the attribute that holds the text.
    """

    def __init__(self, make: Callable[..., I], kept: list[I], text: str = "text") -> None:
        self.entries: dict[str, Entry[I]] = {}
        self._make = make
        self._kept = kept
        self._text = text
        # The item that chunks without an id go on with, by subagent; None is the agent itself.
        self._chunked: dict[str | None, str] = {}

    def get(self, id_: str, owner: str | Unset | None) -> Entry[I]:
        """Return the item of this id; it is new, and of the subagent ``owner``, if none was."""
        entry = self.entries.get(id_)
        if entry is None:
            item = self._make(id_, subagent_run_id=given(owner))
            entry = self.entries[id_] = item, []
            self._kept.append(item)
        return entry

    def of_chunk(self, id_: str | Unset | None, owner: str | Unset | None) -> Entry[I] | None:
        """Return the item that a chunk goes on with, or None if it does not say which."""
        id_ = given(id_) or self._open(given(owner))
        if id_ is None:
            return None
        entry = self.get(id_, owner)
        self._chunked[entry[0].subagent_run_id] = id_
        return entry

    def _open(self, owner: str | None) -> str | None:
        # Some services name the subagent in its first chunk alone.
        if owner is None and len(self._chunked) == 1:
            return next(iter(self._chunked.values()))
        return self._chunked.get(owner)

    def close(self, owner: str) -> None:
        """Note that a subagent has ended."""
        self._chunked.pop(owner, None)

    def join(self) -> None:
        """Join the pieces that have arrived."""
        for item, pieces in self.entries.values():
            if pieces:
                setattr(item, self._text, getattr(item, self._text) + "".join(pieces))
                pieces.clear()


class Messages(Items[Message]):
    """The messages of a run, or its reasoning; each method returns what it adds to the answer."""

    def go_on(self, event: TextMessageContentEvent | ReasoningMessageContentEvent) -> str:
        """Take the next piece of a message."""
        return appended(self.get(event.message_id, event.subagent_run_id), event.delta)

    def take_chunk(self, event: TextMessageChunkEvent | ReasoningMessageChunkEvent) -> str:
        """Take a piece of a message that may not say of which."""
        entry = self.of_chunk(event.message_id, event.subagent_run_id)
        if entry is None:
            return ""
        entry[0].role = given(getattr(event, "role", None)) or entry[0].role
        return appended(entry, given(event.delta) or "")


def appended(entry: Entry[Message], text: str) -> str:
    """Append to a message, and return what this adds to the answer."""
    message, pieces = entry
    pieces.append(text)
    return text if message.is_answer else ""


def given(value: T | Unset | None) -> T | None:
    """Return a field's value, or None if it was absent."""
    return None if isinstance(value, Unset) else value


def result_of(kind: Callable[..., T], model: Any, **known: Any) -> T:
    """Return a generated model as the class ``kind``, in which what was absent is None.

    Args:
        kind: A class with fields of the same names, and ``extra``.
        model: The generated model.
        known: The fields that are not as they are in the model.
    """
    names = [name for name in kind.__annotations__ if name != "extra"]
    values = {name: given(getattr(model, name)) for name in names}
    return kind(**{**values, "extra": model.additional_properties, **known})


def results_of(kind: Callable[..., T], sent: list[Any] | Unset | None) -> list[T]:
    """Return generated models as objects of the class ``kind``."""
    return [result_of(kind, model) for model in given(sent) or []]
