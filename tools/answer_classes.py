"""Writes the classes that answers are read into: small, and quick to import.

They say what the generated models say, but for reading: what was absent or null is None, an empty
list or the declared default, and what is unknown is kept in ``extra``. Their methods are in
`templates/answer.py`.
"""

from __future__ import annotations

import keyword
import re
import textwrap
from pathlib import Path
from typing import Any

TEMPLATES = Path(__file__).resolve().with_name("templates")
WIDTH = 100
JSON_TYPES = {"string": "str", "integer": "int", "number": "float", "boolean": "bool"}
EXTRA = ("extra", "dict[str, Any]", "None", "Other fields that the service sent.")
METHODS = ("get", "put", "post", "patch", "delete")

INDEX = '''\
"""The answers of the API, as classes to read. Each module is imported when it is first used."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
{imports}

_MODULES = {{
{modules}
}}

__all__ = ({names})


def __getattr__(name: str) -> Any:
    if name not in _MODULES:
        raise AttributeError(f"module {{__name__!r}} has no attribute {{name!r}}")
    value = globals()[name] = getattr(import_module(_MODULES[name], __name__), name)
    return value


def __dir__() -> list[str]:
    return sorted({{*globals(), *__all__}})
'''


class Answers:
    """The answers of a document.

    Attributes:
        modules: The names of the classes in each module; there is one for each tag.
    """

    def __init__(self, document: Any) -> None:
        """Find the schemas of successful JSON answers, and of those that say `x-answer`."""
        self._schemas: dict[str, Any] = document["components"]["schemas"]
        self._streamed: set[str] = set()
        self._module_of: dict[str, str] = {}
        for path in document["paths"].values():
            for method in METHODS:
                if method in path:
                    self._find_in(path[method])
        for name, schema in self._schemas.items():
            if "x-answer" in schema:
                self._add(name, schema["x-answer"])
        self.modules: dict[str, list[str]] = {}
        for name in self._schemas:
            if name in self._module_of:
                self.modules.setdefault(self._module_of[name], []).append(name)

    def _find_in(self, operation: dict[str, Any]) -> None:
        good = [answer for status, answer in operation["responses"].items() if status[0] == "2"]
        media: dict[str, Any] = {}
        for answer in good:
            media.update(answer.get("content", {}))
        for name in _references(media.get("application/json", {}).get("schema")):
            self._add(name, operation["tags"][0])
            if "text/event-stream" in media:
                self._streamed.add(name)

    def _add(self, name: str, tag: str) -> None:
        schema = self._schemas[name]
        if "properties" not in schema or name in self._module_of:
            return
        self._module_of[name] = tag.replace("-", "_")
        for within in _references(schema["properties"]):
            self._add(within, tag)

    def source(self, module: str) -> str:
        """Return the source of a module."""
        classes = [self._class(name) for name in self.modules[module]]
        text = "\n\n\n".join(classes)
        others = sorted(
            (other, name)
            for name, other in self._module_of.items()
            if other != module and re.search(rf"\b{name}\b", "".join(_annotations(text)))
        )
        lines = ["from __future__ import annotations", ""]
        lines += [f"from typing import {'TYPE_CHECKING, ' if others else ''}Any", ""]
        lines += [f"from .answer import {base}" for base in ("Answer", "WholeAnswer")]
        if others:
            lines += ["", "if TYPE_CHECKING:"]
            lines += [f"    from .{other} import {name}" for other, name in others]
        return "\n".join(
            [f'"""Answers: {module.replace("_", " ")}."""', "", *lines, "", "", text, ""]
        )

    def index(self) -> str:
        """Return the source of the package's `__init__`."""
        module_of = {"Answer": "answer", "WholeAnswer": "answer", **self._module_of}
        names = sorted(module_of)
        return INDEX.format(
            imports="\n".join(f"    from .{module_of[name]} import {name}" for name in names),
            modules="\n".join(f'    "{name}": ".{module_of[name]}",' for name in names),
            names="".join(f'"{name}", ' for name in names),
        )

    def _class(self, name: str) -> str:
        schema = self._schemas[name]
        required = schema.get("required", [])
        # Required ones come first, as they have no default.
        ordered = sorted(schema["properties"].items(), key=lambda item: item[0] not in required)
        fields = [self._field(key, value, key in required) for key, value in ordered] + [EXTRA]
        base = "WholeAnswer" if name in self._streamed else "Answer"
        lines = [f"class {name}({base}):", *_docstring(schema["description"], fields), ""]
        lines += [f"    {field}: {annotation}" for field, annotation, _, _ in fields]
        names = "".join(f'"{field}", ' for field, _, _, _ in fields)
        lines += ["", f"    __match_args__ = ({names})", "", "    def __init__(self,"]
        lines += [f"        {_argument(*field)}," for field in fields]
        lines += ["    ) -> None:", "        vars(self).update("]
        lines += [f"            {_assigned(*field)}," for field in fields]
        return "\n".join([*lines, "        )"])

    def _field(self, key: str, schema: dict[str, Any], required: bool) -> tuple[str, str, str, str]:
        """Return the name of a field, its annotation, its default ("" if required), its text."""
        annotation = self._annotation(schema)
        default = "" if required else repr(schema.get("default"))
        if default == "None" and annotation != "Any" and not annotation.startswith("list["):
            annotation += " | None"
        name = f"{key}_" if keyword.iskeyword(key) else key
        return name, annotation, default, self._description(schema)

    def _description(self, schema: dict[str, Any]) -> str:
        if "description" not in schema and "$ref" in schema:
            schema = self._schemas[_name_in(schema["$ref"])]
        return str(schema["description"]).replace("`", "``")

    def _annotation(self, schema: dict[str, Any]) -> str:
        """Return the type of a value that is there and not null."""
        if "$ref" in schema:
            name = _name_in(schema["$ref"])
            return name if name in self._module_of else self._annotation(self._schemas[name])
        choices = [one for one in schema.get("oneOf", []) if one != {"type": "null"}]
        if choices:
            return self._annotation(choices[0]) if len(choices) == 1 else "Any"
        types = schema.get("type", [])
        (kind,) = {*([types] if isinstance(types, str) else types)} - {"null"} or {""}
        if kind == "array":
            return f"list[{self._annotation(schema['items'])}]"
        if kind == "object":
            values = schema.get("additionalProperties")
            return f"dict[str, {self._annotation(values) if isinstance(values, dict) else 'Any'}]"
        return JSON_TYPES.get(kind, "Any")


def _references(node: object) -> list[str]:
    """Return the names of the schemas that a part of the document refers to."""
    if isinstance(node, list):
        return [name for part in node for name in _references(part)]
    if not isinstance(node, dict):
        return []
    if isinstance(node.get("$ref"), str):
        return [_name_in(node["$ref"])]
    return [name for part in node.values() for name in _references(part)]


def _name_in(reference: str) -> str:
    return reference.rpartition("/")[2]


def _annotations(source: str) -> list[str]:
    return re.findall(r"^    \w+: (.*)$", source, re.MULTILINE)


def _docstring(description: str, fields: list[tuple[str, str, str, str]]) -> list[str]:
    summary, _, rest = description.strip().replace("`", "``").partition(". ")
    lines = [f'    """{summary.rstrip(".")}.', ""]
    if rest:
        lines += textwrap.wrap(rest, WIDTH, initial_indent="    ", subsequent_indent="    ")
        lines.append("")
    lines.append("    Attributes:")
    for name, _, _, text in fields:
        words = f"{name}: {' '.join(text.split())}"
        lines += textwrap.wrap(
            words,
            WIDTH,
            initial_indent=" " * 8,
            subsequent_indent=" " * 12,
            break_long_words=False,
            break_on_hyphens=False,
        )
    return [*lines, '    """']


def _argument(name: str, annotation: str, default: str, _: str) -> str:
    if not default:
        return f"{name}: {annotation}"
    nullable = (
        "" if annotation == "Any" or default != "None" or "| None" in annotation else " | None"
    )
    return f"{name}: {annotation}{nullable} = {default}"


def _assigned(name: str, annotation: str, default: str, _: str) -> str:
    empty = {"list": "[]", "extr": "{}"}.get("extr" if name == "extra" else annotation[:4])
    if default == "None" and empty:
        return f"{name}={empty} if {name} is None else {name}"
    return f"{name}={name}"


def write_answers(document: Any, package: Path) -> None:
    """Write the package `answers` into the generated package."""
    answers = Answers(document)
    folder = package / "answers"
    folder.mkdir()
    sources = {module: answers.source(module) for module in answers.modules}
    sources["__init__"] = answers.index()
    sources["answer"] = (TEMPLATES / "answer.py").read_text(encoding="utf-8")
    for name, source in sources.items():
        (folder / f"{name}.py").write_bytes(source.encode("utf-8"))
