"""Connections are spread over small pools, and none outlives its use."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import httpx
import pytest
from sketricgen import transport
from sketricgen.transport import AsyncSpreadTransport, SpreadTransport

from tests.support import FaultServer, Hang, Reply

if TYPE_CHECKING:
    import ssl

BURST = 7


def test_a_burst_opens_as_many_connections_as_it_needs_and_no_more(server: FaultServer) -> None:
    server.reply(json={})

    async def burst() -> None:
        async with httpx.AsyncClient(transport=AsyncSpreadTransport()) as client:
            await asyncio.gather(*(client.get(server.url) for _ in range(BURST)))
            opened = server.connections
            await asyncio.gather(*(client.get(server.url) for _ in range(BURST)))
            assert server.connections == opened <= BURST

    asyncio.run(burst())


def test_light_use_keeps_one_connection_warm(server: FaultServer) -> None:
    server.reply(json={})
    with httpx.Client(transport=SpreadTransport()) as client:
        for _ in range(5):
            client.get(server.url)
    assert server.connections == 1


@pytest.mark.parametrize("half", ["sync", "async"])
def test_pools_that_a_burst_leaves_behind_are_closed(
    half: str, server: FaultServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.reply(json={}, delay=0.05)

    async def burst() -> None:
        async with httpx.AsyncClient(transport=AsyncSpreadTransport()) as client:
            await asyncio.gather(*(client.get(server.url) for _ in range(BURST)))
            monkeypatch.setattr(transport, "KEEPALIVE_SECONDS", 0.0)
            for _ in range(BURST):
                await client.get(server.url)
            server.wait_until(lambda: server.open_connections <= 2)

    def burst_of_streams() -> None:
        with httpx.Client(transport=SpreadTransport()) as client:
            requests = [client.build_request("GET", server.url) for _ in range(BURST)]
            for response in [client.send(request, stream=True) for request in requests]:
                response.read()
            monkeypatch.setattr(transport, "KEEPALIVE_SECONDS", 0.0)
            for _ in range(BURST):
                client.get(server.url)
            server.wait_until(lambda: server.open_connections <= 2)

    if half == "sync":
        burst_of_streams()
    else:
        asyncio.run(burst())


@pytest.mark.parametrize("half", ["sync", "async"])
def test_a_request_that_fails_leaves_its_room_to_the_next(half: str, server: FaultServer) -> None:
    server.on(None, None, Hang(), Hang(), Hang(), Reply(json={}))

    async def fail_and_go_on() -> None:
        async with httpx.AsyncClient(transport=AsyncSpreadTransport(), timeout=0.1) as client:
            for _ in range(3):
                with pytest.raises(httpx.ReadTimeout):
                    await client.get(server.url)
            assert (await client.get(server.url, timeout=10)).status_code == 200

    if half == "async":
        asyncio.run(fail_and_go_on())
        return
    with httpx.Client(transport=SpreadTransport(), timeout=0.1) as client:
        for _ in range(3):
            with pytest.raises(httpx.ReadTimeout):
                client.get(server.url)
        assert client.get(server.url, timeout=10).status_code == 200


def test_certificates_are_loaded_for_https_alone(
    server: FaultServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse() -> ssl.SSLContext:
        raise AssertionError("certificates were loaded")

    monkeypatch.setattr(transport, "ssl_context", refuse)
    server.reply(json={})
    with httpx.Client(transport=SpreadTransport()) as client:
        assert client.get(server.url).status_code == 200
        with pytest.raises(AssertionError, match="certificates were loaded"):
            client.get("https://127.0.0.1:1/")
