"""The events of a run, in the format of SketricGen."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

Event = dict[str, Any]

TERMINAL = frozenset({"RUN_FINISHED", "RUN_ERROR", "RUN_PAUSED_HITL"})


def event(kind: str, **fields: Any) -> Event:
    """Return one event."""
    return {"type": kind, **fields}


def message(message_id: str, text: str) -> Iterator[Event]:
    """Yield the events of a text message, one word per event."""
    yield event("TEXT_MESSAGE_START", message_id=message_id, role="assistant")
    for word in words(text):
        yield event("TEXT_MESSAGE_CONTENT", message_id=message_id, delta=word)
    yield event("TEXT_MESSAGE_END", message_id=message_id)


def reasoning(message_id: str, text: str) -> Iterator[Event]:
    """Yield the events of a reasoning message, one word per event."""
    yield event("REASONING_START", message_id=message_id)
    yield event("REASONING_MESSAGE_START", message_id=message_id, role="reasoning")
    for word in words(text):
        yield event("REASONING_MESSAGE_CONTENT", message_id=message_id, delta=word)
    yield event("REASONING_MESSAGE_END", message_id=message_id)
    yield event("REASONING_END", message_id=message_id)


def tool_call(call_id: str, name: str, arguments: str) -> Iterator[Event]:
    """Yield the events of a tool call, up to its result.

    The arguments come in fragments, which are not valid JSON by themselves.
    """
    yield event("TOOL_CALL_START", tool_call_id=call_id, tool_call_name=name)
    for fragment in re.findall(r".{1,8}", arguments, re.DOTALL):
        yield event("TOOL_CALL_ARGS", tool_call_id=call_id, delta=fragment)
    yield event("TOOL_CALL_END", tool_call_id=call_id)


def tool_result(result_id: str, call_id: str, result: str) -> Event:
    """Return the event with the result of a tool call."""
    return event(
        "TOOL_CALL_RESULT", message_id=result_id, tool_call_id=call_id, content=result, role="tool"
    )


def words(text: str) -> list[str]:
    """Split a text into words with the spaces around them; joined, they give the text."""
    return re.findall(r"\s*\S+\s*", text)
