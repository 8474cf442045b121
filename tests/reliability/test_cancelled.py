"""A call that is cancelled, at whichever of its awaits, frees what it holds."""

from __future__ import annotations

import asyncio
import gc
from functools import partial
from typing import TYPE_CHECKING, Any, Callable

import httpx
import pytest
from sketricgen import SketricGenClient

from tests.conftest import KEY
from tests.contract.service import (
    COMPLETE,
    FORM,
    INIT,
    PDF,
    RUN,
    WHOLE_RUN,
    chat,
    completed_for,
    form_for,
    stream_of,
)
from tests.support import Computed, FaultServer, Hang, Reply
from tests.support.halves import nothing_left_open

if TYPE_CHECKING:
    from collections.abc import Awaitable, Coroutine, Generator

Call = Callable[[SketricGenClient], "Coroutine[Any, Any, object]"]

_LONG_ENOUGH_SECONDS = 20.0

# More awaits than any of these calls has; one that never ends must not end the test's memory.
_MOST_AWAITS = 400


class CancelledAtAwait:
    """Awaits a call, and cancels the task when the call waits for the n-th time.

    Args:
        call: What is awaited.
        number: The await at which it is cancelled, from 0.
        late: Cancel it in the moment in which that for which it waits is there.
    """

    def __init__(self, call: Coroutine[Any, Any, object], number: int, *, late: bool) -> None:
        self._call = call
        self._number = number
        self._late = late
        self.awaits = 0

    def __await__(self) -> Generator[Any, Any, object]:
        go_on: Callable[[], Any] = partial(self._call.send, None)
        while True:
            try:
                waited_for = go_on()
            except StopIteration as done:
                return done.value
            if self.awaits == self._number:
                self._cancel(waited_for)
            self.awaits += 1
            try:
                yield waited_for
            except BaseException as error:
                go_on = partial(self._call.throw, error)
            else:
                go_on = partial(self._call.send, None)

    def _cancel(self, waited_for: asyncio.Future[Any] | None) -> None:
        task = asyncio.current_task()
        assert task is not None
        if self._late and waited_for is not None:
            waited_for.add_done_callback(lambda _: task.cancel())
        else:
            task.cancel()


async def outcome_of(step_by_step: Awaitable[object]) -> object:
    return await step_by_step


async def cancel_at_every_await(server: FaultServer, call: Call, *, late: bool) -> int:
    """Makes a call as often as it has awaits, and cancels each at the next of them."""
    before = asyncio.all_tasks()
    for number in range(_MOST_AWAITS):
        async with SketricGenClient(
            KEY, base_url=server.url, platform_url=f"{server.url}/dev"
        ) as client:
            cancelled = CancelledAtAwait(call(client), number, late=late)
            task = asyncio.ensure_future(outcome_of(cancelled))
            await asyncio.wait([task])
            if not task.cancelled():
                assert task.exception() is None
                assert cancelled.awaits <= number
                return number
            answer = await client.run_workflow("agent-1", "after")
            assert answer.response == "Hello!"
        while server.open_connections:  # noqa: ASYNC110 # the server's thread wakes no task
            await asyncio.sleep(0.001)
        # What the call began beside itself has ended with it.
        assert asyncio.all_tasks() == before
    raise AssertionError("the call never comes to its end")


def assert_can_be_cancelled_anywhere(server: FaultServer, call: Call, *, late: bool) -> None:
    with nothing_left_open():
        awaits = asyncio.run(
            asyncio.wait_for(cancel_at_every_await(server, call, late=late), _LONG_ENOUGH_SECONDS)
        )
    assert awaits > 0


async def run(client: SketricGenClient) -> object:
    return await client.run_workflow("agent-1", "Hi")


async def run_within_a_deadline(client: SketricGenClient) -> object:
    return await client.run_workflow("agent-1", "Hi", deadline=60)


async def iterate(client: SketricGenClient, **options: float) -> object:
    stream: Any = await client.run_workflow("agent-1", "stream", stream=True, **options)  # type: ignore[call-overload] # the keys are not known
    return [event async for event in stream]


async def collect(client: SketricGenClient) -> object:
    return await (await client.run_workflow("agent-1", "stream", stream=True)).collect()


async def upload(client: SketricGenClient) -> object:
    return await client.upload_file("agent-1", PDF, file_name="report.pdf")


@pytest.fixture(autouse=True)
def answering(server: FaultServer, no_proxies: None) -> None:
    def answer(received: Any) -> Any:
        if received.json["user_input"] == "silent":
            return Hang()
        return stream_of(*WHOLE_RUN) if received.json["stream"] else Reply(201, json=chat())

    server.on("POST", RUN, Computed(answer))
    server.on("POST", INIT, Computed(partial(form_for, server)))
    server.on("POST", FORM, Reply(204))
    server.on("POST", COMPLETE, Computed(completed_for))


@pytest.mark.parametrize("late", [False, True], ids=["while waiting", "at arrival"])
@pytest.mark.parametrize(
    "call",
    [
        run,
        run_within_a_deadline,
        iterate,
        partial(iterate, event_timeout=60.0),
        partial(iterate, deadline=60.0),
        collect,
        upload,
    ],
    ids=["run", "run-deadline", "stream", "event_timeout", "deadline", "collect", "upload"],
)
def test_a_call_that_is_cancelled_at_any_of_its_awaits_frees_what_it_holds(
    server: FaultServer, call: Call, late: bool
) -> None:
    assert_can_be_cancelled_anywhere(server, call, late=late)


@pytest.mark.parametrize("late", [False, True], ids=["while waiting", "at arrival"])
@pytest.mark.parametrize("number", range(10))
def test_a_client_whose_calls_were_cancelled_goes_on_working(
    server: FaultServer, number: int, late: bool
) -> None:
    async def cancel_often() -> None:
        async with SketricGenClient(
            KEY, 2.0, max_retries=0, base_url=server.url, platform_url=server.url
        ) as client:
            for _ in range(6):
                cancelled = CancelledAtAwait(run(client), number, late=late)
                await asyncio.wait([asyncio.ensure_future(outcome_of(cancelled))])
            await run(client)

    asyncio.run(asyncio.wait_for(cancel_often(), _LONG_ENOUGH_SECONDS))


@pytest.mark.parametrize("late", [False, True], ids=["while waiting", "at arrival"])
@pytest.mark.parametrize("number", range(8))
@pytest.mark.parametrize("call", [run, run_within_a_deadline, iterate])
def test_a_cancelled_call_leaves_room_in_an_httpx_client_that_was_passed_in(
    server: FaultServer, call: Call, number: int, late: bool
) -> None:
    async def cancel_and_go_on() -> None:
        limits = httpx.Limits(max_connections=1)
        async with httpx.AsyncClient(limits=limits, trust_env=False) as own:
            client = SketricGenClient(
                KEY, base_url=server.url, platform_url=server.url, async_http_client=own
            )
            await run(client)
            cancelled = CancelledAtAwait(call(client), number, late=late)
            await asyncio.wait([asyncio.ensure_future(outcome_of(cancelled))])
            await run(client)

    asyncio.run(asyncio.wait_for(cancel_and_go_on(), _LONG_ENOUGH_SECONDS))


@pytest.mark.parametrize("turns", range(12))
def test_an_event_loop_that_ends_while_connections_are_closed_closes_them_all(
    server: FaultServer, turns: int
) -> None:
    async def leave_early() -> None:
        client = SketricGenClient(KEY, base_url=server.url, platform_url=server.url)
        stream = await client.run_workflow("agent-1", "stream", stream=True)
        neighbour = asyncio.ensure_future(client.run_workflow("agent-1", "silent"))
        while server.runs < 2:  # noqa: ASYNC110 # as above
            await asyncio.sleep(0.001)
        neighbour.cancel()
        await asyncio.wait([neighbour])
        closing = asyncio.ensure_future(stream.collect())
        for _ in range(turns):
            await asyncio.sleep(0)
        assert not closing.cancelled()

    with nothing_left_open():
        asyncio.run(asyncio.wait_for(leave_early(), _LONG_ENOUGH_SECONDS))
        gc.collect()
