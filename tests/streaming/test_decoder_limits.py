"""What the decoder costs: time in line with the bytes, memory in line with one event."""

from __future__ import annotations

import time
import tracemalloc
from itertools import chain, repeat
from typing import TYPE_CHECKING

import pytest
from sketricgen import SketricGenStreamError, StreamEvent
from sketricgen._streaming.sse import SSEDecoder

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

pytestmark = pytest.mark.unmeasured

KIB = 1024
MIB = 1024 * KIB

# Work that grows with the square of the bytes takes more than ten times as long.
ENOUGH_CPU_SECONDS = 4.0


def fed(decoder: SSEDecoder, chunks: Iterable[bytes]) -> list[StreamEvent]:
    return [event for chunk in chunks for event in decoder.feed(chunk)]


def pieces(stream: bytes, size: int) -> Iterator[bytes]:
    return (stream[at : at + size] for at in range(0, len(stream), size))


def peak_of_feeding(chunks: Iterable[bytes]) -> int:
    """Returns the most bytes that were allocated while a new decoder was fed."""
    decoder = SSEDecoder()
    tracemalloc.start()
    try:
        for chunk in chunks:
            decoder.feed(chunk)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_comments_without_an_end_take_no_memory() -> None:
    comments = (b": " + b"keep-alive " * 90 + b"\n") * 10
    assert peak_of_feeding(comments for _ in range(8 * MIB // len(comments))) < MIB // 2


def test_an_event_that_was_given_takes_no_memory() -> None:
    event = b"data: " + b"x" * 64 * KIB + b"\n\n"
    assert peak_of_feeding(event for _ in range(128)) < MIB


def test_unknown_fields_take_no_memory() -> None:
    fields = b"color: " + b"red " * 300 + b"\nevent: x\nid: 1\n"
    assert peak_of_feeding(fields for _ in range(MIB // len(fields))) < MIB // 4


def test_a_large_event_in_small_pieces_takes_a_few_times_its_size() -> None:
    piece = b"x" * KIB

    def chunks() -> Iterator[bytes]:
        yield b"data: "
        for _ in range(4 * KIB):
            yield bytes(bytearray(piece))
        yield b"\n\n"

    assert peak_of_feeding(chunks()) < 5 * 4 * MIB


@pytest.mark.parametrize(
    ("stream", "size"),
    [
        pytest.param(b"data: " + b"x" * MIB + b"\n\n", 16, id="one_long_line"),
        pytest.param(b"data: x\n" * 64 * KIB + b"\n", 16, id="many_lines"),
        pytest.param(b"data: x\n\n" * 64 * KIB, 16, id="many_events"),
        pytest.param(b"data: x\n\n" * 64 * KIB, MIB, id="many_events_in_one_piece"),
        pytest.param(b"event: x\ndata: x\n\n" * 32 * KIB, MIB, id="named_events"),
        pytest.param(b"data: x\r\n\r\n" * 4 * KIB, 1, id="cr_lf_byte_by_byte"),
        pytest.param(b": x\n" * 64 * KIB, 16, id="many_comments"),
        pytest.param(b"data: x\n" + b": x\n" * 16 * KIB + b"\n", 3, id="comments_within_an_event"),
        pytest.param(b"\n" * 64 * KIB, 7, id="empty_lines"),
    ],
)
def test_the_time_grows_with_the_bytes(stream: bytes, size: int) -> None:
    decoder = SSEDecoder()
    began = time.thread_time()
    fed(decoder, pieces(stream, size))
    assert time.thread_time() - began < ENOUGH_CPU_SECONDS


@pytest.mark.parametrize(
    ("beginning", "piece"),
    [
        pytest.param(b"data: ", b"x" * KIB, id="one_line"),
        pytest.param(b"", b"data: x\n", id="many_lines"),
        pytest.param(b"", b"data: xyz\r\n", id="many_cr_lf_lines"),
        pytest.param(b"event: x\ndata: x\n: ", b"x" * KIB, id="one_comment"),
    ],
)
def test_an_event_beyond_the_limit_is_refused_before_it_is_all_held(
    beginning: bytes, piece: bytes
) -> None:
    decoder = SSEDecoder(max_event_bytes=64 * KIB)
    a_few_times_the_limit = repeat(piece, 5 * 64 * KIB // len(piece))
    with pytest.raises(SketricGenStreamError, match=r"more than 65,536 bytes"):
        fed(decoder, chain([beginning], a_few_times_the_limit))


@pytest.mark.parametrize("size", [7, KIB, MIB])
def test_an_event_beyond_the_limit_is_refused_in_pieces_of_any_size(size: int) -> None:
    stream = b"data: " + b"x" * (KIB + 1) + b"\n\n"
    with pytest.raises(SketricGenStreamError, match=r"more than 1,024 bytes"):
        fed(SSEDecoder(max_event_bytes=KIB), pieces(stream, size))


@pytest.mark.parametrize("size", [7, KIB, MIB])
def test_an_event_within_the_limit_is_read_in_pieces_of_any_size(size: int) -> None:
    text = "x" * (KIB - len("data: \n"))
    stream = f"data: {text}\n\n".encode()
    assert fed(SSEDecoder(max_event_bytes=KIB), pieces(stream, size)) == [StreamEvent(text)]


@pytest.mark.parametrize("size", [7, KIB, MIB])
def test_the_limit_is_one_for_each_event_and_not_for_the_stream(size: int) -> None:
    event = b"data: " + b"x" * 500 + b"\ndata: " + b"y" * 400 + b"\n\n"
    assert len(fed(SSEDecoder(max_event_bytes=KIB), pieces(event * 100, size))) == 100


@pytest.mark.parametrize("rest_of_line", [b"x" * KIB, b"x" * KIB + b"\n\n"])
def test_no_event_comes_after_one_beyond_the_limit(rest_of_line: bytes) -> None:
    decoder = SSEDecoder(max_event_bytes=KIB)
    assert decoder.feed(b"data: begins\ndata: ") == []
    with pytest.raises(SketricGenStreamError, match=r"more than 1,024 bytes"):
        decoder.feed(rest_of_line + b"\n\ndata: later\n\n")
    with pytest.raises(SketricGenStreamError, match=r"more than 1,024 bytes"):
        decoder.feed(b"data: later\n\n")


def test_sixteen_mebibytes_are_allowed_unless_told_otherwise() -> None:
    decoder = SSEDecoder()
    megabyte = b"x" * MIB
    decoder.feed(b"data: ")
    for _ in range(15):
        assert decoder.feed(megabyte) == []
    with pytest.raises(SketricGenStreamError, match=r"16,777,216"):
        decoder.feed(megabyte)
