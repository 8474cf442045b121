"""Waiting until something has come about at the service."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Callable, TypeVar

from sketricgen._http.flow import Sleep
from sketricgen._http.text import one_line
from sketricgen._http.timeouts import Deadline
from sketricgen.config import validate_seconds
from sketricgen.errors import (
    SketricGenError,
    SketricGenJobError,
    SketricGenTimeoutError,
    SketricGenValidationError,
    closed_error,
    shown,
)

from .validation import validate_callback

if TYPE_CHECKING:
    from sketricgen_api.answers import ConnectionStatus, JobStatus

    from sketricgen._http.flow import Flow

T = TypeVar("T")

# In seconds: how long the last look may take, which begins when the time is up.
_LAST_LOOK = 5.0


class Waiting:
    """How long to wait, and how often to look; making one checks the arguments.

    Args:
        poll_interval: The seconds between two looks.
        timeout: The seconds to wait in all.
        on_progress: Called with what each look found.

    Raises:
        SketricGenValidationError: An argument is not acceptable.
    """

    def __init__(
        self,
        poll_interval: object,
        timeout: object,
        on_progress: Callable[[Any], object] | None = None,
    ) -> None:
        self._interval = validate_seconds("poll_interval", poll_interval)
        self._seconds = validate_seconds("timeout", timeout)
        validate_callback("on_progress", on_progress, "(status)")
        self._on_progress = on_progress

    def until(
        self,
        look: Callable[[float], Flow[T]],
        is_done: Callable[[T], bool],
        *,
        thing: str,
        done: str,
        advice: str,
        job_id: str | None = None,
    ) -> Flow[T]:
        """Look until ``is_done`` accepts what was found, and return it.

        Args:
            look: Asks how things are, and takes at most so many seconds.
            is_done: Decides whether that is what was waited for; what it raises ends the waiting.
            thing: What is looked at, as messages name it: "the ...".
            done: What it is to become, as messages name it.
            advice: How to go on if it has not come about.
            job_id: The job that is waited for, if it is one.

        Raises:
            SketricGenError: A look failed, and not just in passing, or the time is up.
        """
        deadline = Deadline.after(self._seconds)
        problem = ""
        while True:
            left, pause = deadline.left(), self._interval
            try:
                found = yield from look(left or _LAST_LOOK)
            except SketricGenError as error:
                if not (error.is_temporary or isinstance(error, SketricGenTimeoutError)):
                    raise _advised(error, advice, job_id) from None
                pause = max(pause, getattr(error, "retry_after", None) or 0.0)
                if deadline.left():  # if not, it may say no more than that
                    problem = f" The last look at it failed: {error.message}"
            else:
                problem = ""
                if self._on_progress is not None:
                    self._on_progress(found)
                if is_done(found):
                    return found
            if not left or not deadline.left():
                words = f"T{thing[1:]} was not {done} after {self._seconds:g} s.{problem}"
                raise _advised(SketricGenTimeoutError(words), advice, job_id)
            if (yield Sleep(min(pause, deadline.left()))):
                raise _advised(closed_error(f"{thing} was being waited for"), advice, job_id)


def _advised(error: SketricGenError, advice: str, job_id: str | None) -> SketricGenError:
    if isinstance(error, SketricGenValidationError):  # nothing has begun
        return error
    error.job_id = job_id
    error.message += f" {advice}"
    error.args = (error.message,)
    return error


def wait_for_job(
    job_id: str, look: Callable[[float], Flow[JobStatus]], waiting: Waiting
) -> Flow[JobStatus]:
    """Wait until a job has succeeded.

    Raises:
        SketricGenJobError: It failed.
    """

    def is_done(job: JobStatus) -> bool:
        if job.status == "failed":
            reason = one_line(job.error_summary or "").rstrip(".") or "the service gave no reason"
            raise SketricGenJobError(
                f"The job {shown(job_id)} failed: {reason}.", job_id, "failed", job.error_summary
            )
        return job.status == "succeeded"

    return waiting.until(
        look,
        is_done,
        thing=f"the job {shown(job_id)}",
        done="done",
        advice=f"To go on waiting, call client.brand_agents.wait({shown(job_id)}).",
        job_id=job_id,
    )


def wait_for_connection(
    app_slug: str, look: Callable[[float], Flow[ConnectionStatus]], waiting: Waiting
) -> Flow[ConnectionStatus]:
    """Wait until a connector is connected."""
    return waiting.until(
        look,
        lambda status: status.connected is True,
        thing=f"the connector {shown(app_slug)}",
        done="connected",
        advice="Open the connect_url of client.connectors.create_link, and wait again.",
    )
