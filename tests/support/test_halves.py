from __future__ import annotations

import asyncio
import threading
from typing import TYPE_CHECKING, Any, cast

import httpx
import pytest

from tests.support import FaultServer, Reply, Stream, halves
from tests.support.halves import AsyncHalf, Half, nothing_left_open

if TYPE_CHECKING:
    from collections.abc import AsyncIterator


half = halves.half


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(halves, "_LEFTOVERS_GO_WITHIN_SECONDS", 0.2)


def test_the_asynchronous_half_finishes_what_its_loop_still_holds() -> None:
    half = AsyncHalf()
    finished: list[str] = []

    async def wait_for_ever() -> None:
        try:
            await asyncio.sleep(60)
        finally:
            finished.append("task")

    async def count() -> AsyncIterator[int]:
        try:
            yield 1
        finally:
            finished.append("generator")

    numbers = count()

    async def begin() -> None:
        half.loop.create_task(wait_for_ever())
        await numbers.__anext__()

    half.loop.run_until_complete(begin())
    half.shut()
    assert finished == ["task", "generator"]
    assert half.loop.is_closed()


def test_a_used_and_closed_client_leaves_nothing_open(half: Half) -> None:
    with FaultServer() as server, nothing_left_open(half.loop):
        server.on(None, None, Stream([b"a"]))
        http_client = half.make_http_client()
        answer = http_client.get(server.url)
        if isinstance(half, AsyncHalf):
            answer = half.loop.run_until_complete(cast("Any", answer))
        assert cast("httpx.Response", answer).content == b"a"
        half.close_http_client(http_client)


@pytest.mark.usefixtures("impatient")
def test_an_open_connection_is_noticed() -> None:
    with FaultServer() as server, httpx.Client() as client:
        server.on(None, None, Reply())
        with pytest.raises(AssertionError, match="socket:"), nothing_left_open():
            client.get(server.url)


@pytest.mark.usefixtures("impatient")
def test_a_thread_that_goes_on_is_noticed() -> None:
    done = threading.Event()
    thread = threading.Thread(target=done.wait, name="goes-on")
    with pytest.raises(AssertionError, match="goes-on"), nothing_left_open():
        thread.start()
    done.set()
    thread.join()


@pytest.mark.usefixtures("impatient")
def test_a_task_that_goes_on_is_noticed() -> None:
    half = AsyncHalf()
    with pytest.raises(AssertionError, match="sleep"), nothing_left_open(half.loop):
        half.loop.create_task(asyncio.sleep(60))
    half.shut()


def test_what_goes_away_soon_is_waited_for() -> None:
    done = threading.Event()
    with nothing_left_open():
        threading.Timer(0.1, done.set).start()
