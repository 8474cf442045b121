"""AG-UI's rules for an agent and its subagents, which send their events side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sketricgen import SketricGenStreamError

from tests.streaming.runs import (
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
    say,
    sent,
    text_chunk,
)
from tests.testing.delivery import deliver

if TYPE_CHECKING:
    from sketricgen import StreamEvent

    from tests.streaming.runs import Event
    from tests.support.halves import Half

S = {"subagent_run_id": "s"}
T = {"subagent_run_id": "t"}
NAMED = {"tool_call_name": "add"}
STATE = event("STATE_SNAPSHOT", snapshot={})
SNAPSHOT = event("MESSAGES_SNAPSHOT", messages=[])
HELPER = event("SUBAGENT_STARTED", name="helper", **S)
HELPER_ENDS = event("SUBAGENT_FINISHED", **S)

FIRST_CHUNK = "a first chunk carries its id"
OWNED = "an item goes on with the agent or subagent that opened it"
ONCE = "every run of a subagent has an id of its own"
MATCHED = "START, then CONTENT or ARGS, then END, matched by id"

LEGAL: dict[str, list[Event]] = {
    "chunks_of_each_go_on": [
        *(text_chunk("a"), text_chunk("b", **S), call_chunk("c", **NAMED, **T), text_chunk()),
        *(text_chunk(**S), call_chunk(**T), text_chunk()),
    ],
    "events_of_another_leave_chunks_open": [
        *(text_chunk("a", **S), begin("b"), STATE, end("b"), text_chunk(**S)),
        *(text_chunk("c"), {**STATE, **S}, text_chunk()),
    ],
    "the_start_of_a_subagent_leaves_chunks_open": [
        text_chunk("a"),
        HELPER,
        text_chunk(),
        HELPER_ENDS,
    ],
    "the_first_chunk_alone_says_whose_it_is": [
        *(text_chunk("a", **S), call_chunk("b", **NAMED), text_chunk(), text_chunk("a")),
        *(text_chunk("a", **S), text_chunk()),
    ],
    "a_chunk_without_an_owner_is_the_agents": [
        *(text_chunk("a"), text_chunk("b", **S), text_chunk(), text_chunk("a")),
    ],
    "the_start_alone_says_whose_it_is": [
        *(begin("a", **S), say("a", "x"), end("a"), {**call("b", "f"), **S}, args("b", "1")),
        end_call("b"),
    ],
    "all_say_whose_it_is": [begin("a", **S), say("a", "x", **S), end("a", **S)],
    "thoughts_of_ag_ui_before_1": [
        *(event("THINKING_START"), event("THINKING_TEXT_MESSAGE_START")),
        event("THINKING_TEXT_MESSAGE_CONTENT", delta="Hm."),
        *(event("THINKING_TEXT_MESSAGE_END"), event("THINKING_END")),
    ],
    "a_subagent_in_the_next_run": [HELPER, HELPER_ENDS, PAUSED, STARTED, HELPER, HELPER_ENDS],
}

# The last event of each breaks the rule.
VIOLATIONS: dict[str, tuple[str, str, list[Event]]] = {
    "a_chunk_of_a_subagent_without_an_id": (
        FIRST_CHUNK,
        "TEXT_MESSAGE_CHUNK came without message_id",
        [text_chunk("a"), text_chunk(**S)],
    ),
    "a_chunk_after_an_event_of_its_owner": (
        FIRST_CHUNK,
        "TEXT_MESSAGE_CHUNK came without message_id",
        [text_chunk("a", **S), begin("b", **S), text_chunk(**S)],
    ),
    "a_chunk_after_the_end_of_its_owner": (
        FIRST_CHUNK,
        "TEXT_MESSAGE_CHUNK came without message_id",
        [HELPER, text_chunk("a", **S), HELPER_ENDS, text_chunk(**S)],
    ),
    "a_chunk_of_a_subagent_after_a_snapshot": (
        FIRST_CHUNK,
        "TEXT_MESSAGE_CHUNK came without message_id",
        [text_chunk("a", **S), SNAPSHOT, text_chunk(**S)],
    ),
    "a_chunk_that_may_be_of_two": (
        FIRST_CHUNK,
        "TEXT_MESSAGE_CHUNK came without message_id",
        [text_chunk("a", **S), text_chunk("b", **T), text_chunk()],
    ),
    "a_chunk_of_another": (
        OWNED,
        "TEXT_MESSAGE_CHUNK came for the message 'a' from the subagent 't'",
        [text_chunk("a", **S), text_chunk("a", **T)],
    ),
    "a_chunk_for_the_agents_own": (
        OWNED,
        "TEXT_MESSAGE_CHUNK came for the message 'a' from the subagent 's'",
        [text_chunk("a"), text_chunk("a", **S)],
    ),
    "text_of_another": (
        OWNED,
        "TEXT_MESSAGE_CONTENT came for the message 'a' from the subagent 's'",
        [begin("a"), say("a", "x", **S)],
    ),
    "an_end_of_another": (
        OWNED,
        "TEXT_MESSAGE_END came for the message 'a' from the subagent 't'",
        [begin("a", **S), end("a", **T)],
    ),
    "a_subagent_that_runs_again": (
        ONCE,
        "SUBAGENT_STARTED came for the subagent 's', which has ended",
        [HELPER, HELPER_ENDS, HELPER],
    ),
    "old_thinking_twice": (
        MATCHED,
        "THINKING_START came for the thinking, which is open already",
        [event("THINKING_START"), event("THINKING_START")],
    ),
    "an_old_thought_that_did_not_begin": (
        MATCHED,
        "THINKING_TEXT_MESSAGE_CONTENT came for the thinking message, which is not open",
        [event("THINKING_START"), event("THINKING_TEXT_MESSAGE_CONTENT", delta="Hm.")],
    ),
    "old_thinking_open_at_the_end": (
        "everything must be closed before RUN_FINISHED",
        "the thinking was still open",
        [event("THINKING_START"), FINISHED],
    ),
}


@pytest.mark.parametrize("name", LEGAL)
def test_what_the_rules_allow_passes(half: Half, name: str) -> None:
    given = sent([STARTED, *LEGAL[name], FINISHED])
    delivered: list[StreamEvent] = []
    deliver(half, given, delivered)
    assert delivered == given


@pytest.mark.parametrize("name", VIOLATIONS)
def test_a_broken_rule_is_named(half: Half, name: str) -> None:
    rule, words, events = VIOLATIONS[name]
    given = sent([STARTED, *events])
    delivered: list[StreamEvent] = []
    with pytest.raises(SketricGenStreamError) as caught:
        deliver(half, given, delivered)
    assert f"({rule})" in str(caught.value)
    assert words in str(caught.value)
    assert delivered == given[:-1]
