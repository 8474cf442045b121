"""The two drivers, which perform the steps of an operation: `drive` blocks, `adrive` awaits.

Modules that only one half needs are imported where it needs them, since programs tend to use one.

What differs between the synchronous and the asynchronous half of the SDK is here, and where bytes
move: in `sending`, `connections`, `transport`, `receive` and `stream`.
"""

from __future__ import annotations

from contextlib import closing
from queue import SimpleQueue
from threading import Thread
from typing import TYPE_CHECKING, Any, TypeVar

from .halting import Halt
from .sending import asent, sent
from .steps import Send, Sleep, Together

if TYPE_CHECKING:
    from .connections import Connections
    from .steps import Flow

T = TypeVar("T")


def drive(flow: Flow[T], connections: Connections, above: Halt | None = None) -> T:
    """Perform ``flow`` with blocking calls and return its result.

    It ends at once when the client is closed, or ``above`` is stopped.
    """
    halt = connections.halt() if above is None else above
    outcome: Any = None
    with closing(flow):
        while True:
            try:
                step = flow.send(outcome)
            except StopIteration as done:
                result: T = done.value
                return result
            if isinstance(step, Send):
                outcome = sent(step, connections, halt)
            elif isinstance(step, Sleep):
                outcome = halt.wait(step.seconds)
            else:
                outcome = _together(step, connections, halt)


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
                outcome = connections.closed
            else:
                outcome = await _atogether(step, connections)


def _together(step: Together, connections: Connections, above: Halt) -> list[Any]:
    halt = Halt(above)
    waiting = iter(enumerate(step.flows))  # shared: each thread takes what the others have left
    finished: SimpleQueue[tuple[int, Any, BaseException | None]] = SimpleQueue()

    def work() -> None:
        for index, flow in waiting:
            try:
                finished.put((index, drive(flow, connections, halt), None))
            except BaseException as error:  # noqa: PERF203 # it is raised below
                finished.put((index, None, error))

    # Daemons, because one that looks up a host cannot be stopped, only left behind.
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
        halt.end(threads)
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
