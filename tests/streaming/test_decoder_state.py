"""What the decoder does between one piece and the next, and at the end of a stream."""

from __future__ import annotations

import copy
import pickle
from typing import TYPE_CHECKING

import pytest
from sketricgen import StreamEvent
from sketricgen._streaming.sse import SSEDecoder

if TYPE_CHECKING:
    from typing import Callable


@pytest.mark.parametrize("stream", [b"data: a\n\n", b"data: a\r\r", b"data: a\r\n\r"])
def test_the_last_line_end_dispatches_at_once(stream: bytes) -> None:
    decoder = SSEDecoder()
    assert decoder.feed(stream[:-1]) == []
    assert decoder.feed(stream[-1:]) == [StreamEvent("a")]


def test_the_lf_of_a_cr_lf_that_was_cut_is_no_second_line_end() -> None:
    decoder = SSEDecoder()
    assert decoder.feed(b"data: a\r") == []
    assert decoder.feed(b"\ndata: b\r\n") == []
    assert decoder.feed(b"\r") == [StreamEvent("a\nb")]
    assert decoder.feed(b"\n") == []


def test_decoders_do_not_share_what_they_hold() -> None:
    one, other = SSEDecoder(), SSEDecoder()
    one.feed(b"data: a\n")
    assert other.feed(b"data: b\n\n") == [StreamEvent("b")]
    assert one.feed(b"\n") == [StreamEvent("a")]


def test_a_retry_of_thousands_of_digits_does_no_harm() -> None:
    decoder = SSEDecoder()
    assert decoder.feed(b"retry: " + b"9" * 10_000 + b"\ndata: a\n\n") == [StreamEvent("a")]


@pytest.mark.parametrize(
    ("stream", "left"),
    [
        (b"data: a", StreamEvent("a")),
        (b"data: a\n", StreamEvent("a")),
        (b"data: a\r", StreamEvent("a")),
        (b"data: a\r\n", StreamEvent("a")),
        (b"data: a\ndata: b", StreamEvent("a\nb")),
        (b"data: a\n\ndata: b", StreamEvent("b")),
        (b"data: a\nevent: x\nid: 1", StreamEvent("a", "x", "1")),
        (b"event: x\nid: 1\ndata: a", StreamEvent("a", "x", "1")),
        (b"data: \xf0\x9f\x91", StreamEvent("\ufffd")),
        (b"data", StreamEvent("")),
        (b"data: a\nda", StreamEvent("a")),
        (b"", None),
        (b"data: a\n\n", None),
        (b"data: a\r\r", None),
        (b"dat", None),
        (b"event: x", None),
        (b": note", None),
        (b"\xef\xbb", None),
    ],
)
def test_the_end_gives_what_lacks_its_end(stream: bytes, left: StreamEvent | None) -> None:
    decoder = SSEDecoder()
    decoder.feed(stream)
    assert decoder.end() == left


def test_an_end_in_the_middle_of_a_line_gives_all_its_pieces() -> None:
    decoder = SSEDecoder()
    for piece in (b"da", b"ta: ", b"a", b"b"):
        decoder.feed(piece)
    assert decoder.end() == StreamEvent("ab")


@pytest.mark.parametrize(
    ("chunk", "texts"),
    [
        (b"data: a\n\ndata: b\n\n", ["a", "b"]),
        (b"data: a\ndata: b\n\n", ["a\nb"]),
        (b"data: a\rdata: b\n\n", ["a\nb"]),
        (b"data: a\n\ndata: b\ndata: c\n\n", ["a", "b\nc"]),
        (b"data: a\n\n: b\n\n", ["a"]),
        (b"data: \n\n", [""]),
        (b"data: a\n\n\n\n", ["a"]),
    ],
)
def test_a_chunk_between_two_events_is_read_by_the_same_rules(
    chunk: bytes, texts: list[str]
) -> None:
    decoder = SSEDecoder()
    decoder.feed(b"data: first\n\n")
    assert decoder.is_idle
    assert [event.data for event in decoder.feed(chunk)] == texts


@pytest.mark.parametrize(
    "same", [copy.copy, copy.deepcopy, lambda e: pickle.loads(pickle.dumps(e))]
)
def test_an_event_of_data_alone_is_like_any_other(
    same: Callable[[StreamEvent], StreamEvent],
) -> None:
    decoder = SSEDecoder()
    decoder.feed(b"data: first\n\n")
    (event,) = decoder.feed(b'data: {"type": "TEXT_MESSAGE_END", "message_id": "m1"}\n\n')
    made = StreamEvent('{"type": "TEXT_MESSAGE_END", "message_id": "m1"}')
    assert event == made == same(event)
    assert repr(event) == repr(made)
    assert hash(event) == hash(made)
    assert (event.event_type, event.id) == ("message", None)
    assert same(event).payload == made.payload
