"""Runs the emulator in a thread."""

from __future__ import annotations

import asyncio
import os
import socket
import threading
import time
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Callable

import uvicorn
from sketricgen_api.models import Limits

from sketricgen.emulator.agents import AGENTS
from sketricgen.emulator.app import make_app
from sketricgen.emulator.settings import Settings, Tally

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.types import ASGIApp
    from typing_extensions import Self

    from sketricgen.emulator.agents import Agent

HOST = "127.0.0.1"
_THREE_DAYS = 3 * 24 * 60 * 60.0
# How long the emulator waits for running agents when it stops. Then they are cancelled.
_STOP_SECONDS = 1


class Emulator:
    """A SketricGen server on this machine: the whole API and its storage on a port of 127.0.0.1.

    It runs for the duration of its `with` block. All data is kept in memory and in a temporary
    folder, and deleted when the block ends. The same object can be entered again, which starts a
    new server.

    Args:
        api_key: The API key to accept.
        second_api_key: The API key of a second teamspace, which sees nothing of the first.
            Defaults to `api_key` followed by "-2".
        port: The port to listen on; 0 for any free port.
        form_lifetime: How long a presigned form is valid, in seconds.
        link_lifetime: How long the URL of an uploaded file is valid, in seconds. Defaults to three
            days.
        max_file_bytes: The maximum size of an uploaded file. Defaults to 20 MB.
        slow_seconds: How long the agent `slow` waits before each event.
        job_seconds: How long it takes to make a brand agent.
        connect_seconds: How long after its link is made a connector is connected.
        page_size: How many items a page of a list has.
        agent_limit: How many brand agents a teamspace may have.
        clock: Returns the time of jobs and connections, in seconds since 1970. With one of your
            own, a test decides when they are done.
        agents: The agents that can be run, by id. Defaults to those that
            `python -m sketricgen.emulator --help` lists.

    Raises:
        ValueError: If a key is empty, or not ASCII, as a header must be, or if both are the same;
            if `page_size` is less than 1.
        OSError: On entering, if the port is in use.

    Example:
        >>> with Emulator(api_key="local-key") as local:
        ...     local.base_url.startswith("http://127.0.0.1:")
        True
    """

    def __init__(
        self,
        *,
        api_key: str = "local-key",
        second_api_key: str | None = None,
        port: int = 0,
        form_lifetime: float = 600.0,
        link_lifetime: float = _THREE_DAYS,
        max_file_bytes: int | None = None,
        slow_seconds: float = 1.0,
        job_seconds: float = 2.0,
        connect_seconds: float = 1.0,
        page_size: int = 3,
        agent_limit: int = 20,
        clock: Callable[[], float] = time.time,
        agents: Mapping[str, Agent] = AGENTS,
    ) -> None:
        if second_api_key is None:
            second_api_key = f"{api_key}-2"
        _check_keys(api_key, second_api_key)
        if page_size < 1:
            raise ValueError(f"page_size must be at least 1, got {page_size}")
        self.api_key = api_key
        self.second_api_key = second_api_key
        self._port = port
        self._make_settings = partial(
            Settings,
            api_key=api_key,
            second_api_key=second_api_key,
            form_lifetime=form_lifetime,
            link_lifetime=link_lifetime,
            max_file_bytes=max_file_bytes or Limits().max_file_bytes,
            slow_seconds=slow_seconds,
            job_seconds=job_seconds,
            connect_seconds=connect_seconds,
            page_size=page_size,
            agent_limit=agent_limit,
            clock=clock,
            agents=agents,
        )
        self._tally = Tally()
        self._settings: Settings | None = None
        self._open = ExitStack()

    @property
    def base_url(self) -> str:
        """The base URL of the chat server. Available once the block is entered."""
        return self._running_settings.base_url

    @property
    def platform_url(self) -> str:
        """The base URL of the platform. Available once the block is entered."""
        return self._running_settings.platform_url

    @property
    def requests(self) -> list[tuple[str, str, int]]:
        """Method, path and status of each response, in order; 499 if the client disconnected."""
        return list(self._tally.requests)

    @property
    def runs(self) -> int:
        """The number of runs started."""
        return self._tally.runs

    @property
    def stopped_runs(self) -> int:
        """The number of runs that stopped early because the client disconnected."""
        return self._tally.stopped_runs

    def __enter__(self) -> Self:
        with ExitStack() as opening:
            # asyncio sets TCP_NODELAY only if the protocol is named. Without it, an event would
            # wait until the one before it was acknowledged.
            listener = opening.enter_context(socket.socket(proto=socket.IPPROTO_TCP))
            # On POSIX this allows a port that was just in use; on Windows it would share the port.
            reuse = int(os.name == "posix")
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, reuse)
            listener.bind((HOST, self._port))
            folder = opening.enter_context(TemporaryDirectory(prefix="sketricgen-emulator-"))
            port = listener.getsockname()[1]
            self._settings = self._make_settings(
                base_url=f"http://{HOST}:{port}", folder=Path(folder)
            )
            self._tally = Tally()
            server = _make_server(make_app(self._settings, self._tally))
            thread = threading.Thread(target=server.run, args=([listener],), daemon=True)
            thread.start()
            opening.callback(_stop, server, thread)
            _wait_until_started(server, thread)
            self._open = opening.pop_all()
        return self

    def __exit__(self, *exc_info: object) -> None:
        self._open.close()

    @property
    def _running_settings(self) -> Settings:
        if self._settings is None:
            raise RuntimeError("The emulator is not running. Enter its `with` block first.")
        return self._settings


def _check_keys(api_key: str, second_api_key: str) -> None:
    for name, key in (("api_key", api_key), ("second_api_key", second_api_key)):
        if not (key and key.isascii()):
            raise ValueError(f"{name} must be ASCII and not empty")
    if api_key == second_api_key:
        raise ValueError("second_api_key must be another key than api_key")


class _Server(uvicorn.Server):
    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        await super().shutdown(sockets)
        # A connection that did not close in time, because its client does not read or connected at
        # the last moment, would outlive the event loop, as an unclosed transport.
        for connection in list(self.server_state.connections):
            connection.transport.abort()
        await asyncio.sleep(0)  # closes the sockets


def _make_server(app: ASGIApp) -> uvicorn.Server:
    return _Server(
        uvicorn.Config(
            app,
            loop="asyncio",
            http="h11",
            ws="none",
            lifespan="off",
            # Logging belongs to the program that uses the emulator.
            log_config=None,
            log_level="critical",
            access_log=False,
            timeout_graceful_shutdown=_STOP_SECONDS,
        )
    )


def _wait_until_started(server: uvicorn.Server, thread: threading.Thread) -> None:
    while not server.started:
        if not thread.is_alive():
            raise RuntimeError("The emulator could not start.")
        time.sleep(0.005)


def _stop(server: uvicorn.Server, thread: threading.Thread) -> None:
    server.should_exit = True
    thread.join()
