"""A `RUN_ERROR` behind `RUN_FINISHED`, in what has arrived, makes the run a failed one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from sketricgen import SketricGenRunError

from tests.contract.service import RUN, sse, values
from tests.streaming.reading import collect, iterate, texts
from tests.streaming.runs import FAILED, FINISHED, PAUSED, STARTED, begin, say
from tests.support import FaultServer, Stream

if TYPE_CHECKING:
    from sketricgen import SketricGenClient

    from tests.support.halves import Half

RUN_SO_FAR = [STARTED, begin("a"), say("a", "Hi"), FINISHED]
STRANGE = say("a", "too late")


def piece(*events: dict[str, Any]) -> bytes:
    return b"".join(map(sse, events))


LATE = {
    "in one chunk": Stream([piece(*RUN_SO_FAR, FAILED)]),
    "behind others": Stream([piece(*RUN_SO_FAR, STRANGE, FAILED, STRANGE)]),
    "in a chunk of its own": Stream([piece(*RUN_SO_FAR), b": note\n\n", sse(FAILED)]),
    "without its blank line": Stream([piece(*RUN_SO_FAR) + sse(FAILED).rstrip()]),
    "cut in two": Stream([piece(*RUN_SO_FAR) + sse(FAILED)[:20], sse(FAILED)[20:]]),
}
late = pytest.mark.parametrize("name", LATE)


@late
@pytest.mark.parametrize("read", [texts, collect], ids=["text_stream", "collect"])
def test_it_is_raised(
    half: Half,
    client: SketricGenClient,
    server: FaultServer,
    name: str,
    read: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # However slow the machine: what counts is that the end of the answer is looked at.
    monkeypatch.setattr("sketricgen._streaming.iterate._GRACE", 5.0)
    server.on("POST", RUN, LATE[name])
    with pytest.raises(SketricGenRunError, match="The model is gone") as caught:
        read(half, half.open(client, "agent-1", "Hi").stream)
    assert caught.value.partial is not None
    assert caught.value.partial.text == "Hi"


@late
def test_it_is_the_last_event(
    half: Half,
    client: SketricGenClient,
    server: FaultServer,
    name: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("sketricgen._streaming.iterate._GRACE", 5.0)
    server.on("POST", RUN, LATE[name])
    events = iterate(half, half.open(client, "agent-1", "Hi").stream)
    assert values(events) == [*RUN_SO_FAR, FAILED]


@pytest.mark.parametrize(
    "after",
    [
        [STARTED, FAILED],
        [STRANGE],
        [FINISHED],
        [{"type": "TEXT_MESSAGE_CONTENT", "message_id": "a", "delta": "RUN_ERROR"}],
    ],
    ids=["another_run", "no_error", "the_end_again", "words"],
)
def test_what_is_no_error_of_this_run_is_left(
    half: Half, client: SketricGenClient, server: FaultServer, after: list[dict[str, Any]]
) -> None:
    server.on("POST", RUN, Stream([piece(*RUN_SO_FAR, *after)]))
    assert values(half.stream(client, "agent-1", "Hi")) == RUN_SO_FAR


@pytest.mark.parametrize("last", [FAILED, PAUSED], ids=lambda event: event["type"])
def test_only_a_run_that_finished_can_fail_late(
    half: Half, client: SketricGenClient, server: FaultServer, last: dict[str, Any]
) -> None:
    server.on("POST", RUN, Stream([piece(STARTED, last, FAILED)]))
    assert values(half.stream(client, "agent-1", "Hi")) == [STARTED, last]


def test_an_event_beyond_the_limit_behind_the_end_is_left(
    half: Half,
    client: SketricGenClient,
    server: FaultServer,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("sketricgen._streaming.iterate._GRACE", 5.0)
    client.max_event_bytes = 1_000
    pieces = [piece(*RUN_SO_FAR), b"data: " + b"x" * 2_000 + b"\n\n", sse(FAILED)]
    server.on("POST", RUN, Stream(pieces))
    assert values(half.stream(client, "agent-1", "Hi")) == RUN_SO_FAR
