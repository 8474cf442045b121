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

from tests.docs.documents import blocks_of  # noqa: E402 # as above
from tools.command_page import PAGE, page  # noqa: E402 # as above

if TYPE_CHECKING:
    from pathlib import Path

EXAMPLES = [
    part.strip()
    for line in blocks_of("docs/command-line.md", "sh")[0].code.splitlines()
    for part in line.split(" | ")
    if part.strip().startswith("sketricgen ")
]


def test_the_page_is_made_of_the_command() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run: python tools/command_page.py"


@pytest.mark.parametrize("example", EXAMPLES)
def test_an_example_runs_as_it_is_pasted(
    desk: Path, example: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sketricgen.cli.settings.usual_file", lambda: desk / "none.toml")
    monkeypatch.setattr(sys, "stdin", io.StringIO("a change" if example.endswith(" -") else ""))
    with pytest.raises(SystemExit) as left:
        app.main(shlex.split(example)[1:], prog_name="sketricgen")
    assert not left.value.code
