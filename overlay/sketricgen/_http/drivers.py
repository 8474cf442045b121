"""The two drivers, which perform the steps of an operation: `drive` blocks, `adrive` awaits."""

from __future__ import annotations

import time
from contextlib import closing
from queue import SimpleQueue
from threading import Thread
from typing import TYPE_CHECKING, Any, TypeVar

from sketricgen.errors import SketricGenError

from .cancellation import CancelScope
from .exchange import aexchange, exchange
from .flow import OpenStream, Send, Sleep
from .redaction import redact

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .connections import Connections
    from .flow import Flow, Together

T = TypeVar("T")

# How long to wait for cancelled threads, in seconds. They end in a moment, unless they look up a
# host, make a connection, or run code of the caller.
_PATIENCE = 0.5


def drive(flow: Flow[T], connections: Connections, parent: CancelScope | None = None) -> T:
    """Perform ``flow`` with blocking calls and return its result.

    It ends at once when the client is closed, or the scope ``parent`` is cancelled.
    """
    scope = connections.scope() if parent is None else parent
    outcome: Any = None
    key: str | None = None
    with closing(flow):
        while True:
            try:
                step = flow.send(outcome)
            except StopIteration as done:
                result: T = done.value
                return result
            except SketricGenError as error:
                raise redact(error, key) from None
            except BaseException:  # an interrupt
                if isinstance(outcome, OpenStream):
                    outcome.response.abort()
                raise
            if isinstance(step, Send):
                key = step.options.config.api_key
                outcome = exchange(step, connections, scope)
            elif isinstance(step, Sleep):
                outcome = scope.sleep(step.seconds)
            else:
                outcome = _together(step, connections, scope)


async def adrive(flow: Flow[T], connections: Connections) -> T:
    """Perform ``flow`` without blocking the event loop and return its result."""
    outcome: Any = None
    key: str | None = None
    with closing(flow):
        _check_loop()
        while True:
            try:
                step = flow.send(outcome)
            except StopIteration as done:
                result: T = done.value
                return result
            except SketricGenError as error:
                raise redact(error, key) from None
            except BaseException:  # an interrupt
                if isinstance(outcome, OpenStream):
                    await outcome.response.abort()
                raise
            if isinstance(step, Send):
                key = step.options.config.api_key
                outcome = await aexchange(step, connections)
            elif isinstance(step, Sleep):
                outcome = await connections.asleep(step.seconds)
            else:
                outcome = await _atogether(step, connections)


def _check_loop() -> None:
    from sniffio import AsyncLibraryNotFoundError, current_async_library

    try:
        library = current_async_library()
    except AsyncLibraryNotFoundError:
        library = "no event loop"
    if library != "asyncio":
        raise SketricGenError(
            f"The client's asynchronous methods need asyncio, got {library}. Await them in a task "
            "of asyncio, as asyncio.run() makes one, or call the methods that end in _sync."
        )


def _together(step: Together, connections: Connections, parent: CancelScope) -> list[Any]:
    scope = CancelScope(parent)
    waiting = iter(enumerate(step.flows))  # shared, so that each flow goes to one thread
    finished: SimpleQueue[tuple[int, Any, BaseException | None]] = SimpleQueue()

    def work() -> None:
        for index, flow in waiting:
            try:
                finished.put((index, drive(flow, connections, scope), None))
            except BaseException as error:  # noqa: PERF203 # it is raised below
                finished.put((index, None, error))
                scope.cancel()  # at once, so that no other thread takes another flow
                return

    # Daemons, because a thread that looks up a host cannot be stopped.
    threads = [Thread(target=work, daemon=True) for _ in step.flows[: step.at_once]]
    results: dict[int, Any] = {}
    try:
        for thread in threads:
            thread.start()
        while len(results) < len(step.flows):
            index, results[index], error = finished.get()
            if error is not None:
                raise error
    finally:
        scope.close()
        _wait_for(threads)
    return [results[index] for index in range(len(step.flows))]


def _wait_for(threads: Iterable[Thread]) -> None:
    patience = time.monotonic() + _PATIENCE
    for thread in threads:
        if thread.is_alive():
            thread.join(max(0.0, patience - time.monotonic()))


async def _atogether(step: Together, connections: Connections) -> list[Any]:
    import asyncio

    loop, gate = asyncio.get_running_loop(), asyncio.Semaphore(step.at_once)

    async def passed(flow: Flow[Any]) -> Any:
        async with gate:
            return await adrive(flow, connections)

    running = [asyncio.ensure_future(passed(flow)) for flow in step.flows]
    try:
        return await asyncio.gather(*running)
    finally:
        if loop.is_running():  # else it has ended, and nothing can be awaited any more
            for task in running:
                task.cancel()
            await asyncio.gather(*running, return_exceptions=True)
