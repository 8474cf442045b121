"""The Python SDK of SketricGen: run AI agents, stream their answers, attach files.

Example:
    >>> from sketricgen import SketricGenClient
    >>> client = SketricGenClient.from_env()
    >>> answer = client.run_workflow_sync("agent-123", "Hello!")
"""

from __future__ import annotations

from ._version import __version__

TYPE_CHECKING = False  # `typing` takes longer to import than all of this

if TYPE_CHECKING:
    from typing import Any

    from ._operations.hitl import HitlDecision, HitlResume
    from ._operations.pages import Pages
    from ._streaming.stream import AsyncWorkflowStream, WorkflowStream
    from .client import SketricGenClient
    from .client.conversations import Conversation
    from .config import SketricGenConfig
    from .errors import (
        Attempt,
        SketricGenAdminError,
        SketricGenAPIError,
        SketricGenAuthenticationError,
        SketricGenContentTypeError,
        SketricGenError,
        SketricGenFileNotFoundError,
        SketricGenFileSizeError,
        SketricGenJobError,
        SketricGenNetworkError,
        SketricGenRateLimitError,
        SketricGenResponseError,
        SketricGenRunError,
        SketricGenStreamError,
        SketricGenTimeoutError,
        SketricGenUploadError,
        SketricGenValidationError,
    )
    from .events import StreamEvent, UnknownEvent
    from .results import (
        Activity,
        ChatResponse,
        CompleteUploadResponse,
        HitlActionRequest,
        HitlRequest,
        HitlReviewConfig,
        Message,
        Subagent,
        ToolCall,
        WorkflowResult,
    )

__all__ = [
    "Activity",
    "AsyncWorkflowStream",
    "Attempt",
    "ChatResponse",
    "CompleteUploadResponse",
    "Conversation",
    "HitlActionRequest",
    "HitlDecision",
    "HitlRequest",
    "HitlResume",
    "HitlReviewConfig",
    "Message",
    "Pages",
    "SketricGenAPIError",
    "SketricGenAdminError",
    "SketricGenAuthenticationError",
    "SketricGenClient",
    "SketricGenConfig",
    "SketricGenContentTypeError",
    "SketricGenError",
    "SketricGenFileNotFoundError",
    "SketricGenFileSizeError",
    "SketricGenJobError",
    "SketricGenNetworkError",
    "SketricGenRateLimitError",
    "SketricGenResponseError",
    "SketricGenRunError",
    "SketricGenStreamError",
    "SketricGenTimeoutError",
    "SketricGenUploadError",
    "SketricGenValidationError",
    "StreamEvent",
    "Subagent",
    "ToolCall",
    "UnknownEvent",
    "WorkflowResult",
    "WorkflowStream",
    "__version__",
]

# Everything is imported when it is first asked for.
_LAZY = {
    "Activity": "sketricgen.results",
    "AsyncWorkflowStream": "sketricgen._streaming.stream",
    "ChatResponse": "sketricgen.results",
    "CompleteUploadResponse": "sketricgen.results",
    "Conversation": "sketricgen.client.conversations",
    "HitlActionRequest": "sketricgen.results",
    "HitlDecision": "sketricgen._operations.hitl",
    "HitlRequest": "sketricgen.results",
    "HitlResume": "sketricgen._operations.hitl",
    "HitlReviewConfig": "sketricgen.results",
    "Message": "sketricgen.results",
    "Pages": "sketricgen._operations.pages",
    "SketricGenClient": "sketricgen.client",
    "SketricGenConfig": "sketricgen.config",
    "StreamEvent": "sketricgen.events",
    "Subagent": "sketricgen.results",
    "ToolCall": "sketricgen.results",
    "UnknownEvent": "sketricgen.events",
    "WorkflowResult": "sketricgen.results",
    "WorkflowStream": "sketricgen._streaming.stream",
}


# `admin`, `exceptions` and `models` are there for programs written for 0.3.
_MODULES = frozenset({"admin", "client", "config", "errors", "exceptions", "models"})


def __getattr__(name: str) -> Any:
    from importlib import import_module

    if name in _MODULES:
        return import_module(f".{name}", __name__)
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    module = _LAZY.get(name, "sketricgen.errors")
    value = globals()[name] = getattr(import_module(module), name)
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
