"""The bytes that the server sends, prepared in advance."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, repeat
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_BLOCK = 256 * 1024


def _json(value: object) -> bytes:
    return json.dumps(value, separators=(",", ":")).encode()


def event(data: object, name: str = "") -> bytes:
    """Return a server-sent event."""
    field = f"event: {name}\n".encode() if name else b""
    return field + b"data: " + (data if isinstance(data, bytes) else _json(data)) + b"\n\n"


@dataclass(frozen=True)
class Dialect:
    """The events of a service's streams.

    Attributes:
        first: The events at the beginning.
        again: The event that is repeated.
        last: The events at the end.
        silent: How many of the last events a client does not return.
    """

    first: tuple[bytes, ...]
    again: bytes
    last: tuple[bytes, ...]
    silent: int = 0


_RUN = {"thread_id": "thread-1", "run_id": "run-1"}
_STARTED = event({"type": "RUN_STARTED", **_RUN})
_FINISHED = event({"type": "RUN_FINISHED", **_RUN})

_CHUNK: dict[str, object] = {
    "id": "c-1",
    "object": "chat.completion.chunk",
    "created": 1700000000,
    "model": "m",
}
_MESSAGE: dict[str, object] = {
    "id": "msg-1",
    "type": "message",
    "role": "assistant",
    "model": "m",
    "content": [],
    "stop_reason": None,
    "stop_sequence": None,
    "usage": {"input_tokens": 1, "output_tokens": 1},
}


def _choice(delta: object, reason: str | None = None) -> bytes:
    return event({**_CHUNK, "choices": [{"index": 0, "delta": delta, "finish_reason": reason}]})


def _named(kind: str, **rest: object) -> bytes:
    return event({"type": kind, **rest}, kind)


_RUN_WORKFLOW = "/api/v1/run-workflow"
_TEXT = {"type": "TEXT_MESSAGE_CONTENT", "message_id": "message-1", "delta": "A few words more. "}
DIALECTS = {
    _RUN_WORKFLOW: Dialect((_STARTED,), event(_TEXT), (_FINISHED,)),
    "/v1/chat/completions": Dialect(
        (_choice({"role": "assistant", "content": ""}),),
        _choice({"content": "A few words more. "}),
        (_choice({}, "stop"), event(b"[DONE]")),
        silent=1,
    ),
    "/v1/messages": Dialect(
        (
            _named("message_start", message=_MESSAGE),
            _named("content_block_start", index=0, content_block={"type": "text", "text": ""}),
        ),
        _named(
            "content_block_delta",
            index=0,
            delta={"type": "text_delta", "text": "A few words more. "},
        ),
        (
            _named("content_block_stop", index=0),
            _named(
                "message_delta",
                delta={"stop_reason": "end_turn", "stop_sequence": None},
                usage={"output_tokens": 9},
            ),
            _named("message_stop"),
        ),
    ),
}


def _answer(status: str, body: bytes, content_type: str = "application/json") -> bytes:
    head = f"HTTP/1.1 {status}\r\nContent-Type: {content_type}\r\nContent-Length: {len(body)}"
    return head.encode() + b"\r\n\r\n" + body


_ANSWERS = {
    _RUN_WORKFLOW: {
        "agent_id": "agent-1",
        "user_id": "user-1",
        "conversation_id": "conversation-1",
        "response": "The answer to a question, in a few words that do not matter.",
        "owner": "owner-1",
        "error": False,
    },
    "/v1/chat/completions": {
        **_CHUNK,
        "object": "chat.completion",
        "choices": [
            {
                "index": 0,
                "message": {"role": "assistant", "content": "The answer to a question."},
                "finish_reason": "stop",
            }
        ],
    },
    "/v1/messages": {
        **_MESSAGE,
        "content": [{"type": "text", "text": "The answer to a question."}],
        "stop_reason": "end_turn",
    },
    "/publicAssetsUploadComplete": {
        "success": True,
        "file_id": "file-1",
        "file_size_bytes": 1,
        "content_type": "application/pdf",
        "file_name": "report.pdf",
        "created_at": "2030-01-01T00:00:00Z",
        "url": "http://127.0.0.1/file-1",
    },
}
SINK = "/sink"
ACCEPTED = _answer("204 No Content", b"")
_NOT_FOUND = _answer("404 Not Found", b'{"message":"no such path"}')
_STREAM_HEAD = (
    b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n"
)


@lru_cache(maxsize=16)
def answer(path: str, port: int) -> bytes:
    """Return the answer at ``path``, for requests that do not ask for a stream."""
    if path == "/publicAssetsUploadInit":
        return _answer("200 OK", _json(_presigned(port)))
    body = _ANSWERS.get(path)
    return _NOT_FOUND if body is None else _answer("200 OK", _json(body))


def _presigned(port: int) -> dict[str, object]:
    form = {
        "url": f"http://127.0.0.1:{port}{SINK}",
        "fields": {"key": "uploads/file-1", "Content-Type": "application/pdf"},
        "expires_at": "2099-01-01T00:00:00Z",
        "max_file_bytes": 20 * 1024 * 1024,
    }
    return {
        "success": True,
        "file_id": "file-1",
        "content_type": "application/pdf",
        "upload": form,
    }


def _chunk(data: bytes) -> bytes:
    return b"%x\r\n%b\r\n" % (len(data), data)


_EVENTS = re.compile(rb"events=(\d+) per=(\d+)")
_LARGE = re.compile(rb"size=(\d+) piece=(\d+)")


END = "/streams/end"
TICKS_BEGIN = _STREAM_HEAD + _chunk(_STARTED)
TICK = _chunk(event(_TEXT))
TICKS_END = _chunk(_FINISHED) + _chunk(b"")


def ticks(path: str, body: bytes) -> bool:
    """Return whether a request asks for a stream with one event a second."""
    return path == _RUN_WORKFLOW and b"an event a second" in body


def stream(path: str, body: bytes) -> Iterator[bytes] | None:
    """Return the pieces of the stream that a request asks for; None if it does not ask for one."""
    dialect = DIALECTS.get(path)
    asked = _EVENTS.search(body)
    if dialect is not None and asked:
        return _events(dialect, int(asked[1]), int(asked[2]))
    asked = _LARGE.search(body)
    return iter(_large(int(asked[1]), int(asked[2]))) if asked else None


def _events(dialect: Dialect, events: int, per: int) -> Iterator[bytes]:
    """Yield a stream of ``events`` events with ``per`` of them in each HTTP chunk."""
    ends = len(dialect.first) + len(dialect.last) - dialect.silent
    chunks, single = divmod(max(0, events - ends), per)
    chunk, block, in_block = _block(dialect.again, per)
    blocks, left = divmod(chunks, in_block)
    first = _STREAM_HEAD + _chunk(b"".join(dialect.first))
    last = dialect.again * single + b"".join(dialect.last)
    return chain([first], repeat(block, blocks), [chunk * left + _chunk(last) + _chunk(b"")])


@lru_cache(maxsize=16)
def _block(again: bytes, per: int) -> tuple[bytes, bytes, int]:
    """Return a chunk, a block of chunks, and the number of chunks in the block."""
    chunk = _chunk(again * per)
    count = max(1, _BLOCK // len(chunk))
    return chunk, chunk * count, count


@lru_cache(maxsize=2)
def _large(size: int, piece: int) -> list[bytes]:
    """Return a stream of one event of ``size`` bytes, in chunks of ``piece`` bytes."""
    empty = event({"type": "CUSTOM", "name": "large", "value": ""})
    large = event({"type": "CUSTOM", "name": "large", "value": "x" * (size - len(empty))})
    data = _STARTED + large + _FINISHED
    chunks = [_chunk(data[at : at + piece]) for at in range(0, len(data), piece)]
    return [_STREAM_HEAD, *chunks, _chunk(b"")]
