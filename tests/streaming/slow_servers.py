"""Servers that are alive and slow, so that no timeout of a single step ever strikes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NoReturn

from tests.support.faults import Behaviour

if TYPE_CHECKING:
    from tests.support.exchange import Exchange

_PAUSE_SECONDS = 0.02
_ENOUGH_BYTES = 2_000


async def _trickle(exchange: Exchange, byte: bytes) -> NoReturn:
    # It gives up at some time, so that a client which waits for ever fails its test.
    for _ in range(_ENOUGH_BYTES):
        await exchange.connection.pause(_PAUSE_SECONDS)
        await exchange.send(byte)
    await exchange.end("close")


@dataclass(frozen=True)
class SlowHead(Behaviour):
    """A head of which a byte comes at a time."""

    async def play(self, exchange: Exchange) -> None:
        await exchange.read()
        await exchange.send(b"HTTP/1.1 200 OK\r\nX-Endless: ")
        await _trickle(exchange, b"x")


@dataclass(frozen=True)
class SlowBody(Behaviour):
    """A body of which a byte comes at a time."""

    async def play(self, exchange: Exchange) -> None:
        await exchange.read()
        head = b"HTTP/1.1 201 Created\r\nContent-Type: application/json\r\nContent-Length: 99999"
        await exchange.send(head + b"\r\n\r\n")
        await _trickle(exchange, b" ")
