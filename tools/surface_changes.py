"""Compares what can be imported from two versions of a package.

Both are imported, each in a process of its own, since a reader of source code does not see what is
imported when it is first used, nor the arguments of a method that a decorator makes.

Usage:
    python tools/surface_changes.py sketricgen      write the surface of a package as JSON
"""

from __future__ import annotations

import ast
import inspect
import json
import pkgutil
import sys
from importlib import import_module
from importlib.util import resolve_name
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from tools.document_changes import Change

if TYPE_CHECKING:
    from collections.abc import Iterable

# What is found at a name: its kind, the arguments it is called with, the classes it is one of.
Entry = dict[str, Any]
POSITIONAL = ("POSITIONAL_ONLY", "POSITIONAL_OR_KEYWORD")


def surface(package: str) -> dict[str, Entry]:
    """Return what can be imported from the public modules of a package, and its public members."""
    root = import_module(package)
    names = [each.name for each in pkgutil.iter_modules(root.__path__) if each.name[0] != "_"]
    found: dict[str, Entry] = {}
    for path in [package, *sorted(f"{package}.{name}" for name in names)]:
        module = import_module(path)
        for name in _names_of(module):
            value = getattr(module, name)
            found[f"{path}.{name}"] = _entry(value)
            if inspect.isclass(value):
                found.update({f"{path}.{name}.{key}": each for key, each in _members(value)})
    return found


def _names_of(module: Any) -> list[str]:
    """Return the names that type checkers let a user import from a module."""
    listed = getattr(module, "__all__", None)
    if listed is None:
        listed = [
            name
            for node in _statements(ast.parse(inspect.getsource(module)).body)
            for name in _named_by(node, module)
        ]
    found = {name: getattr(module, name, None) for name in listed if name[0] != "_"}
    return [
        name
        for name, value in found.items()
        if value is not None and not inspect.ismodule(value) and not isinstance(value, TypeVar)
    ]


def _statements(nodes: list[ast.stmt]) -> list[ast.stmt]:
    """Return statements with those that are for type checkers: what is imported when first used."""
    inner = [each for node in nodes if isinstance(node, ast.If) for each in node.body]
    return [*nodes, *inner]


def _named_by(node: ast.stmt, module: Any) -> list[str]:
    if isinstance(node, (ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)):
        return [node.name]
    if isinstance(node, (ast.Assign, ast.AnnAssign)):
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        return [target.id for target in targets if isinstance(target, ast.Name)]
    names: list[str] = []
    for alias in node.names if isinstance(node, ast.ImportFrom) else []:
        if isinstance(node, ast.ImportFrom) and alias.name == "*":
            source = resolve_name("." * node.level + (node.module or ""), module.__package__)
            names += _names_of(import_module(source))
        elif alias.asname == alias.name:  # passed on
            names.append(alias.name)
    return names


def _members(kind: type[Any]) -> list[tuple[str, Entry]]:
    builtin = {name for base in kind.__mro__ if base.__module__ == "builtins" for name in dir(base)}
    annotated = [name for base in kind.__mro__ for name in vars(base).get("__annotations__", {})]
    names = dict.fromkeys(name for name in [*dir(kind), *annotated] if name[0] != "_")
    return [
        (name, _entry(inspect.getattr_static(kind, name, None)))
        for name in names
        if name not in builtin
    ]


def _entry(value: Any) -> Entry:
    if isinstance(value, (staticmethod, classmethod)):
        value = value.__func__
    if inspect.isclass(value):
        bases = [base.__name__ for base in value.__mro__[1:-1] if base.__name__[0] != "_"]
        return {"kind": "class", **_call(value), "bases": bases}
    if callable(value):
        return {"kind": "function", **_call(value)}
    return {"kind": "attribute"}


def _call(value: Any) -> Entry:
    own = ".".join(str(getattr(value, key, "")) for key in ("__module__", "__qualname__"))
    return {"own": own, "parameters": _parameters(value)}


def _parameters(value: Any) -> list[list[Any]]:
    """Return the name, kind and default of each parameter; None stands for no default."""
    try:
        parameters = inspect.signature(value).parameters.values()
    except (TypeError, ValueError):
        return []
    return [
        [each.name, each.kind.name, None if each.default is each.empty else repr(each.default)]
        for each in parameters
    ]


def compare(old: dict[str, Entry], new: dict[str, Entry]) -> list[Change]:
    """Return what changed between two surfaces."""
    found: list[Change] = []
    seen: set[str] = set()
    for path in _shortest_first(old):
        owner, _, name = path.rpartition(".")
        entry, same = old[path], _same_as(path, old)
        if same in seen and (path in new or owner in old):
            continue  # a class that can be imported from two modules changes once
        seen.add(same)
        if path not in new:
            if owner not in old or owner in new:  # else it went with its class
                found.append(Change(True, name, f"{path} was removed"))
        elif entry["kind"] != new[path]["kind"]:
            text = f"{path} was a {entry['kind']}, and is a {new[path]['kind']}"
            found.append(Change(True, name, text))
        else:
            found += _compare_entry(path, entry, new[path])
    for path in _shortest_first(new.keys() - old):
        owner, _, name = path.rpartition(".")
        if owner not in new or owner in old:
            found.append(Change(False, name, path))
    return found


def _shortest_first(paths: Iterable[str]) -> list[str]:
    return sorted(paths, key=lambda path: (path.count("."), path))


def _same_as(path: str, entries: dict[str, Entry]) -> str:
    """Return what is the same for all the paths of a class, a function, or a member of a class."""
    owner, _, name = path.rpartition(".")
    if owner in entries:
        return f"{_same_as(owner, entries)}.{name}"
    return str(entries[path].get("own", path))


def _compare_entry(path: str, old: Entry, new: Entry) -> list[Change]:
    name = path.rpartition(".")[2]
    found = [
        Change(True, name, f"{path} is no longer a {base}")
        for base in old.get("bases", [])
        if base not in new["bases"]
    ]
    before = {each[0]: each[1:] for each in old.get("parameters", [])}
    after = {each[0]: each[1:] for each in new.get("parameters", [])}
    for parameter, (kind, default) in before.items():
        label = f"{path}: the parameter {parameter}"
        if parameter not in after:
            found.append(Change(True, parameter, f"{label} was removed"))
            continue
        new_kind, new_default = after[parameter]
        if new_kind != kind and new_kind != "POSITIONAL_OR_KEYWORD":
            found.append(Change(True, parameter, f"{label} is now {_words(new_kind)}"))
        elif _place(parameter, before) not in (None, _place(parameter, after)):
            found.append(Change(True, parameter, f"{label} is now in another place"))
        if default is not None and new_default is None:
            found.append(Change(True, parameter, f"{label} is now required"))
        elif default not in (None, new_default) and not str(default).startswith("<"):
            text = f"{label} has the default {new_default}, and had {default}"
            found.append(Change(True, parameter, text))
    for parameter, (kind, default) in after.items():
        if parameter not in before:
            required = default is None and not kind.startswith("VAR_")
            words = " is new and required" if required else ""
            found.append(Change(required, parameter, f"{path}: the parameter {parameter}{words}"))
    return found


def _place(parameter: str, parameters: dict[str, Any]) -> int | None:
    positional = [name for name, (kind, _) in parameters.items() if kind in POSITIONAL]
    return positional.index(parameter) if parameter in positional else None


def _words(kind: str) -> str:
    return kind.lower().replace("_", " ")


if __name__ == "__main__":
    print(json.dumps(surface(sys.argv[1])))
