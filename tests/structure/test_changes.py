"""`make changes` names what changed for a user, and fails where the changelog does not."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest

from tools.changes import report, surface_of, unreleased
from tools.document_changes import Change
from tools.surface_changes import compare as compare_surfaces

TOOL = Path(__file__).resolve().parents[2] / "tools" / "changes.py"
DOCUMENT = """\
openapi: 3.1.0
paths:
  /pets:
    post:
      operationId: add_pet
      responses: {"201": {description: Added.}}
components:
  schemas:
    Pet:
      type: object
      properties:
        age: {type: integer}
        tag: {type: string}
"""
PACKAGE = """\
from sketricgen.zoo import *
from sketricgen.zoo import Cat, feed
__all__ = ["Cat", "feed"]
"""
ZOO = """\
__all__ = ["Cat", "feed", "Zoo"]

class Animal: pass

class Cat(Animal):
    name: str
    def purr(self, loud=False, *, long=1): pass
    def sleep(self): pass

class Zoo:
    def __init__(self, place, size=1): pass

def feed(animal, food, *, twice=False): pass
"""
CHANGELOG = (
    "# Changelog\n\n## [2.0] - Unreleased\n\n{}\n\n## [1.0] - 2030-01-01\n\n- `purr`, `Cat`\n"
)


def git(root: Path, *arguments: str) -> None:
    who = ["-c", "user.name=Ann", "-c", "user.email=ann@example.com", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", "-C", str(root), *who, *arguments], check=True, capture_output=True)


def write(root: Path, zoo: str = ZOO) -> Path:
    files = {
        "openapi.yaml": DOCUMENT,
        "overlay/sketricgen/__init__.py": PACKAGE,
        "overlay/sketricgen/zoo.py": zoo,
        "generated/README.md": "",
        "CHANGELOG.md": CHANGELOG.format(""),
    }
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    write(tmp_path)
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-q", "-m", "One")
    return tmp_path


@pytest.fixture(scope="module")
def old_surface(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    return surface_of(write(tmp_path_factory.mktemp("old")))


def edit(root: Path, name: str, old: str, new: str) -> None:
    path = root / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def run(root: Path, *arguments: str) -> tuple[int, list[str], str]:
    done = subprocess.run(
        [sys.executable, str(TOOL), "--root", str(root), *arguments],
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, [line.strip() for line in done.stdout.splitlines()], done.stderr


def test_without_a_tag_there_is_nothing_to_compare_with(repository: Path) -> None:
    assert run(repository) == (0, ["There is no tag yet to compare with."], "")


def test_a_ref_that_does_not_exist_is_an_error(repository: Path) -> None:
    code, lines, errors = run(repository, "v9")
    assert (code, lines) == (1, [])
    assert "v9" in errors


def test_nothing_has_changed(repository: Path) -> None:
    git(repository, "tag", "v1.0")
    assert run(repository) == (0, ["Nothing has changed for a user since v1.0."], "")


def test_changes_are_named_with_the_breaking_ones_first(repository: Path) -> None:
    git(repository, "tag", "v1.0")
    edit(repository, "openapi.yaml", "/pets:\n    post:", "/animals:\n    post:")
    edit(repository, "openapi.yaml", "        tag: {type: string}\n", "")
    edit(repository, "openapi.yaml", "        age:", "        weight: {type: number}\n        age:")
    edit(repository, "overlay/sketricgen/zoo.py", "loud=False, ", "")
    edit(repository, "overlay/sketricgen/zoo.py", "class Zoo:", "class Park: pass\n\nclass Zoo:")
    edit(repository, "overlay/sketricgen/zoo.py", '"Zoo"]', '"Zoo", "Park"]')
    code, lines, errors = run(repository)
    assert (code, errors) == (1, "")
    assert lines == [
        "Breaking since v1.0:",
        "add_pet (POST /pets) was removed (not in CHANGELOG.md)",
        "Pet.tag was removed (not in CHANGELOG.md)",
        "sketricgen.Cat.purr: the parameter loud was removed (not in CHANGELOG.md)",
        "New since v1.0:",
        "add_pet (POST /animals)",
        "Pet.weight",
        "sketricgen.zoo.Park",
        "The unreleased section of CHANGELOG.md does not name: add_pet, loud, tag.",
    ]


def test_what_the_changelog_names_does_not_fail(repository: Path) -> None:
    edit(repository, "overlay/sketricgen/zoo.py", "    def sleep(self): pass\n", "")
    changelog = CHANGELOG.format("- `Cat.sleep` is gone.")
    (repository / "CHANGELOG.md").write_text(changelog, encoding="utf-8")
    removed = "sketricgen.Cat.sleep was removed"
    assert run(repository, "HEAD") == (0, ["Breaking since HEAD:", removed], "")


def test_a_name_counts_only_as_a_word_and_in_the_unreleased_section() -> None:
    section = unreleased(CHANGELOG.format("- `sleeping` and `a_sleep`."))
    assert "sleeping" in section
    assert "purr" not in section
    for name in ("sleep", "purr"):
        lines, code = report("v1.0", [Change(True, name, f"{name} was removed")], section)
        assert (len(lines), code) == (3, 1)
    assert report("v1.0", [Change(False, "purr", "purr")], "")[1] == 0
    assert unreleased("# Changelog\n\n## [1.0] - 2030-01-01\n") == ""


SURFACE_CHANGES = {
    ("class Cat(Animal):", "class Cat:"): "sketricgen.Cat is no longer a Animal",
    ("feed(animal, food,", "feed(food, animal,"): "sketricgen.feed: the parameter animal is now in "
    "another place",
    ("food, *, twice", "*, food, twice"): "the parameter food is now keyword only",
    ("place, size=1", "place, size"): "sketricgen.zoo.Zoo: the parameter size is now required",
    ("place, size=1", "place, kind, size=1"): "the parameter kind is new and required",
    ("twice=False", "twice=True"): "the parameter twice has the default True, and had False",
    ("    name: str\n", ""): "sketricgen.Cat.name was removed",
    ("    def sleep(self): pass", "    sleep: int = 1"): "Cat.sleep was a function, and is a attr",
    ('"feed", "Zoo"]', '"feed"]'): "sketricgen.zoo.Zoo was removed",
}


@pytest.mark.parametrize(
    ("edited", "said"), SURFACE_CHANGES.items(), ids=lambda each: str(each)[:30]
)
def test_a_change_of_what_can_be_imported_is_named_once(
    edited: tuple[str, str], said: str, old_surface: dict[str, Any], tmp_path: Path
) -> None:
    assert edited[0] in ZOO
    found = compare_surfaces(old_surface, surface_of(write(tmp_path, ZOO.replace(*edited))))
    breaking = [change.text for change in found if change.breaking]
    assert sum(said in text for text in breaking) == 1, breaking


def test_what_a_module_offers_is_what_type_checkers_let_a_user_import(tmp_path: Path) -> None:
    write(tmp_path)
    modules = {
        "shop": """
            from typing import TYPE_CHECKING, TypeVar
            from .zoo import *
            from ._own import Hidden
            from ._own import Shown as Shown
            if TYPE_CHECKING:
                from ._own import Checked
                from ._late import *
            T = TypeVar("T")
            MOST = 3
            def sell(): pass
            def _sell(): pass
            def __getattr__(name):
                from ._late import Late
                if name == "Late":
                    return Late
                raise AttributeError(name)
        """,
        "_own": "class Hidden: pass\nclass Shown: pass\nclass Checked: pass",
        "_late": "__all__ = ['Late']\nclass Late: pass\nclass Later: pass",
    }
    for name, source in modules.items():
        path = tmp_path / "overlay" / "sketricgen" / f"{name}.py"
        path.write_text(dedent(source), encoding="utf-8")
    found = [path for path in surface_of(tmp_path) if path.startswith("sketricgen.shop.")]
    names = {path.split(".")[2] for path in found}
    assert names == {"Cat", "feed", "Zoo", "Shown", "Late", "MOST", "sell"}


def test_the_arguments_of_a_blocking_twin_are_seen() -> None:
    surface = surface_of(TOOL.parents[1])
    twin = surface["sketricgen.SketricGenClient.run_workflow_sync"]
    assert "stream" in [name for name, _, _ in twin["parameters"]]
    assert {"sketricgen.results.Teamspace.slug", "sketricgen.events.EventPayload"} <= surface.keys()
    assert "sketricgen.client.SketricGenClient" in surface
    assert "sketricgen.client.TYPE_CHECKING" not in surface
