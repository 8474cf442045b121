"""AG-UI's rules on the order of events: each broken alone, and what they allow."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sketricgen import SketricGenStreamError

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
from tests.testing.delivery import deliver

if TYPE_CHECKING:
    from sketricgen import StreamEvent

    from tests.streaming.runs import Event
    from tests.support.halves import Half


def step(name: str, **fields: str) -> Event:
    return event("STEP_STARTED", step_name=name, **fields)


def end_step(name: str, **fields: str) -> Event:
    return event("STEP_FINISHED", step_name=name, **fields)


def think(id_: str) -> Event:
    return event("REASONING_START", message_id=id_)


def end_thinking(id_: str) -> Event:
    return event("REASONING_END", message_id=id_)


def thought(id_: str) -> Event:
    return event("REASONING_MESSAGE_START", message_id=id_, role="reasoning")


def think_on(id_: str) -> Event:
    return event("REASONING_MESSAGE_CONTENT", message_id=id_, delta="Hm.")


def end_thought(id_: str) -> Event:
    return event("REASONING_MESSAGE_END", message_id=id_)


def thought_chunk(**fields: str) -> Event:
    return event("REASONING_MESSAGE_CHUNK", delta="Hm.", **fields)


def helper(id_: str) -> Event:
    return event("SUBAGENT_STARTED", subagent_run_id=id_, name="helper")


def end_helper(id_: str) -> Event:
    return event("SUBAGENT_FINISHED", subagent_run_id=id_)


def fail_helper(id_: str) -> Event:
    return event("SUBAGENT_ERROR", subagent_run_id=id_, message="Lost.")


STATE = event("STATE_SNAPSHOT", snapshot={})
RAW = event("RAW", event=1)
SNAPSHOT = event("MESSAGES_SNAPSHOT", messages=[])
ACTIVITY = event("ACTIVITY_SNAPSHOT", message_id="x", activity_type="PLAN", content={})
ACTIVITY_CHANGE = event("ACTIVITY_DELTA", message_id="x", activity_type="PLAN", patch=[])
CIPHER = event("REASONING_ENCRYPTED_VALUE", subtype="message", entity_id="a", encrypted_value="g")
NAMED = {"tool_call_name": "add"}
CUSTOM = event("CUSTOM", name="n", value=1)
STANDALONE = [STATE, event("STATE_DELTA", delta=[]), SNAPSHOT, ACTIVITY, ACTIVITY_CHANGE, CIPHER]
STANDALONE += [RAW, CUSTOM]

BEGINNING = "at the beginning only RUN_STARTED or RUN_ERROR may come"
AFTER_FINISHED = "after RUN_FINISHED only RUN_STARTED or RUN_ERROR may come"
AFTER_ERROR = "after RUN_ERROR only RUN_STARTED may come"
AFTER_PAUSE = "after RUN_PAUSED_HITL only RUN_STARTED may come"
NESTED = "a run must end before the next one starts"
MATCHED = "START, then CONTENT or ARGS, then END, matched by id"
CLOSED = "everything must be closed before RUN_FINISHED"
FIRST_CHUNK = "a first chunk carries its id"

# The last event of each breaks the rule, and everything before it is legal.
VIOLATIONS: dict[str, tuple[str, list[Event]]] = {
    "a_message_first": (BEGINNING, [begin("a")]),
    "an_end_first": (BEGINNING, [FINISHED]),
    "a_pause_first": (BEGINNING, [PAUSED]),
    "a_state_first": (BEGINNING, [STATE]),
    "a_message_after_the_end": (AFTER_FINISHED, [STARTED, FINISHED, begin("a")]),
    "a_second_end": (AFTER_FINISHED, [STARTED, FINISHED, FINISHED]),
    "a_state_after_the_end": (AFTER_FINISHED, [STARTED, FINISHED, STATE]),
    "a_pause_after_the_end": (AFTER_FINISHED, [STARTED, FINISHED, PAUSED]),
    "a_message_after_the_failure": (AFTER_ERROR, [STARTED, FAILED, begin("a")]),
    "an_end_after_the_failure": (AFTER_ERROR, [STARTED, FAILED, FINISHED]),
    "a_second_failure": (AFTER_ERROR, [STARTED, FAILED, FAILED]),
    "a_failure_after_a_late_failure": (AFTER_ERROR, [STARTED, FINISHED, FAILED, FAILED]),
    "a_message_after_the_pause": (AFTER_PAUSE, [STARTED, PAUSED, begin("a")]),
    "an_end_after_the_pause": (AFTER_PAUSE, [STARTED, PAUSED, FINISHED]),
    "a_run_within_a_run": (NESTED, [STARTED, STARTED]),
    "a_message_twice": (MATCHED, [STARTED, begin("a"), begin("a")]),
    "a_call_twice": (MATCHED, [STARTED, call("a", "add"), call("a", "add")]),
    "a_step_twice": (MATCHED, [STARTED, step("a"), step("a")]),
    "reasoning_twice": (MATCHED, [STARTED, think("a"), think("a")]),
    "a_thought_twice": (MATCHED, [STARTED, thought("a"), thought("a")]),
    "a_subagent_twice": (MATCHED, [STARTED, helper("a"), helper("a")]),
    "text_without_a_message": (MATCHED, [STARTED, say("a", "x")]),
    "text_for_another_message": (MATCHED, [STARTED, begin("a"), say("b", "x")]),
    "text_after_the_message": (MATCHED, [STARTED, begin("a"), end("a"), say("a", "x")]),
    "the_end_of_no_message": (MATCHED, [STARTED, end("a")]),
    "the_end_of_a_message_twice": (MATCHED, [STARTED, begin("a"), end("a"), end("a")]),
    "arguments_without_a_call": (MATCHED, [STARTED, args("a", "x")]),
    "arguments_for_a_message": (MATCHED, [STARTED, begin("a"), args("a", "x")]),
    "the_end_of_no_call": (MATCHED, [STARTED, end_call("a")]),
    "the_end_of_no_step": (MATCHED, [STARTED, end_step("a")]),
    "the_end_of_a_subagents_step": (
        MATCHED,
        [STARTED, helper("s"), step("a", subagent_run_id="s"), end_step("a")],
    ),
    "the_end_of_no_reasoning": (MATCHED, [STARTED, end_thinking("a")]),
    "thinking_without_a_thought": (MATCHED, [STARTED, think("a"), think_on("a")]),
    "the_end_of_no_thought": (MATCHED, [STARTED, think("a"), end_thought("a")]),
    "the_end_of_no_subagent": (MATCHED, [STARTED, end_helper("a")]),
    "the_failure_of_a_subagent_that_ended": (
        MATCHED,
        [STARTED, helper("a"), end_helper("a"), fail_helper("a")],
    ),
    "text_for_a_message_of_chunks": (MATCHED, [STARTED, text_chunk("a"), say("a", "x")]),
    "an_open_message_at_the_end": (CLOSED, [STARTED, begin("a"), FINISHED]),
    "an_open_call_at_the_end": (CLOSED, [STARTED, call("a", "add"), FINISHED]),
    "an_open_step_at_the_end": (CLOSED, [STARTED, step("a"), FINISHED]),
    "open_reasoning_at_the_end": (CLOSED, [STARTED, think("a"), FINISHED]),
    "an_open_thought_at_the_end": (CLOSED, [STARTED, thought("a"), FINISHED]),
    "an_open_subagent_at_the_end": (CLOSED, [STARTED, helper("a"), FINISHED]),
    "a_text_chunk_without_an_id": (FIRST_CHUNK, [STARTED, text_chunk()]),
    "a_call_chunk_without_an_id": (FIRST_CHUNK, [STARTED, call_chunk(**NAMED)]),
    "a_thought_chunk_without_an_id": (FIRST_CHUNK, [STARTED, thought_chunk()]),
    "a_call_chunk_without_a_name": (
        "a first chunk carries its id and the tool's name",
        [STARTED, call_chunk("a")],
    ),
    "a_second_calls_chunk_without_a_name": (
        "a first chunk carries its id and the tool's name",
        [STARTED, call_chunk("a", **NAMED), call_chunk("b")],
    ),
    "a_chunk_without_an_id_after_one_of_another_kind": (
        FIRST_CHUNK,
        [STARTED, text_chunk("a"), call_chunk("b", **NAMED), text_chunk()],
    ),
    "a_chunk_without_an_id_after_a_state": (
        FIRST_CHUNK,
        [STARTED, text_chunk("a"), STATE, text_chunk()],
    ),
    "a_chunk_without_an_id_after_a_snapshot": (
        FIRST_CHUNK,
        [STARTED, text_chunk("a"), SNAPSHOT, text_chunk()],
    ),
    "a_chunk_without_an_id_after_a_message": (
        FIRST_CHUNK,
        [STARTED, text_chunk("a"), begin("b"), text_chunk()],
    ),
    "a_chunk_without_an_id_in_the_next_run": (
        FIRST_CHUNK,
        [STARTED, text_chunk("a"), FAILED, STARTED, text_chunk()],
    ),
    "a_chunk_for_an_open_message": (MATCHED, [STARTED, begin("a"), text_chunk("a")]),
}

LEGAL: dict[str, list[Event]] = {
    "a_run": [STARTED, begin("a"), say("a", "x"), end("a"), FINISHED],
    "a_run_without_anything": [STARTED, FINISHED],
    "a_failure_before_the_beginning": [FAILED],
    "a_late_failure": [STARTED, FINISHED, FAILED],
    "a_failure_with_everything_open": [STARTED, begin("a"), call("b", "add"), step("c"), FAILED],
    "a_pause_with_everything_open": [STARTED, begin("a"), call("b", "add"), PAUSED],
    "several_runs": [STARTED, FINISHED, STARTED, FAILED, STARTED, PAUSED, STARTED, FINISHED],
    "a_run_after_a_failure_closed_what_was_open": [STARTED, begin("a"), FAILED, STARTED, FINISHED],
    "a_run_after_a_pause_may_open_it_again": [STARTED, begin("a"), PAUSED, STARTED, begin("a")],
    "a_message_without_text": [STARTED, begin("a"), end("a"), FINISHED],
    "a_message_opened_again": [
        *(STARTED, begin("a"), say("a", "x"), end("a")),
        *(begin("a"), say("a", "y"), end("a"), FINISHED),
    ],
    "a_call_opened_again": [STARTED, call("a", "f"), end_call("a"), call("a", "f"), end_call("a")],
    "interleaved_items": [
        *(STARTED, begin("a"), call("b", "add"), begin("c"), say("a", "x"), args("b", "1")),
        *(say("c", "y"), end_call("b"), end("a"), result("b", "2"), end("c"), FINISHED),
    ],
    "one_id_for_items_of_several_kinds": [
        *(STARTED, begin("a"), call("a", "add"), think("a"), thought("a"), step("a")),
        *(end_step("a"), end_thought("a"), end_thinking("a"), end_call("a"), end("a"), FINISHED),
    ],
    "a_call_without_a_result": [STARTED, call("a", "add"), end_call("a"), FINISHED],
    "a_result_before_the_calls_end": [STARTED, call("a", "add"), result("a", "2"), end_call("a")],
    "everything_that_stands_alone": [STARTED, *STANDALONE, begin("a"), *STANDALONE, end("a")],
    "steps_of_one_name_of_parent_and_subagent": [
        *(STARTED, helper("s"), step("a"), step("a", subagent_run_id="s")),
        *(end_step("a"), end_step("a", subagent_run_id="s"), end_helper("s"), FINISHED),
    ],
    "a_subagent_that_fails": [STARTED, helper("s"), fail_helper("s"), FINISHED],
    "chunks": [STARTED, text_chunk("a"), text_chunk(), text_chunk("a"), text_chunk("b"), FINISHED],
    "chunks_of_a_call": [
        STARTED,
        call_chunk("a", **NAMED),
        call_chunk(),
        call_chunk("a"),
        FINISHED,
    ],
    "chunks_of_thoughts": [STARTED, thought_chunk(message_id="a"), thought_chunk(), FINISHED],
    "chunks_around_what_leaves_them_open": [
        *(STARTED, text_chunk("a"), RAW, ACTIVITY, ACTIVITY_CHANGE, CIPHER, text_chunk(), FINISHED)
    ],
    "a_message_with_the_id_of_chunks": [STARTED, text_chunk("a"), begin("a"), end("a"), FINISHED],
    "an_unknown_event_anywhere": [
        *(event("INVENTED"), STARTED, event("INVENTED"), FINISHED, event("INVENTED"))
    ],
}


@pytest.mark.parametrize(
    ("rule", "events"), [pytest.param(*broken, id=name) for name, broken in VIOLATIONS.items()]
)
def test_a_broken_rule_is_named(half: Half, rule: str, events: list[Event]) -> None:
    given = sent(events)
    delivered: list[StreamEvent] = []
    with pytest.raises(SketricGenStreamError) as caught:
        deliver(half, given, delivered)
    assert f"({rule})" in str(caught.value)
    assert delivered == given[:-1]


@pytest.mark.parametrize("name", LEGAL)
def test_what_the_rules_allow_passes(half: Half, name: str) -> None:
    given = sent(LEGAL[name])
    delivered: list[StreamEvent] = []
    deliver(half, given, delivered)
    assert delivered == given


@pytest.mark.parametrize(
    ("events", "words"),
    [
        (
            [STARTED, say("a", "x")],
            "TEXT_MESSAGE_CONTENT came for the message 'a', which is not open",
        ),
        (
            [STARTED, step("a"), step("a")],
            "STEP_STARTED came for the step 'a', which is open already",
        ),
        ([STARTED, call("a", "f"), FINISHED], "the tool call 'a' was still open"),
        ([begin("a")], "TEXT_MESSAGE_START came"),
        ([STARTED, call_chunk("a")], "TOOL_CALL_CHUNK lacks a name"),
        ([STARTED, text_chunk()], "TEXT_MESSAGE_CHUNK came without message_id"),
    ],
)
def test_an_error_says_what_came(half: Half, events: list[Event], words: str) -> None:
    with pytest.raises(SketricGenStreamError) as caught:
        deliver(half, sent(events), [])
    assert words in str(caught.value)
