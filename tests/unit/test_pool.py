"""A connection has one owner at a time: an exchange, or the pool."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING, Any

import pytest
from sketricgen._http import pool as pools
from sketricgen._http.cancellation import CancelledError, CancelScope, Claim
from sketricgen._http.origins import KEEPALIVE_SECONDS, Origin
from sketricgen._http.pool import Connection, Lease, Pool
from sketricgen._http.timeouts import Timeouts

if TYPE_CHECKING:
    from collections.abc import Iterable

HERE = Origin(b"https", b"here.example", 443)
THERE = Origin(b"https", b"there.example", 443)
BOUNDS = Timeouts(5.0)


class FakeLink:
    """The network side of a connection, which notes what is done with it."""

    def __init__(self) -> None:
        self.timeouts = Timeouts(60.0)
        self.done: list[str] = []

    def shut(self) -> None:
        self.done.append("shut")

    def close(self) -> None:
        self.done.append("close")

    def forget(self) -> None:
        self.done.append("forget")


class FakeCore:
    """A connection as httpcore has it."""

    def __init__(self) -> None:
        self.expired = False

    def has_expired(self) -> bool:
        return self.expired


class Clock:
    """The time as the pool is told it; to event loops in other threads it goes on as ever."""

    def __init__(self) -> None:
        self.now = 1000.0

    def monotonic(self) -> float:
        return self.now


class LosingStack(list[Any]):
    """A stack whose last connection another thread always takes first."""

    def pop(self, _: Any = -1) -> Any:
        self.clear()
        raise IndexError("pop from empty list")


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(pools, "time", clock)
    return clock


@pytest.fixture
def links() -> list[FakeLink]:
    """The network sides of all connections that were made, in order."""
    return []


@pytest.fixture
def pool(links: list[FakeLink]) -> Pool:
    def make(origin: Origin) -> Connection:
        links.append(FakeLink())
        return Connection(FakeCore(), links[-1], origin)

    return Pool(make)


def take(pool: Pool, origin: Origin = HERE, scope: CancelScope | None = None) -> Lease:
    return pool.lease(origin, scope or pool.scope, BOUNDS)


def owned(lease: Lease) -> Connection:
    assert lease.connection is not None
    return lease.connection


def give_back(leases: Iterable[Lease]) -> None:
    for lease in leases:
        lease.release(is_reusable=True)


def stack_of(pool: Pool) -> list[Connection]:
    return pool._idle[HERE]


def test_a_claim_is_had_by_the_first_who_takes_it() -> None:
    claim = Claim(FakeLink().shut)
    assert [claim.take(), claim.take()] == [True, False]


def test_a_claim_that_is_cancelled_shuts_its_connection_once() -> None:
    link = FakeLink()
    claim = Claim(link.shut)
    claim.cancel()
    claim.cancel()
    assert link.done == ["shut"]
    assert not claim.take()


def test_a_claim_that_was_taken_leaves_its_connection_alone() -> None:
    link = FakeLink()
    claim = Claim(link.shut)
    claim.take()
    claim.cancel()
    assert link.done == []


def test_a_connection_is_used_again_with_the_bounds_of_its_new_owner(
    pool: Pool, links: list[FakeLink]
) -> None:
    first = take(pool)
    connection = owned(first)
    assert connection.link.timeouts is BOUNDS
    first.release(is_reusable=True)
    bounds = Timeouts(7.0)
    second = pool.lease(HERE, pool.scope, bounds)
    assert second.connection is connection
    assert connection.link.timeouts is bounds
    assert len(links) == 1
    assert links[0].done == []


def test_a_connection_to_elsewhere_is_another(pool: Pool) -> None:
    first = take(pool)
    connection = owned(first)
    first.release(is_reusable=True)
    assert owned(take(pool, THERE)) is not connection


def test_of_several_the_warmest_is_taken(pool: Pool) -> None:
    leases = [take(pool) for _ in range(3)]
    connections = [owned(lease) for lease in leases]
    give_back(leases)
    assert take(pool).connection is connections[-1]


@pytest.mark.usefixtures("clock")
def test_what_was_idle_for_too_long_is_closed_and_replaced(
    pool: Pool, links: list[FakeLink], clock: Clock
) -> None:
    give_back([take(pool), take(pool)][::-1])
    clock.now += KEEPALIVE_SECONDS + 0.1
    new = owned(take(pool))
    assert len(links) == 3
    assert new.link is links[2]
    assert [link.done[0] for link in links[:2]] == ["close", "close"]


def test_a_connection_that_httpcore_finds_expired_is_closed_and_the_next_is_taken(
    pool: Pool, links: list[FakeLink]
) -> None:
    leases = [take(pool), take(pool)]
    colder, warmer = map(owned, leases)
    give_back(leases)
    warmer.core.expired = True
    assert take(pool).connection is colder
    assert links[1].done == ["close"]


def test_taking_the_warmest_closes_those_that_were_idle_for_too_long(
    pool: Pool, links: list[FakeLink], clock: Clock
) -> None:
    leases = [take(pool) for _ in range(4)]
    give_back(leases[:2])
    clock.now += KEEPALIVE_SECONDS - 1
    give_back(leases[2:])
    clock.now += 2
    lease = take(pool)
    assert owned(lease).link is links[3]
    assert [link.done[:1] for link in links] == [["close"], ["close"], [], []]
    assert [connection.link for connection in stack_of(pool)] == [links[2]]


def test_losing_the_race_for_the_only_connection_makes_a_new_one(
    pool: Pool, links: list[FakeLink]
) -> None:
    give_back([take(pool)])
    pool._idle[HERE] = LosingStack(stack_of(pool))
    assert owned(take(pool)).link is links[1]


def test_losing_the_race_for_a_stale_connection_leaves_it_to_the_other_thread(
    pool: Pool, links: list[FakeLink], clock: Clock
) -> None:
    class LosingAtTheBottom(list[Any]):
        """A stack from whose bottom another thread takes the stale connection first."""

        def remove(self, connection: Any) -> None:
            super().remove(connection)
            super().remove(connection)

    leases = [take(pool) for _ in range(3)]
    give_back(leases[:1])
    clock.now += KEEPALIVE_SECONDS + 0.1
    give_back(leases[1:])
    pool._idle[HERE] = LosingAtTheBottom(stack_of(pool))
    assert owned(take(pool)).link is links[2]
    assert [connection.link for connection in stack_of(pool)] == [links[1]]
    assert "close" not in links[0].done
    assert links[1].done == []


def test_losing_the_race_to_close_is_harmless(pool: Pool, links: list[FakeLink]) -> None:
    give_back([take(pool), take(pool, THERE)])
    pool._idle[HERE] = LosingStack(stack_of(pool))
    pool.close()
    assert links[1].done[0] == "close"


def test_no_more_than_a_hundred_are_kept(pool: Pool, links: list[FakeLink]) -> None:
    assert pools._MOST_IDLE == 100
    leases = [take(pool) for _ in range(102)]
    give_back(leases)
    assert len(stack_of(pool)) == 100
    assert [link.done[:1] for link in links] == [[]] * 100 + [["close"]] * 2


def test_a_connection_that_cannot_be_used_again_is_closed(
    pool: Pool, links: list[FakeLink]
) -> None:
    take(pool).release(is_reusable=False)
    assert links[0].done[0] == "close"
    assert pool._idle.get(HERE, []) == []


def test_a_connection_whose_exchange_failed_is_closed(pool: Pool, links: list[FakeLink]) -> None:
    take(pool).discard()
    assert links[0].done[0] == "close"
    assert pool._idle.get(HERE, []) == []


def test_a_lease_ends_once(pool: Pool, links: list[FakeLink]) -> None:
    lease = take(pool)
    lease.release(is_reusable=True)
    lease.release(is_reusable=True)
    lease.discard()
    assert len(stack_of(pool)) == 1
    assert links[0].done == []


@pytest.mark.parametrize("end", ["release", "discard"])
@pytest.mark.parametrize("way", ["lease", "scope", "pool"])
def test_a_lease_that_was_cancelled_from_elsewhere_is_forgotten_and_not_given_back(
    pool: Pool, links: list[FakeLink], way: str, end: str
) -> None:
    scope = CancelScope(pool.scope)
    lease = take(pool, scope=scope)
    {"lease": lease.cancel, "scope": scope.cancel, "pool": pool.close}[way]()
    assert links[0].done == ["shut"]
    if end == "release":
        lease.release(is_reusable=True)
    else:
        lease.discard()
    assert links[0].done[:2] == ["shut", "forget"]
    assert "close" not in links[0].done
    assert pool._idle.get(HERE, []) == []


def test_cancelling_after_the_end_leaves_the_connection_alone(
    pool: Pool, links: list[FakeLink]
) -> None:
    scope = CancelScope()
    lease = take(pool, scope=scope)
    lease.release(is_reusable=True)
    scope.cancel()
    lease.cancel()
    assert links[0].done == []


def test_nothing_is_begun_in_a_cancelled_scope(pool: Pool, links: list[FakeLink]) -> None:
    scope = CancelScope()
    scope.cancel()
    with pytest.raises(CancelledError):
        take(pool, scope=scope)
    gc.collect()
    assert links[0].done[:2] == ["shut", "forget"]
    assert pool._idle.get(HERE, []) == []


def test_closing_closes_what_is_idle_and_shuts_what_is_in_use(
    pool: Pool, links: list[FakeLink]
) -> None:
    give_back([take(pool), take(pool), take(pool, THERE)])
    in_use = take(pool)
    pool.close()
    pool.close()
    done = {link.done[0] for link in links if link is not owned(in_use).link}
    assert done == {"close"}
    assert owned(in_use).link.done == ["shut"]


def test_what_is_given_back_to_a_closed_pool_is_closed(pool: Pool, links: list[FakeLink]) -> None:
    lease = take(pool, scope=CancelScope())  # one that the pool does not end
    pool.close()
    lease.release(is_reusable=True)
    assert links[0].done[0] == "close"
    assert stack_of(pool) == []


def test_a_lease_that_is_dropped_lets_go_of_its_connection(
    pool: Pool, links: list[FakeLink]
) -> None:
    lease = take(pool)
    del lease
    gc.collect()
    assert links[0].done == ["forget"]
    assert not pool.scope._members
    assert pool._idle.get(HERE, []) == []


def test_a_pool_that_is_dropped_lets_go_of_its_idle_connections(links: list[FakeLink]) -> None:
    def make(origin: Origin) -> Connection:
        links.append(FakeLink())
        return Connection(FakeCore(), links[-1], origin)

    dropped = Pool(make)
    give_back([take(dropped)])
    del dropped
    gc.collect()
    assert links[0].done == ["forget"]
