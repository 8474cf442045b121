"""Who is interrupted, or closes the client under a call, leaves nothing behind and is told."""

from __future__ import annotations

import asyncio
import signal
import threading
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Callable

import pytest
from sketricgen import SketricGenClient, SketricGenNetworkError

from tests.conftest import KEY
from tests.contract.leaks import assert_carries_nothing
from tests.contract.service import (
    FORM,
    INIT,
    PDF,
    RUN,
    SAID,
    STARTED,
    chat,
    form,
    stream_of,
)
from tests.reliability.interrupts import send_until_noticed
from tests.support import Computed, FaultServer, Hang, Reply
from tests.support.halves import nothing_left_open

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

    from tests.support import Received
    from tests.support.halves import Half

pytestmark = pytest.mark.usefixtures("no_proxies")


def make(server: FaultServer, **options: Any) -> SketricGenClient:
    return SketricGenClient(KEY, base_url=server.url, platform_url=f"{server.url}/dev", **options)


@contextmanager
def ctrl_c_when(met: Callable[[], bool]) -> Generator[None, None, None]:
    """Presses Ctrl+C in the main thread once something is met, inside of the block.

    The block takes no lock of the server: an interrupt in that moment would leave it locked.
    """
    noticed = threading.Event()

    def interrupt(*_: object) -> None:
        if not noticed.is_set():
            noticed.set()
            raise KeyboardInterrupt

    def press() -> None:
        end = time.monotonic() + 20
        while not met():
            assert time.monotonic() < end, "nothing to interrupt"
            time.sleep(0.002)
        send_until_noticed(signal.SIGINT, noticed)

    before = signal.signal(signal.SIGINT, interrupt)
    thread = threading.Thread(target=press)
    try:
        with pytest.raises(KeyboardInterrupt):  # noqa: PT012 # the block belongs inside
            thread.start()
            yield
            thread.join()  # the call ended too early, and the interrupt comes now
        thread.join()
    finally:
        signal.signal(signal.SIGINT, before)


def assert_it_still_works(client: SketricGenClient) -> None:
    assert client.run_workflow_sync("agent-1", "Hi").response == "Hello!"


needs_signals = pytest.mark.skipif(
    not hasattr(signal, "pthread_kill"), reason="this system sends no signals to threads"
)


@needs_signals
def test_an_interrupt_ends_a_run_that_waits(server: FaultServer) -> None:
    server.on("POST", RUN, Hang(), Reply(201, json=chat()))
    with nothing_left_open(), make(server) as client:
        with ctrl_c_when(lambda: server.runs == 1):
            client.run_workflow_sync("agent-1", "Hi")
        server.wait_until(lambda: server.open_connections == 0)
        assert_it_still_works(client)


@needs_signals
@pytest.mark.parametrize("options", [{}, {"event_timeout": 60.0}, {"deadline": 60.0}], ids=str)
def test_an_interrupt_ends_a_stream_that_waits(
    server: FaultServer, options: dict[str, float]
) -> None:
    server.on("POST", RUN, stream_of(STARTED, SAID, then="hang"), Reply(201, json=chat()))
    arrived: list[object] = []
    with nothing_left_open(), make(server) as client:
        with ctrl_c_when(lambda: len(arrived) == 2):
            stream: Any = client.run_workflow_sync("agent-1", "Hi", stream=True, **options)  # type: ignore[call-overload] # the keys are not known
            for event in stream:
                arrived.append(event)  # noqa: PERF402 # it is looked at before the end
        server.wait_until(lambda: server.open_connections == 0)
        assert_it_still_works(client)


@needs_signals
def test_an_interrupt_ends_the_wait_before_a_retry(server: FaultServer) -> None:
    busy = Reply(503, json={"message": "busy"}, headers={"Retry-After": "30"})
    server.on("POST", RUN, busy, Reply(201, json=chat()))
    with nothing_left_open(), make(server) as client:
        with ctrl_c_when(lambda: server.runs == 1):
            client.run_workflow_sync("agent-1", "Hi")
        assert server.runs == 1
        assert_it_still_works(client)


@needs_signals
def test_an_interrupt_ends_uploads_and_nothing_runs(server: FaultServer, tmp_path: Path) -> None:
    def slowly(received: Received) -> Reply:
        return Reply(json=form(server.url + FORM, received.json["file_name"]), delay=0.2)

    server.on("POST", INIT, Computed(slowly))
    server.on("POST", FORM, Reply(204, delay=0.2))
    server.on("POST", RUN, Reply(201, json=chat()))
    paths = [tmp_path / f"{number}.pdf" for number in range(8)]
    for path in paths:
        path.write_bytes(PDF)
    with nothing_left_open(), make(server) as client:
        with ctrl_c_when(lambda: server.count(INIT) == 5):
            client.run_workflow_sync("agent-1", "Hi", file_paths=paths)
        assert server.runs == 0
        assert_it_still_works(client)
    assert server.count(INIT) == 5


def run_or_error(client: SketricGenClient, *, stream: bool) -> object:
    try:
        if stream:
            return client.run_workflow_sync("agent-1", "Hi", stream=True).collect()
        return client.run_workflow_sync("agent-1", "Hi")
    except Exception as error:
        return error


async def arun_or_error(client: SketricGenClient, *, stream: bool) -> object:
    try:
        if stream:
            return await (await client.run_workflow("agent-1", "Hi", stream=True)).collect()
        return await client.run_workflow("agent-1", "Hi")
    except Exception as error:
        return error


def outcomes_of_closing_under(
    half: Half, client: SketricGenClient, server: FaultServer, *, stream: bool
) -> list[object]:
    """Closes a client under three calls, and returns what they raised or returned."""
    outcomes: list[object] = []

    def call() -> None:
        outcomes.append(run_or_error(client, stream=stream))

    async def main() -> None:
        tasks = [asyncio.ensure_future(arun_or_error(client, stream=stream)) for _ in range(3)]
        while server.runs < 3:  # noqa: ASYNC110 # what the server's thread changes wakes no task
            await asyncio.sleep(0.005)
        await client.aclose()
        outcomes.extend(await asyncio.gather(*tasks))

    if half.loop is not None:
        half.loop.run_until_complete(asyncio.wait_for(main(), 30))
        return outcomes
    threads = [threading.Thread(target=call) for _ in range(3)]
    for thread in threads:
        thread.start()
    server.wait_until(lambda: server.runs == 3)
    client.close()
    for thread in threads:
        thread.join(30)
    return outcomes


@pytest.mark.parametrize("stream", [False, True], ids=["run", "stream"])
def test_closing_the_client_under_calls_ends_them_with_an_error_and_leaves_nothing(
    half: Half, server: FaultServer, stream: bool
) -> None:
    server.on("POST", RUN, stream_of(STARTED, then="hang") if stream else Hang())
    with nothing_left_open(half.loop):
        client = make(server, timeout=1.0)
        errors = outcomes_of_closing_under(half, client, server, stream=stream)
    assert len(errors) == 3
    for error in errors:
        assert isinstance(error, SketricGenNetworkError)
        assert error.maybe_executed
        assert_carries_nothing(error)
    server.wait_until(lambda: server.open_connections == 0)
    assert server.runs == 3
