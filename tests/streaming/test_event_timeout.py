"""`event_timeout`: how long the next event of a stream is waited for."""

from __future__ import annotations

import time
from itertools import chain, repeat
from typing import TYPE_CHECKING, Any

import pytest
from sketricgen import (
    SketricGenStreamError,
    SketricGenTimeoutError,
    SketricGenValidationError,
)

from tests.contract.service import FINISHED, RUN, SAID, STARTED, WHOLE_RUN, sse, stream_of, values
from tests.support import FaultServer, RawBytes, Stream, tls_contexts
from tests.support.halves import nothing_left_open

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sketricgen import SketricGenClient

    from tests.conftest import ClientFactory
    from tests.support.halves import Half

# On a busy machine a bound may be noticed late, but never by this much.
LATE_SECONDS = 15.0
KEEP_ALIVE = b": still here\n\n"


def pieces_with_keep_alives(*pieces: bytes) -> Iterator[bytes]:
    return chain(pieces, repeat(KEEP_ALIVE))


@pytest.mark.parametrize("keep_alive", [False, True], ids=["silent", "keep_alive"])
def test_a_silence_between_events_is_bounded(
    half: Half, client: SketricGenClient, server: FaultServer, keep_alive: bool
) -> None:
    pieces = pieces_with_keep_alives(sse(STARTED)) if keep_alive else [sse(STARTED)]
    server.on("POST", RUN, Stream(pieces, delay=0.02, then="hang"))
    with nothing_left_open(half.loop):
        stream = half.open(client, "agent-1", "Hi", event_timeout=0.5)
        stream.next()
        began = time.monotonic()
        with pytest.raises(SketricGenTimeoutError, match=r"No event arrived for 0\.5 s") as caught:
            stream.rest()
        assert 0.4 < time.monotonic() - began < LATE_SECONDS
    assert caught.value.maybe_executed


def test_a_silence_before_the_first_event_is_bounded(
    half: Half, client: SketricGenClient, server: FaultServer
) -> None:
    server.on("POST", RUN, Stream(pieces_with_keep_alives(), delay=0.02))
    with pytest.raises(SketricGenTimeoutError, match=r"No event arrived for 0\.3 s"):
        half.stream(client, "agent-1", "Hi", event_timeout=0.3)


def test_an_event_in_many_pieces_does_not_extend_its_own_time(
    half: Half, client: SketricGenClient, server: FaultServer
) -> None:
    pieces = chain([sse(STARTED), b"data: "], repeat(b"x"))
    server.on("POST", RUN, Stream(pieces, delay=0.02))
    with pytest.raises(SketricGenTimeoutError, match=r"No event arrived for 0\.4 s"):
        half.stream(client, "agent-1", "Hi", event_timeout=0.4)


def test_it_is_one_for_each_event_and_not_for_the_stream(
    half: Half, client: SketricGenClient, server: FaultServer
) -> None:
    events = [STARTED, *[SAID] * 6, FINISHED]
    server.on("POST", RUN, stream_of(*events, delay=0.15))
    assert values(half.stream(client, "agent-1", "Hi", event_timeout=1.0)) == events


def test_the_time_that_the_caller_takes_does_not_count(
    half: Half, client: SketricGenClient, server: FaultServer
) -> None:
    server.on("POST", RUN, stream_of(*WHOLE_RUN, delay=0.05))
    stream = half.open(client, "agent-1", "Hi", event_timeout=1.0)
    stream.next()
    time.sleep(1.1)
    assert values(stream.rest()) == WHOLE_RUN[1:]


def test_a_stream_without_it_may_be_silent_for_longer(
    half: Half, client: SketricGenClient, server: FaultServer
) -> None:
    pieces = [sse(STARTED), *[KEEP_ALIVE] * 20, sse(FINISHED)]
    server.on("POST", RUN, Stream(pieces, delay=0.02))
    assert values(half.stream(client, "agent-1", "Hi")) == [STARTED, FINISHED]


def test_a_silence_over_tls_is_bounded(half: Half, make_client: ClientFactory) -> None:
    server_context, client_context = tls_contexts()
    http_client = half.make_http_client(verify=client_context)
    with FaultServer(ssl_context=server_context) as server:
        head = b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n"
        server.on("POST", RUN, RawBytes(head + sse(STARTED), then="hang"))
        client = make_client(server.https_url, **{half.keyword: http_client})
        stream = half.open(client, "agent-1", "Hi", event_timeout=0.5)
        with pytest.raises(SketricGenTimeoutError, match=r"No event arrived for 0\.5 s"):
            stream.rest()
        assert values(stream.delivered) == [STARTED]
        half.close_http_client(http_client)


@pytest.mark.parametrize("then", ["end", "reset"])
def test_a_stream_that_ends_before_its_run_is_no_timeout(
    half: Half, client: SketricGenClient, server: FaultServer, then: Any
) -> None:
    server.on("POST", RUN, stream_of(STARTED, SAID, delay=0.05, then=then))
    stream = half.open(client, "agent-1", "Hi", event_timeout=30.0)
    with pytest.raises(SketricGenStreamError):
        stream.rest()
    assert values(stream.delivered) == [STARTED, SAID]


@pytest.mark.parametrize("name", ["event_timeout", "deadline"])
@pytest.mark.parametrize("value", [0, -1, float("nan"), float("inf"), "1", True])
def test_a_bound_that_is_no_time_is_refused_before_anything_is_sent(
    half: Half, client: SketricGenClient, server: FaultServer, name: str, value: object
) -> None:
    with pytest.raises(SketricGenValidationError, match=name):
        half.open(client, "agent-1", "Hi", **{name: value})
    assert server.requests == []
