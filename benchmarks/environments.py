"""Makes the environments in which subjects are measured, as their users have them.

They lie in the folder `.bench` of the repository and are made again when what is installed in
them has changed. pip compiles what it installs, so no process pays for that later.
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
# Subjects that live in an environment of another name. The floor has all that comes with ours.
_LIVES_IN = {"httpx": "sketricgen", "httpx-sse": "sketricgen", "httpx alone": "httpx"}

PEERS = ("official", "openai", "anthropic")


def python_for(subject: str) -> Path:
    """Return the Python of a subject's environment, made ready if need be."""
    return _ready(_LIVES_IN.get(subject, subject))


@cache
def _ready(name: str) -> Path:
    # Looked at once a run, so that sources that change meanwhile do not change what runs.
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
    """Return what changes when the sources do."""
    digest = hashlib.sha256((ROOT / "pyproject.toml").read_bytes())
    for folder in SOURCES:
        for path in sorted((ROOT / folder).rglob("*.py")):
            digest.update(str(path).encode() + path.read_bytes())
    return digest.hexdigest()
