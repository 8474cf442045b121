"""What is said where a paused run cannot go on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from sketricgen import (
    HitlRequest,
    HitlResume,
    SketricGenAPIError,
    SketricGenClient,
    SketricGenValidationError,
    StreamEvent,
)

from tests.contract.service import RUN, chat
from tests.support import FaultServer, Reply

if TYPE_CHECKING:
    from tests.support.halves import Half


@pytest.mark.parametrize(
    ("paused", "got"),
    [
        (HitlRequest("q-1"), "HitlRequest"),
        (StreamEvent("no JSON"), "StreamEvent"),
        (StreamEvent('{"type": "RUN_FINISHED"}'), "RunFinishedEvent"),
        (StreamEvent('{"type": "RUN_PAUSED_HITL", "request_id": 5}'), "UnknownEvent"),
        ({"request_id": "q-1"}, "dict"),
    ],
)
def test_what_is_no_paused_run_is_refused_by_its_name(
    half: Half, client: SketricGenClient, server: FaultServer, paused: Any, got: str
) -> None:
    told = rf"of a run that is paused, got {got}\. Run the agent with enable_hitl=True\.$"
    with pytest.raises(SketricGenValidationError, match=told):
        half.call(client, "resume", paused, ["approve"], agent_id="a", conversation_id="c-1")
    assert server.requests == []


def test_an_answer_of_a_run_that_is_not_paused_is_refused_as_such(
    half: Half, client: SketricGenClient, server: FaultServer
) -> None:
    server.on("POST", RUN, Reply(201, json=chat()))
    answer = half.run(client, "agent-1", "Hi")
    told = r"is paused, got ChatResponse without a request_id\. Run the agent"
    with pytest.raises(SketricGenValidationError, match=told):
        half.call(client, "resume", answer, ["approve"])


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ({}, "agent_id and the URLs"),
        ({"assets": ["f-1"]}, "agent_id, assets and the URLs"),
        ({"conversation_id": "c-1"}, "agent_id, conversation_id and the URLs"),
        (
            {
                "conversation_id": "c-1",
                "enable_hitl": True,
                "hitl_resume": HitlResume("q-1", ["approve"]),
            },
            "agent_id, conversation_id, hitl_resume and the URLs",
        ),
    ],
)
def test_what_was_not_found_may_be_any_id_of_the_run(
    half: Half, client: SketricGenClient, server: FaultServer, given: dict[str, Any], named: str
) -> None:
    server.on("POST", RUN, Reply(404, json={"message": "Not found."}))
    with pytest.raises(SketricGenAPIError, match=rf"Check {named}\.$"):
        half.run(client, "agent-1", "Hi", **given)
