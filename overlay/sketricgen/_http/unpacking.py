"""Unpacking bodies, in pieces of bounded size: a few bytes may unpack to gigabytes."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, Any

from .text import one_line

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator, Mapping

_LARGEST_PIECE = 256 * 1024

_GZIP, _ZLIB, _RAW = zlib.MAX_WBITS | 16, zlib.MAX_WBITS, -zlib.MAX_WBITS
# What requests ask for, and its old name.
_ASKED_FOR = ("gzip", "deflate", "x-gzip")


class UnpackingError(Exception):
    """A body cannot be unpacked. The message says why, as in "it is not gzip"."""


class NotAskedForError(UnpackingError):
    """A body is packed in a way that was not asked for, so that no other attempt can help."""


def unpacked(chunks: Iterator[bytes], headers: Mapping[str, str]) -> Iterator[bytes]:
    """Return a body unpacked, as its headers say."""
    encoding = _encoding(headers)
    return _unpacked(chunks, _Unpacker(encoding)) if encoding else chunks


def aunpacked(chunks: AsyncIterator[bytes], headers: Mapping[str, str]) -> AsyncIterator[bytes]:
    """Return a body unpacked, as its headers say."""
    encoding = _encoding(headers)
    return _aunpacked(chunks, _Unpacker(encoding)) if encoding else chunks


def _encoding(headers: Mapping[str, str]) -> str:
    stated = headers.get("content-encoding")
    if stated is None:
        return ""
    names = (name.strip().lower() for name in stated.split(","))
    return ", ".join(name for name in names if name not in ("", "identity"))


def _unpacked(chunks: Iterator[bytes], unpacker: _Unpacker) -> Iterator[bytes]:
    for chunk in chunks:
        yield from unpacker.take(chunk)
    unpacker.end()


async def _aunpacked(chunks: AsyncIterator[bytes], unpacker: _Unpacker) -> AsyncIterator[bytes]:
    async for chunk in chunks:
        for piece in unpacker.take(chunk):
            yield piece
    unpacker.end()


class _Unpacker:
    """Unpacks one body.

    Args:
        encoding: What it is packed with.
    """

    def __init__(self, encoding: str) -> None:
        self._encoding = encoding
        self._member: Any = None  # gzip may hold several

    def take(self, data: bytes) -> Iterator[bytes]:
        """Yield what ``data`` unpacks to.

        Raises:
            UnpackingError: It cannot be unpacked.
            NotAskedForError: It is packed in another way than was asked for.
        """
        if self._encoding not in _ASKED_FOR:
            encoding = one_line(self._encoding, 60)
            raise NotAskedForError(
                f"it is packed with {encoding}, but gzip or deflate was asked for"
            )
        try:
            while data:
                member = self._member or zlib.decompressobj(self._bits(data))
                # An empty piece of data gives what did not fit into the piece before.
                while piece := member.decompress(data, _LARGEST_PIECE):
                    yield piece
                    data = member.unconsumed_tail
                data = member.unused_data
                self._member = None if member.eof else member
        except zlib.error:
            raise UnpackingError(
                f"it is not {self._encoding}, though its Content-Encoding says so"
            ) from None

    def end(self) -> None:
        """Take the end of the body.

        Raises:
            UnpackingError: It came too early.
        """
        if self._member is not None:
            raise UnpackingError(f"it ends in the middle of its {self._encoding} data")

    def _bits(self, data: bytes) -> int:
        """Return what zlib calls the format of data that begins so."""
        if self._encoding != "deflate":
            return _GZIP
        return _ZLIB if data[0] & 0x0F == zlib.DEFLATED else _RAW  # servers send both
