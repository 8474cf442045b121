"""Many calls through one client, with a fault in one of twenty: does everything add up?

    python -m tests.reliability.soak --runs 20000 --streams 2000

Each half of the client makes so many runs and streams. What the server counted has to be what the
client reported, exactly; and memory, objects, files and threads must not grow with the calls.
"""

from __future__ import annotations

import argparse
import asyncio
import faulthandler
import gc
import logging
import sys
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from sketricgen import SketricGenClient, SketricGenError

from tests.reliability.soak_server import fault_of, running_server, tally_of

THREADS = 16
TASKS = 200

# Python keeps what it freed in pieces of a megabyte; a leak in every call comes to more.
MOST_BYTES_MORE = 12 * 1024 * 1024
MOST_OBJECTS_MORE_A_CALL = 0.1
# What is made once, however many calls there are.
MOST_OBJECTS_MORE = 500

_AT_MOST_SECONDS = 900.0

# The attempts of a call that is always refused.
_ATTEMPTS = 3

# The runs and streams after which both halves have made what they keep.
_WARMING = (600, 60)


@dataclass(frozen=True)
class Footprint:
    """What the process holds while no call is under way."""

    resident_bytes: int
    objects: int
    files: int
    threads: int


@dataclass(frozen=True)
class Report:
    """What a soak came to.

    Attributes:
        expected: How often everything had to happen.
        reported: How often it did, as the client tells.
        counted: The same, as the server tells.
        before: What the process held after the first calls.
        after: What it held at the end, its client still open.
        calls: The calls between the two.
    """

    expected: Counter[str]
    reported: Counter[str]
    counted: Counter[str]
    before: Footprint
    after: Footprint
    calls: int


def problems_of(report: Report) -> list[str]:
    """Return what is wrong, in words."""
    found = []
    for who, told in (("client", report.reported), ("server", report.counted)):
        names = sorted({*report.expected, *told})
        found += [
            f"{who}: {told[name]} {name}, not {report.expected[name]}"
            for name in names
            if told[name] != report.expected[name]
        ]
    before, after = report.before, report.after
    if after.resident_bytes - before.resident_bytes > MOST_BYTES_MORE:
        found.append(f"memory grew from {before.resident_bytes:,} to {after.resident_bytes:,}")
    most = MOST_OBJECTS_MORE + MOST_OBJECTS_MORE_A_CALL * report.calls
    if after.objects - before.objects > most:
        found.append(f"objects grew from {before.objects:,} to {after.objects:,}")
    if after.files > before.files + THREADS:  # each may have opened a connection in between
        found.append(f"open files grew from {before.files} to {after.files}")
    if after.threads > before.threads:
        found.append(f"threads grew from {before.threads} to {after.threads}")
    return found


class _Tally(logging.Handler):
    """Counts how calls end, and the retries that the client's log tells of."""

    def __init__(self) -> None:
        super().__init__(logging.INFO)
        self.counts: Counter[str] = Counter()
        self._counting = threading.Lock()

    def emit(self, record: logging.LogRecord) -> None:
        if record.levelno == logging.INFO:
            self.count("refused")  # a run is sent again for no other reason

    def count(self, what: str) -> None:
        with self._counting:
            self.counts[what] += 1

    def count_error(self, error: SketricGenError) -> None:
        if error.maybe_executed:
            self.count("broken")
        else:
            assert len(error.attempts) == _ATTEMPTS, error
            self.count("refused")


def _expected(numbers: range) -> Counter[str]:
    counts: Counter[str] = Counter()
    for fault in map(fault_of, numbers):
        if fault == "down":
            counts["refused"] += _ATTEMPTS
            continue
        counts["refused"] += fault == "busy"
        counts["broken" if fault in ("reset", "cut") else "answered"] += 1
    return counts


@dataclass(frozen=True)
class _Calls:
    """The numbers of some calls, and how many of them are streams: these are spread evenly."""

    numbers: range
    of_streams: int

    @classmethod
    def in_turn(cls, *sizes: tuple[int, int]) -> list[_Calls]:
        """Return calls for each pair of runs and streams, twice so many, for both halves."""
        made: list[_Calls] = []
        start = 0
        for runs, streams in sizes:
            made.append(cls(range(start, start + 2 * (runs + streams)), 2 * streams))
            start = made[-1].numbers.stop
        return made

    def halves(self) -> tuple[_Calls, _Calls]:
        """Return the first and the second half of them."""
        middle = len(self.numbers) // 2
        streams = self.of_streams // 2
        return _Calls(self.numbers[:middle], streams), _Calls(self.numbers[middle:], streams)

    def streams(self, number: int) -> bool:
        """Tell whether the call of this number is a stream."""
        place, total = number - self.numbers.start, len(self.numbers)
        return (place + 1) * self.of_streams // total > place * self.of_streams // total


def _make_blocking_calls(client: SketricGenClient, calls: _Calls, tally: _Tally) -> None:
    numbers = iter(calls.numbers)

    def call(number: int) -> None:
        try:
            if calls.streams(number):
                for _ in client.run_workflow_sync("agent-1", str(number), stream=True):
                    pass
            else:
                client.run_workflow_sync("agent-1", str(number))
        except SketricGenError as error:
            tally.count_error(error)
        else:
            tally.count("answered")

    def work() -> None:
        for number in numbers:  # shared: each thread takes what the others have left
            call(number)

    with ThreadPoolExecutor(THREADS) as threads:
        for done in [threads.submit(work) for _ in range(THREADS)]:
            done.result()


async def _make_awaited_calls(client: SketricGenClient, calls: _Calls, tally: _Tally) -> None:
    numbers = iter(calls.numbers)

    async def call(number: int) -> None:
        try:
            if calls.streams(number):
                async for _ in await client.run_workflow("agent-1", str(number), stream=True):
                    pass
            else:
                await client.run_workflow("agent-1", str(number))
        except SketricGenError as error:
            tally.count_error(error)
        else:
            tally.count("answered")

    async def work() -> None:
        for number in numbers:  # shared, as above
            await call(number)

    await asyncio.gather(*(work() for _ in range(TASKS)))


def _use(client: SketricGenClient, calls: _Calls, tally: _Tally) -> None:
    blocking, awaited = calls.halves()
    _make_blocking_calls(client, blocking, tally)
    asyncio.run(_make_awaited_calls(client, awaited, tally))


def soak(runs: int, streams: int) -> Report:
    """Make so many runs and as many streams with each half, after some more to warm up."""
    warming, measured = _Calls.in_turn(_WARMING, (runs, streams))
    tally = _Tally()
    logger = logging.getLogger("sketricgen")
    logger.addHandler(tally)
    logger.setLevel(logging.INFO)
    try:
        with running_server() as url:
            with SketricGenClient(
                "key-of-the-soak", 60.0, max_retries=_ATTEMPTS - 1, base_url=url, platform_url=url
            ) as client:
                _use(client, warming, tally)
                before = footprint()
                _use(client, measured, tally)
                after = footprint()
            counted = tally_of(url)
    finally:
        logger.removeHandler(tally)
    numbers = range(warming.numbers.start, measured.numbers.stop)
    return Report(_expected(numbers), tally.counts, counted, before, after, len(measured.numbers))


def footprint() -> Footprint:
    """Return what the process holds now."""
    gc.collect()
    status = Path("/proc/self/status").read_text(encoding="ascii")
    _, _, resident = status.partition("VmRSS:")
    return Footprint(
        resident_bytes=int(resident.split()[0]) * 1024,
        objects=len(gc.get_objects()),
        files=len(list(Path("/proc/self/fd").iterdir())),
        threads=threading.active_count(),
    )


def main() -> None:
    """Soak a client and say how it went; the exit status tells it too."""
    parser = argparse.ArgumentParser(prog="python -m tests.reliability.soak")
    parser.add_argument("--runs", type=int, default=20_000, help="runs of each half")
    parser.add_argument("--streams", type=int, default=2_000, help="streams of each half")
    asked = parser.parse_args()
    faulthandler.dump_traceback_later(_AT_MOST_SECONDS, exit=True)
    began = time.monotonic()
    report = soak(asked.runs, asked.streams)
    faulthandler.cancel_dump_traceback_later()
    counts = ", ".join(f"{count:,} {name}" for name, count in sorted(report.counted.items()))
    print(f"{report.calls:,} calls in {time.monotonic() - began:.0f} s. The server saw: {counts}.")
    print(f"before: {report.before}\nafter:  {report.after}")
    problems = problems_of(report)
    print("\n".join(problems) or "Everything adds up, and nothing grew.")
    sys.exit(bool(problems))


if __name__ == "__main__":
    main()
