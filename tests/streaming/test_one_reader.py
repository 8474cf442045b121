"""A stream has one reader at a time, in the event loop that opened it; others get a clear error."""

from __future__ import annotations

import asyncio
import threading
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Callable

import pytest
from sketricgen import SketricGenClient, SketricGenStreamError

from tests.conftest import KEY
from tests.contract.service import RUN, stream_of, values
from tests.streaming.reading import done, texts
from tests.streaming.runs import FINISHED, STARTED, begin, say
from tests.support.halves import AsyncHalf, SyncHalf

if TYPE_CHECKING:
    from collections.abc import Awaitable

    from tests.support import FaultServer
    from tests.support.halves import Half

only_async = pytest.mark.parametrize("half", [AsyncHalf], ids=["async"], indirect=True)
only_sync = pytest.mark.parametrize("half", [SyncHalf], ids=["sync"], indirect=True)
WAYS = ["step", "for", "text_stream", "collect"]
HANGS = [STARTED, begin("a"), say("a", "Hi")]
BUSY = "is being read by .+ already|have been read by iteration already"


def blocking(stream: Any, way: str) -> Callable[[], Any]:
    ways: dict[str, Callable[[], Any]] = {
        "step": lambda: [next(stream) for _ in range(10)],
        "for": lambda: list(stream),
        "text_stream": lambda: list(stream.text_stream),
        "collect": lambda: stream.collect(),
    }
    return ways[way]


async def awaited(stream: Any, way: str) -> Any:
    if way == "step":
        return [await stream.__anext__() for _ in range(10)]
    if way == "for":
        return [event async for event in stream]
    if way == "text_stream":
        return [text async for text in stream.text_stream]
    return await stream.collect()


@only_sync
@pytest.mark.parametrize("first", WAYS)
@pytest.mark.parametrize("second", WAYS)
def test_a_second_thread_is_refused(
    half: Half, client: SketricGenClient, server: FaultServer, first: str, second: str
) -> None:
    server.on("POST", RUN, stream_of(*HANGS, then="hang"))
    stream = half.open(client, "agent-1", "Hi").stream
    errors: list[SketricGenStreamError] = []

    def read() -> None:
        with pytest.raises(SketricGenStreamError) as caught:
            blocking(stream, first)()
        errors.append(caught.value)

    reading = threading.Thread(target=read)
    reading.start()
    # It waits for good once all that was sent has been decoded.
    latest = time.monotonic() + 10
    while not (has_read_all(stream) and stream._events().gi_running):
        assert time.monotonic() < latest
        time.sleep(0.002)
    with pytest.raises(SketricGenStreamError, match=BUSY):
        blocking(stream, second)()
    assert not errors
    stream.close()
    reading.join(10)
    assert str(errors[0]) == "The stream was closed while it was being read."


def has_read_all(stream: Any) -> bool:
    """Returns whether the reader of a stream has been given all of `HANGS`."""
    frame = stream._events().gi_frame
    events = frame.f_locals.get("events", [])
    return bool(events and events[-1].json() == HANGS[-1])


@only_async
@pytest.mark.parametrize("first", WAYS)
@pytest.mark.parametrize("second", WAYS)
def test_a_second_task_is_refused(
    half: Half, client: SketricGenClient, server: FaultServer, first: str, second: str
) -> None:
    server.on("POST", RUN, stream_of(*HANGS, then="hang"))

    async def read() -> None:
        stream = await client.run_workflow("agent-1", "Hi", stream=True)
        reading = asyncio.ensure_future(awaited(stream, first))
        await asyncio.sleep(0)
        with pytest.raises(SketricGenStreamError, match=BUSY):
            await awaited(stream, second)
        assert not reading.done()
        await stream.aclose()
        with pytest.raises(SketricGenStreamError, match="closed while it was being read"):
            await reading

    done(half, read())


def test_whoever_is_late_finds_a_loop_at_work(
    half: Half, client: SketricGenClient, server: FaultServer
) -> None:
    """Also while the loop's own code runs, when nothing waits for the next event."""
    server.on("POST", RUN, stream_of(STARTED, FINISHED))
    errors: list[BaseException] = []

    def elsewhere(read: Callable[[], Any]) -> None:
        def run() -> None:
            with pytest.raises(
                SketricGenStreamError, match=r"is being read by iteration"
            ) as caught:
                read()
            errors.append(caught.value)

        thread = threading.Thread(target=run)
        thread.start()
        thread.join()

    async def aelsewhere(read: Callable[[], Awaitable[Any]]) -> None:
        with pytest.raises(SketricGenStreamError, match=r"is being read by iteration") as caught:
            await asyncio.ensure_future(asyncio.wait_for(read(), 10))
        errors.append(caught.value)

    async def aread() -> list[Any]:
        stream = await client.run_workflow("agent-1", "Hi", stream=True)
        given: list[Any] = []
        async for event in stream:
            given.append(event)
            await aelsewhere(lambda: awaited(stream, "step"))
            await aelsewhere(lambda: awaited(stream, "for"))
        return given

    if half.loop is not None:
        given = done(half, aread())
    else:
        stream = half.open(client, "agent-1", "Hi").stream
        given = []
        for event in stream:
            given.append(event)
            elsewhere(lambda: next(stream))
            elsewhere(lambda: list(stream))
    assert values(given) == [STARTED, FINISHED]
    assert len(errors) == 4


def test_a_loop_may_take_a_step_of_its_own(
    half: Half, client: SketricGenClient, server: FaultServer
) -> None:
    server.on("POST", RUN, stream_of(*HANGS, FINISHED))

    async def aread() -> list[Any]:
        stream = await client.run_workflow("agent-1", "Hi", stream=True)
        return [(event, await stream.__anext__()) async for event in stream]

    if half.loop is not None:
        pairs = done(half, aread())
    else:
        stream = half.open(client, "agent-1", "Hi").stream
        pairs = [(event, next(stream)) for event in stream]
    assert [values(pair) for pair in pairs] == [HANGS[:2], [HANGS[2], FINISHED]]


@only_sync
def test_threads_that_collect_at_the_same_time_do_not_share_the_events(
    half: Half, client: SketricGenClient, server: FaultServer
) -> None:
    server.on("POST", RUN, stream_of(*HANGS, FINISHED))
    for _ in range(20):
        stream = half.open(client, "agent-1", "Hi").stream
        barrier = threading.Barrier(2)
        results: list[str] = []

        def collect(stream: Any = stream, barrier: Any = barrier, results: Any = results) -> None:
            barrier.wait()
            with suppress(SketricGenStreamError):
                results.append(stream.collect().text)

        threads = [threading.Thread(target=collect) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(10)
        assert set(results) == {"Hi"}


@only_sync
def test_an_error_of_the_callers_own_transport_is_not_taken_for_a_second_reader(
    half: Half, client: SketricGenClient, server: FaultServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    from sketricgen._streaming.decode import RunReader

    def fail(*_: object) -> None:
        raise ValueError("of somebody else")

    monkeypatch.setattr(RunReader, "feed", fail)
    server.on("POST", RUN, stream_of(STARTED, FINISHED))
    with pytest.raises(ValueError, match="of somebody else"):
        half.open(client, "agent-1", "Hi").next()


@pytest.mark.parametrize("way", WAYS)
def test_a_stream_that_was_moved_to_another_event_loop_says_so(
    server: FaultServer, way: str
) -> None:
    server.on("POST", RUN, stream_of(STARTED, FINISHED))
    client = SketricGenClient(KEY, base_url=server.url, platform_url=server.url)
    stream: Any = asyncio.run(client.run_workflow("agent-1", "Hi", stream=True))
    for _ in range(2):
        with pytest.raises(SketricGenStreamError, match="belongs to the event loop that opened"):
            asyncio.run(awaited(stream, way))
    client.close()


def test_a_stream_goes_on_in_its_own_event_loop(server: FaultServer) -> None:
    server.on("POST", RUN, stream_of(STARTED, FINISHED))
    client = SketricGenClient(KEY, base_url=server.url, platform_url=server.url)
    one, other = asyncio.new_event_loop(), asyncio.new_event_loop()
    stream = one.run_until_complete(client.run_workflow("agent-1", "Hi", stream=True))
    with pytest.raises(SketricGenStreamError, match="event loop"):
        other.run_until_complete(stream.collect())
    result = one.run_until_complete(stream.collect())
    assert result.run_id == "r-1"
    assert other.run_until_complete(stream.collect()) == result  # nothing has to be read
    one.run_until_complete(client.aclose())
    one.close()
    other.close()


def test_an_asynchronous_iterator_may_be_asked_for_outside_of_its_loop(
    server: FaultServer,
) -> None:
    server.on("POST", RUN, stream_of(STARTED, FINISHED))
    half = AsyncHalf()
    client = SketricGenClient(KEY, base_url=server.url, platform_url=server.url)
    events = half.open(client, "agent-1", "Hi").stream.__aiter__()

    async def read() -> list[Any]:
        return [event async for event in events]

    assert values(done(half, read())) == [STARTED, FINISHED]
    half.close(client)
    half.shut()


def test_text_can_be_asked_for_before_it_is_read(
    half: Half, client: SketricGenClient, server: FaultServer
) -> None:
    server.on("POST", RUN, stream_of(*HANGS, FINISHED))
    stream = half.open(client, "agent-1", "Hi").stream
    assert stream.text_stream is not stream.text_stream
    assert texts(half, stream) == ["Hi"]
