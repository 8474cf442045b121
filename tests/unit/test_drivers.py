"""The steps of an operation are performed alike by blocking code and by asyncio."""

from __future__ import annotations

import asyncio
import gzip
import threading
import time
from typing import TYPE_CHECKING, Any, Callable

import httpx
import pytest
from sketricgen import (
    SketricGenConfig,
    SketricGenError,
    SketricGenNetworkError,
    SketricGenResponseError,
)
from sketricgen._http.connections import Connections
from sketricgen._http.drivers import adrive, drive
from sketricgen._http.flow import CallOptions, Response, Send, Sleep, Together

from tests.support import FaultServer, Hang, Reply

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sketricgen._http.flow import Flow

pytestmark = pytest.mark.usefixtures("no_proxies")

Drive = Callable[["Flow[Any]", Connections], Any]


def awaited(flow: Flow[Any], connections: Connections) -> Any:
    return asyncio.run(adrive(flow, connections))


@pytest.fixture(params=[drive, awaited], ids=["sync", "async"])
def perform(request: pytest.FixtureRequest) -> Drive:
    function: Drive = request.param
    return function


@pytest.fixture
def connections() -> Iterator[Connections]:
    made = Connections(None, None)
    yield made
    made.close()


def sent(url: str, most: int = 1000, body: Any = b"") -> Flow[Any]:
    options = CallOptions(SketricGenConfig("key"), most, most)
    headers = {} if isinstance(body, bytes) else {"Content-Length": str(len(b"".join(body)))}
    outcome = yield Send("POST", url, headers, body, 5.0, options, "it was sent")
    return outcome


def together(*flows: Flow[Any], at_once: int = 3) -> Flow[Any]:
    results = yield Together(flows, at_once)
    return results


def waited(seconds: float, result: object) -> Flow[Any]:
    yield Sleep(seconds)
    if isinstance(result, Exception):
        raise result
    return result


def test_a_response_is_read(perform: Drive, connections: Connections, server: FaultServer) -> None:
    server.reply(status=201, json={"a": 1})
    response = perform(sent(server.url), connections)
    assert isinstance(response, Response)
    assert (response.status_code, response.body) == (201, b'{"a": 1}')


def packed(server: FaultServer) -> None:
    body = gzip.compress(b"x" * 500)
    server.on(None, None, Reply(200, body=body, headers={"Content-Encoding": "gzip"}))


def test_a_packed_response_is_unpacked(
    perform: Drive, connections: Connections, server: FaultServer
) -> None:
    packed(server)
    assert perform(sent(server.url), connections).body == b"x" * 500


def test_a_packed_response_of_a_client_of_the_callers_is_unpacked(server: FaultServer) -> None:
    packed(server)

    async def unpacked() -> Any:
        async with httpx.AsyncClient(trust_env=False) as async_client:
            return await adrive(sent(server.url), Connections(None, async_client))

    with httpx.Client(trust_env=False) as client:
        assert drive(sent(server.url), Connections(client, None)).body == b"x" * 500
    assert asyncio.run(unpacked()).body == b"x" * 500


def test_a_packed_response_that_is_broken_is_an_error_of_the_network(
    perform: Drive, connections: Connections, server: FaultServer
) -> None:
    server.on(None, None, Reply(200, body=b"no gzip", headers={"Content-Encoding": "gzip"}))
    error = perform(sent(server.url), connections)
    assert isinstance(error, SketricGenNetworkError)
    server.wait_until(lambda: server.open_connections == 0)


def test_a_client_of_the_callers_that_closes_meanwhile_is_told(
    perform: Drive, server: FaultServer
) -> None:
    client, async_client = httpx.Client(trust_env=False), httpx.AsyncClient(trust_env=False)
    connections = Connections(client, async_client)

    def closed_in_between() -> Flow[Any]:
        client.close()
        return (yield from sent(server.url))

    if perform is drive:
        error = perform(closed_in_between(), connections)
        assert isinstance(error, SketricGenNetworkError)
        assert "the httpx client that was passed in is closed" in str(error)
        assert not error.maybe_executed
    else:
        asyncio.run(async_client.aclose())
        with pytest.raises(SketricGenError, match="passed in is closed"):
            perform(sent(server.url), connections)
    assert server.connections == 0


@pytest.mark.parametrize("host", ["127.0.0.1:99999", "a..b", "x" * 64 + ".example"])
def test_an_address_that_cannot_be_is_an_error_of_the_network(host: str) -> None:
    for way in (drive, awaited):
        connections = Connections(None, None)
        error = way(sent(f"http://{host}/"), connections)
        connections.close()
        assert isinstance(error, SketricGenNetworkError)
        assert not error.maybe_executed


def test_a_body_in_pieces_is_sent_whole(
    perform: Drive, connections: Connections, server: FaultServer
) -> None:
    server.reply(json={})
    perform(sent(server.url, body=[b"one ", b"two ", b"three"]), connections)
    assert server.requests[0].body == b"one two three"


def test_a_response_that_is_too_large_is_an_error_and_its_connection_is_closed(
    perform: Drive, connections: Connections, server: FaultServer
) -> None:
    server.on(None, None, Reply(200, body=b"x" * 1001), repeat=False)
    error = perform(sent(server.url), connections)
    assert isinstance(error, SketricGenResponseError)
    assert "The answer has more than 1,000 bytes" in str(error)
    server.wait_until(lambda: server.open_connections == 0)


def test_the_results_of_flows_side_by_side_come_in_their_order(
    perform: Drive, connections: Connections
) -> None:
    flows = [waited(0.05, "slow"), waited(0.0, "quick"), waited(0.02, "middle")]
    assert perform(together(*flows), connections) == ["slow", "quick", "middle"]
    assert perform(together(), connections) == []


def test_no_more_flows_run_at_once_than_allowed(perform: Drive, connections: Connections) -> None:
    lock = threading.Lock()
    running: list[int] = []
    most: list[int] = []

    def counted(number: int) -> Flow[int]:
        with lock:
            running.append(number)
            most.append(len(running))
        yield Sleep(0.01)
        with lock:
            running.remove(number)
        return number

    assert perform(together(*map(counted, range(7)), at_once=2), connections) == list(range(7))
    assert max(most) == 2


def test_the_first_failure_stops_the_others(
    perform: Drive, connections: Connections, server: FaultServer
) -> None:
    server.on(None, None, Hang())
    began = time.monotonic()
    flows = [sent(server.url), waited(60.0, "late"), waited(0.1, ValueError("mine"))]
    with pytest.raises(ValueError, match="mine"):
        perform(together(*flows), connections)
    assert time.monotonic() - began < 30
    server.wait_until(lambda: server.open_connections == 0)


def test_closing_ends_a_wait(connections: Connections) -> None:
    def told() -> Flow[Any]:
        return (yield Sleep(60.0))

    timer = threading.Timer(0.05, connections.close)
    timer.start()
    began = time.monotonic()
    assert drive(told(), connections) is True
    assert time.monotonic() - began < 30
    timer.join()


def test_a_wait_tells_afterwards_whether_the_client_was_closed(connections: Connections) -> None:
    def told() -> Flow[Any]:
        return (yield Sleep(0.05))

    async def closed_meanwhile() -> list[Any]:
        first = await adrive(told(), connections)
        waiting = asyncio.ensure_future(adrive(told(), connections))
        await asyncio.sleep(0)
        connections.close()
        return [first, await waiting]

    assert asyncio.run(closed_meanwhile()) == [False, True]


def test_a_flow_is_closed_whatever_happens(perform: Drive, connections: Connections) -> None:
    closed: list[str] = []

    def failing() -> Flow[Any]:
        try:
            yield Together([waited(0, ValueError("mine"))], 1)
        finally:
            closed.append("failing")

    with pytest.raises(ValueError, match="mine"):
        perform(failing(), connections)
    assert closed == ["failing"]
