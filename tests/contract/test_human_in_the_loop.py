"""A run pauses for a person, and goes on with what the person decided."""

from __future__ import annotations

import copy
import json
import pickle
from typing import TYPE_CHECKING, Any, cast

import pytest
from sketricgen import (
    HitlActionRequest,
    HitlDecision,
    HitlRequest,
    HitlResume,
    HitlReviewConfig,
    SketricGenClient,
    SketricGenValidationError,
    StreamEvent,
    WorkflowResult,
)
from sketricgen_api.models import RunPausedHitlEvent

from tests.contract.service import PAUSED, PDF, RUN, STARTED, chat, stream_of
from tests.support import FaultServer, Reply

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from tests.support.halves import Half

ACTIONS = [{"name": "send", "args": {"to": "ann"}}, {"name": "delete", "args": {}}]
CONFIGS = [{"allowed_decisions": ["approve", "reject"]}, {"allowed_decisions": ["reject"]}]
REQUEST = {"request_id": "q-1", "action_requests": ACTIONS, "review_configs": CONFIGS}
CUSTOM = {"type": "CUSTOM_EVENT", "name": "deep_agents_hitl", "value": REQUEST}
EVENT = RunPausedHitlEvent("RUN_PAUSED_HITL", "q-1", ["i-1"])


def asked(*kinds: Sequence[str]) -> HitlRequest:
    """A request for one decision on each of the kinds that are allowed."""
    return HitlRequest(
        "q-1",
        action_requests=[HitlActionRequest(f"tool-{n}") for n in range(len(kinds))],
        review_configs=[HitlReviewConfig(list(allowed)) for allowed in kinds],
    )


def paused(**changes: Any) -> WorkflowResult:
    given = {"agent_id": "agent-1", "conversation_id": "c-1", "pause_request_id": "q-1"}
    return WorkflowResult(outcome="interrupt", **{**given, **changes})


def collected(half: Half, stream: Any) -> WorkflowResult:
    result = stream.collect()
    return cast("WorkflowResult", half.loop.run_until_complete(result) if half.loop else result)


# --- as 0.3.0 has it -------------------------------------------------------------------------


def test_enable_hitl_and_hitl_resume_are_the_seventh_and_eighth_argument(
    half: Half, client: SketricGenClient, server: FaultServer
) -> None:
    server.reply(status=201, json=chat())
    resume = HitlResume(
        request_id="q-1",
        decisions=[HitlDecision(type="approve"), HitlDecision("respond", message="No.")],
    )
    half.run(client, "agent-1", "", "c-1", None, None, False, True, resume)
    assert server.requests[0].json == {
        "agent_id": "agent-1",
        "conversation_id": "c-1",
        "stream": False,
        "enable_hitl": True,
        "hitl_resume": {
            "request_id": "q-1",
            "decisions": [{"type": "approve"}, {"type": "respond", "message": "No."}],
        },
    }


def test_a_run_with_files_needs_no_message(
    half: Half, emulator_client: SketricGenClient, tmp_path: Path
) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(PDF)
    file = half.upload(emulator_client, "echo", path)
    for given in ({"assets": [file.file_id]}, {"file_paths": [path]}):
        assert "a.pdf" in half.run(emulator_client, "echo", **given).response
        assert "a.pdf" in half.run(emulator_client, "echo", "", **given).response


def test_an_empty_conversation_id_begins_a_new_one(
    half: Half, client: SketricGenClient, server: FaultServer
) -> None:
    server.reply(status=201, json=chat())
    half.run(client, "agent-1", "Hi", "")
    assert "conversation_id" not in server.requests[0].json


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ({"hitl_resume": HitlResume("q-1", ["approve"]), "enable_hitl": True}, "conversation_id"),
        (
            {
                "hitl_resume": HitlResume("q-1", ["approve"]),
                "enable_hitl": True,
                "conversation_id": "",
            },
            "hitl_resume needs conversation_id, got none",
        ),
        (
            {"hitl_resume": HitlResume("q-1", ["approve"]), "conversation_id": "c-1"},
            "hitl_resume needs enable_hitl=True, got False",
        ),
        (
            {"hitl_resume": {"request_id": "q-1"}, "enable_hitl": True, "conversation_id": "c"},
            r"hitl_resume must be a HitlResume, got dict. Use HitlResume\(request_id, decisions\)",
        ),
        ({"enable_hitl": 1, "user_input": "Hi"}, "enable_hitl must be True or False, got 1"),
        ({"user_input": ""}, "user_input must not be blank"),
        ({}, "user_input must not be blank"),
        ({"assets": [], "file_paths": []}, "user_input must not be blank"),
        ({"assets": ["f-1"], "user_input": " "}, "user_input must not be blank"),
    ],
)
def test_what_does_not_fit_together_is_refused_before_anything_is_sent(
    half: Half, client: SketricGenClient, server: FaultServer, arguments: Any, told: str
) -> None:
    with pytest.raises(SketricGenValidationError, match=told):
        half.run(client, "agent-1", **arguments)
    assert (server.connections, server.requests) == (0, [])


# --- decisions ------------------------------------------------------------------------------


def test_a_decision_may_be_written_short() -> None:
    given: Any = ["approve", "reject", ("respond", "Ask Ann."), ["reject", "No."]]
    assert HitlResume("q-1", given) == HitlResume(
        "q-1",
        [
            HitlDecision("approve"),
            HitlDecision("reject"),
            HitlDecision("respond", "Ask Ann."),
            HitlDecision("reject", "No."),
        ],
    )


@pytest.mark.parametrize(
    ("decisions", "told"),
    [
        ("approve", r"decisions must be a list of decisions, got str. Use \['approve'\]"),
        ([], "decisions must have one for each action of the paused run, got none"),
        (None, "decisions must have one for each action of the paused run, got none"),
        (["Approve"], r'A decision must be "approve", .*, got \'Approve\''),
        (["respond"], r"A decision must be .* got 'respond'"),
        (["respond", "Ask Ann."], r'A decision must be "approve"'),
        ([None], r"A decision must be .* got None"),
        ([("respond", "a", "b")], r"A decision must be .* got \('respond', 'a', 'b'\)"),
        ([("respond", 5)], "The message of a decision must be a string, got int"),
        ([("respond", " ")], "The message of a decision must not be blank"),
    ],
)
def test_what_is_no_decision_is_refused(decisions: Any, told: str) -> None:
    with pytest.raises(SketricGenValidationError, match=told):
        HitlResume("q-1", decisions)


@pytest.mark.parametrize("request_id", ["", " q", 5, None])
def test_what_is_no_request_id_is_refused(request_id: Any) -> None:
    with pytest.raises(SketricGenValidationError, match=r"^request_id must"):
        HitlResume(request_id, ["approve"])


def test_decisions_can_be_copied_and_pickled() -> None:
    resume = HitlResume("q-1", ["approve"])
    assert copy.deepcopy(resume) == pickle.loads(pickle.dumps(resume)) == resume


# --- what a stream says ---------------------------------------------------------------------


def test_a_result_holds_the_request_that_the_stream_told(
    half: Half, client: SketricGenClient, server: FaultServer
) -> None:
    server.on("POST", RUN, stream_of(STARTED, CUSTOM, PAUSED))
    result = collected(half, half.open(client, "agent-1", "Hi", enable_hitl=True).stream)
    request = result.hitl_request
    assert request is not None
    assert (request.request_id, request.interrupt_ids) == ("q-1", ["i-1"])
    assert [(a.name, a.args) for a in request.action_requests] == [
        ("send", {"to": "ann"}),
        ("delete", {}),
    ]
    assert [c.allowed_decisions for c in request.review_configs] == [
        ["approve", "reject"],
        ["reject"],
    ]
    assert (result.paused, result.agent_id) == (True, "agent-1")


@pytest.mark.parametrize(
    "custom",
    [
        {**CUSTOM, "type": "CUSTOM"},
        {**CUSTOM, "value": {"hitl_request": REQUEST}},
        {**CUSTOM, "value": {k: v for k, v in REQUEST.items() if k != "request_id"}},
        {**CUSTOM, "value": {"actionRequests": ACTIONS, "reviewConfigs": CONFIGS}},
    ],
    ids=["CUSTOM", "nested", "without an id", "camelCase"],
)
def test_the_request_is_found_however_it_is_told(
    half: Half, client: SketricGenClient, server: FaultServer, custom: dict[str, Any]
) -> None:
    server.on("POST", RUN, stream_of(STARTED, custom, PAUSED))
    request = collected(half, half.open(client, "agent-1", "Hi").stream).hitl_request
    assert request is not None
    assert request.request_id == "q-1"
    assert [action.name for action in request.action_requests] == ["send", "delete"]


@pytest.mark.parametrize(
    "customs",
    [
        [],
        [{**CUSTOM, "name": "progress"}],
        [{**CUSTOM, "value": {**REQUEST, "request_id": "q-0"}}],
        [{**CUSTOM, "value": "soon"}],
    ],
    ids=["no event", "another event", "another request", "no object"],
)
def test_a_pause_that_is_told_by_its_ids_alone_has_a_request_without_actions(
    half: Half, client: SketricGenClient, server: FaultServer, customs: list[Any]
) -> None:
    server.on("POST", RUN, stream_of(STARTED, *customs, PAUSED))
    result = collected(half, half.open(client, "agent-1", "Hi").stream)
    assert result.hitl_request == HitlRequest("q-1", interrupt_ids=["i-1"])
    assert len(result.custom_events) == len(customs)


@pytest.mark.parametrize(
    ("customs", "found"), [([CUSTOM], "q-1"), ([], None)], ids=["told", "not told"]
)
def test_an_interrupt_of_ag_ui_has_a_request_if_the_stream_told_one(
    half: Half, client: SketricGenClient, server: FaultServer, customs: Any, found: str | None
) -> None:
    outcome = {"type": "interrupt", "interrupts": [{"id": "i-1", "reason": "r"}]}
    ended = {"type": "RUN_FINISHED", "thread_id": "c-1", "run_id": "r", "outcome": outcome}
    server.on("POST", RUN, stream_of(STARTED, *customs, ended))
    request = collected(half, half.open(client, "agent-1", "Hi").stream).hitl_request
    assert (request and request.request_id) == found


def test_a_run_that_went_on_asks_nothing(
    half: Half, client: SketricGenClient, server: FaultServer
) -> None:
    ended = {"type": "RUN_FINISHED", "thread_id": "c-1", "run_id": "r-1"}
    server.on("POST", RUN, stream_of(STARTED, CUSTOM, ended))
    assert collected(half, half.open(client, "agent-1", "Hi").stream).hitl_request is None


# --- the friendly way ------------------------------------------------------------------------


@pytest.mark.parametrize("streamed", [False, True])
@pytest.mark.parametrize("then_streamed", [False, True])
@pytest.mark.parametrize(
    ("decision", "said"),
    [
        ("approve", "approve."),
        ("reject", "reject."),
        (("respond", "Ask Ann first."), "respond: Ask Ann first."),
        (HitlDecision("approve", "Fine."), "approve: Fine."),
    ],
    ids=["approve", "reject", "respond", "HitlDecision"],
)
def test_a_paused_run_goes_on(
    half: Half,
    emulator_client: SketricGenClient,
    streamed: bool,
    then_streamed: bool,
    decision: Any,
    said: str,
) -> None:
    asked = ("approval", "Mail Ann.")
    if streamed:
        stream = half.open(emulator_client, *asked, enable_hitl=True)
        paused: Any = collected(half, stream.stream)
    else:
        paused = half.run(emulator_client, *asked, enable_hitl=True)
    assert paused.hitl_request.action_requests[0].args == {"text": "Mail Ann."}
    result = half.call(emulator_client, "resume", paused, [decision], stream=then_streamed)
    if then_streamed:
        assert collected(half, result).text == f"You decided: {said}"
    else:
        assert result.response == f"You decided: {said}"


@pytest.mark.parametrize("given", [EVENT, StreamEvent(json.dumps(PAUSED))])
def test_an_event_is_resumed_with_the_ids_that_it_lacks(
    half: Half, client: SketricGenClient, server: FaultServer, given: Any
) -> None:
    server.reply(status=201, json=chat())
    ids = {"agent_id": "agent-1", "conversation_id": "c-1", "contact_id": "p-1"}
    half.call(client, "resume", given, ["approve"], **ids)
    sent = server.requests[0].json
    assert {name: sent[name] for name in ids} == ids
    assert sent["hitl_resume"] == {"request_id": "q-1", "decisions": [{"type": "approve"}]}
    assert "user_input" not in sent


def test_an_answer_is_resumed_for_its_person(
    half: Half, client: SketricGenClient, server: FaultServer
) -> None:
    pause = {"request_id": "q-1", "action_requests": ACTIONS[:1]}
    server.on("POST", RUN, Reply(201, json=chat(hitl_request=pause)), Reply(201, json=chat()))
    answer = half.run(client, "agent-1", "Hi", enable_hitl=True)
    half.call(client, "resume", answer, ["approve"], timeout=5, deadline=60)
    sent = server.requests[1].json
    assert (sent["agent_id"], sent["conversation_id"]) == ("agent-1", "c-1")
    assert (sent["contact_id"], sent["enable_hitl"]) == ("p-1", True)


@pytest.mark.parametrize(
    ("given", "decisions", "told"),
    [
        (
            paused(pause_request_id=None),
            ["approve"],
            "got WorkflowResult without",
        ),
        (paused(agent_id=None), ["approve"], "^agent_id must be given here: WorkflowResult does"),
        (paused(conversation_id=None), ["approve"], "^conversation_id must be given here"),
        (EVENT, ["approve"], "^agent_id must be given here: RunPausedHitlEvent does not say it"),
        (StreamEvent('{"type": "RUN_STARTED"}'), ["approve"], "got UnknownEvent. Run"),
        (
            "q-1",
            ["approve"],
            "got str. Run the agent with enable_hitl",
        ),
        (None, ["approve"], "paused must be .* got NoneType. Run"),
        (paused(), [], "decisions must have one for each action of the paused run, got none"),
        (paused(), "approve", r"decisions must be a list of decisions, got str. Use \['approve'\]"),
        (
            paused(hitl_request=asked(["approve"], ["approve"])),
            ["approve"],
            r"one for each of the 2 actions \('tool-0', 'tool-1'\), in their order, got 1",
        ),
        (paused(hitl_request=asked(["approve"])), ["approve", "approve"], "got 2"),
        (
            paused(hitl_request=asked(["approve"], ["approve", "reject"])),
            ["approve", ("respond", "No.")],
            "Decision 2 must be one of 'approve', 'reject', which the run allows, got 'respond'",
        ),
    ],
)
def test_what_does_not_fit_is_refused_before_anything_is_sent(
    half: Half,
    client: SketricGenClient,
    server: FaultServer,
    given: Any,
    decisions: Any,
    told: str,
) -> None:
    with pytest.raises(SketricGenValidationError, match=told):
        half.call(client, "resume", given, decisions)
    assert (server.connections, server.requests) == (0, [])


def test_a_stream_is_no_paused_run(
    half: Half, client: SketricGenClient, server: FaultServer
) -> None:
    server.on("POST", RUN, stream_of(STARTED, PAUSED, headers={"X-Request-Id": "r-1"}))
    stream = half.open(client, "agent-1", "Hi")
    with pytest.raises(SketricGenValidationError, match=r"got .*WorkflowStream. Run"):
        half.call(client, "resume", stream.stream, ["approve"])
    stream.rest()


def test_what_the_request_leaves_open_is_not_checked(
    half: Half, client: SketricGenClient, server: FaultServer
) -> None:
    server.reply(status=201, json=chat())
    open_request = HitlRequest("q-1", review_configs=[HitlReviewConfig([])])
    half.call(client, "resume", paused(hitl_request=open_request), ["approve", "reject"])
    assert len(server.requests[0].json["hitl_resume"]["decisions"]) == 2
