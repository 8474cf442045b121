"""Puts every fault in the way of every operation: what stands between the table and its test."""

from __future__ import annotations

from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Callable, Union
from unittest.mock import patch

import httpx
import pytest

from tests.contract.service import (
    COMPLETE,
    FORM,
    INIT,
    PDF,
    RUN,
    WHOLE_RUN,
    chat,
    completed,
    form,
    stream_of,
)
from tests.control.service import AGENTS, ROOT, perform
from tests.support import FaultServer, Reply, tls_contexts
from tests.support.faults import Behaviour, OnAccept

if TYPE_CHECKING:
    import ssl
    from collections.abc import Generator
    from contextlib import AbstractContextManager

    from sketricgen import SketricGenClient, StreamEvent

    from tests.support.exchange import Connection, Exchange
    from tests.support.halves import Half


@dataclass(frozen=True)
class Operation:
    """One kind of request that the client makes, and what makes it."""

    title: str
    path: str
    begin: Callable[[Half, SketricGenClient, list[StreamEvent]], None]


def _run(half: Half, client: SketricGenClient, events: list[StreamEvent]) -> None:
    half.run(client, "agent-1", "Tell me a story.")


def _stream(half: Half, client: SketricGenClient, events: list[StreamEvent]) -> None:
    stream = half.open(client, "agent-1", "Tell me a story.")
    stream.delivered = events
    stream.rest()


def _upload(half: Half, client: SketricGenClient, events: list[StreamEvent]) -> None:
    half.upload(client, "agent-1", PDF, file_name="report.pdf")


def _attach(half: Half, client: SketricGenClient, events: list[StreamEvent]) -> None:
    perform(half, client, "connectors.attach", "agent-1", "slack")


def _create(half: Half, client: SketricGenClient, events: list[StreamEvent]) -> None:
    perform(half, client, "brand_agents.create", "Ada", "https://example.com")


RUNNING = Operation("a run", RUN, _run)
STREAMING = Operation("a run, streamed", RUN, _stream)
BEGINNING = Operation("an upload: beginning it", INIT, _upload)
SENDING = Operation("an upload: sending the file", FORM, _upload)
COMPLETING = Operation("an upload: completing it", COMPLETE, _upload)
CHANGING = Operation("a change that may be repeated", f"{ROOT}/agents/agent-1/connectors", _attach)
CREATING = Operation("creating an agent", AGENTS, _create)


def healthy(operation: Operation, server: FaultServer) -> Behaviour:
    """What a server answers that is well; longer than any cut is late."""
    filler = {"filler": "x" * 200}
    if operation is RUNNING:
        return Reply(201, json={**chat(), **filler})
    if operation is STREAMING:
        return stream_of(*WHOLE_RUN)
    if operation is BEGINNING:
        return Reply(json={**form(server.url + FORM), **filler})
    if operation is SENDING:
        return Reply(201, body=b"<PostResponse>" + b"x" * 200 + b"</PostResponse>")
    if operation in (CHANGING, CREATING):
        return Reply(json={"agent_id": "a", "job_id": "j", "app_slug": "slack", **filler})
    return Reply(json={**completed(), **filler})


@dataclass(frozen=True)
class Spoiled:
    """A fault that is made of the healthy answer."""

    make: Callable[[Any], Behaviour]


@dataclass(frozen=True)
class DeadEnd:
    """A fault in which no request arrives: whoever asks is led to another address.

    Attributes:
        address: A block in which the address, a URL, is as bad as it should be.
    """

    address: Callable[[], AbstractContextManager[str]]


@dataclass(frozen=True)
class AtProxy(DeadEnd):
    """A fault of a proxy that is to lead to another host: its address is the proxy's."""


@dataclass(frozen=True)
class Followed(Behaviour):
    """A good answer, and right behind it another that nobody asked for."""

    behaviour: Behaviour

    async def play(self, exchange: Exchange) -> None:
        send, last = exchange.send, b""

        async def send_the_one_before(data: bytes) -> None:
            nonlocal last
            await send(last)
            last = data

        # The last piece must leave together with the other answer: the client cannot know of one
        # that comes later.
        with patch.object(exchange, "send", send_the_one_before):
            await self.behaviour.play(exchange)
        await send(last + b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n")


@dataclass(frozen=True)
class ResetAtFirstByte(OnAccept):
    """A RST as soon as the client sends: it did connect, and its request was not read.

    One at once would race with the client, which may or may not find that it did connect.
    """

    async def greet(self, connection: Connection) -> None:
        await connection.reader.readexactly(1)
        await connection.end("reset")


Fault = Union[Behaviour, Spoiled, DeadEnd]


@contextmanager
def nowhere() -> Generator[str, None, None]:
    """A URL whose host does not exist."""
    yield "http://nothing.invalid"


@contextmanager
def misbehaving(fault: Behaviour | OnAccept, scheme: str = "http") -> Generator[str, None, None]:
    """A URL at which every request meets `fault`."""
    with FaultServer() as server:
        server.on(None, None, fault)
        yield f"{scheme}://{server.address}"


@contextmanager
def untrusted() -> Generator[str, None, None]:
    """The URL of a server whose certificate nobody vouches for."""
    context, _ = tls_contexts()
    with FaultServer(ssl_context=context) as server:
        yield server.https_url


# By which setting an operation is led to another host; a file goes where the answer before says.
_SETTINGS = {
    RUNNING: "base_url",
    STREAMING: "base_url",
    BEGINNING: "platform_url",
    CHANGING: "platform_url",
    CREATING: "platform_url",
}


@dataclass
class Stage:
    """A server with a fault.

    Attributes:
        server: The server, healthy but for the fault.
        detour: The path whose requests are led away, and to what URL; None if none are.
        urls: The URLs of a client.
    """

    server: FaultServer
    detour: tuple[str, httpx.URL] | None = None
    urls: dict[str, Any] = field(init=False)

    def __post_init__(self) -> None:
        self.urls = {"base_url": self.server.url, "platform_url": f"{self.server.url}/dev"}


@contextmanager
def staged(fault: Fault, operation: Operation) -> Generator[Stage, None, None]:
    """A server at which every request of `operation` meets `fault`."""
    with ExitStack() as stack:
        server = stack.enter_context(FaultServer())
        stage = Stage(server)
        if isinstance(fault, AtProxy):
            monkeypatch = stack.enter_context(pytest.MonkeyPatch.context())
            monkeypatch.setenv("HTTPS_PROXY", stack.enter_context(fault.address()))
            if operation in _SETTINGS:
                stage.urls[_SETTINGS[operation]] = "https://elsewhere.example/dev"
            server.on("POST", INIT, Reply(json=form(f"https://elsewhere.example{FORM}")))
        elif isinstance(fault, DeadEnd):
            stage.detour = operation.path, httpx.URL(stack.enter_context(fault.address()))
        elif isinstance(fault, Spoiled):
            server.on("POST", operation.path, fault.make(healthy(operation, server)))
        else:
            server.on("POST", operation.path, fault)
        for step in (BEGINNING, SENDING, COMPLETING):
            server.on("POST", step.path, healthy(step, server))
        yield stage


@contextmanager
def http_client_for(stage: Stage, half: Half) -> Generator[dict[str, Any], None, None]:
    """The options of a client that goes where the stage leads it."""
    if stage.detour is None:
        yield {}
        return
    kind = SyncDetour if half.name == "sync" else AsyncDetour
    http_client = half.make_http_client(transport=kind(*stage.detour))
    yield {half.keyword: http_client}
    half.close_http_client(http_client)


@lru_cache(maxsize=1)
def _context() -> ssl.SSLContext:
    return httpx.create_ssl_context()


class SyncDetour(httpx.HTTPTransport):
    """Sends the requests for one path to another host."""

    def __init__(self, path: str, url: httpx.URL) -> None:
        super().__init__(verify=_context())
        self._detour = path, url

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        return super().handle_request(_led_away(request, *self._detour))


class AsyncDetour(httpx.AsyncHTTPTransport):
    """Sends the requests for one path to another host."""

    def __init__(self, path: str, url: httpx.URL) -> None:
        super().__init__(verify=_context())
        self._detour = path, url

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        return await super().handle_async_request(_led_away(request, *self._detour))


def _led_away(request: httpx.Request, path: str, url: httpx.URL) -> httpx.Request:
    if request.url.path != path:
        return request
    return httpx.Request(
        request.method,
        request.url.copy_with(scheme=url.scheme, host=url.host, port=url.port),
        headers=request.headers,
        stream=request.stream,
        extensions=request.extensions,
    )
