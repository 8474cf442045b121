"""Connections are made when they are needed, reused, and closed with the client."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import threading
from typing import TYPE_CHECKING, Any

import pytest
from sketricgen import SketricGenClient, SketricGenError

from tests.conftest import KEY
from tests.contract.service import PDF, RUN, chat
from tests.support import FaultServer, Reply
from tests.support.halves import nothing_left_open

if TYPE_CHECKING:
    from sketricgen import ChatResponse

    from tests.conftest import ClientFactory
    from tests.support.halves import Half


@pytest.fixture(autouse=True)
def answering(server: FaultServer) -> None:
    server.reply(status=201, json=chat())


def make(server: FaultServer, **options: Any) -> SketricGenClient:
    return SketricGenClient(KEY, base_url=server.url, platform_url=f"{server.url}/dev", **options)


def test_one_connection_serves_many_calls(
    half: Half, client: SketricGenClient, server: FaultServer
) -> None:
    for _ in range(10):
        half.run(client, "agent-1", "Hi")
    assert (server.connections, server.runs) == (1, 10)


def test_an_error_does_not_cost_the_connection(
    half: Half, client: SketricGenClient, server: FaultServer
) -> None:
    server.on("POST", RUN, Reply(404, json={"detail": "No such agent"}), Reply(201, json=chat()))
    with pytest.raises(SketricGenError):
        half.run(client, "agent-1", "Hi")
    half.run(client, "agent-1", "Hi")
    assert server.connections == 1


def test_no_cookie_is_kept(half: Half, client: SketricGenClient, server: FaultServer) -> None:
    cookie = {"Set-Cookie": "session=s-1; Path=/"}
    server.on("POST", RUN, Reply(201, json=chat(), headers=cookie))
    for _ in range(2):
        half.run(client, "agent-1", "Hi")
    assert [request.header("Cookie") for request in server.requests] == [None, None]


def test_a_copy_with_other_options_shares_the_connections(
    half: Half, client: SketricGenClient, server: FaultServer
) -> None:
    half.run(client, "agent-1", "Hi")
    half.run(client.with_options(timeout=7, max_retries=0), "agent-1", "Hi")
    assert (server.connections, server.runs) == (1, 2)


def test_closing_a_copy_closes_both(half: Half, server: FaultServer) -> None:
    client = make(server)
    half.close(client.with_options(timeout=7))
    with pytest.raises(SketricGenError, match="This client is closed"):
        half.run(client, "agent-1", "Hi")


def test_no_connection_is_made_without_need(
    half: Half, make_client: ClientFactory, server: FaultServer
) -> None:
    half.close(make_client(server.url))
    assert server.connections == 0


def test_closing_leaves_nothing_open(half: Half, server: FaultServer) -> None:
    with nothing_left_open(half.loop):
        client = make(server)
        half.run(client, "agent-1", "Hi")
        half.close(client)
    server.wait_until(lambda: server.open_connections == 0)


def test_a_client_can_be_closed_twice_and_unused(half: Half, server: FaultServer) -> None:
    client = make(server)
    half.close(client)
    half.close(client)


def test_a_call_on_a_closed_client_is_refused(half: Half, server: FaultServer) -> None:
    client = make(server)
    half.run(client, "agent-1", "Hi")
    half.close(client)
    with pytest.raises(SketricGenError, match="Make a new one to go on"):
        half.run(client, "agent-1", "Hi")
    with pytest.raises(SketricGenError, match="Make a new one to go on"):
        half.upload(client, "agent-1", PDF, file_name="report.pdf")
    assert server.runs == 1


def test_a_with_block_closes_the_client(server: FaultServer) -> None:
    with make(server) as client:
        client.run_workflow_sync("agent-1", "Hi")
    with pytest.raises(SketricGenError, match="closed"):
        client.run_workflow_sync("agent-1", "Hi")
    server.wait_until(lambda: server.open_connections == 0)


def test_an_async_with_block_closes_the_client(server: FaultServer) -> None:
    async def use() -> SketricGenClient:
        async with make(server) as client:
            await client.run_workflow("agent-1", "Hi")
        with pytest.raises(SketricGenError, match="closed"):
            await client.run_workflow("agent-1", "Hi")
        return client

    asyncio.run(use())
    server.wait_until(lambda: server.open_connections == 0)


def test_one_client_serves_one_event_loop_after_the_other(server: FaultServer) -> None:
    client = make(server)
    for _ in range(2):
        answer = asyncio.run(client.run_workflow("agent-1", "Hi"))
        assert answer.response == "Hello!"
    server.wait_until(lambda: server.open_connections == 0)
    assert server.connections == 2
    client.close()


def test_an_event_loop_that_ends_takes_its_connections_along(server: FaultServer) -> None:
    client = make(server)
    with nothing_left_open():
        asyncio.run(client.run_workflow("agent-1", "Hi"))
    server.wait_until(lambda: server.open_connections == 0)
    client.close()


def test_blocking_calls_work_inside_a_running_loop(server: FaultServer) -> None:
    async def both() -> tuple[ChatResponse, ChatResponse]:
        async with make(server) as client:
            return client.run_workflow_sync("agent-1", "Hi"), await client.run_workflow("a", "Hi")

    first, second = asyncio.run(both())
    assert first == second
    assert server.runs == 2


def test_many_threads_share_a_client(server: FaultServer) -> None:
    server.on("POST", RUN, Reply(201, json=chat(), delay=0.02))
    done: list[str] = []

    def run_some() -> None:
        done.extend(client.run_workflow_sync("agent-1", "Hi").response for _ in range(5))

    with make(server) as client:
        threads = [threading.Thread(target=run_some) for _ in range(10)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert done == ["Hello!"] * 50
    assert server.connections <= 10


def test_many_event_loops_at_once_share_a_client(server: FaultServer) -> None:
    client = make(server)
    done: list[str] = []

    async def run_some() -> None:
        answers = await asyncio.gather(*(client.run_workflow("agent-1", "Hi") for _ in range(5)))
        done.extend(answer.response for answer in answers)

    threads = [threading.Thread(target=lambda: asyncio.run(run_some())) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    client.close()
    assert done == ["Hello!"] * 25
    server.wait_until(lambda: server.open_connections == 0)


def test_many_tasks_share_a_client(server: FaultServer) -> None:
    server.on("POST", RUN, Reply(201, json=chat(), delay=0.1))

    async def run_many() -> list[ChatResponse]:
        async with make(server) as client:
            runs = [client.run_workflow("agent-1", f"{number}") for number in range(200)]
            return await asyncio.gather(*runs)

    assert len(asyncio.run(run_many())) == 200
    assert server.runs == 200


FORKING = """
import asyncio, os, sys
from sketricgen import SketricGenClient

url = sys.argv[1]
client = SketricGenClient("key", base_url=url, platform_url=url)

def call(name):
    client.run_workflow_sync("agent-1", name)

async def acall(name):
    await client.run_workflow("agent-1", name)

call("parent before")
child = os.fork()
if not child:
    call("child")
    asyncio.run(acall("child async"))
    client.close()
    os._exit(0)
assert os.waitpid(child, 0)[1] == 0
call("parent after")
client.close()
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system does not fork")
def test_a_forked_process_leaves_the_connections_of_its_parent_alone(server: FaultServer) -> None:
    subprocess.run([sys.executable, "-c", FORKING, server.url], check=True, timeout=60)
    used = {request.json["user_input"]: request.connection for request in server.requests}
    assert used["parent before"] == used["parent after"]
    assert len({used["parent before"], used["child"], used["child async"]}) == 3
