"""A run is sent again only where it cannot have started; uploads are harmless to repeat."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest
from sketricgen import (
    SketricGenAPIError,
    SketricGenError,
    SketricGenNetworkError,
    SketricGenRateLimitError,
    SketricGenTimeoutError,
)

from tests.contract.leaks import assert_carries_nothing
from tests.contract.service import (
    COMPLETE,
    FORM,
    INIT,
    PDF,
    RUN,
    WHOLE_RUN,
    chat,
    completed,
    form,
    stream_of,
    values,
)
from tests.support import (
    CloseAfterRequest,
    CloseWhileReading,
    CutAfter,
    FaultServer,
    Hang,
    RawBytes,
    Reply,
    ResetAfterRequest,
    refused_url,
)

if TYPE_CHECKING:
    from sketricgen import SketricGenClient

    from tests.conftest import ClientFactory
    from tests.support.faults import Behaviour
    from tests.support.halves import Half

pytestmark = pytest.mark.usefixtures("no_waiting")

WHOLE = Reply(201, json=chat())
NOT_STARTED = [Reply(429), Reply(503), Reply(429, headers={"Retry-After": "0"})]
MAYBE_STARTED = [
    Reply(408),
    Reply(500),
    Reply(502),
    Reply(504),
    CloseAfterRequest(),
    ResetAfterRequest(),
    CutAfter(WHOLE, 20),
    CutAfter(WHOLE, 120),
    RawBytes(b"not http\r\n"),
]
REFUSED = [Reply(400), Reply(401), Reply(403), Reply(404), Reply(409), Reply(413), Reply(422)]


@pytest.mark.parametrize("fault", NOT_STARTED, ids=repr)
def test_a_run_that_was_not_taken_up_is_sent_again(
    half: Half, client: SketricGenClient, server: FaultServer, fault: Behaviour
) -> None:
    server.on("POST", RUN, fault, fault, fault, WHOLE)
    assert half.run(client, "agent-1", "Hi").response == "Hello!"
    assert server.runs == 4
    assert len({request.body for request in server.requests}) == 1


@pytest.mark.parametrize("fault", NOT_STARTED, ids=repr)
def test_a_stream_that_was_not_taken_up_is_asked_for_again(
    half: Half, client: SketricGenClient, server: FaultServer, fault: Behaviour
) -> None:
    server.on("POST", RUN, fault, stream_of(*WHOLE_RUN))
    assert values(half.stream(client, "agent-1", "Hi")) == WHOLE_RUN
    assert server.runs == 2


@pytest.mark.parametrize("fault", NOT_STARTED, ids=repr)
def test_a_run_that_is_never_taken_up_is_given_up(
    half: Half, client: SketricGenClient, server: FaultServer, fault: Reply
) -> None:
    server.on("POST", RUN, fault)
    with pytest.raises(SketricGenAPIError, match=r"This was attempt 4\.") as caught:
        half.run(client, "agent-1", "Hi")
    assert server.runs == 4
    assert [attempt.status_code for attempt in caught.value.attempts] == [fault.status] * 4
    assert not caught.value.maybe_executed
    assert_carries_nothing(caught.value)


@pytest.mark.parametrize("fault", MAYBE_STARTED, ids=repr)
@pytest.mark.parametrize("streamed", [False, True], ids=["whole", "streamed"])
def test_a_run_that_may_have_started_is_not_sent_again(
    half: Half, client: SketricGenClient, server: FaultServer, fault: Behaviour, streamed: bool
) -> None:
    server.on("POST", RUN, fault, WHOLE)
    with pytest.raises(SketricGenError, match="that would do its work twice") as caught:
        half.run(client, "agent-1", "Hi", stream=streamed)
    assert server.runs == 1
    assert caught.value.maybe_executed
    assert len(caught.value.attempts) == 1


def test_a_run_is_not_sent_again_after_a_silence(
    half: Half, client: SketricGenClient, server: FaultServer
) -> None:
    server.on("POST", RUN, Hang(), WHOLE)
    with pytest.raises(SketricGenTimeoutError) as caught:
        half.run(client, "agent-1", "Hi", timeout=0.3)
    assert server.runs == 1
    assert caught.value.maybe_executed


@pytest.mark.parametrize("fault", REFUSED, ids=repr)
def test_a_run_that_was_refused_is_not_sent_again(
    half: Half, client: SketricGenClient, server: FaultServer, fault: Behaviour
) -> None:
    server.on("POST", RUN, fault, WHOLE)
    with pytest.raises(SketricGenAPIError) as caught:
        half.run(client, "agent-1", "Hi")
    assert server.runs == 1
    assert not caught.value.maybe_executed


def test_a_success_that_cannot_be_read_is_not_repeated(
    half: Half, client: SketricGenClient, server: FaultServer
) -> None:
    server.on("POST", RUN, Reply(200), WHOLE)
    with pytest.raises(SketricGenAPIError):
        half.run(client, "agent-1", "Hi")
    assert server.runs == 1


def test_a_stream_that_broke_off_is_not_asked_for_again(
    half: Half, client: SketricGenClient, server: FaultServer
) -> None:
    server.on("POST", RUN, stream_of(*WHOLE_RUN[:2], then="reset"), stream_of(*WHOLE_RUN))
    with pytest.raises(SketricGenNetworkError):
        half.stream(client, "agent-1", "Hi")
    assert server.runs == 1


def test_each_attempt_to_connect_is_told(half: Half, make_client: ClientFactory) -> None:
    with refused_url() as url, pytest.raises(SketricGenNetworkError) as caught:
        half.run(make_client(url), "agent-1", "Hi")
    outcomes = [(attempt.outcome, attempt.status_code) for attempt in caught.value.attempts]
    assert outcomes == [("NetworkError", None)] * 4
    assert not caught.value.maybe_executed


@pytest.mark.parametrize("max_retries", [0, 1, 2])
def test_retries_are_counted(
    half: Half, make_client: ClientFactory, server: FaultServer, max_retries: int
) -> None:
    server.on("POST", RUN, Reply(503))
    with pytest.raises(SketricGenAPIError) as caught:
        half.run(make_client(server.url, max_retries=max_retries), "agent-1", "Hi")
    assert server.runs == len(caught.value.attempts) == max_retries + 1


def test_each_attempt_is_told_as_it_went(
    half: Half, client: SketricGenClient, server: FaultServer
) -> None:
    server.on("POST", RUN, Reply(503), Reply(429), CloseAfterRequest())
    with pytest.raises(SketricGenNetworkError) as caught:
        half.run(client, "agent-1", "Hi")
    assert [attempt.status_code for attempt in caught.value.attempts] == [503, 429, None]
    assert caught.value.maybe_executed


def test_the_server_says_how_long_to_wait(
    half: Half, client: SketricGenClient, server: FaultServer
) -> None:
    server.on("POST", RUN, Reply(429, headers={"Retry-After": "0.3"}), WHOLE)
    began = time.monotonic()
    half.run(client, "agent-1", "Hi")
    assert time.monotonic() - began >= 0.3


def test_too_long_a_wait_is_left_to_the_caller(
    half: Half, client: SketricGenClient, server: FaultServer
) -> None:
    server.on("POST", RUN, Reply(429, headers={"Retry-After": "61"}), WHOLE)
    with pytest.raises(SketricGenRateLimitError) as caught:
        half.run(client, "agent-1", "Hi")
    assert caught.value.retry_after == 61
    assert (server.runs, len(caught.value.attempts)) == (1, 1)


def test_the_wait_of_the_server_goes_before_ours(
    half: Half, client: SketricGenClient, server: FaultServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sketricgen._http.retry.FIRST_WAIT", 60.0)
    monkeypatch.setattr("sketricgen._http.retry.LONGEST_WAIT", 60.0)
    server.on("POST", RUN, Reply(503, headers={"Retry-After": "0"}), WHOLE)
    assert half.run(client, "agent-1", "Hi").response == "Hello!"


UPLOAD_STEPS = pytest.mark.parametrize("step", [INIT, FORM, COMPLETE])


def script_upload(server: FaultServer, step: str, *faults: Behaviour) -> None:
    """Scripts an upload whose `step` meets `faults` before it succeeds."""
    healthy = {
        INIT: Reply(json=form(server.url + FORM)),
        FORM: Reply(204),
        COMPLETE: Reply(json=completed()),
    }
    for path, answer in healthy.items():
        server.on("POST", path, *(faults if path == step else ()), answer)


@UPLOAD_STEPS
@pytest.mark.parametrize("fault", [*NOT_STARTED, *MAYBE_STARTED], ids=repr)
def test_a_step_of_an_upload_is_sent_again(
    half: Half, client: SketricGenClient, server: FaultServer, step: str, fault: Behaviour
) -> None:
    script_upload(server, step, fault, fault)
    assert half.upload(client, "agent-1", PDF, file_name="report.pdf").file_id == "file-1"
    counts = {path: server.count(path) for path in (INIT, FORM, COMPLETE)}
    assert counts == {**dict.fromkeys(counts, 1), step: 3}


@UPLOAD_STEPS
def test_a_step_of_an_upload_is_sent_again_after_a_silence(
    half: Half, make_client: ClientFactory, server: FaultServer, step: str
) -> None:
    script_upload(server, step, Hang())
    client = make_client(server.url, timeout=0.3, upload_timeout=0.3)
    assert half.upload(client, "agent-1", PDF, file_name="report.pdf").file_id == "file-1"
    assert server.count(step) == 2


@UPLOAD_STEPS
@pytest.mark.parametrize("fault", REFUSED, ids=repr)
def test_a_refused_step_of_an_upload_is_not_sent_again(
    half: Half, client: SketricGenClient, server: FaultServer, step: str, fault: Behaviour
) -> None:
    script_upload(server, step, fault)
    with pytest.raises(SketricGenAPIError) as caught:
        half.upload(client, "agent-1", PDF, file_name="report.pdf")
    assert server.count(step) == 1
    assert not caught.value.maybe_executed


@pytest.mark.parametrize("how", ["close", "reset"])
def test_a_file_is_sent_anew_from_its_start(
    half: Half, client: SketricGenClient, server: FaultServer, how: str
) -> None:
    content = PDF + bytes(range(256)) * 8_000
    cut = CloseWhileReading(1_000_000, "reset" if how == "reset" else "close")
    script_upload(server, FORM, cut, Reply(503))
    half.upload(client, "agent-1", content, file_name="report.pdf")
    bodies = [request.body for request in server.requests if request.path == FORM]
    assert [body.count(content) for body in bodies] == [1, 1]
    assert server.aborted == 1
