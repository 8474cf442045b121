from __future__ import annotations

import struct
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sketricgen.emulator import pdf
from sketricgen.emulator.contents import describe

from tests.emulator.caller import FILES

_PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"
_TYPES = ["application/pdf", "image/gif", "image/jpeg", "image/png", "image/webp"]
# What makes random bytes get past the first check of each reader.
_BEGINNINGS = [
    b"",
    b"%PDF-1.7\n1 0 obj\n<</Type/Page>>\nendobj\n",
    b"%PDF-1.7\n1 0 obj\n<</Type/ObjStm/N 2/First 8>>\nstream\n",
    b"%PDF-1.7\n1 0 obj\n<</Type/ObjStm/Filter/FlateDecode/N 2/First 8>>\nstream\n",
    b"GIF89a",
    b"\xff\xd8\xff",
    b"\xff\xd8\xff\xc0",
    _PNG,
    b"RIFF\0\0\0\0WEBPVP8 \0\0\0\0",
    b"RIFF\0\0\0\0WEBPVP8L\0\0\0\0\x2f",
    b"RIFF\0\0\0\0WEBPVP8X\0\0\0\0",
]


def _webp(kind: bytes, chunk: bytes) -> bytes:
    return b"RIFF" + struct.pack("<I", len(chunk) + 12) + b"WEBP" + kind + b"\0\0\0\0" + chunk


def _pdf(*objects: bytes) -> bytes:
    return b"%PDF-1.7\n" + b"\n".join(objects)


def _object_stream(objects: dict[int, bytes], *, compressed: bool = True) -> bytes:
    head = body = b""
    for number, content in objects.items():
        head += b"%d %d " % (number, len(body))
        body += content + b" "
    data = zlib.compress(head + body) if compressed else head + body
    packing = b"/Filter /FlateDecode " if compressed else b""
    return b"90 0 obj\n<</Type /ObjStm /N %d /First %d %s/Length %d>>\nstream\n%s\nendstream" % (
        len(objects),
        len(head),
        packing,
        len(data),
        data,
    )


_PAGE_1 = b"1 0 obj <</Type /Page>> endobj"
_PAGE_2 = b"2 0 obj <</Type/Page/Parent 9 0 R>> endobj"


@pytest.mark.parametrize(
    ("content_type", "name", "holds"),
    [
        ("application/pdf", "report.pdf", "3 pages"),
        ("image/gif", "picture.gif", "160 x 100 pixels"),
        ("image/jpeg", "picture.jpg", "320 x 200 pixels"),
        ("image/png", "picture.png", "320 x 200 pixels"),
        ("image/webp", "picture.webp", "320 x 200 pixels"),
    ],
)
def test_what_the_sample_files_hold_is_read(content_type: str, name: str, holds: str) -> None:
    assert describe(content_type, (FILES / name).read_bytes()) == holds


@pytest.mark.parametrize(
    ("content_type", "data", "holds"),
    [
        ("image/gif", b"GIF87a\x02\x01\x03\0", "258 x 3 pixels"),
        ("image/png", _PNG + struct.pack(">II", 70_000, 2), "70000 x 2 pixels"),
        (
            "image/webp",
            _webp(b"VP8 ", b"\0\0\0\x9d\x01\x2a" + struct.pack("<HH", 0x4000 | 640, 0x8000 | 480)),
            "640 x 480 pixels",
        ),
        (
            "image/webp",
            _webp(b"VP8L", b"\x2f" + struct.pack("<I", 639 | 479 << 14)),
            "640 x 480 pixels",
        ),
        (
            "image/webp",
            _webp(b"VP8X", b"\0\0\0\0" + b"\x7f\x02\0" + b"\xdf\x01\x01"),
            "640 x 66016 pixels",
        ),
    ],
)
def test_the_size_of_a_picture_is_read(content_type: str, data: bytes, holds: str) -> None:
    assert describe(content_type, data) == holds


def test_the_frame_header_of_a_jpeg_is_found_behind_other_segments() -> None:
    app = b"\xff\xe0\x00\x04\xff\xc0"
    fill_and_restart = b"\xff\xff\xff\xd0"
    frame = b"\xff\xc2\x00\x11\x08" + struct.pack(">HH", 200, 320)
    data = b"\xff\xd8" + app + fill_and_restart + frame
    assert describe("image/jpeg", data) == "320 x 200 pixels"


@pytest.mark.parametrize(
    ("content_type", "data"),
    [
        ("image/gif", b"GIF90a\x01\0\x01\0"),
        ("image/gif", b"GIF89a\x01\0\x01"),
        ("image/gif", b"GIF89a\x00\0\x01\0"),
        ("image/jpeg", b"\xff\xd9\xff\xc0\0\x11\x08\0\1\0\1"),
        ("image/jpeg", b"\xff\xd8\xff\xc0\0\x11\x08\0\1"),
        ("image/jpeg", b"\xff\xd8\xff\xe0\0\4"),
        ("image/jpeg", b"\xff\xd8" + b"\xff" * 1_000_000),
        ("image/png", b"\x89PNG\n\x1a\n" + b"\0" * 40),
        ("image/png", _PNG[:-4] + b"IDAT" + b"\0\0\0\1" * 2),
        ("image/png", _PNG + b"\0\0\0\1\0\0\0"),
        ("image/webp", b"RIFF\0\0\0\0WAVE" + b"\0" * 30),
        ("image/webp", _webp(b"VP9 ", b"\0" * 30)),
        ("image/webp", _webp(b"VP8 ", b"\0" * 30)),
        ("image/webp", _webp(b"VP8L", b"\0" * 30)),
        ("image/webp", _webp(b"VP8X", b"\0" * 5)),
        ("text/plain", b"hello"),
    ],
)
def test_what_is_no_picture_has_no_size(content_type: str, data: bytes) -> None:
    assert describe(content_type, data) is None


def test_one_page_is_not_called_pages() -> None:
    assert describe("application/pdf", _pdf(_PAGE_1)) == "1 page"


def test_the_tree_of_pages_is_no_page() -> None:
    tree = b"3 0 obj <</Type /Pages /Count 7>> endobj"
    assert pdf.count_pages(_pdf(tree, _PAGE_1, _PAGE_2)) == 2


def test_a_page_written_again_counts_once() -> None:
    assert pdf.count_pages(_pdf(_PAGE_1, _PAGE_2, _PAGE_1)) == 2


@pytest.mark.parametrize("compressed", [True, False])
def test_pages_inside_object_streams_count(compressed: bool) -> None:
    stream = _object_stream(
        {4: b"<</Type /Page>>", 5: b"<</Type /Font>>", 6: b"<</Type /Page>>"},
        compressed=compressed,
    )
    assert pdf.count_pages(_pdf(_PAGE_1, stream)) == 3


def test_a_pdf_inside_a_stream_adds_no_pages() -> None:
    inner = b"x\nendstream endobj " + _PAGE_2
    outer = b"8 0 obj <</Length %d>> stream\n%s\nendstream endobj" % (len(inner), inner)
    assert pdf.count_pages(_pdf(_PAGE_1, outer)) == 1


def test_a_stream_whose_length_is_wrong_ends_at_its_end_mark() -> None:
    stream = b"8 0 obj <</Length 3>> stream\nlonger than that\nendstream endobj"
    assert pdf.count_pages(_pdf(stream, _PAGE_1)) == 1


def test_a_stream_without_an_end_hides_what_follows_and_does_no_harm() -> None:
    assert pdf.count_pages(_pdf(_PAGE_1, b"8 0 obj <<>> stream\n", _PAGE_2)) == 1


def test_an_object_without_an_end_does_no_harm() -> None:
    assert pdf.count_pages(_pdf(_PAGE_1, b"2 0 obj <</Type /Page>>")) == 1


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"%PDF-1.7\n",
        b" " * 1024 + b"%PDF-1.7 " + _PAGE_1,
        _pdf(b"1 0 obj <</Type /ObjStm /Filter /FlateDecode /N 1 /First 4>> stream\nnot zlib"),
        _pdf(b"1 0 obj <</Type /ObjStm /Filter /LZWDecode /N 1 /First 4>> stream\n1 0 endstream"),
        _pdf(b"1 0 obj <</Type /ObjStm>> stream\n1 0 <</Type /Page>> endstream"),
        _pdf(b"1 0 obj <</Type /ObjStm /N 1 /First 999>> stream\n1 0 <</Type /Page>> endstream"),
        _pdf(b"1 0 obj <</Type /ObjStm /N 1 /First 4>> stream\nx 0 <</Type /Page>> endstream"),
    ],
)
def test_what_is_no_readable_pdf_has_no_pages(data: bytes) -> None:
    assert pdf.count_pages(data) is None


def test_a_decompression_bomb_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    fits = _object_stream({4: b"<</Type /Page>>" + b" " * 1000})
    assert pdf.count_pages(_pdf(fits)) == 1
    monkeypatch.setattr(pdf, "MOST_UNPACKED_BYTES", 1000)
    assert pdf.count_pages(_pdf(fits)) is None


def test_object_streams_share_one_allowance(monkeypatch: pytest.MonkeyPatch) -> None:
    one = _object_stream({4: b"<</Type /Page>>" + b" " * 600})
    monkeypatch.setattr(pdf, "MOST_UNPACKED_BYTES", 1000)
    assert pdf.count_pages(_pdf(one)) == 1
    assert pdf.count_pages(_pdf(one, one)) is None


@given(
    content_type=st.sampled_from(_TYPES),
    beginning=st.sampled_from(_BEGINNINGS),
    rest=st.binary(max_size=200),
)
def test_random_bytes_never_raise(content_type: str, beginning: bytes, rest: bytes) -> None:
    holds = describe(content_type, beginning + rest)
    assert holds is None or holds[0] in "123456789"
