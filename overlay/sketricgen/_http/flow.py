"""The steps of an operation, and their results.

An operation is a generator: it yields steps, is sent their results, and returns its own result. It
knows neither sockets nor event loops; `drive` and `adrive` perform its steps.
"""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Callable, Generic, Protocol, TypeVar, Union

from .text import one_line
from .timeouts import Timeouts

if TYPE_CHECKING:
    from typing_extensions import TypeGuard

    from sketricgen.config import SketricGenConfig
    from sketricgen.errors import Attempt, SketricGenError

    from .timeouts import Deadline

T = TypeVar("T")


@dataclass(frozen=True)
class CallOptions:
    """The options of one operation: its settings, and bounds on its time and size.

    Attributes:
        config: The settings.
        max_answer_bytes: The largest response body accepted, unpacked.
        max_event_bytes: The largest event of a stream accepted.
        deadline: When the operation must be over, if it must.
        event_timeout: The most seconds between two events of a stream, if bounded.
    """

    config: SketricGenConfig
    max_answer_bytes: int
    max_event_bytes: int
    deadline: Deadline | None = None
    event_timeout: float | None = None


class Body(Protocol):
    """A request's body that is produced while it is sent, anew for every attempt."""

    def __iter__(self) -> Iterator[bytes]:
        """Yield the bytes from the start."""
        ...


@dataclass(frozen=True)
class Send:
    """Send a request. The result is a `Response`, an `OpenStream`, an error, or a `Final` one.

    Errors are returned, not raised, because the operation decides what to do about them.

    Attributes:
        method: The HTTP method.
        url: The URL, absolute.
        headers: The headers, complete.
        body: The body.
        timeout: The seconds to wait for each phase of the exchange.
        options: The options of the operation that this is part of.
        doing: What is being done, as messages name it, e.g. ``"the agent was being run"``.
        expects_stream: True if an event stream is to be left open instead of read.
        trusted: True if the receiver is SketricGen itself; False for the file storage, which must
            get nothing but this request.
    """

    method: str
    url: str
    headers: Mapping[str, str | bytes] = field(repr=False)
    body: bytes | Body = field(repr=False)
    timeout: float
    options: CallOptions = field(repr=False)
    doing: str
    expects_stream: bool = False
    trusted: bool = True

    @property
    def target(self) -> str:
        """The method and the URL without its query, as messages name the request."""
        # The file storage's URL comes from a server.
        return f"{self.method} {one_line(self.url.partition('?')[0])}"

    def timeouts(self) -> Timeouts:
        """Return the bounds on the waits of one exchange."""
        return Timeouts(self.timeout, self.options.deadline, self.options.event_timeout)


@dataclass(frozen=True)
class Sleep:
    """Wait. The result is True if the client was closed, which ends the waiting."""

    seconds: float


@dataclass(frozen=True)
class Together:
    """Run operations concurrently. The result is the list of their results, in order.

    The first one that fails stops the others, and its error is raised.
    """

    flows: Sequence[Flow[Any]] = field(repr=False)
    at_once: int


@dataclass(frozen=True)
class Response:
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


@dataclass(frozen=True)
class Final:
    """An error that another attempt would meet again.

    Attributes:
        error: The error.
    """

    error: SketricGenError


class OpenResponse(Protocol):
    """A response whose head has arrived, with a body to be read by blocking code.

    Attributes:
        status_code: The HTTP status.
        headers: The headers, found by names in lower case.
        bounds_reads: True if each read ends by bounds that are set while the body is read.
    """

    bounds_reads: bool
    status_code: int
    headers: Mapping[str, str]

    def chunks(self) -> Iterator[bytes]:
        """Return the body, piece by piece and unpacked."""
        ...

    def finish(self) -> None:
        """Give the connection back; the body has been read to its end."""
        ...

    def abort(self) -> None:
        """Close the connection, whatever has been read."""
        ...

    def abandon(self) -> None:
        """Close the connection from where a finalizer may be at work."""
        ...

    def cancel(self) -> None:
        """Shut the connection from another thread, which ends the reading."""
        ...


class AsyncOpenResponse(Protocol):
    """The same for asyncio."""

    bounds_reads: bool
    status_code: int
    headers: Mapping[str, str]

    def chunks(self) -> AsyncIterator[bytes]:
        """Return the body, piece by piece and unpacked."""
        ...

    async def finish(self) -> None:
        """Give the connection back; the body has been read to its end."""
        ...

    async def abort(self) -> None:
        """Close the connection, whatever has been read, which ends any reading."""
        ...


R = TypeVar("R", bound="OpenResponse | AsyncOpenResponse")


@dataclass(frozen=True)
class OpenStream(Generic[R]):
    """A response whose body is an event stream that has yet to be read.

    Attributes:
        response: The response, open.
        send: The request that it answers.
        timeouts: The bounds on waiting for its body.
        is_client_closed: Returns whether the client was closed.
        attempts: The attempts before the one that opened it.
        began: When it was opened, by the monotonic clock.
    """

    response: R
    send: Send
    timeouts: Timeouts
    is_client_closed: Callable[[], bool]
    attempts: tuple[Attempt, ...] = ()
    began: float = field(default_factory=time.monotonic)

    @property
    def status_code(self) -> int:
        """The status of the response."""
        return self.response.status_code

    @property
    def content_type(self) -> str:
        """The content type as it was sent; empty if none was."""
        return self.response.headers.get("content-type", "")


def is_stream(outcome: object) -> TypeGuard[OpenStream[Any]]:
    """Return whether the outcome of a request is an open stream."""
    return isinstance(outcome, OpenStream)


Step = Union[Send, Sleep, Together]
# What a flow is sent differs by step, which no generator type can express.
Flow = Generator[Step, Any, T]
