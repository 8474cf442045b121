"""The events of runs, as a service would send them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from sketricgen import StreamEvent

if TYPE_CHECKING:
    from collections.abc import Iterable

Event = dict[str, Any]

STARTED: Event = {"type": "RUN_STARTED", "thread_id": "c-1", "run_id": "r-1"}
FINISHED: Event = {"type": "RUN_FINISHED", "thread_id": "c-1", "run_id": "r-1"}
FAILED: Event = {"type": "RUN_ERROR", "message": "The model is gone.", "code": "model_gone"}
PAUSED: Event = {"type": "RUN_PAUSED_HITL", "request_id": "q-1", "interrupt_ids": ["i-1", "i-2"]}


def event(type_: str, **fields: Any) -> Event:
    return {"type": type_, **fields}


def begin(id_: str, **fields: Any) -> Event:
    return event("TEXT_MESSAGE_START", message_id=id_, **fields)


def say(id_: str, text: str, **fields: Any) -> Event:
    return event("TEXT_MESSAGE_CONTENT", message_id=id_, delta=text, **fields)


def end(id_: str, **fields: Any) -> Event:
    return event("TEXT_MESSAGE_END", message_id=id_, **fields)


def text_chunk(id_: str | None = None, text: str = "", **fields: Any) -> Event:
    named = {} if id_ is None else {"message_id": id_}
    return event("TEXT_MESSAGE_CHUNK", **named, delta=text, **fields)


def call(id_: str, name: str) -> Event:
    return event("TOOL_CALL_START", tool_call_id=id_, tool_call_name=name)


def args(id_: str, text: str) -> Event:
    return event("TOOL_CALL_ARGS", tool_call_id=id_, delta=text)


def end_call(id_: str) -> Event:
    return event("TOOL_CALL_END", tool_call_id=id_)


def result(id_: str, content: Any) -> Event:
    return event("TOOL_CALL_RESULT", tool_call_id=id_, content=content)


def call_chunk(id_: str | None = None, text: str = "", **fields: Any) -> Event:
    named = {} if id_ is None else {"tool_call_id": id_}
    return event("TOOL_CALL_CHUNK", **named, delta=text, **fields)


def sent(events: Iterable[Event]) -> list[StreamEvent]:
    """Returns events as a stream delivers them."""
    return [StreamEvent(json.dumps(event)) for event in events]
