from __future__ import annotations

import io
import logging
import struct
import subprocess
import sys
import time
import zlib
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from pypdf import PdfWriter
from sketricgen.emulator import contents
from sketricgen.emulator.contents import describe

from tests.emulator.caller import FILES

if TYPE_CHECKING:
    from collections.abc import Iterable

SAMPLES = {
    "application/pdf": "report.pdf",
    "image/gif": "picture.gif",
    "image/jpeg": "picture.jpg",
    "image/png": "picture.png",
    "image/webp": "picture.webp",
}
CONTENTS = {
    "application/pdf": "3 pages",
    "image/gif": "160 x 100 pixels",
    "image/jpeg": "320 x 200 pixels",
    "image/png": "320 x 200 pixels",
    "image/webp": "320 x 200 pixels",
}
PICTURES = [content_type for content_type in SAMPLES if content_type.startswith("image/")]
# What makes random bytes get past the first check of each reader.
BEGINNINGS = [
    b"",
    b"%PDF-1.7\n",
    b"GIF89a\1\0\1\0\0\0\0",
    b"\xff\xd8\xff\xc0",
    b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
    b"RIFF\xd0\0\0\0WEBPVP8 ",
]


def sample(content_type: str) -> bytes:
    return (FILES / SAMPLES[content_type]).read_bytes()


def pdf(pages: int, password: str = "") -> bytes:
    writer, file = PdfWriter(), io.BytesIO()
    for _ in range(pages):
        writer.add_blank_page(100, 100)
    if password:
        writer.encrypt(password, algorithm="RC4-128")
    writer.write(file)
    return file.getvalue()


def handmade_pdf(*objects: str) -> bytes:
    """A PDF without its list of objects, as when the end of the file was damaged."""
    numbered = [f"{number} 0 obj {text} endobj\n" for number, text in enumerate(objects, 1)]
    return f"%PDF-1.7\n{''.join(numbered)}trailer <</Root 1 0 R>>\nstartxref\n0\n%%EOF\n".encode()


REPAIRABLE_PDF = handmade_pdf(
    "<</Type/Catalog/Pages 2 0 R>>",
    "<</Type/Pages/Count 1/Kids[3 0 R]>>",
    "<</Type/Page/Parent 2 0 R>>",
)


def jpeg(width: int, height: int, **options: bool) -> bytes:
    file = io.BytesIO()
    Image.new("L", (width, height)).save(file, "JPEG", **options)
    return file.getvalue()


def png(
    width: int, height: int, pixels: bytes, others: Iterable[tuple[bytes, bytes]] = ()
) -> bytes:
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    chunks = [(b"IHDR", header), *others, (b"IDAT", zlib.compress(pixels)), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in chunks
    )


@pytest.mark.parametrize("content_type", SAMPLES)
def test_the_contents_of_the_sample_files_are_described(content_type: str) -> None:
    assert describe(content_type, sample(content_type)) == CONTENTS[content_type]


def test_one_page_is_not_called_pages() -> None:
    assert describe("application/pdf", pdf(1)) == "1 page"


def test_a_pdf_that_readers_can_repair_is_read() -> None:
    assert describe("application/pdf", REPAIRABLE_PDF) == "1 page"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"%PDF-1.7\n",
        b"%PDF-1.7\nstartxref\n0\n%%EOF\n",
        handmade_pdf("<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Count 3/Kids[]>>"),
        handmade_pdf("<</Type/Catalog/Pages 2 0 R>>", "[" * 100_000),
        pdf(2, password="secret"),
        sample("application/pdf")[:1000],
    ],
    ids=["empty", "a header", "no objects", "no pages", "nested", "encrypted", "truncated"],
)
def test_a_pdf_that_is_broken_or_encrypted_has_no_description(data: bytes) -> None:
    assert describe("application/pdf", data) is None


@pytest.mark.parametrize("content_type", PICTURES)
@pytest.mark.parametrize("share", [0.0, 0.1, 0.5, 0.9])
def test_a_truncated_picture_has_no_description(content_type: str, share: float) -> None:
    data = sample(content_type)
    assert describe(content_type, data[: int(len(data) * share)]) is None


@pytest.mark.parametrize("content_type", SAMPLES)
@pytest.mark.parametrize("actual", SAMPLES)
def test_a_file_of_another_type_than_it_says_has_no_description(
    content_type: str, actual: str
) -> None:
    found = describe(content_type, sample(actual))
    assert found == (CONTENTS[actual] if content_type == actual else None)


@pytest.mark.parametrize(
    ("data", "lines"), [(b"a,b\n1,2\n", "2 lines"), (b"hello", "1 line"), (b"\xff\xfe", None)]
)
def test_any_other_type_is_taken_for_text(data: bytes, lines: str | None) -> None:
    assert describe("text/csv", data) == lines


def test_a_picture_may_have_64_million_pixels() -> None:
    assert describe("image/jpeg", jpeg(8000, 8000)) == "8000 x 8000 pixels"
    assert describe("image/jpeg", jpeg(8000, 8008)) is None


@pytest.mark.parametrize("width", [10_000, 2**31 - 1])
def test_a_decompression_bomb_is_refused_unread(width: int) -> None:
    data = png(width, 10_000, bytes(1000))
    began = time.thread_time()
    assert describe("image/png", data) is None
    assert time.thread_time() - began < contents.MAX_SECONDS / 2


def test_a_bomb_in_the_comments_of_a_picture_is_refused() -> None:
    comment = b"Comment\0\0" + zlib.compress(bytes(50_000_000))
    assert describe("image/png", png(1, 1, b"\0\0", [(b"zTXt", comment)])) is None


def test_a_picture_with_damaged_metadata_is_read() -> None:
    exif = b"Exif\0\0II*\0\x08\0\0\0\x05\0\x1a\x01\x05\0\x01\0\0\0\xff\xff\0\0"
    segment = b"\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif
    without_jfif = jpeg(8, 8)[2 + 18 :]
    assert describe("image/jpeg", b"\xff\xd8" + segment + without_jfif) == "8 x 8 pixels"
    animation = (b"acTL", bytes(8))
    assert describe("image/png", png(1, 1, b"\0\0", [animation])) == "1 x 1 pixels"


def _many_passes() -> bytes:
    data = jpeg(2000, 2000, progressive=True)
    last = data[data.rfind(b"\xff\xda") : -2]
    return data[:-2] + last * 20_000 + data[-2:]


@pytest.mark.parametrize(
    ("content_type", "data"),
    [
        ("application/pdf", b"%PDF-1.7\n" + b"1 0 obj\n" * 200_000 + b"%%EOF\n"),
        ("image/gif", b"GIF89a\1\0\1\0\0\0\0" + b"\1" * 4_000_000),
        ("image/jpeg", _many_passes()),
    ],
    ids=["pdf", "gif", "jpeg"],
)
def test_a_file_that_takes_too_long_is_given_up(
    monkeypatch: pytest.MonkeyPatch, content_type: str, data: bytes
) -> None:
    monkeypatch.setattr(contents, "MAX_SECONDS", 0.05)
    began = time.thread_time()
    assert describe(content_type, data) is None
    assert time.thread_time() - began < 2


def test_the_libraries_print_nothing() -> None:
    program = """
import sys
from sketricgen.emulator.contents import describe
for content_type, data in eval(sys.stdin.read()):
    print(describe(content_type, data))
"""
    files = [
        ("application/pdf", REPAIRABLE_PDF),
        ("image/png", png(1, 1, b"\0\0", [(b"acTL", bytes(8))])),
        ("image/png", png(10_000, 10_000, b"")),
    ]
    run = subprocess.run(
        [sys.executable, "-c", program],
        check=False,
        input=repr(files),
        capture_output=True,
        text=True,
    )
    assert (run.stdout, run.stderr) == ("1 page\n1 x 1 pixels\nNone\n", "")


def test_a_program_that_logs_still_sees_what_was_repaired(
    caplog: pytest.LogCaptureFixture,
) -> None:
    for _ in range(2):
        describe("application/pdf", REPAIRABLE_PDF)
    assert any(record.name.startswith("pypdf") for record in caplog.records)
    (handler,) = logging.getLogger("pypdf").handlers
    assert isinstance(handler, logging.NullHandler)


@given(
    content_type=st.sampled_from(list(SAMPLES)),
    beginning=st.sampled_from(BEGINNINGS),
    rest=st.binary(max_size=200),
)
def test_random_bytes_never_raise(content_type: str, beginning: bytes, rest: bytes) -> None:
    found = describe(content_type, beginning + rest)
    assert found is None or found[0] in "123456789"
