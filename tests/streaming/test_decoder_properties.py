"""The decoder against another one, on streams that nobody thought of.

The other is written from WHATWG's rules and for nothing but clarity. It takes a whole stream at
once and walks it character by character, so it shares neither code nor method with the one that
it judges.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sketricgen import StreamEvent
from sketricgen._streaming.sse import SSEDecoder
from sketricgen.events import made

BYTE_ORDER_MARK = "\ufeff"


@dataclass
class Decoded:
    """What a stream holds: its events, and what was left when it ended."""

    events: list[StreamEvent] = field(default_factory=list[StreamEvent])
    unfinished: StreamEvent | None = None


def decode(stream: bytes) -> Decoded:
    """Returns what a whole stream holds."""
    text = stream.decode("utf-8", "replace")
    if text.startswith(BYTE_ORDER_MARK):
        text = text[1:]
    *lines, rest = _lines(text)
    decoded = Decoded()
    block: list[str] = []
    for line in lines:
        if line == "":
            event = _event(block)
            if event is not None:
                decoded.events.append(event)
            block = []
        else:
            block.append(line)
    decoded.unfinished = _event([*block, rest])
    return decoded


def _lines(text: str) -> list[str]:
    """Returns the lines of a text, the last of which has no end."""
    lines = [""]
    at = 0
    while at < len(text):
        if text[at : at + 2] == "\r\n":
            lines.append("")
            at += 2
        elif text[at] in "\r\n":
            lines.append("")
            at += 1
        else:
            lines[-1] += text[at]
            at += 1
    return lines


def _event(block: list[str]) -> StreamEvent | None:
    """Returns the event of one block of lines."""
    data = ""
    event_type = ""
    id_ = None
    for line in block:
        name, value = _field(line)
        if name == "data":
            data += value + "\n"
        elif name == "event":
            event_type = value
        elif name == "id" and "\0" not in value:
            id_ = value
    if data == "":
        return None
    return StreamEvent(data[:-1], event_type or "message", id_)


def _field(line: str) -> tuple[str, str]:
    """Returns the name and the value of a line; a comment has no name."""
    if ":" not in line:
        return line, ""
    colon = line.index(":")
    name, value = line[:colon], line[colon + 1 :]
    return name, value[1:] if value[:1] == " " else value


TOKENS = [
    *(b"\n", b"\r", b"\r\n", b"\n\n", b"\r\r", b"\r\n\r\n", b"\n\ndata: "),
    *(b"data", b"data:", b"data: ", b"data: a\n\n", b"event", b"event: ", b"event: x\n"),
    *(b"id", b"id: ", b"id: 1\n", b"id: \0\n", b"retry: ", b"retry: 12\n", b"12"),
    *(b":", b": ", b" ", b"\t", b"\0", b"a", b'{"type": "RUN_STARTED"}', b"RUN_"),
    *(b"\xef\xbb\xbf", b"\xef", b"\xbb", b"\xbf", b"\xff", b"\x80", b"\xc0\xaf"),
    *("é".encode(), "👋".encode(), "👋".encode()[:2], "👋".encode()[2:]),
    *("\u2028".encode(), "\x85".encode(), b"\x0b", b"\x0c", b"\x1c", b"\x1d", b"\x1e"),
]
STREAMS = st.lists(st.sampled_from(TOKENS), max_size=40).map(b"".join)
ANY_BYTES = st.binary(max_size=200)
CUTS = st.lists(st.integers(min_value=0, max_value=400), max_size=12)


def decoded(chunks: list[bytes]) -> Decoded:
    decoder = SSEDecoder()
    events = [event for chunk in chunks for event in decoder.feed(chunk)]
    return Decoded(events, decoder.end())


def cut(stream: bytes, cuts: list[int]) -> list[bytes]:
    places = [0, *sorted(min(at, len(stream)) for at in cuts), len(stream)]
    return [stream[start:end] for start, end in zip(places, places[1:])]


@pytest.mark.unmeasured
@settings(max_examples=300, deadline=None)
@given(STREAMS, CUTS)
def test_any_stream_in_any_pieces_is_read_after_the_rules(stream: bytes, cuts: list[int]) -> None:
    assert decoded(cut(stream, cuts)) == decode(stream)


@pytest.mark.unmeasured
@settings(max_examples=100, deadline=None)
@given(STREAMS)
def test_any_stream_byte_by_byte_is_read_after_the_rules(stream: bytes) -> None:
    assert decoded([bytes([byte]) for byte in stream]) == decode(stream)


@pytest.mark.unmeasured
@settings(max_examples=100, deadline=None)
@given(ANY_BYTES, CUTS)
def test_any_bytes_are_read_after_the_rules(stream: bytes, cuts: list[int]) -> None:
    assert decoded(cut(stream, cuts)) == decode(stream)


LINES = st.text(st.characters(exclude_characters="\r\n", exclude_categories=["Cs"]), max_size=20)
NAMES = LINES.map(lambda name: name or "message")
IDS = st.none() | LINES.filter(lambda id_: "\0" not in id_)
EVENTS = st.builds(made, st.lists(LINES, min_size=1, max_size=4).map("\n".join), NAMES, IDS)


def written(event: StreamEvent, line_end: str) -> bytes:
    fields = [f"data: {line}" for line in event.data.split("\n")]
    fields.append(f"event: {event.event_type}")
    fields += [] if event.id is None else [f"id: {event.id}"]
    return "".join(f"{line}{line_end}" for line in [*fields, ""]).encode()


@pytest.mark.unmeasured
@settings(max_examples=100, deadline=None)
@given(st.lists(EVENTS, max_size=6), st.sampled_from(["\n", "\r", "\r\n"]), CUTS)
def test_what_was_written_is_what_is_read(
    events: list[StreamEvent], line_end: str, cuts: list[int]
) -> None:
    stream = b"".join(written(event, line_end) for event in events)
    assert decoded(cut(stream, cuts)).events == events
