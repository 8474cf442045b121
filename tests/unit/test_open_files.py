from __future__ import annotations

import io
import mmap
import socket
import tempfile
from contextlib import closing
from typing import TYPE_CHECKING, Any, BinaryIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sketricgen import SketricGenConfig, SketricGenFileSizeError, SketricGenValidationError
from sketricgen._operations.validation import accepted_files
from sketricgen._uploads.attachments import Acceptance, Attachment

if TYPE_CHECKING:
    from pathlib import Path

ACCEPT = accepted_files(SketricGenConfig("sk-1"))
CONTENT = b"%PDF-1.4 content"


class Pipe(io.RawIOBase):
    """A stream that cannot seek and gives a few bytes at a time."""

    def __init__(self, size: int, piece: int = 100_000) -> None:
        self.left = size
        self._piece = piece

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        given = min(len(buffer), self._piece, self.left)
        buffer[:given] = b"x" * given
        self.left -= given
        return given


class OnlyReads:
    """What is passed as a file where `read` is all that is asked of one."""

    def __init__(self, content: bytes) -> None:
        self.read = io.BytesIO(content).read


def content_of(attachment: Attachment) -> bytes:
    with attachment.open() as file:
        return file.read()


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "report.pdf"
    path.write_bytes(CONTENT)
    return path


def test_bytes_need_a_name() -> None:
    with pytest.raises(
        SketricGenValidationError, match=r"^file_name must be .*'report\.pdf', got None"
    ):
        ACCEPT.attachment(CONTENT)
    attachment = ACCEPT.attachment(bytearray(CONTENT), "report.pdf")
    assert content_of(attachment) == CONTENT


def test_an_open_file_is_read_from_where_it_stands_and_left_open(report: Path) -> None:
    with report.open("rb") as file:
        file.seek(9)
        attachment = ACCEPT.attachment(file)
        assert (attachment.file_name, attachment.size, file.tell()) == ("report.pdf", 7, 9)
        assert content_of(attachment) == b"content"
        assert not file.closed


def test_an_open_file_that_stands_behind_its_end_is_empty() -> None:
    file = io.BytesIO(CONTENT)
    file.seek(1000)
    with pytest.raises(SketricGenFileSizeError, match="must not be empty"):
        ACCEPT.attachment(file, "report.pdf")


def test_a_name_that_is_given_replaces_the_files_own(report: Path) -> None:
    with report.open("rb") as file:
        assert ACCEPT.attachment(file, "a.png").file_name == "a.png"
    assert ACCEPT.attachment(report, "a.png").file_name == "a.png"


def test_a_file_that_cannot_seek_is_read_into_memory() -> None:
    attachment = ACCEPT.attachment(Pipe(250_000), "a.png")
    assert attachment.source == b"x" * 250_000
    assert attachment.size == 250_000


def test_of_an_endless_file_no_more_is_read_than_tells_that_it_is_too_large() -> None:
    endless = Pipe(10**12)
    with pytest.raises(SketricGenFileSizeError):
        Acceptance(("image/png",), 1000).attachment(endless, "a.png")
    assert endless.left == 10**12 - 1001


def test_a_socket_can_be_attached() -> None:
    here, there = socket.socketpair()
    with closing(here), closing(there), there.makefile("rb") as file:
        here.sendall(CONTENT)
        here.shutdown(socket.SHUT_WR)
        assert ACCEPT.attachment(file, "a.pdf").source == CONTENT


def test_a_spooled_file_can_be_attached() -> None:
    with tempfile.SpooledTemporaryFile() as file:
        file.write(b"before" + CONTENT)
        file.seek(len(b"before"))
        assert content_of(ACCEPT.attachment(file, "a.pdf")) == CONTENT


def test_a_memory_map_can_be_attached(report: Path) -> None:
    with report.open("rb") as file:
        mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    with closing(mapped):
        assert content_of(ACCEPT.attachment(mapped, "a.pdf")) == CONTENT


def test_an_object_that_only_reads_is_as_good_as_a_file_that_cannot_seek() -> None:
    assert content_of(ACCEPT.attachment(OnlyReads(CONTENT), "a.pdf")) == CONTENT


def test_a_file_that_is_open_as_text_is_refused(report: Path) -> None:
    with report.open() as file, pytest.raises(SketricGenValidationError, match="binary mode"):
        ACCEPT.attachment(file)


def test_a_file_that_is_open_for_writing_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    with path.open("wb") as file, pytest.raises(SketricGenValidationError, match="cannot be read"):
        ACCEPT.attachment(file)


def test_a_closed_file_is_refused(report: Path) -> None:
    file: BinaryIO = report.open("rb")
    file.close()
    with pytest.raises(SketricGenValidationError, match=r"report\.pdf' cannot be read.*closed"):
        ACCEPT.attachment(file)


@pytest.mark.parametrize("file", [None, 5, memoryview(b"x"), [b"x"]])
def test_what_is_no_file_is_refused(file: object) -> None:
    with pytest.raises(SketricGenValidationError, match=r"^A file must be a path .*got \w+\.$"):
        ACCEPT.attachment(file, "a.png")


@pytest.mark.parametrize("name", ["", " ", ".", "..", "folder/", "a/..", "c:\\", 5])
def test_a_name_that_names_no_file_is_refused(name: Any) -> None:
    with pytest.raises(SketricGenValidationError, match=r"^file_name must be a file's name"):
        ACCEPT.attachment(b"x", name)


@pytest.mark.parametrize("name", ["/etc/a.png", "..\\..\\a.png", "C:\\photos/a.png"])
def test_only_the_bare_name_is_kept(name: str) -> None:
    assert ACCEPT.attachment(b"x", name).file_name == "a.png"


@given(st.text(st.characters()).map("{}x.png".format))
def test_whatever_the_name_what_is_kept_is_bare_and_can_be_sent(name: str) -> None:
    kept = ACCEPT.attachment(b"x", name).file_name
    assert not set(kept) & set("/\\")
    assert kept.encode()
    assert kept.endswith(".png")


def test_a_representation_does_not_show_the_content() -> None:
    assert "content" not in repr(ACCEPT.attachment(CONTENT, "a.pdf")).replace("content_type", "")


class UnspeakableError(Exception):
    def __str__(self) -> str:
        raise RuntimeError("no words")


@pytest.mark.parametrize("error", [OSError("a\nb\x1b" * 1000), UnspeakableError(), KeyError()])
def test_why_a_file_cannot_be_read_is_shown_on_one_line(error: Exception) -> None:
    class Broken(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            raise error

    with pytest.raises(SketricGenValidationError, match="cannot be read: ") as caught:
        ACCEPT.attachment(Broken(CONTENT), "a.pdf")
    assert str(caught.value).isprintable()
    assert len(str(caught.value)) < 500
