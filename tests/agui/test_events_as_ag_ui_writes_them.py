"""Each event leaves as AG-UI 1.0 writes it, and AG-UI's own models accept it."""

from __future__ import annotations

import json
from typing import Any

import pytest
from sketricgen import StreamEvent
from sketricgen.agui.events import Translator

from .browser import IDS, accepted

STARTED = {"type": "RUN_STARTED", **IDS, "protocolVersion": "1.0"}
TOOL = {"type": "TOOL_CALL_START", "tool_call_id": "c", "tool_call_name": "find"}


def translated(*events: Any) -> list[dict[str, Any]]:
    translator = Translator(*IDS.values())
    written = [
        each
        for event in events
        for each in translator.translate(StreamEvent(json.dumps(event), "message"))
    ]
    for event in written:
        accepted(event)
    return written


def one(event: Any) -> dict[str, Any]:
    """What becomes of an event that comes after `RUN_STARTED`."""
    first, *others = translated({"type": "RUN_STARTED", "thread_id": "t", "run_id": "r"}, event)
    assert first == STARTED
    (only,) = others
    return only


@pytest.mark.parametrize(
    ("sent", "written"),
    [
        (
            {"type": "TEXT_MESSAGE_START", "message_id": "m", "subagent_run_id": "s"},
            {
                "type": "TEXT_MESSAGE_START",
                "messageId": "m",
                "role": "assistant",
                "subagentRunId": "s",
            },
        ),
        (
            {"type": "TEXT_MESSAGE_START", "message_id": "m", "role": "user", "name": None},
            {"type": "TEXT_MESSAGE_START", "messageId": "m", "role": "user"},
        ),
        (
            {"type": "TEXT_MESSAGE_CONTENT", "messageId": "m", "message_id": "n", "delta": ""},
            {"type": "TEXT_MESSAGE_CONTENT", "messageId": "n", "delta": ""},
        ),
        (
            {**TOOL, "parent_message_id": "m"},
            {
                "type": "TOOL_CALL_START",
                "toolCallId": "c",
                "toolCallName": "find",
                "parentMessageId": "m",
            },
        ),
        (
            {"type": "REASONING_MESSAGE_START", "message_id": "m"},
            {"type": "REASONING_MESSAGE_START", "messageId": "m", "role": "reasoning"},
        ),
        (
            {"type": "STATE_SNAPSHOT", "snapshot": None, "raw_event": None, "metadata": None},
            {"type": "STATE_SNAPSHOT", "snapshot": None},
        ),
        (
            {"type": "CUSTOM_EVENT", "name": "done", "value": {"by_whom": None}},
            {"type": "CUSTOM", "name": "done", "value": {"by_whom": None}},
        ),
        (
            {"type": "CUSTOM_EVENT", "some_kind": "note", "timestamp": 1},
            {
                "type": "CUSTOM",
                "name": "CUSTOM_EVENT",
                "value": {"some_kind": "note"},
                "timestamp": 1000,
            },
        ),
        (
            {"type": "CUSTOM", "name": "ping"},
            {"type": "CUSTOM", "name": "ping", "value": None},
        ),
        (
            {"type": "RUN_FINISHED", "result": {"some_key": 1}},
            {"type": "RUN_FINISHED", **IDS, "result": {"some_key": 1}},
        ),
        (
            {"type": "RUN_ERROR", "message": "gone", "code": None},
            {"type": "RUN_ERROR", "message": "gone"},
        ),
        (
            {"type": "RUN_ERROR", "code": 7},
            {"type": "RUN_ERROR", "message": "The run failed. No reason was given."},
        ),
        (
            {"type": "RUN_ERROR", "message": "gone", "code": 7},
            {"type": "RUN_ERROR", "message": "gone"},
        ),
    ],
)
def test_an_event_gets_ag_uis_keys_and_what_ag_ui_requires(sent: Any, written: Any) -> None:
    assert one(sent) == written


def test_keys_are_respelled_in_the_objects_of_the_document_and_nowhere_else() -> None:
    call = {"id": "c", "function": {"name": "find", "arguments": '{"some_key": 1}'}}
    messages = [
        {"id": "1", "role": "assistant", "content": None, "tool_calls": [call, {"id": "d"}]},
        {"id": "2", "role": "tool", "tool_call_id": "c", "metadata": {"some_key": 1}},
    ]
    snapshot = one({"type": "MESSAGES_SNAPSHOT", "messages": messages})
    nothing = {"name": "", "arguments": ""}
    assert snapshot["messages"] == [
        {
            "id": "1",
            "role": "assistant",
            "toolCalls": [
                {**call, "type": "function"},
                {"id": "d", "type": "function", "function": nothing},
            ],
        },
        {
            "id": "2",
            "role": "tool",
            "toolCallId": "c",
            "content": "",
            "metadata": {"some_key": 1},
        },
    ]
    usage = [{"input_tokens": 3, "cached_input_tokens": 1, "model": None}]
    metadata = {"some_key": {"another_key": None}}
    finished = one({"type": "RUN_FINISHED", "usage": usage, "metadata": metadata})
    assert finished["usage"] == [{"inputTokens": 3, "cachedInputTokens": 1}]
    assert finished["metadata"] == metadata


@pytest.mark.parametrize(
    ("content", "written"),
    [
        ("42", "42"),
        (None, ""),
        ({"some_key": 1}, '{"some_key": 1}'),
        ([1, 2], "[1, 2]"),
        ([{"type": "text", "text": "42"}], [{"type": "text", "text": "42"}]),
    ],
)
def test_the_result_of_a_tool_is_a_text_or_parts(content: Any, written: Any) -> None:
    result = one({"type": "TOOL_CALL_RESULT", "tool_call_id": "c", "content": content})
    assert result == {
        "type": "TOOL_CALL_RESULT",
        "messageId": "result_c",
        "toolCallId": "c",
        "content": written,
    }


@pytest.mark.parametrize(
    ("sent", "written"),
    [
        (1640995200, 1640995200000),
        (1640995200.25, 1640995200250),
        (1640995200250.5, 1640995200250),
        (1e300, None),
        (float("nan"), None),
    ],
)
def test_a_time_is_a_whole_number_of_milliseconds(sent: float, written: int | None) -> None:
    finished = one({"type": "RUN_FINISHED", "timestamp": sent})
    assert finished.get("timestamp") == written


def test_metadata_that_is_no_object_is_left_out() -> None:
    assert one({"type": "RAW", "event": 1, "metadata": "x"}) == {"type": "RAW", "event": 1}


def test_thoughts_of_ag_ui_before_1_0_become_reasoning() -> None:
    kinds = ["START", "TEXT_MESSAGE_START", "TEXT_MESSAGE_CONTENT", "TEXT_MESSAGE_END"]
    sent = [{"type": f"THINKING_{kind}"} for kind in [*kinds, *kinds[1:], "END"]]
    for each in (sent[2], sent[5]):
        each["delta"] = "hm"
    _, *written = translated(*sent)
    assert [(each["type"], each["messageId"]) for each in written] == [
        ("REASONING_START", "thinking"),
        ("REASONING_MESSAGE_START", "thinking_1"),
        ("REASONING_MESSAGE_CONTENT", "thinking_1"),
        ("REASONING_MESSAGE_END", "thinking_1"),
        ("REASONING_MESSAGE_START", "thinking_2"),
        ("REASONING_MESSAGE_CONTENT", "thinking_2"),
        ("REASONING_MESSAGE_END", "thinking_2"),
        ("REASONING_END", "thinking"),
    ]


@pytest.mark.parametrize("sent", [{"type": "NEW_KIND", "some_key": 1}, [1], {"no": "type"}])
def test_what_is_not_known_arrives_whole_and_changes_nothing(sent: Any) -> None:
    assert one(sent) == {"type": "RAW", "event": sent, "source": "sketricgen"}


def test_a_stream_begins_with_the_start_of_its_run_whatever_the_service_sends_first() -> None:
    first, second = translated({"type": "STATE_SNAPSHOT", "snapshot": 1})
    assert (first, second["type"]) == (STARTED, "STATE_SNAPSHOT")
    assert translated({"type": "RUN_STARTED", "input": {"user_input": "Hi"}}) == [STARTED]
    assert translated({"type": "RUN_ERROR", "message": "no"})[0]["type"] == "RUN_ERROR"


@pytest.mark.parametrize(
    "ending", [{"type": "RUN_PAUSED_HITL", "request_id": "q", "interrupt_ids": ["i"]}, None]
)
def test_what_is_open_is_closed_before_its_run_ends(ending: Any) -> None:
    opened = [
        {"type": "SUBAGENT_STARTED", "subagent_run_id": "s", "name": "helper"},
        {"type": "SUBAGENT_STARTED", "subagent_run_id": "gone", "name": "helper"},
        {"type": "SUBAGENT_ERROR", "subagent_run_id": "gone", "message": "no"},
        {"type": "STEP_STARTED", "step_name": "look"},
        {**TOOL, "subagent_run_id": "s"},
        {"type": "TEXT_MESSAGE_START", "message_id": "m"},
        {"type": "TEXT_MESSAGE_START", "message_id": "closed"},
        {"type": "TEXT_MESSAGE_END", "message_id": "closed"},
    ]
    written = translated(*opened, ending or {"type": "RUN_FINISHED"})
    suspended = {"outcome": {"type": "suspended"}} if ending else {}
    assert written[len(opened) + 1 : -1] == [
        {"type": "TEXT_MESSAGE_END", "messageId": "m"},
        {"type": "TOOL_CALL_END", "toolCallId": "c", "subagentRunId": "s"},
        {"type": "STEP_FINISHED", "stepName": "look"},
        {"type": "SUBAGENT_FINISHED", "subagentRunId": "s", **suspended},
    ]
    assert written[-1]["type"] == "RUN_FINISHED"
