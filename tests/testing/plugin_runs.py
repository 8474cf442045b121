"""Test runs of their own, with the plugin of the package."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import sketricgen
import sketricgen_api

_ON_THE_PATH = [str(Path(str(p.__file__)).parents[1]) for p in (sketricgen, sketricgen_api)]
# By its module, whether or not the package is installed so that its entry point is found.
_OPTIONS = ("-p", "no:sketricgen", "-p", "_sketricgen_pytest", "-p", "no:cacheprovider", "-rA")


def run_tests(folder: Path, code: str) -> str:
    """Runs tests in a process of their own, and returns what pytest printed."""
    (folder / "test_program.py").write_text(code, encoding="utf-8")
    return subprocess.run(
        [sys.executable, "-m", "pytest", *_OPTIONS],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(_ON_THE_PATH)},
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    ).stdout
