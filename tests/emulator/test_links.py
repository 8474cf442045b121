from __future__ import annotations

from typing import TYPE_CHECKING

import httpx
import pytest
from sketricgen.emulator import Emulator

from tests.emulator.caller import Caller, form_parts, storage_refusal

if TYPE_CHECKING:
    from pathlib import Path


def test_a_link_cannot_be_made_up(caller: Caller) -> None:
    url = httpx.URL(caller.upload("a.pdf", b"x")["url"])
    for name in ("Signature", "Expires"):
        forged = url.copy_set_param(name, "4000000000")
        assert storage_refusal(caller.client.get(forged)) == (403, "SignatureDoesNotMatch")
    bare = url.copy_with(query=None)
    assert storage_refusal(caller.client.get(bare)) == (403, "SignatureDoesNotMatch")


def test_a_link_expires(caller: Caller) -> None:
    with Emulator(link_lifetime=0) as hasty:
        url = Caller(caller.client, hasty).upload("a.pdf", b"x")["url"]
        response = caller.client.get(url)
        assert storage_refusal(response) == (403, "AccessDenied")
        assert "expired" in response.text


@pytest.mark.parametrize(
    ("method", "path", "refusal"),
    [
        ("PUT", "", (405, "MethodNotAllowed")),
        ("GET", "-other/key", (404, "NoSuchKey")),
    ],
)
def test_storage_answers_other_requests_in_xml(
    caller: Caller, method: str, path: str, refusal: tuple[int, str]
) -> None:
    url = caller.begin()["upload"]["url"] + path
    assert storage_refusal(caller.client.request(method, url)) == refusal


def test_a_refused_upload_leaves_nothing_on_disk(
    caller: Caller, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    with Emulator(max_file_bytes=10) as local:
        mine = Caller(caller.client, local)
        begun = mine.begin()
        assert mine.send(begun, form_parts(begun, b"x" * 11)).status_code == 400
        (folder,) = tmp_path.iterdir()
        assert list(folder.iterdir()) == []
        assert mine.send(begun, form_parts(begun, b"x" * 10)).status_code == 204
        assert [path.name for path in folder.iterdir()] == [begun["file_id"]]
    assert list(tmp_path.iterdir()) == []
