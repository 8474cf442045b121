from __future__ import annotations

import ast
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[2]
OVERLAY = ROOT / "overlay"
GENERATED = ROOT / "generated"
ROOMS = {
    "_http",
    "_models.py",
    "_operations",
    "_streaming",
    "_uploads",
    "client",
    "config",
    "errors",
    "events.py",
    "results",
}
# What the emulator shares with the client is the API's document, and nothing else.
OPEN_TO_THE_EMULATOR = ("sketricgen.emulator", "sketricgen_api.models")


@dataclass(frozen=True)
class Import:
    """One imported name, absolute, e.g. ``sketricgen_api.api.uploads.init_upload``."""

    name: str
    for_types_only: bool

    def is_of(self, package: str) -> bool:
        return self.name == package or self.name.startswith(f"{package}.")


def imports_of(path: Path, root: Path) -> list[Import]:
    """Return what a file imports, at its top or inside a function; ``root`` is on the path."""
    package = path.relative_to(root).parent.parts
    return list(_imports(ast.parse(path.read_bytes()), package, for_types_only=False))


def _imports(node: ast.AST, package: tuple[str, ...], *, for_types_only: bool) -> Iterator[Import]:
    if isinstance(node, ast.Import):
        for alias in node.names:
            yield Import(alias.name, for_types_only)
    elif isinstance(node, ast.ImportFrom):
        above = package[: len(package) - node.level + 1] if node.level else ()
        origin = ".".join([*above, *([node.module] if node.module else [])])
        for alias in node.names:
            yield Import(f"{origin}.{alias.name}", for_types_only)
    elif isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
        for guarded in node.body:
            yield from _imports(guarded, package, for_types_only=True)
        for other in node.orelse:
            yield from _imports(other, package, for_types_only=for_types_only)
    else:
        for child in ast.iter_child_nodes(node):
            yield from _imports(child, package, for_types_only=for_types_only)


def python_files(folder: Path) -> list[Path]:
    files = sorted(folder.rglob("*.py"))
    assert files, f"there is no Python in {folder}"
    return files


def imported(folder: Path, root: Path) -> dict[str, list[Import]]:
    """Return the imports of every file in a folder by its path."""
    return {
        path.relative_to(folder).as_posix(): imports_of(path, root) for path in python_files(folder)
    }


def test_exactly_one_module_imports_generated_endpoints() -> None:
    importers = [
        path
        for path, imports in imported(OVERLAY / "sketricgen", OVERLAY).items()
        if any(found.is_of("sketricgen_api.api") for found in imports)
    ]
    assert importers == ["_operations/endpoints.py"]


def test_generated_code_imports_nothing_of_ours() -> None:
    for path, imports in imported(GENERATED / "sketricgen_api", GENERATED).items():
        assert not [found for found in imports if found.is_of("sketricgen")], path


def test_the_emulator_imports_nothing_of_the_client() -> None:
    for path, imports in imported(OVERLAY / "sketricgen" / "emulator", OVERLAY).items():
        ours = [i for i in imports if i.is_of("sketricgen") or i.is_of("sketricgen_api")]
        inner = [i.name for i in ours if not any(map(i.is_of, OPEN_TO_THE_EMULATOR))]
        assert inner == [], path


def test_the_client_does_not_import_the_emulator() -> None:
    for path, imports in imported(OVERLAY / "sketricgen", OVERLAY).items():
        if not path.startswith(("cli/emulator.py", "emulator/", "testing/")):
            assert not [i for i in imports if i.is_of("sketricgen.emulator")], path


def test_the_checks_for_tests_import_public_modules_alone() -> None:
    allowed = (
        "sketricgen.config",
        "sketricgen.emulator",
        "sketricgen.errors",
        "sketricgen.events",
        "sketricgen_api.types",
        "sketricgen._http.connections.Connections",  # every request goes through it
    )
    for path, imports in imported(OVERLAY / "sketricgen" / "testing", OVERLAY).items():
        ours = [i for i in imports if i.is_of("sketricgen") or i.is_of("sketricgen_api")]
        inner = [i.name for i in ours if not any(map(i.is_of, (*allowed, "sketricgen.testing")))]
        assert inner == [], path


def test_what_serves_browsers_imports_public_modules_alone() -> None:
    for path, imports in imported(OVERLAY / "sketricgen" / "agui", OVERLAY).items():
        names = [i.name for i in imports if i.is_of("sketricgen") or i.is_of("sketricgen_api")]
        inner = [name for name in names if any(part[0] == "_" for part in name.split("."))]
        assert inner == [], path
        assert not [name for name in names if name.startswith("sketricgen.client")], path


def test_only_one_room_imports_httpx_at_run_time() -> None:
    importers = {
        path.partition("/")[0]
        for path, imports in imported(OVERLAY / "sketricgen", OVERLAY).items()
        for found in imports
        if (found.is_of("httpx") or found.is_of("httpcore")) and not found.for_types_only
    }
    assert importers == {"_http"}


def test_the_rooms_are_these_and_each_says_what_lives_there() -> None:
    entries = {path.name for path in (OVERLAY / "sketricgen").iterdir() if path.suffix != ".pyc"}
    of_03 = {"admin", "exceptions.py", "models"}  # they keep the names that 0.3 had
    extras = {"agui", "cli", "emulator", "testing", *of_03}
    furniture = {"__init__.py", "__pycache__", "_version.py", "py.typed"}
    assert entries - extras - furniture == ROOMS
    for room in entries:
        face = OVERLAY / "sketricgen" / room / "__init__.py"
        if face.exists():
            said = ast.get_docstring(ast.parse(face.read_bytes()))
            assert said, room
            assert len(said.splitlines()) <= 6, room


def test_imports_go_one_way_without_a_circle() -> None:
    pytest.importorskip("importlinter", reason="it needs Python 3.10 or newer")
    done = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(
    ("line", "name", "for_types_only"),
    [
        ("import a.b as c", "a.b", False),
        ("from a import b", "a.b", False),
        ("from . import b", "top.inner.b", False),
        ("from .a import b", "top.inner.a.b", False),
        ("from ..a import b", "top.a.b", False),
        ("def f():\n    import a", "a", False),
        ("try:\n    import a\nexcept ImportError:\n    pass", "a", False),
        ("if TYPE_CHECKING:\n    import a", "a", True),
        ("if TYPE_CHECKING:\n    pass\nelse:\n    import a", "a", False),
    ],
)
def test_every_form_of_import_is_seen(
    tmp_path: Path, line: str, name: str, for_types_only: bool
) -> None:
    path = tmp_path / "top" / "inner" / "module.py"
    path.parent.mkdir(parents=True)
    path.write_text(line, encoding="utf-8")
    assert imports_of(path, tmp_path) == [Import(name, for_types_only)]
