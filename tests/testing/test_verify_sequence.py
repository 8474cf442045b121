"""`verify_sequence` around the streams of runs, through both halves."""

from __future__ import annotations

import asyncio
import doctest
import gc
from typing import TYPE_CHECKING, Any

import pytest
import sketricgen.testing
from sketricgen import SketricGenClient, SketricGenStreamError, SketricGenValidationError
from sketricgen.testing import verify_sequence

from tests.contract.service import RUN, names, sse, stream_of, values
from tests.streaming.reading import done, iterate
from tests.streaming.runs import FINISHED, STARTED, begin, end, say, sent
from tests.support import FaultServer, Stream
from tests.support.halves import nothing_left_open

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

    from sketricgen import StreamEvent
    from sketricgen.emulator import Emulator

    from tests.support.halves import Half

BROKEN = [STARTED, begin("a"), say("b", "x"), end("a"), FINISHED]
AGENTS = ["echo", "story", "tool", "showcase", "approval", "slow", "fail"]


@pytest.fixture
def no_garbage_collection() -> Iterator[None]:
    """What is dropped has to go at once, and not when the collector comes by."""
    gc.disable()
    yield
    gc.enable()


def read(half: Half, stream: Any) -> tuple[list[StreamEvent], SketricGenStreamError]:
    """Returns the events before a violation, and the violation."""
    delivered: list[StreamEvent] = []

    async def aread() -> None:
        async for event in verify_sequence(stream):
            delivered.append(event)  # noqa: PERF401 # an exception may come after it

    with pytest.raises(SketricGenStreamError) as caught:
        done(half, aread()) if half.loop else delivered.extend(verify_sequence(stream))
    return delivered, caught.value


@pytest.mark.parametrize("agent", AGENTS)
def test_every_agent_of_the_emulator_keeps_the_rules(
    half: Half, emulator_client: SketricGenClient, agent: str
) -> None:
    stream = half.open(emulator_client, agent, "1 + 2").stream
    assert iterate(half, verify_sequence(stream))[-1].is_terminal


@pytest.mark.parametrize("together", [True, False], ids=["in_one_piece", "in_pieces"])
def test_the_events_before_a_violation_are_delivered(
    half: Half, client: SketricGenClient, server: FaultServer, together: bool
) -> None:
    pieces = [sse(event) for event in BROKEN]
    server.on("POST", RUN, Stream([b"".join(pieces)] if together else pieces))
    delivered, error = read(half, half.open(client, "agent-1", "Hi").stream)
    assert "breaks a rule of AG-UI" in str(error)
    assert "'b'" in str(error)
    assert values(delivered) == BROKEN[:2]
    assert error.maybe_executed


def test_a_violation_frees_the_connection_though_the_error_is_kept(
    half: Half, client: SketricGenClient, server: FaultServer, no_garbage_collection: None
) -> None:
    server.on("POST", RUN, stream_of(*BROKEN[:-1], then="hang"))
    with nothing_left_open(half.loop):
        stream = half.open(client, "agent-1", "Hi").stream
        _, error = read(half, stream)
    assert error.__traceback__ is not None  # which keeps what the frames hold
    with pytest.raises(SketricGenStreamError, match="was left before its run ended"):
        iterate(half, stream)


def test_a_violation_within_an_event_that_lacks_its_end_is_found(
    half: Half, client: SketricGenClient, server: FaultServer
) -> None:
    server.on("POST", RUN, Stream([sse(STARTED), sse(begin("a")), sse(FINISHED).rstrip()]))
    delivered, error = read(half, half.open(client, "agent-1", "Hi").stream)
    assert "must be closed before RUN_FINISHED" in str(error)
    assert names(delivered) == ["RUN_STARTED", "TEXT_MESSAGE_START"]


def test_leaving_early_frees_the_connection_though_the_stream_is_kept(
    half: Half, client: SketricGenClient, server: FaultServer, no_garbage_collection: None
) -> None:
    server.on("POST", RUN, stream_of(*BROKEN[:2], then="hang"))
    with nothing_left_open(half.loop):
        stream = half.open(client, "agent-1", "Hi").stream
        assert len(iterate(half, verify_sequence(stream), at_most=1)) == 1
    with pytest.raises(SketricGenStreamError, match="was left before its run ended"):
        iterate(half, stream)


def test_dropping_it_unread_frees_the_connection(
    half: Half, client: SketricGenClient, server: FaultServer, no_garbage_collection: None
) -> None:
    server.on("POST", RUN, stream_of(*BROKEN[:2], then="hang"))
    with nothing_left_open(half.loop):
        verify_sequence(half.open(client, "agent-1", "Hi").stream)


def test_closing_an_asynchronous_one_closes_the_stream_before_it_returns() -> None:
    closed = False

    async def events() -> AsyncIterator[StreamEvent]:
        nonlocal closed
        try:
            for event in sent(BROKEN):
                yield event
        finally:
            await asyncio.sleep(0)
            closed = True

    async def leave() -> None:
        verified: Any = verify_sequence(events())
        await verified.__anext__()
        await verified.aclose()
        assert closed

    asyncio.run(leave())


def test_an_asynchronous_iterator_that_cannot_be_closed_is_read() -> None:
    class Events:
        def __init__(self) -> None:
            self.left = sent([STARTED, FINISHED])

        def __aiter__(self) -> Events:
            return self

        async def __anext__(self) -> StreamEvent:
            if not self.left:
                raise StopAsyncIteration
            return self.left.pop(0)

    async def read_all() -> list[str]:
        return names([event async for event in verify_sequence(Events())])

    assert asyncio.run(read_all()) == ["RUN_STARTED", "RUN_FINISHED"]


def test_what_is_no_stream_is_refused(client: SketricGenClient) -> None:
    forgotten: Any = client.run_workflow("agent-1", "Hi", stream=True)  # without await
    with pytest.raises(SketricGenValidationError, match=r"^events must be .+, got coroutine$"):
        verify_sequence(forgotten)
    forgotten.close()


def test_the_order_is_not_checked_unless_asked_for(
    half: Half, client: SketricGenClient, server: FaultServer
) -> None:
    server.on("POST", RUN, stream_of(*BROKEN))
    assert values(half.stream(client, "agent-1", "Hi")) == BROKEN


def test_the_exported_names_are_these() -> None:
    assert sketricgen.testing.__all__ == [
        "RecordedRun",
        "ScriptedAgent",
        "ScriptedService",
        "record",
        "replay",
        "verify_sequence",
    ]


def test_the_example_of_its_documentation_runs(emulator: Emulator) -> None:
    with SketricGenClient(
        emulator.api_key, base_url=emulator.base_url, platform_url=emulator.platform_url
    ) as client:
        (found,) = doctest.DocTestFinder().find(
            verify_sequence, "verify_sequence", globs={"client": client}
        )
        assert found.examples
        assert doctest.DocTestRunner().run(found).failed == 0
