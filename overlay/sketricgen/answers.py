"""Reads answers: JSON into the generated models, errors into ours.

Reading is generous: a null stands for an absent field, an absent field gets the default that the
document gives it, unknown fields are kept, and only what is required is required.
"""

from __future__ import annotations

import json
from functools import cache
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Protocol, TypeVar, cast

import attrs

from ._json import is_list, is_object
from .errors import (
    SketricGenAPIError,
    SketricGenAuthenticationError,
    SketricGenRateLimitError,
    SketricGenResponseError,
)
from .retry import retry_after_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .steps import Answer, Send

_LONGEST_QUOTE = 500
_DEEPEST_WORDS = 5

_ADVICE = {
    401: "Check the API key.",
    403: "The API key does not allow this.",
    404: "Check agent_id and the URLs.",
    413: "Send less.",
    422: "Check the arguments.",
    429: "Send fewer requests at a time.",
}


class Model(Protocol):
    """A generated model."""

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Any:
        """Make the model from a JSON object."""
        ...


M = TypeVar("M", bound=Model)


def error_of(answer: Answer, send: Send) -> SketricGenAPIError:
    """Return the error that an answer outside 200 to 299 stands for."""
    body = body_of(answer)
    kind = {401: SketricGenAuthenticationError, 429: SketricGenRateLimitError}.get(
        answer.status_code, SketricGenAPIError
    )
    said = words_of(body)
    advice = _ADVICE.get(answer.status_code, "")
    message = f"{status_line(answer.status_code)} ({send.target})" + (f": {said}" if said else "")
    return kind(
        f"{message.rstrip('.')}. {advice}".rstrip(),
        status_code=answer.status_code,
        response_body=body,
        headers=answer.headers,
        retry_after=retry_after_of(answer.headers),
    )


def response_error(answer: Answer, problem: str) -> SketricGenResponseError:
    """Return the error for an answer of success that is not what the document says."""
    return SketricGenResponseError(
        f"{status_line(answer.status_code)}, but the answer {problem}. Check that the URLs lead "
        "to SketricGen, and that this version of sketricgen fits it.",
        status_code=answer.status_code,
        response_body=body_of(answer),
        headers=answer.headers,
    )


def object_of(answer: Answer) -> dict[str, Any]:
    """Return the JSON object in the body of ``answer``.

    Raises:
        SketricGenResponseError: It holds none.
    """
    if not answer.body.strip():
        raise response_error(answer, "is empty")
    try:
        value = json.loads(answer.body)
    except (ValueError, RecursionError):
        raise response_error(answer, "is not JSON") from None
    if not is_object(value):
        raise response_error(answer, f"is {_named(value)}, not a JSON object")
    return value


def model_of(kind: type[M], answer: Answer) -> M:
    """Return the body of ``answer`` as the generated model ``kind``.

    Raises:
        SketricGenResponseError: The body is not what the document says.
    """
    data = object_of(answer)
    for name, default, is_text in _expected(kind):
        value = data.get(name)
        if value is None:
            if default is attrs.NOTHING:
                raise response_error(answer, f"lacks the field {name!r}")
            data[name] = default
        elif is_text and not isinstance(value, str):
            raise response_error(answer, f"has {_named(value)} in the field {name!r}, not a string")
    try:
        return cast("M", kind.from_dict(data))
    except Exception as error:  # generated code raises what the shape provokes
        lacking = isinstance(error, KeyError)
        problem = f"lacks the field {error}" if lacking else f"does not fit {kind.__name__}"
    raise response_error(answer, problem)


@cache
def _expected(kind: type[Model]) -> list[tuple[str, Any, bool]]:
    """Return the name and the default of each field, and whether it holds text."""
    return [(name, field.default, field.type is str) for name, field in fields_of(kind).items()]


@cache
def fields_of(kind: type[Any]) -> dict[str, attrs.Attribute[Any]]:
    """Return the fields of a generated model by their names in JSON.

    The generator adds an underscore to names that Python has taken.
    """
    return {
        field.name.rstrip("_"): field
        for field in attrs.fields(kind)
        if field.name != "additional_properties"
    }


def body_of(answer: Answer) -> Any:
    """Return a body as errors hold it: its JSON value, else its text, or None if it is empty."""
    try:
        return json.loads(answer.body)
    except (ValueError, RecursionError):
        return answer.body.decode("utf-8", "replace") or None


def words_of(body: object, depth: int = 0) -> str:
    """Return what an error body says, as a sentence; empty if it says nothing to a person."""
    if depth > _DEEPEST_WORDS:
        return ""
    if is_object(body):
        said = (words_of(body.get(key), depth + 1) for key in _SPEAKING)
        return next(filter(None, said), "")
    if is_list(body):
        return "; ".join(filter(None, (_problem_of(entry, depth + 1) for entry in body)))
    if isinstance(body, str) and not body.lstrip("\ufeff \t\r\n").startswith("<"):  # not markup
        return body.strip()[:_LONGEST_QUOTE]
    return ""


# The fields in which services put their words.
_SPEAKING = ("message", "detail", "error", "msg")


def _problem_of(problem: object, depth: int) -> str:
    """Return one entry of FastAPI's list of problems as words."""
    said = words_of(problem, depth)
    location = problem.get("loc") if is_object(problem) else None
    # The first part says where in the request, which is the body.
    where = ".".join(map(str, location[1:])) if is_list(location) else ""
    return f"{where}: {said}" if where else said


@cache
def status_line(status_code: int) -> str:
    """Return a status with its phrase, e.g. ``404 Not Found``."""
    try:
        return f"{status_code} {HTTPStatus(status_code).phrase}"
    except ValueError:
        return str(status_code)


def _named(value: object) -> str:
    for kind, name in _NAMES:
        if isinstance(value, kind):
            return name
    return "null" if value is None else "a number"


_NAMES: tuple[tuple[type[Any], str], ...] = (
    (list, "a list"),
    (dict, "an object"),
    (str, "a string"),
    (bool, "a boolean"),
)
