"""What `on_attempt` is called with, and what its own failures do: nothing."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import FrozenInstanceError
from typing import TYPE_CHECKING, Any

import pytest
from sketricgen import Attempt, SketricGenAPIError, SketricGenClient, SketricGenValidationError

from tests.conftest import KEY
from tests.contract.service import (
    COMPLETE,
    FINISHED,
    FORM,
    INIT,
    PDF,
    RUN,
    STARTED,
    chat,
    completed,
    form,
    stream_of,
)
from tests.support import CloseAfterRequest, FaultServer, Reply

if TYPE_CHECKING:
    from tests.conftest import ClientFactory
    from tests.support.halves import Half

BUSY = Reply(503, headers={"Retry-After": "0", "X-Request-Id": "r-1"})


def short(attempt: Attempt) -> tuple[object, ...]:
    return attempt.outcome, attempt.status_code, attempt.next, attempt.request_id


def test_each_attempt_of_a_run_is_reported(
    half: Half, make_client: ClientFactory, server: FaultServer
) -> None:
    seen: list[Attempt] = []
    server.on("POST", RUN, BUSY, Reply(201, json=chat(), headers={"X-Request-Id": "r-2"}))
    half.run(make_client(server.url, on_attempt=seen.append), "agent-1", "Hi")
    assert [short(attempt) for attempt in seen] == [
        ("APIError (503)", 503, "retry", "r-1"),
        ("201 Created", 201, "return", "r-2"),
    ]
    assert [attempt.wait for attempt in seen] == [0.0, None]
    assert all(0 < attempt.seconds < 30 for attempt in seen)
    assert {(a.method, a.url) for a in seen} == {("POST", server.url + RUN)}


def test_the_last_attempt_says_that_it_raises(
    half: Half, make_client: ClientFactory, server: FaultServer
) -> None:
    seen: list[Attempt] = []
    server.on("POST", RUN, BUSY, Reply(404))
    client = make_client(server.url, on_attempt=seen.append)
    with pytest.raises(SketricGenAPIError) as caught:
        half.run(client, "agent-1", "Hi")
    assert [attempt.next for attempt in seen] == ["retry", "raise"]
    assert caught.value.attempts == tuple(seen)


def test_an_attempt_without_an_answer_has_no_status_and_no_request_id(
    half: Half, make_client: ClientFactory, server: FaultServer
) -> None:
    seen: list[Attempt] = []
    server.on("POST", INIT, CloseAfterRequest(), Reply(400))
    with pytest.raises(SketricGenAPIError):
        half.upload(
            make_client(server.url, on_attempt=seen.append), "agent-1", PDF, file_name="a.pdf"
        )
    assert short(seen[0]) == ("NetworkError", None, "retry", None)


def test_an_attempt_at_a_stream_is_reported_when_it_opens(
    half: Half, make_client: ClientFactory, server: FaultServer
) -> None:
    seen: list[Attempt] = []
    headers = {"x-request-id": "r-3"}
    server.on("POST", RUN, stream_of(STARTED, FINISHED, headers=headers))
    stream = half.open(make_client(server.url, on_attempt=seen.append), "agent-1", "Hi")
    assert [short(attempt) for attempt in seen] == [("200 OK", 200, "return", "r-3")]
    stream.rest()
    assert len(seen) == 1


def test_each_step_of_an_upload_is_reported_without_the_query_of_its_url(
    half: Half, make_client: ClientFactory, server: FaultServer
) -> None:
    seen: list[Attempt] = []
    server.on("POST", INIT, Reply(json=form(f"{server.url}{FORM}?Signature=s")))
    server.on("POST", FORM, Reply(204, headers={"x-amz-request-id": "s-1"}))
    server.on("POST", COMPLETE, Reply(json=completed(), headers={"x-amzn-RequestId": "p-1"}))
    client = make_client(server.url, on_attempt=seen.append)
    half.upload(client, "agent-1", PDF, file_name="a.pdf")
    assert [(a.url, a.request_id) for a in seen] == [
        (server.url + INIT, None),
        (server.url + FORM, "s-1"),
        (server.url + COMPLETE, "p-1"),
    ]


def test_an_attempt_never_shows_the_key(
    half: Half, make_client: ClientFactory, server: FaultServer
) -> None:
    seen: list[Attempt] = []
    path = f"/{KEY}"
    server.on("POST", path + RUN, Reply(201, json=chat(), headers={"X-Request-Id": KEY}))
    half.run(make_client(server.url + path, on_attempt=seen.append), "agent-1", "Hi")
    assert (seen[0].url, seen[0].request_id) == (f"{server.url}/***{RUN}", "***")


def test_an_attempt_does_not_change() -> None:
    attempt: Any = Attempt("200 OK", 200, 0.1)
    with pytest.raises(FrozenInstanceError):
        attempt.outcome = "404 Not Found"


@pytest.mark.parametrize("error", [ValueError("mine"), StopIteration(), RuntimeError()])
@pytest.mark.parametrize("answer", [Reply(201, json=chat()), Reply(404)])
def test_an_exception_in_it_is_logged_and_changes_nothing(
    half: Half,
    make_client: ClientFactory,
    server: FaultServer,
    caplog: pytest.LogCaptureFixture,
    error: Exception,
    answer: Reply,
) -> None:
    def fail(_: Attempt) -> None:
        raise error

    server.on("POST", RUN, BUSY, answer)
    client = make_client(server.url, on_attempt=fail)
    with caplog.at_level(logging.WARNING, "sketricgen"):
        if answer.status == 201:
            assert half.run(client, "agent-1", "Hi").response == "Hello!"
        else:
            with pytest.raises(SketricGenAPIError, match="404"):
                half.run(client, "agent-1", "Hi")
    said = [record for record in caplog.records if "on_attempt raised" in record.message]
    assert [record.exc_info and record.exc_info[1] for record in said] == [error, error]
    assert KEY not in caplog.text


def test_an_interrupt_in_it_comes_through(
    half: Half, make_client: ClientFactory, server: FaultServer
) -> None:
    def interrupt(_: Attempt) -> None:
        raise KeyboardInterrupt

    server.on("POST", RUN, Reply(201, json=chat()))
    client = make_client(server.url, on_attempt=interrupt)
    with pytest.raises(KeyboardInterrupt):
        half.run(client, "agent-1", "Hi")


def test_some_calls_can_have_one_of_their_own(
    half: Half, client: SketricGenClient, server: FaultServer
) -> None:
    seen: list[Attempt] = []
    server.reply(status=201, json=chat())
    half.run(client.with_options(on_attempt=seen.append), "agent-1", "Hi")
    half.run(client, "agent-1", "Hi")
    assert len(seen) == 1


@pytest.mark.parametrize(
    ("given", "got"), [("print", "got str"), (asyncio.sleep, "got an async one"), (5, "got int")]
)
def test_what_cannot_be_called_is_refused(given: Any, got: str) -> None:
    told = rf"^on_attempt must be a function, {got}\. It is called with an Attempt\.$"
    with pytest.raises(SketricGenValidationError, match=told):
        SketricGenClient(KEY, on_attempt=given)
    with pytest.raises(SketricGenValidationError, match=told):
        SketricGenClient(KEY).with_options(on_attempt=given)
