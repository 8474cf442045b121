"""`make changes` names what changed for a user, and fails where the changelog does not."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tools.changes import report, surface_of, unreleased
from tools.document_changes import Change
from tools.document_changes import compare as compare_documents
from tools.surface_changes import compare as compare_surfaces

TOOL = Path(__file__).resolve().parents[2] / "tools" / "changes.py"
DOCUMENT = """\
openapi: 3.1.0
paths:
  /pets/{id}:
    get:
      operationId: get_pet
      parameters:
        - {name: id, in: path, required: true, schema: {type: string}}
        - {name: size, in: query, schema: {type: integer}}
      responses:
        "200": {content: {application/json: {schema: {$ref: "#/components/schemas/Pet"}}}}
  /pets:
    post:
      operationId: add_pet
      requestBody: {content: {application/json: {schema: {$ref: "#/components/schemas/NewPet"}}}}
      responses: {"201": {description: Added.}}
components:
  schemas:
    Pet:
      type: object
      required: [name]
      properties:
        name: {type: string}
        age: {type: [integer, "null"]}
        friends: {type: array, items: {$ref: "#/components/schemas/Pet"}}
    NewPet:
      type: object
      required: [kind]
      properties:
        kind: {type: string, enum: [cat, dog]}
        name: {type: string, maxLength: 9}
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
        "NewPet.tag was removed (not in CHANGELOG.md)",
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


DOCUMENT_CHANGES: dict[tuple[str, str], str | None] = {
    ("operationId: get_pet", "operationId: read_pet"): "its name changed from get_pet to read_pet",
    ("name: size, in: query", "name: size, required: true, in: query"): "size is now required",
    ("{type: integer}}", "{type: number}}"): "size was query integer, and is query number",
    (
        "        - {name: size",
        "        - {name: other, in: query, schema: {}}\n        - {name: size",
    ): None,
    (
        'schemas/NewPet"}}}}\n',
        'schemas/Pet"}}}}\n',
    ): "its body was application/json: NewPet, and is",
    ('"201": {description: Added.}', '"202": {description: Added.}'): "its answer 201 was nothing",
    ("      required: [name]\n", ""): "Pet.name may now be absent",
    (
        "        name: {type: string}\n",
        '        name: {type: [string, "null"]}\n',
    ): "name may now be null",
    ('age: {type: [integer, "null"]}', "age: {type: integer}"): None,
    ("      required: [kind]", "      required: [kind, tag]"): "NewPet.tag is now required",
    ("enum: [cat, dog]", "enum: [cat, cow]"): "NewPet.kind no longer takes dog",
    ("enum: [cat, dog]", "enum: [cat, dog, cow]"): None,
    ("maxLength: 9", "maxLength: 8"): "NewPet.name: maxLength is now 8",
    ("maxLength: 9", "maxLength: 10"): None,
    ("tag: {type: string}", "tag: {type: string, minLength: 1}"): "NewPet.tag: minLength is now 1",
    ("type: array, items", "type: string, items"): "Pet.friends was array of Pet, and is string",
    ("    NewPet:\n      type", "    Newer:\n      type"): "NewPet was removed",
}


def parsed(text: str) -> Any:
    from openapi_spec_validator.readers import read_from_filename  # the YAML that tools read

    return read_from_filename(text)[0]


@pytest.mark.parametrize(
    ("edited", "said"), DOCUMENT_CHANGES.items(), ids=lambda each: str(each)[:40]
)
def test_a_change_of_the_document_is_judged(
    edited: tuple[str, str], said: str | None, tmp_path: Path
) -> None:
    old, new = tmp_path / "old.yaml", tmp_path / "new.yaml"
    assert edited[0] in DOCUMENT
    old.write_text(DOCUMENT, encoding="utf-8")
    new.write_text(DOCUMENT.replace(*edited), encoding="utf-8")
    breaking = [
        change.text
        for change in compare_documents(parsed(str(old)), parsed(str(new)))
        if change.breaking
    ]
    assert [said in text for text in breaking] == [True] if said else breaking == []
