from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

import pytest

pytest.importorskip("uvicorn", reason="the extra sketricgen[emulator] is not installed")

from tests.docs.documents import ROOT

if TYPE_CHECKING:
    from pathlib import Path

    from sketricgen.emulator import Emulator


@pytest.fixture(scope="session")
def without_settings() -> dict[str, str]:
    """The environment, with no variable in it that steers a client."""
    steering = ("SKETRICGEN_", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_COLOR")
    return {
        name: value for name, value in os.environ.items() if not name.upper().startswith(steering)
    }


@pytest.fixture(scope="session")
def settings(emulator: Emulator) -> dict[str, str]:
    """The variables that lead a client to the local server."""
    return {
        "SKETRICGEN_API_KEY": emulator.api_key,
        "SKETRICGEN_BASE_URL": emulator.base_url,
        "SKETRICGEN_PLATFORM_URL": emulator.platform_url,
    }


@pytest.fixture
def desk(
    without_settings: dict[str, str],
    settings: dict[str, str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Path:
    """Where a reader sits: the files are at hand, and the environment leads to the local server."""
    shutil.copytree(ROOT / "examples" / "files", tmp_path, dirs_exist_ok=True)
    for name in set(os.environ) - set(without_settings):
        monkeypatch.delenv(name)
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(tmp_path)
    return tmp_path
