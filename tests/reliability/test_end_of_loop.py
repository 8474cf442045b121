"""What an event loop leaves when it ends goes, and waits for nothing."""

from __future__ import annotations

import asyncio
import gc
import sys
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from sketricgen import SketricGenClient
from sniffio import AsyncLibraryNotFoundError

from tests.contract.service import INIT, PDF, RUN, SAID, STARTED, stream_of
from tests.support import FaultServer, Hang

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Coroutine
    from pathlib import Path

# The ending falls into one of these steps of the event loop; into which one depends on Python.
STEPS = range(5)


async def leave(client: SketricGenClient, server: FaultServer, paths: list[Path]) -> None:
    async for _ in await client.run_workflow("agent-1", "Hi", stream=True):
        break


async def cancel(client: SketricGenClient, server: FaultServer, paths: list[Path]) -> None:
    begun = asyncio.Event()

    async def read() -> None:
        async for _ in await client.run_workflow("agent-1", "Hi", stream=True):
            begun.set()

    reading = asyncio.ensure_future(read())
    await begun.wait()
    reading.cancel()


async def cancel_uploads(client: SketricGenClient, server: FaultServer, paths: list[Path]) -> None:
    uploading = asyncio.ensure_future(client.run_workflow("agent-1", "Hi", file_paths=paths))
    seen = server.count(INIT)
    while server.count(INIT) < seen + 2:  # noqa: ASYNC110 # it is set in another thread
        await asyncio.sleep(0.001)
    uploading.cancel()


def end(main: Coroutine[Any, Any, None]) -> list[object]:
    """Runs a coroutine on a loop that is closed as it is then, and returns the lost errors."""
    lost: list[object] = []
    hook, sys.unraisablehook = sys.unraisablehook, lambda args: lost.append(args.exc_value)
    loop = asyncio.new_event_loop()
    loop.set_exception_handler(lambda *_: None)  # of tasks that are still waiting, as they must be
    gc.freeze()  # so that only what is new is looked at, which is faster
    try:
        loop.run_until_complete(main)
    finally:
        loop.close()
        del loop, main
        gc.collect()
        gc.unfreeze()
        sys.unraisablehook = hook
    # What nobody closed is warned of, as it should be. Where httpcore closes it, older versions ask
    # which library runs, and none does.
    return [error for error in lost if not isinstance(error, (Warning, AsyncLibraryNotFoundError))]


@pytest.mark.usefixtures("no_proxies")
@pytest.mark.parametrize("is_own", [False, True], ids=["own connections", "a client of the caller"])
@pytest.mark.parametrize("use", [leave, cancel, cancel_uploads])
def test_what_an_event_loop_leaves_goes_when_it_is_collected(
    server: FaultServer, tmp_path: Path, use: Callable[..., Awaitable[None]], is_own: bool
) -> None:
    server.on("POST", RUN, stream_of(STARTED, SAID, then="hang"))
    server.on("POST", INIT, Hang())
    paths = [tmp_path / "a.pdf", tmp_path / "b.pdf"]
    for path in paths:
        path.write_bytes(PDF)

    async def main(steps: int) -> None:
        url = server.url
        own: Any = {"async_http_client": httpx.AsyncClient(trust_env=False)} if is_own else {}
        client = SketricGenClient("sk-1", base_url=url, platform_url=f"{url}/dev", **own)
        await use(client, server, paths)
        for _ in range(steps):
            await asyncio.sleep(0)

    assert [end(main(steps)) for steps in STEPS] == [[]] * len(STEPS)
