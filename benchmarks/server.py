"""The server of the benchmarks, which does as little work as possible.

It uses asyncio's sockets directly (which set TCP_NODELAY) and keeps connections alive, so that the
client is what is measured. It prints its port, and exits when its input is closed.
"""

from __future__ import annotations

import asyncio
import re
import sys
from itertools import count
from typing import TYPE_CHECKING, ClassVar, cast

from .limits import allow_open_files
from .wire import ACCEPTED, END, SINK, TICK, TICKS_BEGIN, TICKS_END, answer, stream, ticks

if TYPE_CHECKING:
    from collections.abc import Iterator

_LENGTH = re.compile(rb"content-length: *(\d+)", re.IGNORECASE)
_HANDSHAKE = b"\x16"  # of TLS, which the server does not speak
_CLOSES = re.compile(rb"connection: *close", re.IGNORECASE)
# The fractional parts of its multiples are spread evenly between 0 and 1.
_GOLDEN = 0.6180339887


class Connection(asyncio.BufferedProtocol):
    """Answers the requests on one connection."""

    def __init__(self) -> None:
        self._view = memoryview(bytearray(256 * 1024))
        self._received = bytearray()
        self._to_discard = 0
        self._pieces: Iterator[bytes] = iter(())
        self._paused = False
        self._closes = False
        self._ticking: Ticking | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the transport."""
        self._transport = cast("asyncio.Transport", transport)
        self._port: int = transport.get_extra_info("sockname")[1]

    def connection_lost(self, exc: Exception | None) -> None:
        """Send nothing more."""
        if self._ticking is not None:
            self._ticking.stop()

    def get_buffer(self, sizehint: int) -> memoryview:
        """Return the buffer for received data."""
        return self._view

    def buffer_updated(self, nbytes: int) -> None:
        """Process received data."""
        discarded = min(nbytes, self._to_discard)
        if discarded:
            self._to_discard -= discarded
            if not self._to_discard:
                self._send(iter([ACCEPTED]))
        if discarded < nbytes:
            self._received += self._view[discarded:nbytes]
            while self._take_request():
                pass

    def _take_request(self) -> bool:
        """Answer one request, if all of it has arrived."""
        if self._received.startswith(_HANDSHAKE):
            self._transport.close()
            return False
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
            self._to_discard = size - here
        elif ticks(path, body):
            self._ticking = Ticking(self._transport)
        elif path == END:
            Ticking.end_all()
            self._send(iter([ACCEPTED]))
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
        """Wait until the client has read what was sent."""
        self._paused = True

    def resume_writing(self) -> None:
        """Continue."""
        self._paused = False
        self._pump()


class Ticking:
    """A stream with one event a second, until all such streams are ended.

    The events of all streams are spread evenly over the second.
    """

    _all: ClassVar[set[Ticking]] = set()
    _numbers: ClassVar[Iterator[int]] = count(1)

    def __init__(self, transport: asyncio.Transport) -> None:
        self._transport = transport
        self._loop = asyncio.get_running_loop()
        self._all.add(self)
        transport.write(TICKS_BEGIN)
        self._wait(self._loop.time() + next(self._numbers) * _GOLDEN % 1)

    def _wait(self, until: float) -> None:
        self._timer = self._loop.call_at(until, self._tick, until)

    def _tick(self, now: float) -> None:
        self._transport.write(TICK)
        self._wait(now + 1)

    def stop(self) -> None:
        """Send nothing more."""
        self._timer.cancel()
        self._all.discard(self)

    @classmethod
    def end_all(cls) -> None:
        """End all such streams with the event for a finished run."""
        for ticking in list(cls._all):
            ticking.stop()
            ticking._transport.write(TICKS_END)  # noqa: SLF001 # its own class


async def _serve() -> None:
    allow_open_files()
    loop = asyncio.get_running_loop()
    server = await loop.create_server(Connection, "127.0.0.1", 0, backlog=1024)
    print(server.sockets[0].getsockname()[1], flush=True)
    await loop.run_in_executor(None, sys.stdin.read)
    server.close()


if __name__ == "__main__":
    asyncio.run(_serve())
