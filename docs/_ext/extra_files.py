"""What the site holds beside its pages: the HTTP API's reference, and `llms.txt`."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml
from docutils import nodes
from sphinx.builders.text import TextBuilder

if TYPE_CHECKING:
    from sphinx.application import Sphinx

ROOT = Path(__file__).resolve().parents[2]
# One file of JavaScript, which `tools/docs.py` gets once.
VIEWER = Path(os.environ.get("DOCS_VIEWER", ROOT / ".docs" / "viewer" / "standalone.js"))
ABOUT = "The Python SDK of SketricGen: run AI agents, stream their answers as typed events."
API_PAGE = Path(__file__).resolve().with_name("http_api.html")


def _write_api(out: Path) -> None:
    """Write the HTTP API's reference. The document is in the page, so no server is needed."""
    folder = out / "http-api"
    folder.mkdir(exist_ok=True)
    source = ROOT / "openapi.yaml"
    document = yaml.safe_load(source.read_text(encoding="utf-8"))
    # "</script>" would end the script that the document stands in.
    content = json.dumps(document, default=str).replace("</", "<\\/")
    page = API_PAGE.read_text(encoding="utf-8").replace("{{ document }}", content)
    (folder / "index.html").write_text(page, encoding="utf-8")
    shutil.copy(source, folder)
    shutil.copy(VIEWER, folder / "viewer.js")


def _summary(doctree: nodes.document) -> str:
    """Return the first sentence of a page."""
    for paragraph in doctree.findall(nodes.paragraph):
        if not isinstance(paragraph.parent, nodes.section):  # in a table
            continue
        return paragraph.astext().replace("\n", " ").partition(". ")[0].rstrip(".:")
    return ""


def _write_llms(app: Sphinx, out: Path) -> None:
    """Write `llms.txt` (a list of the pages) and `llms-full.txt` (their text), for programs."""
    env = app.env
    names: list[str] = []
    todo = [env.config.root_doc]
    while todo:
        name = todo.pop()
        if name not in names:
            names.append(name)
            todo += reversed(env.toctree_includes.get(name, []))
    # The pages as they are shown, since the reference is made of docstrings.
    text = TextBuilder(app, env)
    text.prepare_writing(set(names))
    lines = [f"# {app.config.project}", "", f"> {ABOUT}", "", "## Pages", ""]
    whole: list[str] = []
    for name in names:
        title = env.titles[name].astext()
        lines.append(f"- [{title}]({name}.txt): {_summary(env.get_doctree(name))}")
        text.write_doc(name, env.get_and_resolve_doctree(name, text))
        whole.append((out / f"{name}.txt").read_text(encoding="utf-8"))
    lines += ["", "## Optional", ""]
    lines.append("- [The HTTP API](http-api/openapi.yaml): every operation, as OpenAPI 3.1")
    lines.append("- [All pages in one file](llms-full.txt)")
    (out / "llms.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (out / "llms-full.txt").write_text("\n\n".join(whole), encoding="utf-8")


def _finish(app: Sphinx, failed: Exception | None) -> None:
    if failed is None and app.builder.format == "html":
        _write_api(Path(app.outdir))
        _write_llms(app, Path(app.outdir))


def setup(app: Sphinx) -> dict[str, Any]:
    """Connect to Sphinx."""
    app.connect("build-finished", _finish)
    return {"parallel_read_safe": True}
