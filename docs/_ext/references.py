"""Links in docstrings and signatures: short names lead to their place in the reference.

Docstrings and annotations name things as Python code does, e.g. `RunOptions` or `Iterator`, without
the module. A name of this package becomes a link; any other stays as it is. What is in neither list
is an error, so that a mistyped name is found.
"""

from __future__ import annotations

import builtins
import re
from importlib import import_module
from typing import TYPE_CHECKING, Any

import click
import sketricgen
from docutils import nodes
from sketricgen.cli.app import app
from sphinx.util.docutils import SphinxDirective
from sphinx.util.nodes import make_refnode

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docutils.nodes import Element, Node
    from sphinx.addnodes import pending_xref
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

# Where names come from that are documented elsewhere.
_ELSEWHERE = ("asyncio.", "builtins.", "collections.", "datetime.", "httpx.", "logging.", "os.")
_ELSEWHERE += ("pathlib.", "sketricgen_api.", "typing.", "attrs.")
_TYPES = {"Any", "AsyncIterable", "AsyncIterator", "Awaitable", "BinaryIO", "Callable", "Iterable"}
_TYPES |= {"Iterator", "Literal", "Mapping", "PathLike", "Self", "Sequence", "T", "TracebackType"}
_TYPES |= {"Request", "Response", "Union", "Unpack", "Unset", "datetime", "optional"}
# Unions of the API's document, which have no class.
_TYPES |= {"Agent", "HitlDecisionType", "RunOutcome", "SnapshotMessage", "SubagentOutcome"}

_HELP: dict[str, Any] = {"terminal_width": 80, **app.context_settings}


def _resolve(
    sphinx: Sphinx, env: BuildEnvironment, node: pending_xref, shown: Element
) -> Element | None:
    """Return a link to what a name stands for, or the name alone if it is not of this package."""
    if node.get("refdomain") != "py":
        return None
    target: str = node["reftarget"]
    domain: Any = env.get_domain("py")
    short = target.rpartition(".")[2]
    found = {
        name: entry
        for name, entry in domain.objects.items()
        if name.rpartition(".")[2] == short and name.startswith(_roots(node))
    }
    exact = [name for name in found if name == target or name.endswith(f".{target}")]
    if len(exact) == 1:
        entry = found[exact[0]]
        return make_refnode(
            sphinx.builder, node["refdoc"], entry.docname, entry.node_id, shown, exact[0]
        )
    known = short in _TYPES or hasattr(builtins, short) or target.startswith(_ELSEWHERE)
    # In prose, `name` may also be an argument, an attribute or a value.
    return shown if known or node["reftype"] == "obj" else None


def _keep_sentences(
    sphinx: Sphinx, what: str, name: str, obj: object, options: object, lines: list[str]
) -> None:
    """Let no sentence with a colon be read as "type: description", where Google style has that."""
    for before, line in zip([what, *lines], range(len(lines))):
        if before in ("property", "attribute", "Returns:"):
            lines[line] = lines[line].replace(": ", " \N{EN DASH} ", 1)


def _name_defaults(
    sphinx: Sphinx,
    what: str,
    name: str,
    obj: object,
    options: object,
    signature: str | None,
    returned: str | None,
) -> tuple[str | None, str | None]:
    """Write defaults that have no short `repr` as a reader would."""
    if signature is not None:
        signature = re.sub(r"<sketricgen_api\.types\.Unset object[^>]*>", "UNSET", signature)
        signature = re.sub(r"<[^<>]*>|\{'.*\}", "...", signature)
    return signature, returned


def _roots(node: pending_xref) -> tuple[str, ...]:
    """Return where to look for a name: the local server's agents are not those of the answers."""
    module = node.get("py:module") or ""
    if module == "sketricgen.emulator":
        return (module, *(f"sketricgen.{name}" for name in sketricgen.__all__))
    return ("sketricgen",)


class Classes(SphinxDirective):
    """All classes that a module exports and whose names end in a given word, with their fields."""

    has_content = True
    required_arguments = 1
    optional_arguments = 1  # the ending

    def run(self) -> list[Node]:
        """Document each as `autoclass` does."""
        module, *endings = self.arguments
        lines: list[str] = []
        for name in sorted(dir(import_module(module))):
            kind = getattr(import_module(module), name)
            if not isinstance(kind, type) or not name.endswith(tuple(endings or [""])):
                continue
            if kind.__module__.startswith("sketricgen") and not name.startswith("_"):
                place = "sketricgen" if name in sketricgen.__all__ else module
                if f"{place}.{name}" in self.env.get_domain("py").objects:  # on the page already
                    continue
                lines += [f".. autoclass:: {place}.{name}", "   :inherited-members: object"]
                lines += [f"   {option}" for option in self.content]
                lines.append("")
        return self.parse_text_to_nodes("\n".join(lines))


class Commands(SphinxDirective):
    """What each command of `sketricgen` says of itself, as `--help` does."""

    def run(self) -> list[Node]:
        """Begin with the command itself."""
        return list(_helps(click.Context(app, info_name="sketricgen", **_HELP)))


def _helps(context: click.Context) -> Iterator[nodes.section]:
    command, path = context.command, context.command_path
    help_text = command.get_help(context)
    yield nodes.section(
        "",
        nodes.title(text=path),
        nodes.literal_block(help_text, help_text, language="text"),
        ids=[nodes.make_id(f"command-{path}")],
    )
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            child = command.get_command(context, name)
            if child is not None:
                yield from _helps(click.Context(child, context, name, **_HELP))


def setup(sphinx: Sphinx) -> dict[str, Any]:
    """Connect to Sphinx."""
    sphinx.add_directive("classes", Classes)
    sphinx.add_directive("commands", Commands)
    sphinx.connect("autodoc-process-docstring", _keep_sentences, priority=400)  # before napoleon
    sphinx.connect("autodoc-process-signature", _name_defaults)
    sphinx.connect("missing-reference", _resolve)
    return {"parallel_read_safe": True}
