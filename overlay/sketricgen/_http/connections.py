"""The connections behind a `SketricGenClient`: made at first use, reused, closed with it.

There is one pool for blocking calls, and one for each event loop, because connections belong to
the loop they were opened in. All are kept per process: after `os.fork()` the child starts
without connections, and does not touch those of its parent.
"""

from __future__ import annotations

import os
from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple

from sketricgen.errors import SketricGenError, SketricGenValidationError

from .network import Link
from .origins import connect, parse_url
from .pool import Connection, Pool
from .transport import send_async, send_blocking

if TYPE_CHECKING:
    import asyncio
    from collections.abc import AsyncGenerator, AsyncIterable, Iterable

    import httpx

    from .cancellation import CancelScope
    from .flow import OpenResponse, Send
    from .origins import Origin
    from .timeouts import Timeouts


def _connection(origin: Origin) -> Connection:
    link = Link()
    return Connection(connect(origin, link), link, origin)


class _Loop(NamedTuple):
    """The connections of one event loop, and what closes them with it."""

    pool: Pool
    closer: AsyncGenerator[None, None]


async def _closed_with_its_loop(pool: Pool) -> AsyncGenerator[None, None]:
    # An event loop closes its asynchronous generators when it ends, as `asyncio.run` does, so
    # this one closes the loop's connections in time without anybody calling `aclose()`.
    try:
        yield
    finally:
        pool.close()


class _Process:
    """The connections of one process."""

    def __init__(self) -> None:
        self.pool: Pool = Pool(_connection)
        self.loops: dict[asyncio.AbstractEventLoop, _Loop] = {}


class Connections:
    """The connections that a `SketricGenClient` and its copies share.

    Args:
        client: A client of the caller, to be used and never closed.
        async_client: The same, for asyncio.

    Attributes:
        closed: True once they have been closed.
    """

    def __init__(self, client: httpx.Client | None, async_client: httpx.AsyncClient | None) -> None:
        _check_kind("http_client", client, "Client")
        _check_kind("async_http_client", async_client, "AsyncClient")
        self._client = client
        self._async_client = async_client
        self._processes: dict[int, _Process] = {}
        self.closed: bool = False

    def scope(self) -> CancelScope:
        """Return what ends the blocking operation that begins now when the client is closed."""
        self._check_open(self._client)
        return self._process().pool.scope

    def send(
        self,
        send: Send,
        content: bytes | Iterable[bytes],
        scope: CancelScope,
        timeouts: Timeouts,
    ) -> OpenResponse:
        """Send a request, and return its response once the head has arrived."""
        if self._client is not None:
            from .client_transport import send_with_client

            scope.check()
            return send_with_client(send, content, self._client, scope, timeouts)
        return send_blocking(send, content, self._process().pool, scope, timeouts)

    async def asleep(self, seconds: float) -> bool:
        """Wait for so many seconds, or until the client is closed; return True if it was."""
        return await self._process().pool.scope.asleep(seconds)

    async def asend(
        self, send: Send, content: bytes | AsyncIterable[bytes], timeouts: Timeouts
    ) -> OpenResponse:
        """Send a request without blocking the event loop."""
        self._check_open(self._async_client)
        if self._async_client is not None:
            from .client_transport import send_with_async_client

            return await send_with_async_client(send, content, self._async_client, timeouts)
        return await send_async(send, content, await self._loop_pool(send), timeouts)

    async def _loop_pool(self, send: Send) -> Pool:
        import asyncio

        loops, running = self._process().loops, asyncio.get_running_loop()
        held = loops.get(running)
        if held is not None and not held.pool.scope.cancelled:
            return held.pool
        from .async_network import load, new_pool

        await load(is_secure=parse_url(send.url).origin.scheme == b"https")
        self._check_open(None)  # again, since time has passed
        held = loops.get(running)
        if held is not None and not held.pool.scope.cancelled:
            return held.pool  # another task was faster
        for loop in list(loops):  # a copy, since other threads have event loops too
            if loop.is_closed():
                loops.pop(loop, None)
        pool = new_pool(running)
        loops[running] = held = _Loop(pool, _closed_with_its_loop(pool))
        await held.closer.__anext__()
        return pool

    def close(self) -> None:
        """Close the blocking connections and end what uses them.

        Those of an event loop end with the loop.
        """
        self.closed = True
        self._process().pool.close()

    async def aclose(self) -> None:
        """Close the connections of the running event loop, and the blocking ones."""
        import asyncio

        self.close()
        try:
            running = asyncio.get_running_loop()
        except RuntimeError:  # there is none, and so nothing of it to close
            return
        held = self._process().loops.pop(running, None)
        if held is not None:
            await held.closer.aclose()

    def _process(self) -> _Process:
        pid = os.getpid()
        # The look-up comes first because making a process's record costs more than finding it.
        return self._processes.get(pid) or self._processes.setdefault(pid, _Process())

    def _check_open(self, given: httpx.Client | httpx.AsyncClient | None) -> None:
        if self.closed:
            raise SketricGenError("This client is closed. Make a new one to go on.")
        if given is not None and given.is_closed:
            raise SketricGenError(
                "The httpx client that was passed in is closed. Pass an open one, or none."
            )


def _check_kind(name: str, given: object, kind: str) -> None:
    if given is None:
        return
    import httpx

    if not isinstance(given, getattr(httpx, kind)):
        raise SketricGenValidationError(
            f"{name} must be an httpx.{kind}, got {type(given).__name__}."
        )
    import_module("sketricgen._http.client_transport")  # so that no call waits for it
