"""Records what goes over the wire, by passing it on."""

from __future__ import annotations

import os
import selectors
import socket
import ssl
import time
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from sketricgen.config.urls import DEFAULT_BASE_URL, DEFAULT_PLATFORM_URL
from sketricgen.errors import SketricGenError

from ._cassette import Recorded, described, heading
from ._loopback import announcing_close, serving
from ._surroundings import environment

if TYPE_CHECKING:
    from collections.abc import Generator, Mapping
    from typing import TextIO

    from ._loopback import Asked

_A_LOT = 64 * 1024
_CONNECTS_WITHIN_SECONDS = 30.0
_REPLACED = frozenset({"host", "connection", "accept-encoding"})
_KEY_HEADERS = frozenset({"api-key", "x-api-key", "authorization"})


@contextmanager
def record(path: str | os.PathLike[str]) -> Generator[None, None, None]:
    """Record what clients send and receive, for `replay`.

    Within the block `SKETRICGEN_BASE_URL` and `SKETRICGEN_PLATFORM_URL` lead to a server on this
    machine. It passes each request on to where they led before, or to SketricGen, and keeps what
    comes back, piece by piece with its time. The API key, cookies and whatever is signed are
    masked. Proxies of the environment are not used.

    Args:
        path: The file to write. What it held is lost.

    Yields:
        Nothing.

    Raises:
        OSError: The file cannot be written.
        SketricGenError: On leaving: an answer was compressed, so that nothing in it could be
            masked. It is not in the file.

    Example:
        >>> from sketricgen.testing import record, replay
        >>> with record("run.jsonl"), SketricGenClient.from_env() as recorded:
        ...     _ = recorded.run_workflow_sync("echo", "Hi")
        >>> with replay("run.jsonl"), SketricGenClient.from_env() as replayed:
        ...     print(replayed.run_workflow_sync("echo", "Hi").response.splitlines()[0])
        You said: Hi
    """
    servers = {
        "chat": os.environ.get("SKETRICGEN_BASE_URL") or DEFAULT_BASE_URL,
        "platform": os.environ.get("SKETRICGEN_PLATFORM_URL") or DEFAULT_PLATFORM_URL,
    }
    with Path(path).open("w", encoding="ascii") as file:
        print(heading(), file=file)
        recorder = _Recorder(file, servers)
        with serving(recorder.answer) as url, environment(f"{url}/chat", f"{url}/platform"):
            yield
    if recorder.packed:
        raise SketricGenError(
            f"The answer to {recorder.packed[0]} was compressed, although it was asked not to be. "
            "It is not recorded, since secrets cannot be found in it."
        )


class _Recorder:
    """Passes requests on, and writes down what comes back."""

    def __init__(self, file: TextIO, servers: Mapping[str, str]) -> None:
        self.packed: list[str] = []
        self._file = file
        self._servers = servers
        self._writing = Lock()

    def answer(self, asked: Asked) -> None:
        _, to, rest = asked.target.split("/", 2)
        server = urlsplit(self._servers[to])
        key = _key_of(asked)
        recorded = Recorded(described(to, asked.method, f"/{rest}", asked.body, key))
        with _connected(server.scheme == "https", server.hostname or "", server.port) as upstream:
            upstream.sendall(_passed_on(asked, server.netloc, f"{server.path.rstrip('/')}/{rest}"))
            recorded.end = _relay(upstream, asked.connection, recorded.chunks)
        if recorded.is_packed:
            self.packed.append(f"{asked.method} /{rest}")
            return
        lines = "\n".join(recorded.lines(key))
        with self._writing:
            print(lines, file=self._file, flush=True)


def _connected(is_secure: bool, host: str, port: int | None) -> socket.socket:
    address = host, port or (443 if is_secure else 80)
    connection = socket.create_connection(address, _CONNECTS_WITHIN_SECONDS)
    if is_secure:
        connection = ssl.create_default_context().wrap_socket(connection, server_hostname=host)
    connection.settimeout(None)  # the client knows how long to wait
    return connection


def _passed_on(asked: Asked, host: str, target: str) -> bytes:
    kept = [(name, value) for name, value in asked.headers if name.lower() not in _REPLACED]
    # A body that is not packed can be read in the cassette, and secrets can be found in it.
    set_here = [("Host", host), ("Connection", "close"), ("Accept-Encoding", "identity")]
    lines = [f"{asked.method} {target} HTTP/1.1"]
    lines += [f"{name}: {value}" for name, value in (*set_here, *kept)]
    return "\r\n".join((*lines, "", "")).encode("latin-1") + asked.body


def _relay(
    upstream: socket.socket, client: socket.socket, chunks: list[tuple[float, bytes]]
) -> str:
    """Pass on what comes until the connection ends; return how it ended."""
    began = time.monotonic()
    with selectors.DefaultSelector() as either:
        either.register(upstream, selectors.EVENT_READ)
        either.register(client, selectors.EVENT_READ)
        while True:
            ready = [key.fileobj for key, _ in either.select()]
            if upstream not in ready:
                return "left"
            try:
                data = upstream.recv(_A_LOT)  # more than TLS holds back
            except OSError:
                return "reset"
            if not data:
                return "closed"
            chunks.append((time.monotonic() - began, data))
            try:
                client.sendall(data if len(chunks) > 1 else announcing_close(data))
            except OSError:
                return "left"


def _key_of(asked: Asked) -> str:
    found = [value for name, value in asked.headers if name.lower() in _KEY_HEADERS]
    return found[0].rpartition(" ")[2] if found else ""
