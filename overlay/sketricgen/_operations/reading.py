"""Reading responses into answers.

The class of an answer is all that this needs: its annotations say which JSON each field takes, and
its arguments which fields are required.
"""

from __future__ import annotations

from functools import cache, partial
from typing import TYPE_CHECKING, Any, Callable, TypeVar, cast

from sketricgen_api import answers

from sketricgen._http.responses import object_of, response_error
from sketricgen._models import describe

if TYPE_CHECKING:
    from sketricgen._http.flow import Response
    from sketricgen.results import Answer

    Reader = Callable[[Any], Any]

A = TypeVar("A", bound="Answer")

_JSON_TYPES: dict[str, type[Any] | tuple[type[Any], ...]] = {
    "str": str,
    "bool": bool,
    "int": int,
    "float": (int, float),
    "Any": object,
}


def answer_of(kind: type[A], response: Response) -> A:
    """Return the body of ``response`` as the answer ``kind``.

    Raises:
        SketricGenResponseError: It is no JSON object, or a required field is missing or wrong.
    """
    data = object_of(response)
    try:
        return cast("A", _read(kind, data))
    except ValueError as error:
        problem = str(error)
    raise response_error(response, problem)


def _read(kind: Any, data: dict[str, Any]) -> Any:
    values: dict[str, Any] = {}
    extra = dict(data)
    for name, key, read, required in _plan(kind):
        value = extra.pop(key, None)
        if value is None:
            if required:
                raise ValueError(f"lacks the field {key!r}")
            continue
        try:
            values[name] = read(value)
        except ValueError as error:
            if required:
                raise ValueError(_problem_of(key, value, str(error))) from None
            extra[key] = value
    answer = kind(**values, extra=extra)
    vars(answer)["_sent"] = data
    return answer


def _problem_of(key: str, value: object, problem: str) -> str:
    """Return what is wrong with a field, by what is wrong with its value or a part of it."""
    within = problem.replace("the field '", f"the field '{key}.", 1)
    return within if within != problem else f"has {describe(value)} in the field {key!r}, {problem}"


@cache
def _plan(kind: Any) -> list[tuple[str, str, Reader, bool]]:
    """Return, for each field: its name, its name in JSON, its reader, whether it is required."""
    names = kind.__match_args__
    required = len(names) - len(kind.__init__.__defaults__ or ())
    return [
        (name, name.rstrip("_"), _reader_of(kind.__annotations__[name]), place < required)
        for place, name in enumerate(names)
        if name != "extra"
    ]


def _reader_of(annotation: str) -> Reader:
    """Return what makes a field's value of its JSON value, or raises ValueError: "not a string"."""
    part = annotation.removesuffix(" | None")
    if part.startswith("list["):
        read = _reader_of(part[len("list[") : -1])
        return lambda value: [read(item) for item in _checked(value, list)]
    if part.startswith("dict["):
        read = _reader_of(part[len("dict[str, ") : -1])
        return lambda value: _read_values(_checked(value, dict), read)
    if part in _JSON_TYPES:
        return partial(_checked, kind=_JSON_TYPES[part])
    nested = getattr(answers, part)
    return lambda value: _read(nested, _checked(value, dict))


def _read_values(data: dict[str, Any], read: Reader) -> dict[str, Any]:
    for key, value in data.items():
        try:
            read(value)
        except ValueError as error:  # noqa: PERF203 # it names its key
            raise ValueError(_problem_of(key, value, str(error))) from None
    return data


def _checked(value: Any, kind: type[Any] | tuple[type[Any], ...]) -> Any:
    wrong = isinstance(value, bool) and kind in (int, (int, float))  # True is an int in Python
    if wrong or not isinstance(value, kind):
        wanted = kind[0] if isinstance(kind, tuple) else kind
        raise ValueError(f"not {describe(wanted())}")
    return value
