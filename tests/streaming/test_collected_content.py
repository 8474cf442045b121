"""What `collect` keeps of a run besides its messages, and how it says that the run ended."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from sketricgen import SketricGenRunError
from sketricgen._streaming.accumulate import Collector
from sketricgen.results import (
    Activity,
    Message,
    RunInterrupt,
    Subagent,
    TokenUsage,
    ToolCall,
)

from tests.contract.service import RUN, stream_of
from tests.streaming.reading import collect, texts
from tests.streaming.runs import (
    FAILED,
    FINISHED,
    PAUSED,
    STARTED,
    call,
    call_chunk,
    end_call,
    event,
    result,
    say,
    sent,
    text_chunk,
)

if TYPE_CHECKING:
    from typing import Callable

    from sketricgen import SketricGenClient, WorkflowResult

    from tests.streaming.runs import Event
    from tests.support import FaultServer
    from tests.support.halves import Half

    Collect = Callable[..., WorkflowResult]


@pytest.fixture
def collected(half: Half, client: SketricGenClient, server: FaultServer) -> Collect:
    def collected(*events: Event) -> WorkflowResult:
        server.on("POST", RUN, stream_of(STARTED, *events))
        return collect(half, half.open(client, "agent-1", "Hi").stream)

    return collected


def thought(id_: str | None, text: str, **fields: Any) -> Event:
    named = {} if id_ is None else {"message_id": id_}
    return event("REASONING_MESSAGE_CHUNK", **named, delta=text, **fields)


class TestReasoning:
    def test_it_is_apart_from_the_messages(self, collected: Collect) -> None:
        run = collected(
            event("REASONING_START", message_id="r"),
            event("REASONING_MESSAGE_START", message_id="a", role="reasoning"),
            event("REASONING_MESSAGE_CONTENT", message_id="a", delta="Let me "),
            event("REASONING_MESSAGE_CONTENT", message_id="a", delta="see."),
            event("REASONING_MESSAGE_END", message_id="a"),
            event("REASONING_END", message_id="r"),
            say("a", "Yes."),
            FINISHED,
        )
        assert run.reasoning == [Message("a", "reasoning", "Let me see.")]
        assert run.messages == [Message("a", "assistant", "Yes.")]
        assert (run.text, run.reasoning_text) == ("Yes.", "Let me see.")

    def test_it_may_come_in_chunks(self, collected: Collect) -> None:
        chunks = [thought(None, "lost"), thought("a", "Hm"), thought(None, "."), thought("b", "!")]
        run = collected(*chunks, event("REASONING_MESSAGE_CHUNK"), FINISHED)
        assert [one.text for one in run.reasoning] == ["Hm.", "!"]

    def test_that_of_a_subagent_is_not_the_agents(self, collected: Collect) -> None:
        run = collected(thought("a", "Its.", subagent_run_id="s"), thought("b", "Mine."), FINISHED)
        assert run.reasoning_text == "Mine."
        assert run.reasoning[0] == Message("a", "reasoning", "Its.", "s")

    def test_that_of_ag_ui_before_1_is_read(self, collected: Collect) -> None:
        old = [event("THINKING_START"), event("THINKING_TEXT_MESSAGE_CONTENT", delta="No start.")]
        for text in ("One", "Two"):
            old.append(event("THINKING_TEXT_MESSAGE_START"))
            old += [event("THINKING_TEXT_MESSAGE_CONTENT", delta=part) for part in (text, ".")]
            old.append(event("THINKING_TEXT_MESSAGE_END"))
        run = collected(*old, event("THINKING_END"), FINISHED)
        assert [one.text for one in run.reasoning] == ["No start.", "One.", "Two."]
        assert len({one.id for one in run.reasoning}) == 3


class TestActivities:
    @staticmethod
    def shown(content: Any, **fields: Any) -> Event:
        named = {"message_id": "p", "activity_type": "PLAN"}
        return event("ACTIVITY_SNAPSHOT", **named, content=content, **fields)

    @staticmethod
    def changed(patch: list[Any]) -> Event:
        return event("ACTIVITY_DELTA", message_id="p", activity_type="PLAN", patch=patch)

    def test_changes_after_the_snapshot_are_kept(self, collected: Collect) -> None:
        run = collected(
            *(self.changed([0]), self.shown({"n": 1}), self.changed([1]), self.changed([2])),
            FINISHED,
        )
        assert run.activities == [Activity("p", "PLAN", {"n": 1}, [[1], [2]])]

    def test_a_change_of_what_was_never_shown_is_kept(self, collected: Collect) -> None:
        run = collected(self.changed([1]), FINISHED)
        assert run.activities == [Activity("p", "PLAN", None, [[1]])]

    @pytest.mark.parametrize(("fields", "content"), [({}, 2), ({"replace": False}, 1)], ids=str)
    def test_a_second_snapshot_replaces_the_first_unless_it_says_so(
        self, collected: Collect, fields: Any, content: int
    ) -> None:
        first = self.shown(1, replace=False, subagent_run_id="s")
        run = collected(first, self.shown(2, **fields, subagent_run_id="s"), FINISHED)
        assert run.activities == [Activity("p", "PLAN", content, [], "s")]


class TestSubagents:
    def test_they_are_collected(self, collected: Collect) -> None:
        run = collected(
            *(
                event("SUBAGENT_STARTED", subagent_run_id="a", name="planner", description="Plans"),
                event(
                    "SUBAGENT_STARTED",
                    subagent_run_id="b",
                    name="searcher",
                    parent_subagent_run_id="a",
                    parent_tool_call_id="c",
                ),
                event("SUBAGENT_ERROR", subagent_run_id="b", message="Lost.", code="net"),
                event("SUBAGENT_FINISHED", subagent_run_id="a", result={"n": 1}),
                event(
                    "SUBAGENT_FINISHED",
                    subagent_run_id="w",
                    outcome={"type": "suspended", "interruptIds": ["i"]},
                ),
                event("SUBAGENT_STARTED", subagent_run_id="o", name="other"),
            ),
            FINISHED,
        )
        assert run.subagents == [
            Subagent("a", "planner", "Plans", outcome="success", result={"n": 1}),
            Subagent("b", "searcher", None, "a", "c", "error", error="Lost.", code="net"),
            Subagent("w", outcome="suspended", interrupt_ids=["i"]),
            Subagent("o", "other"),
        ]

    def test_their_tool_calls_are_theirs(self, collected: Collect) -> None:
        theirs = [{**call("a", "add"), "subagent_run_id": "s"}, result("a", "2"), end_call("a")]
        run = collected(*theirs, call("b", "add"), FINISHED)
        assert [one.subagent_run_id for one in run.tool_calls] == ["s", None]

    @pytest.mark.parametrize(
        ("chunk", "name"),
        [(text_chunk, "messages"), (thought, "reasoning")],
        ids=["text", "thought"],
    )
    def test_chunks_without_an_id_go_on_with_their_owners(
        self, collected: Collect, chunk: Any, name: str
    ) -> None:
        run = collected(
            *(chunk("a", "1"), chunk("b", "2", subagent_run_id="s"), chunk(None, "3")),
            *(chunk(None, "4", subagent_run_id="s"), chunk("b", "5"), chunk(None, "6")),
            FINISHED,
        )
        assert [(one.id, one.text) for one in getattr(run, name)] == [("a", "136"), ("b", "245")]

    def test_chunks_of_calls_go_on_with_their_owners(self, collected: Collect) -> None:
        run = collected(
            *(call_chunk("a", "[1", tool_call_name="add"),),
            *(
                call_chunk("b", "[2", tool_call_name="sub", subagent_run_id="s"),
                call_chunk(None, "]"),
            ),
            *(call_chunk(None, "]", subagent_run_id="s"), event("TOOL_CALL_CHUNK"), FINISHED),
        )
        assert run.tool_calls == [
            ToolCall("a", "add", "[1]"),
            ToolCall("b", "sub", "[2]", subagent_run_id="s"),
        ]

    def test_the_first_chunk_alone_may_say_whose_it_is(self, collected: Collect) -> None:
        run = collected(text_chunk("a", "1", subagent_run_id="s"), text_chunk(None, "2"), FINISHED)
        assert run.messages == [Message("a", "assistant", "12", "s")]

    @pytest.mark.parametrize("end", ["SUBAGENT_FINISHED", "SUBAGENT_ERROR"])
    def test_chunks_do_not_go_on_with_a_subagent_that_has_ended(
        self, collected: Collect, end: str
    ) -> None:
        run = collected(
            *(text_chunk(one, "1", subagent_run_id=one) for one in ("s", "t")),
            text_chunk(None, "of either"),
            event(end, subagent_run_id="s", message="Lost."),
            text_chunk(None, "2"),
            FINISHED,
        )
        assert [(one.id, one.text) for one in run.messages] == [("s", "1"), ("t", "12")]


class TestOutcome:
    def test_a_run_that_says_nothing_succeeded(self, collected: Collect) -> None:
        assert collected(FINISHED).outcome == "success"

    @pytest.mark.parametrize("type_", ["success", "cancelled", "invented"])
    def test_it_is_what_the_run_says(self, collected: Collect, type_: str) -> None:
        run = collected({**FINISHED, "outcome": {"type": type_, "pending_tool_call_ids": ["c"]}})
        assert (run.outcome, run.paused, run.pending_tool_call_ids) == (type_, False, ["c"])

    def test_a_pause_is_an_interrupt(self, collected: Collect) -> None:
        run = collected(PAUSED)
        assert (run.outcome, run.paused) == ("interrupt", True)

    def test_interrupts_are_kept_whole(self, collected: Collect) -> None:
        interrupts = [{"id": "i", "message": "Send it?"}, {"id": "j"}]
        run = collected({**FINISHED, "outcome": {"type": "interrupt", "interrupts": interrupts}})
        assert (run.outcome, run.paused, run.interrupt_ids) == ("interrupt", True, ["i", "j"])
        assert run.interrupts == [RunInterrupt("i", message="Send it?"), RunInterrupt("j")]

    def test_what_it_does_not_say_is_none(self, collected: Collect) -> None:
        waits = {"type": "interrupt", "interrupts": [{"id": "i", "urgent": True}]}
        run = collected({**FINISHED, "outcome": waits, "usage": [{"inputTokens": 3}]})
        assert repr(run.interrupts) == "[RunInterrupt(id='i', extra={'urgent': True})]"
        assert (run.interrupts[0].message, run.usage[0].output_tokens) == (None, None)
        assert json.dumps(run.usage[0].to_dict()) == '{"input_tokens": 3}'

    def test_a_run_that_has_not_ended_has_none(self) -> None:
        collector = Collector()
        for one in sent([STARTED, say("a", "Hi")]):
            collector.add(one)
        assert collector.check().outcome is None


class TestFailure:
    def test_its_usage_is_kept(self, collected: Collect) -> None:
        with pytest.raises(SketricGenRunError) as caught:
            collected({**FAILED, "usage": [{"inputTokens": 3}]})
        assert caught.value.partial is not None
        assert caught.value.partial.usage == [TokenUsage(input_tokens=3)]
        assert caught.value.partial.outcome is None

    def test_it_has_what_arrived_before(
        self, half: Half, client: SketricGenClient, server: FaultServer
    ) -> None:
        server.on("POST", RUN, stream_of(STARTED, say("a", "Hel"), say("a", "lo"), FAILED))
        with pytest.raises(SketricGenRunError) as caught:
            texts(half, half.open(client, "agent-1", "Hi").stream)
        assert caught.value.partial is not None
        assert caught.value.partial.text == "Hello"

    def test_one_that_comes_late_fails_the_run(self) -> None:
        collector = Collector()
        finished = {**FINISHED, "usage": [{"input_tokens": 3}], "result": 1}
        for one in sent([STARTED, say("a", "Hi"), finished, FAILED]):
            collector.add(one)
        with pytest.raises(SketricGenRunError, match=r"The model is gone\.") as caught:
            collector.check()
        assert caught.value.partial is not None
        assert (caught.value.partial.outcome, caught.value.partial.text) == (None, "Hi")
        assert caught.value.partial.usage == [TokenUsage(input_tokens=3)]


def test_a_call_without_arguments_has_none(collected: Collect) -> None:
    assert collected(call("a", "now"), end_call("a"), FINISHED).tool_calls[0].arguments == {}


def test_a_text_is_joined_when_it_is_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    joined: list[str] = []

    def noted(item: Any, name: str, value: Any) -> None:
        if name in ("text", "arguments_text") and value:
            joined.append(name)
        object.__setattr__(item, name, value)

    for kind in (Message, ToolCall):
        monkeypatch.setattr(kind, "__setattr__", noted, raising=False)
    collector = Collector()
    deltas = [say("a", "x"), thought("r", "y"), call_chunk("c", "z", tool_call_name="add")]
    for one in sent(deltas * 100):
        collector.add(one)
    assert joined == []
    assert collector.result.text == "x" * 100
    assert collector.result.reasoning_text == "y" * 100
    assert collector.result.tool_calls[0].arguments_text == "z" * 100
    assert len(joined) == 3
