"""The server of the benchmarks: a process of its own, doing as little as a server can.

It is made of asyncio's sockets alone (which set TCP_NODELAY) and keeps connections alive, so that
what is measured is the client. It prints its port and ends when its input does.
"""

from __future__ import annotations

import asyncio
import re
import sys
from typing import TYPE_CHECKING, cast

from .wire import ACCEPTED, SINK, answer, stream

if TYPE_CHECKING:
    from collections.abc import Iterator

_LENGTH = re.compile(rb"content-length: *(\d+)", re.IGNORECASE)
_CLOSES = re.compile(rb"connection: *close", re.IGNORECASE)


class Connection(asyncio.BufferedProtocol):
    """Answers the requests of one connection."""

    def __init__(self) -> None:
        self._view = memoryview(bytearray(256 * 1024))
        self._received = bytearray()
        self._to_swallow = 0
        self._pieces: Iterator[bytes] = iter(())
        self._paused = False
        self._closes = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the transport."""
        self._transport = cast("asyncio.Transport", transport)
        self._port: int = transport.get_extra_info("sockname")[1]

    def get_buffer(self, sizehint: int) -> memoryview:
        """Return where to put what arrives."""
        return self._view

    def buffer_updated(self, nbytes: int) -> None:
        """Take what arrived."""
        swallowed = min(nbytes, self._to_swallow)
        if swallowed:
            self._to_swallow -= swallowed
            if not self._to_swallow:
                self._send(iter([ACCEPTED]))
        if swallowed < nbytes:
            self._received += self._view[swallowed:nbytes]
            while self._take_request():
                pass

    def _take_request(self) -> bool:
        """Answer one request, if a whole one has arrived."""
        end = self._received.find(b"\r\n\r\n") + 4
        if end < 4:
            return False
        head = bytes(self._received[:end])
        length = _LENGTH.search(head)
        size = int(length[1]) if length else 0
        path = head.split(b" ", 2)[1].decode()
        here = len(self._received) - end
        if path != SINK and here < size:
            return False
        self._closes = _CLOSES.search(head) is not None
        body = bytes(self._received[end : end + size]) if path != SINK else b""
        del self._received[: end + size]
        if path == SINK and here < size:
            self._to_swallow = size - here
        else:
            whole = ACCEPTED if path == SINK else answer(path, self._port)
            self._send(stream(path, body) or iter([whole]))
        return True

    def _send(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces
        self._pump()

    def _pump(self) -> None:
        while not self._paused:
            piece = next(self._pieces, None)
            if piece is None:
                if self._closes:
                    self._transport.close()
                return
            self._transport.write(piece)

    def pause_writing(self) -> None:
        """Wait, because the client reads slower than this writes."""
        self._paused = True

    def resume_writing(self) -> None:
        """Go on."""
        self._paused = False
        self._pump()


async def _serve() -> None:
    loop = asyncio.get_running_loop()
    server = await loop.create_server(Connection, "127.0.0.1", 0, backlog=1024)
    print(server.sockets[0].getsockname()[1], flush=True)
    await loop.run_in_executor(None, sys.stdin.read)
    server.close()


if __name__ == "__main__":
    asyncio.run(_serve())
