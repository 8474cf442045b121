"""What comes at any moment (a signal, the garbage collector) ends a call and poisons nothing."""

from __future__ import annotations

import asyncio
import gc
import os
import signal
import subprocess
import sys
import threading
from typing import TYPE_CHECKING, Any

import pytest
from sketricgen import SketricGenClient, SketricGenNetworkError

from tests.conftest import KEY
from tests.contract.service import RUN, STARTED, WHOLE_RUN, stream_of
from tests.reliability.interrupts import call, send_until_noticed, serve
from tests.support import FaultServer, Hang

if TYPE_CHECKING:
    from tests.support.halves import Half

pytestmark = pytest.mark.usefixtures("no_proxies")

needs_signals = pytest.mark.skipif(
    not hasattr(signal, "setitimer"), reason="this system has no timers that send signals"
)


@needs_signals
def test_interrupts_at_random_moments_poison_nothing() -> None:
    # In a process of its own, whose coverage is not measured: an interrupt would break that too.
    environment = {k: v for k, v in os.environ.items() if not k.startswith("COVERAGE")}
    done = subprocess.run(
        [sys.executable, "-m", "tests.reliability.interrupts", "--trials", "150"],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    assert "nothing poisoned" in done.stdout


@needs_signals
def test_a_signal_handler_that_closes_the_client_ends_its_call(server: FaultServer) -> None:
    server.on("POST", RUN, Hang())
    client = SketricGenClient(KEY, 30, base_url=server.url, platform_url=server.url)
    closed = threading.Event()

    def close(*_: object) -> None:
        if not closed.is_set():
            closed.set()
            client.close()

    def press() -> None:
        server.wait_until(lambda: server.runs == 1)
        send_until_noticed(signal.SIGALRM, closed)

    before = signal.signal(signal.SIGALRM, close)
    pressing = threading.Thread(target=press)
    pressing.start()
    with pytest.raises(SketricGenNetworkError, match="The client was closed while"):
        client.run_workflow_sync("agent-1", "Hi")
    pressing.join()
    signal.signal(signal.SIGALRM, before)


def test_streams_that_the_collector_frees_at_any_allocation_block_nobody(
    half: Half, server: FaultServer
) -> None:
    serve(server)
    client = SketricGenClient(KEY, 30, base_url=server.url, platform_url=f"{server.url}/dev")

    def drop() -> None:
        cycle: list[Any] = [half.open(client, "agent-1", "Hi")]
        cycle.append(cycle)

    threshold = gc.get_threshold()
    gc.set_threshold(1)
    try:
        for number in range(30):
            drop()
            if half.loop is None:
                call(client, number)
            assert len(half.stream(client, "agent-1", "Hi")) == len(WHOLE_RUN)
    finally:
        gc.set_threshold(*threshold)
    gc.collect()
    if half.loop is not None:
        half.loop.run_until_complete(asyncio.sleep(0.05))
    half.close(client)
    server.wait_until(lambda: server.open_connections == 0)


def test_closing_in_the_first_steps_of_a_call_leaves_no_socket(server: FaultServer) -> None:
    server.on("POST", RUN, stream_of(STARTED, then="hang"))

    async def close_after(turns: int) -> None:
        client = SketricGenClient(KEY, 30, base_url=server.url, platform_url=server.url)
        task = asyncio.ensure_future(client.run_workflow("agent-1", "Hi", stream=True))
        for _ in range(turns):
            await asyncio.sleep(0)
        await client.aclose()
        await asyncio.wait([task])
        if task.exception() is None:
            await task.result().aclose()
        while server.open_connections:  # noqa: ASYNC110 # what a thread changes wakes no task
            await asyncio.sleep(0.001)

    for turns in range(25):
        asyncio.run(asyncio.wait_for(close_after(turns), 20))
