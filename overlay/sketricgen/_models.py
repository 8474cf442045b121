"""Reading JSON into the generated models, whose classes are found and not listed.

Reading is lenient: a null counts as an absent field, an absent field gets the default of the API's
document, and unknown fields are kept. Only a missing required field is an error.
"""

from __future__ import annotations

import copyreg
import json
from functools import cache, lru_cache
from typing import (
    TYPE_CHECKING,
    Any,
    ForwardRef,
    Literal,
    Union,
    get_args,
    get_origin,
)

import attrs
from sketricgen_api.types import Unset

if TYPE_CHECKING:
    from typing_extensions import TypeGuard


# Models are compared by their values, so a copied or unpickled model has to hold the same `UNSET`.
copyreg.pickle(Unset, lambda _: "UNSET")


def is_object(value: object) -> TypeGuard[dict[str, Any]]:
    """Return whether ``value`` is a JSON object."""
    return isinstance(value, dict)


def is_list(value: object) -> TypeGuard[list[Any]]:
    """Return whether ``value`` is a JSON array."""
    return isinstance(value, list)


# What is nested deeper than this could not be copied or pickled: Python would run out of stack.
_DEEPEST = 100


def load_json(text: str | bytes) -> Any:
    """Return the value of a JSON text.

    Raises:
        ValueError: It has none that can be used; the message says why, as in "is not JSON".
    """
    too_deep = f"is nested more than {_DEEPEST} levels deep"
    try:
        value = json.loads(text)
    except RecursionError:
        raise ValueError(too_deep) from None
    except ValueError:
        raise ValueError("is not JSON") from None
    # Looking into a value takes long, and few texts have that many brackets.
    if len(text) > _DEEPEST and _brackets_in(text) > _DEEPEST and _is_deep(value):
        raise ValueError(too_deep)
    return value


def _brackets_in(text: str | bytes) -> int:
    if isinstance(text, str):
        return text.count("[") + text.count("{")
    return text.count(b"[") + text.count(b"{")


def _is_deep(value: object) -> bool:
    level: list[Any] = [value]
    for _ in range(_DEEPEST + 1):
        level = [each for each in level if is_object(each) or is_list(each)]
        if not level:
            return False
        level = [item for each in level for item in (each.values() if is_object(each) else each)]
    return True


def describe(value: object) -> str:
    """Return what kind of JSON value ``value`` is, with its article."""
    for kind, name in _NAMES.items():
        if isinstance(value, kind):
            return name
    return "null" if value is None else "a number"


_NAMES: dict[type[Any], str] = {
    list: "a list",
    dict: "an object",
    str: "a string",
    bool: "a boolean",
}


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


class Schema:
    """One class of the document: its fields, and how it is made of a JSON object."""

    def __init__(self, kind: Any) -> None:
        fields = fields_of(kind)
        self.kind = kind
        self._names = fields.keys()
        self._required = {name for name, field in fields.items() if field.default is attrs.NOTHING}
        expected = {name: _json_types_of(field.type) for name, field in fields.items()}
        self._types = {name: types for name, types in expected.items() if types}
        self._snake_case = {_camel_case(name): name for name in fields if "_" in name}
        # Where any value is allowed, null is one.
        self._open = {
            n for n, field in fields.items() if Any in (field.type, *get_args(field.type))
        }
        self._nullable = self._required | self._open
        models = {name: _model_in(field.type) for name, field in fields.items()}
        self._models = {name: model for name, model in models.items() if model}
        self._renamed = {name: f.name for name, f in fields.items() if name != f.name}

    def read(self, data: dict[str, Any]) -> Any:
        """Return ``data`` as the class; raises ValueError with the reason if it does not fit.

        It is what the generated `from_dict` makes, in a third of the time. Keys may be in
        camelCase, here and in the objects of the document within.
        """
        known = data.keys() <= self._names
        if not known:
            data = self.respelled(data)
            known = data.keys() <= self._names
        if None in data.values():
            data = {k: v for k, v in data.items() if v is not None or k in self._nullable}
        if not self._required <= data.keys():
            data = {**self._absent(data), **data}
        for name, value in data.items():
            types = self._types.get(name)
            if types and not isinstance(value, types):
                raise ValueError(f"its {name} is not {_described(types)}")
        values = dict(data) if known else {k: v for k, v in data.items() if k in self._names}
        for name in self._models.keys() & values.keys() if self._models else ():
            values[name] = self._read_within(name, values[name])
        for name, attribute in self._renamed.items():
            if name in values:
                values[attribute] = values.pop(name)
        made = self.kind(**values)
        if not known:
            made.additional_properties = {k: v for k, v in data.items() if k not in self._names}
        return made

    def respelled(self, data: dict[str, Any]) -> dict[str, Any]:
        """Return ``data`` with keys in snake_case; if both spellings are present, with each."""
        names = {key: self._snake_case.get(key, key) for key in data}
        return {key if names[key] in data else names[key]: value for key, value in data.items()}

    def _absent(self, data: dict[str, Any]) -> dict[str, None]:
        """Return the nulls that AG-UI's encoders before 1.0 leave out."""
        absent = self._required - data.keys()
        if not absent <= self._open:
            raise ValueError(f"it lacks {min(absent - self._open)}")
        return dict.fromkeys(absent)

    def _read_within(self, name: str, value: Any) -> Any:
        """Return the object, or the list of objects, in the field ``name`` as models."""
        schema = schema_of(self._models[name])
        try:
            return list(map(schema.read, value)) if is_list(value) else schema.read(value)
        except (AttributeError, ValueError) as error:  # a part may be no object
            reason = error if isinstance(error, ValueError) else "a part is not an object"
        raise ValueError(f"its {name} does not fit: {reason}")


@cache
def schema_of(name: str) -> Schema:
    """Return the class of the document with this name."""
    from sketricgen_api import models

    return Schema(getattr(models, name))


@lru_cache(maxsize=1)
def schemas() -> dict[str, Schema]:
    """Return the schema of every event type."""
    from sketricgen_api.models.stream_event_data import StreamEventData

    return {
        type_: schema_of(kind.__name__)
        for kind in get_args(StreamEventData)
        for type_ in get_args(fields_of(kind)["type"].type)
    }


def _model_in(annotation: Any) -> str:
    """Return the name of the model that a field holds, one or a list of them; else ``""``."""
    # A model refers to another by its name, which Python keeps as a forward reference.
    if isinstance(annotation, ForwardRef):
        return annotation.__forward_arg__
    if isinstance(annotation, str):
        return annotation
    if get_origin(annotation) is not Literal:
        for part in get_args(annotation):
            name = _model_in(part)
            if name:
                return name
    return ""


def _json_types_of(annotation: Any) -> tuple[type[Any], ...]:
    """Return the types of the JSON values that a field takes, or none if it takes any."""
    if annotation is Any or get_origin(annotation) is Literal:
        return ()
    if get_origin(annotation) is Union:
        parts = [_json_types_of(part) for part in get_args(annotation) if part is not Unset]
        return tuple({kind for part in parts for kind in part}) if all(parts) else ()
    if get_origin(annotation) is list:
        return (list,)
    if annotation in (int, float):
        return (int, float)  # 3.0 is an integer in JSON
    # What is left besides plain types is the name of another model.
    return (annotation,) if isinstance(annotation, type) else (dict,)


def _described(types: tuple[type[Any], ...]) -> str:
    return _NAMES[types[0]] if len(types) == 1 and types[0] in _NAMES else "of the right type"


def _camel_case(name: str) -> str:
    first, *others = name.split("_")
    return first + "".join(word.capitalize() for word in others)
