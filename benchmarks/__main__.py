"""Measures `sketricgen` and prints the table: ``python -m benchmarks``."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from . import report
from .measure import Bench
from .processes import served
from .rows import ROWS
from .series import measure_series

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .measure import Result

_FILES = 5
_FILE_BYTES = 20 * 1024 * 1024
_QUICK = 0.3


def arguments(given: Sequence[str] | None = None) -> argparse.Namespace:
    """Return the command line's arguments."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    names = [row.name for row in ROWS]
    parser.add_argument("--quick", action="store_true", help="fewer rounds, more noise")
    parser.add_argument("--peers", action="store_true", help="measure other SDKs as well")
    parser.add_argument("--only", action="append", metavar="NAME", choices=names, help=str(names))
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all figures to a file")
    parser.add_argument(
        "--series", action="store_true", help="with --json: also time against events, for the plot"
    )
    return parser.parse_args(given)


def main() -> int:
    """Measure, print, and return the exit status: 1 if a target is missed."""
    options = arguments()
    results: list[Result] = []
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        bench = stack.enter_context(
            Bench(
                stack.enter_context(served()),
                files_in(folder),
                _QUICK if options.quick else 1.0,
                options.peers,
            )
        )
        for row in ROWS:
            if not options.only or row.name in options.only:
                began = time.perf_counter()
                results += row.measure(bench)
                taken = time.perf_counter() - began
                print(f"{row.name}: {taken:.0f} s", file=sys.stderr, flush=True)
        series = measure_series(bench) if options.series else {}
    print(f"{report.machine()}\n\n{report.tables(results)}")
    if options.json:
        report.write(options.json, results, series)
    return 0 if all(result.is_met for result in results) else 1


def files_in(folder: Path) -> list[str]:
    """Create files to upload in ``folder``, and return their paths."""
    content = os.urandom(_FILE_BYTES)
    paths = [folder / f"report-{number}.pdf" for number in range(_FILES)]
    for path in paths:
        path.write_bytes(content)
    return [str(path) for path in paths]


if __name__ == "__main__":
    sys.exit(main())
