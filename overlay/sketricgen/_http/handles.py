"""A socket that other threads may shut down, too."""

from __future__ import annotations

import os
import socket
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import httpcore


class Handle:
    """A socket that any thread may shut down.

    It is closed when nothing refers to it any more. If it were closed earlier, another thread that
    is about to shut it down could hit a file that has since been given its number.
    """

    def __init__(self, sock: socket.socket) -> None:
        self._socket = sock
        self._process = os.getpid()

    def is_of(self, stream: httpcore.NetworkStream) -> bool:
        """Return whether this is the socket under a stream."""
        return stream.get_extra_info("socket") is self._socket

    def shut(self) -> None:
        """Shut the socket down, which ends whatever waits for it in another thread."""
        if self._process != os.getpid():
            return  # the connection is that of the process that this one was forked from
        with suppress(OSError):
            # Not `SSLSocket.shutdown`, which removes the encryption first: what another thread is
            # sending would then go out as plain text.
            socket.socket.shutdown(self._socket, socket.SHUT_RDWR)

    def close(self) -> None:
        """Close the socket, which nobody else is about to shut down."""
        self._socket.close()

    @classmethod
    def duplicate_of(cls, stream: httpcore.NetworkStream) -> Handle | None:
        """Return a second handle on the socket under a stream; None if there is no socket."""
        sock = stream.get_extra_info("socket")
        if not isinstance(sock, socket.socket):
            return None
        return cls(socket.fromfd(sock.fileno(), sock.family, sock.type))

    def __del__(self) -> None:
        with suppress(AttributeError):  # an interrupt came within `__init__`
            self._socket.close()
