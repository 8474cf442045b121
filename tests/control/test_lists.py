"""Lists that come in pages: each page is fetched when it is needed, and none is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from sketricgen import (
    Pages,
    SketricGenAdminError,
    SketricGenClient,
    SketricGenResponseError,
)

from tests.control.service import READS, ROOT, Operation, items, perform
from tests.support import Computed, FaultServer, Received, Reply

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.support.halves import Half

pytestmark = pytest.mark.usefixtures("no_waiting")

AGENTS = f"{ROOT}/agents"
LISTS = READS[1:4]  # those with a token


def page(*ids: str, **rest: Any) -> Reply:
    return Reply(json={"agents": [{"agent_id": each} for each in ids], **rest})


def ids(found: list[Any]) -> list[str]:
    return [each.agent_id for each in found]


def collect(half: Half, pages: Any, found: list[str]) -> None:
    """Adds the ids of a list to `found` as they come."""
    if half.loop is None:
        for each in pages:
            found.append(each.agent_id)  # noqa: PERF401 # one by one, since it raises
        return

    async def read() -> None:
        async for each in pages:
            found.append(each.agent_id)  # noqa: PERF401 # as above

    half.loop.run_until_complete(read())


def first(half: Half, pages: Any) -> Any:
    """Reads the first item, and no further."""
    if half.loop is None:
        return next(iter(pages))
    return half.loop.run_until_complete(pages.__aiter__().__anext__())


@pytest.mark.parametrize("operation", LISTS, ids=str)
def test_every_page_is_read_until_there_is_no_token(
    half: Half, client: SketricGenClient, server: FaultServer, operation: Operation
) -> None:
    pages = [{**operation.answer, "next_token": token} for token in ("a b&c", "2", "")]
    operation.on(server, *(Reply(json=each) for each in pages))
    assert len(operation.perform(half, client)) == 3
    assert [r.query for r in server.requests] == ["", "next_token=a+b%26c", "next_token=2"]


@pytest.mark.parametrize("rest", [{}, {"next_token": None}, {"next_token": ""}])
def test_a_list_ends_where_the_token_is_absent_null_or_empty(
    half: Half, client: SketricGenClient, server: FaultServer, rest: dict[str, Any]
) -> None:
    server.on("GET", AGENTS, page("1", **rest), repeat=False)
    assert ids(items(half, client.agents.list())) == ["1"]


def test_nothing_is_sent_before_the_first_item_is_needed(
    half: Half, client: SketricGenClient, server: FaultServer
) -> None:
    server.on("GET", AGENTS, page("1", "2", next_token="x"), page("3"))
    agents = client.agents.list()
    assert isinstance(agents, Pages)
    assert server.requests == []
    assert first(half, agents).agent_id == "1"
    assert len(server.requests) == 1


def by_token(request: Received) -> Reply:
    """Three pages, each found by its token."""
    number = int(request.query.partition("=")[2] or 1)
    return page(str(number), next_token=str(number + 1) if number < 3 else None)


def test_each_loop_begins_anew(half: Half, client: SketricGenClient, server: FaultServer) -> None:
    server.on("GET", AGENTS, Computed(by_token))
    agents = client.agents.list()
    assert first(half, agents).agent_id == "1"
    assert ids(items(half, agents)) == ids(items(half, agents)) == ["1", "2", "3"]


def test_a_list_can_be_read_page_by_page(
    half: Half, client: SketricGenClient, server: FaultServer
) -> None:
    server.on("GET", AGENTS, page("1", "2", next_token="x"), page(next_token="y"), page("3"))
    assert [ids(each) for each in items(half, client.agents.list().pages())] == [
        ["1", "2"],
        [],
        ["3"],
    ]


def test_an_empty_page_in_between_does_not_end_a_list(
    half: Half, client: SketricGenClient, server: FaultServer
) -> None:
    server.on("GET", AGENTS, page(next_token="x"), page("1"))
    assert ids(items(half, client.agents.list())) == ["1"]


def test_a_token_that_comes_back_raises_after_the_items_before_it(
    half: Half, client: SketricGenClient, server: FaultServer
) -> None:
    server.on("GET", AGENTS, *(page(token, next_token=token) for token in ("x", "y", "x")))
    found: list[str] = []
    with pytest.raises(SketricGenResponseError, match="'x' as the next page a second time"):
        collect(half, client.agents.list(), found)
    assert found == ["x", "y", "x"]


def test_10_000_pages_are_read_without_a_deeper_stack(half: Half) -> None:
    def numbered(mark: int | None) -> Iterator[Any]:
        yield from ()
        number = mark or 0
        return [number], number + 1 if number < 9_999 else None  # type: ignore[return-value]

    def perform_one(flow: Any) -> Any:
        with pytest.raises(StopIteration) as done:
            next(flow)
        return done.value.value

    async def aperform_one(flow: Any) -> Any:
        return perform_one(flow)

    pages: Pages[int] = Pages(perform_one, aperform_one, numbered)  # type: ignore[arg-type]
    assert items(half, pages) == list(range(10_000))


@pytest.mark.parametrize(
    ("answer", "problem"),
    [
        ({}, "lacks the field 'agents'"),
        ({"agents": None}, "lacks the field 'agents'"),
        ({"agents": {}}, "has an object in the field 'agents', not a list"),
        ({"agents": [None]}, "has a list in the field 'agents'"),
        ({"agents": [5]}, "has a list in the field 'agents'"),
        ({"agents": [{}]}, "lacks the field 'agents.agent_id'"),
        ({"agents": [{"agent_id": 5}]}, "has a number in the field 'agents.agent_id'"),
        ({"agents": [], "next_token": 5}, "has a number in the field 'next_token'"),
        ({"agents": [], "next_token": ["x"]}, "has a list in the field 'next_token'"),
    ],
    ids=repr,
)
def test_a_page_that_cannot_be_read_raises_rather_than_being_skipped(
    half: Half, client: SketricGenClient, server: FaultServer, answer: Any, problem: str
) -> None:
    server.on("GET", AGENTS, Reply(json=answer))
    with pytest.raises(SketricGenResponseError, match=problem):
        items(half, client.agents.list())
    assert len(server.requests) == 1


def test_a_page_that_fails_in_passing_is_asked_for_again(
    half: Half, client: SketricGenClient, server: FaultServer
) -> None:
    server.on("GET", AGENTS, page("1", next_token="x"), Reply(500), page("2"))
    assert ids(items(half, client.agents.list())) == ["1", "2"]
    assert [r.query for r in server.requests] == ["", "next_token=x", "next_token=x"]


def test_a_page_that_is_refused_raises_after_the_items_before_it(
    half: Half, client: SketricGenClient, server: FaultServer
) -> None:
    server.on("GET", AGENTS, page("1", next_token="x"), Reply(403, json={"code": "c"}))
    found: list[str] = []
    with pytest.raises(SketricGenAdminError):
        collect(half, client.agents.list(), found)
    assert found == ["1"]


@pytest.mark.parametrize("operation", [*LISTS, READS[10]], ids=str)
def test_a_blocking_list_can_be_stepped_through(server: FaultServer, operation: Operation) -> None:
    operation.on(server, operation.healthy)
    group, _, method = operation.call.partition(".")
    with SketricGenClient("sk-1", base_url=server.url, platform_url=f"{server.url}/dev") as client:
        found = getattr(getattr(client, group), f"{method}_sync")(**operation.args)
        assert server.requests == []
        next(found)
        with pytest.raises(StopIteration):
            next(found)
    assert len(server.requests) == 1


def tools(request: Received) -> Reply:
    """Two of five tools at a time."""
    offset = int(request.query.partition("offset=")[2] or 0)
    names = [{"tool_name": f"t{n}"} for n in range(5)][offset : offset + 2]
    return Reply(json={"app_slug": "slack", "tools": names, "has_more": offset + 2 < 5})


def test_tools_are_read_until_there_are_no_more(
    half: Half, client: SketricGenClient, server: FaultServer
) -> None:
    server.on("GET", f"{ROOT}/connectors/slack/tools", Computed(tools))
    found = perform(half, client, "connectors.iter_tools", "slack")
    assert [tool.tool_name for tool in found] == ["t0", "t1", "t2", "t3", "t4"]
    assert [r.query for r in server.requests] == ["", "offset=2", "offset=4"]


@pytest.mark.parametrize(
    ("answer", "problem"),
    [
        ({"tools": [], "has_more": True}, "a second time"),
        ({"tools": [{}], "has_more": False}, "has a list in the field 'tools'"),
        ({"tools": 5}, "has a number in the field 'tools'"),
        ({"tools": [], "has_more": "yes"}, "has a string in the field 'has_more'"),
    ],
    ids=repr,
)
def test_tools_that_cannot_be_read_to_their_end_raise(
    half: Half, client: SketricGenClient, server: FaultServer, answer: Any, problem: str
) -> None:
    server.reply(json={"app_slug": "slack", **answer})
    with pytest.raises(SketricGenResponseError, match=problem):
        perform(half, client, "connectors.iter_tools", "slack")
