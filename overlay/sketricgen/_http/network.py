"""The blocking sockets under httpcore's connections.

They are httpcore's own, wrapped so that every wait ends by the bounds of the exchange that owns the
connection, and so that the socket can be shut down from another thread.
"""

from __future__ import annotations

import socket
from math import inf
from queue import Empty, SimpleQueue
from threading import Thread
from typing import TYPE_CHECKING, Any, Union

import httpcore

from .byte_filter import NO_EXCHANGE
from .cancellation import Handle
from .timeouts import Timeouts

if TYPE_CHECKING:
    import ssl

    from .byte_filter import ByteFilter

_BACKEND = httpcore.SyncBackend()
CONNECTING = Timeouts(60.0)  # until an exchange has set its own

# Most reachable hosts answer within this many seconds.
_SHORT_TRY = 1.0

Addresses = Union["list[tuple[Any, ...]]", OSError]


def keepalive_options() -> list[httpcore.SOCKET_OPTION]:
    """Return socket options that keep a silent connection alive.

    Runs are silent for minutes, and routers and NAT gateways forget connections that are.
    """
    options: list[httpcore.SOCKET_OPTION] = [(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)]
    wanted = (
        ("TCP_KEEPIDLE", 60),  # the seconds before the first probe
        ("TCP_KEEPALIVE", 60),  # the same, as macOS calls it
        ("TCP_KEEPINTVL", 60),  # the seconds between probes
        ("TCP_KEEPCNT", 5),  # the probes that may go unanswered
    )
    for name, value in wanted:
        if hasattr(socket, name):
            options.append((socket.IPPROTO_TCP, getattr(socket, name), value))
    return options


class Link(httpcore.NetworkBackend):
    """The network side of one blocking connection: makes its socket, knows it, can shut it.

    Attributes:
        timeouts: The bounds of the exchange that owns the connection.
        byte_filter: What its bytes go through.
    """

    def __init__(self) -> None:
        self.timeouts: Timeouts = CONNECTING
        self.byte_filter: ByteFilter = NO_EXCHANGE
        self._handle: Handle | None = None
        self._is_shut = False

    def connect_tcp(  # httpcore's other arguments are for what is not asked of it here
        self, host: str, port: int, timeout: float | None = None, *_: Any, **__: Any
    ) -> httpcore.NetworkStream:
        """Connect to a host, trying its addresses in turn."""
        problem: Exception = httpcore.ConnectError("The host has no address.")
        found = _resolve(host, port, self.timeouts.wait(timeout, httpcore.ConnectTimeout))
        for address, patience in connect_plan(found):
            try:
                stream = _BACKEND.connect_tcp(
                    address,
                    port,
                    timeout=min(patience, self.timeouts.wait(timeout, httpcore.ConnectTimeout)),
                    socket_options=keepalive_options(),
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:  # noqa: PERF203
                problem = error
            else:
                return self.attach(stream)
        raise problem

    def attach(self, stream: httpcore.NetworkStream) -> httpcore.NetworkStream:
        """Take over a stream of httpcore's.

        Raises:
            httpcore.ConnectError: The connection was shut before there was one.
        """
        self._handle = Handle(stream.get_extra_info("socket"))
        if self._is_shut:
            self._handle.close()
            raise httpcore.ConnectError("The connection was shut while it was being made.")
        return _SocketStream(stream, self)

    def start_tls(
        self, stream: httpcore.NetworkStream, context: ssl.SSLContext, **arguments: Any
    ) -> httpcore.NetworkStream:
        """Make a connection secure."""
        # The handshake runs on a new socket object, which nobody gets to see before it is over,
        # so a duplicate is held until then: shutting it down shuts down the connection.
        bare, self._handle = self._handle, Handle.duplicate_of(stream)
        if self._is_shut:
            self.shut()
        secured = stream.start_tls(context, **arguments)
        if bare is not None and bare.is_of(secured):  # TLS within TLS goes on with its socket
            self._handle = bare
            return _Stream(secured, self)
        return self.attach(secured)

    def shut(self) -> None:
        """Shut the connection, from any thread, and leave it to its owner to close it."""
        self._is_shut = True  # before looking for a socket, which may just be being made
        handle = self._handle
        if handle is not None:
            handle.shut()

    def close(self) -> None:
        """Close the connection, which nobody else refers to."""
        if self._handle is not None:
            self._handle.close()

    def forget(self) -> None:
        """Drop the socket, which closes when nothing else refers to it."""
        self._handle = None


class _Stream(httpcore.NetworkStream):
    def __init__(self, inner: httpcore.NetworkStream, link: Link) -> None:
        self._inner = inner
        self._link = link

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        byte_filter = self._link.byte_filter
        if byte_filter.held:
            return byte_filter.take_held()
        seconds = self._link.timeouts.wait(timeout, httpcore.ReadTimeout)
        return byte_filter.incoming(self._inner.read(max_bytes, seconds))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        seconds = self._link.timeouts.wait(timeout, httpcore.WriteTimeout)
        self._inner.write(self._link.byte_filter.outgoing(buffer), seconds)

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        return self._link.start_tls(
            self._inner,
            ssl_context,
            server_hostname=server_hostname,
            timeout=self._link.timeouts.wait(timeout, httpcore.ConnectTimeout),
        )

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)


class _SocketStream(_Stream):
    """A stream that uses its socket itself.

    httpcore sets the socket's timeout each time, which is a system call, and most are the same.
    """

    def __init__(self, inner: httpcore.NetworkStream, link: Link) -> None:
        super().__init__(inner, link)
        self._socket: socket.socket = inner.get_extra_info("socket")
        self._timeout: float | None = None  # unknown

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        link = self._link
        if link.byte_filter.held:
            return link.byte_filter.take_held()
        # Written out, since it runs for every event.
        is_plain = timeout is not None and link.timeouts.until == inf
        seconds = timeout if is_plain else link.timeouts.wait(timeout, httpcore.ReadTimeout)
        try:
            if seconds != self._timeout:
                self._set_timeout(seconds)
            data = self._socket.recv(max_bytes)
        except socket.timeout:  # TimeoutError is another before Python 3.10
            raise httpcore.ReadTimeout from None
        except OSError as error:
            raise httpcore.ReadError(str(error)) from None
        return link.byte_filter.incoming(data)

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        seconds = self._link.timeouts.wait(timeout, httpcore.WriteTimeout)
        buffer = self._link.byte_filter.outgoing(buffer)
        try:
            if seconds != self._timeout:
                self._set_timeout(seconds)
            while buffer:
                buffer = buffer[self._socket.send(buffer) :]
        except socket.timeout:
            raise httpcore.WriteTimeout from None
        except OSError as error:
            raise httpcore.WriteError(str(error)) from None

    def _set_timeout(self, seconds: float | None) -> None:
        self._timeout = None  # in case that it fails
        self._socket.settimeout(seconds)
        self._timeout = seconds


def _resolve(host: str, port: int, seconds: float) -> list[str]:
    """Return the addresses of a host, within so many seconds.

    A look-up takes no timeout, so another thread does it, which is abandoned if it takes too long.
    """
    if is_address(host):
        return [host]
    found: SimpleQueue[Addresses] = SimpleQueue()

    def work() -> None:
        try:
            found.put(_look_up(host, port))
        except (OSError, UnicodeError) as error:
            found.put(OSError(str(error)))

    try:
        Thread(target=work, daemon=True).start()
    except RuntimeError:  # no thread can be started while the interpreter shuts down
        work()
    try:
        answer = found.get(timeout=seconds)
    except Empty:
        raise httpcore.ConnectTimeout from None
    if isinstance(answer, OSError):
        raise httpcore.ConnectError(str(answer))
    return addresses_in(answer)


def is_address(host: str) -> bool:
    """Return whether a host is an address already, and not a name."""
    try:
        _look_up(host, 0, socket.AI_NUMERICHOST)
    except (OSError, UnicodeError):
        return False
    return True


def connect_plan(addresses: list[str]) -> list[tuple[str, float]]:
    """Return in which order to try addresses, and for how many seconds each.

    If there are several, each gets a short try first, since an unreachable one (IPv6 on many
    networks) does not answer at all.
    """
    first = [(address, _SHORT_TRY) for address in addresses] if len(addresses) > 1 else []
    return first + [(address, inf) for address in addresses]


def _look_up(host: str, port: int, flags: int = 0) -> list[tuple[Any, ...]]:
    return list(socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=flags))


def addresses_in(found: list[tuple[Any, ...]]) -> list[str]:
    """Return the addresses in what `socket.getaddrinfo` gives."""
    return [entry[4][0] for entry in found]
