"""A server on loopback that misbehaves as scripted.

Example:
    with FaultServer() as server:
        server.on("POST", "/api/v1/run-workflow", Reply(503), Reply(201, json={"response": "hi"}))
        httpx.post(server.url + "/api/v1/run-workflow")
        assert server.runs == 1
"""

from __future__ import annotations

import asyncio
import socket
import sys
import threading
from collections import deque
from typing import TYPE_CHECKING, Any

from .exchange import Connection, Exchange, ScriptError
from .faults import Behaviour, OnAccept, Reply
from .journal import Journal

if TYPE_CHECKING:
    import ssl
    from types import TracebackType

    from typing_extensions import Self

_LOOPBACK = "127.0.0.1"
_BACKLOG = 100
_STOPS_WITHIN_SECONDS = 30.0


def _is_open(accepted: socket.socket) -> bool:
    return accepted.fileno() >= 0


class _Rule:
    def __init__(
        self,
        method: str | None,
        path_prefix: str | None,
        behaviours: tuple[Behaviour | OnAccept, ...],
        repeat: bool,
    ) -> None:
        self._method = method
        self._path_prefix = path_prefix or ""
        self._behaviours: deque[Behaviour | OnAccept] = deque(behaviours)
        self._repeat = repeat

    def matches(self, exchange: Exchange) -> bool:
        return self._method in (None, exchange.method) and exchange.path.startswith(
            self._path_prefix
        )

    def next_greeting(self) -> OnAccept | None:
        """Takes the next behaviour, if it is one for a connection."""
        behaviour = self._behaviours[0] if self._behaviours else None
        if isinstance(behaviour, OnAccept):
            self.next()
            return behaviour
        return None

    def next(self) -> Behaviour | OnAccept | None:
        if self._repeat and len(self._behaviours) == 1:
            return self._behaviours[0]
        return self._behaviours.popleft() if self._behaviours else None


class FaultServer(Journal):
    """A scripted HTTP/1.1 server in a thread of its own, with a record of what reached it.

    A script that could not be played (a cut behind the end of an answer, say) fails the `with`
    block when it ends.

    Args:
        ssl_context: Serve `https_url` too, with this context.
    """

    def __init__(self, *, ssl_context: ssl.SSLContext | None = None) -> None:
        super().__init__()
        self._ssl_context = ssl_context
        self._listening: list[tuple[socket.socket, ssl.SSLContext | None]] = []
        self._rules: list[_Rule] = []
        self._fallback = _Rule(None, None, (), repeat=True)
        self._hosts: set[asyncio.Task[None]] = set()
        self._accepted: set[socket.socket] = set()
        self._mistakes: list[Exception] = []

    def __enter__(self) -> Self:
        self._loop = asyncio.new_event_loop()
        self._stopping = self._loop.create_future()
        # They listen from here on, so that no client can come too early.
        self._plain_port = self._listen(None)
        self._secure_port = self._listen(self._ssl_context) if self._ssl_context else None
        self._thread = threading.Thread(target=self._run, name="fault-server", daemon=True)
        self._thread.start()
        return self

    def __exit__(
        self,
        error_type: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._loop.call_soon_threadsafe(self._stopping.set_result, None)
        self._thread.join(_STOPS_WITHIN_SECONDS)
        assert not self._thread.is_alive(), "the fault server does not stop"
        if self._mistakes:
            raise self._mistakes[0]

    @property
    def address(self) -> str:
        """The host and port of the plain listener; `HalfTls` is met at `https://{address}`."""
        return f"{_LOOPBACK}:{self._plain_port}"

    @property
    def url(self) -> str:
        """The base URL of the plain listener, without a slash at its end."""
        return f"http://{self.address}"

    @property
    def https_url(self) -> str:
        """The base URL of the TLS listener, without a slash at its end."""
        assert self._secure_port, "this server was made without an ssl_context"
        return f"https://{_LOOPBACK}:{self._secure_port}"

    def connect(self) -> socket.socket:
        """Returns a plain connection, for a test that speaks for itself."""
        return socket.create_connection((_LOOPBACK, self._plain_port), timeout=5)

    def on(
        self,
        method: str | None,
        path_prefix: str | None,
        *behaviours: Behaviour | OnAccept,
        repeat: bool = True,
    ) -> None:
        """Scripts the n-th request of a kind to meet the n-th behaviour.

        The first rule that matches counts. An `OnAccept` which is next in any rule meets the next
        new connection, whatever is asked on it.

        Args:
            method: The requests of this method only; None for every method.
            path_prefix: The requests whose path begins so; None for every path.
            behaviours: What meets them, in turn.
            repeat: The last behaviour meets all further requests. If not, they get a 500 and
                are found in `unexpected`.
        """
        with self._changed:
            self._rules.append(_Rule(method, path_prefix, behaviours, repeat))

    def reply(self, **answer: Any) -> None:
        """Answers whatever no rule matches; the arguments are those of `Reply`."""
        with self._changed:
            self._fallback = _Rule(None, None, (Reply(**answer),), repeat=True)

    def _listen(self, context: ssl.SSLContext | None) -> int:
        listening = socket.create_server((_LOOPBACK, 0), backlog=_BACKLOG)
        listening.setblocking(False)
        self._listening.append((listening, context))
        port: int = listening.getsockname()[1]
        return port

    def _run(self) -> None:
        sys.settrace(None)  # nothing of the package runs in this thread: coverage need not watch it
        try:
            self._loop.run_until_complete(self._serve())
        finally:
            self._loop.close()

    async def _serve(self) -> None:
        for listening, context in self._listening:
            self._loop.add_reader(listening, self._accept, listening, context)
        await self._stopping
        for listening, _ in self._listening:
            self._loop.remove_reader(listening)
            listening.close()
        await asyncio.sleep(0)  # one that is cancelled before it has begun closes nothing
        for host in self._hosts:
            host.cancel()
        await asyncio.gather(*self._hosts, return_exceptions=True)
        # An aborted transport lets go of its socket in a later turn of the loop.
        while any(_is_open(accepted) for accepted in self._accepted):  # noqa: ASYNC110
            await asyncio.sleep(0)

    def _accept(self, listening: socket.socket, context: ssl.SSLContext | None) -> None:
        try:
            accepted, _ = listening.accept()
        except OSError:  # the client left before
            return
        accepted.setblocking(False)
        self._accepted = {earlier for earlier in self._accepted if _is_open(earlier)} | {accepted}
        host = self._loop.create_task(self._host(accepted, context))
        self._hosts.add(host)
        host.add_done_callback(self._hosts.discard)

    async def _host(self, accepted: socket.socket, context: ssl.SSLContext | None) -> None:
        reader = asyncio.StreamReader()
        protocol = asyncio.StreamReaderProtocol(reader)
        try:
            transport, _ = await self._loop.connect_accepted_socket(
                lambda: protocol, accepted, ssl=context
            )
        except OSError:  # a handshake that failed is the client's to tell
            return
        # Before Python 3.11 a handshake in which the client left counts as done, and nothing is
        # ever heard of such a connection.
        if context and transport.get_extra_info("ssl_object") is None:
            return
        writer = asyncio.StreamWriter(transport, protocol, reader, self._loop)
        connection = Connection(reader, writer, self.note_connection())
        try:
            await self._talk(connection)
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        except Exception as mistake:  # whatever it is, the test has to hear of it
            self._mistakes.append(mistake)
        finally:
            try:
                await connection.drop()
            finally:
                self.note_disconnection()

    async def _talk(self, connection: Connection) -> None:
        greeting = self._next_greeting()
        if greeting:
            await greeting.greet(connection)
            return
        first_byte = await connection.reader.read(1)
        while first_byte:
            await self._answer(connection, first_byte)
            first_byte = await connection.reader.read(1)

    async def _answer(self, connection: Connection, first_byte: bytes) -> None:
        exchange = Exchange(connection, self)
        try:
            await exchange.read_head(first_byte)
            await self._play_next(exchange)
        except (ConnectionError, asyncio.IncompleteReadError):
            exchange.abandon()
            raise

    async def _play_next(self, exchange: Exchange) -> None:
        behaviour = self._next_behaviour(exchange)
        if behaviour is None:
            self.note_unexpected(await exchange.read())
            behaviour = Reply(500, json={"message": "nothing is scripted for this request"})
        if isinstance(behaviour, OnAccept):
            raise ScriptError(f"{behaviour} was next, and a request came on an open connection")
        await behaviour.play(exchange)
        request = await exchange.read()
        if request.header("Connection") == "close":
            await exchange.end("close")

    def _next_behaviour(self, exchange: Exchange) -> Behaviour | OnAccept | None:
        with self._changed:
            matching = (rule for rule in self._rules if rule.matches(exchange))
            return next(matching, self._fallback).next()

    def _next_greeting(self) -> OnAccept | None:
        with self._changed:
            greetings = (rule.next_greeting() for rule in self._rules)
            return next((greeting for greeting in greetings if greeting), None)
