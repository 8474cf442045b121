"""What closing a client does to what is under way, wherever that is."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from sketricgen import SketricGenClient, SketricGenConfig, SketricGenNetworkError
from sketricgen._http.cancellation import CancelledError, CancelScope
from sketricgen._http.connections import Connections
from sketricgen._http.drivers import _wait_for, drive
from sketricgen._http.exchange import exchange
from sketricgen._http.flow import CallOptions, Send

from tests.support import FaultServer, Hang
from tests.support.halves import nothing_left_open

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sketricgen._http.flow import Flow

pytestmark = pytest.mark.usefixtures("no_proxies")

MIB = 1024 * 1024
OPTIONS = CallOptions(SketricGenConfig("key"), MIB, MIB)


def sending(url: str, body: bytes | Iterable[bytes] = b"", **headers: str) -> Send:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Send("POST", url, named, body, 5.0, OPTIONS, "it was sent")


def sent(send: Send) -> Flow[Any]:
    outcome = yield send
    return outcome


def test_a_step_that_follows_the_closing_is_not_begun(server: FaultServer) -> None:
    connections = Connections(None, None)

    def close_and_send() -> Flow[Any]:
        connections.close()
        return (yield from sent(sending(server.url)))

    error = drive(close_and_send(), connections)
    assert isinstance(error, SketricGenNetworkError)
    assert str(error) == "The client was closed while it was sent."
    assert not error.maybe_executed
    assert server.connections == 0


def test_a_body_is_not_sent_on_once_the_client_is_closed(server: FaultServer) -> None:
    class Closing:
        def __iter__(self) -> Iterator[bytes]:
            connections.close()
            yield b"never sent"

    connections = Connections(None, None)
    with nothing_left_open():
        send = sending(server.url, Closing(), Content_Length="10")
        error = drive(sent(send), connections)
    assert isinstance(error, SketricGenNetworkError)
    assert "closed while" in str(error)
    server.wait_until(lambda: server.open_connections == 0)
    assert not any(request.body for request in server.requests)


def test_a_cancelled_scope_of_a_client_that_is_open_is_no_error_of_the_network(
    server: FaultServer,
) -> None:
    connections, scope = Connections(None, None), CancelScope()
    scope.cancel()
    with pytest.raises(CancelledError):
        exchange(sending(server.url), connections, scope)
    assert server.connections == 0
    connections.close()


def test_an_error_of_the_program_within_a_call_comes_through(server: FaultServer) -> None:
    def fail(_: httpx.Request) -> None:
        raise RuntimeError("mine")

    with httpx.Client(event_hooks={"request": [fail]}, trust_env=False) as http_client:
        client = SketricGenClient(
            "key", base_url=server.url, platform_url=server.url, http_client=http_client
        )
        with pytest.raises(RuntimeError, match="mine"):
            client.run_workflow_sync("agent-1", "Hi")


def test_closing_ends_a_first_call_at_once(server: FaultServer) -> None:
    server.on(None, None, Hang())
    seconds: list[float] = []
    with nothing_left_open():
        client = SketricGenClient(
            "key", 30.0, max_retries=0, base_url=server.url, platform_url=server.url
        )

        def call() -> None:
            with pytest.raises(SketricGenNetworkError, match="closed while"):
                client.run_workflow_sync("agent-1", "Hi")
            seconds.append(time.monotonic() - began)

        thread = threading.Thread(target=call)
        thread.start()
        server.wait_until(lambda: len(server.requests) == 1)
        began = time.monotonic()
        client.close()
        thread.join(30)
    assert len(seconds) == 1
    assert seconds[0] < 15


def test_an_exchange_without_a_socket_goes_on_and_is_told_at_its_end() -> None:
    class Body(httpx.SyncByteStream):
        def __iter__(self) -> Iterator[bytes]:
            yield b"{"
            client.close()
            yield b"}"

    transport = httpx.MockTransport(lambda _: httpx.Response(201, stream=Body()))
    with httpx.Client(transport=transport) as http_client:
        client = SketricGenClient("key", http_client=http_client)
        with pytest.raises(SketricGenNetworkError, match="closed while"):
            client.run_workflow_sync("agent-1", "Hi")


def test_a_call_waits_for_its_threads_but_not_for_ever() -> None:
    scope, end = CancelScope(), threading.Event()
    quick = threading.Thread(target=scope.sleep, args=(60,))
    deaf = threading.Thread(target=end.wait, args=(60,))
    for thread in (quick, deaf):
        thread.start()
    began = time.monotonic()
    scope.cancel()
    _wait_for([deaf, quick])
    assert time.monotonic() - began < 30
    quick.join(5)
    assert (quick.is_alive(), deaf.is_alive()) == (False, True)
    end.set()
    deaf.join()
