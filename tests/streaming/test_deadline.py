"""`deadline`: how long a whole operation may take, and which part was under way when it passed."""

from __future__ import annotations

import asyncio
import time
from contextlib import contextmanager
from itertools import chain, repeat
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from sketricgen import SketricGenError, SketricGenTimeoutError

from tests.contract.service import (
    COMPLETE,
    FORM,
    INIT,
    PDF,
    RUN,
    SAID,
    STARTED,
    WHOLE_RUN,
    chat,
    completed,
    form,
    sse,
    stream_of,
    values,
)
from tests.streaming.slow_servers import SlowBody, SlowHead
from tests.support import FaultServer, Hang, HangBeforeReading, Reply, Stream
from tests.support.halves import nothing_left_open

if TYPE_CHECKING:
    from collections.abc import Generator

    from sketricgen import SketricGenClient

    from tests.support.halves import Half

DEADLINE = 0.4
AFTER_THREE_ANSWERS = 1.0
LATE_SECONDS = 15.0


@pytest.fixture(scope="module", autouse=True)
def loaded() -> None:
    """The first call of a process imports what it needs, for longer than these deadlines."""
    from sketricgen._http import async_network

    asyncio.run(async_network.load(is_secure=False))


@contextmanager
def on_time(deadline: float = DEADLINE) -> Generator[None, None, None]:
    began = time.monotonic()
    yield
    assert deadline * 0.8 < time.monotonic() - began < deadline + LATE_SECONDS


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "report.pdf"
    path.write_bytes(PDF)
    return path


@pytest.mark.parametrize("then", ["hang", "keep_alive", "events"])
def test_it_bounds_the_stream(
    half: Half, client: SketricGenClient, server: FaultServer, then: str
) -> None:
    more = {"hang": [], "keep_alive": repeat(b": \n\n"), "events": repeat(sse(SAID))}[then]
    server.on("POST", RUN, Stream(chain([sse(STARTED)], more), delay=0.02, then="hang"))
    with nothing_left_open(half.loop), on_time():
        stream = half.open(client, "agent-1", "Hi", deadline=DEADLINE)
        with pytest.raises(
            SketricGenTimeoutError, match=r"deadline of 0\.4 s passed while the stream was being"
        ) as caught:
            stream.rest()
    assert values(stream.delivered)[0] == STARTED
    assert caught.value.maybe_executed


REPORT = Path(__file__).resolve().parents[2] / "examples" / "files" / "report.pdf"


def test_it_bounds_a_stream_that_never_says_anything(
    half: Half, client: SketricGenClient, server: FaultServer
) -> None:
    server.on("POST", RUN, Stream([], then="hang"))
    for _ in range(2):  # the first leaves the client as it was
        with on_time(), pytest.raises(SketricGenTimeoutError, match="deadline"):
            half.stream(client, "agent-1", "Hi", deadline=DEADLINE)


@pytest.mark.parametrize("slow", [Hang(), SlowHead(), SlowBody()], ids=lambda s: type(s).__name__)
@pytest.mark.parametrize("stream", [False, True], ids=["whole", "streamed"])
def test_it_bounds_the_answer(
    half: Half, client: SketricGenClient, server: FaultServer, slow: Any, stream: bool
) -> None:
    server.on("POST", RUN, slow)
    agent_run = pytest.raises(SketricGenTimeoutError, match="while the agent was being run")
    with nothing_left_open(half.loop), on_time(), agent_run as caught:
        half.run(client, "agent-1", "Hi", stream=stream, deadline=DEADLINE)
    assert caught.value.maybe_executed
    assert len(caught.value.attempts) == 1


@pytest.mark.parametrize(
    ("path", "part"),
    [
        (INIT, "the upload of 'report.pdf' was being asked for"),
        (FORM, "'report.pdf' was being uploaded"),
        (COMPLETE, "the upload of 'report.pdf' was being completed"),
        (RUN, "the agent was being run"),
    ],
)
def test_it_says_which_part_was_under_way(
    half: Half,
    client: SketricGenClient,
    server: FaultServer,
    report: Path,
    path: str,
    part: str,
) -> None:
    server.on("POST", path, Hang())
    server.on("POST", INIT, Reply(json=form(server.url + FORM)))
    server.on("POST", FORM, Reply(204))
    server.on("POST", COMPLETE, Reply(json=completed()))
    deadline = AFTER_THREE_ANSWERS if path == RUN else DEADLINE
    too_late = pytest.raises(SketricGenTimeoutError)
    with nothing_left_open(half.loop), on_time(deadline), too_late as caught:
        half.run(client, "agent-1", "Hi", file_paths=[report], deadline=deadline)
    assert f"passed while {part}" in str(caught.value)
    assert server.runs == (1 if path == RUN else 0)


def test_it_bounds_an_upload_that_nobody_reads(
    half: Half, client: SketricGenClient, server: FaultServer, tmp_path: Path
) -> None:
    large = tmp_path / "large.pdf"
    large.write_bytes(PDF + bytes(16 * 1024 * 1024))
    with FaultServer() as storage:
        storage.on("POST", FORM, HangBeforeReading())
        server.on("POST", INIT, Reply(json=form(storage.url + FORM)))
        with on_time(), pytest.raises(SketricGenTimeoutError, match=r"'large\.pdf' was being"):
            half.run(client, "agent-1", "Hi", file_paths=[large], deadline=DEADLINE)
    assert server.runs == 0


def test_it_bounds_retries(half: Half, client: SketricGenClient, server: FaultServer) -> None:
    server.on("POST", RUN, Reply(503, delay=0.15, headers={"Retry-After": "0"}))
    patient = client.with_options(max_retries=1_000)
    began = time.monotonic()
    with pytest.raises(SketricGenError):
        half.run(patient, "agent-1", "Hi", deadline=DEADLINE)
    assert time.monotonic() - began < DEADLINE + LATE_SECONDS
    assert server.runs < 5


def test_a_wait_that_does_not_fit_into_it_is_not_begun(
    half: Half, client: SketricGenClient, server: FaultServer
) -> None:
    server.on("POST", RUN, Reply(429, headers={"Retry-After": "30"}))
    began = time.monotonic()
    with pytest.raises(SketricGenError):
        half.run(client, "agent-1", "Hi", deadline=20.0)
    assert time.monotonic() - began < LATE_SECONDS
    assert server.runs == 1


def test_what_is_done_in_time_is_not_touched(
    half: Half, client: SketricGenClient, server: FaultServer
) -> None:
    server.on("POST", RUN, Reply(201, json=chat()), stream_of(*WHOLE_RUN))
    with nothing_left_open(half.loop):
        assert half.run(client, "agent-1", "Hi", deadline=30.0).response == "Hello!"
        assert values(half.stream(client, "agent-1", "Hi", deadline=30.0)) == WHOLE_RUN
        half.close(client)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"event_timeout": 0.3, "deadline": 30.0}, "No event arrived"),
        ({"event_timeout": 30.0, "deadline": 0.3}, "deadline"),
        ({"event_timeout": 30.0, "deadline": 30.0, "timeout": 0.3}, "fell silent"),
    ],
)
def test_the_bound_that_is_exceeded_is_named(
    half: Half,
    client: SketricGenClient,
    server: FaultServer,
    options: dict[str, float],
    words: str,
) -> None:
    server.on("POST", RUN, stream_of(STARTED, then="hang"))
    with pytest.raises(SketricGenTimeoutError, match=words):
        half.stream(client, "agent-1", "Hi", **options)


def test_a_stream_that_opens_too_late_is_closed(
    half: Half, client: SketricGenClient, server: FaultServer
) -> None:
    late = Reply(
        delay=0.4, body=b": hello\n\n", content_type="text/event-stream", content_length=99
    )
    server.on("POST", RUN, late)
    with nothing_left_open(half.loop), pytest.raises(SketricGenTimeoutError, match="deadline"):
        half.run(client, "agent-1", "Hi", stream=True, deadline=0.2)


def test_an_error_of_the_callback_comes_through_a_deadline(
    half: Half, emulator_client: SketricGenClient
) -> None:
    def refuse(*_: object) -> None:
        raise LookupError("no more")

    attached: dict[str, Any] = {"file_paths": [REPORT], "on_upload_progress": refuse}
    with pytest.raises(LookupError, match="no more"):
        half.run(emulator_client, "echo", "Hi", **attached, deadline=20)
