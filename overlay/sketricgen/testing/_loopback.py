"""A server on loopback that hands each request to a function, with the connection to answer on."""

from __future__ import annotations

import socket
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler
from socketserver import ThreadingTCPServer
from threading import Thread
from typing import TYPE_CHECKING, Any, Callable

if TYPE_CHECKING:
    from collections.abc import Generator

_HOST = "127.0.0.1"
_LOOKS_EVERY_SECONDS = 0.02


@dataclass(frozen=True)
class Asked:
    """A request.

    Attributes:
        method: Its method.
        target: Its path and query.
        headers: Its headers, in order.
        body: Its body.
        connection: Where it is answered. It is closed behind the answer.
    """

    method: str
    target: str
    headers: list[tuple[str, str]]
    body: bytes
    connection: socket.socket


def announcing_close(first: bytes) -> bytes:
    """Return the first bytes of a response with the header that its connection is closed behind it.

    A client would else send its next request on it.
    """
    status, line_end, rest = first.partition(b"\r\n")
    if not status.startswith(b"HTTP/1.1 ") or b"connection: close" in first.lower():
        return first
    return status + b"\r\nConnection: close" + line_end + rest


class _Server(ThreadingTCPServer):
    request_queue_size = 100

    def __init__(self, handler: type[BaseHTTPRequestHandler]) -> None:
        super().__init__((_HOST, 0), handler)
        self.connections: set[Any] = set()

    def process_request(self, request: Any, client_address: Any) -> None:
        self.connections.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        self.connections.discard(request)
        super().shutdown_request(request)


@contextmanager
def serving(answer: Callable[[Asked], None]) -> Generator[str, None, None]:
    """Answer requests in threads; at the end, shut the connections and wait for the threads.

    Yields:
        The URL of the server, without a slash at its end.
    """

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True  # each piece leaves at once

        def serve(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            self.close_connection = True
            asked = Asked(self.command, self.path, self.headers.items(), body, self.connection)
            with suppress(OSError):  # the client has left
                answer(asked)

        do_GET = do_POST = do_PATCH = do_DELETE = serve  # noqa: N815

        def log_message(self, format: str, *_: Any) -> None:  # noqa: A002
            """Leave logging to the program."""

    with _Server(Handler) as server:
        thread = Thread(target=server.serve_forever, args=(_LOOKS_EVERY_SECONDS,), daemon=True)
        thread.start()
        try:
            yield f"http://{_HOST}:{server.server_address[1]}"
        finally:
            server.shutdown()
            thread.join()
            for connection in list(server.connections):
                with suppress(OSError):  # it is closed already
                    connection.shutdown(socket.SHUT_RDWR)
