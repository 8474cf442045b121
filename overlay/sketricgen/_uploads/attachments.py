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
    about_file,
    shown,
)

from .file_types import EXTENSIONS
from .open_files import read_open_file, refused

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence

StrPath = Union[str, "os.PathLike[str]"]
FileInput = Union[StrPath, bytes, BinaryIO]

_MOST_TYPES_SHOWN = 5
_ONE_TYPE = re.compile(r"[!#$&^_.+a-z0-9-]+/[!#$&^_.+a-z0-9-]+")  # RFC 6838; no pattern


@dataclass(frozen=True)
class Attachment:
    """A file that was checked and may be uploaded.

    Attributes:
        file_name: Its bare name.
        content_type: Its type.
        size: Its size in bytes.
        source: Its path or its content.
    """

    file_name: str
    content_type: str
    size: int
    source: Path | bytes = field(repr=False)

    @contextmanager
    def open(self) -> Generator[BinaryIO, None, None]:
        """Open the file for reading.

        Raises:
            SketricGenFileNotFoundError: It has vanished since it was checked.
        """
        if isinstance(self.source, bytes):
            yield BytesIO(self.source)
        else:
            with _opened(self.source) as file:
                yield file


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
        source, name, size = _examined(file, file_name, self.max_bytes)
        self._check_size(name, size)
        kind = self._checked_type(name, content_type)
        return Attachment(name, kind, size, source)

    def _check_size(self, name: str, size: int) -> None:
        if size == 0:
            problem = "must not be empty"
        elif size > self.max_bytes:
            problem = f"must have at most {self.max_bytes:,} bytes, got {size:,}"
        else:
            return
        raise about_file(
            SketricGenFileSizeError(
                f"{shown(name)} {problem}.", file_size=size, max_size=self.max_bytes
            ),
            name,
        )

    def _checked_type(self, name: str, given: object) -> str:
        if given is not None and not isinstance(given, str):
            raise SketricGenValidationError(
                'content_type must be a string such as "application/pdf", '
                f"got {type(given).__name__}."
            )
        kind = given.strip().lower() if given else _type_by_name(name)
        pattern = f"{kind.partition('/')[0]}/*"
        is_accepted = kind in self.content_types or pattern in self.content_types
        if is_accepted and _ONE_TYPE.fullmatch(kind):
            return kind
        got = f"got {shown(kind)[1:-1]}" if kind else "which its name does not say"
        error = SketricGenContentTypeError(
            f"{shown(name)} must be of a type that is accepted, {got}. Expected {self._expected}. "
            "To send others, pass allowed_content_types=… to the client.",
            content_type=kind or None,
            allowed_types=self.content_types,
        )
        raise about_file(error, name)

    @property
    def _expected(self) -> str:
        """The types that are accepted, in words."""
        more = len(self.content_types) - _MOST_TYPES_SHOWN
        words = ", ".join(self.content_types[:_MOST_TYPES_SHOWN])
        return words if more <= 0 else f"{words} or {more} others, see allowed_types of this error"


def _examined(file: object, file_name: str | None, max_bytes: int) -> tuple[Path | bytes, str, int]:
    """Return a file's source, its bare name and its size."""
    if isinstance(file, (bytes, bytearray)):
        content = bytes(file)
        return content, _bare(file_name), len(content)
    if isinstance(file, (str, os.PathLike)):
        path = _path_of(cast("StrPath", file))
        size = _size_of(path)
        return path, _bare(file_name or path.name), size
    if callable(getattr(file, "read", None)):
        own_name = getattr(file, "name", None)
        if isinstance(own_name, bytes):
            own_name = os.fsdecode(own_name)
        name = _bare(file_name or (own_name if isinstance(own_name, str) else None))
        content, size = read_open_file(cast("IO[Any]", file), name, max_bytes)
        return content, name, size
    raise SketricGenValidationError(
        "A file must be a path (str or os.PathLike), or for upload_file also bytes or a file "
        f"opened in binary mode, got {type(file).__name__}."
    )


def _path_of(file: StrPath) -> Path:
    try:
        return Path(file)
    except TypeError:
        raise SketricGenValidationError(
            f"A path must be a str or os.PathLike[str], got {shown(file)}. os.fsdecode() "
            "converts one in bytes."
        ) from None


def _size_of(path: Path) -> int:
    try:
        status = path.stat()
    except (OSError, ValueError) as error:
        raise _unreadable(path, error) from None
    if not stat.S_ISREG(status.st_mode):
        kind = "a folder" if stat.S_ISDIR(status.st_mode) else "a device, pipe or socket"
        raise refused(path, f"must be a file, got {kind}")
    if not os.access(path, os.R_OK):
        raise refused(path, "cannot be read: permission denied")
    return status.st_size


def _opened(path: Path) -> BinaryIO:
    try:
        return path.open("rb")
    except OSError as error:
        raise _unreadable(path, error) from None


def _unreadable(path: Path, error: OSError | ValueError) -> SketricGenValidationError:
    if not isinstance(error, (FileNotFoundError, NotADirectoryError)):
        # The whole text of an error of the system holds the path again.
        return refused(path, f"cannot be read: {getattr(error, 'strerror', None) or error}")
    missing = SketricGenFileNotFoundError(
        f"There is no file {shown(str(path))} (looked from {_working_directory()}).",
        filename=str(path),
    )
    missing.file_name = path.name
    return missing


def _working_directory() -> str:
    try:
        return shown(str(Path.cwd()))
    except OSError:
        return "a folder that was deleted"


def _bare(name: object) -> str:
    """Return a file's name without any folder, separated by slashes or backslashes."""
    bare = re.split(r"[/\\]", name)[-1].strip() if isinstance(name, str) else ""
    if not bare or bare in (".", ".."):
        raise SketricGenValidationError(
            f"file_name must be a file's name, such as 'report.pdf', got {shown(name)}. Bytes and "
            "open files need one."
        )
    # Names that are not UTF-8 on disk cannot be sent as they are.
    return bare.encode("utf-8", "replace").decode()


def _type_by_name(name: str) -> str:
    extension = Path(f"x{name}").suffix.lower()  # a name such as `.env` is an extension
    return EXTENSIONS.get(extension) or mimetypes.guess_type(f"x{extension}")[0] or ""
