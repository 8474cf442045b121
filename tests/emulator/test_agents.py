from __future__ import annotations

import json
from typing import Any

import pytest
from sketricgen.emulator.agents import AGENTS

from tests.emulator.caller import FILES, Caller

_ENDS = {"RUN_FINISHED", "RUN_ERROR", "RUN_PAUSED_HITL"}
_OPENS_AND_CLOSES = {
    "TEXT_MESSAGE": ("message_id", {"CONTENT"}),
    "TOOL_CALL": ("tool_call_id", {"ARGS"}),
    "REASONING_MESSAGE": ("message_id", {"CONTENT"}),
}


def _joined(events: list[Any], kind: str = "TEXT_MESSAGE_CONTENT") -> str:
    return "".join(event["delta"] for event in events if event["type"] == kind)


def _check_order(events: list[Any]) -> None:
    """Follow the events of one run and fail on the first that is out of order."""
    assert events[0]["type"] == "RUN_STARTED"
    assert [event["type"] in _ENDS for event in events] == [False] * (len(events) - 1) + [True]
    is_open: set[tuple[str, str]] = set()
    for event in events[1:-1]:
        family, _, moment = event["type"].rpartition("_")
        if family == "STEP":
            thing = (family, event["step_name"])
        elif family in _OPENS_AND_CLOSES:
            thing = (family, event[_OPENS_AND_CLOSES[family][0]])
        elif family == "REASONING":
            thing = (family, event["message_id"])
        else:
            continue
        if moment in {"START", "STARTED"}:
            assert thing not in is_open
            is_open.add(thing)
        elif moment in {"END", "FINISHED"}:
            is_open.remove(thing)
        elif moment in {"CONTENT", "ARGS"}:
            assert thing in is_open
    assert not is_open or events[-1]["type"] == "RUN_ERROR"


@pytest.mark.parametrize("agent_id", AGENTS)
def test_the_events_of_every_agent_are_in_order(caller: Caller, agent_id: str) -> None:
    _check_order(caller.events(agent_id, "add 2 + 3 please"))


@pytest.mark.parametrize("agent_id", AGENTS)
def test_the_whole_answer_of_every_agent_is_what_it_streams(caller: Caller, agent_id: str) -> None:
    events = caller.events(agent_id, "add 2 + 3 please")
    answer = caller.answer(agent_id, "add 2 + 3 please")
    assert answer["agent_id"] == agent_id
    if events[-1]["type"] == "RUN_ERROR":
        assert (answer["error"], answer["response"]) == (True, events[-1]["message"])
    else:
        assert (answer["error"], answer["response"]) == (False, _joined(events))
    assert answer["run_paused_hitl"] is False


@pytest.mark.parametrize("agent_id", AGENTS)
def test_every_agent_says_the_same_each_time(caller: Caller, agent_id: str) -> None:
    first, second = (caller.events(agent_id, "the sea") for _ in range(2))
    assert [event["type"] for event in first] == [event["type"] for event in second]
    assert _joined(first) == _joined(second)


def test_a_run_opens_and_ends_with_the_ids_of_its_conversation(caller: Caller) -> None:
    events = caller.events("echo", conversation_id="conv_mine")
    first, last = events[0], events[-1]
    assert first["thread_id"] == last["thread_id"] == "conv_mine"
    assert first["run_id"] == last["run_id"]
    assert last["result"] == _joined(events)


def test_echo_says_what_it_was_given(caller: Caller) -> None:
    assert caller.answer("echo", "hi  there\n")["response"] == (
        "You said: hi  there\n\nThis is turn 1 of our conversation."
    )
    assert caller.answer("agent-123", "hi")["response"] == caller.answer("echo", "hi")["response"]


def test_echo_says_what_files_hold_in_the_order_given(caller: Caller) -> None:
    names = ["picture.png", "report.pdf", "picture.webp"]
    ids = [caller.upload(name, (FILES / name).read_bytes())["file_id"] for name in names]
    broken = caller.upload("broken.gif", b"no picture")["file_id"]
    response = caller.post({"agent_id": "echo", "assets": [*ids, broken]}).json()["response"]
    sizes = [(FILES / name).stat().st_size for name in names]
    assert response.splitlines() == [
        "You said nothing.",
        "This is turn 1 of our conversation.",
        f"File 1: picture.png (image/png, {sizes[0]} bytes): 320 x 200 pixels",
        f"File 2: report.pdf (application/pdf, {sizes[1]} bytes): 3 pages",
        f"File 3: picture.webp (image/webp, {sizes[2]} bytes): 320 x 200 pixels",
        "File 4: broken.gif (image/gif, 10 bytes): could not be read",
    ]


def test_a_conversation_goes_on(caller: Caller) -> None:
    first = caller.answer("echo")
    again = caller.answer("echo", conversation_id=first["conversation_id"])
    assert again["conversation_id"] == first["conversation_id"]
    assert "turn 2" in again["response"]
    assert "turn 1" in caller.answer("echo")["response"]


def test_the_contact_is_given_back(caller: Caller) -> None:
    assert caller.answer("echo", contact_id="customer-7")["contact_id"] == "customer-7"
    assert "contact_id" not in caller.answer("echo")


def test_a_story_has_paragraphs_and_comes_word_by_word(caller: Caller) -> None:
    events = caller.events("story", "the sea")
    deltas = [event["delta"] for event in events if event["type"] == "TEXT_MESSAGE_CONTENT"]
    assert all(len(delta.split()) == 1 for delta in deltas)
    assert _joined(events).count("\n\n") == 3
    assert "the sea" in _joined(events)
    assert _joined(caller.events("story", "the desert")) != _joined(events)


@pytest.mark.parametrize(
    ("text", "tool", "result", "sentence"),
    [
        ("what is 2*(3+4)?", "calculator", {"value": "14"}, "2*(3+4) = 14"),
        ("0.1 + 0.2", "calculator", {"value": "0.3"}, "0.1 + 0.2 = 0.3"),
        ("7 / -2 or so", "calculator", {"value": "-3.5"}, "7 / -2 = -3.5"),
        ("call 555 1234, then add 1+1", "calculator", {"value": "2"}, "1+1 = 2"),
        ("+3-(+1)", "calculator", {"value": "2"}, "+3-(+1) = 2"),
        ("9**9, 7//2 and 6/3", "calculator", {"value": "2"}, "6/3 = 2"),
        (
            "1/0",
            "calculator",
            {"error": "division by zero"},
            "1/0 has no value: it divides by zero.",
        ),
        (
            "two words",
            "word_counter",
            {"words": 2, "characters": 9},
            "Your message has 2 words and 9 characters.",
        ),
        (
            "1+",
            "word_counter",
            {"words": 1, "characters": 2},
            "Your message has 1 words and 2 characters.",
        ),
    ],
)
def test_the_tool_really_computes(
    caller: Caller, text: str, tool: str, result: dict[str, object], sentence: str
) -> None:
    events = caller.events("tool", text)
    (start,) = (event for event in events if event["type"] == "TOOL_CALL_START")
    (told,) = (event for event in events if event["type"] == "TOOL_CALL_RESULT")
    assert start["tool_call_name"] == tool
    assert (json.loads(told["content"]), _joined(events)) == (result, sentence)


@pytest.mark.parametrize(
    "text", ["(" * 9_000 + "1+1", "1+" * 4_999 + "1", "9*" * 4_999 + "9", "1+01"]
)
def test_the_calculator_bears_anything(caller: Caller, text: str) -> None:
    assert caller.answer("tool", text)["error"] is False


def test_the_arguments_of_a_tool_come_in_fragments(caller: Caller) -> None:
    events = caller.events("tool", "1 + 2")
    fragments = [event["delta"] for event in events if event["type"] == "TOOL_CALL_ARGS"]
    assert len(fragments) > 1
    assert json.loads("".join(fragments)) == {"expression": "1 + 2"}


def test_a_failure_has_a_message_and_a_code(caller: Caller) -> None:
    error = caller.events("fail")[-1]
    assert error["type"] == "RUN_ERROR"
    assert (error["message"], error["code"]) == (
        "The agent failed, as it always does.",
        "agent_failed",
    )


def test_the_showcase_shows_every_family_of_events(caller: Caller) -> None:
    kinds = {event["type"] for event in caller.events("showcase")}
    assert kinds >= {
        "STATE_SNAPSHOT",
        "STATE_DELTA",
        "STEP_STARTED",
        "REASONING_MESSAGE_CONTENT",
        "CUSTOM",
        "ACTIVITY_SNAPSHOT",
        "ACTIVITY_DELTA",
        "RAW",
    }
