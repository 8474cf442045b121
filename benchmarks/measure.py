"""The kinds of rows, and how each is measured: alternately, with medians.

The SDK and its floor (the baseline) are measured alternately, and each measurement is compared with
its neighbour. Other load on the machine therefore affects both, and a machine that slows down
halfway through a run does not distort the ratios.
"""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass, field
from statistics import median
from typing import TYPE_CHECKING, Any, Literal

from .environments import PEERS, python_for
from .processes import seconds_of, working

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from typing_extensions import Self

    from .cases import Sample
    from .processes import Worker

OURS = "sketricgen"
FLOOR = "httpx"
_MEGABYTE = 1024 * 1024
_TURNS_OF_PEERS = 3

Unit = Literal["s", "B", "x", "MB", "ms", "threads"]


@dataclass
class Result:
    """The result of a row.

    Attributes:
        name: The row's name, for ``--only``.
        what: What was measured.
        limit: The target: the judged figure is to be at most this.
        judged: The figure that is compared with the target.
        low: Its lowest value.
        high: Its highest value.
        figures: The median of each subject.
        ratios: The ratio of each subject to the floor.
        floor: The subject that is the floor.
        unit: The unit of the figures; "s" for seconds, "B" for bytes.
        judged_unit: The unit of ``judged``; "x" for a ratio.
        cell: The row and column in the table of open streams, for results that are shown there.
        usual_ratio: The ratio to `FLOOR`, if another subject is the floor.
    """

    name: str
    what: str
    limit: float
    judged: float
    low: float
    high: float
    figures: dict[str, float]
    ratios: dict[str, float] = field(default_factory=dict)
    floor: str = FLOOR
    unit: Unit = "s"
    judged_unit: Unit = "x"
    cell: tuple[str, str] | None = None
    usual_ratio: float | None = None

    @property
    def is_met(self) -> bool:
        """True if the target is met."""
        return self.judged <= self.limit


@dataclass
class Bench:
    """What the rows share.

    Attributes:
        url: The URL of the server.
        files: Files to upload.
        scale: The fraction of each row's rounds to measure.
        with_peers: True if other SDKs are measured as well.
    """

    url: str
    files: list[str]
    scale: float = 1.0
    with_peers: bool = False
    _stack: ExitStack = field(default_factory=ExitStack)
    _workers: dict[str, Worker] = field(default_factory=dict)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.end_workers()

    def worker(self, subject: str) -> Worker:
        """Return the worker of a subject, which runs until all are ended."""
        if subject not in self._workers:
            context = working(python_for(subject), subject, self.url)
            self._workers[subject] = self._stack.enter_context(context)
        return self._workers[subject]

    def end_workers(self) -> None:
        """End all workers; new ones are started when they are needed."""
        self._stack.close()
        self._workers.clear()

    def rounds(self, rounds: int) -> int:
        """Return how many times to measure a row."""
        return max(3, round(rounds * self.scale))

    def subjects(self, *others: str) -> list[str]:
        """Return the subjects to measure: ours, the floor, others, and the peers if requested."""
        return [OURS, FLOOR, *others, *(PEERS if self.with_peers else ())]

    def arguments(self, arguments: dict[str, Any]) -> dict[str, Any]:
        """Return a case's arguments, with paths in place of a number of files."""
        if "files" not in arguments:
            return arguments
        return {"paths": self.files[: arguments["files"]]}


@dataclass(frozen=True)
class Timed:
    """Time in processes that are reused for several rounds, as a ratio to the floor.

    Attributes:
        case: The case, of `cases`.
        arguments: Its arguments.
        clock: Which of the sample's figures to use.
        others: Other libraries to measure as well.
        processes: How many processes each subject is measured in, one after another. The memory
            layout of a process can change its speed by ten or twenty per cent.
        floor: The subject that is the floor, if not httpx in the SDK's environment.
    """

    name: str
    what: str
    limit: float
    case: str
    arguments: dict[str, Any]
    clock: Literal["wall", "cpu"] = "wall"
    others: tuple[str, ...] = ()
    rounds: int = 15
    processes: int = 1
    peers: bool = False
    floor: str = FLOOR

    def measure(self, bench: Bench) -> list[Result]:
        """Measure the row."""
        arguments = bench.arguments(self.arguments)
        peers = PEERS if self.peers and bench.with_peers else ()
        subjects = dict.fromkeys([OURS, self.floor, FLOOR, *self.others, *peers])
        times: dict[str, list[float]] = {name: [] for name in subjects}
        rounds = bench.rounds(self.rounds)
        for turn in range(rounds):
            if turn % max(1, rounds // self.processes) == 0:
                bench.end_workers()
                for name, _ in list(in_turn(turn, times)):
                    if bench.worker(name).measure(self.case, **arguments) is None:
                        del times[name]
            for name, taken in in_turn(turn, times):
                sample = bench.worker(name).measure(self.case, **arguments)
                taken.append(_present(sample)[self.clock])
        result = compared(self.name, self.what, self.limit, times, self.floor)
        if self.floor != FLOOR:
            result.usual_ratio = median(quotients(times[OURS], times[FLOOR]))
        return [result]


@dataclass(frozen=True)
class WholeProcess:
    """Whole processes, minus a process that does nothing, as a ratio to the floor.

    Attributes:
        codes: The code that the process of each subject runs.
    """

    name: str
    what: str
    limit: float
    codes: dict[str, str]
    rounds: int = 21

    def measure(self, bench: Bench) -> list[Result]:
        """Measure the row."""
        subjects = bench.subjects("httpx alone")
        pythons = {name: python_for(name) for name in subjects}
        bare: list[float] = []
        times: dict[str, list[float]] = {name: [] for name in subjects}
        for turn in range(bench.rounds(self.rounds)):
            bare.append(seconds_of(pythons[OURS], "pass"))
            for name, taken in in_turn(turn, times):
                code = self.codes[name].replace("URL", repr(bench.url))
                taken.append(seconds_of(pythons[name], code))
        nothing = median(bare)
        net = {name: [time - nothing for time in taken] for name, taken in times.items()}
        return [compared(self.name, self.what, self.limit, net)]


@dataclass(frozen=True)
class Memory:
    """The growth of a process's peak of memory, in a new process each time.

    Attributes:
        judged_as: "ratio" to the floor's growth, or "difference" in megabytes.
    """

    name: str
    what: str
    limit: float
    case: str
    arguments: dict[str, Any]
    judged_as: Literal["ratio", "difference"]
    rounds: int = 5

    def measure(self, bench: Bench) -> list[Result]:
        """Measure the row."""
        arguments = bench.arguments(self.arguments)
        growth: dict[str, list[float]] = {OURS: [], FLOOR: []}
        for _ in range(bench.rounds(self.rounds)):
            for name, grown in growth.items():
                grown.append(growth_of(bench, name, self.case, arguments))
        if self.judged_as == "ratio":
            return [compared(self.name, self.what, self.limit, growth, unit="B")]
        pairs = [(ours - floor) / _MEGABYTE for ours, floor in zip(*growth.values())]
        figures = {name: median(grown) for name, grown in growth.items()}
        ends = (min(pairs), max(pairs))
        return [
            Result(
                self.name,
                self.what,
                self.limit,
                median(pairs),
                *ends,
                figures,
                unit="B",
                judged_unit="MB",
            )
        ]


def in_turn(turn: int, taken: dict[str, list[float]]) -> Iterator[tuple[str, list[float]]]:
    """Yield the subjects in the order of a turn.

    The order is reversed in every other turn, so that no subject always runs after the same one.
    Peers are slow and have no targets, so they are left out after a few turns.
    """
    for name, figures in taken.items() if turn % 2 else reversed(taken.items()):
        if turn < _TURNS_OF_PEERS or name not in PEERS:
            yield name, figures


def growth_of(bench: Bench, subject: str, case: str, arguments: dict[str, Any]) -> float:
    """Return how many bytes a case adds to a new process's peak of memory, beyond one call."""
    with working(python_for(subject), subject, bench.url) as worker:
        first = "acalls" if case in ("many", "aevents", "aupload") else "calls"
        before = _present(worker.measure(first, count=1))["peak"]
        return _present(worker.measure(case, **arguments))["peak"] - before


def compared(
    name: str,
    what: str,
    limit: float,
    taken: dict[str, list[float]],
    floor: str = FLOOR,
    unit: Unit = "s",
) -> Result:
    """Return the result of measurements that were made alternately."""
    pairs = {subject: quotients(values, taken[floor]) for subject, values in taken.items()}
    ratios = {subject: median(values) for subject, values in pairs.items()}
    ends = (min(pairs[OURS]), max(pairs[OURS]))
    figures = {subject: median(values) for subject, values in taken.items()}
    return Result(name, what, limit, ratios[OURS], *ends, figures, ratios, floor, unit)


def quotients(values: Sequence[float], floor: Sequence[float]) -> list[float]:
    """Return the ratios of measurements from the same turn."""
    return [value / least for value, least in zip(values, floor)]


def _present(sample: Sample | None) -> Sample:
    if sample is None:
        raise RuntimeError("a subject that could do a case no longer can")
    return sample
