"""The sending of one request, with retries: what every operation rests on."""

from __future__ import annotations

import random
import time
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Callable, TypeVar, cast

from .answers import status_line
from .errors import SketricGenAPIError, SketricGenError, attempt_of, closed_error
from .log import log_attempt, log_retry
from .retry import Failure, may_have_executed, wait_before_retry
from .steps import Answer, OpenStream, Sleep

if TYPE_CHECKING:
    from .errors import Attempt
    from .steps import Flow, Send

T = TypeVar("T")

# Shorter keys are not worth hiding, and occur in any text.
_SHORTEST_KEY = 8


def deliver(send: Send, read: Callable[[Any, Send], T], *, repeatable: bool = True) -> Flow[T]:
    """Send a request until it succeeds or is not to be sent again.

    Args:
        send: The request.
        read: Makes the result of an answer, or raises the error it stands for.
        repeatable: True if the request is harmless to repeat.

    Returns:
        What ``read`` made of the answer.

    Raises:
        SketricGenError: What went wrong at the last attempt; it tells of all of them.
    """
    attempts: list[Attempt] = []
    while True:
        deadline = send.terms.deadline
        if deadline is not None and not deadline.left():
            raise _told(deadline.error(send.doing), attempts, maybe_executed=False)
        began = time.monotonic()
        outcome: Any = yield send
        seconds = time.monotonic() - began
        if attempts and isinstance(outcome, OpenStream):
            outcome = replace(outcome, attempts=tuple(attempts))
        result, error = _reading(outcome, send, read)
        if error is None:
            log_attempt(send, status_line(outcome.status_code), seconds, len(attempts) + 1)
            return cast("T", result)
        attempts.append(_attempt(error, seconds))
        log_attempt(send, attempts[-1].outcome, seconds, len(attempts))
        is_closed = yield Sleep(_wait(error, send, attempts, repeatable=repeatable))
        if is_closed:
            raise _told(closed_error(send.doing), attempts, maybe_executed=False)


def _reading(
    outcome: Any, send: Send, read: Callable[[Any, Send], T]
) -> tuple[T, None] | tuple[None, SketricGenError]:
    """Return the result of an answer and None, or None and the error it stands for."""
    if isinstance(outcome, SketricGenError):
        return None, outcome
    try:
        return read(outcome, send), None
    except SketricGenError as refusal:
        error = refusal
    key = send.terms.config.api_key
    if len(key) >= _SHORTEST_KEY and isinstance(outcome, Answer) and outcome.holds(key):
        # Some proxies send back what they were sent, and errors are logged.
        return _reading(outcome.without(key), send, read)
    return None, error


def _wait(
    error: SketricGenError, send: Send, attempts: list[Attempt], *, repeatable: bool
) -> float:
    """Return the seconds to wait before the next attempt, or raise ``error`` to give up."""
    failure = _failure_of(error)
    wait = wait_before_retry(
        failure,
        attempt=len(attempts),
        max_retries=send.terms.config.max_retries,
        repeatable=repeatable,
        jitter=random.SystemRandom().random(),
    )
    deadline = send.terms.deadline
    if wait is None or (deadline is not None and wait >= deadline.left()):
        raise _told(error, attempts, maybe_executed=not repeatable and may_have_executed(failure))
    log_retry(send, attempts[-1], wait, len(attempts) + 1)
    return wait


def _failure_of(error: SketricGenError) -> Failure:
    if isinstance(error, SketricGenAPIError):
        return Failure(error.status_code, sent=True, retry_after=error.retry_after)
    return Failure(None, sent=error.maybe_executed)


def _attempt(error: SketricGenError, seconds: float) -> Attempt:
    status_code = error.status_code if isinstance(error, SketricGenAPIError) else None
    return attempt_of(error, status_code, seconds)


def _told(
    error: SketricGenError, attempts: list[Attempt], *, maybe_executed: bool
) -> SketricGenError:
    """Return ``error`` with the story of its attempts."""
    error.attempts = tuple(attempts)
    error.maybe_executed = maybe_executed
    if len(attempts) > 1:
        error.message += f" This was attempt {len(attempts)}."
    if maybe_executed:
        error.message += (
            " The agent may have run all the same: look before you run it again, "
            "since that would do its work twice."
        )
    error.args = (error.message,)
    return error
