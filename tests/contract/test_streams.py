"""A streamed run: when it is sent, how its events arrive, and where it ends."""

from __future__ import annotations

import gzip
import threading
import time
from typing import TYPE_CHECKING, Any

import pytest
from sketricgen import (
    SketricGenAuthenticationError,
    SketricGenResponseError,
    SketricGenStreamError,
    SketricGenTimeoutError,
    UnknownEvent,
)

from tests.contract.service import (
    FAILED,
    FINISHED,
    PAUSED,
    RUN,
    SAID,
    STARTED,
    WHOLE_RUN,
    chat,
    names,
    sse,
    stream_of,
    values,
)
from tests.support import FaultServer, Reply, Stream

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sketricgen import SketricGenClient
    from sketricgen.emulator import Emulator

    from tests.support.halves import Half

_LONG_ENOUGH_SECONDS = 20.0


def test_a_stream_is_asked_for(half: Half, client: SketricGenClient, server: FaultServer) -> None:
    server.on("POST", RUN, stream_of(*WHOLE_RUN))
    half.stream(client, "agent-1", "Hi", conversation_id="c-1")
    (request,) = server.requests
    assert request.header("Accept") == "text/event-stream"
    assert request.json == {
        "agent_id": "agent-1",
        "user_input": "Hi",
        "conversation_id": "c-1",
        "stream": True,
    }


def test_all_events_arrive_in_order(
    half: Half, client: SketricGenClient, server: FaultServer
) -> None:
    server.on("POST", RUN, stream_of(*WHOLE_RUN))
    assert values(half.stream(client, "agent-1", "Hi")) == WHOLE_RUN


def test_the_request_is_sent_before_anybody_iterates(
    half: Half, client: SketricGenClient, server: FaultServer
) -> None:
    server.on("POST", RUN, stream_of(*WHOLE_RUN))
    stream = half.open(client, "agent-1", "Hi")
    assert server.runs == 1
    stream.close()


def test_a_refusal_is_raised_before_anybody_iterates(
    half: Half, client: SketricGenClient, server: FaultServer
) -> None:
    server.on("POST", RUN, Reply(401, json={"detail": "Invalid API key"}))
    with pytest.raises(SketricGenAuthenticationError, match="Invalid API key"):
        half.open(client, "agent-1", "Hi")


def test_an_event_arrives_before_the_next_is_sent(
    half: Half, client: SketricGenClient, server: FaultServer
) -> None:
    go_on = threading.Event()

    def pieces() -> Iterator[bytes]:
        yield sse(STARTED)
        assert go_on.wait(_LONG_ENOUGH_SECONDS), "the first event was held back"
        yield sse(FINISHED)

    server.on("POST", RUN, Stream(pieces()))
    stream = half.open(client, "agent-1", "Hi")
    assert stream.next().json() == STARTED
    go_on.set()
    assert values(stream.rest()) == [FINISHED]


@pytest.mark.parametrize("chunked", [True, False])
def test_events_in_odd_pieces_are_put_together(
    half: Half, client: SketricGenClient, server: FaultServer, chunked: bool
) -> None:
    sent = b"".join(map(sse, WHOLE_RUN))
    pieces = [sent[at : at + 7] for at in range(0, len(sent), 7)]
    server.on("POST", RUN, Stream(pieces, chunked=chunked))
    assert values(half.stream(client, "agent-1", "Hi")) == WHOLE_RUN


@pytest.mark.parametrize(
    "content_type",
    ["", "text/event-stream; charset=utf-8", "text/plain", "application/octet-stream"],
)
def test_an_empty_or_generic_content_type_is_read_as_a_stream(
    half: Half, client: SketricGenClient, server: FaultServer, content_type: str
) -> None:
    server.on("POST", RUN, stream_of(*WHOLE_RUN, content_type=content_type))
    assert values(half.stream(client, "agent-1", "Hi")) == WHOLE_RUN


def test_an_answer_without_a_content_type_is_read_as_a_stream(
    half: Half, client: SketricGenClient, server: FaultServer
) -> None:
    server.on("POST", RUN, Reply(body=b"".join(map(sse, WHOLE_RUN))))
    assert values(half.stream(client, "agent-1", "Hi")) == WHOLE_RUN


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (Reply(body=b"<html>Sign in</html>", content_type="text/html"), "text/html"),
        (Reply(201, json=chat()), "application/json"),
    ],
    ids=["html", "json"],
)
def test_something_else_than_a_stream_is_refused(
    half: Half, client: SketricGenClient, server: FaultServer, answer: Reply, words: str
) -> None:
    server.on("POST", RUN, answer)
    with pytest.raises(SketricGenResponseError, match=words) as caught:
        half.open(client, "agent-1", "Hi")
    assert caught.value.status_code == answer.status
    assert caught.value.maybe_executed
    assert caught.value.response_body == (answer.json or answer.body.decode())
    assert server.runs == 1


@pytest.mark.parametrize("last", [FINISHED, FAILED, PAUSED], ids=lambda event: event["type"])
def test_a_stream_ends_with_its_run_though_the_connection_stays_open(
    half: Half, client: SketricGenClient, server: FaultServer, last: dict[str, Any]
) -> None:
    server.on("POST", RUN, stream_of(STARTED, last, then="hang"))
    assert values(half.stream(client, "agent-1", "Hi")) == [STARTED, last]


def test_what_follows_the_end_of_the_run_is_not_delivered(
    half: Half, client: SketricGenClient, server: FaultServer
) -> None:
    server.on("POST", RUN, Stream([sse(STARTED) + sse(FINISHED) + sse(SAID)]))
    assert values(half.stream(client, "agent-1", "Hi")) == [STARTED, FINISHED]


def test_a_failed_run_is_delivered_as_an_event(
    half: Half, client: SketricGenClient, server: FaultServer
) -> None:
    server.on("POST", RUN, stream_of(STARTED, FAILED))
    events = half.stream(client, "agent-1", "Hi")
    assert values(events) == [STARTED, FAILED]
    assert events[-1].is_terminal


def test_an_unknown_event_is_delivered_whole(
    half: Half, client: SketricGenClient, server: FaultServer
) -> None:
    strange = {"type": "INVENTED", "deep": {"er": [1]}}
    server.on("POST", RUN, stream_of(STARTED, strange, FINISHED))
    payload = half.stream(client, "agent-1", "Hi")[1].payload
    assert isinstance(payload, UnknownEvent)
    assert payload.data == strange


def test_a_stream_that_ends_before_its_run_is_an_error(
    half: Half, client: SketricGenClient, server: FaultServer
) -> None:
    server.on("POST", RUN, stream_of(STARTED, SAID))
    stream = half.open(client, "agent-1", "Hi")
    with pytest.raises(SketricGenStreamError, match="ended before its run did") as caught:
        stream.rest()
    assert values(stream.delivered) == [STARTED, SAID]
    assert caught.value.maybe_executed


def test_a_stream_that_falls_silent_is_an_error(
    half: Half, client: SketricGenClient, server: FaultServer
) -> None:
    server.on("POST", RUN, stream_of(STARTED, then="hang"))
    stream = half.open(client, "agent-1", "Hi", timeout=0.5)
    with pytest.raises(SketricGenTimeoutError, match=r"0\.5 s") as caught:
        stream.rest()
    assert values(stream.delivered) == [STARTED]
    assert caught.value.maybe_executed


def test_the_timeout_is_one_for_each_silence_and_not_for_the_whole_stream(
    half: Half, client: SketricGenClient, server: FaultServer
) -> None:
    server.on("POST", RUN, stream_of(STARTED, *[SAID] * 5, FINISHED, delay=0.15))
    assert len(half.stream(client, "agent-1", "Hi", timeout=0.8)) == 7


def test_a_compressed_stream_is_read(
    half: Half, client: SketricGenClient, server: FaultServer
) -> None:
    packed = gzip.compress(b"".join(map(sse, WHOLE_RUN)))
    headers = {"Content-Encoding": "gzip"}
    server.on("POST", RUN, Stream([packed[:30], packed[30:]], headers=headers))
    assert values(half.stream(client, "agent-1", "Hi")) == WHOLE_RUN


def test_a_story_arrives_word_by_word(half: Half, emulator_client: SketricGenClient) -> None:
    events = half.stream(emulator_client, "story", "A ship")
    said = [event.json()["delta"] for event in events if "delta" in event.json()]
    assert len(said) > 10
    assert "".join(said).strip()
    assert names(events)[0] == "RUN_STARTED"
    assert names(events)[-1] == "RUN_FINISHED"


@pytest.mark.parametrize(
    ("agent", "last"), [("fail", "RUN_ERROR"), ("approval", "RUN_PAUSED_HITL")]
)
def test_a_run_that_does_not_finish_ends_as_it_says(
    half: Half, emulator_client: SketricGenClient, agent: str, last: str
) -> None:
    events = half.stream(emulator_client, agent, "Hi", enable_hitl=True)
    assert names(events)[-1] == last


def test_a_run_that_is_left_early_is_stopped(
    half: Half, emulator_client: SketricGenClient, emulator: Emulator
) -> None:
    before = emulator.stopped_runs
    stream = half.open(emulator_client, "slow", "word " * 2_000)
    stream.next()
    stream.close()
    deadline = time.monotonic() + _LONG_ENOUGH_SECONDS
    while emulator.stopped_runs == before:
        assert time.monotonic() < deadline, "the server was not told that nobody listens"
        time.sleep(0.01)
