"""Events as they are made and shown: by users, by a stream, and in errors."""

from __future__ import annotations

import copy
import pickle
from typing import TYPE_CHECKING

import pytest
from sketricgen import SketricGenStreamError, StreamEvent
from sketricgen._streaming.sse import SSEDecoder

from tests.contract.service import RUN, sse
from tests.streaming.runs import FINISHED, STARTED
from tests.support import FaultServer, Stream

if TYPE_CHECKING:
    from sketricgen import SketricGenClient

    from tests.support.halves import Half

CUSTOM = '{"type": "CUSTOM"}'


def test_every_event_of_a_stream_is_a_stream_event(
    half: Half, client: SketricGenClient, server: FaultServer
) -> None:
    named = b"event: x\nid: 1\ndata: {}\n\n"
    server.on("POST", RUN, Stream([sse(STARTED) + sse(STARTED), named, sse(FINISHED)]))
    events = half.stream(client, "agent-1", "Hi")
    assert [type(event) for event in events] == [StreamEvent] * 4
    assert [event.event_type for event in events] == ["message", "message", "x", "message"]
    assert [event.id for event in events] == [None, None, "1", None]


@pytest.mark.parametrize(
    ("made", "data", "event_type", "id_"),
    [
        (StreamEvent("message", CUSTOM), CUSTOM, "message", None),
        (StreamEvent("RUN_ERROR", '\n {"message": "Gone."}', "1"), None, "RUN_ERROR", "1"),
        (StreamEvent("message", "[1]"), "[1]", "message", None),
        (StreamEvent("message", ' "{"'), ' "{"', "message", None),
        (StreamEvent("message", "-1"), "-1", "message", None),
        (StreamEvent("[1]", "7"), "[1]", "7", None),
        (StreamEvent(CUSTOM, "message"), CUSTOM, "message", None),
        (StreamEvent(CUSTOM), CUSTOM, "message", None),
        (StreamEvent("x", "y"), "x", "y", None),
        (StreamEvent(CUSTOM, "{"), CUSTOM, "{", None),
        (StreamEvent(event_type="x", data=CUSTOM, id="1"), CUSTOM, "x", "1"),
    ],
)
def test_the_data_and_the_name_may_stand_in_either_order(
    made: StreamEvent, data: str | None, event_type: str, id_: str | None
) -> None:
    assert made.data == (data or '\n {"message": "Gone."}')
    assert (made.event_type, made.id) == (event_type, id_)


def test_what_a_server_sent_is_never_turned_round() -> None:
    (event,) = SSEDecoder().feed(b"event: {x\ndata: message\n\n")
    for same in (event, copy.copy(event), pickle.loads(pickle.dumps(event))):
        assert (same.data, same.event_type) == ("message", "{x")
        assert type(same) is StreamEvent


@pytest.mark.parametrize(
    "data",
    ["\x00\x1b[2J\r\n" * 9_000, "\U000e0001" * 9_000, "\u202e" * 9_000, "x" * 9_000, "\ud800"],
    ids=["control", "tag", "direction", "long", "surrogate"],
)
def test_the_error_of_data_that_is_not_json_does_not_quote_it(data: str) -> None:
    with pytest.raises(SketricGenStreamError, match="is not JSON") as caught:
        StreamEvent(data).json()
    assert len(str(caught.value)) < 200
    assert str(caught.value).isprintable()
    assert data[:4] not in str(caught.value)
    assert f"({len(data):,} characters)" in str(caught.value)


@pytest.mark.parametrize("read", ["json", "payload"])
def test_a_run_whose_event_cannot_be_read_may_have_happened(read: str) -> None:
    event = StreamEvent("{")
    with pytest.raises(SketricGenStreamError) as caught:
        event.json() if read == "json" else event.payload
    assert caught.value.maybe_executed
    assert pickle.loads(pickle.dumps(caught.value)).maybe_executed
