"""Addresses on loopback that nobody answers."""

from __future__ import annotations

import socket
from contextlib import ExitStack, closing, contextmanager
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Generator

_LOOPBACK = "127.0.0.1"
_MORE_THAN_ANY_BACKLOG_OF_ZERO = 16
_LOOPBACK_CONNECTS_WITHIN_SECONDS = 0.2


def _url_of(listener: socket.socket) -> str:
    return f"http://{_LOOPBACK}:{listener.getsockname()[1]}"


@contextmanager
def refused_url() -> Generator[str, None, None]:
    """A URL at which every connection is refused.

    The port stays bound, without listening, so that no other program can take it meanwhile.
    """
    with closing(socket.socket()) as bound:
        bound.bind((_LOOPBACK, 0))
        yield _url_of(bound)


@contextmanager
def full_backlog() -> Generator[str, None, None]:
    """A URL at which a connection is neither made nor refused; skips where that cannot be had."""
    with ExitStack() as sockets:
        listener = sockets.enter_context(closing(socket.socket()))
        listener.bind((_LOOPBACK, 0))
        listener.listen(0)
        for _ in range(_MORE_THAN_ANY_BACKLOG_OF_ZERO):
            waiting = sockets.enter_context(closing(socket.socket()))
            waiting.settimeout(_LOOPBACK_CONNECTS_WITHIN_SECONDS)
            try:
                waiting.connect(listener.getsockname())
            except (socket.timeout, BlockingIOError):
                break
        else:
            pytest.skip("this system's backlog cannot be filled")
        yield _url_of(listener)
