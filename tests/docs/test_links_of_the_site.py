"""`make docs` finds links that lead nowhere, and what a page would load from elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tools.docs import broken_links

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("link", "problem"),
    [
        ('<a href="other.html#there">', None),
        ('<a href="#here">', None),
        ('<a href="folder/">', None),
        ('<a href="https://example.com/">', None),
        ('<img src="data:image/png;base64,AA">', None),
        ('<a href="missing.html">', "links to missing.html, which is not there"),
        ('<a href="other.html#gone">', "links to other.html#gone, which has no such heading"),
        ('<a href="#gone">', "links to #gone, which has no such heading"),
        ('<img src="missing.png">', "links to missing.png, which is not there"),
        ('<script src="https://cdn.example/x.js">', "loads https://cdn.example/x.js"),
        ('<link href="//fonts.example/x.css">', "loads //fonts.example/x.css"),
    ],
)
def test_a_link_is_followed(tmp_path: Path, link: str, problem: str | None) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "other.html").write_text('<h1 id="there">', encoding="utf-8")
    (tmp_path / "index.html").write_text(f'<h1 id="here">{link}', encoding="utf-8")
    expected = [] if problem is None else [f"index.html {problem}"]
    assert broken_links(tmp_path) == expected
