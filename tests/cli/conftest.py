"""The command in this process: what it writes, and the code that it leaves with."""

from __future__ import annotations

import io
import os
import sys
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any

import pytest

for needed in ("click", "platformdirs"):
    pytest.importorskip(needed, reason="the extra sketricgen[cli] is not installed")

from sketricgen.cli.app import COMMANDS, app  # noqa: E402 # it needs them

# Else tests that coverage does not watch could be the first to import them.
for module, _ in COMMANDS.values():
    import_module(f"sketricgen.cli.{module}")

if TYPE_CHECKING:
    from pathlib import Path

    from sketricgen.emulator import Emulator

    from tests.support import FaultServer


@dataclass(frozen=True)
class Done:
    """How a command ended."""

    code: int
    out: str
    err: str


class Terminal(io.StringIO):
    """A terminal that keeps what is written to it."""

    encoding = "utf-8"

    def isatty(self) -> bool:
        return True


class Cli:
    """Runs the command.

    Attributes:
        terminal: Standard output, for a command that a person reads; else it is a pipe.
    """

    def __init__(self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self._monkeypatch = monkeypatch
        self._capsys = capsys
        self.terminal: Terminal | None = None

    def __call__(self, *arguments: str, stdin: str = "") -> Done:
        with self._monkeypatch.context() as patched:
            patched.setattr(sys, "stdin", self._stdin(stdin))
            if self.terminal is not None:
                patched.setattr(sys, "stdout", self.terminal)
            with pytest.raises(SystemExit) as left:
                app.main(list(arguments), prog_name="sketricgen")
        written = self._capsys.readouterr()
        return Done(int(left.value.code or 0), written.out, written.err)

    def _stdin(self, text: str) -> io.StringIO:
        return io.StringIO(text) if self.terminal is None else Terminal(text)


@pytest.fixture
def config_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The configuration file, which does not exist yet."""
    path = tmp_path / "config" / "config.toml"
    path.parent.mkdir()
    monkeypatch.setattr("sketricgen.cli.settings.usual_file", lambda: path)
    return path


@pytest.fixture
def bare_cli(
    config_file: Path,
    no_proxies: None,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Cli:
    """The command without any settings."""
    for name in [name for name in os.environ if name.startswith("SKETRICGEN_")]:
        monkeypatch.delenv(name)

    return Cli(monkeypatch, capsys)


@pytest.fixture
def cli(bare_cli: Cli, emulator: Emulator, monkeypatch: pytest.MonkeyPatch) -> Cli:
    """The command, whose environment leads to the local server."""
    settings = {"API_KEY": emulator.api_key, "BASE_URL": emulator.base_url}
    point_at(monkeypatch, **settings, PLATFORM_URL=emulator.platform_url)
    return bare_cli


@pytest.fixture
def faulty_cli(bare_cli: Cli, server: FaultServer, monkeypatch: pytest.MonkeyPatch) -> Cli:
    """The command, whose environment leads to a server that misbehaves as scripted."""
    url = server.url
    point_at(monkeypatch, API_KEY="key-1", BASE_URL=url, PLATFORM_URL=f"{url}/dev", MAX_RETRIES="0")
    return bare_cli


def point_at(monkeypatch: pytest.MonkeyPatch, **settings: Any) -> None:
    for name, value in settings.items():
        monkeypatch.setenv(f"SKETRICGEN_{name}", value)


@pytest.fixture
def terminal(bare_cli: Cli) -> Terminal:
    """Standard output, for a command that a person reads."""
    bare_cli.terminal = Terminal()
    return bare_cli.terminal
