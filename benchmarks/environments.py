"""Creates the environments in which subjects are measured.

They match what users install. They are kept in the folder `.bench` of the repository and are
created again when their packages change. pip compiles what it installs, so no process has to do so.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from functools import cache
from typing import TYPE_CHECKING

from .processes import ROOT

if TYPE_CHECKING:
    from pathlib import Path

FOLDER = ROOT / ".bench"
SOURCES = ("overlay", "generated")

# What is installed in each.
_ENVIRONMENTS = {
    "sketricgen": (str(ROOT), "httpx-sse"),
    "httpx": ("httpx",),
    "official": ("sketricgen",),
    "openai": ("openai",),
    "anthropic": ("anthropic",),
}
# Subjects without an environment of their own. The floor has the same packages as ours.
_SHARES = {
    "httpx": "sketricgen",
    "httpx unlimited": "sketricgen",
    "httpx-sse": "sketricgen",
    "httpx alone": "httpx",
}

PEERS = ("official", "openai", "anthropic")


def python_for(subject: str) -> Path:
    """Return the Python of a subject's environment, which is created if necessary."""
    return _ready(_SHARES.get(subject, subject))


@cache
def _ready(name: str) -> Path:
    # Checked once per run, so that editing the sources meanwhile does not change what is measured.
    folder, installed = FOLDER / name, _ENVIRONMENTS[name]
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    stamp = folder / ".ready"
    state = f"{sys.version}\n{installed}\n{_fingerprint() if name == 'sketricgen' else ''}"
    if not stamp.exists() or stamp.read_text() != state:
        print(f"Installing {' and '.join(installed)} into {folder}", file=sys.stderr, flush=True)
        subprocess.run([sys.executable, "-m", "venv", "--clear", str(folder)], check=True)
        pip = [str(python), "-m", "pip", "--quiet", "--disable-pip-version-check"]
        subprocess.run([*pip, "install", *installed], check=True)
        stamp.write_text(state)
    return python


def _fingerprint() -> str:
    """Return a hash of the sources."""
    digest = hashlib.sha256((ROOT / "pyproject.toml").read_bytes())
    for folder in SOURCES:
        for path in sorted((ROOT / folder).rglob("*.py")):
            digest.update(str(path).encode() + path.read_bytes())
    return digest.hexdigest()
