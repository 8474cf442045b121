"""The floors: the least that a program can do to get the same, written straight onto httpx.

Everything the SDK is compared with is here, to be read and judged. Each client is made once and
reused. Nothing is checked, retried, bounded or typed.
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

    from .cases import Kind


def body_of(user_input: str, stream: bool = False) -> dict[str, object]:
    """Return the JSON of a request."""
    return {"agent_id": "agent-1", "user_input": user_input, "stream": stream}


def split(chunks: Iterable[bytes]) -> Iterator[list[bytes]]:
    """Yield the events of each chunk, as the bytes between blank lines."""
    rest = b""
    for chunk in chunks:
        *events, rest = (rest + chunk).split(b"\n\n")
        yield events


class Httpx:
    """One `httpx.Client` and one `httpx.AsyncClient`, as they come."""

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
        """Return the seconds until a chunk held an event."""
        began, arrived = time.perf_counter(), 0.0
        body = body_of("events=3 per=1", stream=True)
        with self._client.stream("POST", self._run, json=body) as response:
            for chunk in response.iter_raw():
                if not arrived and b"\n\n" in chunk:
                    arrived = time.perf_counter() - began
        return arrived

    async def afirst_event(self) -> float:
        """Return the seconds until a chunk held an event."""
        began, arrived = time.perf_counter(), 0.0
        body = body_of("events=3 per=1", stream=True)
        async with self._async_client.stream("POST", self._run, json=body) as response:
            async for chunk in response.aiter_raw():
                if not arrived and b"\n\n" in chunk:
                    arrived = time.perf_counter() - began
        return arrived

    def events(self, asked: str, kind: Kind) -> int:
        """Split a stream at blank lines, and with ``kind`` "payloads" read the JSON of each."""
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
        """Receive a stream and join it; return its size."""
        body = body_of(asked, stream=True)
        with self._client.stream("POST", self._run, json=body) as response:
            return len(b"".join(response.iter_raw()))

    def upload(self, paths: list[str]) -> None:
        """Send files as multipart forms, five at a time by threads."""
        if len(paths) == 1:
            self._upload(paths[0])
            return
        with ThreadPoolExecutor(5) as threads:
            list(threads.map(self._upload, paths))

    def _upload(self, path: str) -> None:
        with Path(path).open("rb") as file:
            self._client.post(self._sink, files={"file": ("f.pdf", file, "application/pdf")})

    async def aupload(self, paths: list[str]) -> None:
        """Send files as multipart forms, at most five of them, all at once."""
        with ExitStack() as opened:
            # httpx reads them in the event loop as well.
            files = [opened.enter_context(Path(p).open("rb")) for p in paths]  # noqa: ASYNC230 # see above
            forms: list[Any] = [{"file": ("f.pdf", file, "application/pdf")} for file in files]
            await asyncio.gather(
                *(self._async_client.post(self._sink, files=form) for form in forms)
            )


class HttpxSse:
    """httpx-sse on a reused `httpx.Client`: a competitor, where streams are concerned."""

    def __init__(self, url: str) -> None:
        self._run = f"{url}/api/v1/run-workflow"
        self._client = httpx.Client()
        self._async_client = httpx.AsyncClient()
        # By name, because type checkers see the development environment, which lacks it.
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
        """Read a stream, and with ``kind`` "payloads" the JSON of each event."""
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
