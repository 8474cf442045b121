"""AG-UI's rules on the order of events."""

from __future__ import annotations

from collections.abc import AsyncIterable
from typing import TYPE_CHECKING, Any, overload

from sketricgen_api.types import Unset

from sketricgen.errors import SketricGenStreamError, SketricGenValidationError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterable, Iterator

    from sketricgen.events import StreamEvent

# What opens, continues and closes each kind of item, and the field with its id.
_KINDS: tuple[tuple[str, str, str, list[str], list[str]], ...] = (
    ("message", "message_id", "TEXT_MESSAGE_START", ["TEXT_MESSAGE_CONTENT"], ["TEXT_MESSAGE_END"]),
    ("tool call", "tool_call_id", "TOOL_CALL_START", ["TOOL_CALL_ARGS"], ["TOOL_CALL_END"]),
    ("step", "step_name", "STEP_STARTED", [], ["STEP_FINISHED"]),
    ("reasoning", "message_id", "REASONING_START", [], ["REASONING_END"]),
    (
        "reasoning message",
        "message_id",
        "REASONING_MESSAGE_START",
        ["REASONING_MESSAGE_CONTENT"],
        ["REASONING_MESSAGE_END"],
    ),
    (
        "subagent",
        "subagent_run_id",
        "SUBAGENT_STARTED",
        [],
        ["SUBAGENT_FINISHED", "SUBAGENT_ERROR"],
    ),
    # Before AG-UI 1.0, thoughts had no ids.
    ("thinking", "", "THINKING_START", [], ["THINKING_END"]),
    (
        "thinking message",
        "",
        "THINKING_TEXT_MESSAGE_START",
        ["THINKING_TEXT_MESSAGE_CONTENT"],
        ["THINKING_TEXT_MESSAGE_END"],
    ),
)
_OPENING = {start: (kind, field) for kind, field, start, _, _ in _KINDS}
_GOING_ON = {name: (kind, field) for kind, field, _, more, _ in _KINDS for name in more}
_CLOSING = {name: (kind, field) for kind, field, _, _, ends in _KINDS for name in ends}
_CHUNKS = {
    "TEXT_MESSAGE_CHUNK": ("message", "message_id"),
    "TOOL_CALL_CHUNK": ("tool call", "tool_call_id"),
    "REASONING_MESSAGE_CHUNK": ("reasoning message", "message_id"),
}
# Any other event ends the item that chunks of the same agent or subagent have opened.
_LEAVES_CHUNKS_OPEN = {
    "RAW",
    "ACTIVITY_SNAPSHOT",
    "ACTIVITY_DELTA",
    "REASONING_ENCRYPTED_VALUE",
}
_OWNED = "an item goes on with the agent or subagent that opened it"
_MATCHED = "START, then CONTENT or ARGS, then END, matched by id"
_AFTER = {
    "": ("RUN_STARTED", "RUN_ERROR"),
    "RUN_FINISHED": ("RUN_STARTED", "RUN_ERROR"),
    "RUN_ERROR": ("RUN_STARTED",),
    "RUN_PAUSED_HITL": ("RUN_STARTED",),
}


@overload
def verify_sequence(events: Iterable[StreamEvent]) -> Iterator[StreamEvent]: ...


@overload
def verify_sequence(events: AsyncIterable[StreamEvent]) -> AsyncIterator[StreamEvent]: ...


def verify_sequence(
    events: Iterable[StreamEvent] | AsyncIterable[StreamEvent],
) -> Iterator[StreamEvent] | AsyncIterator[StreamEvent]:
    """Check that events come in an order that AG-UI allows.

    For example, text may come only for a message that was started, and everything must be closed
    before a run finishes. Types of events that this version does not know are not checked.

    Args:
        events: The stream of a run, or any other iterable of events. It is closed, if it can be,
            when a rule is broken or the iteration is left early.

    Returns:
        An iterator over the same events; an asynchronous one if ``events`` is asynchronous.

    Raises:
        SketricGenValidationError: ``events`` is not iterable.
        SketricGenStreamError: While iterating: an event breaks a rule, which the message names.
            The events before it were delivered.

    Example:
        >>> from sketricgen.testing import verify_sequence
        >>> with client.run_workflow_sync("story", "Cats", stream=True) as stream:
        ...     types = [event.payload.type_ for event in verify_sequence(stream)]
        >>> types[-1]
        'RUN_FINISHED'
    """
    if isinstance(events, AsyncIterable):
        return _averified(events)
    if not hasattr(events, "__iter__"):
        raise SketricGenValidationError(
            f"events must be an iterable or an asynchronous iterable, got {type(events).__name__}"
        )
    return _verified(events)


def _verified(events: Iterable[StreamEvent]) -> Iterator[StreamEvent]:
    checker = SequenceChecker()
    iterator: Any = iter(events)  # perhaps a generator, which can be closed
    try:
        for event in iterator:
            checker.check(event)
            yield event
    finally:
        if hasattr(iterator, "close"):
            iterator.close()
        # A traceback may keep this frame, but a stream tells by its iterator whether it was left.
        del iterator


async def _averified(events: AsyncIterable[StreamEvent]) -> AsyncIterator[StreamEvent]:
    checker = SequenceChecker()
    iterator: Any = events.__aiter__()
    try:
        async for event in iterator:
            checker.check(event)
            yield event
    finally:
        # Awaited here, so that both are closed when this one is. The event loop would close an
        # abandoned iterator in a task of its own, at any later time.
        if hasattr(iterator, "aclose"):
            await iterator.aclose()
        del iterator  # as above


class SequenceChecker:
    """Checks the events of one stream in the order of their arrival."""

    def __init__(self) -> None:
        # The event that ended the last run, "" before the first, None while one is going on.
        self._ended: str | None = ""
        # By kind, owner and id, in order; and who opened it, "" for the agent itself.
        self._open: dict[tuple[str, str, str], str] = {}
        # Of the agent and each subagent, the kind and the id of the item that chunks have opened.
        self._chunked: dict[str, tuple[str, str]] = {}
        self._subagents: set[str] = set()  # that have ended

    def check(self, event: StreamEvent) -> None:
        """Check the next event.

        Raises:
            SketricGenStreamError: It breaks a rule; the message names the rule.
        """
        payload = event.payload
        name = getattr(payload, "type_", None)
        if not isinstance(name, str) or type(payload).__name__ == "UnknownEvent":
            return  # new kinds of events are no violation
        self._check_run(name)
        owner = _text(payload, "subagent_run_id")
        if name in _CHUNKS:
            self._check_chunk(name, payload, owner)
        elif name.startswith("RUN_") or name == "MESSAGES_SNAPSHOT":
            self._chunked.clear()
        elif name not in _LEAVES_CHUNKS_OPEN:
            self._chunked.pop(owner, None)
        self._check_item(name, payload, owner)

    def _check_run(self, name: str) -> None:
        if self._ended is not None:
            if name not in _AFTER[self._ended]:
                where = f"after {self._ended}" if self._ended else "at the beginning"
                allowed = " or ".join(_AFTER[self._ended])
                _refuse(f"{where} only {allowed} may come", f"{name} came")
        elif name == "RUN_STARTED":
            _refuse("a run must end before the next one starts", "RUN_STARTED came during a run")
        if name == "RUN_STARTED":
            self._ended = None
            self._open.clear()
            self._subagents.clear()
        elif name in _AFTER:
            if name == "RUN_FINISHED" and self._open:
                _refuse(
                    "everything must be closed before RUN_FINISHED",
                    f"{_named(next(iter(self._open)))} was still open",
                )
            self._ended = name

    def _check_item(self, name: str, payload: object, owner: str) -> None:
        if name in _OPENING:
            item = _item(_OPENING[name], payload, owner)
            if item in self._open:
                _refuse(_MATCHED, f"{name} came for {_named(item)}, which is open already")
            if name == "SUBAGENT_STARTED" and owner in self._subagents:
                _refuse(
                    "every run of a subagent has an id of its own",
                    f"{name} came for {_named(item)}, which has ended",
                )
            self._open[item] = owner
        elif name in _GOING_ON or name in _CLOSING:
            item = _item(_GOING_ON.get(name) or _CLOSING[name], payload, owner)
            if item not in self._open:
                _refuse(_MATCHED, f"{name} came for {_named(item)}, which is not open")
            if owner and owner != self._open[item]:
                _refuse(_OWNED, f"{name} came for {_named(item)} from the subagent {owner!r}")
            if name in _CLOSING:
                del self._open[item]
                if item[0] == "subagent":
                    self._subagents.add(owner)

    def _check_chunk(self, name: str, payload: object, owner: str) -> None:
        kind, field = _CHUNKS[name]
        id_ = _text(payload, field)
        item = (kind, "", id_)
        if item in self._open:
            _refuse(_MATCHED, f"{name} came for {_named(item)}, which is open already")
        # Whose open items it may go on with. A later chunk need not say whose it is.
        holders = [whose for whose, held in self._chunked.items() if held == (kind, id_ or held[1])]
        if id_ and holders and owner not in ("", *holders):
            _refuse(_OWNED, f"{name} came for {_named(item)} from the subagent {owner!r}")
        if owner in holders or (not owner and len(holders) == 1):
            return
        if not id_:
            _refuse("a first chunk carries its id", f"{name} came without {field}")
        if kind == "tool call" and not _text(payload, "tool_call_name"):
            _refuse("a first chunk carries its id and the tool's name", f"{name} lacks a name")
        self._chunked[owner] = (kind, id_)


def _item(kind_and_field: tuple[str, str], payload: object, owner: str) -> tuple[str, str, str]:
    kind, field = kind_and_field
    # Steps have no ids, so those of a subagent may bear the names of its parent's.
    return kind, owner if kind == "step" else "", _text(payload, field)


def _named(item: tuple[str, str, str]) -> str:
    kind, _, id_ = item
    return f"the {kind} {id_!r}" if id_ else f"the {kind}"


def _text(payload: object, field: str) -> str:
    value = getattr(payload, field, "")
    return "" if isinstance(value, Unset) else str(value)


def _refuse(rule: str, what: str) -> None:
    error = SketricGenStreamError(f"The stream breaks a rule of AG-UI ({rule}): {what}.")
    error.maybe_executed = True  # its events arrived
    raise error
