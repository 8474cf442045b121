"""What calls return: answers, and the results of streamed runs. Dataclasses alone.

May import nothing else of this package.
"""

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
