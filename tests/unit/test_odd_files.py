"""Files that are not what they seem are refused in words, before anything is sent."""

from __future__ import annotations

import asyncio
import io
import os
import zlib
from typing import TYPE_CHECKING, Any

import pytest
from sketricgen import (
    SketricGenClient,
    SketricGenConfig,
    SketricGenFileNotFoundError,
    SketricGenFileSizeError,
    SketricGenValidationError,
)
from sketricgen._operations.validation import accepted_files

from tests.support.halves import half

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.halves import Half

__all__ = ["half"]

ACCEPT = accepted_files(SketricGenConfig("sk-1"))


class AsyncFile:
    """A file as aiofiles and anyio have it."""

    name = "report.pdf"

    async def read(self, size: int = -1) -> bytes:
        return b"x"


class FutureFile:
    """A file whose `read` returns what is no coroutine, but awaited all the same."""

    name = "report.pdf"

    def read(self, size: int = -1) -> Any:
        return asyncio.Future(loop=asyncio.new_event_loop())


class Gives:
    """A file whose `read` gives one thing after the other."""

    name = "report.pdf"

    def __init__(self, *given: Any) -> None:
        self._given = given
        self._reads = 0

    def read(self, size: int = -1) -> Any:
        if not size:
            return b""
        self._reads += 1
        given = self._given[(self._reads - 1) % len(self._given)]
        if isinstance(given, Exception):
            raise given
        return given


class TakesNoSize:
    name = "report.pdf"

    def read(self) -> bytes:
        raise AssertionError


ODD = {
    "async": (AsyncFile(), r"got an async one.*await file\.read\(\)"),
    "text": (io.StringIO("x"), "got a text file"),
    "text half-way": (Gives(b"x", "y"), "got a text file"),
    "nothing half-way": (Gives(b"x", None), r"blocking mode: its read\(\) returned None"),
    "a list": (Gives([b"x"]), "got list from its read"),
    "foreign error": (Gives(b"x", zlib.error("bad block")), "cannot be read: bad block"),
    "wordless error": (Gives(b"x", EOFError()), "cannot be read: EOFError"),
    "no size": (TakesNoSize(), "cannot be read: .*argument"),
}


@pytest.mark.parametrize(("file", "said"), ODD.values(), ids=ODD)
def test_an_odd_file_is_refused_before_anything_is_sent(half: Half, file: Any, said: str) -> None:
    client = SketricGenClient("sk-1")
    half.close(client)  # whatever were sent now would raise another error
    with pytest.raises(SketricGenValidationError, match=f"^'report.pdf' .*{said}") as caught:
        half.upload(client, "echo", file, file_name="report.pdf")
    assert caught.value.file_name == "report.pdf"
    assert str(caught.value).count("..") == 0


def test_what_is_awaited_and_no_coroutine_is_refused_too() -> None:
    file = FutureFile()
    waiting = file.read()
    file.read = lambda size=-1: waiting  # type: ignore[method-assign]
    with pytest.raises(SketricGenValidationError, match="got an async one"):
        ACCEPT.attachment(file)
    waiting.get_loop().close()


def test_bytes_of_other_kinds_will_do() -> None:
    file = Gives(bytearray(b"x"), b"y", b"")
    assert ACCEPT.attachment(file).source == b"xy"


def test_the_size_of_a_file_that_is_too_large_is_what_it_has_in_all() -> None:
    accept = type(ACCEPT)(("image/png",), 10)
    file = io.BytesIO(b"x" * 1000)
    file.seek(100)
    with pytest.raises(SketricGenFileSizeError, match="at most 10 bytes, got 900") as caught:
        accept.attachment(file, "a.png")
    assert caught.value.file_size == 900
    assert file.tell() == 100


def test_a_file_that_was_opened_by_a_path_in_bytes_has_its_name(tmp_path: Path) -> None:
    path = os.fsencode(tmp_path) + b"/a.png"
    with open(path, "w+b") as file:  # noqa: PTH123 # that is what is tested
        file.write(b"x")
        file.seek(0)
        assert ACCEPT.attachment(file).file_name == "a.png"


@pytest.mark.skipif(os.name == "nt", reason="a folder in use cannot be deleted there")
def test_a_missing_file_is_told_from_a_folder_that_was_deleted(
    half: Half, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    client = SketricGenClient("sk-1")
    with pytest.raises(SketricGenFileNotFoundError, match="looked from a folder that was deleted"):
        half.run(client, "echo", "Hi", file_paths=["a.png"])
    half.close(client)


def test_a_path_in_bytes_is_refused_and_bounded() -> None:
    class InBytes:
        def __fspath__(self) -> bytes:
            return b"a.png"

        def __repr__(self) -> str:
            return "in bytes\n" * 1000

    with pytest.raises(SketricGenValidationError, match=r"got in bytes\\n") as caught:
        ACCEPT.attachment(InBytes())
    assert len(str(caught.value)) < 400
