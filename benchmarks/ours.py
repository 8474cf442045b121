"""`sketricgen`, through its public API."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from sketricgen import SketricGenClient

if TYPE_CHECKING:
    from typing import Callable

    from .cases import Kind


class Ours:
    """One `SketricGenClient` with its default settings."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._client = SketricGenClient("sk-1", base_url=url, platform_url=url)

    def call(self) -> None:
        """Get an answer."""
        self._client.run_workflow_sync("agent-1", "Hello!")

    async def acall(self) -> None:
        """Get an answer."""
        await self._client.run_workflow("agent-1", "Hello!")

    def first_event(self) -> float:
        """Return the seconds until the first event."""
        began, arrived = time.perf_counter(), 0.0
        for _ in self._client.run_workflow_sync("agent-1", "events=3 per=1", stream=True):
            arrived = arrived or time.perf_counter() - began
        return arrived

    async def afirst_event(self) -> float:
        """Return the seconds until the first event."""
        began, arrived = time.perf_counter(), 0.0
        stream = await self._client.run_workflow("agent-1", "events=3 per=1", stream=True)
        async for _ in stream:
            arrived = arrived or time.perf_counter() - began
        return arrived

    def events(self, asked: str, kind: Kind) -> int:
        """Read a stream, and with ``kind`` "payloads" the payload of each event."""
        count = 0
        stream = self._client.run_workflow_sync("agent-1", asked, stream=True)
        if kind == "payloads":
            for event in stream:
                event.payload  # noqa: B018 # reading it parses it
                count += 1
        else:
            for _ in stream:
                count += 1
        return count

    async def aevents(self, asked: str) -> int:
        """Read a stream."""
        count = 0
        async for _ in await self._client.run_workflow("agent-1", asked, stream=True):
            count += 1
        return count

    def read(
        self, asked: str, arrived: Callable[[], None], event_timeout: float | None = None
    ) -> None:
        """Read a stream, and call ``arrived`` at each event."""
        with self._client.run_workflow_sync(
            "agent-1", asked, stream=True, event_timeout=event_timeout
        ) as stream:
            for _ in stream:
                arrived()

    async def aread(self, asked: str, arrived: Callable[[], None]) -> None:
        """Read a stream, and call ``arrived`` at each event."""
        async with await self._client.run_workflow("agent-1", asked, stream=True) as stream:
            async for _ in stream:
                arrived()

    def close(self) -> None:
        """Close the client."""
        self._client.close()

    async def aclose(self) -> None:
        """Close the client."""
        await self._client.aclose()

    def large(self, asked: str) -> int:
        """Read a stream; return the size of its data."""
        stream = self._client.run_workflow_sync("agent-1", asked, stream=True)
        return sum(len(event.data) for event in stream)

    def upload(self, paths: list[str]) -> None:
        """Upload one file, or run a workflow with several."""
        if len(paths) == 1:
            self._client.upload_file_sync("agent-1", paths[0])
        else:
            self._client.run_workflow_sync("agent-1", "Hello!", file_paths=paths)

    async def aupload(self, paths: list[str]) -> None:
        """Upload one file, or run a workflow with several."""
        if len(paths) == 1:
            await self._client.upload_file("agent-1", paths[0])
        else:
            await self._client.run_workflow("agent-1", "Hello!", file_paths=paths)
