"""What is judged: `sketricgen`, through its public names alone."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from sketricgen import SketricGenClient

if TYPE_CHECKING:
    from .cases import Kind


class Ours:
    """One `SketricGenClient`, as it comes."""

    def __init__(self, url: str) -> None:
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
                event.payload  # noqa: B018 # reading it is what makes it
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
