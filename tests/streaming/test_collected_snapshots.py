"""Answers, tool calls and thoughts that come in snapshots of the messages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from sketricgen.results import Activity, Message, ToolCall

from tests.contract.service import RUN, stream_of
from tests.streaming.reading import collect, texts
from tests.streaming.runs import (
    FINISHED,
    STARTED,
    args,
    begin,
    call,
    end,
    end_call,
    event,
    say,
    text_chunk,
)

if TYPE_CHECKING:
    from sketricgen import SketricGenClient, WorkflowResult

    from tests.streaming.runs import Event
    from tests.support import FaultServer
    from tests.support.halves import Half


class Reader:
    """Reads a run in both ways, through one half."""

    def __init__(self, half: Half, client: SketricGenClient, server: FaultServer) -> None:
        self.half = half
        self.client = client
        self.server = server

    def open(self, *events: Event) -> Any:
        # What is asked a second time gets the same answer.
        self.server.on("POST", RUN, stream_of(STARTED, *events, FINISHED))
        return self.half.open(self.client, "agent-1", "Hi").stream

    def collected(self, *events: Event) -> WorkflowResult:
        return collect(self.half, self.open(*events))

    def texts(self, *events: Event) -> list[str]:
        return texts(self.half, self.open(*events))


@pytest.fixture
def reader(half: Half, client: SketricGenClient, server: FaultServer) -> Reader:
    return Reader(half, client, server)


def snapshot(*messages: Event) -> Event:
    return event("MESSAGES_SNAPSHOT", messages=list(messages))


def message(id_: str, role: str, content: Any = None, **fields: Any) -> Event:
    return {"id": id_, "role": role, "content": content, **fields}


ASKED = message("u", "user", "Hi")
HELLO = [begin("a"), say("a", "Hel"), say("a", "lo"), end("a")]


def test_an_answer_only_in_a_snapshot_is_the_text(reader: Reader) -> None:
    events = [snapshot(ASKED, message("a", "assistant", "Hello"))]
    assert reader.collected(*events).messages == [Message("a", text="Hello")]
    assert reader.texts(*events) == ["Hello"]


def test_earlier_turns_are_no_part_of_the_run(reader: Reader) -> None:
    before = [
        message("u0", "user", "?"),
        message("a0", "assistant", "Old", toolCalls=[{"id": "o"}]),
    ]
    before += [message("t0", "tool", "Old", toolCallId="o"), message("r0", "reasoning", "Old")]
    before += [message("p0", "activity", {"old": 1}, activityType="PLAN")]
    run = reader.collected(snapshot(*before, ASKED, message("a", "assistant", "New")))
    assert run.text == "New"
    assert (run.tool_calls, run.reasoning, run.activities) == ([], [], [])


def test_a_snapshot_without_a_message_of_the_user_is_all_of_the_run(reader: Reader) -> None:
    assert reader.collected(snapshot(message("a", "assistant", "Hello"))).text == "Hello"


def test_what_a_subagent_was_asked_begins_no_turn(reader: Reader) -> None:
    asked = message("q", "user", "Look", subagentRunId="s")
    run = reader.collected(snapshot(ASKED, message("a", "assistant", "Hello"), asked))
    assert run.text == "Hello"


def test_a_streamed_answer_is_not_given_twice(reader: Reader) -> None:
    events = [*HELLO, snapshot(ASKED, message("a", "assistant", "Hello"))]
    assert reader.collected(*events).messages == [Message("a", text="Hello")]
    assert reader.texts(*events) == ["Hel", "lo"]


def test_a_snapshot_adds_what_was_not_streamed(reader: Reader) -> None:
    whole = [message("a", "assistant", "Hello!"), message("b", "assistant", " Bye.")]
    assert reader.collected(*HELLO, snapshot(ASKED, *whole)).text == "Hello! Bye."
    assert reader.texts(*HELLO, snapshot(ASKED, *whole)) == ["Hel", "lo", "! Bye."]


def test_snapshots_that_repeat_add_nothing(reader: Reader) -> None:
    first = snapshot(ASKED, message("a", "assistant", "One"))
    second = snapshot(ASKED, message("a", "assistant", "One"), message("b", "assistant", "Two"))
    assert reader.collected(first, second, second).text == "OneTwo"
    assert reader.texts(first, second, second) == ["One", "Two"]


def test_the_text_of_the_snapshot_counts(reader: Reader) -> None:
    events = [*HELLO, snapshot(ASKED, message("a", "assistant", "Good day"))]
    assert reader.collected(*events).text == "Good day"
    assert reader.texts(*events) == ["Hel", "lo"]  # what was given cannot be taken back


def test_a_message_goes_on_after_a_snapshot(reader: Reader) -> None:
    part = snapshot(ASKED, message("a", "assistant", "Hel"))
    events = [begin("a"), say("a", "Hel"), part, say("a", "lo"), end("a")]
    assert reader.collected(*events).text == "Hello"
    assert reader.texts(*events) == ["Hel", "lo"]


@pytest.mark.parametrize("order", [1, -1], ids=["in_order", "in_reverse"])
def test_answers_that_were_streamed_as_one_are_parted(reader: Reader, order: int) -> None:
    mixed = [begin("a"), say("a", "a1"), say("a", "b1"), say("a", "a2"), say("a", "b2"), end("a")]
    parted = [message("a", "assistant", "a1a2"), message("b", "assistant", "b1b2")][::order]
    new = message("c", "assistant", "New")
    events = [*mixed, snapshot(ASKED, *parted), snapshot(ASKED, *parted, new)]
    run = reader.collected(*events)
    assert [one.text for one in run.messages] == ["a1a2", "b1b2", "New"]
    assert reader.texts(*events) == ["a1", "b1", "a2", "b2", "New"]


def test_a_message_with_another_id_in_the_snapshot_is_the_same(reader: Reader) -> None:
    thought = event("REASONING_MESSAGE_CONTENT", message_id="x", delta="Hm.")
    renamed = [message("y", "reasoning", "Hm."), message("b", "assistant", "Hello")]
    events = [thought, *HELLO, snapshot(ASKED, *renamed), snapshot(ASKED, *renamed)]
    run = reader.collected(*events)
    assert run.messages == [Message("a", text="Hello")]
    assert run.reasoning == [Message("x", "reasoning", "Hm.")]
    assert reader.texts(*events) == ["Hel", "lo"]


def test_equal_texts_of_two_messages_are_two(reader: Reader) -> None:
    both = [message("a", "assistant", "Hello"), message("b", "assistant", "Hello")]
    assert reader.collected(*HELLO, snapshot(ASKED, *both)).text == "HelloHello"


@pytest.mark.parametrize("content", [None, "", [], {}, [1]])
def test_a_message_without_text_takes_none_away(reader: Reader, content: Any) -> None:
    run = reader.collected(
        *HELLO, snapshot(ASKED, message("a", "assistant", content), message("b", "user", content))
    )
    assert run.messages == [Message("a", text="Hello")]


def test_the_text_of_parts_is_joined(reader: Reader) -> None:
    parts = [{"type": "text", "text": "Hel"}, {"type": "image"}, {"type": "text", "text": "lo"}]
    assert reader.collected(snapshot(ASKED, message("a", "assistant", parts))).text == "Hello"


def test_messages_of_others_are_no_part_of_the_answer(reader: Reader) -> None:
    others = [message("d", "developer", "no"), message("s", "assistant", "no", subagentRunId="s")]
    run = reader.collected(snapshot(ASKED, *others))
    assert run.text == ""
    assert run.messages == [Message("d", "developer", "no"), Message("s", "assistant", "no", "s")]
    assert reader.texts(snapshot(ASKED, *others)) == []


def test_tool_calls_and_their_results_are_collected(reader: Reader) -> None:
    calls = [
        {"id": "c", "type": "function", "function": {"name": "add", "arguments": '{"x": 1}'}},
        {"id": "d", "function": {"name": "now", "arguments": ""}},
        {"id": "e", "function": None},
    ]
    answers = [
        message("t", "tool", "2", toolCallId="c"),
        message("v", "tool", "", toolCallId="d", error="No clock"),
        message("w", "tool", "of nothing"),
    ]
    run = reader.collected(snapshot(ASKED, message("a", "assistant", toolCalls=calls), *answers))
    assert run.tool_calls == [
        ToolCall("c", "add", '{"x": 1}', "2"),
        ToolCall("d", "now", "", "", "No clock"),
        ToolCall("e"),
    ]
    assert run.messages == []


def test_streamed_calls_get_the_results_of_the_snapshot(reader: Reader) -> None:
    streamed = [call("c", "add"), args("c", "[1"), args("c", "]"), end_call("c")]
    held = {"id": "c", "function": {"name": "add", "arguments": "[1]"}}
    whole = [
        message("a", "assistant", tool_calls=[held]),
        message("t", "tool", "1", toolCallId="c"),
    ]
    run = reader.collected(*streamed, snapshot(ASKED, *whole))
    assert run.tool_calls == [ToolCall("c", "add", "[1]", "1")]


def test_calls_of_the_run_are_known_before_the_users_last_message(reader: Reader) -> None:
    held = {"id": "c", "function": {"name": "add", "arguments": "[1]"}}
    early = [message("a", "assistant", toolCalls=[held]), message("t", "tool", "1", toolCallId="c")]
    run = reader.collected(call("c", "add"), end_call("c"), snapshot(*early, ASKED))
    assert run.tool_calls == [ToolCall("c", "add", "[1]", "1")]


def test_thoughts_and_activities_are_collected(reader: Reader) -> None:
    plan = message("p", "activity", {"done": 1}, activityType="PLAN")
    run = reader.collected(snapshot(ASKED, message("r", "reasoning", "Hm."), plan))
    assert run.reasoning_text == "Hm."
    assert run.activities == [Activity("p", "PLAN", {"done": 1})]
    assert run.messages == []


def test_a_snapshot_replaces_an_activity(reader: Reader) -> None:
    shown = event("ACTIVITY_SNAPSHOT", message_id="p", activity_type="PLAN", content={"done": 0})
    change = event("ACTIVITY_DELTA", message_id="p", activity_type="PLAN", patch=[])
    plan = message("p", "activity", {"done": 1})
    run = reader.collected(shown, change, snapshot(plan, ASKED))
    assert run.activities == [Activity("p", "PLAN", {"done": 1})]


def test_chunks_are_merged_too(reader: Reader) -> None:
    events = [text_chunk("a", "Hel"), text_chunk(None, "lo"), snapshot(ASKED)]
    events += [snapshot(ASKED, message("a", "assistant", "Hello!"))]
    assert reader.collected(*events).text == "Hello!"
    assert reader.texts(*events) == ["Hel", "lo", "!"]
