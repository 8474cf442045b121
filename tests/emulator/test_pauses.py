"""A run that pauses goes on as a person decides, once, and only if the decisions fit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.emulator.caller import Caller

APPROVE, REJECT = {"type": "approve"}, {"type": "reject", "message": "too long"}
RESPOND = {"type": "respond", "message": "ask again"}


def _resume(paused: dict[str, Any], *decisions: Any, **changed: Any) -> dict[str, Any]:
    request_id = paused["hitl_request"]["request_id"]
    return {
        "agent_id": "approval",
        "conversation_id": paused["conversation_id"],
        "enable_hitl": True,
        "hitl_resume": {"request_id": request_id, "decisions": list(decisions)},
        **changed,
    }


def _events(caller: Caller, body: dict[str, Any]) -> list[Any]:
    return caller.events(body.pop("agent_id"), "", **body)


def test_a_paused_run_says_what_is_to_be_decided(caller: Caller) -> None:
    *_, custom, paused = caller.events("approval", "dear Ann", enable_hitl=True)
    assert (custom["type"], custom["name"]) == ("CUSTOM_EVENT", "deep_agents_hitl")
    request = custom["value"]
    assert request["request_id"] == paused["request_id"]
    assert request["interrupt_ids"] == paused["interrupt_ids"]
    assert request["action_requests"] == [{"name": "send_email", "args": {"text": "dear Ann"}}]
    whole = caller.pause("dear Ann")
    assert whole["hitl_request"]["action_requests"] == request["action_requests"]
    assert [one["id"] for one in whole["hitl_interrupts"]] == whole["hitl_request"]["interrupt_ids"]


def test_a_paused_run_shows_the_calls_that_wait(caller: Caller) -> None:
    events = caller.events("approval", "dear Ann\n\ndelete old.txt", enable_hitl=True)
    types = [event["type"] for event in events]
    assert types.count("TOOL_CALL_END") == 2
    assert "TOOL_CALL_RESULT" not in types
    assert types[-1] == "RUN_PAUSED_HITL"


def test_without_enable_hitl_a_run_neither_pauses_nor_acts(caller: Caller) -> None:
    answer = caller.answer("approval", "dear Ann")
    assert answer["run_paused_hitl"] is False
    assert answer["response"] == "Nothing was done: no person can be asked."
    types = {event["type"] for event in caller.events("approval", "dear Ann", enable_hitl=False)}
    assert types.isdisjoint({"RUN_PAUSED_HITL", "TOOL_CALL_START"})


def test_each_line_is_an_action_with_its_own_decisions(caller: Caller) -> None:
    request = caller.pause("dear Ann\ndelete old.txt")["hitl_request"]
    assert [action["name"] for action in request["action_requests"]] == [
        "send_email",
        "delete_file",
    ]
    assert [config["allowed_decisions"] for config in request["review_configs"]] == [
        ["respond", "approve", "reject"],
        ["approve", "reject"],
    ]


@pytest.mark.parametrize(
    ("decision", "text"),
    [
        (APPROVE, "You decided: approve."),
        (REJECT, "You decided: reject: too long"),
        (RESPOND, "You decided: respond: ask again"),
    ],
)
def test_a_run_goes_on_with_each_kind_of_decision(
    caller: Caller, decision: dict[str, str], text: str
) -> None:
    whole = caller.post(_resume(caller.pause(), decision))
    assert (whole.status_code, whole.json()["response"]) == (201, text)
    events = _events(caller, _resume(caller.pause(), decision))
    said = [event["delta"] for event in events if event["type"] == "TEXT_MESSAGE_CONTENT"]
    assert "".join(said) == text
    assert events[-1]["type"] == "RUN_FINISHED"


def test_only_what_was_approved_is_done(caller: Caller) -> None:
    body = _resume(caller.pause("one\ntwo\nthree"), REJECT, APPROVE, RESPOND)
    events = _events(caller, body)
    arguments = "".join(e["delta"] for e in events if e["type"] == "TOOL_CALL_ARGS")
    assert arguments == '{"text": "two"}'
    assert [e["content"] for e in events if e["type"] == "TOOL_CALL_RESULT"] == ['{"done": true}']
    assert events[-1]["result"].splitlines() == [
        "You decided: reject: too long",
        "You decided: approve.",
        "You decided: respond: ask again",
    ]


def test_a_resumed_run_belongs_to_the_conversation(caller: Caller) -> None:
    paused = caller.pause()
    answer = caller.post(_resume(paused, APPROVE)).json()
    assert answer["conversation_id"] == paused["conversation_id"]
    assert answer["run_paused_hitl"] is False
    assert "hitl_request" not in answer


def test_a_run_is_resumed_only_once(caller: Caller) -> None:
    body = _resume(caller.pause(), APPROVE)
    assert caller.post(body).status_code == 201
    again = caller.post(body)
    assert again.status_code == 404
    assert "resumed already" in again.json()["detail"]


def test_a_new_message_ends_the_pause(caller: Caller) -> None:
    paused = caller.pause()
    caller.answer("echo", conversation_id=paused["conversation_id"])
    assert caller.post(_resume(paused, APPROVE)).status_code == 404


@pytest.mark.parametrize(
    ("decisions", "detail"),
    [
        ([], "decisions must have at least one item, got 0"),
        ([APPROVE], "decisions must have one item per action request (2), got 1."),
        ([APPROVE] * 3, "decisions must have one item per action request (2), got 3."),
        ([APPROVE, RESPOND], "decisions.1 must be one of approve, reject, got respond."),
    ],
)
def test_decisions_that_do_not_fit_are_refused_and_the_pause_stays(
    caller: Caller, decisions: list[Any], detail: str
) -> None:
    paused, before = caller.pause("dear Ann\ndelete old.txt"), caller.emulator.runs
    refused = caller.post(_resume(paused, *decisions))
    assert refused.status_code in {400, 422}
    assert detail.partition(" ")[2] in str(refused.json()["detail"])
    assert caller.emulator.runs == before
    assert caller.post(_resume(paused, APPROVE, APPROVE)).status_code == 201


@pytest.mark.parametrize(
    "changed",
    [
        {"enable_hitl": False},
        {"conversation_id": ""},
        {"hitl_resume": "yes"},
        {"hitl_resume": {"request_id": "x", "decisions": ["yes"]}},
        {"hitl_resume": {"request_id": "x", "decisions": [{"type": "perhaps"}]}},
        {"hitl_resume": {"request_id": "x", "decisions": {}}},
        {"hitl_resume": {"decisions": [APPROVE]}},
    ],
)
def test_an_answer_to_a_pause_that_breaks_the_rules_is_refused(
    caller: Caller, changed: dict[str, Any]
) -> None:
    body = _resume(caller.pause(), APPROVE, **changed)
    assert caller.post(body).status_code == 422
    body = _resume(caller.pause(), APPROVE)
    del body["conversation_id"]
    assert caller.post(body).status_code == 422


@pytest.mark.parametrize(
    "changed",
    [
        {"conversation_id": "elsewhere"},
        {"agent_id": "echo"},
        {"hitl_resume": {"request_id": "another", "decisions": [APPROVE]}},
    ],
)
def test_a_pause_that_never_was_cannot_be_answered(caller: Caller, changed: Any) -> None:
    assert caller.post(_resume(caller.pause(), APPROVE, **changed)).status_code == 404


@pytest.mark.parametrize("blank", ["", " "])
def test_a_resume_needs_no_message(caller: Caller, blank: str) -> None:
    body = _resume(caller.pause(), APPROVE, user_input=blank, assets=[])
    assert caller.post(body).status_code == 201
