"""A shell completes the commands, and the local server has its own command."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Cli


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_shell_gets_a_script_that_asks_the_command(cli: Cli, shell: str) -> None:
    script = cli("completion", shell).out
    assert f"_SKETRICGEN_COMPLETE={shell}_complete" in script


def test_the_command_completes_its_commands(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("_SKETRICGEN_COMPLETE", "bash_complete")
    monkeypatch.setenv("COMP_WORDS", "sketricgen knowl")
    monkeypatch.setenv("COMP_CWORD", "1")
    assert cli().out == "plain,knowledge-bases\n"


def test_the_emulator_takes_its_own_options(cli: Cli) -> None:
    done = cli("emulator", "--help")
    assert (done.code, "--job-seconds" in done.out) == (0, True)
    assert cli("emulator", "--port", "x").code == 2


def test_without_its_extra_the_emulator_says_what_to_install(
    cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "sketricgen.emulator.__main__", None)
    done = cli("emulator")
    assert done.code == 2
    assert done.err.startswith("Error: ")
