"""A name that is an extension has its type, and a pattern takes types and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from sketricgen import SketricGenClient, SketricGenContentTypeError

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import ClientFactory
    from tests.support import FaultServer
    from tests.support.halves import Half


@pytest.mark.parametrize("name", [".env", ".gitignore", ".dockerignore", ".ENV", "..env", ".x.py"])
def test_a_name_may_be_an_extension(
    half: Half, emulator_client: SketricGenClient, tmp_path: Path, name: str
) -> None:
    path = tmp_path / name
    path.write_text("x", encoding="utf-8")
    uploaded = half.upload(emulator_client, "echo", path)
    kind = "text/x-python" if name.endswith(".py") else "text/plain"
    assert (uploaded.file_name, uploaded.content_type) == (name, kind)


@pytest.mark.parametrize("name", [".bashrc", "Makefile", "gitignore", "a."])
def test_other_names_say_no_type(half: Half, emulator_client: SketricGenClient, name: str) -> None:
    with pytest.raises(SketricGenContentTypeError, match="which its name does not say"):
        half.upload(emulator_client, "echo", b"x", file_name=name)


@pytest.mark.parametrize(
    "kind", ["image", "image/", "image/*", "image/png; a=b", "image/x\r\nEvil: y", "image/p ng"]
)
def test_what_is_no_type_matches_no_pattern(
    half: Half, make_client: ClientFactory, server: FaultServer, kind: Any
) -> None:
    client = make_client(server.url, allowed_content_types=["image/*"])
    with pytest.raises(SketricGenContentTypeError, match="must be of a type that is accepted, got"):
        half.upload(client, "agent-1", b"x", file_name="a.png", content_type=kind)
    assert server.requests == []
