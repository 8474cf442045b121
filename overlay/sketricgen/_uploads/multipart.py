"""The form that carries a file to its storage, produced piece by piece."""

from __future__ import annotations

import re
import secrets
import threading
from functools import partial
from typing import TYPE_CHECKING, BinaryIO, Callable, TypeVar

from .open_files import refused

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sketricgen.errors import SketricGenValidationError

    from .attachments import Attachment

T = TypeVar("T")

# Called with the file's name, the bytes sent so far, and the bytes there are.
ProgressCallback = Callable[[str, int, int], object]

_PIECE = 128 * 1024


class FileForm:
    """A file in a ``multipart/form-data`` form (RFC 7578), produced piece by piece.

    Iterating it reads the file from its start, so that the form can be sent again.

    Args:
        fields: The form's entries, in the order in which they are sent.
        attachment: The file, which goes last.
        content_type: The type stated for the file.
        file: The attachment, open.
        on_progress: Called after each piece of the file.
    """

    def __init__(
        self,
        fields: Mapping[str, str],
        attachment: Attachment,
        content_type: str,
        file: BinaryIO,
        on_progress: ProgressCallback | None,
    ) -> None:
        boundary = secrets.token_hex(16)
        entries = [
            _part(boundary, f'name="{_quoted(name)}"') + value.encode("utf-8", "replace") + b"\r\n"
            for name, value in fields.items()
        ]
        disposition = f'name="file"; filename="{_quoted(attachment.file_name)}"'
        one_line = " ".join(content_type.split())
        entries.append(_part(boundary, disposition, one_line))
        self._head = b"".join(entries)
        self._tail = f"\r\n--{boundary}--\r\n".encode()
        self._attachment = attachment
        self._file = file
        self._on_progress = on_progress
        self.headers: dict[str, str] = {
            "Content-Type": f"multipart/form-data; boundary={boundary}",
            "Content-Length": str(len(self._head) + attachment.size + len(self._tail)),
        }

    def __iter__(self) -> Iterator[bytes]:
        attachment = self._attachment
        yield self._head
        self._try(lambda: self._file.seek(0))
        sent = 0
        while sent < attachment.size:
            most = min(_PIECE, attachment.size - sent)
            piece = self._try(partial(self._file.read, most))
            if not piece:
                raise _changed(attachment)
            yield piece
            sent += len(piece)
            if self._on_progress is not None:
                self._on_progress(attachment.file_name, sent, attachment.size)
        if self._try(lambda: self._file.read(1)):
            raise _changed(attachment)
        yield self._tail

    def _try(self, access: Callable[[], T]) -> T:
        try:
            return access()
        except (OSError, ValueError) as error:
            problem = f"could not be read while it was uploaded: {error}"
        raise refused(self._attachment.file_name, problem)


def one_at_a_time(callback: ProgressCallback | None) -> ProgressCallback | None:
    """Return ``callback`` with a lock, since files upload in several threads."""
    if callback is None:
        return None
    lock = threading.Lock()
    call = callback

    def locked(file_name: str, sent_bytes: int, total_bytes: int) -> None:
        with lock:
            call(file_name, sent_bytes, total_bytes)

    return locked


def _changed(attachment: Attachment) -> SketricGenValidationError:
    return refused(
        attachment.file_name,
        f"changed while it was being uploaded: it had {attachment.size:,} bytes when it was "
        "checked. Attach it again once it is complete",
    )


def _part(boundary: str, disposition: str, content_type: str | None = None) -> bytes:
    lines = [f"--{boundary}", f"Content-Disposition: form-data; {disposition}"]
    if content_type is not None:
        lines.append(f"Content-Type: {content_type}")
    return ("\r\n".join(lines) + "\r\n\r\n").encode("utf-8", "replace")


def _quoted(name: str) -> str:
    """Return ``name`` escaped as browsers do, and other control characters alike.

    So it cannot end its quotes or its line.
    """
    return re.sub(r'[\x00-\x1f\x7f"]', lambda found: f"%{ord(found[0]):02X}", name)
