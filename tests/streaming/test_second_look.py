"""A second look at a stream gives everything, or raises an error that says why not."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, Callable

import pytest
from sketricgen import (
    SketricGenError,
    SketricGenRunError,
    SketricGenStreamError,
    SketricGenTimeoutError,
)

from tests.contract.service import RUN, sse, stream_of, values
from tests.streaming.reading import collect, iterate, iterate_with, texts
from tests.streaming.runs import FAILED, FINISHED, STARTED, begin, end, say
from tests.support import FaultServer, Stream

if TYPE_CHECKING:
    from sketricgen import SketricGenClient

    from tests.support.halves import Half, OpenStream

HELLO = [begin("a"), say("a", "Hel"), say("a", "lo"), end("a")]
WHOLE = [STARTED, *HELLO, FINISHED]
SECOND = pytest.mark.parametrize(
    "again", [iterate, texts, collect], ids=["for", "text_stream", "collect"]
)


def left(half: Half, opened: OpenStream) -> None:
    iterate(half, opened.stream, at_most=2)


def left_text(half: Half, opened: OpenStream) -> None:
    texts(half, opened.stream, at_most=1)


def closed(half: Half, opened: OpenStream) -> None:
    opened.close()


def closed_half_way(half: Half, opened: OpenStream) -> None:
    opened.next()
    opened.close()


def read(half: Half, opened: OpenStream) -> None:
    assert values(iterate(half, opened.stream)) == WHOLE


def read_in_a_block(half: Half, opened: OpenStream) -> None:
    assert values(iterate_with(half, opened.stream)) == WHOLE


def read_by_steps(half: Half, opened: OpenStream) -> None:
    assert values(opened.rest()) == WHOLE


def left_at_the_last_event(half: Half, opened: OpenStream) -> None:
    assert len(iterate(half, opened.stream, at_most=len(WHOLE) - 1)) == len(WHOLE) - 1


FIRST: dict[Callable[[Half, OpenStream], None], str] = {
    left: "left before its run ended",
    left_text: "left before its run ended",
    closed: "closed before it was read",
    closed_half_way: "closed before it was read",
    read: r"read to its end by iteration.+call collect\(\)",
    read_in_a_block: "read to its end by iteration",
    read_by_steps: "read to its end by iteration",
    left_at_the_last_event: "left before its run ended",
}


@pytest.mark.parametrize(
    ("again", "in_one_piece"),
    [(iterate, True), (iterate, False), (texts, False), (collect, True)],
    ids=["for-at_once", "for-event_by_event", "text_stream-event_by_event", "collect-at_once"],
)
@pytest.mark.parametrize(("first", "words"), FIRST.items(), ids=[f.__name__ for f in FIRST])
def test_a_second_look_raises_what_became_of_the_stream(
    half: Half,
    client: SketricGenClient,
    server: FaultServer,
    first: Callable[[Half, OpenStream], None],
    words: str,
    again: Any,
    in_one_piece: bool,
) -> None:
    pieces = [sse(event) for event in WHOLE]
    server.on("POST", RUN, Stream([b"".join(pieces)] if in_one_piece else pieces))
    opened = half.open(client, "agent-1", "Hi")
    first(half, opened)
    for _ in range(2):
        with pytest.raises(SketricGenStreamError, match=words) as caught:
            again(half, opened.stream)
        assert caught.value.maybe_executed


@pytest.mark.parametrize("again", [texts, collect], ids=["text_stream", "collect"])
def test_a_whole_is_refused_where_events_were_read_already(
    half: Half, client: SketricGenClient, server: FaultServer, again: Any
) -> None:
    server.on("POST", RUN, stream_of(*WHOLE))
    opened = half.open(client, "agent-1", "Hi")
    opened.next()
    with pytest.raises(SketricGenStreamError, match=r"read by iteration.+call collect\(\)"):
        again(half, opened.stream)
    assert values(opened.rest()) == WHOLE[1:]  # nothing was lost by asking


def test_steps_and_loops_give_every_event_once(
    half: Half, client: SketricGenClient, server: FaultServer
) -> None:
    server.on("POST", RUN, stream_of(*WHOLE))
    opened = half.open(client, "agent-1", "Hi")
    steps = [opened.next(), opened.next()]
    assert values(steps + iterate(half, opened.stream)) == WHOLE
    for _ in range(2):
        with pytest.raises(StopIteration):
            opened.next()


def test_a_step_after_closing_says_so(
    half: Half, client: SketricGenClient, server: FaultServer
) -> None:
    server.on("POST", RUN, stream_of(*WHOLE))
    opened = half.open(client, "agent-1", "Hi")
    opened.close()
    with pytest.raises(SketricGenStreamError, match="closed before it was read"):
        opened.next()


def test_a_run_is_collected_again_without_reading(
    half: Half, client: SketricGenClient, server: FaultServer
) -> None:
    server.on("POST", RUN, stream_of(*WHOLE))
    opened = half.open(client, "agent-1", "Hi")
    first = collect(half, opened.stream)
    opened.close()
    assert collect(half, opened.stream) == first
    assert first.text == "Hello"
    for again in (iterate, texts):
        with pytest.raises(SketricGenStreamError, match=r"read to its end by collect\(\)"):
            again(half, opened.stream)
    with pytest.raises(SketricGenStreamError, match=r"read to its end by collect\(\)"):
        opened.next()


def test_a_run_is_collected_after_its_text_was_read(
    half: Half, client: SketricGenClient, server: FaultServer
) -> None:
    server.on("POST", RUN, stream_of(*WHOLE))
    stream = half.open(client, "agent-1", "Hi").stream
    assert texts(half, stream) == ["Hel", "lo"]
    result = collect(half, stream)
    assert (result.text, result.run_id) == ("Hello", "r-1")
    with pytest.raises(SketricGenStreamError, match="read to its end by text_stream"):
        texts(half, stream)


@pytest.mark.parametrize("first", [texts, collect], ids=["text_stream", "collect"])
def test_a_run_that_failed_fails_again(
    half: Half, client: SketricGenClient, server: FaultServer, first: Any
) -> None:
    server.on("POST", RUN, stream_of(STARTED, *HELLO, FAILED))
    stream = half.open(client, "agent-1", "Hi").stream
    for read_it in (first, collect):
        with pytest.raises(SketricGenRunError, match="The model is gone") as caught:
            read_it(half, stream)
        assert caught.value.partial is not None
        assert caught.value.partial.text == "Hello"


BREAKDOWNS: dict[str, tuple[Stream, type[SketricGenError], str, dict[str, float]]] = {
    "truncated": (stream_of(STARTED, *HELLO), SketricGenStreamError, "ended before", {}),
    "silent": (
        stream_of(STARTED, *HELLO, then="hang"),
        SketricGenTimeoutError,
        "fell silent",
        {"timeout": 0.4},
    ),
    "not JSON": (
        Stream([*map(sse, [STARTED, *HELLO]), b"data: {\n\n", sse(FINISHED)]),
        SketricGenStreamError,
        "not JSON",
        {},
    ),
}


@pytest.mark.parametrize(
    ("first", "again"),
    [(texts, iterate), (texts, collect), (collect, texts)],
    ids=["text_stream-for", "text_stream-collect", "collect-text_stream"],
)
@pytest.mark.parametrize("name", BREAKDOWNS)
def test_what_ended_the_stream_is_raised_again(
    half: Half, client: SketricGenClient, server: FaultServer, first: Any, again: Any, name: str
) -> None:
    answer, kind, words, options = BREAKDOWNS[name]
    server.on("POST", RUN, answer)
    stream = half.open(client, "agent-1", "Hi", **options).stream
    errors: list[Any] = []
    for read_it in (first, again, first):
        with pytest.raises(kind, match=words) as caught:
            read_it(half, stream)
        errors.append(caught.value)
    for error in errors:
        assert error.maybe_executed
        assert error.partial.text == "Hello"
        assert error.attempts == errors[0].attempts


@SECOND
def test_what_ended_an_iteration_is_raised_again(
    half: Half, client: SketricGenClient, server: FaultServer, again: Any
) -> None:
    server.on("POST", RUN, stream_of(STARTED, *HELLO))
    opened = half.open(client, "agent-1", "Hi")
    for read_it in (lambda: opened.rest(), lambda: opened.next()):
        with pytest.raises(SketricGenStreamError, match="ended before its run did"):
            read_it()
    with pytest.raises(SketricGenStreamError, match="ended before its run did"):
        again(half, opened.stream)


class Interrupted:
    """Chunks that are interrupted after the first."""

    def __iter__(self) -> Any:
        yield sse(STARTED)
        raise KeyboardInterrupt

    async def __aiter__(self) -> Any:
        yield sse(STARTED)
        raise asyncio.CancelledError


@pytest.mark.parametrize("way", ["steps", "for", "text_stream", "collect"])
@SECOND
def test_a_stream_that_was_interrupted_is_not_taken_for_a_whole_one(
    half: Half,
    client: SketricGenClient,
    server: FaultServer,
    monkeypatch: pytest.MonkeyPatch,
    way: str,
    again: Any,
) -> None:
    from sketricgen._http import transport

    for kind in (transport.OwnResponse, transport.AsyncOwnResponse):
        monkeypatch.setattr(kind, "chunks", lambda _: Interrupted())
    server.on("POST", RUN, stream_of(*WHOLE))
    opened = half.open(client, "agent-1", "Hi")
    firsts: dict[str, Any] = {"for": iterate, "text_stream": texts, "collect": collect}
    with pytest.raises((KeyboardInterrupt, asyncio.CancelledError)):
        firsts[way](half, opened.stream) if way in firsts else opened.rest()
    with pytest.raises(SketricGenStreamError, match="left before its run ended"):
        again(half, opened.stream)
    if way in ("steps", "for"):
        with pytest.raises(SketricGenStreamError, match="left before its run ended"):
            opened.next()
