"""Look for known vulnerabilities in what the package needs at run time, the emulator included.

Installs the newest versions that the package allows into a folder of their own and asks pip-audit
about each. Exits with 1 where it knows of a vulnerability, and only then: a database that cannot be
asked says nothing about the dependencies, and the output tells so.

Usage:
    python tools/audit.py
    python tools/audit.py --vulnerability-service osv      any options of pip-audit
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
# pip-audit brings some thirty packages; they are not to narrow down those that the tests run with.
VENV = ROOT / ".audit"
PIP = "pip>=25.1"  # the first that installs dependency groups
OURSELVES = "sketricgen"


def verdict(output: str, errors: str) -> tuple[list[str], int]:
    """Say what pip-audit found.

    Args:
        output: What it wrote to its standard output, in its JSON format.
        errors: What it wrote to its standard error.

    Returns:
        The lines to print, and the exit code.
    """
    try:
        answers: list[dict[str, Any]] = json.loads(output)["dependencies"]
    except ValueError:
        reason = (errors.strip().splitlines() or ["it gave no reason"])[-1]
        return [f"NOT AUDITED: the vulnerability service could not be asked: {reason}"], 0
    asked = [answer for answer in answers if answer["name"] != OURSELVES]
    skipped = [answer for answer in asked if "skip_reason" in answer]
    audited = [answer for answer in asked if "skip_reason" not in answer]
    found = [(answer, flaw) for answer in audited for flaw in answer["vulns"]]
    lines = [_finding(answer, flaw) for answer, flaw in found]
    lines += [f"NOT AUDITED: {answer['name']}: {answer['skip_reason']}" for answer in skipped]
    lines.append(f"{len(audited)} of {len(asked)} packages audited, {len(found)} vulnerabilities.")
    return lines, int(bool(found))


def _finding(answer: dict[str, Any], flaw: dict[str, Any]) -> str:
    fixed = ", ".join(flaw["fix_versions"]) or "no version yet"
    return f"{answer['name']} {answer['version']}: {flaw['id']}, fixed in {fixed}"


def _pip_of(python: Path) -> list[str]:
    return [str(python), "-m", "pip", "--quiet", "--disable-pip-version-check"]


def _environment() -> Path:
    """Return the Python of the environment of pip-audit, made ready."""
    python = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", str(VENV)], check=True)
    subprocess.run([*_pip_of(python), "install", PIP], check=True)
    subprocess.run([*_pip_of(python), "install", "--group", "audit"], check=True, cwd=ROOT)
    return python


def main() -> int:
    """Audit, print what was found, and return the exit code."""
    python = _environment()
    with tempfile.TemporaryDirectory() as folder:
        install = [*_pip_of(python), "install", "--target", folder, f"{ROOT}[agui,emulator]"]
        subprocess.run(install, check=True)
        audit = [str(python), "-m", "pip_audit", "--path", folder, *sys.argv[1:]]
        done = subprocess.run(
            [*audit, "--format", "json", "--progress-spinner", "off"],
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
    lines, code = verdict(done.stdout, done.stderr)
    print("\n".join(lines))
    return code


if __name__ == "__main__":
    sys.exit(main())
