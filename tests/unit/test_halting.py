"""A halt shuts the connections under it, and no others."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from sketricgen import SketricGenClient, SketricGenNetworkError
from sketricgen.config import SketricGenConfig
from sketricgen.connections import Connections
from sketricgen.drive import drive
from sketricgen.halting import Halt, HaltedError, Wire
from sketricgen.steps import Flow, Send
from sketricgen.terms import Terms

from tests.support import FaultServer, Hang, Stream
from tests.support.halves import nothing_left_open

if TYPE_CHECKING:
    from collections.abc import Iterator

MIB = 1024 * 1024


@pytest.fixture
def http_client() -> Iterator[httpx.Client]:
    with httpx.Client(trust_env=False) as client:
        yield client


def get(client: httpx.Client, url: str, wire: Wire) -> httpx.Response:
    request = client.build_request("GET", url, extensions={"trace": wire})
    response = client.send(request, stream=True)
    wire.carry(response)
    return response


def test_a_connection_that_was_given_back_is_left_alone(
    http_client: httpx.Client, server: FaultServer
) -> None:
    server.reply(json={})
    halt = Halt()
    wire = Wire(halt)
    get(http_client, server.url, wire).read()
    halt.stop()
    get(http_client, server.url, Wire(Halt())).read()
    assert server.connections == 1


def test_nothing_is_sent_once_it_is_stopped(http_client: httpx.Client, server: FaultServer) -> None:
    halt = Halt()
    halt.stop()
    with pytest.raises(HaltedError):
        get(http_client, server.url, Wire(halt))
    assert server.requests == []


def test_what_begins_below_a_halt_that_is_stopped_is_stopped() -> None:
    above = Halt()
    above.stop()
    assert Halt(above).stopped


def test_a_halt_above_stops_a_connection_and_one_beside_does_not(
    http_client: httpx.Client, server: FaultServer
) -> None:
    server.on("GET", None, Stream([b"begun"], then="hang"))
    above = Halt()
    beside, below = Halt(above), Halt(above)
    response = get(http_client, server.url, Wire(below))
    beside.stop()
    assert next(response.iter_raw()) == b"begun"
    above.stop()
    server.wait_until(lambda: server.open_connections == 0)
    response.close()


def test_stopping_waits_for_the_threads_but_not_for_ever() -> None:
    halt, end = Halt(), threading.Event()
    quick = threading.Thread(target=halt.wait, args=(60,))
    deaf = threading.Thread(target=end.wait, args=(60,))
    for thread in (quick, deaf):
        thread.start()
    began = time.monotonic()
    halt.end([deaf, quick])
    assert time.monotonic() - began < 30
    quick.join(5)
    assert (quick.is_alive(), deaf.is_alive()) == (False, True)
    end.set()
    deaf.join()


def test_a_step_that_follows_the_closing_is_not_begun(server: FaultServer) -> None:
    connections = Connections(None, None)
    terms = Terms(SketricGenConfig("key"), MIB, MIB)
    send = Send("POST", server.url, {}, b"", 5.0, terms, "it was sent")

    def close_and_send() -> Flow[Any]:
        connections.close()
        outcome = yield send
        return outcome

    error = drive(close_and_send(), connections)
    assert isinstance(error, SketricGenNetworkError)
    assert str(error) == "The client was closed while it was sent."
    assert not error.maybe_executed


def test_a_connection_is_made_for_nothing_once_the_client_is_closed(server: FaultServer) -> None:
    class Closing:
        def __iter__(self) -> Iterator[bytes]:
            client.close()
            yield b"never sent"

    with nothing_left_open():
        client = SketricGenClient("key", base_url=server.url)
        connections = client._connections  # a flow of the test's own is driven
        terms = Terms(SketricGenConfig("key"), MIB, MIB)
        send = Send("POST", server.url, {}, Closing(), 5.0, terms, "it was sent")

        def send_it() -> Flow[Any]:
            outcome = yield send
            return outcome

        error = drive(send_it(), connections)
    assert isinstance(error, SketricGenNetworkError)
    assert server.requests == []


def test_an_error_of_the_program_within_a_call_comes_through(server: FaultServer) -> None:
    def fail(_: httpx.Request) -> None:
        raise RuntimeError("mine")

    with httpx.Client(event_hooks={"request": [fail]}, trust_env=False) as http_client:
        client = SketricGenClient("key", base_url=server.url, http_client=http_client)
        with pytest.raises(RuntimeError, match="mine"):
            client.run_workflow_sync("agent-1", "Hi")


def test_closing_ends_a_first_call_with_a_client_of_the_callers(server: FaultServer) -> None:
    server.on(None, None, Hang())
    errors: list[Exception] = []
    with httpx.Client(trust_env=False) as http_client, nothing_left_open():
        client = SketricGenClient("key", base_url=server.url, http_client=http_client)

        def call() -> None:
            with pytest.raises(SketricGenNetworkError, match="closed while") as caught:
                client.run_workflow_sync("agent-1", "Hi")
            errors.append(caught.value)

        thread = threading.Thread(target=call)
        thread.start()
        server.wait_until(lambda: len(server.requests) == 1)
        client.close()
        thread.join(10)
        assert not http_client.is_closed
    assert len(errors) == 1


def test_an_exchange_without_a_socket_goes_on_and_is_told_at_its_end() -> None:
    halt = Halt()
    wire = Wire(halt)
    wire("connection.connect_tcp.complete", {"return_value": None})
    wire("connection.start_tls.started", {})
    wire.check_whole()
    halt.stop()
    wire("connection.start_tls.complete", {"return_value": None})
    with pytest.raises(httpx.ReadError):
        wire.check_whole()
