"""The log, under the name ``sketricgen``: never a header, never a body.

The environment variable ``SKETRICGEN_LOG`` (``debug`` or ``info``) shows it on standard error, for
programs that do not set up logging themselves.
"""

from __future__ import annotations

import logging
import os
from typing import TYPE_CHECKING

from sketricgen.errors import Attempt, request_id_of, shown

from .redaction import hidden
from .text import one_line

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .flow import Send

logger: logging.Logger = logging.getLogger("sketricgen")

_LEVELS = {"debug": logging.DEBUG, "info": logging.INFO}


def show_if_asked() -> None:
    """Show the log on standard error if the environment asks for it."""
    asked = os.environ.get("SKETRICGEN_LOG", "").strip()
    level = _LEVELS.get(asked.lower())
    if asked and level is None:
        logger.warning("SKETRICGEN_LOG must be debug or info, got %s.", shown(asked))
    if level is not None:
        handler = logging.StreamHandler()
        handler.setFormatter(logging.Formatter("%(asctime)s %(name)s %(levelname)s %(message)s"))
        logger.addHandler(handler)
        logger.setLevel(level)


def log_attempt(send: Send, outcome: object, seconds: float, number: int) -> None:
    """Log an attempt's outcome."""
    if logger.isEnabledFor(logging.DEBUG):
        target = _shown(send, send.target)
        logger.debug("%s: %s in %.0f ms (attempt %d)", target, outcome, seconds * 1000, number)


def log_retry(send: Send, attempt: Attempt, wait: float, number: int) -> None:
    """Log that a request will be sent again."""
    reason = attempt.outcome
    target = _shown(send, send.target)
    logger.info("%s: attempt %d in %.2f s, after %s", target, number, wait, reason)


def log_warning(send: Send, what: str) -> None:
    """Log something that works but should not be so."""
    logger.warning("%s: %s", _shown(send, send.target), _shown(send, what))


def attempt_of(
    send: Send, outcome: str, status_code: int | None, seconds: float, headers: Mapping[str, str]
) -> Attempt:
    """Return the record of an attempt, which does not show the key."""
    request_id = request_id_of(headers)
    return Attempt(
        outcome,
        status_code,
        seconds,
        send.method,
        _shown(send, send.place),
        request_id and _shown(send, request_id),
    )


def report(send: Send, attempt: Attempt) -> None:
    """Give an attempt to the function that the caller wants called after each, if any."""
    on_attempt = send.options.config.on_attempt
    if on_attempt is not None:
        try:
            on_attempt(attempt)
        except Exception:
            logger.warning("on_attempt raised an exception, which is ignored.", exc_info=True)


def _shown(send: Send, words: str) -> str:
    return one_line(hidden(words, send.options.config.api_key))


show_if_asked()
