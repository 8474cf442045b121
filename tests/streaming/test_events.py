"""What an event's data is read as."""

from __future__ import annotations

import json
import traceback
from typing import Any

import pytest
from sketricgen import SketricGenStreamError, StreamEvent, UnknownEvent
from sketricgen.events import (
    CustomEvent,
    RunErrorEvent,
    RunFinishedEvent,
    RunStartedEvent,
    StateSnapshotEvent,
    TextMessageContentEvent,
    TextMessageStartEvent,
    ToolCallResultEvent,
)
from sketricgen_api.models import RunOutcome, TokenUsage
from sketricgen_api.types import UNSET

CONTENT = {"type": "TEXT_MESSAGE_CONTENT", "message_id": "m-1", "delta": "Hi"}


def event(**fields: Any) -> StreamEvent:
    return StreamEvent(json.dumps(fields))


def unknown(**fields: Any) -> UnknownEvent:
    payload = event(**fields).payload
    assert isinstance(payload, UnknownEvent)
    return payload


def test_a_payload_is_the_class_of_its_type() -> None:
    payload = event(**CONTENT).payload
    assert isinstance(payload, TextMessageContentEvent)
    assert (payload.type_, payload.message_id, payload.delta) == (
        "TEXT_MESSAGE_CONTENT",
        "m-1",
        "Hi",
    )


def test_a_payload_is_made_once() -> None:
    one = event(**CONTENT)
    assert one.payload is one.payload
    assert one.json() is one.json()


def test_an_event_that_is_only_passed_on_is_not_read() -> None:
    broken = StreamEvent("{")
    assert broken.data == "{"
    assert not broken.is_terminal


def test_the_parts_of_a_payload_are_typed_too() -> None:
    outcome = {"type": "interrupt", "interrupts": [{"id": "i-1"}]}
    payload = event(type="RUN_FINISHED", outcome=outcome, usage=[{"input_tokens": 3}]).payload
    assert isinstance(payload, RunFinishedEvent)
    assert isinstance(payload.outcome, RunOutcome)
    assert payload.usage == [TokenUsage(input_tokens=3)]


def test_fields_that_nobody_knows_are_kept() -> None:
    payload = event(**CONTENT, mood="fine").payload
    assert isinstance(payload, TextMessageContentEvent)
    assert payload.additional_properties == {"mood": "fine"}


@pytest.mark.parametrize("name", ["CUSTOM", "CUSTOM_EVENT"])
def test_both_names_of_a_custom_event_give_its_class(name: str) -> None:
    payload = event(type=name, name="progress", value=1).payload
    assert isinstance(payload, CustomEvent)
    assert (payload.type_, payload.name, payload.value) == (name, "progress", 1)


def test_a_type_that_is_not_known_gives_an_unknown_event() -> None:
    payload = unknown(type="INVENTED", deep={"er": [1]})
    assert payload.type_ == "INVENTED"
    assert payload.data == {"type": "INVENTED", "deep": {"er": [1]}}
    assert "type is not known" in payload.reason


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"type": "TEXT_MESSAGE_CONTENT", "delta": "Hi"}, "lacks message_id"),
        ({**CONTENT, "delta": 1}, "delta is not a string"),
        ({**CONTENT, "message_id": None}, "message_id is not a string"),
        ({"type": "STATE_DELTA", "delta": {"op": "add"}}, "delta is not a list"),
        ({"type": "ACTIVITY_DELTA", "patch": []}, "lacks activity_type"),
        ({"type": "RUN_PAUSED_HITL", "request_id": "q"}, "lacks interrupt_ids"),
        ({"type": "RUN_PAUSED_HITL", "request_id": "q", "interrupt_ids": "i"}, "not a list"),
        ({"type": "TEXT_MESSAGE_CHUNK", "message_id": "m-1", "delta": 1}, "delta"),
        ({"type": "TEXT_MESSAGE_START", "message_id": "m-1", "role": ["user"]}, "role"),
        ({"type": "RUN_FINISHED", "usage": [1]}, "usage"),
        ({"type": "RUN_FINISHED", "usage": 1}, "usage"),
        ({"type": "RUN_FINISHED", "outcome": {}}, "outcome"),
        ({"type": "RUN_FINISHED", "outcome": {"type": "interrupt", "interrupts": [1]}}, "outcome"),
    ],
)
def test_an_event_that_does_not_fit_is_unknown_and_says_why(
    fields: dict[str, Any], reason: str
) -> None:
    payload = unknown(**fields)
    assert payload.type_ == fields["type"]
    assert payload.data == fields
    assert payload.reason
    assert reason in payload.reason


@pytest.mark.parametrize("type_", [None, 1, True, ["RUN_STARTED"], {"RUN_STARTED": 1}])
def test_a_type_that_is_no_string_is_none(type_: object) -> None:
    assert unknown(type=type_).type_ is None


@pytest.mark.parametrize("data", ["[1]", '"text"', "1", "null", "true"])
def test_json_that_is_no_object_is_unknown(data: str) -> None:
    payload = StreamEvent(data).payload
    assert payload == UnknownEvent(None, json.loads(data), "it is not a JSON object")


@pytest.mark.parametrize("data", ["", " ", "{", "Hello", "[DONE]", '{"a": 1'])
def test_data_that_is_not_json_is_an_error_where_it_is_read(data: str) -> None:
    one = StreamEvent(data)
    with pytest.raises(SketricGenStreamError, match="not JSON") as caught:
        _ = one.payload
    assert len(str(caught.value)) < 200
    with pytest.raises(SketricGenStreamError, match="not JSON"):
        one.json()
    assert not one.is_terminal


def test_the_traceback_of_an_error_of_reading_shows_no_other() -> None:
    with pytest.raises(SketricGenStreamError) as caught:
        StreamEvent("{").json()
    shown = "".join(traceback.format_exception(caught.type, caught.value, caught.tb))
    assert "During handling" not in shown


class TestSpelling:
    def test_keys_in_camel_case_are_read(self) -> None:
        payload = event(
            type="RUN_STARTED", threadId="c-1", runId="r-1", parentRunId="r-0", rawEvent=[1]
        ).payload
        assert isinstance(payload, RunStartedEvent)
        assert (payload.thread_id, payload.run_id) == ("c-1", "r-1")
        assert (payload.parent_run_id, payload.raw_event) == ("r-0", [1])
        assert payload.additional_properties == {}

    def test_both_spellings_mix(self) -> None:
        payload = event(type="RUN_STARTED", threadId="c-1", run_id="r-1").payload
        assert isinstance(payload, RunStartedEvent)
        assert (payload.thread_id, payload.run_id) == ("c-1", "r-1")

    def test_the_spelling_of_the_service_counts_where_both_stand(self) -> None:
        payload = event(**CONTENT, messageId="m-2").payload
        assert isinstance(payload, TextMessageContentEvent)
        assert payload.message_id == "m-1"
        assert payload.additional_properties == {"messageId": "m-2"}

    def test_data_of_the_application_keeps_its_spelling(self) -> None:
        own = {"messageId": 1, "runId": {"threadId": 2}}
        payload = event(type="CUSTOM", value=own, metadata=own, rawEvent=own).payload
        assert isinstance(payload, CustomEvent)
        assert payload.value == payload.metadata == payload.raw_event == own

    def test_results_and_states_keep_their_spelling(self) -> None:
        own = [{"runId": 1}]
        finished = event(type="RUN_FINISHED", result=own).payload
        state = event(type="STATE_SNAPSHOT", snapshot=own).payload
        content = event(type="TOOL_CALL_RESULT", toolCallId="t", content=own).payload
        assert isinstance(finished, RunFinishedEvent)
        assert isinstance(state, StateSnapshotEvent)
        assert isinstance(content, ToolCallResultEvent)
        assert finished.result == state.snapshot == content.content == own

    def test_the_data_itself_stays_as_it_was_sent(self) -> None:
        one = event(type="RUN_STARTED", threadId="c-1", runId=None)
        assert isinstance(one.payload, UnknownEvent)
        assert one.json() == {"type": "RUN_STARTED", "threadId": "c-1", "runId": None}
        assert one.payload.data == one.json()


class TestNull:
    def test_null_stands_for_an_absent_field(self) -> None:
        payload = event(type="TEXT_MESSAGE_START", message_id="m-1", role=None, name=None).payload
        assert isinstance(payload, TextMessageStartEvent)
        assert payload.role is payload.name is UNSET

    def test_null_stands_for_an_absent_field_in_camel_case(self) -> None:
        payload = event(type="RUN_STARTED", threadId="c", runId="r", parentRunId=None).payload
        assert isinstance(payload, RunStartedEvent)
        assert payload.parent_run_id is UNSET

    def test_null_is_a_value_where_anything_may_stand(self) -> None:
        state = event(type="STATE_SNAPSHOT", snapshot=None).payload
        custom = event(type="CUSTOM", name="n", value=None).payload
        finished = event(type="RUN_FINISHED", result=None).payload
        assert isinstance(state, StateSnapshotEvent)
        assert isinstance(custom, CustomEvent)
        assert isinstance(finished, RunFinishedEvent)
        assert state.snapshot is custom.value is finished.result is None

    def test_null_within_data_of_the_application_stays(self) -> None:
        payload = event(type="CUSTOM", value={"a": None}).payload
        assert isinstance(payload, CustomEvent)
        assert payload.value == {"a": None}


class TestEventName:
    def test_it_stands_in_for_a_missing_type(self) -> None:
        payload = StreamEvent('{"message": "Gone."}', "RUN_ERROR").payload
        assert isinstance(payload, RunErrorEvent)
        assert (payload.type_, payload.message) == ("RUN_ERROR", "Gone.")

    def test_it_does_not_overrule_a_type(self) -> None:
        assert isinstance(StreamEvent(json.dumps(CONTENT), "x").payload, TextMessageContentEvent)

    def test_it_names_an_unknown_event(self) -> None:
        payload = StreamEvent('{"a": 1}', "INVENTED").payload
        assert payload == UnknownEvent("INVENTED", {"a": 1}, "its type is not known")

    def test_the_name_of_events_without_one_is_no_type(self) -> None:
        payload = StreamEvent("{}").payload
        assert payload == UnknownEvent(None, {}, "its type is not known")

    def test_it_makes_an_event_terminal(self) -> None:
        assert StreamEvent("{}", "RUN_FINISHED").is_terminal
        assert not StreamEvent('{"type": "CUSTOM"}', "RUN_FINISHED").is_terminal
        assert not StreamEvent("no JSON", "RUN_FINISHED").is_terminal


@pytest.mark.parametrize(
    ("type_", "terminal"),
    [
        ("RUN_FINISHED", True),
        ("RUN_ERROR", True),
        ("RUN_PAUSED_HITL", True),
        ("RUN_STARTED", False),
        ("SUBAGENT_ERROR", False),
        ("run_finished", False),
    ],
)
def test_three_types_are_terminal(type_: str, terminal: bool) -> None:
    assert event(type=type_).is_terminal is terminal
