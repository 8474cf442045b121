"""The messages, tool calls and the like of a run, while they arrive."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Callable, Generic, TypeVar, Union

from sketricgen_api.types import Unset

from sketricgen.results import (
    Activity,
    HitlActionRequest,
    HitlReviewConfig,
    Message,
    RunInterrupt,
    TokenUsage,
    ToolCall,
)

if TYPE_CHECKING:
    from typing_extensions import TypeAlias

T = TypeVar("T")
A = TypeVar("A", RunInterrupt, TokenUsage, HitlActionRequest, HitlReviewConfig)
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


def given(value: T | Unset | None) -> T | None:
    """Return a field's value, or None if it was absent."""
    return None if isinstance(value, Unset) else value


def answers_of(kind: type[A], sent: list[Any] | Unset | None) -> list[A]:
    """Return generated models as answers, in which what was absent is None."""
    names = [name for name in kind.__match_args__ if name != "extra"]
    answers: list[A] = []
    for model in given(sent) or []:
        values: dict[str, Any] = {name: given(getattr(model, name)) for name in names}
        answers.append(kind(**values, extra=model.additional_properties))
    return answers
