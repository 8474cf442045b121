"""Whoever leaves, in whatever way, gives the connection back at once and without a warning."""

from __future__ import annotations

import asyncio
import gc
import time
from typing import TYPE_CHECKING, Any, Callable

import pytest
from sketricgen import SketricGenClient, StreamEvent

from tests.conftest import KEY
from tests.contract.service import (
    COMPLETE,
    FINISHED,
    FORM,
    INIT,
    PDF,
    RUN,
    SAID,
    STARTED,
    completed,
    form,
    stream_of,
)
from tests.support import FaultServer, Hang, Reply
from tests.support.halves import nothing_left_open

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.support.halves import Half

_LONG_ENOUGH_SECONDS = 20.0


@pytest.fixture
def clean(half: Half, server: FaultServer) -> Iterator[SketricGenClient]:
    """A client of `server` whose test, with the client's closing, leaves nothing open."""
    with nothing_left_open(half.loop):
        client = SketricGenClient(KEY, base_url=server.url, platform_url=f"{server.url}/dev")
        yield client
        half.close(client)
        gc.collect()


def go_on_until(half: Half, met: Callable[[], bool]) -> None:
    """Lets time pass, and the half's event loop run, until something is met."""
    deadline = time.monotonic() + _LONG_ENOUGH_SECONDS
    while not met():
        assert time.monotonic() < deadline
        if half.loop is None:
            time.sleep(0.005)
        else:
            half.loop.run_until_complete(asyncio.sleep(0.005))


def assert_freed(half: Half, server: FaultServer) -> None:
    assert server.connections
    go_on_until(half, lambda: server.open_connections == 0)


def leave_by_break(half: Half, client: SketricGenClient) -> StreamEvent | None:
    def leave() -> StreamEvent | None:
        for event in client.run_workflow_sync("agent-1", "Hi", stream=True):
            return event
        return None

    async def aleave() -> StreamEvent | None:
        async for event in await client.run_workflow("agent-1", "Hi", stream=True):
            return event
        return None

    return leave() if half.loop is None else half.loop.run_until_complete(aleave())


def leave_a_with_block(half: Half, client: SketricGenClient) -> StreamEvent | None:
    def leave() -> StreamEvent | None:
        with client.run_workflow_sync("agent-1", "Hi", stream=True) as stream:
            return next(stream)

    async def aleave() -> StreamEvent | None:
        async with await client.run_workflow("agent-1", "Hi", stream=True) as stream:
            return await stream.__anext__()

    return leave() if half.loop is None else half.loop.run_until_complete(aleave())


def leave_by_close(half: Half, client: SketricGenClient) -> StreamEvent | None:
    stream = half.open(client, "agent-1", "Hi")
    event = stream.next()
    stream.close()
    stream.close()
    return event


def leave_by_dropping(half: Half, client: SketricGenClient) -> StreamEvent | None:
    return half.open(client, "agent-1", "Hi").next()


@pytest.mark.parametrize(
    "leave", [leave_by_break, leave_a_with_block, leave_by_close, leave_by_dropping]
)
def test_leaving_a_stream_early_frees_its_connection(
    half: Half,
    clean: SketricGenClient,
    server: FaultServer,
    leave: Callable[[Half, SketricGenClient], StreamEvent | None],
) -> None:
    server.on("POST", RUN, stream_of(STARTED, SAID, then="hang"))
    event = leave(half, clean)
    assert event is not None
    assert event.json() == STARTED
    del event
    assert_freed(half, server)


def test_dropping_a_stream_that_nobody_read_frees_its_connection(
    half: Half, clean: SketricGenClient, server: FaultServer
) -> None:
    server.on("POST", RUN, stream_of(STARTED, then="hang"))
    half.open(clean, "agent-1", "Hi")
    assert_freed(half, server)


def test_closing_a_stream_that_nobody_read_frees_its_connection(
    half: Half, clean: SketricGenClient, server: FaultServer
) -> None:
    server.on("POST", RUN, stream_of(STARTED, then="hang"))
    stream = half.open(clean, "agent-1", "Hi")
    stream.close()
    assert_freed(half, server)


def test_leaving_a_for_loop_frees_the_connection_though_the_stream_is_kept(
    half: Half, clean: SketricGenClient, server: FaultServer
) -> None:
    server.on("POST", RUN, stream_of(STARTED, SAID, then="hang"))
    stream: Any = half.open(clean, "agent-1", "Hi").stream

    async def leave() -> None:
        async for _ in stream:
            break

    if half.loop is None:
        for _ in stream:
            break
    else:
        half.loop.run_until_complete(leave())
    assert_freed(half, server)


def test_a_stream_that_hangs_after_its_end_frees_its_connection(
    half: Half, clean: SketricGenClient, server: FaultServer
) -> None:
    server.on("POST", RUN, stream_of(STARTED, FINISHED, then="hang"))
    assert len(half.stream(clean, "agent-1", "Hi")) == 2
    assert_freed(half, server)


def test_a_stream_that_ends_properly_gives_its_connection_back(
    half: Half, clean: SketricGenClient, server: FaultServer
) -> None:
    server.on("POST", RUN, stream_of(STARTED, FINISHED))
    for _ in range(5):
        half.stream(clean, "agent-1", "Hi")
    assert server.runs == 5
    # One that is late to end costs its connection, so on a busy machine there may be more.
    assert server.connections < 5


def test_closing_the_client_frees_the_connection_of_an_open_stream(
    half: Half, server: FaultServer
) -> None:
    server.on("POST", RUN, stream_of(STARTED, then="hang"))
    client = SketricGenClient(KEY, base_url=server.url, platform_url=server.url)
    stream = half.open(client, "agent-1", "Hi")
    stream.next()
    half.close(client)
    assert_freed(half, server)
    stream.close()


async def until(met: Callable[[], bool]) -> None:
    """Lets other tasks run until something is met."""
    while not met():  # noqa: ASYNC110 # what the server's thread changes wakes no task
        await asyncio.sleep(0.005)


async def cancelled(task: asyncio.Task[Any]) -> None:
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


def cancel_when(server: FaultServer, met: Callable[[], bool], call: Callable[..., Any]) -> None:
    """Starts an asynchronous call, cancels it once something is met, and sees its end."""

    async def main() -> None:
        client = SketricGenClient(KEY, base_url=server.url, platform_url=f"{server.url}/dev")
        task = asyncio.ensure_future(call(client))
        await until(met)
        await cancelled(task)
        await until(lambda: server.open_connections == 0)
        await client.aclose()

    with nothing_left_open():
        asyncio.run(asyncio.wait_for(main(), _LONG_ENOUGH_SECONDS))


def test_cancelling_a_run_frees_its_connection(server: FaultServer) -> None:
    server.on("POST", RUN, Hang())
    cancel_when(server, lambda: server.runs == 1, lambda c: c.run_workflow("agent-1", "Hi"))


def test_cancelling_who_reads_a_stream_frees_its_connection(server: FaultServer) -> None:
    server.on("POST", RUN, stream_of(STARTED, then="hang"))
    arrived: list[StreamEvent] = []

    async def read(client: SketricGenClient) -> None:
        async for event in await client.run_workflow("agent-1", "Hi", stream=True):
            arrived.append(event)  # noqa: PERF401 # it is looked at before the end

    cancel_when(server, lambda: bool(arrived), read)


def test_cancelling_uploads_stops_them_all(server: FaultServer, tmp_path: Any) -> None:
    server.on("POST", INIT, Reply(json=form(server.url + FORM)))
    server.on("POST", FORM, Hang())
    server.on("POST", COMPLETE, Reply(json=completed()))
    paths = [tmp_path / f"{number}.pdf" for number in range(12)]
    for path in paths:
        path.write_bytes(PDF)
    cancel_when(
        server,
        lambda: server.count(FORM) == 5,
        lambda client: client.run_workflow("agent-1", "Hi", file_paths=paths),
    )
    assert (server.count(INIT), server.count(COMPLETE), server.runs) == (5, 0, 0)


def test_a_timeout_around_a_run_cancels_it(server: FaultServer) -> None:
    server.on("POST", RUN, Hang())

    async def main() -> None:
        async with SketricGenClient(KEY, base_url=server.url, platform_url=server.url) as client:
            with pytest.raises(asyncio.TimeoutError):
                await asyncio.wait_for(client.run_workflow("agent-1", "Hi"), 0.3)
            await until(lambda: server.open_connections == 0)

    with nothing_left_open():
        asyncio.run(asyncio.wait_for(main(), _LONG_ENOUGH_SECONDS))
