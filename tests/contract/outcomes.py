"""The words in which the table of faults is written: outcomes, and rows of them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sketricgen import (
    SketricGenAdminError,
    SketricGenAPIError,
    SketricGenAuthenticationError,
    SketricGenError,
    SketricGenNetworkError,
    SketricGenRateLimitError,
    SketricGenResponseError,
    SketricGenStreamError,
    SketricGenTimeoutError,
    SketricGenUploadError,
)

from tests.contract.staging import (
    BEGINNING,
    CHANGING,
    COMPLETING,
    CREATING,
    RUNNING,
    SENDING,
    STREAMING,
    Fault,
    Operation,
)
from tests.support import Reply

if TYPE_CHECKING:
    from collections.abc import Mapping

ADMIN = SketricGenAdminError
API = SketricGenAPIError
AUTH = SketricGenAuthenticationError
LIMIT = SketricGenRateLimitError
NET = SketricGenNetworkError
RESPONSE = SketricGenResponseError
STREAM = SketricGenStreamError
TIMEOUT = SketricGenTimeoutError
UPLOAD = SketricGenUploadError

NEVER = None  # where the fault cannot occur


@dataclass(frozen=True)
class Outcome:
    """What an operation comes to that meets a fault at every attempt, with one retry allowed.

    Attributes:
        error: The error raised; None if it succeeds.
        sent: How many times the request was sent.
        maybe_executed: What the error says of that.
        events: How many events of the stream were delivered.
    """

    error: type[SketricGenError] | None
    sent: int = 1
    maybe_executed: bool = False
    events: int = 0

    def __str__(self) -> str:
        if self.error is None:
            return "succeeds"
        words = f"`{self.error.__name__.replace('SketricGen', '')}`"
        words += " after 1 event" if self.events == 1 else ""
        words += f" after {self.events} events" if self.events > 1 else ""
        words += ", tried twice" if self.sent == 2 else ""
        return words + (", **may have run**" if self.maybe_executed else "")


def once(error: type[SketricGenError]) -> Outcome:
    return Outcome(error)


def again(error: type[SketricGenError]) -> Outcome:
    return Outcome(error, sent=2)


def unsure(error: type[SketricGenError], events: int = 0) -> Outcome:
    return Outcome(error, maybe_executed=True, events=events)


def fine(events: int = 0) -> Outcome:
    return Outcome(None, events=events)


@dataclass(frozen=True)
class Row:
    """A fault, and what each operation comes to.

    Attributes:
        fault: What happens, in words.
        how: How it is brought about.
        outcomes: What each operation comes to; None where it cannot meet the fault.
        patience: The client's timeouts, in seconds.
        patience_to_connect: How long it waits for a connection, in seconds.
    """

    fault: str
    how: Fault
    outcomes: dict[Operation, Outcome | None]
    patience: float = 30.0
    patience_to_connect: float = 10.0

    def within(self, seconds: float) -> Row:
        return replace(self, patience=seconds)

    def connecting_within(self, seconds: float) -> Row:
        return replace(self, patience_to_connect=seconds)


def row(
    fault: str,
    how: Fault,
    *,
    run: Outcome | None = NEVER,
    stream: Outcome | None = NEVER,
    steps: Outcome | None = NEVER,
    form: Outcome | None = NEVER,
) -> Row:
    """A row in which `steps` is what beginning and completing an upload come to.

    A change that may be repeated comes to the same as they do, and creating to the same as a run.
    """
    outcomes = {
        RUNNING: run,
        STREAMING: stream,
        BEGINNING: steps,
        SENDING: form,
        COMPLETING: steps,
        CHANGING: _in_the_control_plane(steps),
        CREATING: _in_the_control_plane(run),
    }
    return Row(fault, how, outcomes)


def _in_the_control_plane(outcome: Outcome | None) -> Outcome | None:
    if outcome is None or outcome.error is UPLOAD:
        return NEVER
    return replace(outcome, error=ADMIN) if outcome.error is API else outcome


def unconnected(fault: str, how: Fault, outcome: Outcome) -> Row:
    """A row for what happens before any server has the request."""
    return row(fault, how, run=outcome, stream=outcome, steps=outcome, form=outcome)


def unproxied(fault: str, how: Fault, outcome: Outcome) -> Row:
    """A row for what a proxy does instead of connecting; to complete an upload needs no more."""
    whole = unconnected(fault, how, outcome)
    return replace(whole, outcomes={**whole.outcomes, COMPLETING: NEVER})


def unanswered(fault: str, how: Fault, error: type[SketricGenError] = NET) -> Row:
    """A row for a request that was sent and has no answer."""
    sent, repeated = unsure(error), again(error)
    return row(fault, how, run=sent, stream=sent, steps=repeated, form=repeated)


def refused(status: int, error: type[SketricGenError] = API) -> Row:
    """A row for an answer that says no."""
    said, stored = once(error), once(UPLOAD)
    return row(_named(status), Reply(status), run=said, stream=said, steps=said, form=stored)


def untaken(
    status: int,
    headers: Mapping[str, str] | None = None,
    error: type[SketricGenError] = API,
) -> Row:
    """A row for an answer that says: not now."""
    said, stored = again(error), again(UPLOAD)
    fault = " and has ".join([_named(status), *(f"`{name}`" for name in headers or ())])
    reply = Reply(status, headers=headers or {})
    return row(fault, reply, run=said, stream=said, steps=said, form=stored)


def unclear(status: int) -> Row:
    """A row for an answer that does not say whether anything was done."""
    said = unsure(API)
    return row(
        _named(status), Reply(status), run=said, stream=said, steps=again(API), form=again(UPLOAD)
    )


def misread(fault: str, how: Fault, stream: Outcome) -> Row:
    """A row for an answer of success that is none, which only the file storage may give."""
    return row(fault, how, run=unsure(RESPONSE), stream=stream, steps=once(RESPONSE), form=fine())


def streamed(fault: str, how: Fault, outcome: Outcome) -> Row:
    """A row for what only a stream can meet."""
    return row(fault, how, stream=outcome)


def _named(status: int) -> str:
    return f"the answer is {status}"
