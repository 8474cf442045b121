"""Bounds on waiting, and what becomes of a result that comes too late."""

from __future__ import annotations

import asyncio
import time
from typing import Any

import pytest
from sketricgen._http.timeouts import CONNECT_TIMEOUT, Deadline, Timeouts, completed, within


def test_a_deadline_runs_out() -> None:
    deadline = Deadline.after(50.0)
    assert 49 < deadline.left() <= 50
    assert Deadline(1.0, time.monotonic() - 5).left() == 0.0


def test_without_a_bound_each_wait_has_its_own_time() -> None:
    timeouts = Timeouts(30.0)
    timeouts.expect_event()
    assert not timeouts.is_bounded
    assert not timeouts.is_over
    assert timeouts.bound(30.0) == 30.0
    assert timeouts.bound(None) == timeouts.connect == CONNECT_TIMEOUT
    assert Timeouts(3.0).connect == 3.0


def test_a_deadline_bounds_each_wait() -> None:
    timeouts = Timeouts(30.0, Deadline.after(5.0))
    assert timeouts.is_bounded
    assert 4 < timeouts.bound(30.0) <= 5
    assert timeouts.bound(1.0) == 1.0
    assert Timeouts(30.0, Deadline.after(-1.0)).bound(30.0) <= 0
    assert Timeouts(30.0, Deadline.after(-1.0)).is_over


def test_the_time_for_an_event_begins_anew_and_never_passes_the_deadline() -> None:
    timeouts = Timeouts(30.0, Deadline.after(10.0), event_timeout=0.5)
    timeouts.expect_event()
    time.sleep(0.5)
    assert timeouts.is_over
    timeouts.expect_event()
    assert not timeouts.is_over
    late = Timeouts(30.0, Deadline.after(5.0), event_timeout=20.0)
    late.expect_event()
    assert late.bound(30.0) <= 5


def test_a_limit_ends_every_further_wait_and_is_never_raised() -> None:
    timeouts = Timeouts(30.0)
    timeouts.limit(2.0)
    timeouts.limit(20.0)
    assert 1 < timeouts.bound(30.0) <= 2


async def after(seconds: float, outcome: object) -> object:
    await asyncio.sleep(seconds)
    if isinstance(outcome, Exception):
        raise outcome
    return outcome


def test_what_is_in_time_is_given() -> None:
    assert asyncio.run(within(5.0, after(0, "x"))) == "x"
    with pytest.raises(ValueError, match="mine"):
        asyncio.run(within(5.0, after(0, ValueError("mine"))))


def test_what_is_late_is_cancelled_and_has_ended() -> None:
    ended: list[str] = []

    async def slow() -> None:
        try:
            await asyncio.sleep(60)
        finally:
            await asyncio.sleep(0)
            ended.append("slow")

    with pytest.raises(asyncio.TimeoutError):
        asyncio.run(within(0.01, slow()))
    assert ended == ["slow"]


@pytest.mark.parametrize("outcome", ["result", ValueError("mine")], ids=["result", "error"])
@pytest.mark.parametrize("is_discarded", [False, True])
def test_a_cancellation_wins_over_a_result_that_comes_with_it(
    outcome: object, is_discarded: bool
) -> None:
    discarded: list[Any] = []

    async def discard(result: object) -> None:
        discarded.append(result)

    async def both_at_once() -> None:
        result = asyncio.get_running_loop().create_future()
        waiting = asyncio.ensure_future(within(60.0, result, discard if is_discarded else None))
        await asyncio.sleep(0)
        if isinstance(outcome, Exception):
            result.set_exception(outcome)
        else:
            result.set_result(outcome)
        waiting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await waiting

    asyncio.run(both_at_once())
    assert discarded == (["result"] if is_discarded and outcome == "result" else [])


def test_what_is_to_be_completed_is_even_when_it_is_cancelled() -> None:
    done: list[str] = []

    async def closing() -> None:
        await asyncio.sleep(0.02)
        done.append("closed")

    async def cancelled() -> None:
        await completed(closing())
        assert done == ["closed"]
        waiting = asyncio.ensure_future(completed(closing()))
        await asyncio.sleep(0)
        waiting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await waiting

    asyncio.run(cancelled())
    assert done == ["closed", "closed"]
