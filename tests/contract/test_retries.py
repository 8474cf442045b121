"""A run is sent again only where it cannot have started; uploads are harmless to repeat.

Here is what becomes of it. `test_matrix.py` sends every fault into the way of every request, and
`tests/unit/test_retry.py` has the rules to their last number.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest
from sketricgen import (
    SketricGenAPIError,
    SketricGenError,
    SketricGenNetworkError,
    SketricGenRateLimitError,
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
    FaultServer,
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
BUSY = Reply(503, headers={"Retry-After": "0"})


def test_a_run_that_was_not_taken_up_is_sent_again(
    half: Half, client: SketricGenClient, server: FaultServer
) -> None:
    server.on("POST", RUN, BUSY, Reply(429), BUSY, WHOLE)
    assert half.run(client, "agent-1", "Hi").response == "Hello!"
    assert server.runs == 4
    assert len({request.body for request in server.requests}) == 1


def test_a_stream_that_was_not_taken_up_is_asked_for_again(
    half: Half, client: SketricGenClient, server: FaultServer
) -> None:
    server.on("POST", RUN, BUSY, stream_of(*WHOLE_RUN))
    assert values(half.stream(client, "agent-1", "Hi")) == WHOLE_RUN
    assert server.runs == 2


def test_a_run_that_is_never_taken_up_is_given_up(
    half: Half, client: SketricGenClient, server: FaultServer
) -> None:
    server.on("POST", RUN, Reply(429))
    with pytest.raises(SketricGenAPIError, match=r"This was attempt 4\.") as caught:
        half.run(client, "agent-1", "Hi")
    assert server.runs == 4
    assert [attempt.status_code for attempt in caught.value.attempts] == [429] * 4
    assert not caught.value.maybe_executed
    assert_carries_nothing(caught.value)


@pytest.mark.parametrize("streamed", [False, True], ids=["whole", "streamed"])
def test_a_run_that_may_have_started_is_not_sent_again(
    half: Half, client: SketricGenClient, server: FaultServer, streamed: bool
) -> None:
    server.on("POST", RUN, CloseAfterRequest(), WHOLE)
    with pytest.raises(SketricGenError, match="that would do its work twice") as caught:
        half.run(client, "agent-1", "Hi", stream=streamed)
    assert server.runs == 1
    assert caught.value.maybe_executed
    assert len(caught.value.attempts) == 1


def test_each_attempt_to_connect_is_told(half: Half, make_client: ClientFactory) -> None:
    with refused_url() as url, pytest.raises(SketricGenNetworkError) as caught:
        half.run(make_client(url), "agent-1", "Hi")
    outcomes = [(attempt.outcome, attempt.status_code) for attempt in caught.value.attempts]
    assert outcomes == [("NetworkError", None)] * 4
    assert not caught.value.maybe_executed


@pytest.mark.parametrize("max_retries", [0, 2])
def test_retries_are_counted(
    half: Half, make_client: ClientFactory, server: FaultServer, max_retries: int
) -> None:
    server.on("POST", RUN, BUSY)
    with pytest.raises(SketricGenAPIError) as caught:
        half.run(make_client(server.url, max_retries=max_retries), "agent-1", "Hi")
    assert server.runs == len(caught.value.attempts) == max_retries + 1


def test_each_attempt_is_told_as_it_went(
    half: Half, client: SketricGenClient, server: FaultServer
) -> None:
    server.on("POST", RUN, BUSY, Reply(429), CloseAfterRequest())
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


@pytest.mark.parametrize("step", [INIT, FORM, COMPLETE])
def test_a_step_of_an_upload_is_sent_again(
    half: Half, client: SketricGenClient, server: FaultServer, step: str
) -> None:
    script_upload(server, step, Reply(503), ResetAfterRequest())
    assert half.upload(client, "agent-1", PDF, file_name="report.pdf").file_id == "file-1"
    counts = {path: server.count(path) for path in (INIT, FORM, COMPLETE)}
    assert counts == {**dict.fromkeys(counts, 1), step: 3}


def script_upload(server: FaultServer, step: str, *faults: Behaviour) -> None:
    """Scripts an upload whose `step` meets `faults` before it succeeds."""
    healthy = {
        INIT: Reply(json=form(server.url + FORM)),
        FORM: Reply(204),
        COMPLETE: Reply(json=completed()),
    }
    for path, answer in healthy.items():
        server.on("POST", path, *(faults if path == step else ()), answer)


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
