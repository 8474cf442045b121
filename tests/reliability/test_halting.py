"""A blocking call that waits is ended at once, by whoever may end it, and leaves nothing behind."""

from __future__ import annotations

import re
import threading
import time
from concurrent.futures import Future
from typing import TYPE_CHECKING, Any, Callable

import pytest
from sketricgen import (
    SketricGenClient,
    SketricGenError,
    SketricGenNetworkError,
    SketricGenStreamError,
)

from tests.contract.leaks import assert_carries_nothing
from tests.contract.service import (
    FORM,
    INIT,
    PDF,
    RUN,
    STARTED,
    chat,
    form,
    stream_of,
)
from tests.reliability.places import TIMEOUT, Place, at_once, run
from tests.streaming.slow_servers import SlowHead
from tests.support import FaultServer, Hang, HangBeforeReading, Reply
from tests.support.faults import Behaviour, HalfTls
from tests.support.halves import nothing_left_open

if TYPE_CHECKING:
    from pathlib import Path


Call = Callable[[SketricGenClient], object]


def begun(call: Call, client: SketricGenClient) -> Future[object]:
    """Makes a call in another thread."""
    future: Future[object] = Future()

    def work() -> None:
        try:
            future.set_result(call(client))
        except BaseException as error:
            future.set_exception(error)

    threading.Thread(target=work).start()
    return future


def run_on(client: SketricGenClient) -> object:
    while True:
        run(client)


def run_in_time(client: SketricGenClient) -> object:
    return client.run_workflow_sync("agent-1", "Hi", deadline=TIMEOUT).response


def upload(client: SketricGenClient) -> object:
    return client.upload_file_sync("agent-1", PDF, file_name="a.pdf")


def stream(client: SketricGenClient) -> object:
    return list(client.run_workflow_sync("agent-1", "Hi", stream=True))


def stream_in_time(client: SketricGenClient) -> object:
    return list(client.run_workflow_sync("agent-1", "Hi", stream=True, deadline=TIMEOUT))


def assert_closing_ends(client: SketricGenClient, future: Future[object], doing: str) -> None:
    with at_once():
        client.close()
        error = future.exception(timeout=TIMEOUT)
    assert isinstance(error, SketricGenNetworkError)
    assert str(error).startswith(f"The client was closed while {doing}.")
    assert len(error.attempts) == 1
    assert_carries_nothing(error)


@pytest.mark.parametrize("call", [run, run_in_time, stream, stream_in_time])
@pytest.mark.parametrize("silent", [Hang(), SlowHead()], ids=["silent", "trickling"])
@pytest.mark.parametrize("used", [False, True], ids=["new", "kept alive"])
def test_closing_the_client_ends_a_run(
    place: Place, call: Call, silent: Behaviour, used: bool
) -> None:
    place.server.on("POST", RUN, *([Reply(201, json=chat())] if used else []), silent)
    with nothing_left_open():
        client = place.client()
        if used:
            run(client)
        future = begun(call, client)
        place.server.wait_until(lambda: place.server.runs == 1 + used)
        assert_closing_ends(client, future, "the agent was being run")
        place.server.wait_until(lambda: place.server.open_connections == 0)
    error = future.exception()
    assert isinstance(error, SketricGenNetworkError)
    assert error.maybe_executed
    assert place.server.connections == 1


def test_closing_the_client_ends_an_answer_without_a_length(place: Place) -> None:
    body = stream_of(STARTED, chunked=False, content_type="application/json", then="hang")
    place.server.on("POST", RUN, body)
    with nothing_left_open():
        client = place.client()
        future = begun(run, client)
        place.server.wait_until(lambda: place.server.runs == 1)
        assert_closing_ends(client, future, "the agent was being run")
    error = future.exception()
    assert isinstance(error, SketricGenNetworkError)
    assert error.maybe_executed


def test_closing_the_client_ends_an_upload(place: Place) -> None:
    place.takes_uploads(Hang())
    with nothing_left_open():
        client = place.client()
        future = begun(upload, client)
        place.server.wait_until(lambda: place.server.count(FORM) == 1)
        assert_closing_ends(client, future, "'a.pdf' was being uploaded")
        place.server.wait_until(lambda: place.server.open_connections == 0)
    assert place.server.count(INIT) == place.server.count(FORM) == 1


def test_closing_the_client_ends_an_upload_that_nobody_reads(tmp_path: Path) -> None:
    large = tmp_path / "large.pdf"
    large.write_bytes(PDF + bytes(16 * 1024 * 1024))
    with nothing_left_open(), FaultServer() as server, FaultServer() as storage:
        storage.on("POST", FORM, HangBeforeReading())
        server.on("POST", INIT, Reply(json=form(storage.url + FORM)))
        client = Place(server, server.url).client()
        future = begun(lambda client: client.upload_file_sync("agent-1", large), client)
        storage.wait_until(lambda: storage.connections == 1)
        assert_closing_ends(client, future, "'large.pdf' was being uploaded")


@pytest.mark.parametrize("chunked", [True, False], ids=["chunked", "to the end"])
@pytest.mark.parametrize(
    "options", [{}, {"event_timeout": TIMEOUT}, {"deadline": TIMEOUT}], ids=str
)
def test_closing_the_client_ends_a_stream_that_is_read(
    place: Place, chunked: bool, options: dict[str, float]
) -> None:
    place.server.on("POST", RUN, stream_of(STARTED, chunked=chunked, then="hang"))
    has_begun = threading.Event()

    def read(client: SketricGenClient) -> None:
        events: Any = client.run_workflow_sync("agent-1", "Hi", stream=True, **options)  # type: ignore[call-overload] # the keys are not known
        for _ in events:
            has_begun.set()

    with nothing_left_open():
        client = place.client()
        future = begun(read, client)
        assert has_begun.wait(TIMEOUT)
        assert_closing_ends(client, future, "the stream was being read")
        place.server.wait_until(lambda: place.server.open_connections == 0)
    assert isinstance(future.exception(), SketricGenStreamError)


def test_a_stream_that_nobody_reads_is_ended_too(place: Place) -> None:
    place.server.on("POST", RUN, stream_of(STARTED, then="hang"))
    with nothing_left_open():
        client = place.client()
        events = client.run_workflow_sync("agent-1", "Hi", stream=True)
        next(events)
        client.close()
        place.server.wait_until(lambda: place.server.open_connections == 0)
        with pytest.raises(SketricGenStreamError, match="closed while the stream was being read"):
            next(events)


def test_closing_the_client_ends_the_wait_before_a_retry(place: Place) -> None:
    refusal = Reply(503, json={"message": "busy"}, headers={"Retry-After": "50"})
    place.server.on("POST", RUN, refusal)
    client = place.client()
    future = begun(run, client)
    place.server.wait_until(lambda: place.server.runs == 1)
    assert_closing_ends(client, future, "the agent was being run")
    assert place.server.runs == 1


def test_closing_the_client_ends_a_handshake(server: FaultServer, trusting: None) -> None:
    server.on(None, None, HalfTls())
    with nothing_left_open():
        client = Place(server, f"https://{server.address}").client(max_retries=0)
        future = begun(run, client)
        server.wait_until(lambda: server.connections == 1)
        time.sleep(0.1)  # it goes on inside of the TLS library, which tells nobody
        assert_closing_ends(client, future, "the agent was being run")
    error = future.exception()
    assert isinstance(error, SketricGenNetworkError)
    assert not error.maybe_executed


def test_closing_the_client_within_its_own_callback_ends_the_upload(place: Place) -> None:
    place.takes_uploads(Reply(204))
    with nothing_left_open():
        client = place.client()
        with pytest.raises(SketricGenNetworkError, match=r"closed while 'a\.pdf' was being"):
            client.upload_file_sync(
                "agent-1",
                PDF + bytes(1024 * 1024),
                file_name="a.pdf",
                on_progress=lambda *_: client.close(),
            )
    assert place.server.count(FORM) == 0


def errors_of_closing(
    place: Place, client: SketricGenClient, futures: list[Future[object]]
) -> list[BaseException | None]:
    with at_once():
        client.close()
        errors = [future.exception(timeout=TIMEOUT) for future in futures]
    place.server.wait_until(lambda: place.server.open_connections == 0)
    return errors


@pytest.mark.parametrize("silent", [Hang(), SlowHead()], ids=["silent", "trickling"])
def test_closing_the_client_under_many_calls_ends_them_all(place: Place, silent: Behaviour) -> None:
    place.server.on("POST", RUN, *[Reply(201, json=chat())] * 30, silent)
    with nothing_left_open():
        client = place.client()
        futures = [begun(run_on, client) for _ in range(16)]
        place.server.wait_until(lambda: place.server.runs == 30 + 16)
        errors = errors_of_closing(place, client, futures)
    for error in errors:
        assert isinstance(error, SketricGenNetworkError), repr(error)
        assert str(error).startswith("The client was closed while the agent was being run.")


def test_closing_the_client_in_the_middle_of_many_calls_is_told_to_all(place: Place) -> None:
    place.server.on("POST", RUN, Reply(201, json=chat()))
    with nothing_left_open():
        client = place.client()
        futures = [begun(run_on, client) for _ in range(16)]
        place.server.wait_until(lambda: place.server.runs >= 100)
        errors = errors_of_closing(place, client, futures)
    for error in errors:
        assert isinstance(error, SketricGenError), repr(error)
        # "is" to whoever was about to begin another call.
        assert re.match(r"The client was closed while|This client is closed", str(error))


def test_closing_the_client_ends_all_uploads(place: Place, tmp_path: Path) -> None:
    place.takes_uploads(Hang())
    paths = [tmp_path / f"{number}.pdf" for number in range(7)]
    for path in paths:
        path.write_bytes(PDF)
    with nothing_left_open():
        client = place.client()
        future = begun(
            lambda client: client.run_workflow_sync("agent-1", "Hi", file_paths=paths), client
        )
        place.server.wait_until(lambda: place.server.count(FORM) == 5)
        with at_once():
            client.close()
            error = future.exception(timeout=TIMEOUT)
        place.server.wait_until(lambda: place.server.open_connections == 0)
    assert isinstance(error, SketricGenNetworkError)
    assert "The client was closed while" in str(error)
    assert place.server.runs == 0
