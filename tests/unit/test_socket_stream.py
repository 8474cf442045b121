"""A socket that the SDK uses itself: its timeouts and its errors are httpcore's."""

from __future__ import annotations

import socket
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import httpcore
import pytest
from sketricgen._http.network import Link
from sketricgen._http.timeouts import Timeouts

if TYPE_CHECKING:
    from collections.abc import Generator

MORE_THAN_FITS = b"x" * 32 * 1024 * 1024


class Counted:
    """A socket that notes the timeouts it is given."""

    def __init__(self, sock: socket.socket) -> None:
        self.timeouts: list[float | None] = []
        self._socket = sock

    def settimeout(self, seconds: float | None) -> None:
        self.timeouts.append(seconds)
        self._socket.settimeout(seconds)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._socket, name)


class Plain(httpcore.NetworkStream):
    def __init__(self, sock: Counted) -> None:
        self._socket = sock

    def get_extra_info(self, info: str) -> Any:
        return self._socket if info == "socket" else None


@contextmanager
def connected() -> Generator[tuple[httpcore.NetworkStream, Counted, socket.socket], None, None]:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        sock = Counted(ours)
        yield Link().attach(Plain(sock)), sock, theirs


def test_the_timeout_is_set_when_it_changes() -> None:
    with connected() as (stream, sock, theirs):
        for seconds in (5.0, 5.0, 7.0):
            stream.write(b"question", seconds)
            theirs.sendall(b"answer")
            assert stream.read(100, seconds) == b"answer"
        assert sock.timeouts == [5.0, 7.0]


def test_a_read_without_a_timeout_of_its_own_has_a_bound() -> None:
    with connected() as (stream, sock, theirs):
        theirs.sendall(b"answer")
        assert stream.read(100) == b"answer"
        assert sock.timeouts == [Timeouts(60.0).connect]


def test_a_write_that_takes_too_long_is_a_timeout() -> None:
    with connected() as (stream, _, _), pytest.raises(httpcore.WriteTimeout):
        stream.write(MORE_THAN_FITS, 0.01)


def test_a_read_that_takes_too_long_is_a_timeout() -> None:
    with connected() as (stream, _, _), pytest.raises(httpcore.ReadTimeout):
        stream.read(100, 0.01)


def test_a_broken_connection_is_an_error_of_httpcore() -> None:
    with connected() as (stream, sock, theirs):
        theirs.close()
        with pytest.raises(httpcore.WriteError):
            stream.write(b"question", 5.0)
        sock.close()
        with pytest.raises(httpcore.ReadError):
            stream.read(100, 5.0)
