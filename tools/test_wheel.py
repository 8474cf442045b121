"""Run the tests against the built wheel, on another Python.

Usage:
    python tools/test_wheel.py 3.13             the newest dependencies
    python tools/test_wheel.py 3.9 --lowest     the lowest versions that the package allows

Does nothing where that Python is not installed.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
from importlib.metadata import requires
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PIP = "pip>=25.1"  # the first that installs dependency groups
SIDE_BY_SIDE = ["-n", "4", "--dist", "worksteal"]  # as `make test` does


def interpreter(version: str) -> str | None:
    """Return a command that runs Python ``version``, or None if there is none."""
    pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv"), "versions")
    found = sorted(str(path) for path in pyenv.glob(f"{version}.*/bin/python3"))
    for command in filter(None, [shutil.which(f"python{version}"), *found]):
        works = subprocess.run(
            [command, "-c", "import venv, ensurepip"], capture_output=True, check=False
        )
        if works.returncode == 0:
            return command
    return None


def lowest_versions() -> str:
    """Return the lowest allowed version of each dependency, as constraints for pip."""
    lowest = re.compile(r"([A-Za-z0-9_-]+)[^;]*>=([0-9.]+)")
    # What else the tests install needs newer versions of what the other extras need.
    other = re.compile(r"extra == '(?!agui|emulator)")
    wanted = [each for each in requires("sketricgen") or [] if not other.search(each)]
    found = filter(None, map(lowest.match, wanted))
    return "".join(f"{match[1]}=={match[2]}\n" for match in found)


def main() -> int:
    """Install the wheel into a new environment and run the tests there."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("version", help="a Python version, e.g. 3.9")
    parser.add_argument("--lowest", action="store_true", help="use the lowest versions allowed")
    options = parser.parse_args()
    base = interpreter(options.version)
    if base is None:
        print(f"Python {options.version} is not installed: nothing tested on it.")
        return 0
    with tempfile.TemporaryDirectory() as folder:
        python = str(Path(folder, "venv", "bin", "python"))
        subprocess.run([base, "-m", "venv", str(Path(folder, "venv"))], check=True)
        pip = [python, "-m", "pip", "--quiet", "--disable-pip-version-check"]
        subprocess.run([*pip, "install", PIP], check=True)
        subprocess.run([*pip, "wheel", "--no-deps", "-w", folder, str(ROOT)], check=True)
        (wheel,) = Path(folder).glob("*.whl")
        constraints = Path(folder, "constraints.txt")
        constraints.write_text(lowest_versions() if options.lowest else "", encoding="utf-8")
        install = [*pip, "install", "--group", "test", "-c", str(constraints)]
        subprocess.run([*install, f"{wheel}[agui,emulator]"], check=True, cwd=ROOT)
        print(f"Python {options.version}, {wheel.name}", flush=True)
        tests = [python, "-m", "pytest", "-q", "-p", "no:cacheprovider", *SIDE_BY_SIDE]
        if options.lowest:
            # Early versions of httpcore leave sockets to the garbage collector when TLS fails.
            for warning in ("ResourceWarning", "pytest.PytestUnraisableExceptionWarning"):
                tests += ["-W", f"ignore::{warning}"]
        return subprocess.run(tests, cwd=ROOT, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
