"""A change of the document is breaking where a program that worked may fail."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from openapi_spec_validator.readers import read_from_filename

from tools.document_changes import compare

if TYPE_CHECKING:
    from pathlib import Path

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


def parsed(path: Path, text: str) -> Any:
    path.write_text(text, encoding="utf-8")
    return read_from_filename(str(path))[0]


@pytest.mark.parametrize(
    ("edited", "said"), DOCUMENT_CHANGES.items(), ids=lambda each: str(each)[:40]
)
def test_a_change_of_the_document_is_judged(
    edited: tuple[str, str], said: str | None, tmp_path: Path
) -> None:
    assert edited[0] in DOCUMENT
    old = parsed(tmp_path / "old.yaml", DOCUMENT)
    new = parsed(tmp_path / "new.yaml", DOCUMENT.replace(*edited))
    breaking = [change.text for change in compare(old, new) if change.breaking]
    assert [said in text for text in breaking] == [True] if said else breaking == []
