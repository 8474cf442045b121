"""A run that pauses ends in interrupts, and their answers go on with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.contract.service import PAUSED, RUN, WHOLE_RUN, stream_of

from .browser import asked, events_of, post

if TYPE_CHECKING:
    from sketricgen.emulator import Emulator

    from tests.support import FaultServer

REQUEST = {
    "request_id": "q-1",
    "action_requests": [{"name": "send_email", "args": {"to_whom": "Ann"}}, {"name": "erase"}],
    "review_configs": [{"allowed_decisions": ["approve", "reject"]}],
}
APPROVED = {"status": "resolved", "payload": {"approved": True}}


def paused(server: FaultServer, *before: Any, **changes: Any) -> list[dict[str, Any]]:
    """The interrupts of a run that pauses, after these events."""
    server.on("POST", RUN, stream_of(WHOLE_RUN[0], *before, {**PAUSED, **changes}))
    ending = events_of(post(server.url, asked(), enable_hitl=True))[-1]
    assert ending["outcome"]["type"] == "interrupt"
    interrupts: list[dict[str, Any]] = ending["outcome"]["interrupts"]
    return interrupts


def resumed(server: FaultServer, *entries: Any) -> dict[str, Any]:
    """The last event of a run that answers interrupts so."""
    return events_of(post(server.url, asked(resume=list(entries))))[-1]


CAMEL_CASE = {
    "requestId": "q-1",
    "actionRequests": REQUEST["action_requests"],
    "reviewConfigs": [{"allowedDecisions": ["approve", "reject"]}],
}


@pytest.mark.parametrize(
    "value", [REQUEST, {"hitl_request": REQUEST}, CAMEL_CASE, {"hitlRequest": CAMEL_CASE}]
)
def test_each_action_is_an_interrupt_that_says_what_may_be_answered(
    server: FaultServer, value: Any
) -> None:
    said = {"type": "CUSTOM_EVENT", "name": "deep_agents_hitl", "value": value}
    first, second = paused(server, said)
    message = {"type": "string", "description": "Words for the agent."}
    schema = {"type": "object", "properties": {"approved": {"type": "boolean"}, "message": message}}
    assert first == {
        "id": "q-1:1/2",
        "reason": "confirmation",
        "message": "The agent asks for your approval to run send_email.",
        "responseSchema": {**schema, "required": ["approved"]},
        "metadata": {
            "sketricgen": {
                "action": REQUEST["action_requests"][0],
                "allowedDecisions": ["approve", "reject"],
            }
        },
    }
    assert (second["id"], second["responseSchema"]) == ("q-1:2/2", schema)


@pytest.mark.parametrize(
    "before", [[], [{"type": "CUSTOM", "name": "deep_agents_hitl", "value": {"request_id": "q-0"}}]]
)
def test_a_pause_of_which_nothing_is_known_has_as_many_interrupts_as_the_service_says(
    server: FaultServer, before: list[Any]
) -> None:
    found = paused(server, *before, interrupt_ids=["i-1", "i-2"])
    assert [each["id"] for each in found] == ["q-1:1/2", "q-1:2/2"]
    assert found[0]["message"] == "The agent asks for your approval to go on."


def test_a_pause_without_an_interrupt_has_one(server: FaultServer) -> None:
    assert [each["id"] for each in paused(server, interrupt_ids=[])] == ["q-1:1/1"]


def test_answers_are_sent_as_decisions_in_the_order_of_the_actions(server: FaultServer) -> None:
    server.on("POST", RUN, stream_of(*WHOLE_RUN))
    answers: list[Any] = [
        (2, {"status": "cancelled"}),
        (1, APPROVED),
        (4, {"status": "resolved", "payload": {"message": "Ask Bob."}}),
        (3, {"status": "resolved", "payload": {"approved": False, "message": "Too soon."}}),
        (5, {"status": "resolved", "payload": False}),
    ]
    resume = [{"interruptId": f"q:1:{number}/5", **answer} for number, answer in answers]
    assert resumed(server, *resume)["type"] == "RUN_FINISHED"
    (request,) = server.requests
    sent = request.json
    assert sent["hitl_resume"] == {
        "request_id": "q:1",
        "decisions": [
            {"type": "approve"},
            {"type": "reject"},
            {"type": "reject", "message": "Too soon."},
            {"type": "respond", "message": "Ask Bob."},
            {"type": "reject"},
        ],
    }
    assert (sent["conversation_id"], sent["enable_hitl"]) == ("thread-1", True)
    assert not sent.get("user_input")  # the message was answered before the pause


@pytest.mark.parametrize(
    ("entries", "problem"),
    [
        ([{**APPROVED, "interruptId": "q-1"}], "interruptId must be"),
        ([APPROVED], "interruptId must be"),
        ([1], "interruptId must be"),
        ("yes", "resume must answer each"),
        ([{**APPROVED, "interruptId": "q-1:1/2"}], "resume must answer each"),
        ([{**APPROVED, "interruptId": "q-1:2/1"}], "resume must answer each"),
        ([{**APPROVED, "interruptId": "q-1:1/2"}] * 2, "resume must answer each"),
        (
            [{**APPROVED, "interruptId": f"q-{n}:{n}/2"} for n in (1, 2)],
            "resume must answer each",
        ),
        ([{**APPROVED, "interruptId": "q-1:0/1"}], "resume must answer each"),
        ([{"interruptId": "q-1:1/1", "status": "resolved"}], "An interrupt must be"),
        (
            [{"interruptId": "q-1:1/1", "status": "resolved", "payload": {"approved": "yes"}}],
            "An interrupt must be",
        ),
        ([{"interruptId": "q-1:1/1", "status": "open", "payload": True}], "An interrupt must be"),
        (
            [{"interruptId": "q-1:1/1", "status": "open", "payload": {"message": "no"}}],
            "An interrupt must be",
        ),
        (
            [{"interruptId": "q-1:1/1", "status": "resolved", "payload": {"message": 7}}],
            "The message of a decision must be",
        ),
    ],
)
def test_answers_that_do_not_fit_their_interrupts_are_never_sent(
    server: FaultServer, entries: Any, problem: str
) -> None:
    (event,) = events_of(post(server.url, asked(resume=entries)))
    assert (event["type"], event["code"]) == ("RUN_ERROR", "invalid_request")
    assert event["message"].startswith(problem)
    assert server.requests == []


def test_a_paused_run_goes_on_at_the_local_server(emulator: Emulator) -> None:
    def ask(**changes: Any) -> list[dict[str, Any]]:
        body = {**asked("Tell Ann.\nDelete a.txt", threadId="paused-1"), **changes}
        key = emulator.api_key
        answer = post(emulator.base_url, body, "approval", api_key=key, enable_hitl=True)
        return events_of(answer)

    interrupts = ask()[-1]["outcome"]["interrupts"]
    answers: list[dict[str, Any]] = [APPROVED, {"status": "cancelled"}]
    events = ask(
        resume=[{"interruptId": i["id"], **answer} for i, answer in zip(interrupts, answers)]
    )
    assert events[-1]["result"] == "You decided: approve.\nYou decided: reject."
