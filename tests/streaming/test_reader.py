"""Where a run's events end, and what becomes of an event that lacks its end."""

from __future__ import annotations

import pytest
from sketricgen._http.flow import CallOptions
from sketricgen._streaming.decode import RunReader
from sketricgen.config import SketricGenConfig

from tests.contract.service import FAILED, FINISHED, PAUSED, SAID, STARTED, sse, values

TERMINAL = pytest.mark.parametrize("last", [FINISHED, FAILED, PAUSED], ids=lambda e: e["type"])


@pytest.fixture
def reader() -> RunReader:
    return opened()


def opened() -> RunReader:
    config = SketricGenConfig("key")
    return RunReader(CallOptions(config, max_answer_bytes=1_000, max_event_bytes=1_000))


@TERMINAL
def test_the_event_that_ends_the_run_ends_the_reading(
    reader: RunReader, last: dict[str, object]
) -> None:
    assert values(list(reader.feed(sse(STARTED)))) == [STARTED]
    assert not reader.ended
    assert values(list(reader.feed(sse(last)))) == [last]
    assert reader.ended


@TERMINAL
def test_what_follows_in_the_same_piece_is_left(reader: RunReader, last: dict[str, object]) -> None:
    events = list(reader.feed(sse(STARTED) + sse(last) + sse(SAID)))
    assert values(events) == [STARTED, last]


@TERMINAL
def test_the_run_ends_there_however_it_is_cut_in_two(last: dict[str, object]) -> None:
    whole = sse(STARTED) + sse(last) + sse(SAID) + sse(SAID)
    for cut in range(len(whole)):
        reader = opened()
        events = list(reader.feed(whole[:cut]))
        if not reader.ended:
            events += reader.feed(whole[cut:])
        assert values(events) == [STARTED, last]
        assert reader.ended


def test_an_event_that_began_before_does_not_end_the_run_unless_it_says_so(
    reader: RunReader,
) -> None:
    whole = sse(SAID)
    assert list(reader.feed(whole[:-20])) == []
    assert values(list(reader.feed(whole[-20:] + sse(SAID)))) == [SAID, SAID]
    assert not reader.ended


@pytest.mark.parametrize(
    "harmless",
    [
        {"type": "TEXT_MESSAGE_CONTENT", "message_id": "m", "delta": "RUN_FINISHED"},
        {"type": "CUSTOM", "name": "RUN_ERROR", "value": {"type": "RUN_ERROR"}},
        {"type": "RUN_STARTED", "thread_id": "RUN_FINISHED", "run_id": "RUN_ERROR"},
        {"type": "RUN_PAUSED"},
        {"RUN_FINISHED": True},
    ],
)
def test_an_event_that_only_speaks_of_an_end_ends_nothing(
    reader: RunReader, harmless: dict[str, object]
) -> None:
    assert values(list(reader.feed(sse(harmless)))) == [harmless]
    assert not reader.ended


def test_an_event_name_ends_the_run_where_the_data_has_no_type(reader: RunReader) -> None:
    events = list(reader.feed(b'event: RUN_ERROR\ndata: {"message": "Gone."}\n\n'))
    assert len(events) == 1
    assert reader.ended


def test_an_event_name_does_not_overrule_the_type(reader: RunReader) -> None:
    list(reader.feed(b'event: RUN_ERROR\ndata: {"type": "CUSTOM"}\n\n'))
    assert not reader.ended


def test_a_type_in_escapes_ends_the_run(reader: RunReader) -> None:
    list(reader.feed(rb'data: {"type": "\u0052UN\u005fFINISHED"}' + b"\n\n"))
    assert reader.ended


def test_a_type_in_escapes_ends_the_run_between_others(reader: RunReader) -> None:
    assert values(list(reader.feed(sse(STARTED)))) == [STARTED]
    escaped = b'data: {"type": "\\u0052UN_ERROR", "message": "Gone."}\n\n'
    events = list(reader.feed(sse(SAID) + escaped + sse(SAID)))
    assert len(events) == 2
    assert reader.ended


@pytest.mark.parametrize(
    "unfinished",
    [
        b'data: {"type": "CUSTOM"}',
        b'data: {"type": "CUSTOM"}\n',
        b'data: {"type": "CUSTOM"}\r\n',
        b'data: {"type":\ndata: "CUSTOM"}',
        b'data: {"type": "CUSTOM"} ',
        b'id: 1\nevent: message\ndata: {"type": "CUSTOM"}',
    ],
)
def test_an_event_that_lacks_only_its_empty_line_is_delivered(
    reader: RunReader, unfinished: bytes
) -> None:
    assert list(reader.feed(unfinished)) == []
    assert values(list(reader.finish())) == [{"type": "CUSTOM"}]


@pytest.mark.parametrize(
    "unfinished",
    [
        b'data: {"type": "CUSTOM"',
        b'data: {"type": "CUSTOM"\n',
        b'data: {"type": "CUSTOM", "value": 1',
        b'data: {"type": "CUS',
        b"data: {",
        b"data: ",
        b"data",
        b'da: {"type": "CUSTOM"}',
        b'data: {"type": "CUSTOM"}\ndata: ,',
        b"data: 12",
        b"event: RUN_FINISHED",
        b"event: RUN_FINISHED\ndata: ",
        b"data: " + b"[" * 900,
    ],
)
def test_an_event_that_lacks_more_is_dropped(reader: RunReader, unfinished: bytes) -> None:
    list(reader.feed(unfinished))
    assert list(reader.finish()) == []
    assert not reader.ended


def test_nothing_is_left_of_a_stream_that_ended_properly(reader: RunReader) -> None:
    list(reader.feed(sse(STARTED)))
    assert list(reader.finish()) == []


@TERMINAL
def test_an_end_that_lacks_its_empty_line_ends_the_run(
    reader: RunReader, last: dict[str, object]
) -> None:
    list(reader.feed(sse(last).rstrip(b"\n")))
    assert values(list(reader.finish())) == [last]
    assert reader.ended


def test_the_error_of_a_truncated_run_says_what_did_not_come(reader: RunReader) -> None:
    assert "no RUN_FINISHED, RUN_ERROR or RUN_PAUSED_HITL" in str(reader.truncation())
