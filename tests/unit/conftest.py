from __future__ import annotations

import io
import os
import traceback
from typing import TYPE_CHECKING, Any, Callable

import pytest

if TYPE_CHECKING:
    from pathlib import Path

Show = Callable[[BaseException], str]


@pytest.fixture(autouse=True)
def no_settings_in_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in list(os.environ):
        if name.startswith("SKETRICGEN_"):
            monkeypatch.delenv(name)


def _plain(error: BaseException) -> str:
    lines = traceback.TracebackException.from_exception(error, capture_locals=True).format()
    return "".join(lines)


def _rich(error: BaseException) -> str:
    file = io.StringIO()
    console = pytest.importorskip("rich.console").Console(file=file, width=500)
    traceback_of = pytest.importorskip("rich.traceback").Traceback.from_exception
    console.print(traceback_of(type(error), error, error.__traceback__, show_locals=True))
    return file.getvalue()


@pytest.fixture(params=[_plain, _rich], ids=["plain", "rich"])
def shown_with_variables(request: pytest.FixtureRequest) -> Show:
    """Shows a traceback from the package on, with the variables of every frame."""

    def show(error: BaseException) -> str:
        frame = error.__traceback__
        while frame and not frame.tb_frame.f_globals["__name__"].startswith("sketricgen."):
            frame = frame.tb_next
        assert frame, "the error was not raised in the package"
        shown: str = request.param(error.with_traceback(frame))
        assert frame.tb_frame.f_code.co_name in shown
        return shown

    return show


@pytest.fixture
def longest_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("random.SystemRandom.random", lambda _: 1.0)


@pytest.fixture
def steps() -> list[Any]:
    return []


@pytest.fixture
def photos(tmp_path: Path) -> list[Path]:
    """Files named c.png, a.png and b.png, in this order."""
    paths = [tmp_path / f"{name}.png" for name in "cab"]
    for path in paths:
        path.write_bytes(b"x")
    return paths
