"""The document's own objects are read in either spelling at every depth, application data never."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sketricgen import StreamEvent, UnknownEvent
from sketricgen_api.models import (
    RunInterrupt,
    RunOutcome,
    SnapshotFunction,
    SnapshotMessage,
    SnapshotToolCall,
    TokenUsage,
)

# Its keys are of both spellings, and it holds nulls.
OWN = {"toolCallId": None, "tool_call_id": [{"messageId": None}], "inputTokens": {"a_b": None}}


def read(fields: dict[str, Any]) -> Any:
    return StreamEvent(json.dumps(fields)).payload


def payload(type_: str, **fields: Any) -> Any:
    return read({"type": type_, **fields})


def test_the_objects_at_the_end_of_a_run() -> None:
    interrupt = {"id": "i", "toolCallId": "c", "expiresAt": None, "responseSchema": OWN}
    end = payload(
        "RUN_FINISHED",
        usage=[{"inputTokens": 3, "cacheWriteInputTokens": None, "model": "m"}],
        outcome={"type": "interrupt", "pendingToolCallIds": ["c"], "interrupts": [interrupt]},
    )
    assert end.usage == [TokenUsage(input_tokens=3, model="m")]
    waits = RunInterrupt("i", tool_call_id="c", response_schema=OWN)
    assert end.outcome == RunOutcome("interrupt", ["c"], [waits])


def test_the_messages_of_a_snapshot() -> None:
    calls = [{"id": "c", "type": "function", "function": {"name": "add", "arguments": None}}]
    snapshot = payload(
        "MESSAGES_SNAPSHOT",
        messages=[
            {"id": "a", "role": "assistant", "content": None, "toolCalls": calls, "name": None},
            {"id": "t", "role": "tool", "content": "2", "toolCallId": "c", "error": None},
            {"id": "p", "role": "activity", "activityType": "PLAN", "content": OWN},
        ],
    )
    call = SnapshotToolCall("c", "function", SnapshotFunction("add"))
    assert snapshot.messages == [
        SnapshotMessage("a", "assistant", None, tool_calls=[call]),
        SnapshotMessage("t", "tool", "2", tool_call_id="c"),
        SnapshotMessage("p", "activity", OWN, activity_type="PLAN"),
    ]


def test_the_outcome_of_a_subagent() -> None:
    outcome = {"type": "suspended", "interruptIds": ["i"], "other": None}
    ended = payload("SUBAGENT_FINISHED", subagentRunId="s", outcome=outcome)
    assert ended.outcome.interrupt_ids == ["i"]
    assert ended.outcome.additional_properties == {}


@pytest.mark.parametrize(
    ("type_", "field", "more"),
    [
        ("CUSTOM", "value", {}),
        ("RAW", "event", {}),
        ("STATE_SNAPSHOT", "snapshot", {}),
        ("RUN_FINISHED", "result", {}),
        ("RUN_FINISHED", "metadata", {}),
        ("RUN_FINISHED", "raw_event", {}),
        ("RUN_STARTED", "input", {"thread_id": "c", "run_id": "r"}),
        ("TOOL_CALL_RESULT", "content", {"tool_call_id": "c"}),
        ("ACTIVITY_SNAPSHOT", "content", {"message_id": "m", "activity_type": "PLAN"}),
    ],
)
def test_application_data_is_left_as_it_is(type_: str, field: str, more: Any) -> None:
    event = payload(type_, **more, **{field: OWN})
    assert event.to_dict()[field] == OWN


@pytest.mark.parametrize("field", ["content", "metadata"])
def test_application_data_in_a_snapshot_is_left_as_it_is(field: str) -> None:
    message = {"id": "m", "role": "user", field: OWN}
    (kept,) = payload("MESSAGES_SNAPSHOT", messages=[message]).messages
    assert getattr(kept, field) == OWN


def test_patches_are_left_as_they_are() -> None:
    assert payload("STATE_DELTA", delta=[OWN, None]).delta == [OWN, None]


def test_what_was_sent_is_not_changed() -> None:
    event = StreamEvent(json.dumps({"type": "RUN_FINISHED", "usage": [{"inputTokens": None}]}))
    assert event.payload is not None
    assert event.json() == {"type": "RUN_FINISHED", "usage": [{"inputTokens": None}]}


def test_fields_within_that_the_document_does_not_know_are_kept() -> None:
    end = payload("RUN_FINISHED", usage=[{"inputTokens": 1, "seconds": 2}])
    assert end.usage[0]["seconds"] == 2
    assert end.usage[0].input_tokens == 1


@pytest.mark.parametrize(
    ("type_", "fields", "reason"),
    [
        ("RUN_FINISHED", {"usage": [{}, 1]}, "its usage does not fit: a part is not an object"),
        ("RUN_FINISHED", {"outcome": {}}, "its outcome does not fit: it lacks type"),
        (
            "RUN_FINISHED",
            {"outcome": {"type": "interrupt", "interrupts": [{"id": 1}]}},
            "its outcome does not fit: its interrupts does not fit: its id is not a string",
        ),
        ("RUN_FINISHED", {"outcome": {"type": "success", "pendingToolCallIds": 1}}, "pending_tool"),
        ("MESSAGES_SNAPSHOT", {"messages": [{"role": "user"}]}, "it lacks id"),
    ],
)
def test_a_part_that_does_not_fit_is_named(type_: str, fields: Any, reason: str) -> None:
    unknown = payload(type_, **fields)
    assert isinstance(unknown, UnknownEvent)
    assert reason in unknown.reason


@pytest.mark.parametrize(
    ("type_", "field"), [("STATE_SNAPSHOT", "snapshot"), ("RAW", "event")], ids=str
)
def test_a_null_that_old_encoders_leave_out_is_read_as_one(type_: str, field: str) -> None:
    assert payload(type_) == payload(type_, **{field: None})
    assert getattr(payload(type_), field) is None


def test_a_count_may_be_written_as_a_decimal_number() -> None:
    assert payload("RUN_FINISHED", usage=[{"inputTokens": 3.0}]).usage[0].input_tokens == 3


TEXTS = st.text(max_size=4)
USAGE = st.fixed_dictionaries(
    {}, optional={"model": TEXTS, "input_tokens": st.integers(), "total_tokens": st.integers()}
)
INTERRUPT = st.fixed_dictionaries(
    {"id": TEXTS}, optional={"tool_call_id": TEXTS, "metadata": st.just(OWN)}
)
OUTCOME = st.fixed_dictionaries(
    {"type": TEXTS},
    optional={
        "pending_tool_call_ids": st.lists(TEXTS, max_size=2),
        "interrupts": st.lists(INTERRUPT, max_size=2),
    },
)
CALL = st.fixed_dictionaries(
    {"id": TEXTS}, optional={"function": st.fixed_dictionaries({"name": TEXTS, "arguments": TEXTS})}
)
MESSAGE = st.fixed_dictionaries(
    {"id": TEXTS, "role": TEXTS},
    optional={
        "content": TEXTS | st.just(OWN),
        "tool_calls": st.lists(CALL, max_size=2),
        "tool_call_id": TEXTS,
        "subagent_run_id": TEXTS,
    },
)
EVENTS = st.fixed_dictionaries(
    {"type": st.just("RUN_FINISHED")},
    optional={"usage": st.lists(USAGE, max_size=2), "outcome": OUTCOME, "result": st.just(OWN)},
) | st.fixed_dictionaries(
    {"type": st.just("MESSAGES_SNAPSHOT"), "messages": st.lists(MESSAGE, max_size=3)}
)
OPAQUE = {"result", "metadata", "content"}


def camel_case(key: str) -> str:
    first, *others = key.split("_")
    return first + "".join(map(str.capitalize, others))


def respelled(value: Any) -> Any:
    if isinstance(value, list):
        return [respelled(part) for part in value]
    if not isinstance(value, dict):
        return value
    kept = {k: v if k in OPAQUE else respelled(v) for k, v in value.items()}
    return {camel_case(key): part for key, part in kept.items()}


@pytest.mark.unmeasured
@settings(max_examples=150, deadline=None)
@given(EVENTS)
def test_both_spellings_give_the_same(fields: dict[str, Any]) -> None:
    event, twin = read(fields), read(respelled(fields))
    assert not isinstance(event, UnknownEvent)
    assert event == twin
