"""Reading responses: bodies into the generated models, and refusals into errors of ours."""

from __future__ import annotations

import json
import math
import time
from datetime import timezone
from functools import cache
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from sketricgen._models import describe, is_list, is_object, load_json
from sketricgen.errors import (
    SketricGenAPIError,
    SketricGenAuthenticationError,
    SketricGenRateLimitError,
    SketricGenResponseError,
)

from .text import one_line

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .flow import OpenResponse, Response, Send

_DEEPEST_MESSAGE = 5
_MOST_PROBLEMS = 10

_ADVICE = {
    401: "Check the API key.",
    403: "The API key does not allow this.",
    407: "It is the proxy that wants a login: put user name and password into its URL.",
    413: "Send less.",
    422: "Check the arguments.",
    429: "Send fewer requests at a time.",
}


def error_of(
    response: Response, send: Send, kind: type[SketricGenAPIError] = SketricGenAPIError
) -> SketricGenAPIError:
    """Return the error for a response outside 200 to 299, by default a ``kind``."""
    body = body_of(response)
    code = _code_of(body)
    said = message_of(body)
    advice = _advice_for(response.status_code, send, code)
    if 300 <= response.status_code <= 399:
        said, advice = _redirection(response, send)
    message = f"{status_line(response.status_code)} ({send.target})" + (f": {said}" if said else "")
    return _KINDS.get(response.status_code, kind)(
        f"{message.rstrip('.')}. {advice}".rstrip(),
        **facts_of(response, body),
        code=code,
    )


def facts_of(response: Response | OpenResponse, body: object = None) -> dict[str, Any]:
    """Return what any error says about a response, and about the ``body`` in it."""
    return {
        "status_code": response.status_code,
        "response_body": body,
        "headers": response.headers,
        "retry_after": retry_after_of(response.headers),
    }


_KINDS = {401: SketricGenAuthenticationError, 429: SketricGenRateLimitError}


def _code_of(body: object) -> str | None:
    code = body.get("code") if is_object(body) else None
    return code if isinstance(code, str) and code else None


def _advice_for(status_code: int, send: Send, code: str | None) -> str:
    if status_code == 404:
        ids = ", ".join(send.ids)
        return f"Check {ids} and the URLs." if ids else "Check the URLs."
    if status_code == 403 and code:  # it may be a limit, or a project of others
        return ""
    return _ADVICE.get(status_code, "")


def _redirection(response: Response, send: Send) -> tuple[str, str]:
    """Return where a redirect leads, and what to do about it."""
    setting = "base_url" if send.url.startswith(send.options.config.base_url) else "platform_url"
    return (
        redirection_of(response),
        f"Set {setting} to where SketricGen is; often it only has to begin with https://.",
    )


def redirection_of(response: Response) -> str:
    """Return where a redirect leads, in words."""
    location = one_line(response.headers.get("location", "").partition("?")[0])
    return f"it redirects to {location or 'nowhere'}, which is not followed"


def response_error(response: Response, problem: str) -> SketricGenResponseError:
    """Return the error for a successful response that is not what the document says."""
    return SketricGenResponseError(
        f"{status_line(response.status_code)}, but the answer {problem}. Check that the URLs lead "
        "to SketricGen, and that this version of sketricgen fits it.",
        **facts_of(response, body_of(response)),
    )


def object_of(response: Response) -> dict[str, Any]:
    """Return the JSON object in the body of ``response``.

    Raises:
        SketricGenResponseError: It holds none.
    """
    if not response.body.strip():
        raise response_error(response, "is empty")
    try:
        value = load_json(response.body)
    except ValueError as error:
        problem = str(error)
    else:
        if is_object(value):
            return value
        problem = f"is {describe(value)}, not a JSON object"
    raise response_error(response, problem)


def body_of(response: Response) -> Any:
    """Return a body as errors hold it: its JSON value, else its text, or None if it is empty."""
    try:
        return load_json(response.body)
    except ValueError:
        encoding = json.detect_encoding(response.body).replace("-sig", "")
        return response.body.decode(encoding, "replace") or None


def message_of(body: object, depth: int = 0) -> str:
    """Return the message in an error body, on one line and short; empty if there is none."""
    if depth > _DEEPEST_MESSAGE:
        return ""
    if is_object(body):
        said = (message_of(body.get(key), depth + 1) for key in _MESSAGE_FIELDS)
        return next(filter(None, said), "")
    if is_list(body):
        problems = [_problem_of(entry, depth + 1) for entry in body[:_MOST_PROBLEMS]]
        return one_line("; ".join(filter(None, problems)))
    if isinstance(body, str) and not body.lstrip("\ufeff \t\r\n").startswith("<"):  # not markup
        return one_line(body)
    return ""


# The fields in which services put their messages.
_MESSAGE_FIELDS = ("message", "detail", "error", "msg")


def _problem_of(problem: object, depth: int) -> str:
    """Return the message of one entry of FastAPI's list of problems."""
    said = message_of(problem, depth)
    location = problem.get("loc") if is_object(problem) else None
    # The first part says where in the request, which is the body.
    where = one_line(".".join(map(str, location[1:_MOST_PROBLEMS]))) if is_list(location) else ""
    return f"{where}: {said}" if where else said


@cache
def status_line(status_code: int) -> str:
    """Return a status with its phrase, e.g. ``404 Not Found``."""
    try:
        return f"{status_code} {HTTPStatus(status_code).phrase}"
    except ValueError:
        return str(status_code)


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
    if not value:
        return None
    from email.utils import parsedate_to_datetime  # here, since few answers have a date

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
