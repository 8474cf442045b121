"""An answer that nobody asked for is never given to the next call on the connection."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from tests.contract.service import RUN, WHOLE_RUN, chat, sse
from tests.support import FaultServer, Reply
from tests.support.faults import Behaviour

if TYPE_CHECKING:
    from sketricgen import SketricGenClient

    from tests.support.exchange import Exchange
    from tests.support.halves import Half

ANSWER = json.dumps(chat(response="mine")).encode()
EVENTS = b"".join(map(sse, WHOLE_RUN))
WHOLE = Reply(201, json=chat(response="next"))


def framed(body: bytes, kind: str = "application/json", *, chunked: bool = False) -> bytes:
    framing = b"Transfer-Encoding: chunked" if chunked else b"Content-Length: %d" % len(body)
    head = b"HTTP/1.1 200 OK\r\nContent-Type: %s\r\n%s\r\n\r\n" % (kind.encode(), framing)
    return head + (b"%x\r\n%s\r\n0\r\n\r\n" % (len(body), body) if chunked else body)


FOREIGN = framed(json.dumps(chat(response="of somebody else")).encode())


@dataclass(frozen=True)
class Said(Behaviour):
    """Pieces of bytes, after which the connection stays open."""

    pieces: tuple[bytes, ...]

    async def play(self, exchange: Exchange) -> None:
        await exchange.read()
        for piece in self.pieces:
            await exchange.send(piece)


@pytest.mark.parametrize("behind", [FOREIGN, FOREIGN[:3], b"garbage", b"\n"], ids=repr)
@pytest.mark.parametrize("chunked", [False, True])
def test_what_follows_an_answer_is_not_taken_for_the_next_one(
    half: Half, client: SketricGenClient, server: FaultServer, chunked: bool, behind: bytes
) -> None:
    mine = framed(ANSWER, chunked=chunked)
    server.on("POST", RUN, Said((mine + behind,)), WHOLE)
    assert half.run(client, "agent-1", "Hi").response == "mine"
    assert half.run(client, "agent-1", "Hi").response == "next"
    assert server.connections == 2


@pytest.mark.parametrize("chunked", [False, True])
def test_what_follows_a_stream_is_not_taken_for_the_next_answer(
    half: Half, client: SketricGenClient, server: FaultServer, chunked: bool
) -> None:
    mine = framed(EVENTS, "text/event-stream", chunked=chunked)
    server.on("POST", RUN, Said((mine + FOREIGN,)), WHOLE)
    assert len(half.stream(client, "agent-1", "Hi")) == len(WHOLE_RUN)
    assert half.run(client, "agent-1", "Hi").response == "next"
    assert server.connections == 2


@pytest.mark.parametrize("chunked", [False, True])
def test_a_connection_with_nothing_behind_its_answer_is_used_again(
    half: Half, client: SketricGenClient, server: FaultServer, chunked: bool
) -> None:
    mine = framed(ANSWER, chunked=chunked)
    for size in (1, 40, len(mine) - 1):
        server.on("POST", RUN, Said((mine[:size], mine[size:])))
        assert half.run(client, "agent-1", "Hi").response == "mine"
    assert server.connections == 1


def test_a_connection_with_nothing_behind_its_stream_is_used_again(
    half: Half, client: SketricGenClient, server: FaultServer
) -> None:
    mine = framed(EVENTS, "text/event-stream", chunked=True)
    server.on("POST", RUN, Said((mine[:300], mine[300:])), WHOLE)
    half.stream(client, "agent-1", "Hi")
    assert half.run(client, "agent-1", "Hi").response == "next"
    assert server.connections == 1
