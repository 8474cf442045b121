"""Many calls with faults among them add up, and leave nothing behind."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from tests.reliability.soak import Footprint, Report, problems_of

ROOT = Path(__file__).resolve().parents[2]

COUNTS = Counter(answered=95, broken=2, refused=4)
BEFORE = Footprint(resident_bytes=50_000_000, objects=40_000, files=20, threads=1)
GOOD = Report(COUNTS, COUNTS, COUNTS, BEFORE, BEFORE, calls=100)


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="this system has no /proc")
def test_hundreds_of_calls_with_faults_add_up_and_leave_nothing_behind() -> None:
    command = [sys.executable, "-W", "error", "-m", "tests.reliability.soak"]
    soak = subprocess.run(
        [*command, "--runs", "400", "--streams", "60"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert soak.returncode == 0, soak.stdout + soak.stderr
    assert "Everything adds up, and nothing grew." in soak.stdout
    assert soak.stderr == ""


@pytest.mark.parametrize("kind", COUNTS)
def test_a_soak_notices_what_only_one_side_counted(kind: str) -> None:
    assert problems_of(GOOD) == []
    one_more = COUNTS + Counter({kind: 1})
    assert problems_of(replace(GOOD, reported=one_more)) == [
        f"client: {one_more[kind]} {kind}, not {COUNTS[kind]}"
    ]
    assert problems_of(replace(GOOD, counted=one_more)) == [
        f"server: {one_more[kind]} {kind}, not {COUNTS[kind]}"
    ]


def test_a_soak_notices_a_connection_that_stays_open() -> None:
    counted = COUNTS + Counter({"open connections": 1})
    assert problems_of(replace(GOOD, counted=counted)) == ["server: 1 open connections, not 0"]


@pytest.mark.parametrize(
    ("held", "words"),
    [
        (replace(BEFORE, resident_bytes=70_000_000), "memory grew"),
        (replace(BEFORE, objects=60_000), "objects grew"),
        (replace(BEFORE, files=40), "open files grew"),
        (replace(BEFORE, threads=2), "threads grew"),
    ],
)
def test_a_soak_notices_what_grew(held: Footprint, words: str) -> None:
    (problem,) = problems_of(replace(GOOD, after=held))
    assert problem.startswith(words)
