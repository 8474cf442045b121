from __future__ import annotations

import copy
import errno
import pickle
from typing import Any, Callable

import pytest
import sketricgen
from sketricgen import (
    Attempt,
    SketricGenAdminError,
    SketricGenAPIError,
    SketricGenAuthenticationError,
    SketricGenContentTypeError,
    SketricGenError,
    SketricGenFileNotFoundError,
    SketricGenFileSizeError,
    SketricGenJobError,
    SketricGenNetworkError,
    SketricGenRateLimitError,
    SketricGenResponseError,
    SketricGenRunError,
    SketricGenStreamError,
    SketricGenTimeoutError,
    SketricGenUploadError,
    SketricGenValidationError,
)
from sketricgen.results import WorkflowResult

ANSWER: dict[str, Any] = {
    "status_code": 400,
    "response_body": {"message": "no"},
    "headers": {"x-request-id": "r1"},
    "retry_after": 2.0,
}
ERRORS: list[SketricGenError] = [
    SketricGenError("m"),
    SketricGenValidationError("m"),
    SketricGenFileSizeError("m", file_size=5, max_size=4),
    SketricGenContentTypeError("m", content_type="text/csv", allowed_types=["image/png"]),
    SketricGenFileNotFoundError("m", filename="photo.png"),
    SketricGenAPIError("m", **ANSWER),
    SketricGenAdminError("m", **ANSWER, code="agent_limit_reached"),
    SketricGenAuthenticationError("m", **ANSWER),
    SketricGenRateLimitError("m", **ANSWER),
    SketricGenResponseError("m", **ANSWER),
    SketricGenUploadError("m", **ANSWER, code="EntityTooLarge", storage_message="Too large."),
    SketricGenNetworkError("m"),
    SketricGenTimeoutError("m"),
    SketricGenStreamError("m"),
    SketricGenJobError("m", "j-1", "failed", "The site said no."),
    SketricGenRunError("m", code="boom", partial=WorkflowResult(run_id="r1")),
]


def pickled(protocol: int) -> Callable[[Any], Any]:
    return lambda error: pickle.loads(pickle.dumps(error, protocol))


WAYS_TO_COPY: dict[str, Callable[[Any], Any]] = {
    **{f"pickle {protocol}": pickled(protocol) for protocol in range(pickle.HIGHEST_PROTOCOL + 1)},
    "copy": copy.copy,
    "deepcopy": copy.deepcopy,
}


def name_of(error: SketricGenError) -> str:
    return type(error).__name__


@pytest.mark.parametrize("way", WAYS_TO_COPY.values(), ids=WAYS_TO_COPY)
@pytest.mark.parametrize("original", ERRORS, ids=name_of)
def test_a_copied_error_says_all_that_the_original_does(
    original: SketricGenError, way: Callable[[Any], Any]
) -> None:
    original.attempts = (Attempt("503 Service Unavailable", 503, 0.1),)
    original.maybe_executed = True
    copied = way(original)
    assert type(copied) is type(original)
    assert vars(copied) == vars(original)
    assert (str(copied), copied.args) == ("m", ("m",))
    assert copied.attempts == original.attempts
    assert copied.maybe_executed


def test_every_exported_error_is_tested_here() -> None:
    exported = {name for name in sketricgen.__all__ if name.endswith("Error")}
    assert exported == set(map(name_of, ERRORS))


@pytest.mark.parametrize("error", ERRORS, ids=name_of)
def test_every_error_is_a_sketricgen_error_with_a_message(error: SketricGenError) -> None:
    assert isinstance(error, SketricGenError)
    assert str(error) == error.message == "m"
    assert repr(error) == f"{name_of(error)}('m')"


@pytest.mark.parametrize(
    ("kind", "base"),
    [
        (SketricGenValidationError, ValueError),
        (SketricGenFileSizeError, SketricGenValidationError),
        (SketricGenContentTypeError, SketricGenValidationError),
        (SketricGenFileNotFoundError, SketricGenValidationError),
        (SketricGenFileNotFoundError, FileNotFoundError),
        (SketricGenAuthenticationError, SketricGenAPIError),
        (SketricGenRateLimitError, SketricGenAPIError),
        (SketricGenResponseError, SketricGenAPIError),
        (SketricGenUploadError, SketricGenAPIError),
        (SketricGenTimeoutError, SketricGenNetworkError),
        (SketricGenTimeoutError, TimeoutError),
        (SketricGenStreamError, SketricGenNetworkError),
    ],
)
def test_errors_can_be_caught_by_what_they_are(
    kind: type[Exception], base: type[Exception]
) -> None:
    assert issubclass(kind, base)


def test_an_error_stands_for_one_attempt_that_ran_nothing_until_told_otherwise() -> None:
    assert SketricGenNetworkError("m").attempts == ()
    assert not SketricGenNetworkError("m").maybe_executed
    assert SketricGenRunError("m").maybe_executed


def test_a_missing_file_is_told_as_python_does() -> None:
    error = SketricGenFileNotFoundError("m", filename="photo.png")
    assert (error.filename, error.errno, error.strerror) == (
        "photo.png",
        errno.ENOENT,
        "No such file",
    )


def test_an_answer_without_body_and_headers_leaves_them_empty() -> None:
    error = SketricGenAPIError("m", status_code=500)
    assert (error.response_body, error.headers, error.retry_after) == (None, {}, None)


def test_the_headers_are_the_errors_own() -> None:
    headers = {"x-request-id": "r1"}
    error = SketricGenAPIError("m", status_code=500, headers=headers)
    headers.clear()
    assert error.headers == {"x-request-id": "r1"}


def test_a_network_error_holds_nothing_that_was_not_collected() -> None:
    assert SketricGenNetworkError("m").partial is None
