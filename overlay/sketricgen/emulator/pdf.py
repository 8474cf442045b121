"""How many pages a PDF has, found without a PDF library.

A page is an object whose dictionary says `/Type /Page`. Such objects stand in the file itself or,
since PDF 1.5, compressed inside object streams. A later object of the same number replaces an
earlier one, which is how a PDF is amended.
"""

from __future__ import annotations

import re
import zlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

# All object streams of a file together may unpack to this many bytes. Real files stay far below;
# a decompression bomb of 20 MB would unpack to 20 GB.
MOST_UNPACKED_BYTES = 16 * 1024 * 1024
# The list of objects at the head of one object stream; writers put some hundred into a stream.
_MOST_LIST_BYTES = 256 * 1024

_OBJECT = re.compile(rb"(?<!\d)(\d{1,10})\s{1,8}\d{1,5}\s{1,8}obj(?![a-z])")
_DICTIONARY_END = re.compile(rb"(?<!end)stream\r?\n|endobj")
_PAGE = re.compile(rb"/Type\s{0,32}/Page(?![A-Za-z0-9])")
_OBJECT_STREAM = re.compile(rb"/Type\s{0,32}/ObjStm(?![A-Za-z0-9])")
_FLATE = re.compile(rb"/Filter\s{0,32}\[?\s{0,32}/FlateDecode(?![A-Za-z0-9])")
_FIRST = re.compile(rb"/First\s{1,32}(\d{1,10})")
_COUNT = re.compile(rb"/N\s{1,32}(\d{1,10})")
_LENGTH = re.compile(rb"/Length\s{1,32}(\d{1,10})(?!\s{1,8}\d{1,5}\s{1,8}R)")


def count_pages(data: bytes) -> int | None:
    """Count the pages of a PDF.

    Args:
        data: The whole file.

    Returns:
        The number of pages, at least 1; None when this is not a PDF, when it is damaged or
        encrypted, or when its object streams unpack to more than `MOST_UNPACKED_BYTES`.
    """
    # Readers have always accepted a little junk before the header.
    if b"%PDF-" not in data[:1024]:
        return None
    is_page: dict[int, bool] = {}
    room = MOST_UNPACKED_BYTES
    for number, dictionary, stream in _objects(data):
        is_page[number] = _PAGE.search(dictionary) is not None
        if _OBJECT_STREAM.search(dictionary):
            unpacked = _unpack(dictionary, stream, room)
            if unpacked is None:
                return None
            room -= len(unpacked)
            is_page.update(_pages_within(dictionary, unpacked))
    return sum(is_page.values()) or None


def _objects(data: bytes) -> Iterator[tuple[int, bytes, bytes]]:
    """Walk the objects of a file: number, dictionary, and the stream (empty if it has none)."""
    at = 0
    while (head := _OBJECT.search(data, at)) is not None:
        end = _DICTIONARY_END.search(data, head.end())
        if end is None:
            return
        dictionary, stream, at = data[head.end() : end.start()], b"", end.end()
        if end.group() != b"endobj":
            stop = _stream_end(data, dictionary, at)
            stream, at = data[at:stop], stop
        yield int(head.group(1)), dictionary, stream


def _stream_end(data: bytes, dictionary: bytes, start: int) -> int:
    length = _LENGTH.search(dictionary)
    if length is not None:
        # A stream may itself hold a PDF: where the file says how long it is, "endstream" inside
        # it ends nothing.
        stop = start + int(length.group(1))
        if data[stop : stop + 11].lstrip().startswith(b"endstream"):
            return stop
    found = data.find(b"endstream", start)
    return len(data) if found < 0 else found


def _unpack(dictionary: bytes, stream: bytes, room: int) -> bytes | None:
    if _FLATE.search(dictionary) is None:
        return stream if b"/Filter" not in dictionary else None
    unpacker = zlib.decompressobj()
    try:
        unpacked = unpacker.decompress(stream, room + 1)
    except zlib.error:
        return None
    return unpacked if len(unpacked) <= room else None


def _pages_within(dictionary: bytes, unpacked: bytes) -> dict[int, bool]:
    """Read an object stream: its number and place of each object first, then the objects."""
    first, count = _FIRST.search(dictionary), _COUNT.search(dictionary)
    if first is None or count is None:
        return {}
    body = int(first.group(1))
    if body > min(len(unpacked), _MOST_LIST_BYTES):
        return {}
    numbers = unpacked[:body].split()[: 2 * int(count.group(1))]
    if not all(number.isdigit() and len(number) <= 10 for number in numbers):
        return {}
    places = sorted((int(place), int(number)) for number, place in zip(numbers[::2], numbers[1::2]))
    ends = [place for place, _ in places[1:]] + [len(unpacked)]
    return {
        number: _PAGE.search(unpacked, body + place, body + end) is not None
        for (place, number), end in zip(places, ends)
    }
