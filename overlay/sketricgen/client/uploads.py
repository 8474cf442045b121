"""Uploading a file: the methods of the client."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sketricgen._operations.operation import blocking, operation

from .base import BaseClient

if TYPE_CHECKING:
    from sketricgen._http.flow import Flow
    from sketricgen._uploads.attachments import FileInput
    from sketricgen._uploads.multipart import ProgressCallback
    from sketricgen.results import CompleteUploadResponse


class UploadMethods(BaseClient):
    """The methods that upload a file."""

    @operation
    def upload_file(
        self,
        agent_id: str,
        file: FileInput,
        *,
        file_name: str | None = None,
        content_type: str | None = None,
        on_progress: ProgressCallback | None = None,
    ) -> Flow[CompleteUploadResponse]:
        """Upload a file; its ``file_id`` then goes into the ``assets`` of `run_workflow`.

        Args:
            agent_id: The agent that is to read it.
            file: A path, the content as bytes, or a file opened in binary mode: at most 20 MB
                (20,971,520 bytes, the API's limit). An open file is read into memory from its
                current position, which is restored, and left open; a path is read piece by piece.
            file_name: Its name, e.g. ``"report.pdf"``; default: that of the path or open file.
            content_type: Its type, one of `allowed_content_types`; default: inferred from its
                name.
            on_progress: Called as ``(file_name, sent_bytes, total_bytes)`` while it uploads.

        Returns:
            The uploaded file: its ``file_id``, and what else the platform says about it.

        Raises:
            SketricGenValidationError: The file is not acceptable (`SketricGenFileSizeError`,
                `SketricGenContentTypeError`, `SketricGenFileNotFoundError`); nothing was sent.
            SketricGenAPIError: The server answered with an error.
            SketricGenUploadError: The platform or the file storage refused the file.
            SketricGenNetworkError: No complete answer arrived.

        Example:
            >>> async def ask_about(client, content):
            ...     file = await client.upload_file("echo", content, file_name="report.pdf")
            ...     return await client.run_workflow("echo", "Sum up.", assets=[file.file_id])
        """
        from sketricgen._operations.upload import upload_file

        options = self._options()
        return upload_file(options, agent_id, file, file_name, content_type, on_progress)

    @blocking(upload_file)
    def upload_file_sync(self) -> None:
        """Upload a file, blocking: the same as `upload_file`."""
