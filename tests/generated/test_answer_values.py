"""Whatever a server sends that fits an answer is read, and whatever else it sends is kept."""

from __future__ import annotations

import copy
import inspect
import json
import pickle
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sketricgen._http.flow import Response
from sketricgen._operations.reading import answer_of
from sketricgen.results import Answer
from sketricgen_api import answers

KINDS: list[type[Any]] = [
    getattr(answers, name) for name in answers.__all__ if name not in {"Answer", "WholeAnswer"}
]
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=4,
)
UNKNOWN = st.dictionaries(st.sampled_from(["x", "self", "extra", "_sent", "to_dict", "é"]), JSON)
PLAIN: dict[str, st.SearchStrategy[Any]] = {
    "str": st.text(max_size=5),
    "int": st.integers(),
    "bool": st.booleans(),
    "Any": JSON.filter(lambda value: value is not None),
}


def required_of(kind: type[Any]) -> list[str]:
    arguments = inspect.signature(kind).parameters.values()
    return [each.name for each in arguments if each.default is inspect.Parameter.empty]


def values_of(annotation: str) -> st.SearchStrategy[Any]:
    """Return JSON values that fit an annotation."""
    part = annotation.replace(" | None", "")
    if part.startswith("list["):
        return st.lists(values_of(part[5:-1]), max_size=2)
    if part.startswith("dict[str, "):
        return st.dictionaries(st.text(max_size=3), values_of(part[10:-1]), max_size=2)
    return PLAIN[part] if part in PLAIN else objects_of(part)


@cache
def objects_of(name: str) -> st.SearchStrategy[dict[str, Any]]:
    """Return JSON objects that fit a class: absent fields, nulls and unknown ones included."""
    kind = getattr(answers, name)
    fields = {name: each for name, each in kind.__annotations__.items() if name != "extra"}
    required = {name: values_of(fields[name]) for name in required_of(kind)}
    optional = {name: st.none() | values_of(each) for name, each in fields.items()}
    optional = {name: values for name, values in optional.items() if name not in required}
    known = st.fixed_dictionaries(required, optional=optional)
    return st.builds(lambda unknown, known: {**unknown, **known}, UNKNOWN, known)


def read(kind: type[Any], body: dict[str, Any]) -> Any:
    return answer_of(kind, Response(200, {}, json.dumps(body).encode()))


@settings(deadline=None, max_examples=200)
@given(data=st.data(), kind=st.sampled_from(KINDS))
def test_any_object_that_fits_is_read_and_none_of_it_lost(
    data: st.DataObject, kind: type[Any]
) -> None:
    body = data.draw(objects_of(kind.__name__))
    answer = read(kind, body)
    assert answer.to_dict() == body
    assert answer.extra == {key: body[key] for key in body.keys() - set(kind.__match_args__)} | (
        {"extra": body["extra"]} if "extra" in body else {}
    )
    for name, annotation in kind.__annotations__.items():
        if name == "extra":
            continue
        value = getattr(answer, name)
        if body.get(name) is not None:
            assert plain(value) == body[name]
        else:
            default = inspect.signature(kind).parameters[name].default
            assert value == ([] if annotation.startswith("list[") else default)


def plain(value: Any) -> Any:
    if isinstance(value, list):
        return [plain(each) for each in value]
    return value.to_dict() if isinstance(value, Answer) else value


@settings(deadline=None, max_examples=200)
@given(data=st.data(), kind=st.sampled_from(KINDS))
def test_a_copy_is_equal_and_can_be_changed_by_itself(data: st.DataObject, kind: type[Any]) -> None:
    answer = read(kind, data.draw(objects_of(kind.__name__)))
    for same in (copy.copy(answer), copy.deepcopy(answer), pickle.loads(pickle.dumps(answer))):
        assert same == answer
        assert repr(same) == repr(answer)
        assert same.to_dict() == answer.to_dict()
    changed = answer.__replace__(extra={"mine": 1})
    assert (changed.extra, changed.to_dict()["mine"]) == ({"mine": 1}, 1)
    assert answer != changed or answer.extra == {"mine": 1}
    assert answer != answer.to_dict()


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: str(kind.__name__))
def test_an_answer_does_not_change(kind: type[Any]) -> None:
    answer: Any = kind(**dict.fromkeys(required_of(kind), "x"))
    name = kind.__match_args__[0]
    with pytest.raises(AttributeError, match=f"{kind.__name__} does not change, got a value for"):
        setattr(answer, name, "y")
    with pytest.raises(AttributeError, match=f"does not change, got del '{name}'"):
        delattr(answer, name)
    with pytest.raises(TypeError, match="unhashable"):
        hash(answer)
