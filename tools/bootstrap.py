"""Makes `.venv` ready for `make`: finds a Python, installs the project and its tools.

Runs on the standard library alone, so that a new machine needs only `python3` and `make`.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

OLDEST = (3, 9)
NEWEST_TRIED = (3, 13)
ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
# The first pip that installs dependency groups.
PIP = "pip>=25.1"


def suitable_python() -> str:
    """Return the command of a Python that the project supports, or exit saying what is needed."""
    names = [os.environ.get("PYTHON") or sys.executable]
    names += [f"python3.{minor}" for minor in range(NEWEST_TRIED[1], OLDEST[1] - 1, -1)]
    for name in names:
        command = shutil.which(name)
        if command and version_of(command) >= OLDEST:
            return command
    sys.exit(
        f"No Python {OLDEST[0]}.{OLDEST[1]} or newer was found (tried {', '.join(names)}). "
        "Install one with its venv module (on Debian: python3-venv), or name it: "
        "make setup PYTHON=/path/to/python3"
    )


def version_of(command: str) -> tuple[int, ...]:
    """Return the version of the interpreter ``command``, or ``(0,)`` if it does not run."""
    question = "import sys, venv, ensurepip; print(*sys.version_info[:2])"
    answer = subprocess.run([command, "-c", question], capture_output=True, text=True, check=False)
    return tuple(map(int, answer.stdout.split())) or (0,)


def main() -> None:
    """Create the environment and install into it what `pyproject.toml` names."""
    python = suitable_python()
    print(f"Setting up .venv with {python}", flush=True)
    subprocess.run([python, "-m", "venv", "--clear", str(VENV)], check=True)
    scripts = VENV / ("Scripts" if os.name == "nt" else "bin")
    pip = [str(scripts / "python"), "-m", "pip", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, "install", PIP], check=True)
    subprocess.run(
        [*pip, "install", "--group", "dev", "--editable", ".[agui,emulator]"], check=True, cwd=ROOT
    )


if __name__ == "__main__":
    main()
