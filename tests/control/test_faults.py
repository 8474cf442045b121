"""Faults of the control plane: what is sent again and what is not, and what the errors say."""

from __future__ import annotations

import copy
import pickle
import traceback
from typing import TYPE_CHECKING, Any

import pytest
from sketricgen import (
    SketricGenAdminError,
    SketricGenAPIError,
    SketricGenAuthenticationError,
    SketricGenClient,
    SketricGenError,
    SketricGenJobError,
    SketricGenNetworkError,
    SketricGenRateLimitError,
    SketricGenResponseError,
)

from tests.conftest import KEY
from tests.control.service import (
    AGENTS,
    CHANGES,
    DETACH,
    LOOK,
    MAKERS,
    OPERATIONS,
    READS,
    Operation,
    perform,
)
from tests.support import CloseAfterRequest, FaultServer, Reply, ResetAfterRequest, refused_url

if TYPE_CHECKING:
    from tests.conftest import ClientFactory
    from tests.support.faults import Behaviour
    from tests.support.halves import Half

pytestmark = pytest.mark.usefixtures("no_waiting")

UNCLEAR = [Reply(500), Reply(502), Reply(503), Reply(408), CloseAfterRequest(), ResetAfterRequest()]
UNTAKEN = [Reply(429), Reply(503, headers={"Retry-After": "0"})]


def fail(half: Half, client: SketricGenClient, operation: Operation) -> Any:
    with pytest.raises(SketricGenError) as caught:
        operation.perform(half, client)
    return caught.value


@pytest.mark.parametrize(
    ("operation", "fault"),
    [
        *((operation, UNCLEAR[0]) for operation in [*READS, *CHANGES]),
        *((operation, fault) for fault in [*UNCLEAR[1:], *UNTAKEN] for operation in (LOOK, DETACH)),
    ],
    ids=lambda value: f"{value}: {value.why}" if isinstance(value, Operation) else repr(value),
)
def test_what_is_harmless_to_repeat_is_sent_again(
    half: Half,
    client: SketricGenClient,
    server: FaultServer,
    operation: Operation,
    fault: Behaviour,
) -> None:
    operation.on(server, fault, operation.healthy)
    operation.perform(half, client)
    first, second = server.requests
    assert (first.method, first.path, first.body) == (second.method, second.path, second.body)


@pytest.mark.parametrize("fault", UNTAKEN, ids=repr)
@pytest.mark.parametrize("operation", MAKERS, ids=str)
def test_what_was_refused_knowingly_is_made_by_a_later_attempt(
    half: Half,
    client: SketricGenClient,
    server: FaultServer,
    operation: Operation,
    fault: Behaviour,
) -> None:
    operation.on(server, fault, operation.healthy)
    operation.perform(half, client)
    assert len(server.requests) == 2


@pytest.mark.parametrize("fault", [*UNCLEAR, Reply(202, body=b"<html>")], ids=repr)
@pytest.mark.parametrize("operation", MAKERS, ids=lambda o: f"{o}: {o.why}")
def test_what_may_have_been_made_is_not_made_again_and_the_error_says_so(
    half: Half,
    client: SketricGenClient,
    server: FaultServer,
    operation: Operation,
    fault: Behaviour,
) -> None:
    operation.on(server, fault)
    error = fail(half, client, operation)
    assert len(server.requests) == 1
    assert error.maybe_executed
    made = "agent may have been created" if "name" in operation.args else "link may have been made"
    assert f"The {made} all the same" in str(error)
    assert "may have run" not in str(error)
    assert error.args == (str(error),)


@pytest.mark.parametrize(
    ("operation", "status"),
    [
        *((operation, 409) for operation in OPERATIONS),
        *((operation, status) for status in (400, 403, 404, 422) for operation in (LOOK, DETACH)),
    ],
    ids=str,
)
def test_a_refusal_is_an_error_with_its_code_at_once(
    half: Half, client: SketricGenClient, server: FaultServer, operation: Operation, status: int
) -> None:
    body = {"error": "It is not to be.", "code": "some_code"}
    operation.on(server, Reply(status, json=body, headers={"X-Request-Id": "r-1"}))
    error = fail(half, client, operation)
    assert type(error) is SketricGenAdminError
    assert (error.status_code, error.code, error.response_body) == (status, "some_code", body)
    assert f"({operation.method} {server.url}{operation.path}): It is not to be." in str(error)
    assert error.headers["x-request-id"] == "r-1"
    assert not error.maybe_executed
    assert not error.is_temporary
    assert len(server.requests) == 1


@pytest.mark.parametrize(
    ("status", "kind"),
    [(401, SketricGenAuthenticationError), (429, SketricGenRateLimitError)],
)
@pytest.mark.parametrize("operation", [READS[0], MAKERS[0]], ids=str)
def test_a_refused_key_and_a_limit_are_the_errors_of_all_operations_with_a_code(
    half: Half,
    client: SketricGenClient,
    server: FaultServer,
    operation: Operation,
    status: int,
    kind: type[SketricGenAPIError],
) -> None:
    operation.on(server, Reply(status, json={"error": "No.", "code": "c"}))
    error = fail(half, client, operation)
    assert type(error) is kind
    assert error.code == "c"
    assert "Check the API key." in str(error) or status == 429


@pytest.mark.parametrize("body", [{"code": 5}, {"code": ""}, {"error": "x"}, ["x"], None], ids=repr)
def test_an_error_without_a_code_has_none(
    half: Half, client: SketricGenClient, server: FaultServer, body: Any
) -> None:
    server.on("GET", AGENTS, Reply(409, json=body))
    error = fail(half, client, LOOK)
    assert type(error) is SketricGenAdminError
    assert error.code is None


@pytest.mark.parametrize(
    ("operation", "advice"),
    [
        (READS[1], "Check the URLs."),
        (READS[5], "Check job_id and the URLs."),
        (READS[6], "Check agent_id and the URLs."),
        (READS[9], "Check app_slug and the URLs."),
        (READS[11], "Check app_slug, project_id and the URLs."),
        (CHANGES[0], "Check agent_id, knowledge_base_ids and the URLs."),
        (CHANGES[3], "Check agent_id, app_slug and the URLs."),
        (MAKERS[0], "Check the URLs."),
        (MAKERS[1], "Check app_slug, project_id and the URLs."),
    ],
    ids=str,
)
def test_where_nothing_was_found_the_advice_names_what_was_looked_for(
    half: Half, client: SketricGenClient, server: FaultServer, operation: Operation, advice: str
) -> None:
    operation.on(server, Reply(404, json={"error": "Not found.", "code": "not_found"}))
    assert str(fail(half, client, operation)).endswith(f": Not found. {advice}")


def test_the_advice_on_a_forbidden_request_is_left_to_the_service_if_it_gives_a_code(
    half: Half, client: SketricGenClient, server: FaultServer
) -> None:
    limit = {"error": "The plan allows no more agents.", "code": "agent_limit_reached"}
    MAKERS[0].on(server, Reply(403, json=limit), Reply(403))
    assert str(fail(half, client, MAKERS[0])).endswith("The plan allows no more agents.")
    assert str(fail(half, client, MAKERS[0])).endswith("The API key does not allow this.")


@pytest.mark.parametrize(
    ("operation", "answer"),
    [
        *((operation, Reply(json=5)) for operation in OPERATIONS),
        *((LOOK, answer) for answer in (Reply(), Reply(body=b"<html>"), Reply(json=[1]))),
    ],
    ids=str,
)
def test_a_success_that_is_no_object_is_an_error(
    half: Half, client: SketricGenClient, server: FaultServer, operation: Operation, answer: Reply
) -> None:
    operation.on(server, answer)
    error = fail(half, client, operation)
    assert type(error) is SketricGenResponseError
    assert error.maybe_executed is not operation.repeatable
    assert len(server.requests) == 1


@pytest.mark.parametrize("status", [200, 400, 401, 429, 500])
@pytest.mark.parametrize("operation", [READS[0], READS[5], CHANGES[0], MAKERS[0]], ids=str)
def test_a_key_that_the_service_echoes_is_in_no_error(
    half: Half, client: SketricGenClient, server: FaultServer, operation: Operation, status: int
) -> None:
    echo = {"error": f"Bearer {KEY} is wrong", "code": f"bad_{KEY}", KEY: [KEY]}
    server.on(
        operation.method, operation.path, Reply(status, json=echo if status != 200 else [echo])
    )
    error = fail(half, client, operation)
    shown = "".join(traceback.format_exception(type(error), error, error.__traceback__))
    for text in (str(error), repr(error), repr(vars(error)), shown, repr(copy.copy(error))):
        assert KEY not in text
    assert KEY not in repr(vars(pickle.loads(pickle.dumps(error))))


def test_a_key_in_the_summary_of_a_failed_job_is_hidden(
    half: Half, client: SketricGenClient, server: FaultServer
) -> None:
    job = {"job_id": "j-1", "status": "failed", "error_summary": f"Bearer {KEY}"}
    server.reply(json=job)
    with pytest.raises(SketricGenJobError) as caught:
        perform(half, client, "brand_agents.wait", "j-1")
    assert caught.value.error_summary == "Bearer ***"
    assert KEY not in str(caught.value)


def test_where_no_connection_can_be_made_nothing_was_executed(
    half: Half, make_client: ClientFactory
) -> None:
    with refused_url() as url:
        error = fail(half, make_client(url), MAKERS[0])
    assert type(error) is SketricGenNetworkError
    assert error.is_temporary
    assert not error.maybe_executed
    assert len(error.attempts) == 4
