"""Reading responses into the dataclasses of answers.

A dataclass is all that an answer needs: which fields are required, and which JSON they take, is
read from the generated model of the same name.
"""

from __future__ import annotations

import sys
from functools import cache, partial
from typing import (
    TYPE_CHECKING,
    Any,
    Callable,
    ForwardRef,
    TypeVar,
    Union,
    cast,
    get_args,
    get_origin,
)

import attrs
from sketricgen_api import models
from sketricgen_api.types import Unset

from sketricgen._http.responses import object_of, response_error
from sketricgen._models import describe, fields_of

if TYPE_CHECKING:
    from sketricgen._http.flow import Response
    from sketricgen.results import Answer

A = TypeVar("A", bound="Answer")


def answer_of(kind: type[A], response: Response) -> A:
    """Return the body of ``response`` as the dataclass ``kind``.

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
def _plan(kind: type[Any]) -> list[tuple[str, str, Callable[[Any], Any], bool]]:
    """Return, for each field: its name, its name in JSON, its reader, whether it is required."""
    module = sys.modules[kind.__module__]
    own = kind.__dataclass_fields__
    return [
        (field.name, key, _reader_of(field.type, module), field.default is attrs.NOTHING)
        for key, field in fields_of(getattr(models, kind.__name__)).items()
        if field.name in own
    ]


def _reader_of(annotation: Any, module: object) -> Callable[[Any], Any]:
    """Return what makes a field's value of its JSON value, or raises ValueError: "not a string"."""
    parts = get_args(annotation) if get_origin(annotation) is Union else (annotation,)
    parts = tuple(part for part in parts if part not in (Unset, type(None)))
    part = parts[0] if len(parts) == 1 else Any
    if get_origin(part) is list:
        read = _reader_of(get_args(part)[0], module)
        return lambda value: [read(item) for item in _checked(value, list)]
    if isinstance(part, (str, ForwardRef)):  # another model, by its name
        nested = getattr(module, part if isinstance(part, str) else part.__forward_arg__, None)
        if nested is not None:
            return lambda value: _read(nested, _checked(value, dict))
        part = dict
    return partial(_checked, kind=part if part in (str, bool, int, float, dict) else object)


def _checked(value: Any, kind: type[Any]) -> Any:
    if not isinstance(value, (int, float) if kind is float else kind):
        raise ValueError(f"not {describe(kind())}")  # noqa: TRY004 # it is what was sent
    return value
