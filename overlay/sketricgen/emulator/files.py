"""The uploaded files."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timezone
from typing import TYPE_CHECKING

from sketricgen.emulator.contents import describe
from sketricgen.emulator.errors import StorageError

if TYPE_CHECKING:
    from pathlib import Path

    from sketricgen.emulator.presigned import AllowedSize


@dataclass
class File:
    """A file. Its upload is started, then its bytes are stored, then the upload is completed.

    Attributes:
        file_id: Its id, which is also its name on disk.
        teamspace_id: The teamspace it is uploaded to.
        agent_id: The agent it is uploaded for.
        name: Its name for the user. Never used in a path.
        content_type: Its media type.
        key: Its key in the storage.
        path: Where its bytes are stored.
        size: The size in bytes; None until the bytes are stored.
        etag: The MD5 of its bytes, as in S3.
        created_at: When the upload was completed; None until then.
    """

    file_id: str
    teamspace_id: str
    agent_id: str
    name: str
    content_type: str
    key: str
    path: Path
    size: int | None = None
    etag: str = ""
    created_at: datetime | None = None

    def complete(self, name: str | None) -> datetime:
        """Complete the upload. Calling this again only changes the name.

        Returns:
            When the upload was first completed.
        """
        self.name = name or self.name
        self.created_at = self.created_at or datetime.now(timezone.utc)
        return self.created_at

    def contents(self) -> str | None:
        """Describe what the stored bytes contain, such as "3 pages"; None if unreadable."""
        return describe(self.content_type, self.path.read_bytes())


class Files:
    """All files whose upload was started.

    Args:
        folder: Where the bytes are stored.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._by_id: dict[str, File] = {}
        self._by_key: dict[str, File] = {}

    def begin(self, teamspace_id: str, agent_id: str, name: str, content_type: str) -> File:
        """Start the upload of a file."""
        file_id = f"file_{secrets.token_hex(8)}"
        key = f"uploads/{file_id}/{name}"
        path = self._folder / file_id
        file = File(file_id, teamspace_id, agent_id, name, content_type, key, path)
        self._by_id[file_id] = self._by_key[key] = file
        return file

    def begun(self, teamspace_id: str, file_id: str) -> File | None:
        """Return the file of a teamspace with this id, or None."""
        file = self._by_id.get(file_id)
        return None if file is None or file.teamspace_id != teamspace_id else file

    def completed(self, teamspace_id: str, file_id: str) -> File | None:
        """Return the file of a teamspace if its upload was completed, or None."""
        file = self.begun(teamspace_id, file_id)
        return None if file is None or file.created_at is None else file

    def with_key(self, key: str) -> File:
        """Return the file with this key in the storage."""
        return self._by_key[key]


class IncomingFile:
    """A file that is being received.

    Its bytes are written to a temporary file next to the final one, so that a broken upload leaves
    nothing behind and a repeated one replaces the first atomically.

    Args:
        file: The file to store.
        allowed: How many bytes it may have.
    """

    def __init__(self, file: File, allowed: AllowedSize) -> None:
        self._file = file
        self._allowed = allowed
        self._size = 0
        # S3 uses MD5 for the ETag. It is not used for security.
        self._md5 = hashlib.md5(usedforsecurity=False)
        self._part = file.path.with_name(f"{file.file_id}.{secrets.token_hex(4)}.part")
        self._disk = self._part.open("wb")

    def write(self, data: bytes) -> None:
        """Write the next bytes.

        Raises:
            StorageError: If the file is too large.
        """
        self._size += len(data)
        if self._size > self._allowed.most:
            message = "Your proposed upload exceeds the maximum allowed size"
            most = str(self._allowed.most)
            raise StorageError(400, "EntityTooLarge", message, MaxSizeAllowed=most)
        self._md5.update(data)
        self._disk.write(data)

    def keep(self) -> File:
        """Store the received bytes as the file.

        Raises:
            StorageError: If the file is too small.
        """
        if self._size < self._allowed.least:
            message = "Your proposed upload is smaller than the minimum allowed size"
            least = str(self._allowed.least)
            raise StorageError(400, "EntityTooSmall", message, MinSizeAllowed=least)
        self._disk.close()
        self._part.replace(self._file.path)
        self._file.size = self._size
        self._file.etag = self._md5.hexdigest()
        return self._file

    def discard(self) -> None:
        """Delete the received bytes, unless they were kept."""
        self._disk.close()
        self._part.unlink(missing_ok=True)
