"""Reads the Markdown documents: their sections, code blocks and tables."""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md")
# Those of the documentation site.
PAGES = sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "docs").rglob("*.md"))

_FENCED = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_NEWER_ONLY = re.compile(r"# Python (\d+)\.(\d+) or newer\n")


@dataclass(frozen=True)
class Block:
    """A fenced code block.

    Attributes:
        document: The name of the document.
        section: The heading it stands under.
        line: The number of its first line in the document.
        code: What is in it.
    """

    document: str
    section: str
    line: int
    code: str

    @property
    def is_for_this_python(self) -> bool:
        newer_only = _NEWER_ONLY.match(self.code)
        return newer_only is None or sys.version_info >= tuple(map(int, newer_only.groups()))

    def run(self, namespace: dict[str, Any] | None = None) -> None:
        """Run it as a program of its own, or as one that goes on with what another made."""
        # Blank lines before it, so that a traceback tells the line of the document.
        source = "\n" * (self.line - 1) + self.code
        # As pasted: without the `from __future__` of this module.
        program = compile(source, str(ROOT / self.document), "exec", dont_inherit=True)
        namespace = {} if namespace is None else namespace
        namespace["__name__"] = "__main__"
        exec(program, namespace)

    def __str__(self) -> str:
        return f"{self.document}:{self.line}"


def text_of(document: str) -> str:
    return (ROOT / document).read_text(encoding="utf-8")


def blocks_of(document: str, language: str = "python", section: str | None = None) -> list[Block]:
    text = text_of(document)
    blocks = [
        Block(document, _section_at(text, found.start()), _line_at(text, found.start(2)), found[2])
        for found in _FENCED.finditer(text)
        if found[1] == language
    ]
    return [block for block in blocks if section in (None, block.section)]


def prose_of(document: str) -> str:
    """Return a document without its code blocks."""
    return _FENCED.sub("", text_of(document))


def headings_of(document: str) -> list[str]:
    return re.findall(r"^#+ (.+)$", prose_of(document), re.MULTILINE)


def table_of(document: str, section: str) -> list[list[str]]:
    """Return the cells of a section's only table, row by row, without the header."""
    heading = rf"(?m)^#+ {re.escape(section)}\n"
    _before, after_heading = re.split(heading, text_of(document), maxsplit=1)
    lines = after_heading.split("\n## ", 1)[0].splitlines()
    _header, rule, *rows = [line for line in lines if line.startswith("|")]
    assert set(rule) == set("|-"), f"{section} has no table"
    assert not any(set(row) == set("|-") for row in rows), f"{section} has more than one table"
    return [[cell.strip() for cell in row.strip("|").split("|")] for row in rows]


def _section_at(text: str, position: int) -> str:
    headings = re.findall(r"^## (.+)$", text[:position], re.MULTILINE)
    return headings[-1] if headings else ""


def _line_at(text: str, position: int) -> int:
    return text.count("\n", 0, position) + 1
