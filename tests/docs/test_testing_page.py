"""What docs/testing.md and docs/cassettes.md show works as it is pasted."""

from __future__ import annotations

import inspect
import re
import runpy
from typing import TYPE_CHECKING

import pytest
from sketricgen.testing import ScriptedAgent

from tests.docs.documents import ROOT, blocks_of, table_of
from tests.testing.plugin_runs import run_tests

if TYPE_CHECKING:
    from pathlib import Path

    from tests.docs.documents import Block

PAGE = "docs/testing.md"
PROGRAMS = blocks_of(PAGE)


@pytest.mark.parametrize("block", [b for b in PROGRAMS if "def test_" in b.code], ids=str)
def test_the_tests_on_the_page_pass(block: Block, tmp_path: Path) -> None:
    printed = run_tests(tmp_path, block.code)
    assert f"{block.code.count('def test_')} passed in" in printed, printed


def test_the_program_on_the_page_runs(capsys: pytest.CaptureFixture[str]) -> None:
    (block,) = blocks_of(PAGE, section="Without pytest")
    block.run()
    assert capsys.readouterr().out == "Hello\n"


def test_the_program_with_a_cassette_runs(desk: Path) -> None:
    (block,) = blocks_of("docs/cassettes.md")
    block.run()
    assert (desk / "run.jsonl").read_text(encoding="ascii").startswith('{"format"')


def test_the_example_with_scripted_agents_does_what_it_says(
    capsys: pytest.CaptureFixture[str],
) -> None:
    runpy.run_path(str(ROOT / "examples" / "scripted_agents.py"), run_name="__main__")
    assert capsys.readouterr().out.splitlines() == [
        "busy: Short.",
        "lost: It may have run.",
        "strict: It did not run.",
        "lost was asked 'A long text' once",
    ]


def test_the_table_names_every_method_of_an_agent() -> None:
    named = [re.findall(r"`(\w+)\(", row[0])[0] for row in table_of(PAGE, "What agents do")]
    methods = inspect.getmembers(ScriptedAgent, inspect.isfunction)
    assert sorted(named) == [name for name, _ in methods if not name.startswith("_")]
