"""The platform: starts and completes uploads."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING, get_args

from sketricgen_api.models import AttachmentContentType
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from sketricgen.emulator.agents import AGENTS
from sketricgen.emulator.errors import UploadError
from sketricgen.emulator.validation import BARE_FILE_NAME, InvalidRequestError, read_json

if TYPE_CHECKING:
    from datetime import datetime

    from starlette.requests import Request

    from sketricgen.emulator.files import File, Files
    from sketricgen.emulator.presigned import Signer
    from sketricgen.emulator.settings import Settings

_ALLOWED_TYPES: tuple[str, ...] = get_args(AttachmentContentType)
_SUFFIXES = {
    ".gif": "image/gif",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".webp": "image/webp",
}


class Uploads:
    """The platform.

    Args:
        settings: The settings of the emulator.
        files: The uploaded files.
        signer: Creates forms and links.
    """

    def __init__(self, settings: Settings, files: Files, signer: Signer) -> None:
        self._settings = settings
        self._files = files
        self._signer = signer

    def routes(self) -> list[Route]:
        """Return the routes of this server."""
        return [
            Route("/dev/publicAssetsUploadInit", self.begin, methods=["POST"]),
            Route("/dev/publicAssetsUploadComplete", self.complete, methods=["POST"]),
        ]

    async def begin(self, request: Request) -> Response:
        """Start an upload: return a presigned form."""
        self._check_key(request)
        agent_id, name = await _begun(request)
        file = self._files.begin(agent_id, name, _content_type(name))
        form = self._signer.form(file.key, file.content_type)
        return JSONResponse(
            {
                "success": True,
                "file_id": file.file_id,
                "content_type": file.content_type,
                "upload": {
                    "url": self._settings.bucket_url,
                    "fields": form.fields,
                    "expires_at": form.expires_at,
                    "max_file_bytes": self._settings.max_file_bytes,
                },
            }
        )

    async def complete(self, request: Request) -> Response:
        """Complete an upload: check that the file is stored, and make it available to runs."""
        self._check_key(request)
        agent_id, file_id, name = await _stored(request)
        file = self._files.begun(file_id)
        if file is None or file.agent_id != agent_id:
            raise UploadError(404, "File not found.")
        if file.size is None:
            raise UploadError(400, "The file has not been uploaded yet.")
        created_at = file.complete(name)
        return JSONResponse(self._completed(file, created_at))

    def _completed(self, file: File, created_at: datetime) -> dict[str, object]:
        return {
            "success": True,
            "file_id": file.file_id,
            "file_size_bytes": file.size,
            "content_type": file.content_type,
            "file_name": file.name,
            "created_at": created_at.isoformat(timespec="seconds"),
            "url": self._signer.link(self._settings.bucket_url, file.key),
        }

    def _check_key(self, request: Request) -> None:
        if not self._settings.is_key(request.headers.get("x-api-key")):
            raise UploadError(401, "Invalid API key.")


async def _begun(request: Request) -> tuple[str, str]:
    try:
        fields = await read_json(request)
        agent_id = fields.text("agent_id", required=True) or ""
        name = fields.text("file_name", required=True) or ""
        fields.done()
    except InvalidRequestError as problem:
        raise UploadError(400, str(problem)) from None
    if BARE_FILE_NAME.fullmatch(name) is None:
        raise UploadError(
            400, f"file_name must be a name with an extension and without a path, got {name!r}."
        )
    if agent_id not in AGENTS:
        raise UploadError(404, "Agent not found.")
    return agent_id, name


async def _stored(request: Request) -> tuple[str, str, str | None]:
    try:
        fields = await read_json(request)
        agent_id = fields.text("agent_id", required=True) or ""
        file_id = fields.text("file_id", required=True) or ""
        name = fields.text("file_name")
        fields.done()
    except InvalidRequestError as problem:
        raise UploadError(400, str(problem)) from None
    return agent_id, file_id, name


def _content_type(name: str) -> str:
    content_type = _SUFFIXES.get(PurePosixPath(name).suffix.lower())
    if content_type not in _ALLOWED_TYPES:
        raise UploadError(
            400,
            f"file_name must have the extension of an allowed type, got {name!r}.",
            allowed_types=list(_ALLOWED_TYPES),
        )
    return content_type
