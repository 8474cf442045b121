"""The steps of an operation, and their results.

An operation is a generator: it yields steps, is sent their results, and returns its own result. It
knows neither sockets nor event loops; `drive` and `adrive` perform its steps.
"""

from __future__ import annotations

import time
from collections.abc import Generator, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Callable, NamedTuple, Protocol, TypeVar, Union

from .text import one_line
from .timeouts import Timeouts

if TYPE_CHECKING:
    from sketricgen.config import SketricGenConfig
    from sketricgen.errors import Attempt, SketricGenError

    from .timeouts import Deadline

T = TypeVar("T")

_RUN_AGAIN = (
    "The agent may have run all the same: look before you run it again, since that would do its "
    "work twice."
)

# Plain classes and tuples rather than dataclasses, each of which takes half a millisecond to make
# when the package is imported. No representation shows what is sent or answered.


class CallOptions(NamedTuple):
    """The options of one operation: its settings, and bounds on its time and size.

    Attributes:
        config: The settings.
        max_answer_bytes: The largest response body accepted, unpacked.
        max_event_bytes: The largest event of a stream accepted.
        deadline: When the operation must be over, if it must.
        event_timeout: The most seconds between two events of a stream, if bounded.
        agent_id: The agent that is run, if one is.
    """

    config: SketricGenConfig
    max_answer_bytes: int
    max_event_bytes: int
    deadline: Deadline | None = None
    event_timeout: float | None = None
    agent_id: str | None = None


class Send:
    """Send a request. The result is a `Response`, an `OpenStream`, an error, or a `Final` one.

    Errors are returned, not raised, because the operation decides what to do about them.

    Attributes:
        method: The HTTP method.
        url: The URL, absolute.
        headers: The headers, complete.
        body: The body; if it is not bytes, it is iterated anew for every attempt.
        timeout: The seconds to wait for each phase of the exchange.
        options: The options of the operation that this is part of.
        doing: What is being done, as messages name it, e.g. ``"the agent was being run"``.
        expects_stream: True if an event stream is to be left open instead of read.
        trusted: True if the receiver is SketricGen itself; False for the file storage, which must
            get nothing but this request.
        ids: The names of the ids in it, any of which may be wrong if there is nothing of that id.
        caution: What messages say if it may have been executed and must not be repeated.
    """

    def __init__(
        self,
        method: str,
        url: str,
        headers: Mapping[str, str | bytes],
        body: bytes | Iterable[bytes],
        timeout: float,
        options: CallOptions,
        doing: str,
        *,
        expects_stream: bool = False,
        trusted: bool = True,
        ids: Sequence[str] = ("agent_id",),
        caution: str = _RUN_AGAIN,
    ) -> None:
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
        self.timeout = timeout
        self.options = options
        self.doing = doing
        self.expects_stream = expects_stream
        self.trusted = trusted
        self.ids = ids
        self.caution = caution

    @property
    def place(self) -> str:
        """The URL without its query, on one line."""
        # The file storage's URL comes from a server.
        return one_line(self.url.partition("?")[0])

    @property
    def target(self) -> str:
        """The method and the URL without its query, as messages name the request."""
        return f"{self.method} {self.place}"

    def timeouts(self) -> Timeouts:
        """Return the bounds on the waits of one exchange."""
        return Timeouts(self.timeout, self.options.deadline, self.options.event_timeout)


class Sleep(NamedTuple):
    """Wait. The result is True if the client was closed, which ends the waiting."""

    seconds: float


class Together(NamedTuple):
    """Run operations concurrently. The result is the list of their results, in order.

    The first one that fails stops the others, and its error is raised.
    """

    flows: Sequence[Flow[Any]]
    at_once: int


class Response:
    """A response that has been read to its end.

    Attributes:
        status_code: The HTTP status.
        headers: The headers, found by names in lower case.
        body: The body, unpacked.
    """

    def __init__(self, status_code: int, headers: Mapping[str, str], body: bytes) -> None:
        self.status_code = status_code
        self.headers = headers
        self.body = body

    def __repr__(self) -> str:
        return f"Response({self.status_code})"

    @property
    def is_success(self) -> bool:
        """True for a status from 200 to 299."""
        return 200 <= self.status_code <= 299


class Final(NamedTuple):
    """An error that another attempt would meet again.

    Attributes:
        error: The error.
    """

    error: SketricGenError


class OpenResponse(Protocol):
    """A response whose head has arrived, with a body to be read.

    The methods of those for asyncio are awaited. Those for blocking code can also be ended from
    elsewhere: by ``abandon()`` where a finalizer may be at work, by ``cancel()`` in another thread.

    Attributes:
        status_code: The HTTP status.
        headers: The headers, found by names in lower case.
        bounds_reads: True if each read ends by bounds that are set while the body is read.
    """

    bounds_reads: bool
    status_code: int
    headers: Mapping[str, str]

    def chunks(self) -> Any:
        """Return the body, piece by piece and unpacked."""
        ...

    def finish(self) -> Any:
        """Give the connection back; the body has been read to its end."""
        ...

    def abort(self) -> Any:
        """Close the connection, whatever has been read, which ends any reading."""
        ...


class OpenStream:
    """A response whose body is an event stream that has yet to be read.

    Attributes:
        response: The response, open.
        status_code: Its status.
        headers: Its headers.
        send: The request that it answers.
        timeouts: The bounds on waiting for its body.
        is_client_closed: Returns whether the client was closed.
        attempts: The attempts before the one that opened it.
        began: When it was opened, by the monotonic clock.
    """

    def __init__(
        self,
        response: OpenResponse,
        send: Send,
        timeouts: Timeouts,
        is_client_closed: Callable[[], bool],
    ) -> None:
        self.response: Any = response
        self.status_code: int = response.status_code
        self.headers: Mapping[str, str] = response.headers
        self.send = send
        self.timeouts = timeouts
        self.is_client_closed = is_client_closed
        self.attempts: tuple[Attempt, ...] = ()
        self.began: float = time.monotonic()

    @property
    def content_type(self) -> str:
        """The content type as it was sent; empty if none was."""
        return self.headers.get("content-type", "")


Step = Union[Send, Sleep, Together]
# What a flow is sent differs by step, which no generator type can express.
Flow = Generator[Step, Any, T]
