"""What an attached file holds: the size of a picture, the number of pages of a PDF.

Pure functions over bytes from strangers. Whatever is malformed or unknown gives None, never an
exception, and the work is linear in the size of the input.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING, Callable, Optional

from sketricgen.emulator.pdf import count_pages

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

Reader = Callable[[bytes], Optional[str]]

_JPEG_FRAME_HEADERS = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_JPEG_WITHOUT_LENGTH = frozenset({0x01, *range(0xD0, 0xD9)})
# A file of nothing but two-byte markers would otherwise be walked for millions of steps.
_MOST_JPEG_SEGMENTS = 10_000


@dataclass(frozen=True)
class PixelSize:
    """Width and height of a picture, in pixels; both are at least 1."""

    width: int
    height: int

    def __str__(self) -> str:
        return f"{self.width} x {self.height} pixels"


def describe(content_type: str, data: bytes) -> str | None:
    """Say in words what a file holds.

    Args:
        content_type: The media type the file was stored with.
        data: The whole file.

    Returns:
        For example "3 pages" or "320 x 200 pixels"; None when the bytes are not what
        `content_type` says, or when nothing is known of that type.

    Example:
        >>> describe("image/gif", b"GIF89a" + bytes([2, 0, 1, 0]))
        '2 x 1 pixels'
    """
    reader = _READERS.get(content_type)
    return None if reader is None else reader(data)


def png_size(data: bytes) -> PixelSize | None:
    """Read the size of a PNG picture from its header."""
    if data[:8] != b"\x89PNG\r\n\x1a\n" or data[12:16] != b"IHDR":
        return None
    return _size(">II", data[16:24])


def gif_size(data: bytes) -> PixelSize | None:
    """Read the size of a GIF picture from its header."""
    if data[:6] not in (b"GIF87a", b"GIF89a"):
        return None
    return _size("<HH", data[6:10])


def jpeg_size(data: bytes) -> PixelSize | None:
    """Read the size of a JPEG picture from its first frame header."""
    for marker, start in _jpeg_segments(data):
        if marker in _JPEG_FRAME_HEADERS:
            # A frame header holds the height before the width.
            upright = _size(">HH", data[start + 1 : start + 5])
            return None if upright is None else PixelSize(upright.height, upright.width)
    return None


def webp_size(data: bytes) -> PixelSize | None:
    """Read the size of a WebP picture: lossy, lossless or extended."""
    if data[:4] != b"RIFF" or data[8:12] != b"WEBP":
        return None
    reader = _WEBP_READERS.get(data[12:16])
    return None if reader is None else reader(data[20:30])


def _jpeg_segments(data: bytes) -> Iterator[tuple[int, int]]:
    """Walk a JPEG: each segment's marker, and where its content begins."""
    if data[:2] != b"\xff\xd8":
        return
    at = 2
    for _ in range(_MOST_JPEG_SEGMENTS):
        if data[at : at + 1] != b"\xff" or at + 4 > len(data):
            return
        marker = data[at + 1]
        if marker == 0xFF:
            at += 1
            continue
        yield marker, at + 4
        at += 2
        if marker not in _JPEG_WITHOUT_LENGTH:
            at += int.from_bytes(data[at : at + 2], "big")


def _webp_lossy(chunk: bytes) -> PixelSize | None:
    if chunk[3:6] != b"\x9d\x01\x2a" or len(chunk) < 10:
        return None
    # The two highest bits of each number are the scaling of the display, not pixels.
    width, height = (number & 0x3FFF for number in struct.unpack("<HH", chunk[6:10]))
    return _positive(width, height)


def _webp_lossless(chunk: bytes) -> PixelSize | None:
    if chunk[:1] != b"\x2f" or len(chunk) < 5:
        return None
    bits = int.from_bytes(chunk[1:5], "little")
    return PixelSize((bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1)


def _webp_extended(chunk: bytes) -> PixelSize | None:
    if len(chunk) < 10:
        return None
    width, height = chunk[4:7], chunk[7:10]
    return PixelSize(int.from_bytes(width, "little") + 1, int.from_bytes(height, "little") + 1)


def _size(layout: str, data: bytes) -> PixelSize | None:
    if len(data) < struct.calcsize(layout):
        return None
    width, height = struct.unpack(layout, data)
    return _positive(width, height)


def _positive(width: int, height: int) -> PixelSize | None:
    return PixelSize(width, height) if width > 0 and height > 0 else None


def _picture(read: Callable[[bytes], PixelSize | None]) -> Reader:
    def in_words(data: bytes) -> str | None:
        size = read(data)
        return None if size is None else str(size)

    return in_words


def _pages(data: bytes) -> str | None:
    pages = count_pages(data)
    if pages is None:
        return None
    return "1 page" if pages == 1 else f"{pages} pages"


_WEBP_READERS: Mapping[bytes, Callable[[bytes], PixelSize | None]] = {
    b"VP8 ": _webp_lossy,
    b"VP8L": _webp_lossless,
    b"VP8X": _webp_extended,
}

_READERS: Mapping[str, Reader] = {
    "application/pdf": _pages,
    "image/gif": _picture(gif_size),
    "image/jpeg": _picture(jpeg_size),
    "image/png": _picture(png_size),
    "image/webp": _picture(webp_size),
}
