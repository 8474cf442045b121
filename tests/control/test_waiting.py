"""Waiting for a job and for a connection: it is bounded, survives, and says how to go on."""

from __future__ import annotations

import pickle
from types import SimpleNamespace
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
    SketricGenResponseError,
    SketricGenTimeoutError,
)
from sketricgen._http import timeouts
from sketricgen._http.flow import Sleep
from sketricgen._operations.waiting import Waiting

from tests.control.service import AGENTS, JOBS, ROOT, perform
from tests.support import CloseAfterRequest, FaultServer, Hang, Reply, ResetAfterRequest

if TYPE_CHECKING:
    from tests.conftest import ClientFactory
    from tests.support.faults import Behaviour
    from tests.support.halves import Half

pytestmark = pytest.mark.usefixtures("no_waiting")

CONNECTION = f"{ROOT}/connectors/slack/connection"
GO_ON = "To go on waiting, call client.brand_agents.wait('j-1')."
NEW = {"name": "Ada", "seed_url": "https://example.com"}
SOON = {"poll_interval": 0.001}


def job(status: Any, **rest: Any) -> Reply:
    return Reply(json={"job_id": "j-1", "status": status, "agent_id": "a-1", **rest})


def connection(connected: bool) -> Reply:
    return Reply(json={"app_slug": "slack", "connected": connected})


def created(server: FaultServer) -> None:
    server.on("POST", AGENTS, Reply(202, json={"agent_id": "a-1", "job_id": "j-1"}))


def test_an_agent_is_created_once_and_its_job_looked_at_until_it_succeeded(
    half: Half, client: SketricGenClient, server: FaultServer
) -> None:
    created(server)
    server.on("GET", JOBS, job("queued"), job("running"), job("succeeded"), repeat=False)
    seen: list[str] = []
    done = perform(
        half,
        client,
        "brand_agents.create_and_wait",
        **NEW,
        **SOON,
        on_progress=lambda status: seen.append(status.status),
    )
    assert (done.status, done.agent_id) == ("succeeded", "a-1")
    assert seen == ["queued", "running", "succeeded"]
    assert [r.method for r in server.requests] == ["POST", "GET", "GET", "GET"]


def test_a_job_is_taken_up_again_by_its_id(
    half: Half, client: SketricGenClient, server: FaultServer
) -> None:
    server.on("GET", f"{JOBS}/a%2Fb", job("running"), job("succeeded"))
    assert perform(half, client, "brand_agents.wait", "a/b", 0.001, 5).status == "succeeded"
    assert len(server.requests) == 2


@pytest.mark.parametrize("state", ["queued", "crawling", "SUCCEEDED", "", "canceled?"])
def test_a_state_that_is_not_final_or_not_known_keeps_waiting(
    half: Half, client: SketricGenClient, server: FaultServer, state: str
) -> None:
    server.on("GET", JOBS, job(state), job("succeeded"))
    assert perform(half, client, "brand_agents.wait", "j-1", **SOON).status == "succeeded"


@pytest.mark.parametrize("given", ["The site said no.\nTwice.", None, ""])
def test_a_job_that_failed_raises_with_its_reason(
    half: Half, client: SketricGenClient, server: FaultServer, given: str | None
) -> None:
    created(server)
    server.on("GET", JOBS, job("running"), job("failed", error_summary=given), repeat=False)
    with pytest.raises(SketricGenJobError) as caught:
        perform(half, client, "brand_agents.create_and_wait", **NEW, **SOON)
    error = caught.value
    assert (error.job_id, error.status, error.error_summary) == ("j-1", "failed", given)
    why = "The site said no. Twice" if given else "the service gave no reason"
    assert str(error) == f"The job 'j-1' failed: {why}."
    copied = pickle.loads(pickle.dumps(error))
    assert vars(copied) == vars(error)


@pytest.mark.parametrize(
    "fault",
    [Reply(500), Reply(503), Reply(429), CloseAfterRequest(), ResetAfterRequest()],
    ids=repr,
)
def test_a_look_that_fails_in_passing_is_followed_by_another(
    half: Half, client: SketricGenClient, server: FaultServer, fault: Behaviour
) -> None:
    server.on("GET", JOBS, fault, fault, fault, job("succeeded"))
    patient = client.with_options(max_retries=0)
    seen: list[Any] = []
    perform(half, patient, "brand_agents.wait", "j-1", **SOON, on_progress=seen.append)
    assert len(server.requests) == 4
    assert len(seen) == 1


def test_a_look_that_hangs_is_given_up_and_followed_by_another(
    half: Half, make_client: ClientFactory, server: FaultServer
) -> None:
    server.on("GET", JOBS, Hang(), job("succeeded"))
    client = make_client(server.url, timeout=0.2, max_retries=0)
    assert perform(half, client, "brand_agents.wait", "j-1", **SOON).status == "succeeded"


@pytest.mark.parametrize(
    ("fault", "kind"),
    [
        (Reply(401), SketricGenAuthenticationError),
        (Reply(404, json={"error": "No such job", "code": "not_found"}), SketricGenAdminError),
        (Reply(json={"job_id": "j-1"}), SketricGenResponseError),
        (Reply(body=b"<html>"), SketricGenResponseError),
    ],
    ids=["401", "404", "no status", "no JSON"],
)
def test_a_look_that_fails_for_good_raises_at_once_and_says_how_to_go_on(
    half: Half,
    client: SketricGenClient,
    server: FaultServer,
    fault: Behaviour,
    kind: type[SketricGenError],
) -> None:
    created(server)
    server.on("GET", JOBS, job("running"), fault, repeat=False)
    with pytest.raises(SketricGenError) as caught:
        perform(half, client, "brand_agents.create_and_wait", **NEW, **SOON)
    assert type(caught.value) is kind
    assert caught.value.job_id == "j-1"
    assert str(caught.value).endswith(f" {GO_ON}")
    assert caught.value.args == (str(caught.value),)
    assert not caught.value.maybe_executed


def test_when_the_time_is_up_the_error_names_the_job_and_says_how_to_go_on(
    half: Half, client: SketricGenClient, server: FaultServer
) -> None:
    created(server)
    server.on("GET", JOBS, job("running"))
    with pytest.raises(SketricGenTimeoutError) as caught:
        perform(half, client, "brand_agents.create_and_wait", **NEW, **SOON, timeout=0.05)
    assert caught.value.job_id == "j-1"
    assert str(caught.value) == f"The job 'j-1' was not done after 0.05 s. {GO_ON}"


def test_a_server_that_hangs_does_not_outlast_the_time(
    half: Half, client: SketricGenClient, server: FaultServer
) -> None:
    server.on("GET", JOBS, Hang())
    with pytest.raises(SketricGenTimeoutError, match=r"'j-1' was not done after 0\.2 s"):
        perform(half, client, "brand_agents.wait", "j-1", **SOON, timeout=0.2)


class Watch:
    """A clock that stands still, and a look that is scripted."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, *outcomes: Any) -> None:
        self.now = 0.0
        self.seconds: list[float] = []
        self._outcomes = iter(outcomes)
        monkeypatch.setattr(timeouts, "time", SimpleNamespace(monotonic=lambda: self.now))

    def look(self, seconds: float) -> Any:
        yield from ()
        self.seconds.append(seconds)
        outcome = next(self._outcomes)
        if isinstance(outcome, Exception):
            raise outcome
        return outcome

    def waiting(self) -> Any:
        """Begins to wait for 600 s, with a look every 400 s."""
        words = {"thing": "the job 'j'", "done": "done", "advice": "Go on."}
        return Waiting(400, 600).until(self.look, lambda found: found == "done", **words)


def down() -> SketricGenAPIError:
    error = SketricGenAPIError("It is down.", status_code=500)
    error.is_temporary = True
    return error


def test_a_last_look_is_taken_when_the_time_is_up(monkeypatch: pytest.MonkeyPatch) -> None:
    watch = Watch(monkeypatch, "not yet", "not yet", "done")
    flow = watch.waiting()
    assert next(flow) == Sleep(400)
    watch.now = 400
    assert flow.send(False) == Sleep(200)
    watch.now = 600
    with pytest.raises(StopIteration) as done:
        flow.send(False)
    assert done.value.value == "done"
    assert watch.seconds == [600, 200, 5]


@pytest.mark.parametrize("last", ["not yet", SketricGenTimeoutError("It hung.")], ids=repr)
def test_the_last_look_is_the_last(monkeypatch: pytest.MonkeyPatch, last: Any) -> None:
    watch = Watch(monkeypatch, "not yet", last)
    flow = watch.waiting()
    next(flow)
    watch.now = 600
    with pytest.raises(SketricGenTimeoutError, match=r"^The job 'j' was not done after 600 s\. Go"):
        flow.send(False)


def test_when_the_time_is_up_the_error_says_why_the_last_look_in_time_failed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    watch = Watch(monkeypatch, down(), SketricGenTimeoutError("The deadline passed."))
    flow = watch.waiting()
    next(flow)
    watch.now = 600
    with pytest.raises(SketricGenTimeoutError) as caught:
        flow.send(False)
    words = "not done after 600 s. The last look at it failed: It is down. Go on."
    assert str(caught.value).endswith(words)


def test_a_service_that_asks_for_a_longer_pause_gets_it(monkeypatch: pytest.MonkeyPatch) -> None:
    busy = down()
    busy.retry_after = 500.0
    assert next(Watch(monkeypatch, busy).waiting()) == Sleep(500)


def test_a_failed_look_is_forgotten_once_another_succeeds(monkeypatch: pytest.MonkeyPatch) -> None:
    watch = Watch(monkeypatch, down(), "not yet", "not yet")
    flow = watch.waiting()
    next(flow)
    flow.send(False)
    watch.now = 600
    with pytest.raises(SketricGenTimeoutError, match=r"after 600 s\. Go on\.$"):
        flow.send(False)


class OwnError(SketricGenNetworkError):
    """An error of the caller's, of a kind that would count as passing."""

    is_temporary = True


@pytest.mark.parametrize("error", [KeyError("mine"), OwnError("mine")], ids=repr)
def test_an_exception_of_the_callers_comes_through_as_it_is(
    half: Half, client: SketricGenClient, server: FaultServer, error: Exception
) -> None:
    created(server)
    server.on("GET", JOBS, job("running"))

    def raise_it(status: object) -> None:
        raise error

    with pytest.raises(type(error)) as caught:
        perform(half, client, "brand_agents.create_and_wait", **NEW, on_progress=raise_it)
    assert caught.value is error
    assert str(error) in ("mine", "'mine'")


def test_an_async_callback_is_refused_since_it_would_not_be_awaited(
    half: Half, client: SketricGenClient, server: FaultServer
) -> None:
    async def show(status: object) -> None: ...

    with pytest.raises(SketricGenError, match="on_progress must be a function, got an async one"):
        perform(half, client, "brand_agents.create_and_wait", **NEW, on_progress=show)
    assert server.requests == []


def test_a_client_that_is_closed_meanwhile_ends_the_waiting(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    flow = Watch(monkeypatch, "not yet").waiting()
    next(flow)
    with pytest.raises(SketricGenNetworkError) as caught:
        flow.send(True)
    words = "The client was closed while the job 'j' was being waited for. Go on."
    assert str(caught.value) == words


def test_a_connection_is_waited_for(
    half: Half, client: SketricGenClient, server: FaultServer
) -> None:
    server.on("GET", CONNECTION, connection(False), Reply(500), connection(True), repeat=False)
    wait = "connectors.wait_until_connected"
    done = perform(half, client, wait, "slack", "brand", "p-1", 0.001, 5)
    assert done.connected
    assert {r.query for r in server.requests} == {"agent_type=brand&project_id=p-1"}


def test_when_the_time_is_up_without_a_connection_the_error_says_what_to_do(
    half: Half, client: SketricGenClient, server: FaultServer
) -> None:
    server.on("GET", CONNECTION, connection(False))
    with pytest.raises(SketricGenTimeoutError) as caught:
        perform(half, client, "connectors.wait_until_connected", "slack", **SOON, timeout=0.05)
    assert str(caught.value) == (
        "The connector 'slack' was not connected after 0.05 s. Open the connect_url of "
        "client.connectors.create_link, and wait again."
    )
    assert caught.value.job_id is None
