"""The types of files that may be attached: all of the API's, or those that the caller names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, get_args

import pytest
from sketricgen import SketricGenClient, SketricGenContentTypeError
from sketricgen._uploads.file_types import EXTENSIONS
from sketricgen_api.models import AttachmentContentType

from tests.contract.forms import parts_of
from tests.contract.service import COMPLETE, FORM, INIT, completed, form
from tests.support import FaultServer, Reply

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import ClientFactory
    from tests.support.halves import Half

MORE = {
    "table.csv": "text/csv",
    "Table.XLSX": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "notes.md": "text/markdown",
    "a.b.ts": "application/typescript",
    "main.c": "text/x-c",
    "main.hpp": "text/x-c++",
    "run.bash": "application/x-sh",
    "app.vue": "text/plain",
    "prod.env": "text/plain",
}


@pytest.fixture(autouse=True)
def storing(server: FaultServer) -> None:
    answer = form(server.url + FORM, fields={"key": "k"})
    del answer["content_type"]
    server.on("POST", INIT, Reply(json=answer))
    server.on("POST", FORM, Reply(204))
    server.on("POST", COMPLETE, Reply(json=completed()))


def stated(server: FaultServer) -> str | None:
    return parts_of(server.requests[1])[-1].content_type


@pytest.mark.parametrize("name", MORE)
def test_all_that_the_api_takes_may_be_attached(
    half: Half, client: SketricGenClient, server: FaultServer, tmp_path: Path, name: str
) -> None:
    path = tmp_path / name
    path.write_text("x", encoding="utf-8")
    half.upload(client, "agent-1", path)
    assert stated(server) == MORE[name]


@pytest.mark.parametrize("kind", ["text/x-sql", "application/csv", "application/pdf"])
def test_a_type_that_no_name_stands_for_can_be_stated(
    half: Half, client: SketricGenClient, server: FaultServer, kind: str
) -> None:
    half.upload(client, "agent-1", b"x", file_name="a.x", content_type=kind)
    assert stated(server) == kind


@pytest.mark.parametrize(("name", "kind"), [("a.png", "image/png"), ("a.BMP", "image/bmp")])
def test_a_pattern_allows_a_whole_kind(
    half: Half, make_client: ClientFactory, server: FaultServer, name: str, kind: str
) -> None:
    client = make_client(server.url, allowed_content_types=["text/csv", "Image/*"])
    half.upload(client, "agent-1", b"x", file_name=name)
    assert stated(server) == kind


@pytest.mark.parametrize(
    ("given", "name"), [(None, "a.exe"), (["image/*"], "a.pdf"), (["image/*"], "a.nothing")]
)
def test_other_types_are_refused_and_nothing_is_sent(
    half: Half, make_client: ClientFactory, server: FaultServer, given: Any, name: str
) -> None:
    client = make_client(server.url, allowed_content_types=given)
    with pytest.raises(SketricGenContentTypeError, match="pass allowed_content_types"):
        half.upload(client, "agent-1", b"x", file_name=name)
    assert (server.connections, server.requests) == (0, [])


def test_each_extension_stands_for_a_type_of_the_document() -> None:
    assert set(EXTENSIONS.values()) <= set(get_args(AttachmentContentType))
    assert all(re.fullmatch(r"\.[a-z0-9]+", extension) for extension in EXTENSIONS)
