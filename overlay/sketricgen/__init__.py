"""The Python SDK of SketricGen: run AI agents, stream their answers, attach files.

Example:
    >>> from sketricgen import SketricGenClient
    >>> client = SketricGenClient.from_env()
    >>> answer = client.run_workflow_sync("agent-123", "Hello!")
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ._version import __version__
from .client import SketricGenClient
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

if TYPE_CHECKING:
    from ._operations.hitl import HitlDecision, HitlResume
    from ._operations.pages import Pages
    from ._streaming.stream import AsyncWorkflowStream, WorkflowStream
    from .client.conversations import Conversation
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

# What needs httpx or the generated models is imported when it is first asked for.
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
    "StreamEvent": "sketricgen.events",
    "Subagent": "sketricgen.results",
    "ToolCall": "sketricgen.results",
    "UnknownEvent": "sketricgen.events",
    "WorkflowResult": "sketricgen.results",
    "WorkflowStream": "sketricgen._streaming.stream",
}


# Those that are there for programs written for 0.3.
_MODULES = frozenset({"admin", "exceptions", "models"})


def __getattr__(name: str) -> Any:
    from importlib import import_module

    if name in _MODULES:
        return import_module(f".{name}", __name__)
    if name not in _LAZY:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = globals()[name] = getattr(import_module(_LAZY[name]), name)
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
