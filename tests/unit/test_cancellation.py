"""A scope ends what is under way in it, now and in future, and nothing beside it."""

from __future__ import annotations

import threading
import time

import pytest
from sketricgen._http.cancellation import CancelledError, CancelScope

# Nothing here takes this long, unless it is never woken.
FOR_EVER = 60.0


class Member:
    def __init__(self) -> None:
        self.cancelled = 0

    def cancel(self) -> None:
        self.cancelled += 1


def test_what_is_under_way_is_ended() -> None:
    scope, members = CancelScope(), [Member(), Member()]
    for member in members:
        scope.add(member.cancel)
    assert not scope.cancelled
    scope.check()
    scope.cancel()
    assert scope.cancelled
    assert [member.cancelled for member in members] == [1, 1]


def test_what_is_over_is_let_go_of() -> None:
    scope, member = CancelScope(), Member()
    scope.add(member.cancel)
    scope.remove(member.cancel)
    scope.remove(member.cancel)
    scope.cancel()
    assert member.cancelled == 0


def test_what_begins_in_a_cancelled_scope_is_ended_at_once() -> None:
    scope, member = CancelScope(), Member()
    scope.cancel()
    scope.add(member.cancel)
    assert member.cancelled == 1


def test_nothing_further_is_begun_in_a_cancelled_scope() -> None:
    scope = CancelScope()
    scope.cancel()
    with pytest.raises(CancelledError):
        scope.check()


def test_a_member_may_leave_while_all_are_cancelled() -> None:
    scope = CancelScope()

    class Leaving(Member):
        def cancel(self) -> None:
            super().cancel()
            scope.remove(self.cancel)

    members = [Leaving(), Leaving()]
    for member in members:
        scope.add(member.cancel)
    scope.cancel()
    scope.cancel()
    assert [member.cancelled for member in members] == [1, 1]


def test_a_child_follows_its_parent() -> None:
    parent, member = CancelScope(), Member()
    child = CancelScope(parent)
    child.add(member.cancel)
    parent.cancel()
    assert child.cancelled
    assert member.cancelled == 1


def test_a_child_of_a_cancelled_scope_is_cancelled() -> None:
    parent = CancelScope()
    parent.cancel()
    assert CancelScope(parent).cancelled


def test_a_parent_does_not_follow_its_child_nor_do_its_other_children() -> None:
    parent = CancelScope()
    first, second = CancelScope(parent), CancelScope(parent)
    first.cancel()
    assert (parent.cancelled, second.cancelled) == (False, False)


def test_closing_cancels_and_leaves_the_parent() -> None:
    parent, member = CancelScope(), Member()
    child = CancelScope(parent)
    child.add(member.cancel)
    child.close()
    assert (child.cancelled, parent.cancelled, member.cancelled) == (True, False, 1)
    parent.cancel()
    assert member.cancelled == 1


def test_a_scope_without_a_parent_can_be_closed() -> None:
    scope = CancelScope()
    scope.close()
    assert scope.cancelled


def test_sleeping_takes_its_time() -> None:
    scope, began = CancelScope(), time.monotonic()
    assert scope.sleep(0.02) is False
    assert time.monotonic() - began >= 0.02


def test_sleeping_in_a_cancelled_scope_takes_no_time() -> None:
    scope, began = CancelScope(), time.monotonic()
    scope.cancel()
    assert scope.sleep(FOR_EVER) is True
    assert time.monotonic() - began < FOR_EVER / 2


@pytest.mark.parametrize("of_the_parent", [False, True])
def test_cancelling_wakes_those_who_sleep(of_the_parent: bool) -> None:
    parent = CancelScope()
    scope = CancelScope(parent)
    woken: list[bool] = []
    sleepers = [
        threading.Thread(target=lambda: woken.append(scope.sleep(FOR_EVER))) for _ in range(3)
    ]
    for sleeper in sleepers:
        sleeper.start()
    (parent if of_the_parent else scope).cancel()
    for sleeper in sleepers:
        sleeper.join(FOR_EVER / 2)
    assert woken == [True, True, True]
