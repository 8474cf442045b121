"""The rows about the first asynchronous call of a process, which must not block the event loop."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING

from .environments import python_for
from .measure import OURS, Result, in_turn
from .processes import printed_by

if TYPE_CHECKING:
    from .measure import Bench

_HEARTBEAT = """
import asyncio, time
IMPORT
longest = 0.0
async def beat():
    global longest
    last = time.perf_counter()
    while True:
        await asyncio.sleep(0.001)
        now = time.perf_counter()
        longest, last = max(longest, now - last), now
async def main():
    beating = asyncio.ensure_future(beat())
    await asyncio.sleep(0)
    CALL
    await asyncio.sleep(0.01)
    beating.cancel()
CLIENT
asyncio.run(main())
print(longest)
"""


@dataclass(frozen=True)
class FirstCall:
    """The longest time for which the event loop is blocked during the first call of a process.

    Attributes:
        codes: For each subject, the lines that import it, create its client and make the call.
    """

    name: str
    what: str
    limit_milliseconds: float
    codes: dict[str, tuple[str, str, str]]
    rounds: int = 7

    def measure(self, bench: Bench) -> list[Result]:
        """Measure the row."""
        bench.end_workers()
        taken: dict[str, list[float]] = {name: [] for name in self.codes}
        for turn in range(bench.rounds(self.rounds)):
            for name, values in in_turn(turn, taken):
                code = _HEARTBEAT
                for word, lines in zip(("IMPORT", "CLIENT", "CALL"), self.codes[name]):
                    code = code.replace(word, lines)
                printed = printed_by(python_for(name), code.replace("URL", repr(bench.url)))
                values.append(float(printed))
        ours = [value * 1000 for value in taken[OURS]]
        return [
            Result(
                self.name,
                self.what,
                self.limit_milliseconds,
                median(ours),
                min(ours),
                max(ours),
                {name: median(values) for name, values in taken.items()},
                judged_unit="ms",
            )
        ]
