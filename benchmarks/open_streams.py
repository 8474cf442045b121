"""The tasks with many open streams. They run in the worker process.

Each stream has one event a second, and the server ends them all on request.
"""

from __future__ import annotations

import asyncio
import re
import socket
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Callable, TypedDict

from .limits import allow_open_files

if TYPE_CHECKING:
    from .cases import Subject

_ASKED = "an event a second"
_WARMING_UP = "events=3 per=1"
_STATUS = Path("/proc/self/status")
_END = b"POST /streams/end HTTP/1.1\r\nConnection: close\r\n\r\n"


class Held(TypedDict):
    """The cost of holding streams open.

    Attributes:
        opened: Elapsed seconds from the first request until every stream had an event.
        memory: Bytes that each stream added to the resident memory of the process.
        cpu: Seconds of this process's CPU, divided by the events that arrived; 0 without a window.
        closed: Seconds until all streams and the client were closed, from the end of the runs or
            from the moment at which the tasks that read them were cancelled.
        threads: Threads besides the main one and, in blocking code, those that read.
    """

    opened: float
    memory: float
    cpu: float
    closed: float
    threads: int


class NotHeldError(Exception):
    """Streams ended early, or their events did not arrive."""


class _Arrivals:
    """Counts events, and the streams that have received one."""

    def __init__(self, streams: int, all_open: Callable[[], object]) -> None:
        self.events = 0
        self._to_open = streams
        self._all_open = all_open
        self._lock = threading.Lock()

    def of_one(self) -> Callable[[], None]:
        """Return the function that a stream calls for each of its events."""
        is_first = True

        def arrived() -> None:
            nonlocal is_first
            with self._lock:
                self.events += 1
                if is_first:
                    is_first = False
                    self._to_open -= 1
                    if not self._to_open:
                        self._all_open()

        return arrived


class _Measured:
    """Collects the figures of one measurement."""

    def __init__(self, streams: int, window: float) -> None:
        self._streams, self._window = streams, window
        self._memory = _resident()
        self._began = time.perf_counter()

    def open(self, arrivals: _Arrivals) -> None:
        """All streams are open: start to count events and CPU time."""
        self._opened = time.perf_counter() - self._began
        self._arrivals, self._events = arrivals, arrivals.events
        self._cpu = time.process_time()

    def close(self) -> None:
        """Stop counting, and start to time the closing."""
        self._cpu = time.process_time() - self._cpu
        self._events = self._arrivals.events - self._events
        self._memory = _resident() - self._memory
        self._threads = _threads()
        if self._events < self._streams * self._window / 2:
            raise NotHeldError(f"{self._events} events arrived from {self._streams} streams")
        self._began = time.perf_counter()

    def held(self, readers: int = 0) -> Held:
        """Everything is closed: return the figures."""
        closed = time.perf_counter() - self._began
        return {
            "opened": self._opened,
            "memory": self._memory / self._streams,
            "cpu": self._cpu / self._events if self._window else 0.0,
            "closed": closed,
            "threads": self._threads - 1 - readers,
        }


def hold(
    subject: Subject, loop: asyncio.AbstractEventLoop, streams: int, window: float, **options: float
) -> Held:
    """Hold streams open for ``window`` seconds, each read by a thread; ``options`` are a run's."""
    allow_open_files()
    subject.read(_WARMING_UP, lambda: None, **options)
    settled = threading.Event()
    arrivals = _Arrivals(streams, settled.set)

    def reader() -> None:
        try:
            subject.read(_ASKED, arrivals.of_one(), **options)
        finally:
            settled.set()  # also if a stream fails before all are open

    threads = [threading.Thread(target=reader, daemon=True) for _ in range(streams)]
    measured = _Measured(streams, window)
    for thread in threads:
        thread.start()
    settled.wait()
    measured.open(arrivals)
    time.sleep(window)
    measured.close()
    _end_all(subject.url)
    for thread in threads:
        thread.join()
    subject.close()
    return measured.held(streams)


def ahold(
    subject: Subject, loop: asyncio.AbstractEventLoop, streams: int, window: float, cancels: bool
) -> Held:
    """Hold streams open for ``window`` seconds, each read by a task that may be cancelled then."""
    allow_open_files()
    return loop.run_until_complete(_ahold(subject, streams, window, cancels))


async def _ahold(subject: Subject, streams: int, window: float, cancels: bool) -> Held:
    await subject.aread(_WARMING_UP, lambda: None)
    measured = _Measured(streams, window)
    tasks, arrivals = await _aopen(subject, streams)
    measured.open(arrivals)
    await asyncio.sleep(window)
    measured.close()
    if cancels:
        for task in tasks:
            task.cancel()
    else:
        _end_all(subject.url)
    for task in tasks:
        with suppress(asyncio.CancelledError):
            await task
    await subject.aclose()
    return measured.held()


async def _aopen(subject: Subject, streams: int) -> tuple[list[asyncio.Task[None]], _Arrivals]:
    """Open streams, and wait until each of them has an event."""
    settled = asyncio.Event()
    arrivals = _Arrivals(streams, settled.set)

    async def reader() -> None:
        try:
            await subject.aread(_ASKED, arrivals.of_one())
        finally:
            settled.set()

    tasks = [asyncio.ensure_future(reader()) for _ in range(streams)]
    await settled.wait()
    for task in tasks:
        if task.done():
            await task  # which raises the reason
    return tasks, arrivals


def _end_all(url: str) -> None:
    """Ask the server to end the runs, without waiting for its answer."""
    host, _, port = url.rpartition("/")[2].partition(":")
    with socket.create_connection((host, int(port))) as connection:
        connection.sendall(_END)


def _resident() -> int:
    """Return how much memory this process has resident, in bytes."""
    return _status("VmRSS") * 1024


def _threads() -> int:
    """Return how many threads this process has, those that Python did not start included."""
    return _status("Threads")


def _status(name: str) -> int:
    found = re.search(rf"{name}:\s*(\d+)", _STATUS.read_text())
    if not found:
        raise NotHeldError(f"{_STATUS} does not say {name}")
    return int(found[1])
