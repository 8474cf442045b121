"""Name what changed for a user since another version, breaking changes first.

Compares the API's document and what can be imported from `sketricgen` with those of a git ref.
Exits with 1 where a breaking change is not in the unreleased section of CHANGELOG.md: the name of
what broke has to occur there.

Usage:
    python tools/changes.py             since the last tag
    python tools/changes.py v0.4.0      since any git ref
"""

from __future__ import annotations

import argparse
import io
import json
import os
import re
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path
from typing import Any

from openapi_spec_validator.readers import read_from_filename

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from tools import document_changes, surface_changes

SURFACE = Path(surface_changes.__file__)


def main() -> int:
    """Print the changes, and return the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("base", nargs="?", default="", help="a git ref; default: the last tag")
    parser.add_argument("--root", type=Path, default=Path(__file__).resolve().parents[1])
    options = parser.parse_args()
    base = options.base or last_tag(options.root)
    if not base:
        print("There is no tag yet to compare with.")
        return 0
    with tempfile.TemporaryDirectory() as folder:
        try:
            extract(options.root, base, Path(folder))
        except subprocess.CalledProcessError as error:
            print(error.stderr.decode().strip(), file=sys.stderr)
            return 1
        found = changes(Path(folder), options.root)
    changelog = (options.root / "CHANGELOG.md").read_text(encoding="utf-8")
    lines, code = report(base, found, unreleased(changelog))
    print("\n".join(lines))
    return code


def last_tag(root: Path) -> str:
    """Return the last tag before this commit, or ``""`` if there is none."""
    command = ["git", "-C", str(root), "describe", "--tags", "--abbrev=0"]
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()


def extract(root: Path, ref: str, folder: Path) -> None:
    """Write the files of a git ref into a folder."""
    command = ["git", "-C", str(root), "archive", "--format=zip", ref, "--"]
    done = subprocess.run(command, capture_output=True, check=True)
    with zipfile.ZipFile(io.BytesIO(done.stdout)) as archive:
        archive.extractall(folder)


def changes(old: Path, new: Path) -> list[document_changes.Change]:
    """Return what changed between two working trees."""
    documents = [read_from_filename(str(root / "openapi.yaml"))[0] for root in (old, new)]
    found = document_changes.compare(*documents)
    return found + surface_changes.compare(surface_of(old), surface_of(new))


def surface_of(root: Path) -> dict[str, Any]:
    """Return what can be imported from the package of a working tree."""
    path = os.pathsep.join([str(root / "overlay"), str(root / "generated")])
    done = subprocess.run(
        [sys.executable, str(SURFACE), "sketricgen"],
        env={**os.environ, "PYTHONPATH": path},
        stdout=subprocess.PIPE,
        check=True,
    )
    surface: dict[str, Any] = json.loads(done.stdout)
    return surface


def unreleased(changelog: str) -> str:
    """Return the section of the changelog that is not released yet."""
    found = re.search(r"^## .*Unreleased.*?(?=^## |\Z)", changelog, re.MULTILINE | re.DOTALL)
    return found[0] if found else ""


def report(base: str, found: list[document_changes.Change], section: str) -> tuple[list[str], int]:
    """Return the lines to print, and the exit code."""
    lines: list[str] = []
    missing: set[str] = set()
    for title, breaking in (("Breaking", True), ("New", False)):
        chosen = [change for change in found if change.breaking is breaking]
        lines += [f"{title} since {base}:"] if chosen else []
        for change in chosen:
            untold = breaking and not re.search(rf"(?<!\w){re.escape(change.name)}(?!\w)", section)
            lines.append(f"  {change.text}{' (not in CHANGELOG.md)' if untold else ''}")
            missing |= {change.name} if untold else set()
    lines = lines or [f"Nothing has changed for a user since {base}."]
    if missing:
        names = ", ".join(sorted(missing))
        lines.append(f"The unreleased section of CHANGELOG.md does not name: {names}.")
    return lines, int(bool(missing))


if __name__ == "__main__":
    sys.exit(main())
