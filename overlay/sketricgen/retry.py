"""What to do after an attempt: a pure function of what happened.

A run costs money and acts in the world, so it is sent again only when it provably did not start:
no connection was made, or the server refused it (429, 503). What is harmless to repeat is also
sent again after a broken connection, a timeout and other errors of the server.
"""

from __future__ import annotations

import math
import time
from dataclasses import dataclass
from datetime import timezone
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

FIRST_WAIT = 0.5
LONGEST_WAIT = 8.0
LONGEST_RETRY_AFTER = 60.0

# The server says that it did not take the request up.
_REFUSED = frozenset({429, 503})


@dataclass(frozen=True)
class Failure:
    """What an attempt came to, as far as the decision needs it.

    Attributes:
        status_code: The status of the answer; None if there was none.
        sent: True if the request may have reached the server.
        retry_after: The seconds the server asked to wait, if it did.
    """

    status_code: int | None
    sent: bool
    retry_after: float | None = None


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
    """Tell whether the server may have done what was asked although the request failed."""
    if failure.status_code is None:
        return failure.sent
    succeeded = 200 <= failure.status_code <= 299  # with an answer that cannot be read
    refused = failure.status_code in _REFUSED
    return succeeded or (_is_unclear(failure.status_code) and not refused)


def _may_repeat(failure: Failure, *, repeatable: bool) -> bool:
    if failure.status_code is None:
        return repeatable or not failure.sent
    return failure.status_code in _REFUSED or (repeatable and _is_unclear(failure.status_code))


def _is_unclear(status_code: int) -> bool:
    return status_code == 408 or status_code >= 500


def retry_after_of(headers: Mapping[str, str], now: float | None = None) -> float | None:
    """Return the seconds that ``headers`` ask to wait, or None if they ask for nothing readable.

    Args:
        headers: The headers of an answer, names in lower case: ``retry-after-ms`` (milliseconds)
            or ``retry-after`` (seconds, or a date).
        now: The present time, in seconds since the epoch; default: the clock's.
    """
    milliseconds = _number(headers.get("retry-after-ms", ""))
    if milliseconds is not None:
        return milliseconds / 1000
    value = headers.get("retry-after", "")
    seconds = _number(value)
    if seconds is not None:
        return seconds
    try:
        moment = parsedate_to_datetime(value)
    except (TypeError, ValueError, IndexError, OverflowError):
        return None
    if moment.tzinfo is None:  # "-0000": in UTC, by RFC 5322
        moment = moment.replace(tzinfo=timezone.utc)
    return max(0.0, moment.timestamp() - (time.time() if now is None else now))


def _number(text: str) -> float | None:
    try:
        number = float(text)
    except ValueError:
        return None
    return number if 0 <= number < math.inf else None
