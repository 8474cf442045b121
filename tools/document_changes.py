"""Compares two versions of the API's document, from a user's point of view."""

from __future__ import annotations

from typing import Any, NamedTuple

METHODS = ("get", "put", "post", "patch", "delete")
# A limit, and whether a greater one is narrower.
LIMITS = {"minLength": True, "minimum": True, "minItems": True}
LIMITS.update({"maxLength": False, "maximum": False, "maxItems": False})


class Change(NamedTuple):
    """A change.

    Attributes:
        breaking: Whether a program that worked may fail.
        name: The name of what changed, as the changelog has to name it.
        text: The change, in words.
    """

    breaking: bool
    name: str
    text: str


def compare(old: Any, new: Any) -> list[Change]:
    """Return what changed between two documents."""
    return [*_operations(old, new), *_schemas(old, new)]


def _operations(old: Any, new: Any) -> list[Change]:
    before, after = _operations_of(old), _operations_of(new)
    found: list[Change] = []
    for where, operation in before.items():
        if where not in after:
            name = operation["operationId"]
            found.append(Change(True, name, f"{name} ({where}) was removed"))
        else:
            found += _operation(operation, after[where], old, new)
    for where in after.keys() - before.keys():
        name = after[where]["operationId"]
        found.append(Change(False, name, f"{name} ({where})"))
    return sorted(found, key=lambda change: change.text)


def _operations_of(document: Any) -> dict[str, Any]:
    return {
        f"{method.upper()} {path}": item[method]
        for path, item in document.get("paths", {}).items()
        for method in METHODS
        if method in item
    }


def _operation(old: Any, new: Any, old_document: Any, new_document: Any) -> list[Change]:
    name = old["operationId"]
    found: list[Change] = []
    for key, what in (("operationId", "name"), ("tags", "tags"), ("security", "security")):
        if old.get(key) != new.get(key):
            was, now = old.get(key), new.get(key)
            found.append(Change(True, name, f"{name}: its {what} changed from {was} to {now}"))
    before, after = _parameters(old, old_document), _parameters(new, new_document)
    for parameter, (required, kind) in before.items():
        label = f"{name}: the parameter {parameter}"
        now_required, now = after.get(parameter, (False, None))
        if now is None:
            found.append(Change(True, parameter, f"{label} was removed"))
        elif now != kind:
            found.append(Change(True, parameter, f"{label} was {kind}, and is {now}"))
        elif now_required and not required:
            found.append(Change(True, parameter, f"{label} is now required"))
    for parameter in sorted(after.keys() - before.keys()):
        required, _ = after[parameter]
        words = " is new and required" if required else ""
        found.append(Change(required, parameter, f"{name}: the parameter {parameter}{words}"))
    was, now = _content(old.get("requestBody", {})), _content(new.get("requestBody", {}))
    if was != now:
        found.append(Change(True, name, f"{name}: its body was {was}, and is {now}"))
    return found + _answers(name, old["responses"], new["responses"], old_document, new_document)


def _answers(name: str, old: Any, new: Any, old_document: Any, new_document: Any) -> list[Change]:
    found: list[Change] = []
    for status, answer in old.items():
        was = _content(_resolved(answer, old_document))
        now = _content(_resolved(new[status], new_document)) if status in new else None
        if was != now and status.startswith("2"):
            text = f"{name}: its answer {status} was {was}, and is {now or 'no more'}"
            found.append(Change(True, name, text))
    return found + [
        Change(False, name, f"{name}: the answer {status}") for status in new.keys() - old.keys()
    ]


def _parameters(operation: Any, document: Any) -> dict[str, tuple[bool, str]]:
    """Return, for each parameter, whether it is required, and its place and type."""
    resolved = [_resolved(each, document) for each in operation.get("parameters", [])]
    return {
        each["name"]: (each.get("required", False), f"{each['in']} {_shape(each['schema'])}")
        for each in resolved
    }


def _content(node: Any) -> str:
    shapes = {media: _shape(each["schema"]) for media, each in node.get("content", {}).items()}
    return ", ".join(f"{media}: {shape}" for media, shape in sorted(shapes.items())) or "nothing"


def _schemas(old: Any, new: Any) -> list[Change]:
    before, after = (each.get("components", {}).get("schemas", {}) for each in (old, new))
    sent = _within(old, [each.get("requestBody") for each in _operations_of(old).values()])
    found = [Change(True, name, f"{name} was removed") for name in sorted(before.keys() - after)]
    found += [Change(False, name, name) for name in sorted(after.keys() - before)]
    for name in sorted(before.keys() & after.keys()):
        found += _schema(name, before[name], after[name], old, new, name in sent)
    return found


def _schema(
    name: str, old: Any, new: Any, old_document: Any, new_document: Any, sent: bool
) -> list[Change]:
    found = _value(name, name, old, new, sent)
    before, required_before = _fields(old, old_document)
    after, required_after = _fields(new, new_document)
    for field, schema in before.items():
        label = f"{name}.{field}"
        if field not in after:
            found.append(Change(True, field, f"{label} was removed"))
            continue
        if sent and field in required_after - required_before:
            found.append(Change(True, field, f"{label} is now required"))
        if not sent and field in required_before - required_after:
            found.append(Change(True, field, f"{label} may now be absent"))
        found += _value(field, label, schema, after[field], sent)
        nullable = _is_nullable(after[field]) and not _is_nullable(schema)
        if nullable and not sent and field in required_before:  # else it may be absent anyhow
            found.append(Change(True, field, f"{label} may now be null"))
    for field in sorted(after.keys() - before):
        breaking = sent and field in required_after
        words = f"{name}.{field}{' is new and required' if breaking else ''}"
        found.append(Change(breaking, field, words))
    return found


def _value(name: str, label: str, old: Any, new: Any, sent: bool) -> list[Change]:
    """Return what changed in the values that a schema takes, apart from its fields."""
    found: list[Change] = []
    if _shape(old) != _shape(new):
        found.append(Change(True, name, f"{label} was {_shape(old)}, and is {_shape(new)}"))
    before, after = old.get("enum", []), new.get("enum", [])
    if sent and after:
        gone = [value for value in before if value not in after]
        found += [Change(True, str(each), f"{label} no longer takes {each}") for each in gone]
    found += [Change(False, name, f"{label}: {value}") for value in after if value not in before]
    for limit, greater_is_narrower in LIMITS.items():
        was, now = old.get(limit), new.get(limit)
        narrower = now is not None and (was is None or (now > was) is greater_is_narrower)
        if sent and now != was and narrower:
            found.append(Change(True, name, f"{label}: {limit} is now {now}"))
    return found


def _shape(schema: Any) -> str:
    """Return the type of a value that is not null, in words."""
    if "$ref" in schema:
        return str(schema["$ref"]).rpartition("/")[2]
    choices = schema.get("oneOf") or schema.get("anyOf") or []
    shapes = sorted({_shape(each) for each in choices if each != {"type": "null"}})
    if shapes:
        return " or ".join(shapes)
    if "const" in schema:
        return repr(schema["const"])
    types = schema.get("type", "anything")
    names = [each for each in ([types] if isinstance(types, str) else types) if each != "null"]
    if names == ["array"]:
        return f"array of {_shape(schema.get('items', {}))}"
    return " or ".join(sorted(names))


def _is_nullable(schema: Any) -> bool:
    choices = schema.get("oneOf") or schema.get("anyOf") or []
    return "null" in schema.get("type", []) or {"type": "null"} in choices


def _fields(schema: Any, document: Any) -> tuple[dict[str, Any], set[str]]:
    """Return the properties of a schema and the names of the required ones, those of allOf too."""
    schema = _resolved(schema, document)
    properties, required = dict(schema.get("properties", {})), set(schema.get("required", []))
    for part in schema.get("allOf", []):
        more, more_required = _fields(part, document)
        properties = {**more, **properties}
        required |= more_required
    return properties, required


def _resolved(node: Any, document: Any) -> Any:
    while "$ref" in node:
        target = document
        for key in node["$ref"].lstrip("#/").split("/"):
            target = target[key]
        node = target
    return node


def _within(document: Any, nodes: list[Any]) -> set[str]:
    """Return the names of the schemas that a part of the document leads to."""
    found: set[str] = set()
    while nodes:
        node = nodes.pop()
        if isinstance(node, list):
            nodes += node
        elif isinstance(node, dict):
            nodes += node.values()
            name = str(node.get("$ref", "")).rpartition("/")[2]
            schemas = document["components"]["schemas"]
            if name in schemas and name not in found:
                found.add(name)
                nodes.append(schemas[name])
    return found
