"""The storage: stores files by presigned form, and returns them by signed link."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from starlette.responses import FileResponse, Response
from starlette.routing import Route

from sketricgen.emulator.errors import StorageError
from sketricgen.emulator.files import IncomingFile
from sketricgen.emulator.forms import FormReader
from sketricgen.emulator.settings import BUCKET

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.requests import Request

    from sketricgen.emulator.files import Files
    from sketricgen.emulator.presigned import Signer
    from sketricgen.emulator.settings import Settings

# The form is the permission. The API key must never be sent here, so a request with one is an
# error, as a second way to authenticate is in S3.
_KEY_HEADERS = ("authorization", "api-key", "x-api-key")


class Storage:
    """The bucket of uploaded files.

    Args:
        settings: The settings of the emulator.
        files: The uploaded files.
        signer: Checks forms and links.
    """

    def __init__(self, settings: Settings, files: Files, signer: Signer) -> None:
        self._settings = settings
        self._files = files
        self._signer = signer

    def routes(self) -> list[Route]:
        """Return the routes of this server."""
        return [
            Route(f"/storage/{BUCKET}", self.store, methods=["POST"]),
            Route(f"/storage/{BUCKET}/{{key:path}}", self.read, methods=["GET"]),
        ]

    async def store(self, request: Request) -> Response:
        """Store a file by presigned form."""
        _refuse_keys(request)
        if "content-length" not in request.headers:
            message = "You must provide the Content-Length HTTP header."
            raise StorageError(411, "MissingContentLength", message)
        reader = FormReader(request.headers.get("content-type", ""), self._begin_file)
        try:
            refusal = await _feed(reader, request)
            if refusal is not None:
                raise refusal
            file = reader.finish().keep()
        finally:
            reader.discard()
        location = f"{self._settings.bucket_url}/{quote(file.key)}"
        return Response(status_code=204, headers={"ETag": f'"{file.etag}"', "Location": location})

    async def read(self, request: Request) -> Response:
        """Return a file by signed link."""
        key = request.path_params["key"]
        self._signer.check_link(key, request.query_params)
        # Only completed files have links, so this one exists.
        file = self._files.with_key(key)
        return FileResponse(file.path, media_type=file.content_type)

    def _begin_file(self, fields: Mapping[str, str]) -> IncomingFile:
        allowed = self._signer.check_form(fields)
        # The policy contains the key, and files with a signed form are never deleted.
        return IncomingFile(self._files.with_key(fields["key"]), allowed)


async def _feed(reader: FormReader, request: Request) -> StorageError | None:
    """Read the whole request, even if an error is found early.

    A client that is still sending would see an early response as a reset connection.
    """
    refusal = None
    async for chunk in request.stream():
        if refusal is None:
            try:
                reader.feed(chunk)
            except StorageError as reason:
                refusal = reason
    return refusal


def _refuse_keys(request: Request) -> None:
    for header in _KEY_HEADERS:
        if header in request.headers:
            raise StorageError(
                400,
                "InvalidArgument",
                "Unsupported Authorization Type: only one auth mechanism allowed",
                ArgumentName=header,
            )
