"""The bytes of one exchange, on their way between httpcore and the network."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .redaction import STAND_IN, SecretBytes

if TYPE_CHECKING:
    from collections.abc import Sequence

_LAST_CHUNK = b"0\r\n\r\n"


class ByteFilter:
    """Puts the API key into the request, and detects whether anything follows the response.

    The head of the request is held back until its body follows, so that both leave in one piece.
    That saves a system call, and the server is woken once.

    The last byte of what the network gave is held back until httpcore asks for more. If it is still
    held once the response is complete, the response ended before it, and the connection must not be
    used again: what follows would be taken for the next response.

    Args:
        method: The method of the request. What is sent to a proxy before has another.
        secrets: The values that headers have stand-ins for, in their order.
        is_stream: True if the response comes in many small pieces. To hold a byte of each would
            cost time, so only the first one is split, and those that may be the last.

    Attributes:
        has_begun: True once the request itself is being sent.
        held: The byte that is held back, if there is one.
    """

    def __init__(self, method: str, secrets: Sequence[bytes], *, is_stream: bool) -> None:
        self._start = b"%s " % method.encode()
        self._secrets = secrets
        self._is_stream = is_stream
        self.has_begun: bool = False
        self._head = b""
        self._next_may_pass = False
        self._is_known = True
        self.held = b""

    def outgoing(self, data: bytes) -> bytes:
        """Return what is to be sent in place of ``data``; httpcore writes again after the head."""
        if self.has_begun:
            head, self._head = self._head, b""
            return SecretBytes(head + data) if head else data
        if not data.startswith(self._start):
            return data
        self.has_begun = True
        self._head = SecretBytes(data)
        for secret in self._secrets:
            self._head = SecretBytes(self._head.replace(STAND_IN, secret, 1))
        return b""

    def incoming(self, data: bytes) -> bytes:
        """Return as much of what arrived as httpcore is to see now."""
        if not self.has_begun:
            return data
        self._is_known = not self._next_may_pass or data.endswith(_LAST_CHUNK)
        self._next_may_pass = self._is_stream
        if len(data) < 2 or not self._is_known:
            return data
        self.held = data[-1:]
        return data[:-1]

    def take_held(self) -> bytes:
        """Return the byte that was held back."""
        held, self.held = self.held, b""
        return held

    @property
    def is_clean(self) -> bool:
        """True if it is known that nothing followed the response."""
        return self._is_known and not self.held


# For a connection that no exchange owns.
NO_EXCHANGE = ByteFilter("NONE", (), is_stream=False)
