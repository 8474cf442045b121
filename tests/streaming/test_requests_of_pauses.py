"""What a person is to decide is read from events however they are spelled, and never mixed up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.contract.service import FINISHED, PAUSED, RUN, STARTED, stream_of

if TYPE_CHECKING:
    from sketricgen import SketricGenClient

    from tests.support import FaultServer
    from tests.support.halves import Half

ACTIONS = [{"name": "send_mail", "args": {"toWhom": "Ann", "cc": None}}]
INTERRUPTED = {**FINISHED, "outcome": {"type": "interrupt", "interrupts": [{"id": "i-1"}]}}


def request_of(
    half: Half,
    client: SketricGenClient,
    server: FaultServer,
    value: Any,
    last: dict[str, Any] = PAUSED,
) -> Any:
    custom = {"type": "CUSTOM", "name": "deep_agents_hitl", "value": value}
    server.on("POST", RUN, stream_of(STARTED, custom, last))
    stream = half.call(client, "run_workflow", "agent-1", "Hi", stream=True)
    if half.loop is None:
        return stream.collect().hitl_request
    return half.loop.run_until_complete(stream.collect()).hitl_request


@pytest.mark.parametrize("last", [PAUSED, INTERRUPTED])
@pytest.mark.parametrize("wrapped", [True, False])
def test_names_in_camel_case_are_read(
    half: Half, client: SketricGenClient, server: FaultServer, last: dict[str, Any], wrapped: bool
) -> None:
    configs = [{"allowedDecisions": ["approve"]}]
    said = {"requestId": "q-1", "actionRequests": ACTIONS, "reviewConfigs": configs}
    request = request_of(half, client, server, {"hitlRequest": said} if wrapped else said, last)
    assert request.request_id == "q-1"
    assert [(action.name, action.args) for action in request.action_requests] == [
        ("send_mail", {"toWhom": "Ann", "cc": None})
    ]
    assert request.review_configs[0].allowed_decisions == ["approve"]
    assert request.extra == {}


@pytest.mark.parametrize("name", ["request_id", "requestId"])
def test_actions_of_another_pause_are_not_taken(
    half: Half, client: SketricGenClient, server: FaultServer, name: str
) -> None:
    request = request_of(half, client, server, {name: "q-0", "action_requests": ACTIONS})
    assert (request.request_id, request.action_requests) == ("q-1", [])


@pytest.mark.parametrize(
    "odd",
    [
        {"schema_version": "1"},
        {"review_configs": [{"allowed_decisions": "approve"}]},
        {"status": 5},
        {"interrupt_ids": "i-1"},
    ],
)
def test_a_field_that_does_not_fit_hides_no_action(
    half: Half, client: SketricGenClient, server: FaultServer, odd: dict[str, Any]
) -> None:
    said = {"request_id": "q-1", "action_requests": ACTIONS, **odd}
    request = request_of(half, client, server, {"hitl_request": said}, INTERRUPTED)
    assert [action.name for action in request.action_requests] == ["send_mail"]
    assert request.extra == odd


@pytest.mark.parametrize("id_", [None, 5, []])
def test_without_a_readable_id_it_is_that_of_the_pause_or_nothing(
    half: Half, client: SketricGenClient, server: FaultServer, id_: Any
) -> None:
    said = {"request_id": id_, "action_requests": ACTIONS}
    assert request_of(half, client, server, said, INTERRUPTED) is None


def test_actions_without_an_id_are_those_of_the_pause(
    half: Half, client: SketricGenClient, server: FaultServer
) -> None:
    request = request_of(half, client, server, {"request_id": None, "action_requests": ACTIONS})
    assert (request.request_id, len(request.action_requests)) == ("q-1", 1)


def test_actions_that_cannot_be_read_are_kept(
    half: Half, client: SketricGenClient, server: FaultServer
) -> None:
    said = {"request_id": "q-1", "action_requests": [*ACTIONS, {"name": 5}]}
    request = request_of(half, client, server, said)
    assert (request.request_id, request.interrupt_ids) == ("q-1", ["i-1"])
    assert request.action_requests == []
    assert request.extra == {"action_requests": said["action_requests"]}
