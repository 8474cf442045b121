from __future__ import annotations

import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.docs.documents import Block, blocks_of, text_of

if TYPE_CHECKING:
    from pathlib import Path

README = "README.md"

# What each program of a section prints, in order.
PRINTED = {
    "Quick start": ["You said: Hello!\n", "You said: Hello!\n"],
    "Streaming": [
        "A lighthouse",
        "calling calculator ...\n(3 + 4) * 6 = 42 (finished)\n",
        "calculator {'expression': '(3 + 4) * 6'} {\"value\": \"42\"}\n(3 + 4) * 6 = 42\n",
    ],
    "Attachments": [
        "File 1: report.pdf (application/pdf, 3805 bytes): 3 pages\nFile 2: picture.png",
    ],
    "Human in the loop": ["send_email {'text': 'Write to Ann.'}\nYou decided: approve.\n"],
    "Errors": ["The service answered 404"],
}
PROGRAMS = blocks_of(README)


@pytest.mark.parametrize("block", PROGRAMS, ids=str)
def test_a_program_runs_as_it_is_pasted(
    block: Block, desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    if not block.is_for_this_python:
        pytest.skip("the program says that it needs a newer Python")
    block.run()
    of_section = [program for program in PROGRAMS if program.section == block.section]
    assert PRINTED[block.section][of_section.index(block)] in capsys.readouterr().out


def test_every_program_has_something_to_print() -> None:
    sections = [program.section for program in PROGRAMS]
    assert {name: sections.count(name) for name in sections} == {
        name: len(printed) for name, printed in PRINTED.items()
    }


@pytest.mark.parametrize("document", [README, "docs/tutorial.md", "docs/how-to/local-server.md"])
def test_the_variables_of_the_local_server_are_those_that_it_prints(document: str) -> None:
    blocks = blocks_of(document, "sh")
    (block,) = (block for block in blocks if "sketricgen.emulator" in block.code)
    command, *exports = block.code.splitlines()
    assert command.startswith("python -m sketricgen.emulator --port 8200")
    arguments = [sys.executable, "-m", "sketricgen.emulator", "--port", "0"]
    with subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        printed = [server.stdout.readline() for _ in exports]
        server.terminate()
    fixed = [re.sub(r"(?<=127\.0\.0\.1:)\d+", "8200", line.strip()) for line in printed]
    assert [f"export {line}" for line in fixed] == exports


def test_it_is_short_enough_to_be_read_at_once() -> None:
    assert len(text_of(README).splitlines()) < 250
