"""The floors, or baselines: the same tasks written directly with httpx, as simply as possible.

Each client is created once and reused. There are no checks, retries, deadlines or types.
"""

from __future__ import annotations

import asyncio
import json
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Callable

    from .cases import Kind


# Opening a thousand streams at once takes longer than httpx waits for a connection by default.
_PATIENCE = 60.0


def body_of(user_input: str, stream: bool = False) -> dict[str, object]:
    """Return the JSON body of a request."""
    return {"agent_id": "agent-1", "user_input": user_input, "stream": stream}


def split(chunks: Iterable[bytes]) -> Iterator[list[bytes]]:
    """Yield the events that each chunk completes, as the bytes between blank lines."""
    rest = b""
    for chunk in chunks:
        *events, rest = (rest + chunk).split(b"\n\n")
        yield events


class Httpx:
    """One `httpx.Client` and one `httpx.AsyncClient` with their default settings."""

    def __init__(self, url: str) -> None:
        self._run = f"{url}/api/v1/run-workflow"
        self._sink = f"{url}/sink"
        self._client = httpx.Client()
        self._async_client = httpx.AsyncClient()

    def call(self) -> None:
        """Get an answer."""
        json.loads(self._client.post(self._run, json=body_of("Hello!")).content)

    async def acall(self) -> None:
        """Get an answer."""
        response = await self._async_client.post(self._run, json=body_of("Hello!"))
        json.loads(response.content)

    def first_event(self) -> float:
        """Return the seconds until a chunk contains an event."""
        began, arrived = time.perf_counter(), 0.0
        body = body_of("events=3 per=1", stream=True)
        with self._client.stream("POST", self._run, json=body) as response:
            for chunk in response.iter_raw():
                if not arrived and b"\n\n" in chunk:
                    arrived = time.perf_counter() - began
        return arrived

    async def afirst_event(self) -> float:
        """Return the seconds until a chunk contains an event."""
        began, arrived = time.perf_counter(), 0.0
        body = body_of("events=3 per=1", stream=True)
        async with self._async_client.stream("POST", self._run, json=body) as response:
            async for chunk in response.aiter_raw():
                if not arrived and b"\n\n" in chunk:
                    arrived = time.perf_counter() - began
        return arrived

    def events(self, asked: str, kind: Kind) -> int:
        """Split a stream at blank lines; with ``kind`` "payloads", parse the JSON of each event."""
        count = 0
        body = body_of(asked, stream=True)
        with self._client.stream("POST", self._run, json=body) as response:
            if kind == "payloads":
                for events in split(response.iter_raw()):
                    for event in events:
                        json.loads(event[6:])
                        count += 1
            else:
                for events in split(response.iter_raw()):
                    for _ in events:
                        count += 1
        return count

    async def aevents(self, asked: str) -> int:
        """Split a stream at blank lines."""
        count, rest = 0, b""
        body = body_of(asked, stream=True)
        async with self._async_client.stream("POST", self._run, json=body) as response:
            async for chunk in response.aiter_raw():
                *events, rest = (rest + chunk).split(b"\n\n")
                for _ in events:
                    count += 1
        return count

    def large(self, asked: str) -> int:
        """Read a stream into one bytes object, and return its size."""
        body = body_of(asked, stream=True)
        with self._client.stream("POST", self._run, json=body) as response:
            return len(b"".join(response.iter_raw()))

    def upload(self, paths: list[str]) -> None:
        """Send files as multipart forms, five at a time, with threads."""
        if len(paths) == 1:
            self._upload(paths[0])
            return
        with ThreadPoolExecutor(5) as threads:
            list(threads.map(self._upload, paths))

    def _upload(self, path: str) -> None:
        with Path(path).open("rb") as file:
            self._client.post(self._sink, files={"file": ("f.pdf", file, "application/pdf")})

    async def aupload(self, paths: list[str]) -> None:
        """Send up to five files as multipart forms, concurrently."""
        with ExitStack() as opened:
            # httpx also reads them in the event loop.
            files = [opened.enter_context(Path(p).open("rb")) for p in paths]  # noqa: ASYNC230 # see above
            forms: list[Any] = [{"file": ("f.pdf", file, "application/pdf")} for file in files]
            await asyncio.gather(
                *(self._async_client.post(self._sink, files=form) for form in forms)
            )


class HttpxUnlimited:
    """httpx without limits on its connections: the floor for many open streams."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._run = f"{url}/api/v1/run-workflow"
        limits = httpx.Limits(max_connections=None, max_keepalive_connections=None)
        self._client = httpx.Client(limits=limits, timeout=_PATIENCE)
        self._async_client = httpx.AsyncClient(limits=limits, timeout=_PATIENCE)

    def read(self, asked: str, arrived: Callable[[], None]) -> None:
        """Split a stream at blank lines, and call ``arrived`` at each event."""
        body = body_of(asked, stream=True)
        with self._client.stream("POST", self._run, json=body) as response:
            for events in split(response.iter_raw()):
                for _ in events:
                    arrived()

    async def aread(self, asked: str, arrived: Callable[[], None]) -> None:
        """Split a stream at blank lines, and call ``arrived`` at each event."""
        rest = b""
        body = body_of(asked, stream=True)
        async with self._async_client.stream("POST", self._run, json=body) as response:
            async for chunk in response.aiter_raw():
                *events, rest = (rest + chunk).split(b"\n\n")
                for _ in events:
                    arrived()

    def close(self) -> None:
        """Close the client."""
        self._client.close()

    async def aclose(self) -> None:
        """Close the client."""
        await self._async_client.aclose()


class HttpxSse:
    """httpx-sse with a reused `httpx.Client`, for the rows about streams."""

    def __init__(self, url: str) -> None:
        self._run = f"{url}/api/v1/run-workflow"
        self._client = httpx.Client()
        self._async_client = httpx.AsyncClient()
        # By name, because it is not installed in the environment that type checkers see.
        self._sse = import_module("httpx_sse")

    def first_event(self) -> float:
        """Return the seconds until the first event."""
        began, arrived = time.perf_counter(), 0.0
        body = body_of("events=3 per=1", stream=True)
        with self._sse.connect_sse(self._client, "POST", self._run, json=body) as source:
            for _ in source.iter_sse():
                arrived = arrived or time.perf_counter() - began
        return arrived

    def events(self, asked: str, kind: Kind) -> int:
        """Read a stream, and with ``kind`` "payloads" parse the JSON of each event."""
        count = 0
        body = body_of(asked, stream=True)
        with self._sse.connect_sse(self._client, "POST", self._run, json=body) as source:
            for event in source.iter_sse():
                if kind == "payloads":
                    event.json()
                count += 1
        return count

    async def aevents(self, asked: str) -> int:
        """Read a stream."""
        count = 0
        body = body_of(asked, stream=True)
        client = self._async_client
        async with self._sse.aconnect_sse(client, "POST", self._run, json=body) as source:
            async for _ in source.aiter_sse():
                count += 1
        return count

    def large(self, asked: str) -> int:
        """Read a stream; return the size of its data."""
        body = body_of(asked, stream=True)
        with self._sse.connect_sse(self._client, "POST", self._run, json=body) as source:
            return sum(len(event.data) for event in source.iter_sse())
