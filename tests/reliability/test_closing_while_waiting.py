"""Closing the client ends what waits for its next attempt or its next look, in both halves."""

from __future__ import annotations

import asyncio
import threading
from typing import TYPE_CHECKING, Any, Callable

import pytest
from sketricgen import SketricGenClient, SketricGenError
from sketricgen._http.cancellation import CancelScope

from tests.control.service import perform
from tests.reliability.places import at_once
from tests.support import FaultServer, Reply

if TYPE_CHECKING:
    from tests.conftest import ClientFactory
    from tests.support.halves import Half

RUN = "/api/v1/run-workflow"
JOB = "/dev/admin/v1/jobs/j-1"


def call(half: Half, client: SketricGenClient) -> Any:
    return half.run(client, "agent-1", "Hi")


def job(half: Half, client: SketricGenClient) -> Any:
    return perform(half, client, "brand_agents.wait", "j-1", poll_interval=30.0)


@pytest.mark.parametrize("wait", [call, job], ids=["attempt", "look"])
def test_a_wait_ends_when_the_client_is_closed_from_another_thread(
    half: Half,
    make_client: ClientFactory,
    server: FaultServer,
    wait: Callable[[Half, SketricGenClient], Any],
) -> None:
    server.on("POST", RUN, Reply(429, headers={"Retry-After": "30"}))
    server.on("GET", JOB, Reply(json={"job_id": "j-1", "status": "queued"}))
    waiting = threading.Event()
    client = make_client(server.url, max_retries=1, on_attempt=lambda _: waiting.set())

    def close() -> None:
        waiting.wait()
        client.close()

    closer = threading.Thread(target=close)
    closer.start()
    with at_once(), pytest.raises(SketricGenError, match="The client was closed while") as caught:
        wait(half, client)
    closer.join()
    assert not caught.value.maybe_executed
    assert len(server.requests) == 1


def test_the_wait_of_an_event_loop_that_has_ended_is_no_obstacle() -> None:
    loop, scope = asyncio.new_event_loop(), CancelScope()
    loop.set_exception_handler(lambda *_: None)  # the task is left unfinished
    task = loop.create_task(scope.asleep(30.0))
    loop.run_until_complete(asyncio.sleep(0))
    loop.close()
    scope.cancel()
    assert not task.done()


def test_a_wait_that_is_ended_twice_has_ended() -> None:
    async def main() -> bool:
        scope = CancelScope()
        waiting = asyncio.ensure_future(scope.asleep(30.0))
        await asyncio.sleep(0)
        scope.cancel()
        scope.cancel()
        return await waiting

    assert asyncio.run(main())
