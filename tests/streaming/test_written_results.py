"""Results of runs can be written as JSON, are short when shown, and hold nothing generated."""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING, Any, cast

import pytest
import sketricgen.results
from sketricgen.results import (
    Activity,
    CustomData,
    Message,
    RunInterrupt,
    Subagent,
    TokenUsage,
    ToolCall,
    WorkflowResult,
)

from tests.contract.service import RUN, stream_of
from tests.streaming.reading import collect
from tests.streaming.runs import FINISHED, STARTED, args, call, event, say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sketricgen import SketricGenClient

    from tests.support import FaultServer
    from tests.support.halves import Half

INTERRUPT = {"type": "interrupt", "interrupts": [{"id": "i", "urgent": True}]}
EVENTS: list[dict[str, Any]] = [
    STARTED,
    say("a", "He"),
    say("a", "llo"),
    call("c", "add"),
    args("c", "[1]"),
    event("CUSTOM", name="n", value={"a": [None]}, more=1),
    event("CUSTOM_EVENT", subagent_run_id="s", metadata={"b": None}, timestamp=1.5),
    event("REASONING_MESSAGE_CHUNK", message_id="r", delta="Hm."),
    event("SUBAGENT_STARTED", subagent_run_id="s", name="helper"),
    event("ACTIVITY_SNAPSHOT", message_id="p", activity_type="PLAN", content={"n": 1}),
    event("ACTIVITY_DELTA", message_id="p", activity_type="PLAN", patch=[{"op": "remove"}]),
    event("STATE_SNAPSHOT", snapshot={"x": [1]}),
    event("STATE_DELTA", delta=[{"op": "remove"}]),
    {**FINISHED, "usage": [{"input_tokens": 3}], "outcome": INTERRUPT},
]
PARTS = [Message("m"), ToolCall("c"), Activity("a"), Subagent("s"), CustomData(), WorkflowResult()]


@pytest.fixture
def run(half: Half, client: SketricGenClient, server: FaultServer) -> WorkflowResult:
    server.on("POST", RUN, stream_of(*EVENTS))
    return collect(half, half.open(client, "agent-1", "Hi").stream)


def within(value: object) -> Iterator[object]:
    yield value
    if is_dataclass(value):
        for field in fields(value):
            yield from within(getattr(value, field.name))
    elif isinstance(value, (list, dict)):
        items = cast("list[object]", list(value.values()) if isinstance(value, dict) else value)
        for item in items:
            yield from within(item)


def test_a_result_can_be_written_as_json(run: WorkflowResult) -> None:
    written = json.loads(json.dumps(run.to_dict()))
    assert written == run.to_dict()
    assert written["text"] == "Hello"
    assert written["messages"] == [
        {"id": "a", "role": "assistant", "text": "Hello", "subagent_run_id": None}
    ]
    assert written["tool_calls"][0]["arguments_text"] == "[1]"
    assert written["custom_events"][0]["value"] == {"a": [None]}
    assert written["interrupts"] == [{"id": "i", "urgent": True}]
    assert written["usage"] == [{"input_tokens": 3}]
    assert {"text"} | {each.name for each in fields(run)} == set(written)


def test_what_is_written_is_no_part_of_the_result(run: WorkflowResult) -> None:
    written = run.to_dict()
    written["state"]["x"].append(2)
    written["custom_events"][0]["value"]["a"].clear()
    assert run.state == {"x": [1]}
    assert run.custom_events[0].value == {"a": [None]}


def test_a_result_holds_classes_of_the_package_alone(run: WorkflowResult) -> None:
    names = {type(each).__module__ for each in within(run)} - {"builtins"}
    assert names == {"sketricgen.results.run", sketricgen.results.TokenUsage.__module__}


def test_a_custom_event_has_none_for_what_is_absent(run: WorkflowResult) -> None:
    assert run.custom_events == [
        CustomData("n", {"a": [None]}, extra={"more": 1}),
        CustomData(timestamp=1.5, metadata={"b": None}, subagent_run_id="s"),
    ]


def test_a_result_is_shown_in_short(run: WorkflowResult) -> None:
    assert repr(run.messages) == "[Message(id='a', role='assistant', text='Hello')]"
    assert repr(run.custom_events[0]) == (
        "CustomData(name='n', value={'a': [None]}, extra={'more': 1})"
    )
    assert repr(run).startswith("WorkflowResult(text='Hello', messages=[Message(id='a', role=")
    run.messages[0].text = "x" * 100_000
    run.messages *= 1_000
    run.state = [[[[[[[[[["deep"]]]]]]]]]] * 1_000
    assert len(repr(run.messages[0])) < 200
    assert len(repr(run)) < 3_000


@pytest.mark.parametrize("part", PARTS, ids=lambda part: type(part).__name__)
def test_each_part_can_be_written_and_shown(part: Any) -> None:
    assert type(part)(**{n: v for n, v in part.to_dict().items() if n != "text" or n in vars(part)})
    assert eval(repr(part)) == part
    assert [RunInterrupt("i").to_dict(), TokenUsage().to_dict()] == [{"id": "i"}, {}]
