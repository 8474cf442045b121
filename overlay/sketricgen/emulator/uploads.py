"""The platform: starts and completes uploads."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from sketricgen.emulator.errors import UploadError
from sketricgen.emulator.file_types import ALLOWED_TYPES, EXTENSIONS
from sketricgen.emulator.validation import BARE_FILE_NAME, InvalidRequestError, read_json

if TYPE_CHECKING:
    from datetime import datetime

    from starlette.requests import Request

    from sketricgen.emulator.admin.teamspaces import Teamspace, Teamspaces
    from sketricgen.emulator.files import File, Files
    from sketricgen.emulator.presigned import Signer
    from sketricgen.emulator.settings import Settings


class Uploads:
    """The platform.

    Args:
        settings: The settings of the emulator.
        teamspaces: All teamspaces.
        files: The uploaded files.
        signer: Creates forms and links.
    """

    def __init__(
        self, settings: Settings, teamspaces: Teamspaces, files: Files, signer: Signer
    ) -> None:
        self._settings = settings
        self._teamspaces = teamspaces
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
        teamspace = self._of_request(request)
        agent_id, name = await _begun(request)
        if not teamspace.can_run(agent_id):
            raise UploadError(404, "Agent not found.")
        file = self._files.begin(teamspace.teamspace_id, agent_id, name, _content_type(name))
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
        teamspace = self._of_request(request)
        agent_id, file_id, name = await _stored(request)
        file = self._files.begun(teamspace.teamspace_id, file_id)
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

    def _of_request(self, request: Request) -> Teamspace:
        teamspace = self._teamspaces.of_key(request.headers.get("x-api-key"))
        if teamspace is None:
            raise UploadError(401, "Invalid API key.")
        return teamspace


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
    content_type = EXTENSIONS.get(PurePosixPath(f"x{name}").suffix.lower())  # as in `.env`
    if content_type is None:
        raise UploadError(
            400,
            f"file_name must have the extension of an allowed type, got {name!r}.",
            allowed_types=list(ALLOWED_TYPES),
        )
    return content_type
