"""The tasks that subjects are timed at. They run in the worker process."""

from __future__ import annotations

import asyncio
import re
import resource
import time
from pathlib import Path
from statistics import median
from typing import Any, Callable, Literal, TypedDict

from .open_streams import Held, ahold, hold

Kind = Literal["events", "payloads"]

_STATUS = Path("/proc/self/status")


class Sample(TypedDict):
    """One measurement.

    Attributes:
        wall: Elapsed seconds per call, event or upload.
        cpu: CPU seconds of this process per call, event or upload.
        peak: The peak of this process's resident memory, in bytes.
    """

    wall: float
    cpu: float
    peak: int


class Unsupported(Exception):  # noqa: N818 # an answer rather than an error
    """The subject does not offer this."""


class WrongResultError(Exception):
    """The subject did not do what should have been measured."""


Subject = Any


def _sample(wall: float, cpu: float) -> Sample:
    return {"wall": wall, "cpu": cpu, "peak": _peak()}


def _peak() -> int:
    if _STATUS.exists():
        # On Linux a process inherits ru_maxrss from its parent, but not VmHWM.
        found = re.search(r"VmHWM:\s*(\d+) kB", _STATUS.read_text())
        if found:
            return int(found[1]) * 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def _timed(work: Callable[[], object], count: int = 1) -> Sample:
    """Measure ``work``, which does something ``count`` times."""
    wall, cpu = time.perf_counter(), time.process_time()
    work()
    cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
    return _sample(wall / count, cpu / count)


def calls(subject: Subject, loop: asyncio.AbstractEventLoop, count: int) -> Sample:
    """Make calls one after another; ``wall`` is the median call."""
    times: list[float] = []

    def work() -> None:
        for _ in range(count):
            began = time.perf_counter()
            subject.call()
            times.append(time.perf_counter() - began)

    return {**_timed(work, count), "wall": median(times)}


def acalls(subject: Subject, loop: asyncio.AbstractEventLoop, count: int) -> Sample:
    """Make calls one after another with asyncio; ``wall`` is the median call."""
    times: list[float] = []

    async def work() -> None:
        for _ in range(count):
            began = time.perf_counter()
            await subject.acall()
            times.append(time.perf_counter() - began)

    return {**_timed(lambda: loop.run_until_complete(work()), count), "wall": median(times)}


def many(subject: Subject, loop: asyncio.AbstractEventLoop, count: int, at_once: int) -> Sample:
    """Make calls with asyncio, ``at_once`` of them concurrently."""
    left = iter(range(count))

    async def caller() -> None:
        for _ in left:
            await subject.acall()

    async def work() -> None:
        await asyncio.gather(*(caller() for _ in range(at_once)))

    return _timed(lambda: loop.run_until_complete(work()), count)


def first_event(subject: Subject, loop: asyncio.AbstractEventLoop, count: int) -> Sample:
    """Open streams one after another; ``wall`` is the median time to the first event."""
    wall = median(subject.first_event() for _ in range(count))
    return _sample(wall, 0.0)


def afirst_event(subject: Subject, loop: asyncio.AbstractEventLoop, count: int) -> Sample:
    """Open streams one after another; ``wall`` is the median time to the first event."""

    async def work() -> list[float]:
        return [await subject.afirst_event() for _ in range(count)]

    return _sample(median(loop.run_until_complete(work())), 0.0)


def events(
    subject: Subject,
    loop: asyncio.AbstractEventLoop,
    count: int,
    per: int,
    kind: Kind = "events",
) -> Sample:
    """Read a stream of ``count`` events, ``per`` of them in each chunk."""
    received: list[int | None] = []
    asked = f"events={count} per={per}"
    sample = _timed(lambda: received.append(subject.events(asked, kind)), count)
    _check_count(received, count)
    return sample


def aevents(subject: Subject, loop: asyncio.AbstractEventLoop, count: int, per: int) -> Sample:
    """Read a stream of ``count`` events, ``per`` of them in each chunk, with asyncio."""
    received: list[int | None] = []
    asked = f"events={count} per={per}"

    def work() -> None:
        received.append(loop.run_until_complete(subject.aevents(asked)))

    sample = _timed(work, count)
    _check_count(received, count)
    return sample


def _check_count(received: list[int | None], count: int) -> None:
    if received == [None]:
        raise Unsupported
    if received != [count]:
        raise WrongResultError(f"{received} events arrived where {count} were sent")


def large(
    subject: Subject,
    loop: asyncio.AbstractEventLoop,
    size: int,
    piece: int,
    count: int = 3,
) -> Sample:
    """Read a stream with one event of ``size`` bytes, sent in pieces, ``count`` times."""
    received: list[int] = []

    def work() -> None:
        received.extend(subject.large(f"size={size} piece={piece}") for _ in range(count))

    sample = _timed(work, count)
    if min(received) < size - len("data: \n\n"):
        raise WrongResultError(f"{min(received)} bytes arrived of an event of {size}")
    return sample


def upload(subject: Subject, loop: asyncio.AbstractEventLoop, paths: list[str]) -> Sample:
    """Upload files."""
    return _timed(lambda: subject.upload(paths))


def aupload(subject: Subject, loop: asyncio.AbstractEventLoop, paths: list[str]) -> Sample:
    """Upload files with asyncio."""
    return _timed(lambda: loop.run_until_complete(subject.aupload(paths)))


CASES: dict[str, Callable[..., Sample | Held]] = {
    case.__name__: case
    for case in (
        calls,
        acalls,
        many,
        first_event,
        afirst_event,
        events,
        aevents,
        large,
        upload,
        aupload,
        hold,
        ahold,
    )
}
# The methods that a subject needs for a case, where they have another name.
NEEDS = {"calls": "call", "acalls": "acall", "many": "acall", "hold": "read", "ahold": "aread"}
