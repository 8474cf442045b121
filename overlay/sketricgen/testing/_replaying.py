"""Gives back what was recorded."""

from __future__ import annotations

import json
import math
import select
import socket
import struct
import time
from contextlib import contextmanager
from http.client import HTTPResponse
from io import BytesIO
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, cast

from sketricgen.errors import SketricGenValidationError

from ._cassette import Recorded, described, load
from ._loopback import announcing_close, serving
from ._surroundings import environment, loopback_only

if TYPE_CHECKING:
    import os
    from collections.abc import Generator

    from ._loopback import Asked

_STORED = b"HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n"


@contextmanager
def replay(path: str | os.PathLike[str], *, speed: float = math.inf) -> Generator[None, None, None]:
    """Answer clients with what `record` has kept, byte for byte.

    Within the block the environment variables of the SDK lead to a server on this machine, and no
    client of this process reaches another. Each request gets the first answer that was recorded for
    the same request and is not used up. A request that was not recorded gets a 404, and the block
    fails at its end.

    Args:
        path: The file that was recorded.
        speed: How fast the answers come: 1 as they did, 10 ten times as fast. Defaults to at once.

    Yields:
        Nothing.

    Raises:
        SketricGenValidationError: The file is no cassette, or `speed` is not above 0.
        OSError: The file cannot be read.
        AssertionError: On leaving: a request was not in the cassette, or a client tried to reach
            another host.

    Example:
        >>> from sketricgen.testing import record, replay
        >>> with record("run.jsonl"), SketricGenClient.from_env() as recorded:
        ...     _ = recorded.run_workflow_sync("echo", "Hi")
        >>> with replay("run.jsonl", speed=10), SketricGenClient.from_env() as replayed:
        ...     print(replayed.run_workflow_sync("echo", "Hi").response.splitlines()[0])
        You said: Hi
    """
    if not speed > 0:
        raise SketricGenValidationError(f"speed must be a number above 0, got {speed!r}.")
    player = _Player(load(Path(path)), speed)
    with serving(player.answer) as url, loopback_only(player.problems.append):
        player.url = url
        with environment(f"{url}/chat", f"{url}/platform", "replayed-key"):
            yield
    if player.problems:
        raise AssertionError("\n".join(dict.fromkeys(player.problems)))


class _Player:
    """Answers requests from a cassette."""

    def __init__(self, recorded: list[Recorded], speed: float) -> None:
        self.problems: list[str] = []
        self.url: str = ""
        self._left = recorded
        self._speed = speed
        self._choosing = Lock()

    def answer(self, asked: Asked) -> None:
        _, to, rest = asked.target.split("/", 2)
        if to == "storage":  # files are not recorded
            asked.connection.sendall(_STORED)
            return
        request = described(to, asked.method, f"/{rest}", asked.body)
        found = self._take(request)
        if found is None:
            self.problems.append(self._what_differs(request))
            asked.connection.sendall(_not_found(self.problems[-1]))
        elif rest.endswith("publicAssetsUploadInit"):
            asked.connection.sendall(self._to_own_storage(found))
        else:
            self._play(found, asked.connection)

    def _take(self, request: dict[str, Any]) -> Recorded | None:
        with self._choosing:
            found = next((each for each in self._left if each.request == request), None)
            if found is not None:
                self._left = [each for each in self._left if each is not found]
            return found

    def _what_differs(self, request: dict[str, Any]) -> str:
        what = f"{request['method']} {request['path']} is not in the cassette, or not once more"
        for each in self._left:
            bodies = [request["body"], each.request["body"]]
            same = all(each.request[name] == request[name] for name in ("to", "method", "path"))
            if same and all(isinstance(body, dict) for body in bodies):
                body, recorded = cast("list[dict[str, Any]]", bodies)
                fields = {**body, **recorded}
                names = [name for name in fields if body.get(name) != recorded.get(name)]
                return f"{what}: it differs from the next one in {', '.join(names)}. Record again."
        return f"{what}. Record again."

    def _play(self, recorded: Recorded, client: socket.socket) -> None:
        began = time.monotonic()
        for number, (seconds, data) in enumerate(recorded.chunks):
            wait = began + seconds / self._speed - time.monotonic()
            if wait > 0 and select.select([client], [], [], wait)[0]:
                return  # the client has left
            client.sendall(data if number else announcing_close(data))
        if recorded.end == "reset":
            client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            client.close()

    def _to_own_storage(self, recorded: Recorded) -> bytes:
        raw = b"".join(data for _, data in recorded.chunks)
        response = HTTPResponse(cast("socket.socket", _Bytes(raw)))
        response.begin()
        body = response.read()
        if response.status == 200:
            answer = json.loads(body)
            if "upload" in answer:
                answer["upload"]["url"] = f"{self.url}/storage/file"
                body = json.dumps(answer).encode()
        return _response(response.status, response.reason, body)


class _Bytes:
    """As much of a socket as `HTTPResponse` needs."""

    def __init__(self, data: bytes) -> None:
        self._data = data

    def makefile(self, _mode: str) -> BytesIO:
        return BytesIO(self._data)


def _not_found(problem: str) -> bytes:
    # Each of the servers has a field of its own for it.
    words = {"detail": problem, "message": problem, "error": problem, "code": "not_recorded"}
    return _response(404, "Not Found", json.dumps(words).encode())


def _response(status: int, reason: str, body: bytes) -> bytes:
    head = f"HTTP/1.1 {status} {reason}\r\nContent-Type: application/json\r\n"
    return f"{head}Content-Length: {len(body)}\r\nConnection: close\r\n\r\n".encode() + body
