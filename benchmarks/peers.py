"""Other SDKs, each in its own environment, through their public APIs.

They use the same server with the protocols of their own services. Their modules are imported by
name, because they are not installed in the environment that type checkers see.
"""

from __future__ import annotations

import time
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .cases import Kind


class _Peer:
    """A client with blocking streams."""

    def _stream(self, asked: str) -> Any:
        raise NotImplementedError

    def first_event(self) -> float:
        """Return the seconds until the first event."""
        began, arrived = time.perf_counter(), 0.0
        for _ in self._stream("events=9 per=1"):
            arrived = arrived or time.perf_counter() - began
        return arrived


class Official(_Peer):
    """The service's own `sketricgen`, on the package index."""

    def __init__(self, url: str) -> None:
        self._client = import_module("sketricgen").SketricGenClient("sk-1")
        # It has no public setting for its address.
        self._client._config.base_url = url  # noqa: SLF001 # see above

    def call(self) -> None:
        """Get an answer."""
        self._client.run_workflow_sync("agent-1", "Hello!")

    async def acall(self) -> None:
        """Get an answer."""
        await self._client.run_workflow("agent-1", "Hello!")

    def _stream(self, asked: str) -> Any:
        return self._client.run_workflow_sync("agent-1", asked, stream=True)

    def events(self, asked: str, kind: Kind) -> int | None:
        """Read a stream; None for payloads, which it does not have."""
        return sum(1 for _ in self._stream(asked)) if kind == "events" else None


class OpenAI(_Peer):
    """`openai`, whose events are always models."""

    def __init__(self, url: str) -> None:
        package = import_module("openai")
        self._client = package.OpenAI(api_key="sk-1", base_url=f"{url}/v1")
        self._async_client = package.AsyncOpenAI(api_key="sk-1", base_url=f"{url}/v1")

    @staticmethod
    def _asking(content: str) -> dict[str, Any]:
        return {"model": "m", "messages": [{"role": "user", "content": content}]}

    def call(self) -> None:
        """Get an answer."""
        self._client.chat.completions.create(**self._asking("Hello!"))

    async def acall(self) -> None:
        """Get an answer."""
        await self._async_client.chat.completions.create(**self._asking("Hello!"))

    def _stream(self, asked: str) -> Any:
        return self._client.chat.completions.create(**self._asking(asked), stream=True)

    def events(self, asked: str, kind: Kind) -> int | None:
        """Read a stream of models; None for plain events, which it does not have."""
        return sum(1 for _ in self._stream(asked)) if kind == "payloads" else None


class Anthropic(_Peer):
    """`anthropic`, whose events are always models."""

    def __init__(self, url: str) -> None:
        package = import_module("anthropic")
        self._client = package.Anthropic(api_key="sk-1", base_url=url)
        self._async_client = package.AsyncAnthropic(api_key="sk-1", base_url=url)

    @staticmethod
    def _asking(content: str) -> dict[str, Any]:
        messages = [{"role": "user", "content": content}]
        return {"model": "m", "max_tokens": 100, "messages": messages}

    def call(self) -> None:
        """Get an answer."""
        self._client.messages.create(**self._asking("Hello!"))

    async def acall(self) -> None:
        """Get an answer."""
        await self._async_client.messages.create(**self._asking("Hello!"))

    def _stream(self, asked: str) -> Any:
        return self._client.messages.create(**self._asking(asked), stream=True)

    def events(self, asked: str, kind: Kind) -> int | None:
        """Read a stream of models; None for plain events, which it does not have."""
        return sum(1 for _ in self._stream(asked)) if kind == "payloads" else None
