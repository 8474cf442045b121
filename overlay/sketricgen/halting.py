"""Stopping blocking calls from another thread.

A blocking call cannot be told to stop, but shutting its connection ends its waiting. So each
exchange has a `Wire`, which knows its connection, under a `Halt`, which shuts the connections of
all that run under it.
"""

from __future__ import annotations

import socket
import threading
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Any, cast
from weakref import WeakSet

import httpx

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from typing_extensions import Self

# The seconds that threads have to end once they are stopped: they take a moment, unless they look
# up a host, make a connection, or run code of the caller.
_PATIENCE = 0.5


class HaltedError(Exception):
    """The next thing was not begun, because the operation is stopped."""


class Halt:
    """Stops what runs under it, once and for all.

    Args:
        above: A halt that stops this one too.

    Attributes:
        stopped: True once it was stopped.
        wires: Those of the exchanges that are under way.
    """

    def __init__(self, above: Halt | None = None) -> None:
        self.stopped: bool = False
        self.wires: set[Wire] = set()
        # A signal's handler or a finalizer may come in the middle, in the same thread.
        self._lock = threading.RLock()
        # Weakly, because nobody tells when the last of what runs under one is over.
        self._below: WeakSet[Halt] = WeakSet()
        self._above = above
        self._event = threading.Event()
        if above is not None:
            above.take_under(self)

    def take_under(self, below: Halt) -> None:
        """Have another one stopped together with this one."""
        with self._lock:
            self._below.add(below)
        if self.stopped:
            below.stop()

    def stop(self) -> None:
        """Stop everything that runs, or will run, under this one."""
        self.stopped = True
        self._event.set()
        for wire in list(self.wires):
            wire.stop()
        with self._lock:
            below = list(self._below)
        for halt in below:
            halt.stop()

    def end(self, threads: Iterable[threading.Thread]) -> None:
        """Stop, and wait for the threads that run under this one to end."""
        self.stop()
        patience = time.monotonic() + _PATIENCE
        for thread in threads:
            thread.join(max(0.0, patience - time.monotonic()))

    def wait(self, seconds: float) -> bool:
        """Wait for so many seconds, or until stopped; tell whether it was."""
        return self._event.wait(seconds)

    def check(self) -> None:
        """Raise if stopped.

        Raises:
            HaltedError: Nothing further is to be begun.
        """
        if self.stopped:
            raise HaltedError


class Wire:
    """The connection of one exchange, from when it is known until it is given back.

    httpcore calls it, as the "trace" of a request, with each connection that it makes.

    Args:
        halt: What stops the exchange.
    """

    def __init__(self, halt: Halt) -> None:
        self._halt = halt
        self._lock = threading.RLock()
        self._connection: socket.socket | None = None
        self._spare: socket.socket | None = None
        self._is_ours = False
        halt.wires.add(self)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        """Let go of the connection of a failed exchange; else its response tells when."""
        if kind is not None:
            self.release()

    def __call__(self, event: str, info: dict[str, Any]) -> None:
        """Take note of what httpcore does."""
        step = event.partition(".")[2]  # what stands before it differs with proxies
        if step == "send_request_headers.started":
            if self._is_ours:  # nothing more is of interest, and being told takes time
                del info["request"].extensions["trace"]
            self._halt.check()
        elif step in {"connect_tcp.complete", "start_tls.complete", "start_tls.failed"}:
            self.attach(info.get("return_value"))
        elif step == "start_tls.started":
            self._prepare_for_tls()
        elif step == "response_closed.started":
            with self._lock:
                self._connection = None

    def attach(self, stream: Any) -> None:
        """Take the connection under a stream of httpcore; None takes the present one away."""
        self._connection = connection_of(stream)
        if self._spare is not None:
            with self._lock:
                self._spare.close()
                self._spare = None
        if self._halt.stopped:
            self.stop()

    def begin(self, kept: Any) -> None:
        """Take the connection that a transport of our own has kept, None if it is to make one.

        Such a transport also releases it.
        """
        self._is_ours = True
        self.attach(kept)

    def _prepare_for_tls(self) -> None:
        # The handshake runs on a new socket object, which nobody gets to see before it is over.
        with self._lock:
            bare = self._connection
            if bare is not None:
                with suppress(OSError):
                    self._spare = socket.fromfd(bare.fileno(), bare.family, bare.type)
                    self._connection = self._spare

    def carry(self, response: httpx.Response) -> None:
        """Hold on to the connection of a response until the response is closed."""
        if not self._is_ours:
            self.attach(response.extensions.get("network_stream"))
            response.stream = _Carried(response.stream, self)

    def check_whole(self) -> None:
        """Raise if what was received may have ended because the connection was shut.

        Raises:
            httpx.ReadError: It may: a body that tells no length ends where its connection does.
        """
        if self._halt.stopped:
            raise httpx.ReadError("the connection was shut")

    def release(self) -> None:
        """Let go of the connection, which somebody else may use from now on."""
        with self._lock:  # whoever is about to shut it has to be done
            self._connection = None
        self._halt.wires.discard(self)

    def stop(self) -> None:
        """Shut the connection, if it is known."""
        with self._lock:
            shut(self._connection)


class _Carried(httpx.SyncByteStream):
    """A response's body that releases its wire before its connection is given back."""

    def __init__(self, stream: object, wire: Wire) -> None:
        self._stream = cast("httpx.SyncByteStream", stream)
        self._wire = wire

    def __iter__(self) -> Iterator[bytes]:
        return iter(self._stream)

    def close(self) -> None:
        self._wire.release()
        self._stream.close()


def connection_of(stream: Any) -> socket.socket | None:
    """Return the socket under a stream of httpcore; None where there is none."""
    connection = None if stream is None else stream.get_extra_info("socket")
    return connection if isinstance(connection, socket.socket) else None


def shut(connection: socket.socket | None) -> None:
    """Shut a connection, which ends what blocks on it in another thread."""
    if connection is not None:
        with suppress(OSError):
            # Not its own `shutdown`: that of a TLS socket first takes the encryption away, and
            # what another thread is sending would go out in the clear.
            socket.socket.shutdown(connection, socket.SHUT_RDWR)
