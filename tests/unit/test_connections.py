from __future__ import annotations

import asyncio
import gc
import os
import threading
import time
import warnings
from contextlib import closing
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from sketricgen import (
    SketricGenClient,
    SketricGenError,
    SketricGenValidationError,
)
from sketricgen.connections import Connections

from tests.support import FaultServer, Reply

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.support.halves import Half

pytestmark = pytest.mark.usefixtures("no_proxies")

KEY = "sk-1"
RUN = dict.fromkeys(("agent_id", "user_id", "conversation_id", "response", "owner"), "x")


@pytest.fixture
def server() -> Iterator[FaultServer]:
    with FaultServer() as running:
        running.on("POST", "/api/v1/run-workflow", Reply(201, json=RUN))
        yield running


def client_of(server: FaultServer, **options: Any) -> SketricGenClient:
    return SketricGenClient(KEY, base_url=server.url, **options)


async def both(connections: Connections) -> tuple[httpx.AsyncClient, httpx.AsyncClient]:
    return await connections.async_client(), await connections.async_client()


def test_there_is_one_blocking_client() -> None:
    connections = Connections(None, None)
    assert connections.client() is connections.client()
    connections.close()


def test_many_threads_get_the_same_client(monkeypatch: pytest.MonkeyPatch) -> None:
    class SlowToMake(httpx.Client):
        def __init__(self, **options: Any) -> None:
            time.sleep(0.01)
            super().__init__(**options)

    monkeypatch.setattr(httpx, "Client", SlowToMake)
    connections = Connections(None, None)
    start = threading.Barrier(16)
    got: list[httpx.Client] = []

    def get() -> None:
        start.wait()
        got.append(connections.client())

    threads = [threading.Thread(target=get) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(got) == 16
    assert len(set(map(id, got))) == 1
    connections.close()


def test_there_is_one_client_for_each_event_loop() -> None:
    connections = Connections(None, None)
    first, again = asyncio.run(both(connections))
    other, _ = asyncio.run(both(connections))
    assert first is again
    assert first is not other


def test_a_client_ends_with_its_event_loop() -> None:
    connections = Connections(None, None)
    first, _ = asyncio.run(both(connections))
    assert first.is_closed


def test_event_loops_side_by_side_have_their_own_clients() -> None:
    connections = Connections(None, None)
    here, there = asyncio.new_event_loop(), asyncio.new_event_loop()
    with closing(here), closing(there):
        first, _ = here.run_until_complete(both(connections))
        second, _ = there.run_until_complete(both(connections))
        again, _ = here.run_until_complete(both(connections))
        for loop in (here, there):
            loop.run_until_complete(loop.shutdown_asyncgens())
    assert first is again
    assert first is not second


def test_a_loop_that_was_closed_is_forgotten() -> None:
    connections = Connections(None, None)
    asyncio.run(both(connections))
    asyncio.run(both(connections))
    (process,) = connections._processes.values()
    assert len(process.loops) == 1


def test_a_client_that_was_closed_by_others_is_replaced() -> None:
    async def close_and_ask_again(connections: Connections) -> bool:
        first = await connections.async_client()
        await first.aclose()
        return await connections.async_client() is not first

    assert asyncio.run(close_and_ask_again(Connections(None, None)))


def test_connections_are_reused(half: Half, server: FaultServer) -> None:
    client = client_of(server)
    for _ in range(3):
        half.run(client, "echo", "Hi!")
    half.run(client.with_options(timeout=5, max_retries=0), "echo", "Hi!")
    assert (server.runs, server.connections) == (4, 1)
    half.close(client)
    server.wait_until(lambda: server.open_connections == 0)


def test_asyncio_run_can_be_called_again_and_leaves_nothing_open(server: FaultServer) -> None:
    client = client_of(server)
    with warnings.catch_warnings(record=True) as warned:
        warnings.simplefilter("always")
        for _ in range(2):
            asyncio.run(client.run_workflow("echo", "Hi!"))
        server.wait_until(lambda: server.open_connections == 0)
        gc.collect()
    assert [str(warning.message) for warning in warned] == []
    assert server.connections == 2


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system does not fork")
def test_a_forked_process_makes_its_own_client_and_leaves_its_parents_alone(
    server: FaultServer,
) -> None:
    client = client_of(server, max_retries=0)
    client.run_workflow_sync("echo", "Hi!")
    said, say = os.pipe()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # the server runs in a thread
        child = os.fork()
    if child == 0:
        try:
            os.write(say, client.run_workflow_sync("echo", "Hi!").response.encode())
            client.close()
        finally:
            os._exit(0)
    os.waitpid(child, 0)
    os.close(say)
    assert os.read(said, 100) == b"x"
    os.close(said)
    client.run_workflow_sync("echo", "Hi!")
    assert [request.connection for request in server.requests] == [1, 2, 1]
    client.close()


def test_a_closed_client_says_so(half: Half, server: FaultServer) -> None:
    client = client_of(server)
    half.run(client, "echo", "Hi!")
    half.close(client)
    half.close(client)
    with pytest.raises(SketricGenError, match="This client is closed"):
        half.run(client, "echo", "Hi!")
    assert server.runs == 1


def test_a_client_that_was_never_used_can_be_closed(half: Half) -> None:
    half.close(SketricGenClient(KEY))


def test_closing_a_copy_closes_the_original() -> None:
    client = SketricGenClient(KEY)
    client.with_options(timeout=5).close()
    with pytest.raises(SketricGenError, match="closed"):
        client.run_workflow_sync("echo", "Hi!")


def test_aclose_closes_the_blocking_connections_too(server: FaultServer) -> None:
    client = client_of(server)
    client.run_workflow_sync("echo", "Hi!")
    asyncio.run(client.aclose())
    server.wait_until(lambda: server.open_connections == 0)


def test_a_with_block_closes_the_client(server: FaultServer) -> None:
    with client_of(server) as client:
        client.run_workflow_sync("echo", "Hi!")

    async def in_a_block() -> SketricGenClient:
        async with client_of(server) as async_client:
            await async_client.run_workflow("echo", "Hi!")
        return async_client

    for closed in (client, asyncio.run(in_a_block())):
        with pytest.raises(SketricGenError, match="closed"):
            closed.run_workflow_sync("echo", "Hi!")
    server.wait_until(lambda: server.open_connections == 0)


def test_a_copy_has_other_settings_and_leaves_the_original_alone() -> None:
    client = SketricGenClient(KEY, allowed_content_types=["text/csv"])
    copied = client.with_options(timeout=5, upload_timeout=6, max_retries=0)
    assert type(copied) is SketricGenClient
    changed = (copied.config.timeout, copied.config.upload_timeout, copied.config.max_retries)
    assert changed == (5.0, 6.0, 0)
    assert copied.config.allowed_content_types == ("text/csv",)
    assert client.config.timeout == 300.0
    assert client.with_options().config == client.config


def test_a_client_that_is_passed_in_is_used_and_not_closed(half: Half, server: FaultServer) -> None:
    http_client = half.make_http_client(headers={"X-Team": "blue"})
    client = client_of(server, **{half.keyword: http_client})
    half.run(client, "echo", "Hi!")
    half.close(client)
    assert server.requests[0].header("X-Team") == "blue"
    assert not http_client.is_closed
    half.close_http_client(http_client)


def test_a_client_from_the_environment_uses_what_is_passed_in(
    monkeypatch: pytest.MonkeyPatch, half: Half, server: FaultServer
) -> None:
    monkeypatch.setenv("SKETRICGEN_API_KEY", KEY)
    monkeypatch.setenv("SKETRICGEN_BASE_URL", server.url)
    http_client = half.make_http_client(headers={"X-Team": "blue"})
    passed: dict[str, Any] = {half.keyword: http_client}
    half.run(SketricGenClient.from_env(**passed), "echo", "Hi!")
    assert server.requests[0].header("X-Team") == "blue"
    half.close_http_client(http_client)


def test_a_client_that_was_passed_in_and_closed_is_refused(half: Half, server: FaultServer) -> None:
    http_client = half.make_http_client()
    half.close_http_client(http_client)
    with pytest.raises(SketricGenError, match="passed in is closed"):
        half.run(client_of(server, **{half.keyword: http_client}), "echo", "Hi!")


@pytest.mark.parametrize(
    ("name", "wrong", "allowed"),
    [
        ("http_client", httpx.AsyncClient, r"AsyncClient\. Allowed is an httpx\.Client"),
        ("async_http_client", httpx.Client, r"Client\. Allowed is an httpx\.AsyncClient"),
        ("http_client", object, r"object\. Allowed is an httpx\.Client"),
    ],
)
def test_a_client_of_the_wrong_kind_is_refused(name: str, wrong: type[Any], allowed: str) -> None:
    with pytest.raises(SketricGenValidationError, match=f"{name} is a {allowed}"):
        SketricGenClient(KEY, **{name: wrong()})


def test_the_proxies_of_the_environment_are_used(
    monkeypatch: pytest.MonkeyPatch, half: Half, server: FaultServer
) -> None:
    monkeypatch.setenv("HTTP_PROXY", server.url)
    monkeypatch.setenv("NO_PROXY", "")
    with pytest.warns(UserWarning, match=r"base_url is plain http.* chat\.invalid"):
        client = SketricGenClient(KEY, base_url="http://chat.invalid")
    assert half.run(client, "echo", "Hi!").response == "x"
    half.close(client)
    (request,) = server.requests
    assert request.header("Host") == "chat.invalid"
