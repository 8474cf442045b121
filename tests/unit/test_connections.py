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
    SketricGenTimeoutError,
    SketricGenValidationError,
)
from sketricgen._http import async_network, connections, pool
from sketricgen._http.connections import Connections

from tests.support import FaultServer, Hang, Reply

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.support.halves import Half

pytestmark = pytest.mark.usefixtures("no_proxies")

KEY = "sk-1"
BURST = 7
RUN = dict.fromkeys(("agent_id", "user_id", "conversation_id", "response", "owner"), "x")


@pytest.fixture
def server() -> Iterator[FaultServer]:
    with FaultServer() as running:
        running.on("POST", "/api/v1/run-workflow", Reply(201, json=RUN))
        yield running


def client_of(server: FaultServer, **options: Any) -> SketricGenClient:
    return SketricGenClient(KEY, base_url=server.url, platform_url=server.url, **options)


def burst(half: Half, client: SketricGenClient, calls: int) -> None:
    """Make calls side by side."""
    if half.loop is not None:
        half.loop.run_until_complete(several(client, calls))
        return
    threads = [
        threading.Thread(target=client.run_workflow_sync, args=("echo", "Hi!"))
        for _ in range(calls)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


async def several(client: SketricGenClient, calls: int) -> None:
    await asyncio.gather(*(client.run_workflow("echo", "Hi!") for _ in range(calls)))


def run_in(loop: asyncio.AbstractEventLoop, client: SketricGenClient) -> None:
    loop.run_until_complete(client.run_workflow("echo", "Hi!"))


def test_threads_that_begin_at_once_share_their_connections(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class SlowToMake(connections._Process):
        def __init__(self) -> None:
            time.sleep(0.01)
            super().__init__()

    monkeypatch.setattr(connections, "_Process", SlowToMake)
    shared = Connections(None, None)
    start = threading.Barrier(16)
    got: list[object] = []

    def get() -> None:
        start.wait()
        got.append(shared.scope())

    threads = [threading.Thread(target=get) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(got) == 16
    assert len(set(map(id, got))) == 1
    shared.close()


def test_tasks_that_begin_at_once_share_their_connections(
    monkeypatch: pytest.MonkeyPatch, server: FaultServer
) -> None:
    monkeypatch.setattr(async_network, "_loading", [True])  # as for the first of all calls
    client = client_of(server)

    async def twice() -> None:
        await several(client, 3)
        await several(client, 3)

    asyncio.run(twice())
    assert server.connections <= 3
    server.wait_until(lambda: server.open_connections == 0)


def test_event_loops_side_by_side_have_their_own_connections(server: FaultServer) -> None:
    client = client_of(server)
    here, there = asyncio.new_event_loop(), asyncio.new_event_loop()
    with closing(here), closing(there):
        for loop in (here, there, here, there):
            run_in(loop, client)
        assert [request.connection for request in server.requests] == [1, 2, 1, 2]
        here.run_until_complete(client.aclose())
        server.wait_until(lambda: server.open_connections == 1)
        there.run_until_complete(there.shutdown_asyncgens())
        server.wait_until(lambda: server.open_connections == 0)


def test_a_loop_that_was_closed_is_forgotten(server: FaultServer) -> None:
    client = client_of(server)
    for _ in range(3):
        asyncio.run(client.run_workflow("echo", "Hi!"))
    (process,) = client._connections._processes.values()
    assert len(process.loops) == 1
    client.close()


def test_a_loop_that_goes_on_after_its_connections_ended_gets_others(server: FaultServer) -> None:
    client = client_of(server)
    with closing(asyncio.new_event_loop()) as loop:
        run_in(loop, client)
        loop.run_until_complete(loop.shutdown_asyncgens())
        server.wait_until(lambda: server.open_connections == 0)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ResourceWarning)  # asyncio says that it goes on
            run_in(loop, client)
            run_in(loop, client)
        assert [request.connection for request in server.requests] == [1, 2, 2]
        loop.run_until_complete(client.aclose())
    server.wait_until(lambda: server.open_connections == 0)


def test_a_burst_opens_as_many_connections_as_it_needs_and_no_more(
    half: Half, server: FaultServer
) -> None:
    client = client_of(server)
    burst(half, client, BURST)
    opened = server.connections
    burst(half, client, opened)
    assert server.connections == opened <= BURST
    half.close(client)
    server.wait_until(lambda: server.open_connections == 0)


def test_connections_that_a_burst_leaves_behind_are_closed(
    half: Half, monkeypatch: pytest.MonkeyPatch
) -> None:
    with FaultServer() as server:
        server.reply(status=201, json=RUN, delay=0.05)
        client = client_of(server)
        burst(half, client, BURST)
        assert server.connections > 1
        monkeypatch.setattr(pool, "KEEPALIVE_SECONDS", 0.0)
        half.run(client, "echo", "Hi!")
        server.wait_until(lambda: server.open_connections == 1)
        half.close(client)


def test_a_request_that_fails_takes_its_connection_with_it(half: Half) -> None:
    with FaultServer() as server:
        server.on(None, None, Hang(), Hang(), Hang(), Reply(201, json=RUN))
        client = client_of(server, max_retries=0)
        for _ in range(3):
            with pytest.raises(SketricGenTimeoutError):
                half.run(client, "echo", "Hi!", timeout=0.1)
        assert half.run(client, "echo", "Hi!").response == "x"
        server.wait_until(lambda: server.open_connections == 1)
        half.close(client)


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


def test_a_client_that_is_dropped_leaves_no_connection(half: Half, server: FaultServer) -> None:
    client = client_of(server)
    half.run(client, "echo", "Hi!")
    del client
    gc.collect()
    if half.loop is not None:
        half.loop.run_until_complete(asyncio.sleep(0.01))
        half.loop.run_until_complete(asyncio.sleep(0))
    server.wait_until(lambda: server.open_connections == 0)


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
    monkeypatch.setenv("SKETRICGEN_PLATFORM_URL", server.url)
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
        ("http_client", httpx.AsyncClient, r"an httpx\.Client, got AsyncClient\."),
        ("async_http_client", httpx.Client, r"an httpx\.AsyncClient, got Client\."),
        ("http_client", object, r"an httpx\.Client, got object\."),
    ],
)
def test_a_client_of_the_wrong_kind_is_refused(name: str, wrong: type[Any], allowed: str) -> None:
    with pytest.raises(SketricGenValidationError, match=f"^{name} must be {allowed}"):
        SketricGenClient(KEY, **{name: wrong()})


def test_the_proxies_of_the_environment_are_used(
    monkeypatch: pytest.MonkeyPatch, half: Half, server: FaultServer
) -> None:
    monkeypatch.setenv("HTTP_PROXY", server.url)
    monkeypatch.setenv("NO_PROXY", "")
    with pytest.warns(UserWarning, match=r"base_url is plain http.* chat\.invalid"):
        client = SketricGenClient(KEY, base_url="http://chat.invalid", platform_url=server.url)
    for _ in range(2):
        assert half.run(client, "echo", "Hi!").response == "x"
    half.close(client)
    assert [request.header("Host") for request in server.requests] == ["chat.invalid"] * 2
    assert server.connections == 1
    server.wait_until(lambda: server.open_connections == 0)


@pytest.mark.parametrize("exempt", ["127.0.0.1", "*", "chat.invalid, 127.0.0.1", "chat.invalid,*"])
def test_a_host_that_is_exempt_is_reached_without_the_proxy(
    monkeypatch: pytest.MonkeyPatch, half: Half, server: FaultServer, exempt: str
) -> None:
    with FaultServer() as proxy:
        monkeypatch.setenv("ALL_PROXY", proxy.url)
        monkeypatch.setenv("NO_PROXY", exempt)
        client = client_of(server)
        assert half.run(client, "echo", "Hi!").response == "x"
        half.close(client)
        assert proxy.connections == 0
    assert server.runs == 1


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("NO_PROXY", "localhost,127.0.0.1"),
        ("no_proxy", "*"),
        ("ftp_proxy", "http://proxy.invalid"),
        ("npm_config_no_proxy", "registry.invalid"),
    ],
)
def test_a_variable_that_names_no_proxy_for_us_changes_nothing(
    monkeypatch: pytest.MonkeyPatch, half: Half, server: FaultServer, variable: str, value: str
) -> None:
    monkeypatch.setenv(variable, value)
    client = client_of(server)
    for _ in range(3):
        assert half.run(client, "echo", "Hi!").response == "x"
    assert (server.runs, server.connections) == (3, 1)
    half.close(client)
    server.wait_until(lambda: server.open_connections == 0)
