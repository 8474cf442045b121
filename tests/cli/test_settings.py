"""Settings are options, then the environment, then a profile; the key is never an option."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from sketricgen.cli.session import Session
from sketricgen.cli.settings import usual_file

from tests.cli.conftest import point_at

if TYPE_CHECKING:
    from pathlib import Path

    from sketricgen.emulator import Emulator

    from tests.cli.conftest import Cli

POSIX = pytest.mark.skipif(os.name != "posix", reason="files have no modes here")


def write(path: Path, text: str, mode: int = 0o600) -> None:
    path.write_text(text, encoding="utf-8")
    path.chmod(mode)


def profile(emulator: Emulator, name: str = "default", **more: object) -> str:
    settings = {
        "api_key": emulator.api_key,
        "base_url": emulator.base_url,
        "platform_url": emulator.platform_url,
        **more,
    }
    lines = [f"{key} = {value!r}" for key, value in settings.items()]
    return "\n".join([f"[{name}]", *lines, ""])


def test_without_a_key_the_message_says_where_it_may_be(bare_cli: Cli, config_file: Path) -> None:
    done = bare_cli("whoami")
    assert done.code == 2
    for place in ("SKETRICGEN_API_KEY", "--key-file", str(config_file)):
        assert place in done.err


def test_the_default_profile_is_read(bare_cli: Cli, config_file: Path, emulator: Emulator) -> None:
    write(config_file, profile(emulator, timeout=20))
    assert "Local teamspace" in bare_cli("whoami").out


def test_a_profile_is_named_by_an_option_or_by_the_environment(
    bare_cli: Cli, config_file: Path, emulator: Emulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(config_file, profile(emulator, "work"))
    assert bare_cli("whoami").code == 2  # there is none called default
    assert bare_cli("whoami", "--profile", "work").code == 0
    assert bare_cli("--profile", "work", "whoami").code == 0
    monkeypatch.setenv("SKETRICGEN_PROFILE", "work")
    assert bare_cli("whoami").code == 0


def test_the_environment_wins_over_a_profile(
    bare_cli: Cli, config_file: Path, emulator: Emulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(config_file, profile(emulator))
    monkeypatch.setenv("SKETRICGEN_API_KEY", "wrong")
    assert bare_cli("whoami").code == 3


def test_a_key_file_wins_over_both(
    cli: Cli, tmp_path: Path, emulator: Emulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SKETRICGEN_API_KEY", "wrong")
    write(tmp_path / "key", f"\ufeff{emulator.api_key}\r\n")  # as editors on Windows write it
    assert cli("whoami", "--key-file", str(tmp_path / "key")).code == 0


def test_the_timeout_of_the_option_wins(bare_cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    point_at(monkeypatch, API_KEY="key-1", TIMEOUT="7")
    settings = Session(timeout=3.0).settings()
    assert settings.values == {"timeout": 3.0}
    assert settings.origins == {"api_key": "SKETRICGEN_API_KEY", "timeout": "--timeout"}
    assert bare_cli("whoami", "--timeout", "-1").code == 2


@POSIX
@pytest.mark.parametrize("mode", [0o644, 0o640, 0o604])
def test_a_file_with_a_key_that_others_can_read_is_refused(
    bare_cli: Cli, config_file: Path, emulator: Emulator, mode: int
) -> None:
    write(config_file, profile(emulator), mode)
    done = bare_cli("whoami")
    assert done.code == 2
    assert f"chmod 600 '{config_file}'" in done.err
    assert emulator.api_key not in done.err


@POSIX
def test_a_file_without_a_key_may_be_read_by_others(
    cli: Cli, config_file: Path, emulator: Emulator
) -> None:
    write(config_file, "[default]\ntimeout = 20\n", 0o644)
    assert cli("whoami").code == 0


@pytest.mark.parametrize(
    ("text", "arguments", "said"),
    [
        ("[a]\n[b]\n", ["--profile", "c"], "one of 'a', 'b'"),
        ("", ["--profile", "c"], "one of none"),
        ("c = 1", ["--profile", "c"], "--profile must be"),
        ("[default]\nkey = 's3cret'\ntoken = 1", [], "'key', 'token'"),
        ("[default]\napi_key = s3cret", [], "at line 2, column 11"),
        ("[default]\napi_key = 5\n", [], "api_key must be a string"),
    ],
)
def test_a_mistake_in_the_file_is_named_without_its_secrets(
    bare_cli: Cli, config_file: Path, text: str, arguments: list[str], said: str
) -> None:
    write(config_file, text)
    done = bare_cli("whoami", *arguments)
    assert done.code == 2
    assert said in done.err
    assert "s3cret" not in done.err


def test_a_file_that_is_named_must_be_there_and_readable(bare_cli: Cli, tmp_path: Path) -> None:
    for option in ("--config-file", "--key-file"):
        missing = bare_cli("whoami", option, str(tmp_path / "none"))
        assert (missing.code, "does not exist" in missing.err) == (2, True)
        folder = bare_cli("whoami", option, str(tmp_path))
        assert (folder.code, "cannot be read" in folder.err) == (2, True)
    (tmp_path / "odd").write_bytes(b"\xff")
    assert "it is not UTF-8 text" in bare_cli("whoami", "--key-file", str(tmp_path / "odd")).err


def test_the_usual_file_is_where_the_platform_keeps_such(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    assert usual_file().parts[-2:] == ("sketricgen", "config.toml")


def test_warnings_of_the_sdk_go_to_standard_error(
    cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SKETRICGEN_PLATFORM_URL")
    done = cli("run", "echo", "Hi")
    assert "Warning: base_url is" in done.err
    assert cli("run", "echo", "Hi", "-q").err == ""


@pytest.mark.parametrize("command", [[], ["run"], ["agents"], ["upload"]])
def test_the_key_is_no_option(bare_cli: Cli, command: list[str]) -> None:
    shown = bare_cli(*command, "--help").out
    assert "--key-file" in shown
    assert "--api-key" not in shown
    assert "--key " not in shown
