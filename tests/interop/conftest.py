"""Servers of others, started for a test and stopped after it."""

from __future__ import annotations

import os
import sys
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any, Protocol

import pytest

from tests.reliability.conftest import authority, bundle, trusting
from tests.support import FaultServer

from .balancers import BALANCERS, balanced
from .software import serving

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["authority", "bundle", "trusting"]

SLOW_SECONDS = 0.5


class Behind(Protocol):
    def __call__(self, upstream: str, **settings: Any) -> str:
        """Puts a balancer before a server and returns its URL; it stops after the test."""
        ...


@pytest.fixture
def open_servers() -> Iterator[ExitStack]:
    """What a test starts; stopped after it, last first."""
    with ExitStack() as opened:
        yield opened


@pytest.fixture(params=BALANCERS)
def behind(request: pytest.FixtureRequest, tmp_path: Path, open_servers: ExitStack) -> Behind:
    """Each balancer in turn."""

    def start(upstream: str, **settings: Any) -> str:
        return open_servers.enter_context(balanced(request.param, tmp_path, upstream, **settings))

    return start


@pytest.fixture
def upstream() -> Iterator[FaultServer]:
    """A scripted server that may be asked for anything."""
    with FaultServer() as running:
        yield running


@pytest.fixture(scope="session")
def local_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The URL of the project's own local server, in a process of its own."""
    folder: Path = tmp_path_factory.mktemp("local-server")
    command = [sys.executable, "-m", "sketricgen.emulator", "--slow-seconds", str(SLOW_SECONDS)]
    with serving(folder, dict(os.environ), lambda port: [*command, "--port", str(port)]) as url:
        yield url
