from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from sketricgen import __version__

from tests.docs.documents import (
    DOCUMENTS,
    PAGES,
    ROOT,
    blocks_of,
    headings_of,
    prose_of,
    table_of,
    text_of,
)

if TYPE_CHECKING:
    from pathlib import Path

TARGETS = set(re.findall(r"^([a-z-]+):", text_of("Makefile"), re.MULTILINE))


@pytest.mark.parametrize("document", [*DOCUMENTS, "examples/demo.py"])
def test_every_make_command_it_names_exists(document: str) -> None:
    commands = re.findall(r"(?:`|^ *)make ([a-z][a-z-]*)", text_of(document), re.MULTILINE)
    assert set(commands) <= TARGETS


@pytest.mark.parametrize("document", [*DOCUMENTS, *PAGES])
def test_every_link_within_the_project_leads_somewhere(document: str) -> None:
    for target in re.findall(r"\]\((?!https?://)([^)]+)\)", prose_of(document)):
        path, _, anchor = target.partition("#")
        found = (ROOT / document).parent / path if path else ROOT / document
        assert found.exists(), target
        if anchor:
            headings = headings_of(found.resolve().relative_to(ROOT).as_posix())
            assert anchor in map(_anchor_of, headings), target


def test_the_table_of_where_to_edit_names_files_that_exist() -> None:
    rows = table_of("CONTRIBUTING.md", "Where do I edit?")
    for path in re.findall(
        r"`([\w./]+[./][\w./]*)`", " ".join(cell for row in rows for cell in row)
    ):
        assert (ROOT / path).exists() or (ROOT / "overlay/sketricgen" / path).exists(), path


def test_the_operation_of_the_contributors_guide_runs_in_both_worlds(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (block,) = blocks_of("CONTRIBUTING.md")
    block.run()
    assert capsys.readouterr().out.splitlines() == [
        "Hello, blocking code!",
        "Hello, asyncio!",
        "Sleep(seconds=0.01)",
    ]


def test_the_changelog_begins_with_this_version() -> None:
    newest = re.search(r"^## \[(.+?)\]", text_of("CHANGELOG.md"), re.MULTILINE)
    assert newest is not None
    assert newest[1] == __version__


def _anchor_of(heading: str) -> str:
    return re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-")
