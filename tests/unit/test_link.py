"""The sockets under blocking connections: found, made, bounded and shut."""

from __future__ import annotations

import os
import socket
import ssl
import threading
from contextlib import closing
from typing import TYPE_CHECKING, Any

import httpcore
import pytest
from sketricgen._http import network
from sketricgen._http.cancellation import Handle
from sketricgen._http.network import Link
from sketricgen._http.timeouts import Deadline, Timeouts

if TYPE_CHECKING:
    from collections.abc import Iterator

REFUSED = httpcore.ConnectError("refused")
LATE = httpcore.ConnectTimeout("late")
TLS = ssl.create_default_context()

Address = tuple[Any, ...]


class FakeStream(httpcore.NetworkStream):
    """A stream over a socket that nothing else is known of."""

    def __init__(self, sock: socket.socket, link: Link | None = None) -> None:
        self.sock = sock
        self._link = link

    def get_extra_info(self, info: str) -> Any:
        return self.sock if info == "socket" else None

    def start_tls(self, *_: Any, **__: Any) -> httpcore.NetworkStream:
        if self._link is not None:
            self._link.shut()  # another thread, in the middle of the handshake
        return FakeStream(self.sock.dup())


class FakeBackend:
    """Connects to the first address that is not refused, and notes which it tried."""

    def __init__(self, sock: socket.socket, **problems: Exception) -> None:
        self._sock = sock
        self._problems = {name.replace("_", "."): error for name, error in problems.items()}
        self.tried: list[str] = []

    def connect_tcp(self, host: str, port: int, **_: Any) -> httpcore.NetworkStream:
        self.tried.append(host)
        if host in self._problems:
            raise self._problems[host]
        return FakeStream(self._sock)


@pytest.fixture
def pair() -> Iterator[tuple[socket.socket, socket.socket]]:
    here, there = socket.socketpair()
    there.settimeout(5)
    with closing(here), closing(there):
        yield here, there


def look_up_gives(monkeypatch: pytest.MonkeyPatch, *hosts: str) -> None:
    found = [(socket.AF_INET, socket.SOCK_STREAM, 0, "", (host, 80)) for host in hosts]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: found)


def test_no_address_is_tried_once_the_time_is_up(
    monkeypatch: pytest.MonkeyPatch, pair: tuple[socket.socket, socket.socket]
) -> None:
    look_up_gives(monkeypatch, "a")
    backend = FakeBackend(pair[0])
    monkeypatch.setattr(network, "_BACKEND", backend)
    link = Link()
    link.timeouts = Timeouts(5.0, Deadline.after(-1.0))
    with pytest.raises(httpcore.ConnectTimeout):
        link.connect_tcp("127.0.0.1", 80, timeout=5.0)
    assert backend.tried == []


def by_name(outcome: list[Address] | Exception, after: threading.Event | None = None) -> Any:
    """A look-up of names that has its outcome at once, or after an event."""

    def look_up(*_: Any, flags: int = 0, **__: Any) -> list[Address]:
        if flags & socket.AI_NUMERICHOST:
            raise socket.gaierror("not a number")
        if after is not None:
            after.wait(30)
        if isinstance(outcome, Exception):
            raise outcome
        return outcome

    return look_up


def test_a_look_up_that_takes_too_long_is_left_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    before, over = set(threading.enumerate()), threading.Event()
    monkeypatch.setattr(socket, "getaddrinfo", by_name([], after=over))
    with pytest.raises(httpcore.ConnectTimeout):
        Link().connect_tcp("slow.example", 80, timeout=0.05)
    over.set()
    for looking_up in set(threading.enumerate()) - before:
        looking_up.join(10)


@pytest.mark.parametrize(
    "problem", [socket.gaierror("Name or service not known"), UnicodeError("label too long")]
)
def test_a_host_that_is_not_found_is_told_with_the_reason(
    monkeypatch: pytest.MonkeyPatch, problem: Exception
) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", by_name(problem))
    with pytest.raises(httpcore.ConnectError, match=str(problem)):
        Link().connect_tcp("unknown.example", 80)


def test_a_host_is_looked_up_where_no_thread_can_be_started(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class NoThread:
        def __init__(self, **_: Any) -> None: ...

        def start(self) -> None:
            raise RuntimeError("can't create new thread at interpreter shutdown")

    monkeypatch.setattr(network, "Thread", NoThread)
    monkeypatch.setattr(socket, "getaddrinfo", by_name(socket.gaierror("unknown")))
    with pytest.raises(httpcore.ConnectError, match="unknown"):
        Link().connect_tcp("unknown.example", 80)


def test_a_connection_is_kept_alive_while_it_is_silent() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        stream = Link().connect_tcp("127.0.0.1", listener.getsockname()[1])
        sock = stream.get_extra_info("socket")
        assert sock.getsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE)
        stream.close()


def test_options_that_a_system_lacks_are_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("TCP_KEEPIDLE", "TCP_KEEPALIVE", "TCP_KEEPINTVL", "TCP_KEEPCNT"):
        monkeypatch.delattr(socket, name, raising=False)
    assert network.keepalive_options() == [(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)]


def test_shutting_ends_a_connection_and_leaves_its_socket_open(
    pair: tuple[socket.socket, socket.socket],
) -> None:
    link = Link()
    link.attach(FakeStream(pair[0]))
    link.shut()
    link.shut()
    assert pair[1].recv(1) == b""
    assert pair[0].fileno() != -1
    link.close()
    assert pair[0].fileno() == -1


def test_what_was_never_connected_can_be_ended() -> None:
    link = Link()
    link.shut()
    link.close()
    link.forget()


def test_a_connection_that_is_forgotten_closes_when_nobody_refers_to_it(
    pair: tuple[socket.socket, socket.socket],
) -> None:
    link = Link()
    link.attach(FakeStream(pair[0]))
    link.forget()
    assert pair[1].recv(1) == b""


def test_a_connection_that_was_shut_before_it_was_made_is_closed(
    pair: tuple[socket.socket, socket.socket],
) -> None:
    link = Link()
    link.shut()
    with pytest.raises(httpcore.ConnectError, match="was shut"):
        link.attach(FakeStream(pair[0]))
    assert pair[1].recv(1) == b""


@pytest.mark.parametrize("when", ["before", "meanwhile"])
def test_a_connection_that_is_shut_is_not_made_secure(
    pair: tuple[socket.socket, socket.socket], when: str
) -> None:
    link = Link()
    bare = FakeStream(pair[0], link if when == "meanwhile" else None)
    stream = link.attach(bare)
    if when == "before":
        link.shut()
    with pytest.raises(httpcore.ConnectError, match="was shut"):
        stream.start_tls(TLS, "host.example", timeout=5.0)
    assert pair[1].recv(1) == b""


def test_a_connection_of_the_parent_process_is_left_alone(
    pair: tuple[socket.socket, socket.socket], monkeypatch: pytest.MonkeyPatch
) -> None:
    link = Link()
    link.attach(FakeStream(pair[0]))
    child = os.getpid() + 1
    monkeypatch.setattr(os, "getpid", lambda: child)
    link.shut()
    pair[0].sendall(b"x")
    assert pair[1].recv(1) == b"x"


def test_a_duplicate_shuts_the_connection(pair: tuple[socket.socket, socket.socket]) -> None:
    handle = Handle.duplicate_of(FakeStream(pair[0]))
    assert handle is not None
    handle.shut()
    assert pair[1].recv(1) == b""
    assert pair[0].fileno() != -1


def test_a_stream_without_a_socket_has_no_handle() -> None:
    nothing: Any = None
    assert Handle.duplicate_of(FakeStream(nothing)) is None


@pytest.mark.parametrize(
    ("late", "kind"),
    [
        ("read", httpcore.ReadTimeout),
        ("write", httpcore.WriteTimeout),
        ("start_tls", httpcore.ConnectTimeout),
    ],
)
def test_no_wait_begins_once_the_time_is_up(
    pair: tuple[socket.socket, socket.socket], late: str, kind: type[Exception]
) -> None:
    link = Link()
    stream = link.attach(FakeStream(pair[0]))
    link.timeouts = Timeouts(5.0, Deadline.after(-1.0))
    argument: Any = {"read": 1, "write": b"x", "start_tls": TLS}[late]
    with pytest.raises(kind):
        getattr(stream, late)(argument, timeout=5.0)


def test_the_time_of_a_wait_is_what_is_left() -> None:
    timeouts = Timeouts(30.0, Deadline.after(2.0))
    assert 1 < timeouts.wait(30.0, httpcore.ReadTimeout) <= 2
    assert timeouts.wait(0.5, httpcore.ReadTimeout) == 0.5
