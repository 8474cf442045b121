"""Starts the server and the worker processes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from collections.abc import Generator

    from .cases import Sample
    from .open_streams import Held

ROOT = Path(__file__).resolve().parent.parent


def environment() -> dict[str, str]:
    """Return environment variables without those that configure Python or a proxy."""
    return {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("PYTHON") and not name.lower().endswith("_proxy")
    }


def _start(command: list[str]) -> subprocess.Popen[str]:
    return subprocess.Popen(
        command,
        cwd=ROOT,
        env=environment(),
        text=True,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )


@contextmanager
def _ended(process: subprocess.Popen[str]) -> Generator[subprocess.Popen[str], None, None]:
    """End a process by closing its input."""
    with process:
        try:
            yield process
        finally:
            cast("Any", process.stdin).close()
            process.wait(30)


@contextmanager
def served() -> Generator[str, None, None]:
    """Run the server, and yield its URL."""
    with _ended(_start([sys.executable, "-m", "benchmarks.server"])) as process:
        port = cast("Any", process.stdout).readline().strip()
        yield f"http://127.0.0.1:{port}"


class Worker:
    """A subject in its process."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._input, self._output = cast("Any", process.stdin), cast("Any", process.stdout)

    def measure(self, case: str, **arguments: object) -> Sample | None:
        """Measure once; None if the subject does not offer the case.

        Raises:
            RuntimeError: The worker ended, with the reason on its standard error.
        """
        return cast("Sample | None", self._answer(case, arguments))

    def hold(self, case: str, **arguments: object) -> Held:
        """Measure what it costs to hold streams open.

        Raises:
            RuntimeError: As above.
        """
        return cast("Held", self._answer(case, arguments))

    def _answer(self, case: str, arguments: dict[str, object]) -> object:
        self._input.write(json.dumps({"case": case, "arguments": arguments}) + "\n")
        self._input.flush()
        line = self._output.readline()
        if not line:
            raise RuntimeError(f"the worker ended while measuring {case} {arguments}")
        return json.loads(line)


@contextmanager
def working(python: Path, subject: str, url: str) -> Generator[Worker, None, None]:
    """Run the worker of ``subject``."""
    command = [str(python), "-m", "benchmarks.worker", subject, url]
    with _ended(_start(command)) as process:
        yield Worker(process)


def printed_by(python: Path, code: str) -> str:
    """Return what a Python process that runs ``code`` prints."""
    command = [str(python), "-c", code]
    return subprocess.run(
        command, cwd=ROOT, env=environment(), check=True, text=True, stdout=subprocess.PIPE
    ).stdout


def seconds_of(python: Path, code: str) -> float:
    """Return the seconds that a Python process takes to start, run ``code`` and exit."""
    began = time.perf_counter()
    subprocess.run([str(python), "-c", code], cwd=ROOT, env=environment(), check=True)
    return time.perf_counter() - began
