"""The two drivers, which perform the steps of an operation: `drive` blocks, `adrive` awaits.

Modules that only one half needs are imported where it needs them, since programs tend to use one.

What differs between the synchronous and the asynchronous half of the SDK is here, and where bytes
move: in `sending`, `connections`, `transport`, `receive` and `stream`.
"""

from __future__ import annotations

import time
from contextlib import closing
from queue import SimpleQueue
from threading import Event, Thread
from typing import TYPE_CHECKING, Any, TypeVar

from .sending import asent, check, sent
from .steps import Send, Sleep, Together

if TYPE_CHECKING:
    from .connections import Connections
    from .steps import Flow

T = TypeVar("T")

_NEVER = Event()

# The seconds that uploads have to stop by themselves after another one has failed.
_PATIENCE = 0.5


def drive(flow: Flow[T], connections: Connections, halt: Event = _NEVER) -> T:
    """Perform ``flow`` with blocking calls and return its result.

    Once ``halt`` is set no further step is begun, and no further piece of a body is sent.
    """
    outcome: Any = None
    with closing(flow):
        while True:
            try:
                step = flow.send(outcome)
            except StopIteration as done:
                result: T = done.value
                return result
            check(halt)
            if isinstance(step, Send):
                outcome = sent(step, connections, halt)
            elif isinstance(step, Sleep):
                halt.wait(step.seconds)
            else:
                outcome = _together(step, connections)


async def adrive(flow: Flow[T], connections: Connections) -> T:
    """Perform ``flow`` without blocking the event loop and return its result."""
    import asyncio

    outcome: Any = None
    with closing(flow):
        while True:
            try:
                step = flow.send(outcome)
            except StopIteration as done:
                result: T = done.value
                return result
            if isinstance(step, Send):
                outcome = await asent(step, connections)
            elif isinstance(step, Sleep):
                await asyncio.sleep(step.seconds)
            else:
                outcome = await _atogether(step, connections)


def _together(step: Together, connections: Connections) -> list[Any]:
    halt = Event()
    waiting = iter(enumerate(step.flows))  # shared: each thread takes what the others have left
    finished: SimpleQueue[tuple[int, Any, BaseException | None]] = SimpleQueue()

    def work() -> None:
        for index, flow in waiting:
            try:
                finished.put((index, drive(flow, connections, halt), None))
            except BaseException as error:  # noqa: PERF203 # it is raised below
                finished.put((index, None, error))

    # Daemons, because one that waits for a silent server cannot be stopped, only left behind.
    threads = [Thread(target=work, daemon=True) for _ in step.flows[: step.at_once]]
    for thread in threads:
        thread.start()
    results: dict[int, Any] = {}
    try:
        while len(results) < len(step.flows):
            index, results[index], error = finished.get()
            if error is not None:
                raise error
    finally:
        halt.set()
        patience = time.monotonic() + _PATIENCE
        for thread in threads:
            thread.join(max(0.0, patience - time.monotonic()))
    return [results[index] for index in range(len(step.flows))]


async def _atogether(step: Together, connections: Connections) -> list[Any]:
    import asyncio

    gate = asyncio.Semaphore(step.at_once)

    async def passed(flow: Flow[Any]) -> Any:
        async with gate:
            return await adrive(flow, connections)

    running = [asyncio.ensure_future(passed(flow)) for flow in step.flows]
    try:
        return await asyncio.gather(*running)
    finally:
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)
