from __future__ import annotations

import asyncio
import threading
from typing import TYPE_CHECKING, Any, cast

import httpx
import pytest

from tests.support import FaultServer, Reply, Stream, halves
from tests.support.halves import AsyncHalf, Half, nothing_left_open

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

    from sketricgen import SketricGenClient

half = halves.half


class BrokenOffError(Exception):
    pass


class Numbers:
    """A stream of two numbers and a failure, for either half."""

    def __init__(self, *, fails: bool) -> None:
        self._numbers = self._count(fails)
        self.closed = False

    def _count(self, fails: bool) -> Iterator[int]:
        yield 1
        yield 2
        if fails:
            raise BrokenOffError

    def __iter__(self) -> Numbers:
        return self

    def __next__(self) -> int:
        return next(self._numbers)

    def close(self) -> None:
        self.closed = True

    def __aiter__(self) -> Numbers:
        return self

    async def __anext__(self) -> int:
        await asyncio.sleep(0)
        try:
            return next(self)
        except StopIteration:
            raise StopAsyncIteration from None

    async def aclose(self) -> None:
        self.close()


class Client:
    """Says what it was asked, in either half."""

    def __init__(self) -> None:
        self.closed_by = ""

    def run_workflow_sync(self, *args: Any, stream: bool = False, **kwargs: Any) -> Any:
        return Numbers(**kwargs) if stream else ("sync", args, kwargs)

    async def run_workflow(self, *args: Any, stream: bool = False, **kwargs: Any) -> Any:
        return Numbers(**kwargs) if stream else ("async", args, kwargs)

    def upload_file_sync(self, *args: Any) -> Any:
        return ("sync upload", args)

    async def upload_file(self, *args: Any) -> Any:
        return ("async upload", args)

    def close(self) -> None:
        self.closed_by = "sync"

    async def aclose(self) -> None:
        self.closed_by = "async"


@pytest.fixture
def spoken() -> Client:
    return Client()


@pytest.fixture
def client(spoken: Client) -> SketricGenClient:
    return cast("SketricGenClient", spoken)


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(halves, "_LEFTOVERS_GO_WITHIN_SECONDS", 0.2)


def test_each_half_calls_its_own_methods(
    half: Half, client: SketricGenClient, spoken: Client
) -> None:
    answer: Any = half.run(client, "agent", user_input="hi")
    assert answer == (half.name, ("agent",), {"user_input": "hi"})
    uploaded: Any = half.upload(client, "agent")
    assert uploaded == (f"{half.name} upload", ("agent",))
    half.close(client)
    assert spoken.closed_by == half.name


def test_a_stream_is_read_to_its_end(half: Half, client: SketricGenClient) -> None:
    events: list[Any] = half.stream(client, fails=False)
    assert events == [1, 2]


def test_a_stream_raises_what_its_iteration_raises(half: Half, client: SketricGenClient) -> None:
    with pytest.raises(BrokenOffError):
        half.stream(client, fails=True)


def test_an_open_stream_goes_step_by_step_and_keeps_what_it_delivered(
    half: Half, client: SketricGenClient
) -> None:
    stream: Any = half.open(client, fails=True)
    assert stream.next() == 1
    with pytest.raises(BrokenOffError):
        stream.rest()
    assert stream.delivered == [1, 2]


def test_the_rest_of_a_stream_is_what_was_not_delivered_before(
    half: Half, client: SketricGenClient
) -> None:
    stream: Any = half.open(client, fails=False)
    stream.next()
    assert stream.rest() == [2]
    with pytest.raises(StopIteration):
        stream.next()


def test_an_open_stream_can_be_closed(half: Half, client: SketricGenClient) -> None:
    stream: Any = half.open(client, fails=False)
    stream.close()
    assert stream.stream.closed


def test_each_half_makes_and_closes_its_kind_of_http_client(half: Half) -> None:
    http_client = half.make_http_client(base_url="http://127.0.0.1")
    kinds = {"http_client": httpx.Client, "async_http_client": httpx.AsyncClient}
    assert type(http_client) is kinds[half.keyword]
    half.close_http_client(http_client)
    assert http_client.is_closed


def test_the_asynchronous_half_finishes_what_its_loop_still_holds() -> None:
    half = AsyncHalf()
    finished: list[str] = []

    async def wait_for_ever() -> None:
        try:
            await asyncio.sleep(60)
        finally:
            finished.append("task")

    async def count() -> AsyncIterator[int]:
        try:
            yield 1
        finally:
            finished.append("generator")

    numbers = count()

    async def begin() -> None:
        half.loop.create_task(wait_for_ever())
        await numbers.__anext__()

    half.loop.run_until_complete(begin())
    half.shut()
    assert finished == ["task", "generator"]
    assert half.loop.is_closed()


def test_a_used_and_closed_client_leaves_nothing_open(half: Half) -> None:
    with FaultServer() as server, nothing_left_open(half.loop):
        server.on(None, None, Stream([b"a"]))
        http_client = half.make_http_client()
        answer = http_client.get(server.url)
        if isinstance(half, AsyncHalf):
            answer = half.loop.run_until_complete(cast("Any", answer))
        assert cast("httpx.Response", answer).content == b"a"
        half.close_http_client(http_client)


@pytest.mark.usefixtures("impatient")
def test_an_open_connection_is_noticed() -> None:
    with FaultServer() as server, httpx.Client() as client:
        server.on(None, None, Reply())
        with pytest.raises(AssertionError, match="socket:"), nothing_left_open():
            client.get(server.url)


@pytest.mark.usefixtures("impatient")
def test_a_thread_that_goes_on_is_noticed() -> None:
    done = threading.Event()
    thread = threading.Thread(target=done.wait, name="goes-on")
    with pytest.raises(AssertionError, match="goes-on"), nothing_left_open():
        thread.start()
    done.set()
    thread.join()


@pytest.mark.usefixtures("impatient")
def test_a_task_that_goes_on_is_noticed() -> None:
    half = AsyncHalf()
    with pytest.raises(AssertionError, match="sleep"), nothing_left_open(half.loop):
        half.loop.create_task(asyncio.sleep(60))
    half.shut()


def test_what_goes_away_soon_is_waited_for() -> None:
    done = threading.Event()
    with nothing_left_open():
        threading.Timer(0.1, done.set).start()
