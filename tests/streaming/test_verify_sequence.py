"""`verify_sequence`, through both halves."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sketricgen import SketricGenStreamError

from tests.contract.service import RUN, names, sse, stream_of, values
from tests.streaming.reading import collect, iterate
from tests.streaming.runs import FINISHED, STARTED, begin, end, say
from tests.support import FaultServer, Stream

if TYPE_CHECKING:
    from sketricgen import SketricGenClient

    from tests.support.halves import Half

BROKEN = [STARTED, begin("a"), say("b", "x"), end("a"), FINISHED]
AGENTS = ["echo", "story", "tool", "showcase", "approval", "slow", "fail"]


@pytest.mark.parametrize("agent", AGENTS)
def test_every_agent_of_the_emulator_keeps_the_rules(
    half: Half, emulator_client: SketricGenClient, agent: str
) -> None:
    events = half.stream(emulator_client, agent, "1 + 2", verify_sequence=True)
    assert events[-1].is_terminal


@pytest.mark.parametrize("together", [True, False], ids=["in_one_piece", "in_pieces"])
def test_the_events_before_a_violation_are_delivered(
    half: Half, client: SketricGenClient, server: FaultServer, together: bool
) -> None:
    pieces = [sse(event) for event in BROKEN]
    server.on("POST", RUN, Stream([b"".join(pieces)] if together else pieces))
    stream = half.open(client, "agent-1", "Hi", verify_sequence=True)
    with pytest.raises(SketricGenStreamError, match=r"breaks a rule of AG-UI .+ 'b'") as caught:
        stream.rest()
    assert values(stream.delivered) == BROKEN[:2]
    assert caught.value.maybe_executed


def test_a_violation_ends_the_stream(
    half: Half, client: SketricGenClient, server: FaultServer
) -> None:
    server.on("POST", RUN, stream_of(*BROKEN[:-1], then="hang"))
    stream = half.open(client, "agent-1", "Hi", verify_sequence=True).stream
    with pytest.raises(SketricGenStreamError, match="breaks a rule"):
        iterate(half, stream)
    server.wait_until(lambda: server.open_connections == 0)
    assert iterate(half, stream) == []


def test_a_violation_within_an_event_that_lacks_its_end_is_found(
    half: Half, client: SketricGenClient, server: FaultServer
) -> None:
    server.on("POST", RUN, Stream([sse(STARTED), sse(begin("a")), sse(FINISHED).rstrip()]))
    stream = half.open(client, "agent-1", "Hi", verify_sequence=True)
    with pytest.raises(SketricGenStreamError, match="must be closed before RUN_FINISHED"):
        stream.rest()
    assert names(stream.delivered) == ["RUN_STARTED", "TEXT_MESSAGE_START"]


def test_a_violation_is_found_where_a_stream_is_collected(
    half: Half, client: SketricGenClient, server: FaultServer
) -> None:
    server.on("POST", RUN, stream_of(STARTED, begin("a"), say("a", "x"), begin("a")))
    stream = half.open(client, "agent-1", "Hi", verify_sequence=True).stream
    with pytest.raises(SketricGenStreamError, match="open already") as caught:
        collect(half, stream)
    assert caught.value.partial is not None
    assert caught.value.partial.text == "x"


def test_the_order_is_not_checked_unless_asked_for(
    half: Half, client: SketricGenClient, server: FaultServer
) -> None:
    server.on("POST", RUN, stream_of(*BROKEN))
    assert values(half.stream(client, "agent-1", "Hi")) == BROKEN
