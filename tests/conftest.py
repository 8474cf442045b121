"""What tests of the whole client share: a server, an emulator, and clients of either half."""

from __future__ import annotations

import gc
import os
import signal
import socket
import sys
from typing import TYPE_CHECKING, Any, Protocol

import pytest
from hypothesis import settings
from sketricgen import SketricGenClient

from tests.support import FaultServer
from tests.support.halves import half

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

    from sketricgen.emulator import Emulator

    from tests.support.halves import Half

__all__ = ["half"]

# Like no other word of the tests, so that it can be looked for wherever it must not be.
KEY = "key-Zq7-contract"
# A client that waits where it should not fails its test soon.
PATIENCE = {"timeout": 30.0, "upload_timeout": 30.0}
# Folders whose tests look at documents, the generated code, or the tests themselves.
UNMEASURED = ("docs", "generated", "structure", "support", "typing")
EMULATED_FILE_BYTES = 20 * 1024 * 1024

# A busy machine takes its time; what a search takes in all is bounded by its number of examples.
settings.register_profile("busy", deadline=None)
settings.load_profile("busy")


class ClientFactory(Protocol):
    def __call__(self, url: str, **options: Any) -> SketricGenClient:
        """Makes a client of the server at `url`, which is closed after the test."""
        ...


def pytest_collection_finish() -> None:
    """Spares the garbage collector what lives to the end: thousands of tests and their modules."""
    gc.collect()
    gc.freeze()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Runs a test without coverage, which doubles its time, where nothing is to be covered."""
    unmeasured = item.path.parent.name in UNMEASURED or item.get_closest_marker("unmeasured")
    if not (unmeasured and item.config.pluginmanager.hasplugin("_cov")):
        return (yield)
    tracer = sys.gettrace()
    sys.settrace(None)
    try:
        return (yield)
    finally:
        sys.settrace(tracer)


@pytest.fixture(scope="session", autouse=True)
def interruptible() -> None:
    """Undoes what a shell does to those whom it starts in the background: they ignore Ctrl+C."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture
def no_proxies(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in list(os.environ):
        if name.upper().endswith("_PROXY"):
            monkeypatch.delenv(name)


@pytest.fixture
def make_client(half: Half, no_proxies: None) -> Iterator[ClientFactory]:
    made: list[SketricGenClient] = []

    def make(url: str, **options: Any) -> SketricGenClient:
        place = {"api_key": KEY, "base_url": url, "platform_url": f"{url}/dev"}
        given: dict[str, Any] = {**place, **PATIENCE, **options}
        made.append(SketricGenClient(**given))
        return made[-1]

    yield make
    for client in made:
        half.close(client)


@pytest.fixture
def server() -> Iterator[FaultServer]:
    with FaultServer() as running:
        yield running
    assert running.unexpected == []


@pytest.fixture
def client(make_client: ClientFactory, server: FaultServer) -> SketricGenClient:
    """A client of `server`."""
    return make_client(server.url)


@pytest.fixture(scope="session")
def emulator() -> Iterator[Emulator]:
    pytest.importorskip("uvicorn", reason="the extra sketricgen[emulator] is not installed")
    from sketricgen.emulator import Emulator

    with Emulator(
        max_file_bytes=EMULATED_FILE_BYTES,
        slow_seconds=0.01,
        job_seconds=0.05,
        connect_seconds=0.05,
        agent_limit=1_000,
    ) as running:
        yield running


@pytest.fixture
def emulator_client(make_client: ClientFactory, emulator: Emulator) -> SketricGenClient:
    """A client of `emulator`."""
    return make_client(emulator.base_url, api_key=emulator.api_key)


@pytest.fixture
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    """Retries follow at once."""
    monkeypatch.setattr("sketricgen._http.retry.FIRST_WAIT", 0.0)


@pytest.fixture
def accepted(monkeypatch: pytest.MonkeyPatch) -> list[socket.socket]:
    """The server's ends of all connections that are accepted from here on."""
    found: list[socket.socket] = []
    accept = socket.socket.accept

    def noted(listener: socket.socket) -> tuple[socket.socket, Any]:
        connection, address = accept(listener)
        found.append(connection)
        return connection, address

    monkeypatch.setattr(socket.socket, "accept", noted)
    return found
