"""Every error the SDK raises: one hierarchy under `SketricGenError`.

All of them can be pickled, and none keeps a reference to an HTTP request, so that none can carry
the API key to a log or an error report.
"""

from __future__ import annotations

import errno
from typing import TYPE_CHECKING, Any, TypeVar

from .attempts import Attempt as Attempt
from .attempts import outcome_of as outcome_of
from .attempts import request_id_of as request_id_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import TypedDict

    from typing_extensions import Required, Unpack

    from sketricgen.results import WorkflowResult

    class Answer(TypedDict, total=False):
        """What an error says about the answer of the service."""

        status_code: Required[int]
        response_body: Any
        headers: Mapping[str, str] | None
        retry_after: float | None
        code: str | None


_LONGEST_QUOTE = 200


class SketricGenError(Exception):
    """The base of every error of this package.

    Attributes:
        message: What went wrong and what to do about it; the same as ``str(error)``.
        attempts: The requests that were made before giving up, oldest first.
        maybe_executed: True if the agent may have run, or been created, although no answer
            arrived; to do it again could do it twice.
        is_temporary: True if there was no answer, or the server was busy or failing.
        file_name: The name of the file that could not be uploaded; None if it is not about a file.
        job_id: The id of the job that was waited for; None if it is not about a job.
        headers: The headers of the answer or the stream, their names in lower case; empty if there
            was none.
        request_id: The server's id of the request, to name to its support; None if it gave none.
    """

    attempts: tuple[Attempt, ...] = ()
    maybe_executed: bool = False
    is_temporary: bool = False
    file_name: str | None = None
    job_id: str | None = None

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message
        self.headers: dict[str, str] = {}

    @property
    def request_id(self) -> str | None:
        """The server's id of the request; None if it gave none."""
        return request_id_of(self.headers)

    def __str__(self) -> str:
        return self.message

    def __reduce__(self) -> tuple[Any, ...]:
        # The default calls the class with `args` alone, which lacks the keyword arguments.
        return _remake, (type(self), self.args, self.__dict__)


E = TypeVar("E", bound=SketricGenError)


def about_file(error: E, file_name: str) -> E:
    """Return ``error`` with the name of the file that it is about, in its message too."""
    if error.file_name is None:
        error.file_name = file_name
        if shown(file_name) not in error.message:
            error.message += f" The file {shown(file_name)} was not uploaded."
            error.args = (error.message,)
    return error


def shown(value: object) -> str:
    """Return a value of the caller for a message: escaped, on one line, not too long."""
    try:
        text = repr(value)
    except Exception:  # it may be code of the caller, or a number of thousands of digits
        return f"an object of type {type(value).__name__} that cannot be shown"
    if not text.isprintable():
        text = repr(text)[1:-1]
    return text if len(text) <= _LONGEST_QUOTE else f"{text[:120]}…{text[-60:]}"


def _remake(
    kind: type[SketricGenError], args: tuple[Any, ...], state: dict[str, Any]
) -> SketricGenError:
    # Python insists on the `__new__` of the base that has a layout of its own.
    new = OSError.__new__ if issubclass(kind, OSError) else Exception.__new__
    error: Any = new(kind)
    error.args = args
    error.__dict__.update(state)
    made: SketricGenError = error
    return made


class SketricGenValidationError(SketricGenError, ValueError):
    """An argument or a setting is not acceptable; nothing was sent."""


class SketricGenFileSizeError(SketricGenValidationError):
    """A file is empty or larger than the API accepts; nothing of it was sent.

    Attributes:
        file_size: The size of the file in bytes.
        max_size: The largest size accepted, in bytes.
    """

    def __init__(self, message: str, *, file_size: int, max_size: int) -> None:
        super().__init__(message)
        self.file_size = file_size
        self.max_size = max_size


class SketricGenContentTypeError(SketricGenValidationError):
    """A file is of a type that the API does not accept; nothing of it was sent.

    Attributes:
        content_type: The type of the file; None if its name does not say.
        allowed_types: The types accepted.
    """

    def __init__(
        self, message: str, *, content_type: str | None, allowed_types: Sequence[str]
    ) -> None:
        super().__init__(message)
        self.content_type = content_type
        self.allowed_types: tuple[str, ...] = tuple(allowed_types)


class SketricGenFileNotFoundError(SketricGenValidationError, FileNotFoundError):
    """A file to attach does not exist; nothing was sent.

    Attributes:
        filename: The path as it was given.
    """

    errno: int | None = errno.ENOENT
    strerror: str | None = "No such file"

    def __init__(self, message: str, *, filename: str) -> None:
        super().__init__(message)
        # `OSError.filename` lives outside `__dict__` and would be lost when pickled.
        self.__dict__["filename"] = filename

    @property
    def filename(self) -> str:
        """The path as it was given."""
        path: str = self.__dict__["filename"]
        return path


class SketricGenAPIError(SketricGenError):
    """The service answered with an error.

    Attributes:
        status_code: The HTTP status, e.g. 404.
        response_body: The body: a JSON value where it is JSON, else its text; None if empty.
        retry_after: The seconds the server asks to wait before another try; None if it does not.
        code: The service's code of the error, e.g. ``"agent_limit_reached"``; None if it gave none.
    """

    def __init__(
        self,
        message: str,
        *,
        status_code: int,
        response_body: Any = None,
        headers: Mapping[str, str] | None = None,
        retry_after: float | None = None,
        code: str | None = None,
    ) -> None:
        super().__init__(message)
        self.status_code = status_code
        self.response_body = response_body
        self.headers: dict[str, str] = dict(headers or {})
        self.retry_after = retry_after
        self.code = code


class SketricGenAdminError(SketricGenAPIError):
    """The control plane answered with an error; `code` says which."""


class SketricGenAuthenticationError(SketricGenAPIError):
    """The API key was refused (401)."""


class SketricGenRateLimitError(SketricGenAPIError):
    """Too many requests (429); `retry_after` holds the seconds the server asks to wait."""


class SketricGenResponseError(SketricGenAPIError):
    """The service answered with success, but not with what its API promises."""


class SketricGenUploadError(SketricGenAPIError):
    """A file could not be uploaded: refused by the service, or by its file storage.

    Attributes:
        storage_message: The storage's own message; None if it gave none.
    """

    def __init__(
        self, message: str, *, storage_message: str | None = None, **answer: Unpack[Answer]
    ) -> None:
        super().__init__(message, **answer)
        self.storage_message = storage_message


class SketricGenNetworkError(SketricGenError):
    """No complete answer arrived: no connection, a broken one, or a timeout.

    Attributes:
        partial: What had arrived of a stream, as a `WorkflowResult`, where it was read by
            ``collect`` or ``text_stream``; else None.
    """

    partial: WorkflowResult | None = None


class SketricGenTimeoutError(SketricGenNetworkError, TimeoutError):
    """The server did not answer, or fell silent, for longer than the timeout allows."""


def closed_error(doing: str) -> SketricGenNetworkError:
    """Return the error for a client that was closed while ``doing`` was under way."""
    return SketricGenNetworkError(f"The client was closed while {doing}.")


class SketricGenStreamError(SketricGenNetworkError):
    """A stream broke off before its run ended, or cannot be read.

    The events that arrived before it were delivered.
    """

    maybe_executed = True


class SketricGenJobError(SketricGenError):
    """A job of the control plane failed, e.g. an agent could not be made of its website.

    Attributes:
        status: The state of the job, e.g. ``"failed"``.
        error_summary: Why it failed, as the service says; None if it does not.
    """

    def __init__(
        self, message: str, job_id: str, status: str, error_summary: str | None = None
    ) -> None:
        super().__init__(message)
        self.job_id: str | None = job_id
        self.status = status
        self.error_summary = error_summary


class SketricGenRunError(SketricGenError):
    """The agent's run failed: the stream ended with `RUN_ERROR`.

    Attributes:
        code: The service's code of the failure; None if it gave none.
        partial: What had arrived before it, as a `WorkflowResult`.
    """

    maybe_executed = True

    def __init__(
        self, message: str, *, code: str | None = None, partial: WorkflowResult | None = None
    ) -> None:
        super().__init__(message)
        self.code = code
        self.partial = partial
