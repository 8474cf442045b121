"""The environment can ask for the log, which is otherwise the program's to set up."""

from __future__ import annotations

import logging

import pytest
from sketricgen._http import log


@pytest.fixture
def logger(monkeypatch: pytest.MonkeyPatch) -> logging.Logger:
    fresh = logging.Logger("sketricgen")  # noqa: LOG001 # one that no other test sees
    monkeypatch.setattr(log, "logger", fresh)
    return fresh


@pytest.mark.parametrize(("asked", "level"), [("debug", logging.DEBUG), (" INFO\n", logging.INFO)])
def test_the_log_is_shown_if_it_is_asked_for(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    logger: logging.Logger,
    asked: str,
    level: int,
) -> None:
    monkeypatch.setenv("SKETRICGEN_LOG", asked)
    log.show_if_asked()
    assert logger.level == level
    logger.info("something")
    assert "sketricgen INFO something" in capsys.readouterr().err


@pytest.mark.parametrize("asked", [None, "", "yes", "warning"])
def test_the_log_is_left_alone_otherwise(
    monkeypatch: pytest.MonkeyPatch, logger: logging.Logger, asked: str | None
) -> None:
    if asked is not None:
        monkeypatch.setenv("SKETRICGEN_LOG", asked)
    log.show_if_asked()
    assert (logger.handlers, logger.level) == ([], logging.NOTSET)
