"""What changes for a user of 0.3.0: each row of the table is so."""

from __future__ import annotations

import importlib
import inspect
from typing import TYPE_CHECKING, Any, Callable

import pytest
from sketricgen import (
    ChatResponse,
    HitlDecision,
    HitlResume,
    SketricGenAdminError,
    SketricGenAPIError,
    SketricGenAuthenticationError,
    SketricGenClient,
    SketricGenConfig,
    SketricGenContentTypeError,
    SketricGenFileSizeError,
    SketricGenNetworkError,
    SketricGenRateLimitError,
    SketricGenTimeoutError,
    SketricGenValidationError,
    StreamEvent,
    WorkflowStream,
)

from tests.contract.service import RUN, STARTED, chat, stream_of
from tests.docs.documents import text_of

if TYPE_CHECKING:
    from tests.support import FaultServer

ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in text_of("docs/migration.md").splitlines()
    if line.startswith("| ")
][1:]
ANSWER: Any = ChatResponse("Hello!", "c-1", "agent-1", "u-1", "o-1")


def answers_are_plain() -> None:
    assert ANSWER.model_dump() == ANSWER.to_dict()
    assert ANSWER.model_dump_json()
    assert not hasattr(ANSWER, "model_validate")


def unknown_fields_are_kept(client: SketricGenClient, server: FaultServer) -> None:
    server.reply(status=201, json=chat(new="field"))
    assert client.run_workflow_sync("agent-1", "Hi").extra == {"new": "field"}


def what_was_not_said_is_none() -> None:
    assert ANSWER.run_paused_hitl is None


def events_are_small() -> None:
    event = StreamEvent(event_type="message", data='{"type": "RUN_FINISHED"}', id="1")
    assert (event.event_type, event.id, event.is_terminal) == ("message", "1", True)
    assert event.json() == {"type": "RUN_FINISHED"}
    assert event.payload is not None


def decisions_may_be_short() -> None:
    named = HitlResume(request_id="q", decisions=[HitlDecision(type="respond", message="No.")])
    assert named == HitlResume("q", [("respond", "No.")])
    assert HitlResume("q", ["approve"]) == HitlResume("q", [HitlDecision("approve")])


def paused_runs_go_on_in_one_call(client: SketricGenClient, server: FaultServer) -> None:
    paused = chat(hitl_request={"request_id": "q-1"})
    server.reply(status=201, json=paused)
    answer = client.run_workflow_sync("agent-1", "Hi", enable_hitl=True)
    client.resume_sync(answer, ["approve"])
    resume = HitlResume("q-1", ["approve"])
    client.run_workflow_sync("agent-1", "", "c-1", "p-1", None, False, True, resume)
    assert server.requests[1].json == server.requests[2].json


def the_client_waits_longer() -> None:
    assert SketricGenClient("sk-1").config.timeout == 300


def settings_have_another_order() -> None:
    assert list(inspect.signature(SketricGenConfig).parameters)[:2] == ["api_key", "timeout"]


def urls_are_two() -> None:
    for taker in (SketricGenConfig, SketricGenClient):
        names = inspect.signature(taker).parameters
        assert {"base_url", "platform_url"} <= set(names)
        assert not [name for name in names if name.endswith("_endpoint")]
    assert not [name for name in dir(SketricGenConfig) if name.startswith("get_")]


def files_are_checked() -> None:
    assert issubclass(SketricGenFileSizeError, SketricGenValidationError)
    assert issubclass(SketricGenContentTypeError, SketricGenValidationError)


def timeouts_are_of_the_network() -> None:
    assert issubclass(SketricGenTimeoutError, SketricGenNetworkError)
    assert issubclass(SketricGenTimeoutError, TimeoutError)


def errors_are_made_by_name() -> None:
    error = SketricGenAPIError("m", status_code=500, response_body={})
    assert (error.status_code, error.response_body) == (500, {})
    kind: Any = SketricGenAPIError
    with pytest.raises(TypeError):
        kind("m", 500, {})


def the_control_plane_raises_the_same_errors(client: SketricGenClient, server: FaultServer) -> None:
    refused = {"error": "Not in this project.", "code": "project_scope_mismatch"}
    for status, kind in (
        (403, SketricGenAdminError),
        (401, SketricGenAuthenticationError),
        (429, SketricGenRateLimitError),
    ):
        server.reply(status=status, json=refused, headers={"Retry-After": "61"})
        with pytest.raises(kind) as caught:
            client.whoami_sync()
        assert isinstance(caught.value, SketricGenAPIError)
        assert caught.value.code == "project_scope_mismatch"


def lists_are_for_both_loops(client: SketricGenClient, server: FaultServer) -> None:
    server.reply(json={"agents": [{"agent_id": "agent-1"}]})
    assert [agent.agent_id for agent in client.agents.list()] == ["agent-1"]
    assert [len(page) for page in client.agents.list().pages()] == [1]


def streams_end_loudly(client: SketricGenClient, server: FaultServer) -> None:
    server.on("POST", RUN, stream_of(STARTED))
    stream = client.run_workflow_sync("agent-1", "Hi", stream=True)
    assert next(stream).json() == STARTED
    with pytest.raises(SketricGenNetworkError, match="The stream ended before its run did"):
        next(stream)


def streams_do_more() -> None:
    more = {"__enter__", "__exit__", "text_stream", "collect", "request_id", "headers"}
    assert more <= set(dir(WorkflowStream))


def modules_are_gone() -> None:
    for name in ("streaming", "upload", "admin.client"):
        with pytest.raises(ModuleNotFoundError):
            importlib.import_module(f"sketricgen.{name}")


def other_packages_are_needed() -> None:
    needed = text_of("pyproject.toml").partition("dependencies = [")[2].partition("]")[0]
    assert "attrs" in needed
    assert "pydantic" not in needed


def blanks_are_refused(client: SketricGenClient, server: FaultServer) -> None:
    for agent_id, user_input in ((" agent-1", ""), ("agent-1", " ")):
        with pytest.raises(SketricGenValidationError, match="blank"):
            client.run_workflow_sync(agent_id, user_input, assets=["f-1"])
    server.reply(status=201, json=chat())
    client.run_workflow_sync("agent-1", "", "", assets=["f-1"])
    assert server.requests[0].json == {"agent_id": "agent-1", "assets": ["f-1"], "stream": False}


# By how their rows begin.
CHECKS: dict[str, Callable[..., None]] = {
    "answers are pydantic models": answers_are_plain,
    "unknown fields": unknown_fields_are_kept,
    "`ChatResponse.run_paused_hitl`": what_was_not_said_is_none,
    "`StreamEvent` is a pydantic model": events_are_small,
    "`HitlDecision` and `HitlResume`": decisions_may_be_short,
    "a paused run goes on": paused_runs_go_on_in_one_call,
    "blanks around ids": blanks_are_refused,
    "`SketricGenClient(api_key)`": the_client_waits_longer,
    "`SketricGenConfig` takes": settings_have_another_order,
    "`workflow_endpoint`": urls_are_two,
    "`SketricGenFileSizeError`": files_are_checked,
    "`SketricGenTimeoutError`": timeouts_are_of_the_network,
    "`SketricGenAPIError(": errors_are_made_by_name,
    "`SketricGenAdminError`": the_control_plane_raises_the_same_errors,
    "`client.agents.list()`": lists_are_for_both_loops,
    "a stream that breaks off": streams_end_loudly,
    "a stream is an iterator": streams_do_more,
    "`sketricgen.streaming`": modules_are_gone,
    "needs pydantic": other_packages_are_needed,
}


@pytest.mark.parametrize("began", CHECKS)
def test_a_difference_is_as_the_page_says(
    began: str, server: FaultServer, no_proxies: None
) -> None:
    check = CHECKS[began]
    with SketricGenClient("sk-1", base_url=server.url, platform_url=server.url) as client:
        given = {"client": client, "server": server}
        check(**{name: given[name] for name in inspect.signature(check).parameters})


def test_no_row_of_the_page_goes_without_a_test() -> None:
    rows = [row for row, _now in ROWS]
    assert [row.startswith(began) for row, began in zip(rows, CHECKS)] == [True] * len(rows)
    assert len(rows) == len(CHECKS)
