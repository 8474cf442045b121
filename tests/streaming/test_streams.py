"""Reading a run's stream: loops, single steps, its end, and the connection after it."""

from __future__ import annotations

import gzip
import time
from itertools import chain, repeat
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from sketricgen import SketricGenStreamError
from sketricgen.events import RunFinishedEvent, RunStartedEvent, TextMessageContentEvent

from tests.contract.service import (
    FAILED,
    FINISHED,
    PAUSED,
    RUN,
    SAID,
    STARTED,
    WHOLE_RUN,
    names,
    sse,
    stream_of,
    values,
)
from tests.streaming.reading import collect, iterate, iterate_with, texts
from tests.support import FaultServer, Reply, Stream

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sketricgen import SketricGenClient
    from sketricgen.emulator import Emulator

    from tests.conftest import ClientFactory
    from tests.support.halves import Half

READERS = pytest.mark.parametrize(
    "read", [iterate, iterate_with, texts, collect], ids=["for", "with", "text_stream", "collect"]
)
A_WHOLE_RUN = b"".join(map(sse, WHOLE_RUN))


def test_a_loop_gives_every_event(
    half: Half, client: SketricGenClient, server: FaultServer
) -> None:
    server.on("POST", RUN, stream_of(*WHOLE_RUN))
    stream = half.open(client, "agent-1", "Hi").stream
    assert values(iterate(half, stream)) == WHOLE_RUN


def test_a_with_block_gives_the_stream(
    half: Half, client: SketricGenClient, server: FaultServer
) -> None:
    server.on("POST", RUN, stream_of(*WHOLE_RUN))
    stream = half.open(client, "agent-1", "Hi").stream
    assert values(iterate_with(half, stream)) == WHOLE_RUN


def test_the_events_of_a_run_are_typed(half: Half, emulator_client: SketricGenClient) -> None:
    events = half.stream(emulator_client, "story", "A ship")
    kinds = [type(event.payload) for event in events]
    assert (kinds[0], kinds[2], kinds[-1]) == (
        RunStartedEvent,
        TextMessageContentEvent,
        RunFinishedEvent,
    )


def test_a_first_step_may_be_taken_before_a_loop(
    half: Half, client: SketricGenClient, server: FaultServer
) -> None:
    server.on("POST", RUN, stream_of(*WHOLE_RUN))
    opened = half.open(client, "agent-1", "Hi")
    assert opened.next().json() == STARTED
    assert values(iterate(half, opened.stream)) == WHOLE_RUN[1:]


@pytest.mark.parametrize("last", [FINISHED, FAILED, PAUSED], ids=lambda event: event["type"])
def test_a_stream_that_ended_gives_nothing_more(
    half: Half, client: SketricGenClient, server: FaultServer, last: dict[str, Any]
) -> None:
    server.on("POST", RUN, stream_of(STARTED, last))
    opened = half.open(client, "agent-1", "Hi")
    assert names(iterate(half, opened.stream))[-1] == last["type"]
    assert opened.rest() == []


@READERS
@pytest.mark.parametrize("then", ["hang", "end", "close", "reset"])
def test_a_stream_ends_with_its_run_whatever_the_connection_does(
    half: Half, client: SketricGenClient, server: FaultServer, read: Any, then: Any
) -> None:
    server.on("POST", RUN, stream_of(*WHOLE_RUN, then=then))
    began = time.monotonic()
    assert read(half, half.open(client, "agent-1", "Hi").stream)
    assert time.monotonic() - began < 15


@pytest.mark.parametrize("delay", [0.0, 0.01], ids=["at_once", "bit_by_bit"])
def test_a_server_that_goes_on_sending_after_the_end_is_left(
    half: Half, client: SketricGenClient, server: FaultServer, delay: float
) -> None:
    pieces = chain([A_WHOLE_RUN], repeat(b": still here\n\n" * 100))
    server.on("POST", RUN, Stream(pieces, delay=delay), stream_of(*WHOLE_RUN))
    began = time.monotonic()
    assert values(half.stream(client, "agent-1", "Hi")) == WHOLE_RUN
    assert time.monotonic() - began < 15
    assert values(half.stream(client, "agent-1", "Hi")) == WHOLE_RUN
    assert server.connections == 2


@READERS
def test_a_connection_is_used_again_if_the_end_comes_with_the_last_event(
    half: Half, client: SketricGenClient, server: FaultServer, read: Any
) -> None:
    server.on("POST", RUN, Reply(body=A_WHOLE_RUN, content_type="text/event-stream"))
    for _ in range(3):
        assert read(half, half.open(client, "agent-1", "Hi").stream)
    assert server.connections == 1


@READERS
def test_a_connection_is_used_again_if_the_end_comes_a_moment_later(
    half: Half,
    client: SketricGenClient,
    server: FaultServer,
    read: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # However slow the machine: the moment that a server has for its end is what is tested here.
    monkeypatch.setattr("sketricgen._streaming.iterate._GRACE", 5.0)

    def a_moment_before_the_end() -> Iterator[bytes]:
        yield A_WHOLE_RUN
        time.sleep(0.02)

    server.on("POST", RUN, *(Stream(a_moment_before_the_end()) for _ in range(3)))
    for _ in range(3):
        assert read(half, half.open(client, "agent-1", "Hi").stream)
    assert server.connections == 1


@pytest.mark.parametrize("unfinished", [sse(FINISHED)[:-1], sse(FINISHED)[:-2]])
def test_an_end_that_lacks_its_empty_line_is_the_end(
    half: Half, client: SketricGenClient, server: FaultServer, unfinished: bytes
) -> None:
    server.on("POST", RUN, Stream([sse(STARTED), unfinished]))
    assert values(half.stream(client, "agent-1", "Hi")) == [STARTED, FINISHED]


def test_half_an_event_at_the_end_is_a_truncated_run(
    half: Half, client: SketricGenClient, server: FaultServer
) -> None:
    server.on("POST", RUN, Stream([sse(STARTED), sse(FINISHED)[:-4]]))
    stream = half.open(client, "agent-1", "Hi")
    with pytest.raises(SketricGenStreamError, match="ended before its run did"):
        stream.rest()
    assert values(stream.delivered) == [STARTED]


def test_an_empty_stream_is_a_truncated_run(
    half: Half, client: SketricGenClient, server: FaultServer
) -> None:
    server.on("POST", RUN, Stream([]))
    with pytest.raises(SketricGenStreamError, match="ended before its run did") as caught:
        half.stream(client, "agent-1", "Hi")
    assert caught.value.maybe_executed


@pytest.mark.parametrize("then", ["close", "reset"])
def test_a_stream_that_breaks_off_is_an_error_after_its_events(
    half: Half, client: SketricGenClient, server: FaultServer, then: Any
) -> None:
    server.on("POST", RUN, stream_of(STARTED, SAID, then=then, delay=0.05))
    stream = half.open(client, "agent-1", "Hi")
    with pytest.raises(SketricGenStreamError, match="broke off") as caught:
        stream.rest()
    assert values(stream.delivered) == [STARTED, SAID]
    assert caught.value.maybe_executed


def test_data_that_is_no_json_does_not_end_the_stream(
    half: Half, client: SketricGenClient, server: FaultServer
) -> None:
    server.on("POST", RUN, Stream([sse(STARTED), b"data: {broken\n\n", sse(FINISHED)]))
    events = half.stream(client, "agent-1", "Hi")
    assert [event.data for event in events][1] == "{broken"
    with pytest.raises(SketricGenStreamError, match="not JSON"):
        _ = events[1].payload
    assert isinstance(events[2].payload, RunFinishedEvent)


@READERS
def test_a_compressed_stream_is_read_in_any_way(
    half: Half, client: SketricGenClient, server: FaultServer, read: Any
) -> None:
    packed = gzip.compress(A_WHOLE_RUN)
    pieces = [packed[at : at + 20] for at in range(0, len(packed), 20)]
    server.on("POST", RUN, Stream(pieces, headers={"Content-Encoding": "gzip"}))
    assert read(half, half.open(client, "agent-1", "Hi").stream)


def test_a_stream_that_is_not_as_compressed_as_it_says_is_an_error(
    half: Half, client: SketricGenClient, server: FaultServer
) -> None:
    server.on("POST", RUN, stream_of(*WHOLE_RUN, headers={"Content-Encoding": "gzip"}))
    with pytest.raises(SketricGenStreamError, match="broke off"):
        half.stream(client, "agent-1", "Hi")


@pytest.mark.parametrize("together", [True, False], ids=["in_one_piece", "in_pieces"])
def test_an_event_beyond_the_limit_is_an_error_after_the_events_before_it(
    half: Half, client: SketricGenClient, server: FaultServer, together: bool
) -> None:
    client.max_event_bytes = 1_000
    pieces = [sse(STARTED), sse({**SAID, "delta": "x" * 1_000}), sse(FINISHED)]
    server.on("POST", RUN, Stream([b"".join(pieces)] if together else pieces, delay=0.05))
    stream = half.open(client, "agent-1", "Hi")
    with pytest.raises(SketricGenStreamError, match="more than 1,000 bytes") as caught:
        stream.rest()
    assert values(stream.delivered) == [STARTED]
    assert caught.value.maybe_executed


def test_an_event_beyond_the_limit_frees_the_connection(
    half: Half, client: SketricGenClient, server: FaultServer
) -> None:
    client.max_event_bytes = 1_000
    server.on("POST", RUN, stream_of(STARTED, {**SAID, "delta": "x" * 1_000}, then="hang"))
    with pytest.raises(SketricGenStreamError, match="more than 1,000 bytes"):
        half.stream(client, "agent-1", "Hi")
    server.wait_until(lambda: server.open_connections == 0)


def test_a_run_that_was_read_to_its_end_was_not_stopped(
    half: Half, emulator_client: SketricGenClient, emulator: Emulator
) -> None:
    before = emulator.stopped_runs
    half.stream(emulator_client, "showcase", "Hi")
    assert emulator.stopped_runs == before


@pytest.mark.parametrize("options", [{}, {"event_timeout": 30.0}], ids=["unbounded", "bounded"])
def test_a_stream_from_no_socket_is_read_too(
    half: Half, make_client: ClientFactory, options: dict[str, float]
) -> None:
    headers = {"Content-Type": "text/event-stream"}
    transport = httpx.MockTransport(
        lambda _: httpx.Response(200, headers=headers, content=A_WHOLE_RUN)
    )
    http_client = half.make_http_client(transport=transport)
    client = make_client("https://agents.example.com", **{half.keyword: http_client})
    assert values(half.stream(client, "agent-1", "Hi", **options)) == WHOLE_RUN
    half.close_http_client(http_client)
