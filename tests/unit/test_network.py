"""What is below a connection: look-ups, sockets, and an asyncio protocol."""

from __future__ import annotations

import asyncio
import os
import socket
import ssl
import threading
import warnings
from contextlib import closing
from typing import TYPE_CHECKING, Any

import httpcore
import pytest
from sketricgen import SketricGenClient, SketricGenNetworkError, SketricGenTimeoutError
from sketricgen._http.async_network import AsyncLink, _expire
from sketricgen._http.cancellation import Handle
from sketricgen._http.network import Link

from tests.contract.service import RUN, SAID, STARTED, chat, stream_of
from tests.support import FaultServer, Reply

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.conftest import ClientFactory
    from tests.support.halves import Half

pytestmark = pytest.mark.usefixtures("no_proxies")


def by_name(server: FaultServer) -> str:
    return server.url.replace("127.0.0.1", "localhost")


def test_a_host_is_found_by_its_name(
    half: Half, make_client: ClientFactory, server: FaultServer
) -> None:
    server.on("POST", RUN, Reply(201, json=chat()))
    assert half.run(make_client(by_name(server)), "agent-1", "Hi").response == "Hello!"


def test_a_host_that_does_not_exist_is_no_connection(
    half: Half, make_client: ClientFactory
) -> None:
    with pytest.raises(SketricGenNetworkError, match="No connection could be made") as caught:
        half.run(make_client("https://nothing.invalid", max_retries=0), "agent-1", "Hi")
    assert not caught.value.maybe_executed


def test_a_deadline_cuts_a_look_up_short(
    half: Half, make_client: ClientFactory, server: FaultServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    look_up, over = socket.getaddrinfo, threading.Event()

    def slow(host: Any, *arguments: Any, **options: Any) -> Any:
        found = look_up(host, *arguments, **options)
        if host == "localhost":
            assert over.wait(30)
        return found

    monkeypatch.setattr(socket, "getaddrinfo", slow)
    client = make_client(by_name(server))
    with pytest.raises(SketricGenTimeoutError, match=r"deadline of 0\.2 s passed") as caught:
        half.run(client, "agent-1", "Hi", deadline=0.2)
    over.set()
    assert not caught.value.maybe_executed
    assert server.connections == 0


def test_a_host_is_looked_up_while_no_thread_can_be_started(
    server: FaultServer, make_client: ClientFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Refused:
        def __init__(self, **_: Any) -> None:
            pass

        def start(self) -> None:
            raise RuntimeError("can't create new thread at interpreter shutdown")

    monkeypatch.setattr("sketricgen._http.network.Thread", Refused)
    server.on("POST", RUN, Reply(201, json=chat()))
    with closing(
        SketricGenClient("key", base_url=by_name(server), platform_url=by_name(server))
    ) as client:
        assert client.run_workflow_sync("agent-1", "Hi").response == "Hello!"


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system does not fork")
def test_a_forked_process_that_closes_a_stream_leaves_that_of_its_parent_alone(
    server: FaultServer,
) -> None:
    server.on("POST", RUN, stream_of(STARTED, SAID, delay=0.3, then="hang"))
    with closing(SketricGenClient("key", base_url=server.url, platform_url=server.url)) as client:
        stream = client.run_workflow_sync("agent-1", "Hi", stream=True)
        assert next(stream).json() == STARTED
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # the server runs in a thread
            child = os.fork()
        if child == 0:
            stream.close()
            os._exit(0)
        os.waitpid(child, 0)
        assert next(stream).json() == SAID
        stream.close()


@pytest.fixture
def pair() -> Iterator[tuple[socket.socket, socket.socket]]:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        yield ours, theirs


class Wrapped(httpcore.NetworkStream):
    """A stream that goes on with its socket when it becomes secure, as TLS within TLS does."""

    def __init__(self, sock: socket.socket | None) -> None:
        self._socket = sock

    def start_tls(self, *_: Any, **__: Any) -> Wrapped:
        return self

    def read(self, *_: Any) -> bytes:
        return b"decrypted"

    def get_extra_info(self, info: str) -> Any:
        return self._socket if info == "socket" else None


def test_tls_within_tls_keeps_its_socket(pair: tuple[socket.socket, socket.socket]) -> None:
    link = Link()
    stream = link.attach(Wrapped(pair[0]))
    inner = stream.start_tls(ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT))
    assert pair[0].fileno() != -1
    assert inner.read(9) == b"decrypted"  # and not what the socket holds
    link.shut()
    assert pair[1].recv(1) == b""


def test_a_handshake_that_begins_after_the_closing_meets_a_connection_that_is_shut(
    pair: tuple[socket.socket, socket.socket],
) -> None:
    link = Link()
    stream = link.attach(Wrapped(pair[0]))
    link.shut()
    stream.start_tls(ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT))
    assert pair[1].recv(1) == b""


def test_a_connection_that_is_made_after_the_closing_is_closed(
    pair: tuple[socket.socket, socket.socket],
) -> None:
    link = Link()
    link.shut()
    with pytest.raises(httpcore.ConnectError):
        link.attach(Wrapped(pair[0]))
    assert pair[0].fileno() == -1


def test_a_stream_without_a_socket_has_no_handle() -> None:
    assert Handle.duplicate_of(Wrapped(None)) is None


class Transport(asyncio.Transport):
    """A transport that notes what is done with it."""

    def __init__(self) -> None:
        super().__init__()
        self.done: list[str] = []

    def set_write_buffer_limits(self, high: int | None = None, low: int | None = None) -> None:
        pass

    def write(self, data: Any) -> None:
        self.done.append("write")

    def pause_reading(self) -> None:
        self.done.append("pause")

    def resume_reading(self) -> None:
        self.done.append("resume")

    def abort(self) -> None:
        self.done.append("shut")


class Loop:
    """A loop of another library, as far as a connection uses it."""

    def __init__(self, secured: Transport | None = None) -> None:
        self._secured = secured

    async def start_tls(self, *_: Any, **__: Any) -> Transport | None:
        return self._secured

    def create_future(self) -> asyncio.Future[None]:
        return asyncio.get_running_loop().create_future()

    def call_later(self, *arguments: Any) -> asyncio.TimerHandle:
        return asyncio.get_running_loop().call_later(*arguments)


def linked(loop: Any = None) -> tuple[AsyncLink, Transport]:
    any_loop: Any = loop or Loop()
    link, transport = AsyncLink(any_loop), Transport()
    link.connection_made(transport)
    return link, transport


CONTEXT = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


def test_an_address_that_leads_nowhere_costs_a_short_try(
    half: Half, make_client: ClientFactory, server: FaultServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    look_up = socket.getaddrinfo

    def two_addresses(host: Any, *arguments: Any, **options: Any) -> Any:
        if host != "two.addresses" or options.get("flags") == socket.AI_NUMERICHOST:
            return look_up(host, *arguments, **options)
        # Nothing is where the first one leads.
        return [(2, 1, 6, "", ("127.0.0.2", 0)), (2, 1, 6, "", ("127.0.0.1", 0))]

    monkeypatch.setattr(socket, "getaddrinfo", two_addresses)
    server.on("POST", RUN, Reply(201, json=chat()))
    with pytest.warns(UserWarning, match="plain http"):
        client = make_client(server.url.replace("127.0.0.1", "two.addresses"))
    assert half.run(client, "agent-1", "Hi").response == "Hello!"


def test_an_empty_list_of_addresses_is_no_connection(
    half: Half, make_client: ClientFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("network", "async_network"):
        monkeypatch.setattr(f"sketricgen._http.{module}.addresses_in", lambda _: [])
    with pytest.raises(SketricGenNetworkError, match="The host has no address"):
        half.run(make_client("https://localhost:1", max_retries=0), "agent-1", "Hi")


def test_a_handshake_whose_connection_is_lost_is_no_connection() -> None:
    link, _ = linked()
    with pytest.raises(httpcore.ConnectError, match="during the TLS handshake"):
        asyncio.run(link.start_tls(CONTEXT, "host", 5.0))


def test_nothing_becomes_secure_without_a_connection() -> None:
    loop: Any = Loop()
    with pytest.raises(httpcore.ConnectError):
        asyncio.run(AsyncLink(loop).start_tls(CONTEXT, "host", 5.0))


def test_a_connection_that_was_closed_while_it_was_made_is_not_used() -> None:
    link, _ = linked(Loop(Transport()))
    link.close()
    with pytest.raises(httpcore.ConnectError, match="closed"):
        asyncio.run(link.start_tls(CONTEXT, "host", 5.0))


def test_a_connection_that_comes_after_the_closing_is_closed() -> None:
    loop: Any = Loop()
    link, transport = AsyncLink(loop), Transport()
    assert link.get_extra_info("is_readable")  # what is not connected is not to be used again
    link.close()
    link.connection_made(transport)
    assert transport.done == ["shut"]


def test_closing_ends_a_handshake_that_is_under_way() -> None:
    class Slow(Loop):
        async def start_tls(self, *_: Any, **__: Any) -> Transport | None:
            await asyncio.sleep(60)
            return None

    async def close_during() -> None:
        link, _ = linked(Slow())
        task = asyncio.ensure_future(link.start_tls(CONTEXT, "host", 30.0))
        await asyncio.sleep(0.01)
        link.close()
        with pytest.raises(httpcore.ConnectError, match="was closed"):
            await task

    asyncio.run(close_during())


def test_a_handshake_that_ends_just_as_it_is_closed_is_no_connection() -> None:
    class Closing(Loop):
        async def start_tls(self, *_: Any, **__: Any) -> Transport | None:
            link._error = "closed"
            return Transport()

    link, _ = linked(Closing())
    with pytest.raises(httpcore.ConnectError, match="closed"):
        asyncio.run(link.start_tls(CONTEXT, "host", 5.0))


def test_more_than_enough_is_not_read_before_it_is_asked_for() -> None:
    link, transport = linked()
    link.data_received(b"x" * 300_000)
    assert transport.done == ["pause"]
    pieces = [asyncio.run(link.read(65_536, 5.0)) for _ in range(5)]
    assert b"".join(pieces) == b"x" * 300_000
    assert transport.done == ["pause", "resume"]


def test_a_connection_that_has_ended_is_not_read_on() -> None:
    link, transport = linked()
    link.data_received(b"x" * 300_000)
    link.eof_received()
    assert len(asyncio.run(link.read(400_000, 5.0))) == 300_000
    assert asyncio.run(link.read(1, 5.0)) == b""
    assert transport.done == ["pause"]


def test_nothing_is_written_to_a_connection_that_has_ended() -> None:
    link, _ = linked()
    link.connection_lost(None)
    with pytest.raises(httpcore.WriteError, match="The server closed the connection"):
        asyncio.run(link.write(b"x", 5.0))


def test_a_connection_that_breaks_while_it_is_written_to_says_why() -> None:
    async def break_during() -> None:
        link, _ = linked()
        link.pause_writing()
        task = asyncio.ensure_future(link.write(b"x", 30.0))
        await asyncio.sleep(0.01)
        link.connection_lost(ConnectionResetError("reset by the server"))
        with pytest.raises(httpcore.WriteError, match="reset by the server"):
            await task

    asyncio.run(break_during())


def test_what_arrives_in_the_moment_of_the_timeout_has_arrived() -> None:
    async def both() -> None:
        waiter = asyncio.get_running_loop().create_future()
        waiter.set_result(None)
        _expire(waiter, httpcore.ReadTimeout)
        await waiter

    asyncio.run(both())
