from __future__ import annotations

import io
import os
from pathlib import Path
from typing import Any, get_args

import pytest
from sketricgen import (
    SketricGenConfig,
    SketricGenContentTypeError,
    SketricGenFileNotFoundError,
    SketricGenFileSizeError,
    SketricGenValidationError,
)
from sketricgen._operations.validation import accepted_files
from sketricgen_api.models import AttachmentContentType

MAX_BYTES = 20 * 1024 * 1024
ON_THE_PAGE = ("image/jpeg", "image/png", "image/webp", "image/gif", "application/pdf")
ACCEPT = accepted_files(SketricGenConfig("sk-1"))
CONTENT = b"%PDF-1.4 content"


class NamesItselfInBytes:
    def __fspath__(self) -> bytes:
        return b"report.pdf"


def sparse(path: Path, size: int) -> Path:
    with path.open("wb") as file:
        file.truncate(size)
    return path


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "report.pdf"
    path.write_bytes(CONTENT)
    return path


def test_the_documented_limits_are_in_force() -> None:
    assert sorted(ACCEPT.content_types) == sorted(get_args(AttachmentContentType))
    assert ACCEPT.content_types[:5] == ON_THE_PAGE
    assert ACCEPT.max_bytes == MAX_BYTES


@pytest.mark.parametrize("kind", [str, Path])
def test_a_path_becomes_an_attachment(report: Path, kind: type[Any]) -> None:
    attachment = ACCEPT.attachment(kind(report))
    assert (attachment.file_name, attachment.content_type) == ("report.pdf", "application/pdf")
    assert attachment.size == len(CONTENT)
    with attachment.open() as file:
        assert file.read() == CONTENT


@pytest.mark.parametrize("size", [1, MAX_BYTES])
def test_a_file_may_have_1_to_20_megabytes(tmp_path: Path, size: int) -> None:
    assert ACCEPT.attachment(sparse(tmp_path / "a.png", size)).size == size


@pytest.mark.parametrize(
    ("size", "said"),
    [
        (0, "must not be empty"),
        (MAX_BYTES + 1, "must have at most 20,971,520 bytes, got 20,971,521"),
    ],
)
def test_an_empty_or_too_large_file_is_refused(tmp_path: Path, size: int, said: str) -> None:
    with pytest.raises(SketricGenFileSizeError, match=f"'a.png' .*{said}") as caught:
        ACCEPT.attachment(sparse(tmp_path / "a.png", size))
    assert (caught.value.file_size, caught.value.max_size) == (size, MAX_BYTES)


@pytest.mark.parametrize("content", [b"", b"x" * (MAX_BYTES + 1)], ids=["empty", "too large"])
@pytest.mark.parametrize("wrap", [bytes, bytearray, io.BytesIO])
def test_the_size_counts_for_bytes_and_open_files_too(content: bytes, wrap: type[Any]) -> None:
    with pytest.raises(SketricGenFileSizeError) as caught:
        ACCEPT.attachment(wrap(content), "a.png")
    assert caught.value.file_size == len(content)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("a.jpg", "image/jpeg"),
        ("a.JPEG", "image/jpeg"),
        ("a.b.Png", "image/png"),
        ("a.webp", "image/webp"),
        ("a.GIF", "image/gif"),
        ("a.pdf", "application/pdf"),
    ],
)
def test_the_type_is_told_by_the_name_in_any_case(name: str, kind: str) -> None:
    assert ACCEPT.attachment(b"x", name).content_type == kind


@pytest.mark.parametrize(
    ("name", "kind", "said"),
    [
        ("a.mp4", "video/mp4", "got video/mp4"),
        ("a.png.exe", None, ""),
        ("photo", None, "which its name does not say"),
        ("a.nothing-known", None, "which its name does not say"),
    ],
)
def test_a_type_that_is_not_allowed_is_refused(name: str, kind: str | None, said: str) -> None:
    with pytest.raises(SketricGenContentTypeError, match=f"{name}' .*{said}") as caught:
        ACCEPT.attachment(b"x", name)
    assert caught.value.allowed_types == ACCEPT.content_types
    assert f"Expected {', '.join(ON_THE_PAGE)} or 42 others, see allowed" in str(caught.value)
    if said:
        assert caught.value.content_type == kind


def test_the_allow_list_can_be_widened() -> None:
    wider = accepted_files(
        SketricGenConfig("sk-1", allowed_content_types=["text/csv", "Text/X-Own"])
    )
    assert wider.attachment(b"x", "a.csv").content_type == "text/csv"
    assert wider.attachment(b"x", "a.own", "text/x-own").content_type == "text/x-own"
    with pytest.raises(SketricGenContentTypeError, match=r"got image/png\. Expected text/csv"):
        wider.attachment(b"x", "a.png")


@pytest.mark.parametrize("stated", ["image/png", " IMAGE/PNG "])
def test_a_type_that_is_stated_counts_and_the_name_does_not(stated: str) -> None:
    assert ACCEPT.attachment(b"x", "a.exe", stated).content_type == "image/png"
    with pytest.raises(SketricGenContentTypeError, match="text/x-own"):
        ACCEPT.attachment(b"x", "a.png", "text/x-own")


def test_a_stated_type_that_is_no_string_is_refused() -> None:
    stated: Any = 5
    with pytest.raises(SketricGenValidationError):
        ACCEPT.attachment(b"x", "a.png", stated)


def test_a_missing_file_is_named_with_the_folder_it_was_looked_for_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SketricGenFileNotFoundError, match=r"no file 'a\.png'") as caught:
        ACCEPT.attachment("a.png")
    assert caught.value.filename == "a.png"
    assert repr(str(Path.cwd())) in str(caught.value)


def test_a_path_through_a_file_leads_to_no_file(report: Path) -> None:
    with pytest.raises(SketricGenFileNotFoundError):
        ACCEPT.attachment(report / "a.png")


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    folder = tmp_path / "folder.png"
    folder.mkdir()
    with pytest.raises(SketricGenValidationError, match="must be a file, got a folder"):
        ACCEPT.attachment(folder)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_named_pipe_is_refused_without_waiting_for_its_writer(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.png")
    with pytest.raises(
        SketricGenValidationError, match="must be a file, got a device, pipe or socket"
    ):
        ACCEPT.attachment(tmp_path / "pipe.png")


@pytest.mark.parametrize("path", ["\0.png", "a" * 5000 + ".png"], ids=["NUL", "too long"])
def test_a_path_that_the_system_refuses_cannot_be_read(path: str) -> None:
    with pytest.raises(SketricGenValidationError, match="cannot be read"):
        ACCEPT.attachment(path)


def test_a_file_without_permission_to_read_it_is_refused(
    report: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Not by chmod, which does not bind the superuser.
    monkeypatch.setattr("os.access", lambda *_: False)
    with pytest.raises(SketricGenValidationError, match="permission denied"):
        ACCEPT.attachment(report)


def test_a_file_that_vanished_since_is_told_as_missing(report: Path) -> None:
    attachment = ACCEPT.attachment(report)
    report.unlink()
    with pytest.raises(SketricGenFileNotFoundError, match=r"report\.pdf"), attachment.open():
        pass


def test_a_file_that_cannot_be_opened_any_more_is_told_by_its_path(report: Path) -> None:
    attachment = ACCEPT.attachment(report)
    report.unlink()
    report.mkdir()
    with pytest.raises(SketricGenValidationError, match="cannot be read"), attachment.open():
        pass


def test_a_path_object_that_names_itself_in_bytes_is_refused() -> None:
    with pytest.raises(SketricGenValidationError):
        ACCEPT.attachment(NamesItselfInBytes())


@pytest.mark.skipif(os.name == "nt", reason="names are not bytes on this system")
def test_a_name_that_is_not_utf8_can_be_sent_all_the_same(tmp_path: Path) -> None:
    path = os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.png")
    try:
        sparse(Path(path), 1)
    except OSError:
        pytest.skip("this file system takes UTF-8 names only")
    assert ACCEPT.attachment(path).file_name == "caf?.png"
