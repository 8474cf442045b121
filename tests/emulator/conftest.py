from __future__ import annotations

from typing import TYPE_CHECKING

import httpx
import pytest

pytest.importorskip("uvicorn", reason="the extra sketricgen[emulator] is not installed")

from sketricgen.emulator import Emulator

from tests.emulator.caller import Caller

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="session")
def emulator() -> Iterator[Emulator]:
    with Emulator(max_file_bytes=64 * 1024, slow_seconds=0.01) as running:
        yield running


@pytest.fixture
def caller(emulator: Emulator) -> Iterator[Caller]:
    with httpx.Client(timeout=10) as client:
        yield Caller(client, emulator)
