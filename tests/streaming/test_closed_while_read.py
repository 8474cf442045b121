"""A stream that is closed while it is read does not end in silence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from sketricgen import SketricGenStreamError

from tests.contract.service import RUN, sse, stream_of, values
from tests.streaming.reading import done
from tests.streaming.runs import FINISHED, STARTED, begin, end, say
from tests.support import FaultServer, Stream
from tests.support.halves import SyncHalf, nothing_left_open

if TYPE_CHECKING:
    from sketricgen import SketricGenClient

    from tests.support.halves import Half

WHOLE = [STARTED, begin("a"), say("a", "Hel"), say("a", "lo"), end("a"), FINISHED]
only_sync = pytest.mark.parametrize("half", [SyncHalf], ids=["sync"], indirect=True)


def closes_itself(half: Half, stream: Any, given: list[Any]) -> None:
    async def aread() -> None:
        async for event in stream:
            given.append(event)
            await stream.aclose()

    if half.loop is not None:
        done(half, aread())
        return
    for event in stream:
        given.append(event)
        stream.close()


def test_a_loop_whose_stream_is_closed_between_two_events_does_not_end_in_silence(
    half: Half, client: SketricGenClient, server: FaultServer
) -> None:
    server.on("POST", RUN, stream_of(STARTED, then="hang"))
    given: list[Any] = []
    with nothing_left_open(half.loop):
        stream = half.open(client, "agent-1", "Hi").stream
        with pytest.raises(SketricGenStreamError, match="closed while it was being read"):
            closes_itself(half, stream, given)
    assert values(given) == [STARTED]


def test_a_loop_whose_stream_was_closed_gives_the_run_if_all_of_it_had_arrived(
    half: Half, client: SketricGenClient, server: FaultServer
) -> None:
    server.on("POST", RUN, Stream([b"".join(map(sse, WHOLE))], then="hang"))
    given: list[Any] = []
    with nothing_left_open(half.loop):
        closes_itself(half, half.open(client, "agent-1", "Hi").stream, given)
    assert values(given) == WHOLE


@only_sync
def test_closing_frees_the_connection_while_an_iterator_is_kept(
    half: Half, client: SketricGenClient, server: FaultServer
) -> None:
    server.on("POST", RUN, stream_of(STARTED, then="hang"))
    stream = half.open(client, "agent-1", "Hi").stream
    events = iter(stream)
    stream.close()
    server.wait_until(lambda: server.open_connections == 0)
    with pytest.raises(SketricGenStreamError, match="closed while it was being read"):
        list(events)


@only_sync
def test_a_step_whose_stream_is_closed_at_that_moment_does_not_end_in_silence(
    half: Half, client: SketricGenClient, server: FaultServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.on("POST", RUN, stream_of(*WHOLE))
    stream = half.open(client, "agent-1", "Hi").stream
    current = stream._current

    def current_and_closed() -> Any:
        events = current()
        stream.close()  # as another thread may
        return events

    monkeypatch.setattr(stream, "_current", current_and_closed)
    with pytest.raises(SketricGenStreamError, match="closed before it was read"):
        next(stream)
