"""The wire side of the fault server: a connection, and a request on it with its answer."""

from __future__ import annotations

import asyncio
import socket
import struct
from contextlib import suppress
from typing import Literal, NoReturn, cast
from urllib.parse import urlsplit

from .journal import Journal, Received, first_value

How = Literal["close", "reset", "hang"]
"""How a server leaves a client: with a FIN (it reads an end), with a RST, or without a word."""

_A_LOT = 64 * 1024


class ScriptError(AssertionError):
    """A test's script asks for a fault that cannot happen, so the test would prove nothing."""


class ClientLeftError(ConnectionError):
    """There is nobody at the other end any more."""


class Connection:
    """One accepted connection, with the ways in which it can end.

    Attributes:
        reader: What the client sends.
        number: Which connection of its server it is, from 1.
    """

    def __init__(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, number: int
    ) -> None:
        self.reader = reader
        self.number = number
        self._writer = writer
        self._transport = cast("asyncio.Transport", writer.transport)
        # Without a buffer of asyncio's own, drain() returns when the kernel has every byte, and a
        # reset that follows cannot swallow what was sent before it. Over TLS asyncio takes 0 for
        # "always full", and drain() would not return.
        over_tls = self._transport.get_extra_info("ssl_object") is not None
        self._transport.set_write_buffer_limits(high=1 if over_tls else 0)
        # Each piece leaves at once, whether or not the client has acknowledged the one before it.
        peer = self._transport.get_extra_info("socket")
        peer.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    async def send(self, data: bytes) -> None:
        """Sends bytes and waits until the kernel has them all."""
        self._writer.write(data)
        await self._writer.drain()

    def stop_reading(self) -> None:
        """Leaves everything that the client sends in the kernel's buffers."""
        self._transport.pause_reading()

    async def hang(self) -> NoReturn:
        """Says nothing for as long as the client stays."""
        while await self.reader.read(_A_LOT):
            pass
        raise ClientLeftError

    async def pause(self, seconds: float) -> None:
        """Waits, but not past the moment at which the client leaves."""
        if seconds:
            with suppress(asyncio.TimeoutError):
                await asyncio.wait_for(self.hang(), seconds)

    async def end(self, how: How) -> NoReturn:
        """Leaves the client. `close` is a FIN, also while the client is still sending."""
        if how == "reset":
            await self._reset()
        elif how == "close" and self._transport.can_write_eof():
            # Closing a socket that holds unread bytes sends a RST. So only this half is closed,
            # and what the client still sends is read away until it closes its own.
            self._transport.write_eof()
        elif how == "close":
            self._transport.close()
            await self._writer.wait_closed()
        await self.hang()

    async def _reset(self) -> NoReturn:
        linger_not = struct.pack("ii", 1, 0)
        peer = self._transport.get_extra_info("socket")
        peer.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger_not)
        await self.drop()
        raise ClientLeftError

    async def drop(self) -> None:
        """Lets go of the socket at once. Harmless when it is gone already."""
        self._transport.abort()
        with suppress(OSError):
            await self._writer.wait_closed()


class Body:
    """The body of a request, read in pieces as it arrives."""

    def __init__(self, reader: asyncio.StreamReader, headers: list[tuple[str, str]]) -> None:
        self._reader = reader
        self._chunked = first_value(headers, "Transfer-Encoding") == "chunked"
        self._left = int(first_value(headers, "Content-Length") or 0)

    async def read(self, at_most: int) -> bytes:
        """Returns the next bytes, and none at the end.

        Raises:
            asyncio.IncompleteReadError: The client left in the middle.
        """
        if self._chunked and not self._left:
            await self._start_chunk()
        if not self._left:
            return b""
        piece = await self._reader.read(min(at_most, self._left))
        if not piece:
            raise asyncio.IncompleteReadError(b"", self._left)
        self._left -= len(piece)
        if self._chunked and not self._left:
            await self._reader.readexactly(len(b"\r\n"))
        return piece

    async def _start_chunk(self) -> None:
        size_line = await self._reader.readuntil(b"\r\n")
        self._left = int(size_line.partition(b";")[0], 16)
        if not self._left:
            self._chunked = False
            await self._reader.readexactly(len(b"\r\n"))


class Exchange:
    """One request, and the answer to it.

    Attributes:
        cut_after: How many bytes of the answer may still be sent (None: all), and how the
            connection ends after them.
    """

    method: str
    path: str
    body: Body

    def __init__(self, connection: Connection, journal: Journal) -> None:
        self.connection = connection
        self.cut_after: tuple[int, How] | None = None
        self._journal = journal
        self._received: Received | None = None
        self._abandoned = False

    async def read_head(self, first_byte: bytes) -> None:
        """Reads the request line and the headers, after the byte that was read already."""
        head = first_byte + await self.connection.reader.readuntil(b"\r\n\r\n")
        request_line, *lines = head.decode("latin-1").split("\r\n")[:-2]
        self.method, target, _ = request_line.split(" ")
        parts = urlsplit(target)
        self.path, self._query = parts.path, parts.query
        fields = (line.partition(":") for line in lines)
        self._headers = [(name, value.strip()) for name, _, value in fields]
        self.body = Body(self.connection.reader, self._headers)

    async def read(self) -> Received:
        """Reads the whole request and records it; a second call returns the same."""
        if self._received is None:
            body = bytearray()
            while True:
                piece = await self.body.read(_A_LOT)
                if not piece:
                    break
                body += piece
            self._received = Received(
                method=self.method,
                path=self.path,
                query=self._query,
                headers=self._headers,
                body=bytes(body),
                connection=self.connection.number,
            )
            self._journal.note_request(self._received)
        return self._received

    async def send(self, data: bytes) -> None:
        """Sends a part of the answer, as far as the answer may go."""
        if self.cut_after is None:
            await self.connection.send(data)
            return
        left, how = self.cut_after
        if len(data) >= left:
            self.cut_after = None
            await self.connection.send(data[:left])
            await self.end(how)
        await self.connection.send(data)
        self.cut_after = left - len(data), how

    async def end(self, how: How) -> NoReturn:
        """Leaves the client in the middle of the exchange, or after it.

        Raises:
            ScriptError: The answer is over, and the cut that was scripted for it never came.
        """
        if self.cut_after is not None:
            raise ScriptError(f"the answer was over {self.cut_after[0]} bytes before its cut")
        self.abandon()
        await self.connection.end(how)

    def abandon(self) -> None:
        """Counts the request as aborted, unless it arrived whole."""
        if self._received is None and not self._abandoned:
            self._abandoned = True
            self._journal.note_aborted()
