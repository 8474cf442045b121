"""What happened in each attempt at a request."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True)
class Attempt:
    """One attempt at a request.

    Attributes:
        outcome: What happened, in a few words, e.g. ``"200 OK"`` or ``"APIError (503)"``.
        status_code: The HTTP status of the answer; None if there was no answer.
        seconds: How long the attempt took; for a stream, until it opened.
        method: The HTTP method.
        url: The URL without its query.
        request_id: The server's id of the request; None if it gave none.
        next: What is done next: ``"return"``, ``"retry"`` or ``"raise"``.
        wait: The seconds until the next attempt; None if there is none.
    """

    outcome: str
    status_code: int | None
    seconds: float
    method: str = ""
    url: str = ""
    request_id: str | None = None
    next: str = "raise"
    wait: float | None = None


def request_id_of(headers: Mapping[str, str]) -> str | None:
    """Return the server's id of a request, by the headers of its answer, names in lower case."""
    names = ("x-request-id", "x-amzn-requestid", "x-amz-request-id")
    return next((headers[name] for name in names if name in headers), None)


def outcome_of(error: Exception, status_code: int | None) -> str:
    """Return what happened in an attempt that ended in ``error``, in a few words."""
    name = type(error).__name__.replace("SketricGen", "")
    return name if status_code is None else f"{name} ({status_code})"
