"""The error responses of the servers."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from starlette.responses import JSONResponse, Response

if TYPE_CHECKING:
    from collections.abc import Mapping


class StorageError(Exception):
    """An error response of the storage.

    Args:
        status: The HTTP status.
        code: The machine-readable code, such as "AccessDenied".
        message: What went wrong.
        details: Further elements of the response.
    """

    def __init__(self, status: int, code: str, message: str, **details: str) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.message = message
        self.details = details

    def response(self) -> Response:
        """Return the error as XML, as S3 does."""
        elements = {"Code": self.code, "Message": self.message, **self.details}
        inside = "".join(
            f"<{name}>{escape(text, quote=False)}</{name}>" for name, text in elements.items()
        )
        return Response(
            f'<?xml version="1.0" encoding="UTF-8"?>\n<Error>{inside}</Error>',
            self.status,
            media_type="application/xml",
        )


class ChatError(Exception):
    """An error response of the chat server.

    Args:
        status: The HTTP status.
        detail: What went wrong: a sentence, or a list of problems with the request.
        headers: Further headers of the response.
    """

    def __init__(self, status: int, detail: Any, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(detail)
        self.status = status
        self.detail = detail
        self.headers = headers

    def response(self) -> Response:
        """Return the error as JSON."""
        return JSONResponse({"detail": self.detail}, self.status, self.headers)


class BrokenAnswerError(Exception):
    """The answer of an agent breaks off, or cannot be read.

    Args:
        sent: What is sent in place of an event, or of the whole answer.
        is_cut: Whether the connection is then closed in the middle of the response.
    """

    def __init__(self, sent: str, *, is_cut: bool) -> None:
        super().__init__(sent)
        self.sent = sent
        self.is_cut = is_cut

    def response(self) -> Response:
        """Return the response to a run that is not streamed."""
        # A server that sends less than it has promised can only close the connection.
        headers = {"Content-Length": str(len(self.sent) + 1)} if self.is_cut else None
        return Response(self.sent, 201, headers, media_type="application/json")


class UploadError(Exception):
    """An error response of the platform.

    Args:
        status: The HTTP status.
        message: What went wrong.
        details: Further fields of the response.
    """

    def __init__(self, status: int, message: str, **details: Any) -> None:
        super().__init__(message)
        self.status = status
        self.message = message
        self.details = details

    def response(self) -> Response:
        """Return the error as JSON."""
        return JSONResponse(
            {"success": False, "message": self.message, **self.details}, self.status
        )


class AdminError(Exception):
    """An error response of the control plane.

    Args:
        status: The HTTP status.
        code: The machine-readable code, such as "agent_not_found".
        message: What went wrong.
    """

    def __init__(self, status: int, code: str, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.message = message

    def response(self) -> Response:
        """Return the error as JSON."""
        return JSONResponse({"error": self.message, "code": self.code}, self.status)
