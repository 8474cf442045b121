"""The small steps an operation is made of, and what performing them gives.

An operation is a generator: it yields steps, is sent their results, and returns its own. It knows
neither sockets nor event loops; `drive` and `adrive` perform its steps in either world.
"""

from __future__ import annotations

import time
from collections.abc import Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Callable, Protocol, TypeVar, Union

if TYPE_CHECKING:
    import httpx

    from .errors import Attempt
    from .terms import Terms

T = TypeVar("T")


class Body(Protocol):
    """A request's body that is produced while it is sent, anew for every attempt."""

    def __iter__(self) -> Iterator[bytes]:
        """Yield the bytes from the start."""
        ...


@dataclass(frozen=True)
class Send:
    """Send a request. Gives an `Answer`, an open stream, or a `SketricGenNetworkError`.

    The last is given, not raised: what to do about it is the operation's decision.

    Attributes:
        method: The HTTP method.
        url: Where to, absolute.
        headers: The headers, complete.
        body: The body.
        timeout: The seconds to wait for each phase of the exchange.
        terms: What holds for the operation that this is part of.
        doing: What is being done, as messages name it, e.g. ``"the agent was being run"``.
        expects_stream: True if an event stream is to be left open instead of read.
        trusted: True if the receiver is SketricGen itself; False for the file storage, which must
            get nothing but the request as it stands.
    """

    method: str
    url: str
    headers: Mapping[str, str | bytes] = field(repr=False)
    body: bytes | Body = field(repr=False)
    timeout: float
    terms: Terms = field(repr=False)
    doing: str
    expects_stream: bool = False
    trusted: bool = True

    @property
    def target(self) -> str:
        """The method and the URL without its query, as messages name the request."""
        return f"{self.method} {self.url.partition('?')[0]}"


@dataclass(frozen=True)
class Sleep:
    """Wait for so many seconds. Gives True if the client was closed, which ends the waiting."""

    seconds: float


@dataclass(frozen=True)
class Together:
    """Run operations side by side. Gives their results in order.

    The first one that fails stops the others, and its error is raised.
    """

    flows: Sequence[Flow[Any]] = field(repr=False)
    at_once: int


@dataclass(frozen=True)
class Answer:
    """A response that has been read to its end.

    Attributes:
        status_code: The HTTP status.
        headers: The headers, found by names in lower case.
        body: The body, unpacked.
    """

    status_code: int
    headers: Mapping[str, str] = field(repr=False)
    body: bytes = field(repr=False)

    @property
    def is_success(self) -> bool:
        """True for a status from 200 to 299."""
        return 200 <= self.status_code <= 299

    def holds(self, text: str) -> bool:
        """Tell whether ``text`` stands in the body or in a header."""
        return text.encode() in self.body or any(text in value for value in self.headers.values())

    def without(self, text: str) -> Answer:
        """Return the same answer with ``text`` made unreadable."""
        headers = {name: value.replace(text, "***") for name, value in self.headers.items()}
        return Answer(self.status_code, headers, self.body.replace(text.encode(), b"***"))


@dataclass(frozen=True)
class OpenStream:
    """A response whose body is an event stream that has yet to be read.

    Attributes:
        response: The response, open.
        send: The request that it answers.
        is_client_closed: Tells whether the client was closed.
        attempts: The attempts before the one that opened it.
        began: When it was opened, by the monotonic clock.
    """

    response: httpx.Response
    send: Send
    is_client_closed: Callable[[], bool]
    attempts: tuple[Attempt, ...] = ()
    began: float = field(default_factory=time.monotonic)

    @property
    def status_code(self) -> int:
        """The status of the response."""
        return self.response.status_code


Step = Union[Send, Sleep, Together]
# What a flow is sent differs by step, which no generator type can express.
Flow = Generator[Step, Any, T]
