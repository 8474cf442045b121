"""A lean server for many calls, in a process of its own: one request in twenty meets a fault.

Which fault a call meets follows from its number, so that both sides can say beforehand how often
everything has to happen.
"""

from __future__ import annotations

import asyncio
import json
import socket
import struct
import subprocess
import sys
from collections import Counter
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, cast

import httpx

if TYPE_CHECKING:
    from collections.abc import Generator

TALLY = "/tally"

# In words of the server: "busy" refuses the first attempt, "down" refuses every one.
FAULTS = ("busy", "reset", "cut", "slow", "down")
_ONE_FAULT_IN = 20
_SLOW_SECONDS = 0.05

_CHAT = json.dumps(
    {
        "agent_id": "agent-1",
        "user_id": "u-1",
        "conversation_id": "c-1",
        "response": "Hello! " * 50,
        "owner": "o-1",
    }
).encode()
_EVENTS = [
    {"type": "RUN_STARTED", "thread_id": "c-1", "run_id": "r-1"},
    {"type": "TEXT_MESSAGE_START", "message_id": "m-1"},
    *[{"type": "TEXT_MESSAGE_CONTENT", "message_id": "m-1", "delta": "Hello! "}] * 20,
    {"type": "TEXT_MESSAGE_END", "message_id": "m-1"},
    {"type": "RUN_FINISHED", "thread_id": "c-1", "run_id": "r-1"},
]


def fault_of(number: int) -> str | None:
    """Return what the call of this number meets; None: nothing bad."""
    turn, rest = divmod(number, _ONE_FAULT_IN)
    return None if rest else FAULTS[turn % len(FAULTS)]


def _answer(status: str, content_type: str, body: bytes, extra: str = "") -> bytes:
    head = f"HTTP/1.1 {status}\r\nContent-Type: {content_type}\r\n{extra}"
    return f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body


def _stream() -> bytes:
    pieces = [f"data: {json.dumps(event)}\n\n".encode() for event in _EVENTS]
    chunks = b"".join(b"%x\r\n%b\r\n" % (len(piece), piece) for piece in pieces)
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n"
    return b"%b\r\n%b0\r\n\r\n" % (head, chunks)


_RUN_ANSWER = _answer("201 Created", "application/json", _CHAT)
_STREAM_ANSWER = _stream()
_REFUSAL = _answer("503 Service Unavailable", "application/json", b"{}", "Retry-After: 0\r\n")


class _Talk(asyncio.Protocol):
    def __init__(self, tally: Counter[str], refused: set[int]) -> None:
        self._tally = tally
        self._refused = refused
        self._received = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)
        self._tally["open connections"] += 1

    def connection_lost(self, exc: Exception | None) -> None:
        self._tally["open connections"] -= 1

    def data_received(self, data: bytes) -> None:
        self._received += data
        head, end, body = self._received.partition(b"\r\n\r\n")
        _, _, length = head.lower().partition(b"content-length: ")
        if not end or len(body) < int(length.partition(b"\r\n")[0] or 0):
            return
        self._received = b""
        if head.startswith(f"GET {TALLY} ".encode()):
            told = json.dumps(self._tally).encode()
            self._transport.write(_answer("200 OK", "application/json", told))
        else:
            self._serve(json.loads(body))

    def _serve(self, asked: dict[str, object]) -> None:
        number, streams = int(str(asked["user_input"])), bool(asked["stream"])
        fault = fault_of(number)
        answer = _STREAM_ANSWER if streams else _RUN_ANSWER
        if fault == "down" or (fault == "busy" and number not in self._refused):
            self._refused.add(number)
            self._tally["refused"] += 1
            self._transport.write(_REFUSAL)
        elif fault in ("reset", "cut"):
            self._tally["broken"] += 1
            self._break(answer if fault == "cut" else None)
        else:
            self._tally["answered"] += 1
            wait = _SLOW_SECONDS if fault == "slow" else 0.0
            asyncio.get_running_loop().call_later(wait, partial(self._transport.write, answer))

    def _break(self, answer: bytes | None) -> None:
        if answer is not None:
            self._transport.write(answer[: len(answer) // 2])
            self._transport.close()
            return
        connection = self._transport.get_extra_info("socket")
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self._transport.abort()


async def _serve_until_stopped() -> None:
    tally: Counter[str] = Counter()
    refused: set[int] = set()
    loop = asyncio.get_running_loop()
    listener = await loop.create_server(lambda: _Talk(tally, refused), "127.0.0.1", 0, backlog=1024)
    print(listener.sockets[0].getsockname()[1], flush=True)
    # Whoever started this process stops it by closing its standard input, or by ending.
    await loop.run_in_executor(None, sys.stdin.read)
    listener.close()


@contextmanager
def running_server() -> Generator[str, None, None]:
    """Run the server in a process of its own, and give its URL."""
    command = [sys.executable, "-m", __name__]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        port = int(process.stdout.readline())
        try:
            yield f"http://127.0.0.1:{port}"
        finally:
            process.stdin.close()


def tally_of(url: str) -> Counter[str]:
    """Return what the server has counted so far; the asking is not counted."""
    with httpx.Client(trust_env=False) as client:
        tally = Counter[str](client.get(url + TALLY).json())
    tally["open connections"] -= 1
    return tally


if __name__ == "__main__":
    asyncio.run(_serve_until_stopped())
