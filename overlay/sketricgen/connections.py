"""The httpx clients behind a `SketricGenClient`: made at first use, reused, closed with it.

There is one `httpx.Client`, and one `httpx.AsyncClient` for each event loop, because connections
belong to the loop they were opened in. All of it is kept by process: after `os.fork()` the child
starts with none, and leaves those of its parent alone.
"""

from __future__ import annotations

import os
import threading
from typing import TYPE_CHECKING, Any, Callable, Union
from urllib.request import getproxies

import httpx

from .clients import AsyncClient, Client
from .errors import SketricGenError, SketricGenValidationError
from .halting import Halt, HaltedError
from .transport import KEEPALIVE_SECONDS, AsyncSpreadTransport, SpreadTransport, ssl_context

if TYPE_CHECKING:
    import asyncio
    from collections.abc import AsyncGenerator, Coroutine

    from .steps import Send

AnyClient = Union[httpx.Client, httpx.AsyncClient]

_PROXIED = httpx.Limits(max_connections=None, keepalive_expiry=KEEPALIVE_SECONDS)


def _made_client() -> httpx.Client:
    if getproxies():  # httpx reads them only for transports of its own
        return Client(verify=ssl_context(), limits=_PROXIED)
    return Client(transport=SpreadTransport())


def _made_async_client() -> httpx.AsyncClient:
    if getproxies():
        return AsyncClient(verify=ssl_context(), limits=_PROXIED)
    return AsyncClient(transport=AsyncSpreadTransport())


async def _client_of_loop() -> AsyncGenerator[httpx.AsyncClient, None]:
    # An event loop closes its asynchronous generators when it ends, as `asyncio.run` does, so
    # this one gives the loop's connections back in time without anybody calling `aclose()`.
    async with _made_async_client() as client:
        yield client


class _Loop:
    """The asynchronous client of one event loop."""

    def __init__(self) -> None:
        self._keeper = _client_of_loop()
        self.client: httpx.AsyncClient | None = None

    async def open(self) -> httpx.AsyncClient:
        self.client = await self._keeper.__anext__()
        return self.client

    async def aclose(self) -> None:
        await self._keeper.aclose()


class _Process:
    """The clients of one process."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.client: httpx.Client | None = None
        self.loops: dict[asyncio.AbstractEventLoop, _Loop] = {}
        self.halt = Halt()


class Connections:
    """The clients that a `SketricGenClient` and its copies share.

    Args:
        client: A client of the caller, to be used and never closed.
        async_client: The same, for asyncio.

    Attributes:
        closed: True once they have been closed.
    """

    def __init__(self, client: httpx.Client | None, async_client: httpx.AsyncClient | None) -> None:
        _check_kind("http_client", client, httpx.Client)
        _check_kind("async_http_client", async_client, httpx.AsyncClient)
        self._given_client = client
        self._given_async_client = async_client
        self._processes: dict[int, _Process] = {}
        self.closed: bool = False

    def halt(self) -> Halt:
        """Return what stops the blocking operation that begins now when the client is closed."""
        self._check_open(self._given_client)
        return self._process().halt

    def client(self) -> httpx.Client:
        """Return the blocking client.

        Raises:
            HaltedError: It was closed after the operation had begun.
        """
        if self._given_client is not None:
            return self._given_client
        process = self._process()
        with process.lock:
            if self.closed:
                raise HaltedError
            if process.client is None:
                process.client = _made_client()
            return process.client

    async def async_client(self) -> httpx.AsyncClient:
        """Return the client of the running event loop."""
        import asyncio

        self._check_open(self._given_async_client)
        if self._given_async_client is not None:
            return self._given_async_client
        loops, running = self._process().loops, asyncio.get_running_loop()
        held = loops.get(running)
        if held is not None and held.client is not None and not held.client.is_closed:
            return held.client
        for loop in list(loops):  # a copy, since other threads have event loops too
            if loop.is_closed():
                loops.pop(loop, None)
        loops[running] = held = _Loop()
        return await held.open()

    def builder(self, client: AnyClient, send: Send) -> Callable[..., httpx.Request]:
        """Return what makes the request: the caller's client, with its own headers, or httpx.

        The file storage gets nothing of the caller's client either.
        """
        if send.trusted and client in (self._given_client, self._given_async_client):
            return client.build_request
        return httpx.Request

    @staticmethod
    def options(send: Send) -> dict[str, Any]:
        """Return the options with which a client sends ``send``."""
        if send.trusted:
            return {"follow_redirects": False}
        return {"follow_redirects": False, "auth": None}

    def closing(
        self, response: httpx.Response, client: httpx.AsyncClient
    ) -> Coroutine[Any, Any, None]:
        """Return what closes a response.

        A client of the caller may lose a connection whose closing is cancelled, so that it is
        closed to the end. The SDK's own transport recovers, and saves a task for each call.
        """
        if client is not self._given_async_client:
            return response.aclose()
        from .awaiting import completed

        return completed(response.aclose())

    def close(self) -> None:
        """Close the blocking connections and end what uses them.

        Those of an event loop end with the loop.
        """
        process = self._process()
        self.closed = True
        process.halt.stop()
        with process.lock:
            if process.client is not None:
                process.client.close()

    async def aclose(self) -> None:
        """Close the connections of the running event loop, and the blocking ones."""
        import asyncio

        self.close()
        held = self._process().loops.pop(asyncio.get_running_loop(), None)
        if held is not None:
            await held.aclose()

    def _process(self) -> _Process:
        pid = os.getpid()
        # The look-up comes first because making a process's record costs more than finding it.
        return self._processes.get(pid) or self._processes.setdefault(pid, _Process())

    def _check_open(self, given: AnyClient | None) -> None:
        if self.closed:
            raise SketricGenError("This client is closed. Make a new one to go on.")
        if given is not None and given.is_closed:
            raise SketricGenError(
                "The httpx client that was passed in is closed. Pass an open one, or none."
            )


def _check_kind(name: str, given: object, kind: type[AnyClient]) -> None:
    if given is not None and not isinstance(given, kind):
        raise SketricGenValidationError(
            f"{name} is a {type(given).__name__}. Allowed is an httpx.{kind.__name__}."
        )
