"""What calls return: answers, and the results of streamed runs. Dataclasses alone.

May import nothing else of this package.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .answers import (
        Answer,
        ChatAsset,
        ChatResponse,
        CompleteUploadResponse,
        HitlActionRequest,
        HitlRequest,
        HitlReviewConfig,
        RunInterrupt,
        TokenUsage,
    )
    from .run import Activity, Message, Subagent, ToolCall, WorkflowResult

__all__ = [
    "Activity",
    "Answer",
    "ChatAsset",
    "ChatResponse",
    "CompleteUploadResponse",
    "HitlActionRequest",
    "HitlRequest",
    "HitlReviewConfig",
    "Message",
    "RunInterrupt",
    "Subagent",
    "TokenUsage",
    "ToolCall",
    "WorkflowResult",
]

_OF_STREAMS = frozenset({"Activity", "Message", "Subagent", "ToolCall", "WorkflowResult"})


def __getattr__(name: str) -> Any:
    # Each half is imported when it is first asked for: making dataclasses takes milliseconds.
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    module = import_module(f".{'run' if name in _OF_STREAMS else 'answers'}", __name__)
    value = globals()[name] = getattr(module, name)
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
