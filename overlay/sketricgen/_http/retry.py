"""Sending a request until it succeeds, or is not to be sent again.

A run costs money and acts in the world, so it is sent again only when it provably did not start:
no connection was made, or the server refused it knowingly (429, or 503 with ``Retry-After``: a
proxy answers 503 by itself when the server behind it dies with the request in hand). What is
harmless to repeat is also sent again after a broken connection, a timeout and other errors of the
server.
"""

from __future__ import annotations

import random
import time
from dataclasses import replace
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Callable, NamedTuple, TypeVar, cast

from sketricgen.errors import SketricGenAPIError, SketricGenError, closed_error, outcome_of

from .flow import Final, OpenStream, Sleep
from .log import attempt_of, log_attempt, log_retry, report
from .responses import status_line

if TYPE_CHECKING:
    from sketricgen.errors import Attempt

    from .flow import Flow, Response, Send

T = TypeVar("T")

FIRST_WAIT = 0.5
LONGEST_WAIT = 8.0
LONGEST_RETRY_AFTER = 60.0


class Failure(NamedTuple):
    """The outcome of a failed attempt, as far as the decision needs it.

    Attributes:
        status_code: The status of the answer; None if there was none.
        sent: True if the request may have reached the server.
        retry_after: The seconds the server asked to wait, if it did.
        is_final: True if another attempt would fail in the same way.
    """

    status_code: int | None
    sent: bool
    retry_after: float | None = None
    is_final: bool = False


def wait_before_retry(
    failure: Failure, *, attempt: int, max_retries: int, repeatable: bool, jitter: float
) -> float | None:
    """Decide whether a failed request is sent again.

    Args:
        failure: What happened.
        attempt: The number of the attempt that failed, from 1.
        max_retries: How many further attempts are allowed in all.
        repeatable: True if the request is harmless to repeat, even if it was executed.
        jitter: A random number from 0 to 1, which spreads the retries of many clients.

    Returns:
        The seconds to wait before the next attempt; None to give up.
    """
    if attempt > max_retries or not _may_repeat(failure, repeatable=repeatable):
        return None
    if failure.retry_after is not None:
        return failure.retry_after if failure.retry_after <= LONGEST_RETRY_AFTER else None
    # The exponent is bounded because 2.0**1024 overflows.
    return jitter * min(LONGEST_WAIT, FIRST_WAIT * 2.0 ** min(attempt - 1, 10))


def may_have_executed(failure: Failure) -> bool:
    """Return whether the server may have executed a request that failed."""
    if failure.status_code is None:
        return failure.sent
    succeeded = 200 <= failure.status_code <= 299  # with an answer that cannot be read
    return succeeded or (_is_unclear(failure.status_code) and not _is_refused(failure))


def _may_repeat(failure: Failure, *, repeatable: bool) -> bool:
    if failure.status_code is None:
        return (repeatable or not failure.sent) and not failure.is_final
    return _is_refused(failure) or (repeatable and _is_unclear(failure.status_code))


def _is_refused(failure: Failure) -> bool:
    """Return whether the server says that it did not execute the request."""
    is_busy = failure.status_code == HTTPStatus.SERVICE_UNAVAILABLE
    return failure.status_code == HTTPStatus.TOO_MANY_REQUESTS or (
        is_busy and failure.retry_after is not None
    )


def _is_unclear(status_code: int) -> bool:
    return status_code == 408 or status_code >= 500


def deliver(send: Send, read: Callable[[Any, Send], T], *, repeatable: bool = True) -> Flow[T]:
    """Send a request until it succeeds or is not to be sent again.

    Args:
        send: The request.
        read: Turns a response into the result, or raises an error.
        repeatable: True if the request is harmless to repeat.

    Returns:
        The result of ``read``.

    Raises:
        SketricGenError: What went wrong at the last attempt, with all attempts attached.
    """
    attempts: list[Attempt] = []
    while True:
        deadline = send.options.deadline
        if deadline is not None and not deadline.left():
            raise _with_attempts(deadline.error(send.doing), attempts)
        began = time.monotonic()
        outcome: Any = yield send
        seconds = time.monotonic() - began
        if attempts and isinstance(outcome, OpenStream):
            outcome.attempts = tuple(attempts)
        is_final = isinstance(outcome, Final)
        result, error = _read(outcome.error if is_final else outcome, send, read)
        if error is None:
            log_attempt(send, status_line(outcome.status_code), seconds, len(attempts) + 1)
            if send.options.config.on_attempt is not None:
                report(send, _success(send, outcome, seconds))
            return cast("T", result)
        attempts.append(_attempt(send, error, seconds))
        log_attempt(send, attempts[-1].outcome, seconds, len(attempts))
        failure = _failure_of(error, is_final=is_final)
        is_closed = yield Sleep(_wait(error, failure, send, attempts, repeatable=repeatable))
        if is_closed:
            raise _with_attempts(closed_error(send.doing), attempts)


def _read(
    outcome: Any, send: Send, read: Callable[[Any, Send], T]
) -> tuple[T, None] | tuple[None, SketricGenError]:
    """Return the result of ``read`` and None, or None and the error."""
    if isinstance(outcome, SketricGenError):
        return None, outcome
    try:
        return read(outcome, send), None
    except SketricGenError as refusal:
        return None, refusal


def _wait(
    error: SketricGenError,
    failure: Failure,
    send: Send,
    attempts: list[Attempt],
    *,
    repeatable: bool,
) -> float:
    """Return the seconds to wait before the next attempt, or raise ``error`` to give up."""
    wait = wait_before_retry(
        failure,
        attempt=len(attempts),
        max_retries=send.options.config.max_retries,
        repeatable=repeatable,
        jitter=random.SystemRandom().random(),
    )
    deadline = send.options.deadline
    if wait is None or (deadline is not None and wait >= deadline.left()):
        report(send, attempts[-1])
        error.is_temporary = _may_repeat(failure, repeatable=True)
        may_have = not repeatable and may_have_executed(failure)
        raise _with_attempts(error, attempts, caution=send.caution if may_have else "")
    attempts[-1] = replace(attempts[-1], next="retry", wait=wait)
    log_retry(send, attempts[-1], wait, len(attempts) + 1)
    report(send, attempts[-1])
    return wait


def _failure_of(error: SketricGenError, *, is_final: bool) -> Failure:
    if isinstance(error, SketricGenAPIError):
        return Failure(error.status_code, sent=True, retry_after=error.retry_after)
    return Failure(None, sent=error.maybe_executed, is_final=is_final)


def _success(send: Send, outcome: Response | OpenStream, seconds: float) -> Attempt:
    status = outcome.status_code
    made = attempt_of(send, status_line(status), status, seconds, outcome.headers)
    return replace(made, next="return")


def _attempt(send: Send, error: SketricGenError, seconds: float) -> Attempt:
    status_code = error.status_code if isinstance(error, SketricGenAPIError) else None
    return attempt_of(send, outcome_of(error, status_code), status_code, seconds, error.headers)


def _with_attempts(
    error: SketricGenError, attempts: list[Attempt], *, caution: str = ""
) -> SketricGenError:
    """Return ``error`` with its attempts attached, and why it must not be repeated, if so."""
    error.attempts = tuple(attempts)
    error.maybe_executed = bool(caution)
    if len(attempts) > 1:
        error.message += f" This was attempt {len(attempts)}."
    if caution:
        error.message += f" {caution}"
    error.args = (error.message,)
    return error
