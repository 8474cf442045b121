"""What holds for the collecting of any run."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sketricgen import SketricGenStreamError, StreamEvent, UnknownEvent
from sketricgen._streaming.accumulate import Collector

from tests.streaming.runs import Event, args, begin, call, call_chunk, end, event, say, text_chunk

if TYPE_CHECKING:
    from sketricgen import WorkflowResult


pytestmark = pytest.mark.unmeasured


def collected(events: list[Event]) -> tuple[WorkflowResult, str]:
    """Returns the result, and the pieces of the answer joined."""
    collector = Collector()
    text = "".join(collector.add(StreamEvent(json.dumps(one))) for one in events)
    return collector.check(), text


TEXTS = st.text("abc {}", max_size=4)
IDS = st.sampled_from(["1", "2"])
NAMED = {"tool_call_name": "add"}


def _chunks(chunk: Any, more: dict[str, Any]) -> Any:
    """A first chunk with an id, then some without."""
    return st.builds(
        lambda id_, first, rest: [chunk(id_, first, **more), *(chunk(None, one) for one in rest)],
        IDS,
        TEXTS,
        st.lists(TEXTS, max_size=2),
    )


def _thought(id_: str | None, text: str) -> Event:
    named = {} if id_ is None else {"message_id": f"r{id_}"}
    return event("REASONING_MESSAGE_CHUNK", **named, delta=text)


GROUPS = st.one_of(
    st.builds(lambda i, t: [begin(f"m{i}"), say(f"m{i}", t), end(f"m{i}")], IDS, TEXTS),
    st.builds(lambda i, t: [say(f"m{i}", t)], IDS, TEXTS),
    st.builds(lambda i, t: [call(f"c{i}", "add"), args(f"c{i}", t)], IDS, TEXTS),
    _chunks(text_chunk, {}),
    _chunks(call_chunk, NAMED),
    _chunks(_thought, {}),
)
KEYS = ("message_id", "tool_call_id")


def owned(one: Event, owner: str | None) -> Event:
    named = {key: f"{owner}-{one[key]}" for key in KEYS if key in one}
    return {**one, **named, **({} if owner is None else {"subagent_run_id": owner})}


@st.composite
def lanes(draw: st.DrawFn) -> list[list[Event]]:
    made = []
    for owner in (None, "s", "t"):
        groups = draw(st.lists(GROUPS, max_size=4))
        made.append([owned(one, owner) for group in groups for one in group])
    return made


@st.composite
def interleaved(draw: st.DrawFn) -> tuple[list[Event], list[Event]]:
    apart = draw(lanes())
    turns = draw(st.permutations([i for i, lane in enumerate(apart) for _ in lane]))
    left = [iter(lane) for lane in apart]
    return [one for lane in apart for one in lane], [next(left[turn]) for turn in turns]


def by_owner(run: WorkflowResult) -> dict[str, Any]:
    """The items in the order of each lane; that between lanes is the order of arrival."""
    return {
        name: sorted(getattr(run, name), key=lambda item: item.subagent_run_id or "")
        for name in ("messages", "tool_calls", "reasoning")
    }


@settings(max_examples=150, deadline=None)
@given(interleaved())
def test_lanes_that_interleave_give_what_they_give_one_by_one(
    streams: tuple[list[Event], list[Event]],
) -> None:
    (apart, _), (together, _) = map(collected, streams)
    assert by_owner(together) == by_owner(apart)


@settings(max_examples=150, deadline=None)
@given(lanes())
def test_the_pieces_of_the_answer_are_those_of_its_messages(streams: list[list[Event]]) -> None:
    run, text = collected([one for lane in streams for one in lane])
    assert sorted(text) == sorted(run.text)
    own = [one["message_id"] for one in streams[0] if "delta" in one and "message_id" in one]
    if own == sorted(own):  # else a message went on after another had begun
        assert text == run.text


@settings(max_examples=150, deadline=None)
@given(lanes())
def test_a_snapshot_of_what_was_streamed_adds_nothing(streams: list[list[Event]]) -> None:
    events = [one for lane in streams for one in lane]
    run, text = collected(events)
    held: list[Event] = [
        {"id": m.id, "role": m.role, "content": m.text, "subagentRunId": m.subagent_run_id}
        for m in [*run.messages, *run.reasoning]
    ]
    calls = [
        {"id": c.id, "function": {"name": c.name, "arguments": c.arguments_text}}
        for c in run.tool_calls
    ]
    held.append({"id": "calls", "role": "assistant", "toolCalls": calls})
    snapshot = event("MESSAGES_SNAPSHOT", messages=held)
    assert collected([*events, snapshot]) == (run, text)
    alone, given_out = collected([snapshot])
    assert given_out == alone.text == run.text


ODD: st.SearchStrategy[Any] = st.sampled_from(
    [None, 1, "a", [], ["a"], {}, [[{}]], {"text": 1}, [{"id": "a"}]]
)
ODD_MESSAGES = st.builds(
    lambda fields, role: {**fields, "role": role},
    st.dictionaries(st.sampled_from(["id", "content", "tool_calls", "tool_call_id"]), ODD),
    st.sampled_from(["assistant", "user", "tool", "activity", "reasoning", "invented"]),
)


@settings(max_examples=150, deadline=None)
@given(lanes(), st.lists(st.builds(lambda odd: {"id": "1", **odd}, ODD_MESSAGES), max_size=3))
def test_no_snapshot_breaks_the_collecting(
    streams: list[list[Event]], messages: list[dict[str, Any]]
) -> None:
    events = [one for lane in streams for one in lane]
    snapshot = event("MESSAGES_SNAPSHOT", messages=messages)
    if isinstance(StreamEvent(json.dumps(snapshot)).payload, UnknownEvent):
        with pytest.raises(SketricGenStreamError, match=r"MESSAGES_SNAPSHOT .*cannot be read"):
            collected([*events, snapshot])
    else:
        assert isinstance(collected([*events, snapshot, *events])[0].text, str)


@settings(max_examples=100, deadline=None)
@given(lanes())
def test_camel_case_gives_the_same(streams: list[list[Event]]) -> None:
    def camel_case(key: str) -> str:
        first, *others = key.split("_")
        return first + "".join(map(str.capitalize, others))

    events = [one for lane in streams for one in lane]
    respelled = [{camel_case(key): value for key, value in one.items()} for one in events]
    assert collected(respelled) == collected(events)
