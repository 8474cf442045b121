"""The dataclasses of answers have every field of the generated models, with its type."""

from __future__ import annotations

import inspect
from dataclasses import MISSING, fields
from typing import Any, ForwardRef, Union, get_args, get_origin

import attrs
import pytest
from sketricgen._models import fields_of
from sketricgen.results import Answer, answers
from sketricgen_api import models
from sketricgen_api.types import Unset

KINDS = [
    kind
    for kind in vars(answers).values()
    if isinstance(kind, type) and issubclass(kind, Answer) and kind is not Answer
]


def annotation_of(generated: Any, default: object) -> str:
    """Return how a dataclass writes the type of a generated field."""
    parts = get_args(generated) if get_origin(generated) is Union else (generated,)
    (part,) = (part for part in parts if part not in (Unset, type(None)))
    if get_origin(part) is list:
        return f"list[{annotation_of(get_args(part)[0], attrs.NOTHING)}]"
    if part is Any:
        return "Any"
    name = getattr(part, "__forward_arg__", getattr(part, "__name__", part))
    if isinstance(part, (str, ForwardRef)):
        assert hasattr(answers, name), f"{name} needs a dataclass of its own"
    return f"{name} | None" if isinstance(default, Unset) else str(name)


def test_there_is_a_dataclass_for_each_answer() -> None:
    assert {"ChatResponse", "CompleteUploadResponse"} <= {kind.__name__ for kind in KINDS}


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: str(kind.__name__))
def test_a_dataclass_has_every_field_of_its_model_and_no_other(kind: type[Any]) -> None:
    generated = fields_of(getattr(models, kind.__name__))
    wanted = {f.name: annotation_of(f.type, f.default) for f in generated.values()}
    assert kind.__annotations__ == {**wanted, "extra": "dict[str, Any]"}


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: str(kind.__name__))
def test_a_field_is_required_where_the_model_requires_it(kind: type[Any]) -> None:
    generated = fields_of(getattr(models, kind.__name__)).values()
    required = {f.name for f in generated if f.default is attrs.NOTHING}
    own = {f.name: f for f in fields(kind)}
    assert {
        n for n, f in own.items() if f.default is MISSING and f.default_factory is MISSING
    } == required
    for field in generated:
        if field.name not in required and not isinstance(field.default, Unset):
            assert own[field.name].default == field.default


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: str(kind.__name__))
def test_every_field_is_documented(kind: type[Any]) -> None:
    for field in fields(kind):
        assert f"\n    {field.name}: " in (inspect.getdoc(kind) or "")
