from __future__ import annotations

from typing import TYPE_CHECKING

import httpx
import pytest

pytest.importorskip("uvicorn", reason="the extra sketricgen[emulator] is not installed")

from sketricgen.emulator import Emulator

from tests.emulator.caller import Caller

if TYPE_CHECKING:
    from collections.abc import Iterator


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.now = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture(scope="session")
def emulator() -> Iterator[Emulator]:
    with Emulator(
        max_file_bytes=64 * 1024, slow_seconds=0.01, job_seconds=0, agent_limit=10_000
    ) as running:
        yield running


@pytest.fixture(scope="session")
def http() -> Iterator[httpx.Client]:
    with httpx.Client(timeout=10) as client:
        yield client


@pytest.fixture
def caller(http: httpx.Client, emulator: Emulator) -> Caller:
    return Caller(http, emulator)


@pytest.fixture(scope="session")
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="session")
def clocked(clock: Clock) -> Iterator[Emulator]:
    with Emulator(
        job_seconds=8, connect_seconds=2, page_size=1_000, agent_limit=1_000, clock=clock
    ) as running:
        yield running


@pytest.fixture
def timed(http: httpx.Client, clocked: Emulator) -> Caller:
    """A caller of a server that goes by `clock`: a job takes 8 seconds, a connection 2."""
    return Caller(http, clocked)


@pytest.fixture
def fresh(http: httpx.Client) -> Iterator[Caller]:
    """A caller of a new server."""
    with Emulator(agent_limit=3) as running:
        yield Caller(http, running)
