"""Lists are tables for people, lines for pipes and JSON for programs."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Cli, Terminal
    from tests.support import FaultServer

LISTS = {
    "agents": ("agent id", "echo"),
    "projects": ("project id", "proj_local_7"),
    "knowledge-bases": ("knowledge base id", "kb_local_1"),
}


@pytest.mark.parametrize("name", LISTS)
def test_a_pipe_gets_a_line_for_each_item(cli: Cli, name: str) -> None:
    title, item = LISTS[name]
    lines = [line.split("\t") for line in cli(name).out.splitlines()]
    assert lines[0][0] == title
    assert item in [line[0] for line in lines]
    assert len({len(line) for line in lines}) == 1


@pytest.mark.parametrize("name", LISTS)
def test_a_program_gets_all_that_was_sent(cli: Cli, name: str) -> None:
    title, item = LISTS[name]
    sent = json.loads(cli(name, "list", "--format", "json").out)
    assert item in [each[title.replace(" ", "_")] for each in sent]


def test_a_person_gets_a_table(cli: Cli, terminal: Terminal) -> None:
    assert cli("projects").code == 0
    shown = terminal.getvalue()
    assert "\t" not in shown
    assert "proj_local_1" in shown
    assert "yes" in shown
    assert "no" in shown


def test_whoami_shows_the_teamspace(cli: Cli) -> None:
    assert "display_name\tLocal teamspace\n" in cli("whoami").out
    assert json.loads(cli("whoami", "--format", "json").out)["slug"] == "local"


def test_lists_within_a_cell_stay_on_its_line(faulty_cli: Cli, server: FaultServer) -> None:
    base = {"knowledge_base_id": "kb", "name": "a\tb\nc\x1b[0m", "agents_using_kb": ["x", "y"]}
    server.reply(json={"knowledge_bases": [base], "next_token": None})
    lines = faulty_cli("knowledge-bases").out.splitlines()
    assert lines[1] == "kb\ta b c[0m\t\tx, y"
