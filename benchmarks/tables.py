"""Prints the tables of the README and of docs/benchmarks.md from what ``--json`` wrote."""

from __future__ import annotations

import argparse
import json
from dataclasses import fields
from pathlib import Path

from . import report
from .measure import Result


def main() -> None:
    """Read the file, and print its tables."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.tables", description=__doc__)
    parser.add_argument("file", type=Path, help="the file of --json")
    whole = json.loads(parser.parse_args().file.read_text(encoding="utf-8"))
    names = [field.name for field in fields(Result)]
    results = [Result(**{name: each[name] for name in names}) for each in whole["results"]]
    parts = (
        "README.md",
        report.readme_table(results),
        "docs/benchmarks.md",
        f"{whole['machine']}.",
        report.tables(results),
    )
    print("\n\n".join(part for part in parts if part))


if __name__ == "__main__":
    main()
