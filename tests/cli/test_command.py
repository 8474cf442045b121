"""The command as it is installed: it starts fast, and works through pipes and terminals."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sketricgen import __version__
from sketricgen import cli as package
from sketricgen.cli import main

from tests.cli.pty_session import COMMAND, PtySession
from tests.cli.test_run import RUN, STARTED, stream_of
from tests.support import Stream

if TYPE_CHECKING:
    from tests.cli.conftest import Cli
    from tests.support import FaultServer


def imported(*arguments: str) -> set[str]:
    """Return the modules that a command has imported when it ends."""
    program = (
        "import sys, atexit; sys.argv[:] = ['sketricgen', *sys.argv[1:]]; "
        "atexit.register(lambda: print('\\n'.join(['|', *sys.modules]))); "
        "from sketricgen.cli import main; main()"
    )
    command = [sys.executable, "-c", program, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return set(done.stdout.rpartition("|")[2].split())


def test_the_version_is_answered_without_click() -> None:
    heavy = {"click", "rich", "typing", "httpx", "sketricgen.client", "sketricgen.config"}
    assert heavy & imported("--version") == set()


def test_the_help_is_answered_without_the_client_and_the_commands() -> None:
    modules = imported("--help")
    heavy = {"rich", "httpx", "ssl", "asyncio", "platformdirs", "sketricgen.client"}
    assert heavy & modules == set()
    assert {each for each in modules if each.startswith("sketricgen.cli.")} == {
        f"sketricgen.cli.{each}" for each in ("app", "exits", "session", "output")
    }


def test_version(
    cli: Cli, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["sketricgen", "--version"])
    main()
    assert capsys.readouterr().out == f"sketricgen {__version__}\n"
    assert cli("-q", "--version").out == f"sketricgen {__version__}\n"


def test_the_help_lists_commands_exit_codes_and_variables(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["sketricgen", "--help"])
    monkeypatch.setattr(sys, "stderr", StringIO())  # not every stream has an encoding
    # Not `run_module`, which cannot read what pytest has rewritten, as it does in the wheel.
    path = Path(package.__file__).with_name("__main__.py")
    program = compile(path.read_text("utf-8"), str(path), "exec")
    with pytest.raises(SystemExit) as left:
        exec(program, {"__name__": "__main__", "__package__": "sketricgen.cli"})
    assert left.value.code == 0
    shown = capsys.readouterr().out
    for promised in ("run  ", "whoami  ", "4    unknown", "130  interrupted", "SKETRICGEN_API_KEY"):
        assert promised in shown


def test_without_the_extra_it_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["sketricgen", "agents"])
    monkeypatch.setitem(sys.modules, "click", None)
    with pytest.raises(SystemExit) as left:
        main()
    assert left.value.code == 2
    assert 'pip install "sketricgen[cli]"' in capsys.readouterr().err


def test_an_interrupt_before_it_begins_is_130(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted() -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(package, "_run", interrupted)
    with pytest.raises(SystemExit) as left:
        main()
    assert left.value.code == 130


def test_a_broken_pipe_ends_quietly(cli: Cli) -> None:
    process = subprocess.Popen(
        [*COMMAND, "run", "story", "cats", "--format", "events"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    assert process.stderr.read() == ""
    process.stderr.close()
    assert process.wait() == 141


@pytest.mark.skipif(os.name != "posix", reason="Windows has no such signals")
def test_events_are_flushed_and_an_interrupt_is_130(faulty_cli: Cli, server: FaultServer) -> None:
    server.on("POST", RUN, Stream(stream_of(STARTED).chunks, then="hang"))
    with subprocess.Popen(
        [*COMMAND, "run", "a", "x", "--format", "events"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert "RUN_STARTED" in process.stdout.readline()
        process.send_signal(signal.SIGINT)
        assert "may go on" in process.stderr.read()
        assert process.wait() == 130


@pytest.mark.skipif(os.name != "posix", reason="Windows has no pseudo-terminals")
@pytest.mark.parametrize("no_color", [False, True])
def test_a_real_terminal_gets_a_table(
    cli: Cli, no_color: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    if no_color:
        monkeypatch.setenv("NO_COLOR", "1")
    with PtySession("projects") as terminal:
        shown = terminal.rest()
        assert terminal.code() == 0
    assert "proj_local_7" in shown
    assert "──" in shown  # a line below the titles
    assert "\x1b[3" not in shown


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no full disk")
def test_a_full_disk_is_an_error_of_one_line(cli: Cli) -> None:
    for command, code in ((["agents"], 3), (["run", "echo", "Hi"], 4)):
        with Path("/dev/full").open("w") as full:
            done = subprocess.run(
                [*COMMAND, *command], stdout=full, stderr=subprocess.PIPE, text=True, check=False
            )
        assert (done.returncode, done.stderr.count("\n")) == (code, 1)
        assert "No space left" in done.stderr


def test_what_is_piped_in_must_be_text(cli: Cli) -> None:
    done = subprocess.run(
        [*COMMAND, "run", "echo", "-"], input=b"\xff", capture_output=True, check=False
    )
    assert done.returncode == 2
    assert b"must be valid Unicode" in done.stderr


@pytest.mark.skipif(os.name != "posix", reason="it takes a POSIX shell")
def test_a_closed_output_is_no_error(cli: Cli) -> None:
    command = f"'{sys.executable}' -m sketricgen.cli run echo Hi >&-"
    done = subprocess.run(["/bin/sh", "-c", command], capture_output=True, text=True, check=False)
    assert done.returncode == 0
    assert "Traceback" not in done.stderr


def test_it_is_installed_as_sketricgen() -> None:
    root = Path(__file__).resolve().parents[2]
    assert '\n[project.scripts]\nsketricgen = "sketricgen.cli:main"\n' in (
        root / "pyproject.toml"
    ).read_text(encoding="utf-8")
