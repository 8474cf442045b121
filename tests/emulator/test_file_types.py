"""Every type of file in the document can be uploaded, by the extension of its name."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

import pytest
from sketricgen.emulator.file_types import ALLOWED_TYPES, EXTENSIONS
from sketricgen_api.models import AttachmentContentType

if TYPE_CHECKING:
    from tests.emulator.caller import Caller


@pytest.mark.parametrize("content_type", ALLOWED_TYPES)
def test_a_file_of_each_type_is_taken(caller: Caller, content_type: str) -> None:
    extension = next(name for name, found in EXTENSIONS.items() if found == content_type)
    assert caller.begin(f"file{extension}")["content_type"] == content_type
    assert caller.begin(f"FILE{extension.upper()}")["content_type"] == content_type


def test_the_types_are_those_of_the_document() -> None:
    assert set(ALLOWED_TYPES) <= set(get_args(AttachmentContentType))


def test_echo_reads_a_text(caller: Caller) -> None:
    file = caller.upload("prices.csv", b"a,1\nb,2\n")
    answer = caller.post({"agent_id": "echo", "assets": [file["file_id"]]}).json()
    assert answer["response"].endswith("File 1: prices.csv (text/csv, 8 bytes): 2 lines")
