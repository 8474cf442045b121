"""The classes of answers have every field of the generated models, with its type."""

from __future__ import annotations

import inspect
from typing import Any, ForwardRef, Union, get_args, get_origin

import attrs
import pytest
from sketricgen._models import fields_of
from sketricgen_api import answers, models
from sketricgen_api.types import Unset

KINDS: list[type[Any]] = [
    getattr(answers, name) for name in answers.__all__ if name not in {"Answer", "WholeAnswer"}
]
PLAIN = {  # objects without fields of their own
    "PresignedFormFields": "dict[str, str]",
    "PlatformData": "dict[str, Any]",
    "Counts": "dict[str, int]",
}


def annotation_of(generated: Any) -> str:
    """Return how a class for reading writes the type of a generated field that is there."""
    parts = get_args(generated) if get_origin(generated) is Union else (generated,)
    (part,) = (part for part in parts if part not in (Unset, type(None)))
    if get_origin(part) is list:
        return f"list[{annotation_of(get_args(part)[0])}]"
    if part is Any:
        return "Any"
    name = getattr(part, "__forward_arg__", getattr(part, "__name__", part))
    if isinstance(part, (str, ForwardRef)) and name not in answers.__all__:
        return PLAIN[str(name)]
    return str(name)


def is_optional(field: attrs.Attribute[Any], annotation: str) -> bool:
    return isinstance(field.default, Unset) and annotation[:5] not in ("Any", "list[")


def test_there_is_a_class_for_each_answer() -> None:
    wanted = {"ChatResponse", "CompleteUploadResponse", "Teamspace", "AgentPage", "JobEmbed"}
    assert wanted <= {kind.__name__ for kind in KINDS}


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: str(kind.__name__))
def test_a_class_has_every_field_of_its_model_and_no_other(kind: type[Any]) -> None:
    wanted: dict[str, str] = {}
    for field in fields_of(getattr(models, kind.__name__)).values():
        annotation = annotation_of(field.type)
        wanted[field.name] = annotation + (" | None" if is_optional(field, annotation) else "")
    assert kind.__annotations__ == {**wanted, "extra": "dict[str, Any]"}
    assert tuple(kind.__annotations__) == kind.__match_args__


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: str(kind.__name__))
def test_a_field_is_required_where_the_model_requires_it(kind: type[Any]) -> None:
    generated = fields_of(getattr(models, kind.__name__)).values()
    arguments = inspect.signature(kind).parameters
    assert tuple(arguments) == kind.__match_args__
    for field in generated:
        given = arguments[field.name].default
        if field.default is attrs.NOTHING:
            assert given is inspect.Parameter.empty
        else:
            assert given == (None if isinstance(field.default, Unset) else field.default)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: str(kind.__name__))
def test_what_is_absent_is_none_or_an_empty_list(kind: type[Any]) -> None:
    arguments = inspect.signature(kind).parameters.values()
    required = [each.name for each in arguments if each.default is inspect.Parameter.empty]
    made = kind(**dict.fromkeys(required, "x"))
    for name, annotation in kind.__annotations__.items():
        if name not in required and annotation.startswith("list["):
            assert getattr(made, name) == []
    assert made.extra == {}
    assert made != kind(**dict.fromkeys(required, "x"), extra={"more": 1})


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: str(kind.__name__))
def test_every_field_is_documented(kind: type[Any]) -> None:
    for name in kind.__match_args__:
        assert f"\n    {name}: " in (inspect.getdoc(kind) or "")
