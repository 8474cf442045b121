"""Reads a multipart form as the storage does: fields first, then one file straight to disk."""

from __future__ import annotations

from typing import TYPE_CHECKING, Callable

from python_multipart.multipart import MultipartParser, parse_options_header

from sketricgen.emulator.errors import StorageError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sketricgen.emulator.files import IncomingFile

# The limit of S3 for everything that comes before the file.
_MAX_BYTES_BEFORE_FILE = 20_000


class FormReader:
    """Reads a form chunk by chunk.

    Args:
        content_type: The `Content-Type` header of the request.
        begin_file: Called with the fields that came before the file, when the file starts.

    Raises:
        StorageError: If the request does not contain a form.
    """

    def __init__(
        self, content_type: str, begin_file: Callable[[Mapping[str, str]], IncomingFile]
    ) -> None:
        media_type, options = parse_options_header(content_type)
        if media_type != b"multipart/form-data":
            message = "At least one of the pre-conditions you specified did not hold"
            condition = "Bucket POST must be of the enclosure-type multipart/form-data"
            raise StorageError(412, "PreconditionFailed", message, Condition=condition)
        if not options.get(b"boundary"):
            raise _malformed()
        self._begin_file = begin_file
        self._parser = MultipartParser(
            options[b"boundary"],
            {
                "on_part_begin": self._on_part_begin,
                "on_header_field": self._on_header_field,
                "on_header_value": self._on_header_value,
                "on_header_end": self._on_header_end,
                "on_headers_finished": self._on_headers_finished,
                "on_part_data": self._on_part_data,
                "on_part_end": self._on_part_end,
                "on_end": self._on_end,
            },
        )
        self._fields: dict[str, str] = {}
        self._bytes_before_file = 0
        self._ended = False
        self._header_name = self._header_value = b""
        self._disposition = b""
        self._part_name = ""
        self._part_data = b""
        self._file: IncomingFile | None = None

    def feed(self, data: bytes) -> None:
        """Read the next chunk.

        Raises:
            StorageError: If the form is invalid.
        """
        try:
            self._parser.write(data)
        except ValueError:  # the base of the parser's own exceptions
            raise _malformed() from None

    def finish(self) -> IncomingFile:
        """Check that the form is complete.

        Returns:
            The received file.

        Raises:
            StorageError: If the form is incomplete or has no file.
        """
        if not self._ended:
            raise _malformed()
        if self._file is None:
            raise _not_one_file("0")
        return self._file

    def discard(self) -> None:
        """Delete the received file, unless it was kept."""
        if self._file is not None:
            self._file.discard()

    def _on_part_begin(self) -> None:
        self._disposition = self._part_data = b""

    def _on_header_field(self, data: bytes, start: int, end: int) -> None:
        self._count(end - start)
        self._header_name += data[start:end]

    def _on_header_value(self, data: bytes, start: int, end: int) -> None:
        self._count(end - start)
        self._header_value += data[start:end]

    def _on_header_end(self) -> None:
        if self._header_name.lower() == b"content-disposition":
            self._disposition = self._header_value
        self._header_name = self._header_value = b""

    def _on_headers_finished(self) -> None:
        name = parse_options_header(self._disposition)[1].get(b"name")
        if name is None:
            raise _malformed()
        self._part_name = name.decode("utf-8", "replace").lower()
        if self._part_name == "file":
            if self._file is not None:
                raise _not_one_file("2")
            self._file = self._begin_file(self._fields)

    def _on_part_data(self, data: bytes, start: int, end: int) -> None:
        if self._part_name == "file" and self._file is not None:
            self._file.write(data[start:end])
        else:
            self._count(end - start)
            self._part_data += data[start:end]

    def _on_part_end(self) -> None:
        # S3 ignores the fields after the file.
        if self._file is None:
            if self._part_name in self._fields:
                message = f"POST requires exactly one field named '{self._part_name}'."
                raise StorageError(400, "InvalidArgument", message)
            self._fields[self._part_name] = self._part_data.decode("utf-8", "replace")

    def _on_end(self) -> None:
        self._ended = True

    def _count(self, size: int) -> None:
        self._bytes_before_file += size
        if self._bytes_before_file > _MAX_BYTES_BEFORE_FILE:
            message = "Your POST request fields preceding the upload file were too large."
            raise StorageError(400, "MaxPostPreDataLengthExceeded", message)


def _malformed() -> StorageError:
    message = "The body of your POST request is not well-formed multipart/form-data."
    return StorageError(400, "MalformedPOSTRequest", message)


def _not_one_file(count: str) -> StorageError:
    message = "POST requires exactly one file upload per request."
    return StorageError(400, "InvalidArgument", message, ArgumentName="file", ArgumentValue=count)
