"""The events of a run, as AG-UI 1.0 writes them."""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING, Any, cast

import attrs
from sketricgen_api.types import Unset

from sketricgen import SketricGenStreamError
from sketricgen.events import UnknownEvent

from .asking import interrupt_id, list_of, object_of

if TYPE_CHECKING:
    from typing import Callable

    from sketricgen import StreamEvent
    from sketricgen.events import EventPayload

    Json = dict[str, Any]

PROTOCOL_VERSION = "1.0"
_HITL_EVENT = "deep_agents_hitl"

# What AG-UI calls the events that it does not have, or no longer.
_RENAMED = {
    "CUSTOM_EVENT": "CUSTOM",
    "RUN_PAUSED_HITL": "RUN_FINISHED",
    "THINKING_START": "REASONING_START",
    "THINKING_END": "REASONING_END",
    "THINKING_TEXT_MESSAGE_START": "REASONING_MESSAGE_START",
    "THINKING_TEXT_MESSAGE_CONTENT": "REASONING_MESSAGE_CONTENT",
    "THINKING_TEXT_MESSAGE_END": "REASONING_MESSAGE_END",
}
# The event that closes what an event opens, and the field that both name it by.
_OPENS = {
    "TEXT_MESSAGE_START": ("TEXT_MESSAGE_END", "messageId"),
    "TOOL_CALL_START": ("TOOL_CALL_END", "toolCallId"),
    "REASONING_START": ("REASONING_END", "messageId"),
    "REASONING_MESSAGE_START": ("REASONING_MESSAGE_END", "messageId"),
    "STEP_STARTED": ("STEP_FINISHED", "stepName"),
    "SUBAGENT_STARTED": ("SUBAGENT_FINISHED", "subagentRunId"),
}
_CLOSES = {**dict(_OPENS.values()), "SUBAGENT_ERROR": "subagentRunId"}
_OBJECTS = ("metadata", "responseSchema")
# A Unix time of this size can only be in milliseconds.
_MILLISECONDS = 10**11
_LARGEST = 2**53 - 1


class Translator:
    """Writes the events of one run as AG-UI has them, in an order that AG-UI allows.

    Args:
        thread_id: The conversation, as the browser calls it.
        run_id: The run, as the browser calls it.
    """

    def __init__(self, thread_id: str, run_id: str) -> None:
        self._ids = {"threadId": thread_id, "runId": run_id}
        self._is_started = False
        self._open: dict[tuple[str, str], Json] = {}
        self._thoughts = 0
        self._said: Json = {}
        self._fillers: dict[str, Callable[[Json], Json]] = {
            "RUN_STARTED": self._start,
            "RUN_FINISHED": lambda data: {**data, **self._ids},
            "RUN_PAUSED_HITL": self._pause,
            "CUSTOM": self._custom,
            "CUSTOM_EVENT": self._custom,
            "TEXT_MESSAGE_START": lambda data: {"role": "assistant", **data},
            "REASONING_MESSAGE_START": lambda data: {**data, "role": "reasoning"},
            "TOOL_CALL_RESULT": _filled_result,
            "MESSAGES_SNAPSHOT": _filled_snapshot,
        }

    def translate(self, event: StreamEvent) -> list[Json]:
        """Return what to send for one event.

        Raises:
            SketricGenStreamError: It cannot be read, although the run ends with it.
        """
        data = _json_of(event.payload)
        type_: str = data["type"]
        if type_.startswith("THINKING_"):
            data = self._with_id(data)
        if type_ in self._fillers:
            data = self._fillers[type_](data)
        before: list[Json] = []
        if not self._is_started and type_ != "RUN_ERROR":
            self._is_started = True
            if type_ != "RUN_STARTED":
                before = [self._start({})]
        data["type"] = _RENAMED.get(data["type"], data["type"])
        if data["type"] == "RUN_FINISHED":
            before += self._closings(is_paused=type_ == "RUN_PAUSED_HITL")
        self._follow(data)
        return [*before, data]

    def _start(self, data: Json) -> Json:
        # `input` is what the service was asked, in its own spelling.
        kept = {key: value for key, value in data.items() if key != "input"}
        return {"type": "RUN_STARTED", **kept, **self._ids, "protocolVersion": PROTOCOL_VERSION}

    def _with_id(self, data: Json) -> Json:
        """Give the thoughts of AG-UI before 1.0 the ids that they did not have."""
        if data["type"] == "THINKING_TEXT_MESSAGE_START":
            self._thoughts += 1
            data = {**data, "role": "reasoning"}
        if data["type"] in ("THINKING_START", "THINKING_END"):
            return {**data, "messageId": "thinking"}
        return {**data, "messageId": f"thinking_{self._thoughts}"}

    def _custom(self, data: Json) -> Json:
        if "value" not in data:
            common = ("type", "name", "timestamp", "rawEvent", "metadata", "subagentRunId")
            value = {key: each for key, each in data.items() if key not in common}
            data = {key: each for key, each in data.items() if key in common}
            data["value"] = value or None
        if data.get("name") == _HITL_EVENT:
            value = object_of(data["value"])
            self._said = object_of(_part(value, "hitl_request")) or value
        return {"name": data["type"], **data}

    def _pause(self, data: Json) -> Json:
        request_id: str = data.pop("requestId")
        said, ids = self._said, data.pop("interruptIds")
        if _part(said, "request_id") not in (None, request_id):
            said = {}  # it is about another pause
        nothing: list[Any] = [{}]
        actions = list_of(_part(said, "action_requests")) or nothing * (len(ids) or 1)
        configs = list_of(_part(said, "review_configs")) + nothing * len(actions)
        interrupts = [
            _interrupt(interrupt_id(request_id, number, len(actions)), *map(object_of, about))
            for number, about in enumerate(zip(actions, configs), 1)
        ]
        return {**data, **self._ids, "outcome": {"type": "interrupt", "interrupts": interrupts}}

    def _follow(self, data: Json) -> None:
        """Note what an event opens or closes."""
        type_: str = data["type"]
        if type_ in _OPENS:
            end, key = _OPENS[type_]
            owner = {k: data[k] for k in (key, "subagentRunId") if k in data}
            self._open[end, data[key]] = {"type": end, **owner}
        elif type_ in _CLOSES:
            end = "SUBAGENT_FINISHED" if type_ == "SUBAGENT_ERROR" else type_
            self._open.pop((end, data[_CLOSES[type_]]), None)

    def _closings(self, *, is_paused: bool) -> list[Json]:
        """Return the ends of what is still open, which AG-UI wants before that of the run."""
        closings = list(reversed(self._open.values()))
        self._open.clear()
        if is_paused:
            for closing in closings:
                if closing["type"] == "SUBAGENT_FINISHED":
                    closing["outcome"] = {"type": "suspended"}
        return closings


def _interrupt(id_: str, action: Json, config: Json) -> Json:
    allowed = list_of(_part(config, "allowed_decisions"))
    message = {"type": "string", "description": "Words for the agent."}
    properties: Json = {"approved": {"type": "boolean"}, "message": message}
    schema: Json = {"type": "object", "properties": properties}
    if allowed and "respond" not in allowed:
        schema["required"] = ["approved"]
    name = action.get("name")
    wish = f"run {name}" if isinstance(name, str) else "go on"
    about = {"action": action, "allowedDecisions": allowed}
    return {
        "id": id_,
        "reason": "confirmation",
        "message": f"The agent asks for your approval to {wish}.",
        "responseSchema": schema,
        "metadata": {"sketricgen": {key: value for key, value in about.items() if value}},
    }


def _part(data: Json, name: str) -> Any:
    """Return a part of an object of the service, in whichever of its spellings it has."""
    return data.get(name, data.get(_camel_case(name)))


def _filled_result(data: Json) -> Json:
    content = data["content"]
    if not isinstance(content, str) and not _are_parts(content):
        content = "" if content is None else json.dumps(content)
    return {"messageId": f"result_{data['toolCallId']}", **data, "content": content}


def _are_parts(content: object) -> bool:
    parts = list_of(content)
    return parts == content and all("type" in object_of(part) for part in parts)


def _filled_snapshot(data: Json) -> Json:
    for message in data["messages"]:
        if message["role"] != "assistant":
            message.setdefault("content", "")
        for call in message.get("toolCalls", ()):
            call["type"] = "function"
            call["function"] = {"name": "", "arguments": "", **call.get("function", {})}
    return data


def _json_of(payload: EventPayload) -> Json:
    if not isinstance(payload, UnknownEvent):
        return _object_from(payload)
    said = object_of(payload.data)
    if payload.type_ == "RUN_STARTED":
        return {"type": "RUN_STARTED"}
    if payload.type_ == "RUN_ERROR":
        message = said.get("message")
        message = message if isinstance(message, str) else "The run failed. No reason was given."
        return {"type": "RUN_ERROR", "message": message}
    if payload.type_ in ("RUN_FINISHED", "RUN_PAUSED_HITL"):
        raise SketricGenStreamError(
            f"The event {payload.type_}, which ends the run, cannot be read: {payload.reason}."
        )
    # AG-UI's consumers may refuse what they do not know; this one changes nothing for them.
    return {"type": "RAW", "event": payload.data, "source": "sketricgen"}


@cache
def _fields_of(kind: Any) -> list[tuple[str, str, bool]]:
    """Return the fields of a generated model: name, AG-UI's name, and whether it is required."""
    return [
        (field.name, _camel_case(field.name), field.default is attrs.NOTHING)
        for field in attrs.fields(kind)
        if field.name != "additional_properties"
    ]


def _camel_case(attribute: str) -> str:
    first, *others = attribute.rstrip("_").split("_")
    return first + "".join(word.capitalize() for word in others)


def _object_from(model: Any) -> Json:
    """Return an object of the API's document with AG-UI's keys; other data in it stays as it is."""
    data: Json = dict(model.additional_properties)
    for attribute, key, is_required in _fields_of(cast("Any", type(model))):
        value = cast("object", getattr(model, attribute))
        is_absent = isinstance(value, Unset) or (value is None and not is_required)
        if is_absent or (key in _OBJECTS and not object_of(value)):
            data.pop(key, None)
        elif key == "timestamp":
            data |= _timestamp(cast("float", value))
        else:
            data[key] = _value_from(value)
    return data


def _value_from(value: object) -> Any:
    if isinstance(value, list):
        return list(map(_value_from, cast("list[object]", value)))
    return _object_from(value) if attrs.has(type(value)) else value


def _timestamp(value: float) -> Json:
    """Return a time in milliseconds, as is usual in AG-UI; nothing for one that it cannot have."""
    if abs(value) < _MILLISECONDS:
        value *= 1000
    return {"timestamp": int(value)} if abs(value) <= _LARGEST else {}  # never so for NaN
