"""The servers of SketricGen, combined into one application."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Union

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import ClientDisconnect
from starlette.responses import Response

from sketricgen.emulator.admin.routes import PREFIX, Admin
from sketricgen.emulator.admin.teamspaces import Teamspaces
from sketricgen.emulator.chat import CLIENT_LEFT, Chat
from sketricgen.emulator.errors import AdminError, ChatError, StorageError, UploadError
from sketricgen.emulator.files import Files
from sketricgen.emulator.presigned import Signer
from sketricgen.emulator.settings import BUCKET
from sketricgen.emulator.storage import Storage
from sketricgen.emulator.uploads import Uploads

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from sketricgen.emulator.settings import Settings, Tally

_STORAGE_CODES = {404: "NoSuchKey", 405: "MethodNotAllowed"}
_ADMIN_CODES = {404: "not_found", 405: "method_not_allowed"}

Refusal = Union[ChatError, UploadError, AdminError, StorageError]


def make_app(settings: Settings, tally: Tally) -> ASGIApp:
    """Combine the chat server, the platform, its control plane, and the storage.

    Args:
        settings: The settings of the emulator.
        tally: Counts requests and runs.

    Returns:
        The application.
    """
    teamspaces = Teamspaces(settings)
    files = Files(settings.folder)
    signer = Signer(settings, BUCKET)
    app = Starlette(
        routes=[
            *Chat(settings, teamspaces, files, tally).routes(),
            *Uploads(settings, teamspaces, files, signer).routes(),
            *Admin(teamspaces).routes(),
            *Storage(settings, files, signer).routes(),
        ],
        # A website can resolve its own name to this machine (DNS rebinding). It gets no answer.
        middleware=[Middleware(TrustedHostMiddleware, allowed_hosts=["127.0.0.1", "localhost"])],
        exception_handlers=_HANDLERS,
    )
    app.router.redirect_slashes = False
    return _Counted(app, tally)


class _Counted:
    """Counts each request before the client receives the first byte of the response."""

    def __init__(self, app: ASGIApp, tally: Tally) -> None:
        self._app = app
        self._tally = tally

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def counting(message: Message) -> None:
            if message["type"] == "http.response.start":
                self._tally.requests.append((scope["method"], scope["path"], message["status"]))
            await send(message)

        await self._app(scope, receive, counting)


async def _refuse(request: Request, refusal: Refusal) -> Response:
    return refusal.response()


async def _no_such_request(request: Request, error: HTTPException) -> Response:
    path, status, words = request.url.path, error.status_code, error.detail
    refusal: Refusal
    if path.startswith("/storage/"):
        refusal = StorageError(status, _STORAGE_CODES[status], words)
    elif path.startswith(f"{PREFIX}/"):
        refusal = AdminError(status, _ADMIN_CODES[status], words)
    elif path.startswith("/dev/"):
        refusal = UploadError(status, words)
    else:
        refusal = ChatError(status, words)
    response = refusal.response()
    response.headers.update(error.headers or {})
    return response


async def _client_left(request: Request, error: ClientDisconnect) -> Response:
    return Response(status_code=CLIENT_LEFT)


# Starlette passes each handler errors of its class only, but types them as `Exception`.
_HANDLERS: dict[Any, Any] = {
    ChatError: _refuse,
    UploadError: _refuse,
    AdminError: _refuse,
    StorageError: _refuse,
    HTTPException: _no_such_request,
    ClientDisconnect: _client_left,
}
