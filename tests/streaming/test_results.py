"""What the events of a run come to, for the collector alone."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sketricgen import SketricGenRunError, SketricGenStreamError, StreamEvent
from sketricgen._streaming.accumulate import Collector
from sketricgen.results import CustomData, Message, TokenUsage, ToolCall

from tests.streaming.runs import (
    FAILED,
    FINISHED,
    PAUSED,
    STARTED,
    args,
    begin,
    call,
    call_chunk,
    end,
    end_call,
    event,
    result,
    say,
    sent,
    text_chunk,
)

if TYPE_CHECKING:
    from sketricgen import WorkflowResult

    from tests.streaming.runs import Event


def collected(*events: Event) -> WorkflowResult:
    collector = Collector()
    for one in sent(events):
        collector.add(one)
    return collector.check()


def texts(*events: Event) -> list[str]:
    collector = Collector()
    return [collector.add(one) for one in sent(events)]


def test_nothing_comes_to_nothing() -> None:
    nothing = collected()
    assert (nothing.text, nothing.messages, nothing.tool_calls) == ("", [], [])
    assert nothing.conversation_id is nothing.run_id is nothing.result is nothing.state is None
    assert not nothing.paused


class TestText:
    def test_it_is_the_text_of_the_messages(self) -> None:
        run = collected(begin("a"), say("a", "Hel"), say("a", "lo"), end("a"))
        assert run.text == "Hello"
        assert run.messages == [Message("a", "assistant", "Hello")]

    def test_several_messages_are_joined_in_the_order_of_their_beginnings(self) -> None:
        run = collected(
            begin("a"), begin("b"), say("b", "2"), say("a", "1"), say("b", "3"), end("b"), end("a")
        )
        assert [(message.id, message.text) for message in run.messages] == [("a", "1"), ("b", "23")]
        assert run.text == "123"

    def test_a_message_that_goes_on_after_its_end_is_one(self) -> None:
        run = collected(begin("a"), say("a", "1"), end("a"), begin("a"), say("a", "2"), end("a"))
        assert run.messages == [Message("a", "assistant", "12")]

    @pytest.mark.parametrize("role", ["user", "system", "developer"])
    def test_messages_of_others_are_no_part_of_it(self, role: str) -> None:
        run = collected(begin("a", role=role), say("a", "1"), begin("b"), say("b", "2"))
        assert run.text == "2"
        assert run.messages[0] == Message("a", role, "1")
        assert texts(begin("a", role=role), say("a", "1")) == ["", ""]

    def test_messages_of_subagents_are_no_part_of_it(self) -> None:
        events = [
            begin("a", subagent_run_id="s"),
            say("a", "1", subagent_run_id="s"),
            say("b", "2"),
        ]
        assert collected(*events).text == "2"
        assert collected(*events).messages[0] == Message("a", "assistant", "1", "s")
        assert texts(*events) == ["", "", "2"]

    def test_a_message_without_a_beginning_is_kept(self) -> None:
        assert collected(say("a", "1")).text == "1"

    def test_chunks_are_part_of_it(self) -> None:
        events = [text_chunk("a", "1"), text_chunk(None, "2"), text_chunk("b", "3")]
        assert collected(*events).text == "123"
        assert [message.text for message in collected(*events).messages] == ["12", "3"]
        assert texts(*events) == ["1", "2", "3"]

    def test_chunks_of_others_are_no_part_of_it(self) -> None:
        events = [text_chunk("a", "1", role="user"), text_chunk(None, "2")]
        assert collected(*events).text == ""
        assert texts(*events) == ["", ""]

    def test_a_chunk_that_belongs_to_nothing_is_ignored(self) -> None:
        assert collected(text_chunk(None, "1")).messages == []

    def test_a_chunk_without_text_begins_a_message(self) -> None:
        run = collected(event("TEXT_MESSAGE_CHUNK", message_id="a"))
        assert run.messages == [Message("a")]

    def test_reasoning_is_no_part_of_it(self) -> None:
        thought = event("REASONING_MESSAGE_CONTENT", message_id="a", delta="Hm.")
        assert collected(thought).messages == []
        assert texts(thought) == [""]


class TestToolCalls:
    def test_a_call_has_a_name_arguments_and_a_result(self) -> None:
        run = collected(
            call("a", "add"), args("a", '{"x": '), args("a", "1}"), end_call("a"), result("a", "2")
        )
        assert run.tool_calls == [ToolCall("a", "add", '{"x": 1}', "2")]
        assert run.tool_calls[0].arguments == {"x": 1}

    def test_calls_that_interleave_are_told_apart(self) -> None:
        run = collected(
            *(call("a", "add"), call("b", "sub"), args("b", "[2"), args("a", "[1")),
            *(args("b", "]"), end_call("b"), args("a", "]"), result("b", "B"), result("a", "A")),
        )
        assert [(c.id, c.name, c.arguments, c.result) for c in run.tool_calls] == [
            ("a", "add", [1], "A"),
            ("b", "sub", [2], "B"),
        ]

    @pytest.mark.parametrize("text", ["{", "add 1", "[" * 100_000])
    def test_arguments_that_are_no_json_are_text(self, text: str) -> None:
        assert collected(call("a", "add"), args("a", text)).tool_calls[0].arguments == text

    def test_a_call_without_a_result_has_none(self) -> None:
        assert collected(call("a", "add"), end_call("a")).tool_calls[0].result is None

    def test_a_result_may_be_a_list_of_parts(self) -> None:
        parts = [{"type": "text", "text": "sent"}]
        assert collected(call("a", "add"), result("a", parts)).tool_calls[0].result == parts

    def test_chunks_make_a_call(self) -> None:
        run = collected(
            call_chunk("a", "[1", tool_call_name="add"),
            call_chunk(None, "]"),
            call_chunk("b", "[2]", tool_call_name="sub"),
        )
        assert [(c.id, c.name, c.arguments) for c in run.tool_calls] == [
            ("a", "add", [1]),
            ("b", "sub", [2]),
        ]

    def test_a_chunk_that_belongs_to_nothing_is_ignored(self) -> None:
        assert collected(call_chunk(None, "1")).tool_calls == []


class TestRun:
    def test_its_ids_are_those_of_its_beginning(self) -> None:
        run = collected(STARTED)
        assert (run.conversation_id, run.run_id) == ("c-1", "r-1")

    def test_its_end_brings_ids_result_and_usage(self) -> None:
        run = collected({**FINISHED, "result": {"a": 1}, "usage": [{"input_tokens": 3}]})
        assert (run.conversation_id, run.run_id, run.result) == ("c-1", "r-1", {"a": 1})
        assert run.usage == [TokenUsage(input_tokens=3)]

    def test_an_end_without_ids_leaves_those_of_the_beginning(self) -> None:
        run = collected(STARTED, event("RUN_FINISHED", usage=None, outcome=None))
        assert (run.conversation_id, run.run_id, run.usage) == ("c-1", "r-1", [])
        assert not run.paused

    def test_a_pause_for_a_person_brings_what_it_waits_for(self) -> None:
        run = collected(STARTED, PAUSED)
        assert run.paused
        assert (run.pause_request_id, run.interrupt_ids) == ("q-1", ["i-1", "i-2"])

    def test_an_outcome_of_interrupts_is_a_pause(self) -> None:
        outcome = {"type": "interrupt", "interrupts": [{"id": "i-1"}, {"id": "i-2"}]}
        run = collected(STARTED, {**FINISHED, "outcome": outcome})
        assert run.paused
        assert (run.pause_request_id, run.interrupt_ids) == (None, ["i-1", "i-2"])

    @pytest.mark.parametrize("type_", ["success", "cancelled", "invented"])
    def test_other_outcomes_are_no_pause(self, type_: str) -> None:
        assert not collected({**FINISHED, "outcome": {"type": type_}}).paused

    def test_a_failure_is_an_error_with_what_came_before(self) -> None:
        with pytest.raises(SketricGenRunError, match=r"The model is gone\.") as caught:
            collected(STARTED, say("a", "I was ab"), FAILED)
        assert caught.value.code == "model_gone"
        assert caught.value.partial is not None
        assert caught.value.partial.text == "I was ab"
        assert caught.value.maybe_executed

    def test_a_failure_without_a_code_has_none(self) -> None:
        with pytest.raises(SketricGenRunError) as caught:
            collected(event("RUN_ERROR", message="Gone."))
        assert caught.value.code is None


class TestState:
    def test_the_last_snapshot_counts(self) -> None:
        run = collected(event("STATE_SNAPSHOT", snapshot=1), event("STATE_SNAPSHOT", snapshot=[2]))
        assert run.state == [2]

    def test_changes_after_the_snapshot_are_kept_in_order(self) -> None:
        one, two, three = ([{"op": "add", "path": f"/{n}", "value": n}] for n in range(3))
        run = collected(
            event("STATE_DELTA", delta=one),
            event("STATE_SNAPSHOT", snapshot={}),
            event("STATE_DELTA", delta=two),
            event("STATE_DELTA", delta=three),
        )
        assert (run.state, run.state_deltas) == ({}, [two, three])

    @pytest.mark.parametrize("name", ["CUSTOM", "CUSTOM_EVENT"])
    def test_custom_events_are_kept_in_order(self, name: str) -> None:
        run = collected(
            event(name, name="a", value=1), event(name, name="b"), event("RAW", event=1)
        )
        assert [custom.name for custom in run.custom_events] == ["a", "b"]
        assert run.custom_events == [CustomData("a", 1), CustomData("b")]


TYPES = ["RUN_STARTED", "RUN_FINISHED", "RUN_ERROR", "RUN_PAUSED_HITL", "TEXT_MESSAGE_START"]
TYPES += ["TEXT_MESSAGE_CONTENT", "TEXT_MESSAGE_CHUNK", "TOOL_CALL_START", "TOOL_CALL_ARGS"]
TYPES += ["TOOL_CALL_CHUNK", "TOOL_CALL_RESULT", "STATE_DELTA", "CUSTOM", "INVENTED"]
KEYS = ["message_id", "tool_call_id", "delta", "role", "thread_id", "run_id", "message", "code"]
KEYS += ["outcome", "usage", "interrupt_ids", "request_id", "content", "tool_call_name"]
ODD = st.sampled_from([None, 1, "a", [], ["a"], {}, [1], {"type": "interrupt", "interrupts": [1]}])
ODD_EVENTS = st.builds(
    lambda fields, type_: {**fields, "type": type_},
    st.dictionaries(st.sampled_from(KEYS), ODD, max_size=6),
    st.sampled_from(TYPES),
)


def added(collector: Collector, fields: dict[str, Any]) -> str:
    try:
        return collector.add(StreamEvent(json.dumps(fields)))
    except SketricGenStreamError as error:
        words = str(error)
    assert f"{fields['type']} of the stream cannot be read" in words
    return words


@pytest.mark.unmeasured
@settings(max_examples=200, deadline=None)
@given(st.lists(ODD_EVENTS, max_size=6))
def test_no_events_break_the_collecting(events: list[dict[str, Any]]) -> None:
    collector = Collector()
    assert all(isinstance(added(collector, fields), str) for fields in events)
    assert isinstance(collector.result.text, str)
