"""Attachments: which files may be attached, checked before anything is sent."""

from __future__ import annotations

import mimetypes
import os
import re
import stat
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, BinaryIO, Union, cast

from sketricgen.errors import (
    SketricGenContentTypeError,
    SketricGenFileNotFoundError,
    SketricGenFileSizeError,
    SketricGenValidationError,
)

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence

StrPath = Union[str, "os.PathLike[str]"]
FileInput = Union[StrPath, bytes, BinaryIO]

_EXTENSIONS = {
    ".gif": "image/gif",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".webp": "image/webp",  # unknown to mimetypes before Python 3.13
}


@dataclass(frozen=True)
class Attachment:
    """A file that was checked and may be uploaded.

    Attributes:
        file_name: Its bare name.
        content_type: Its type.
        size: Its size in bytes.
        source: Where its bytes are: a path, the bytes, or an open file.
        start: Where in an open file they begin.
    """

    file_name: str
    content_type: str
    size: int
    source: Path | bytes | BinaryIO = field(repr=False)
    start: int = 0

    @contextmanager
    def open(self) -> Generator[BinaryIO, None, None]:
        """Open the file for reading; a file that the caller opened is left open.

        Raises:
            SketricGenFileNotFoundError: It has vanished since it was checked.
        """
        if isinstance(self.source, bytes):
            yield BytesIO(self.source)
        elif isinstance(self.source, Path):
            with _opened(self.source) as file:
                yield file
        else:
            yield self.source


@dataclass(frozen=True)
class Acceptance:
    """What may be attached.

    Attributes:
        content_types: The types accepted.
        max_bytes: The largest size accepted, in bytes.
    """

    content_types: Sequence[str]
    max_bytes: int

    def attachment(
        self,
        file: object,
        file_name: str | None = None,
        content_type: str | None = None,
    ) -> Attachment:
        """Check a file and return it as an attachment.

        Raises:
            SketricGenValidationError: It cannot be attached; its subclasses say why.
        """
        source, name, size, start = _examined(file, file_name, self.max_bytes)
        self._check_size(name, size)
        kind = self._checked_type(name, content_type)
        return Attachment(name, kind, size, source, start)

    def _check_size(self, name: str, size: int) -> None:
        if size == 0:
            problem = "must not be empty"
        elif size > self.max_bytes:
            problem = f"must have at most {self.max_bytes:,} bytes, got {size:,}"
        else:
            return
        raise SketricGenFileSizeError(
            f"{name!r} {problem}.",
            file_size=size,
            max_size=self.max_bytes,
        )

    def _checked_type(self, name: str, given: object) -> str:
        if given is not None and not isinstance(given, str):
            raise SketricGenValidationError(
                'content_type must be a string such as "application/pdf", '
                f"got {type(given).__name__}."
            )
        kind = given.strip().lower() if given else _type_by_name(name)
        if kind in self.content_types:
            return kind
        got = f"got {kind}" if kind else "which its name does not say"
        raise SketricGenContentTypeError(
            f"{name!r} must be of a type that is accepted, {got}. Expected "
            f"{', '.join(self.content_types)}. To send others, pass allowed_content_types=… to "
            "the client.",
            content_type=kind or None,
            allowed_types=self.content_types,
        )


def _examined(
    file: object, file_name: str | None, max_bytes: int
) -> tuple[Path | bytes | BinaryIO, str, int, int]:
    """Return a file's source, its bare name, its size and where in the source it starts."""
    if isinstance(file, (bytes, bytearray)):
        content = bytes(file)
        return content, _bare(file_name), len(content), 0
    if isinstance(file, (str, os.PathLike)):
        path = _path_of(cast("StrPath", file))
        size = _size_of(path)
        return path, _bare(file_name or path.name), size, 0
    if callable(getattr(file, "read", None)):
        stream = cast("IO[Any]", file)
        own_name = getattr(stream, "name", None)
        name = _bare(file_name or (own_name if isinstance(own_name, str) else None))
        return _measured(stream, name, max_bytes)
    raise SketricGenValidationError(
        "A file must be a path (str or os.PathLike), or for upload_file also bytes or a file "
        f"opened in binary mode, got {type(file).__name__}."
    )


def _path_of(file: StrPath) -> Path:
    try:
        return Path(file)
    except TypeError:
        raise SketricGenValidationError(
            f"A path must be a str or os.PathLike[str], got bytes ({file!r}). os.fsdecode() "
            "converts it."
        ) from None


def _measured(stream: IO[Any], name: str, max_bytes: int) -> tuple[bytes | BinaryIO, str, int, int]:
    try:
        if not isinstance(stream.read(0), bytes):
            raise SketricGenValidationError(
                f"{name!r} must be open in binary mode ('rb'), got a text file."
            )
        if not _can_seek(stream):
            # Its size must be known before it is sent.
            content = _read_up_to(stream, max_bytes + 1)
            return content, name, len(content), 0
        start = stream.tell()
        stream.seek(0, os.SEEK_END)
        size = max(0, stream.tell() - start)
        stream.seek(start)
    except (OSError, ValueError) as error:
        if isinstance(error, SketricGenValidationError):
            raise
        raise SketricGenValidationError(f"{name!r} cannot be read: {error}.") from None
    return cast("BinaryIO", stream), name, size, start


def _can_seek(stream: IO[Any]) -> bool:
    # Some streams of the standard library seek but lack the method that says so.
    says = getattr(stream, "seekable", None)
    return bool(says()) if says is not None else hasattr(stream, "seek")


def _read_up_to(stream: IO[Any], most: int) -> bytes:
    content = bytearray()
    while len(content) < most:
        piece = stream.read(most - len(content))
        if not piece:
            break
        content += piece
    return bytes(content)


def _size_of(path: Path) -> int:
    try:
        status = path.stat()
    except (FileNotFoundError, NotADirectoryError):
        raise _not_found(path) from None
    except (OSError, ValueError) as error:
        raise SketricGenValidationError(f"{str(path)!r} cannot be read: {error}.") from None
    if not stat.S_ISREG(status.st_mode):
        kind = "a folder" if stat.S_ISDIR(status.st_mode) else "a device, pipe or socket"
        raise SketricGenValidationError(f"{str(path)!r} must be a file, got {kind}.")
    if not os.access(path, os.R_OK):
        raise SketricGenValidationError(f"{str(path)!r} cannot be read: permission denied.")
    return status.st_size


def _opened(path: Path) -> BinaryIO:
    try:
        return path.open("rb")
    except FileNotFoundError:
        raise _not_found(path) from None
    except OSError as error:
        raise SketricGenValidationError(f"{str(path)!r} cannot be read: {error}.") from None


def _not_found(path: Path) -> SketricGenFileNotFoundError:
    return SketricGenFileNotFoundError(
        f"There is no file {str(path)!r} (looked from {str(Path.cwd())!r}).", filename=str(path)
    )


def _bare(name: object) -> str:
    """Return a file's name without any folder, separated by slashes or backslashes."""
    bare = re.split(r"[/\\]", name)[-1].strip() if isinstance(name, str) else ""
    if not bare or bare in (".", ".."):
        raise SketricGenValidationError(
            f"file_name must be a file's name, such as 'report.pdf', got {name!r}. Bytes and open "
            "files need one."
        )
    # Names that are not UTF-8 on disk cannot be sent as they are.
    return bare.encode("utf-8", "replace").decode()


def _type_by_name(name: str) -> str:
    extension = Path(name).suffix.lower()
    return _EXTENSIONS.get(extension) or mimetypes.guess_type(f"x{extension}")[0] or ""
