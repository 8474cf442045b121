"""A stream that is left before its end gives its connection back, however it is left."""

from __future__ import annotations

import asyncio
import gc
import threading
import time
from typing import TYPE_CHECKING, Any

import pytest
from sketricgen import SketricGenRunError, SketricGenStreamError

from tests.contract.service import FAILED, RUN, SAID, STARTED, sse, stream_of, values
from tests.streaming.reading import collect, done, iterate, iterate_with, texts
from tests.support import FaultServer, Reply
from tests.support.halves import AsyncHalf, SyncHalf, nothing_left_open

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sketricgen import SketricGenClient

    from tests.conftest import ClientFactory
    from tests.support.halves import Half

only_async = pytest.mark.parametrize("half", [AsyncHalf], ids=["async"], indirect=True)
only_sync = pytest.mark.parametrize("half", [SyncHalf], ids=["sync"], indirect=True)


@pytest.fixture(autouse=True)
def no_garbage_collection() -> Iterator[None]:
    """What is dropped has to go at once, and not when the collector comes by."""
    gc.disable()
    yield
    gc.enable()


@pytest.fixture(autouse=True)
def a_run_that_does_not_end(server: FaultServer) -> None:
    server.on("POST", RUN, stream_of(STARTED, SAID, SAID, then="hang"))


@pytest.mark.parametrize("read", [iterate, iterate_with, texts])
def test_leaving_a_loop_frees_the_connection(
    half: Half, client: SketricGenClient, read: Any
) -> None:
    with nothing_left_open(half.loop):
        assert len(read(half, half.open(client, "agent-1", "Hi").stream, at_most=1)) == 1


@pytest.mark.parametrize("read", [iterate, iterate_with, texts])
def test_leaving_a_loop_frees_the_connection_though_the_stream_is_kept(
    half: Half, client: SketricGenClient, read: Any
) -> None:
    with nothing_left_open(half.loop):
        stream = half.open(client, "agent-1", "Hi").stream
        read(half, stream, at_most=1)
    assert stream is not None


@pytest.mark.parametrize("events", [0, 1, 2])
def test_a_stream_that_is_dropped_frees_the_connection(
    half: Half, client: SketricGenClient, events: int
) -> None:
    with nothing_left_open(half.loop):
        opened = half.open(client, "agent-1", "Hi")
        for _ in range(events):
            opened.next()
        del opened


@pytest.mark.parametrize("events", [0, 1, 2])
def test_a_stream_that_is_closed_frees_the_connection(
    half: Half, client: SketricGenClient, events: int
) -> None:
    with nothing_left_open(half.loop):
        opened = half.open(client, "agent-1", "Hi")
        for _ in range(events):
            opened.next()
        opened.close()


def test_a_stream_can_be_closed_again(half: Half, client: SketricGenClient) -> None:
    opened = half.open(client, "agent-1", "Hi")
    opened.close()
    opened.close()


def test_a_stream_can_be_closed_after_it_was_left(half: Half, client: SketricGenClient) -> None:
    opened = half.open(client, "agent-1", "Hi")
    iterate(half, opened.stream, at_most=1)
    opened.close()


def test_iterating_a_stream_that_was_left_says_why_it_cannot_go_on(
    half: Half, client: SketricGenClient
) -> None:
    opened = half.open(client, "agent-1", "Hi")
    iterate(half, opened.stream, at_most=1)
    with pytest.raises(
        SketricGenStreamError, match=r"left before its run ended.+keep one iterator"
    ):
        iterate(half, opened.stream)
    with pytest.raises(SketricGenStreamError, match="left before its run ended"):
        opened.next()
    with pytest.raises(SketricGenStreamError, match="left before its run ended"):
        collect(half, opened.stream)


@only_sync
def test_one_iterator_reads_in_several_places(half: Half, client: SketricGenClient) -> None:
    with nothing_left_open():
        events = iter(half.open(client, "agent-1", "Hi").stream)
        assert next(events).json() == STARTED
        assert next(events).json() == SAID
        del events


@only_async
def test_one_asynchronous_iterator_reads_in_several_places(
    half: Half, client: SketricGenClient
) -> None:
    async def read() -> list[Any]:
        stream = await client.run_workflow("agent-1", "Hi", stream=True)
        events = stream.__aiter__()
        return [await events.__anext__(), await events.__anext__()]

    with nothing_left_open(half.loop):
        assert values(done(half, read())) == [STARTED, SAID]


def raise_in_a_loop(half: Half, client: SketricGenClient) -> None:
    async def in_an_asynchronous_loop() -> None:
        async for _ in await client.run_workflow("agent-1", "Hi", stream=True):
            raise LookupError

    if half.loop is not None:
        done(half, in_an_asynchronous_loop())
    for _ in client.run_workflow_sync("agent-1", "Hi", stream=True):
        raise LookupError


def test_an_error_within_the_loop_frees_the_connection_though_the_error_is_kept(
    half: Half, client: SketricGenClient
) -> None:
    with nothing_left_open(half.loop), pytest.raises(LookupError) as kept:
        raise_in_a_loop(half, client)
    assert kept.value.__traceback__ is not None


@pytest.mark.parametrize("read", [collect, texts])
def test_a_run_that_failed_leaves_its_connection_for_the_next_though_the_error_is_kept(
    half: Half, make_client: ClientFactory, read: Any
) -> None:
    kept = []
    with FaultServer() as failing:
        body = sse(STARTED) + sse(FAILED)
        failing.on("POST", RUN, Reply(body=body, content_type="text/event-stream"))
        client = make_client(failing.url)
        for _ in range(3):
            stream = half.open(client, "agent-1", "Hi").stream
            with pytest.raises(SketricGenRunError) as caught:
                read(half, stream)
            kept.append(caught.value)
            while half.loop is not None and asyncio.all_tasks(half.loop):  # one of them closes it
                done(half, asyncio.sleep(0))
        assert failing.connections == 1


@only_async
@pytest.mark.parametrize("read", ["loop", "text_stream", "collect"])
@pytest.mark.parametrize("options", [{}, {"event_timeout": 60.0}, {"deadline": 60.0}], ids=str)
def test_a_task_that_is_cancelled_frees_the_connection(
    half: Half, client: SketricGenClient, read: str, options: dict[str, float]
) -> None:
    async def listen(has_begun: asyncio.Event) -> None:
        stream = await client.run_workflow("agent-1", "Hi", stream=True, **options)  # type: ignore[call-overload] # the keys are not known
        has_begun.set()
        if read == "loop":
            async for _ in stream:
                pass
        elif read == "text_stream":
            async for _ in stream.text_stream:
                pass
        else:
            await stream.collect()

    async def cancel() -> None:
        has_begun = asyncio.Event()
        task = asyncio.ensure_future(listen(has_begun))
        await has_begun.wait()
        await asyncio.sleep(0.05)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    with nothing_left_open(half.loop):
        done(half, cancel())


@only_async
def test_a_step_that_takes_too_long_for_the_caller_frees_the_connection(
    half: Half, client: SketricGenClient
) -> None:
    async def wait() -> None:
        stream = await client.run_workflow("agent-1", "Hi", stream=True)
        for _ in range(3):
            await stream.__anext__()
        with pytest.raises(asyncio.TimeoutError):
            await asyncio.wait_for(stream.__anext__(), 0.05)

    with nothing_left_open(half.loop):
        done(half, wait())


@only_async
def test_the_end_of_the_event_loop_frees_the_connection(
    half: Half, client: SketricGenClient, server: FaultServer
) -> None:
    async def leave() -> None:
        async for _ in await client.run_workflow("agent-1", "Hi", stream=True):
            break

    asyncio.run(leave())
    server.wait_until(lambda: server.open_connections == 0)


@only_sync
@pytest.mark.parametrize("options", [{}, {"event_timeout": 60.0}], ids=["unbounded", "bounded"])
def test_leaving_is_prompt(
    half: Half, client: SketricGenClient, server: FaultServer, options: dict[str, float]
) -> None:
    before = threading.active_count()
    opened = half.open(client, "agent-1", "Hi", **options)
    opened.next()
    began = time.monotonic()
    opened.close()
    assert time.monotonic() - began < 15
    assert threading.active_count() == before
    server.wait_until(lambda: server.open_connections == 0)
