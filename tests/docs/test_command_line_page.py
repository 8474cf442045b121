"""The page of the command line says what the command does, and its examples run."""

from __future__ import annotations

import io
import shlex
import sys
from typing import TYPE_CHECKING

import pytest

for needed in ("click", "platformdirs"):
    pytest.importorskip(needed, reason="the extra sketricgen[cli] is not installed")

from sketricgen.cli.app import app  # noqa: E402 # it needs them
from sketricgen.cli.exits import TABLE  # noqa: E402 # as above
from sketricgen.cli.settings import NAMES  # noqa: E402 # as above

from tests.docs.documents import blocks_of, table_of, text_of  # noqa: E402 # as above

if TYPE_CHECKING:
    from pathlib import Path

PAGE = "docs/guide/command-line.md"
EXAMPLES = [
    part.strip()
    for line in blocks_of(PAGE, "sh")[0].code.splitlines()
    for part in line.split(" | ")
    if part.strip().startswith("sketricgen ")
]


def test_the_page_has_the_exit_codes_and_settings_of_the_command() -> None:
    assert table_of(PAGE, "Exit codes") == [list(row) for row in TABLE]
    for name in NAMES:
        assert f"`{name}`" in text_of(PAGE)


@pytest.mark.parametrize("example", EXAMPLES)
def test_an_example_runs_as_it_is_pasted(
    desk: Path, example: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sketricgen.cli.settings.usual_file", lambda: desk / "none.toml")
    monkeypatch.setattr(sys, "stdin", io.StringIO("a change" if example.endswith(" -") else ""))
    with pytest.raises(SystemExit) as left:
        app.main(shlex.split(example)[1:], prog_name="sketricgen")
    assert not left.value.code
