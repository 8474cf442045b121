"""What an attached file contains: the size of a picture, the pages of a PDF, the lines of a text.

The bytes are not trusted. A file that is damaged, encrypted or not what its type says gives
None, never an exception, and reading takes a few seconds at most.
"""

from __future__ import annotations

import logging
import time
import warnings
from functools import partial
from io import BytesIO
from typing import TYPE_CHECKING, Callable

if TYPE_CHECKING:
    from collections.abc import Mapping

MAX_SECONDS = 5.0
# Decoded, a pixel takes up to four bytes.
MAX_PIXELS = 64_000_000


def describe(content_type: str, data: bytes) -> str | None:
    """Describe what a file contains.

    Args:
        content_type: The media type the file was stored with.
        data: The whole file.

    Returns:
        For example "3 pages" or "320 x 200 pixels"; None if the file cannot be read as
        `content_type`. Every type but pictures and PDF is taken for text.

    Example:
        >>> describe("image/gif", b"not a picture") is None
        True
    """
    reader = _READERS.get(content_type, _lines)
    try:
        return reader(_TimedFile(data))
    except Exception:  # the libraries raise all kinds
        return None


class _TimedFile(BytesIO):
    """A file that raises TimeoutError once it has been open for `MAX_SECONDS`.

    A malicious file can keep a library busy for hours. The library reads from here again and again
    meanwhile, so this is where it can be stopped.
    """

    def __init__(self, data: bytes) -> None:
        super().__init__(data)
        self._deadline = time.monotonic() + MAX_SECONDS

    def read(self, size: int | None = -1, /) -> bytes:
        self._check_time()
        return super().read(size)

    def seek(self, offset: int, whence: int = 0, /) -> int:
        self._check_time()
        return super().seek(offset, whence)

    def _check_time(self) -> None:
        if time.monotonic() > self._deadline:
            raise TimeoutError


def _pages(file: BytesIO) -> str | None:
    from pypdf import PdfReader

    _silence("pypdf")
    reader = PdfReader(file)
    if reader.is_encrypted:
        return None
    pages = len(reader.pages)
    return "1 page" if pages == 1 else f"{pages} pages" if pages else None


def _picture(file: BytesIO, kind: str) -> str | None:
    from PIL import Image

    # Pillow warns about damaged metadata and about large pictures, which are refused below. Not
    # `catch_warnings`: filters belong to the whole process, and it would undo those that other
    # threads have set in the meantime.
    warnings.filterwarnings("ignore", module=r"PIL\.")
    picture = Image.open(file, formats=[kind])
    width, height = picture.size
    if width * height > MAX_PIXELS:
        return None
    # Small blocks, since a few bytes of a JPEG may ask for another pass over the whole picture.
    picture.decodermaxblock = 4096
    picture.load()  # raises if the picture is truncated
    return f"{width} x {height} pixels"


def _lines(file: BytesIO) -> str | None:
    lines = len(file.read().decode("utf-8").splitlines())
    return "1 line" if lines == 1 else f"{lines} lines"


def _silence(name: str) -> None:
    """Keep a logger off standard error unless the program around it configures logging."""
    logger = logging.getLogger(name)
    if not logger.handlers:
        logger.addHandler(logging.NullHandler())


_READERS: Mapping[str, Callable[[BytesIO], str | None]] = {
    "application/pdf": _pages,
    "image/gif": partial(_picture, kind="GIF"),
    "image/jpeg": partial(_picture, kind="JPEG"),
    "image/png": partial(_picture, kind="PNG"),
    "image/webp": partial(_picture, kind="WEBP"),
}
