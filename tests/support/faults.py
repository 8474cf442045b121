"""What a fault server can do: one small value for each way to answer well or badly.

A `Behaviour` meets a request that was matched by its method and path. An `OnAccept` meets a
connection, before anything was read from it.
"""

from __future__ import annotations

import asyncio
import json as jsonlib
from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from http.client import responses
from typing import TYPE_CHECKING, Any, Callable, Literal

from .exchange import Connection, Exchange, How, ScriptError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from .journal import Received

# The record header and the first bytes of a ServerHello that promises 118 bytes and has 20.
_HALF_A_SERVER_HELLO = b"\x16\x03\x03\x00\x7a\x02\x00\x00\x76\x03\x03" + bytes(range(20))


class Behaviour(ABC):
    """What is done with one request."""

    @abstractmethod
    async def play(self, exchange: Exchange) -> None:
        """Reads the request and answers it. A return leaves the connection open for the next."""


class OnAccept(ABC):
    """What is done with a connection instead of reading requests from it."""

    @abstractmethod
    async def greet(self, connection: Connection) -> None:
        """Plays the whole life of the connection."""


def _head(status: int, headers: Mapping[str, str], defaults: Mapping[str, str]) -> bytes:
    given = {name.lower() for name in headers}
    kept = {name: value for name, value in defaults.items() if name.lower() not in given}
    lines = [f"{name}: {value}" for name, value in {**kept, **headers}.items()]
    status_line = f"HTTP/1.1 {status} {responses.get(status, 'Unknown')}"
    return "\r\n".join([status_line, *lines, "", ""]).encode("latin-1")


def _asks_to_close(headers: Mapping[str, str]) -> bool:
    return any((k.lower(), v.lower()) == ("connection", "close") for k, v in headers.items())


@dataclass(frozen=True)
class Reply(Behaviour):
    """A whole answer: a JSON value or the bytes of a body, after `delay` seconds.

    `content_length` lies: a longer one ends in a close, a shorter one leaves bytes on the
    connection that the client did not expect. A header given here replaces the server's own.
    """

    status: int = 200
    json: Any = None
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict[str, str])
    content_type: str | None = None
    delay: float = 0.0
    content_length: int | None = None

    async def play(self, exchange: Exchange) -> None:
        await exchange.read()
        await exchange.connection.pause(self.delay)
        body = self.body if self.json is None else jsonlib.dumps(self.json).encode()
        promised = len(body) if self.content_length is None else self.content_length
        await exchange.send(_head(self.status, self.headers, self._defaults(promised)) + body)
        if promised > len(body) or _asks_to_close(self.headers):
            await exchange.end("close")

    def _defaults(self, length: int) -> dict[str, str]:
        type_ = self.content_type or (None if self.json is None else "application/json")
        defaults = {} if type_ is None else {"Content-Type": type_}
        if self.status not in (204, 304):
            defaults["Content-Length"] = str(length)
        return defaults


@dataclass(frozen=True)
class Stream(Behaviour):
    """An answer in pieces, with `delay` seconds before each of them.

    `then="end"` is a proper end: the last chunk of a chunked answer, else a close. The others
    leave a chunked answer without its end.
    """

    chunks: Iterable[bytes] = ()
    delay: float = 0.0
    chunked: bool = True
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict[str, str])
    content_type: str = "text/event-stream"
    then: Literal["end", "hang", "reset", "close"] = "end"

    async def play(self, exchange: Exchange) -> None:
        await exchange.read()
        framing = {"Transfer-Encoding": "chunked"} if self.chunked else {"Connection": "close"}
        defaults = {"Content-Type": self.content_type, **framing}
        await exchange.send(_head(self.status, self.headers, defaults))
        for chunk in self.chunks:
            await exchange.connection.pause(self.delay)
            await exchange.send(self._framed(chunk))
        if self.then != "end":
            await exchange.end(self.then)
        if not self.chunked:
            await exchange.end("close")
        await exchange.send(b"0\r\n\r\n")
        if _asks_to_close(self.headers):
            await exchange.end("close")

    def _framed(self, chunk: bytes) -> bytes:
        if not self.chunked:
            return chunk
        if not chunk:
            raise ScriptError("an empty chunk would end the answer; leave it out")
        return b"%x\r\n%b\r\n" % (len(chunk), chunk)


@dataclass(frozen=True)
class RawBytes(Behaviour):
    """Bytes that need not be HTTP, and then an end of the connection."""

    data: bytes
    then: How = "close"

    async def play(self, exchange: Exchange) -> None:
        await exchange.read()
        await exchange.send(self.data)
        await exchange.end(self.then)


@dataclass(frozen=True)
class Computed(Behaviour):
    """The behaviour that a function chooses when it has seen the request."""

    choose: Callable[[Received], Behaviour]

    async def play(self, exchange: Exchange) -> None:
        await self.choose(await exchange.read()).play(exchange)


@dataclass(frozen=True)
class CutAfter(Behaviour):
    """Another behaviour's first `size` bytes, its head among them, and then an end."""

    behaviour: Behaviour
    size: int
    how: How = "close"

    async def play(self, exchange: Exchange) -> None:
        exchange.cut_after = self.size, self.how
        await self.behaviour.play(exchange)
        await exchange.end(self.how)


@dataclass(frozen=True)
class CloseWhileReading(Behaviour):
    """An end after the first `size` bytes of the request's body, which must be longer."""

    size: int
    how: How = "close"

    async def play(self, exchange: Exchange) -> None:
        left = self.size
        while left:
            piece = await exchange.body.read(left)
            if not piece:
                raise ScriptError(f"the request's body was over before {self.size} bytes")
            left -= len(piece)
        await exchange.end(self.how)


@dataclass(frozen=True)
class _EndAfterRequest(Behaviour):
    how: How

    async def play(self, exchange: Exchange) -> None:
        await exchange.read()
        await exchange.end(self.how)


class Hang(_EndAfterRequest):
    """No answer, for as long as the client stays."""

    def __init__(self) -> None:
        super().__init__("hang")


class CloseAfterRequest(_EndAfterRequest):
    """No answer but a FIN."""

    def __init__(self) -> None:
        super().__init__("close")


class ResetAfterRequest(_EndAfterRequest):
    """No answer but a RST."""

    def __init__(self) -> None:
        super().__init__("reset")


@dataclass(frozen=True)
class HangBeforeReading(OnAccept):
    """A connection from which nothing is ever read.

    It counts as open until the server stops: a client that leaves cannot be noticed.
    """

    async def greet(self, connection: Connection) -> None:
        connection.stop_reading()
        await asyncio.get_running_loop().create_future()


@dataclass(frozen=True)
class HalfTls(OnAccept):
    """Half a TLS handshake: the client's hello is read, and answered with a part of a hello."""

    then: How = "hang"

    async def greet(self, connection: Connection) -> None:
        record_header = await connection.reader.readexactly(5)
        await connection.reader.readexactly(int.from_bytes(record_header[3:], "big"))
        await connection.send(_HALF_A_SERVER_HELLO)
        await connection.end(self.then)
