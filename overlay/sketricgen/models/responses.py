"""What is answered, where sketricgen 0.3 had it: the same classes."""

from sketricgen_api.answers import (
    ChatAsset as Asset,
)
from sketricgen_api.answers import (
    ChatResponse,
    CompleteUploadResponse,
    HitlActionRequest,
    HitlRequest,
    HitlReviewConfig,
)
from sketricgen_api.answers import InitUploadResponse as InitiateUploadResponse
from sketricgen_api.answers import PresignedForm as PresignedUpload
from sketricgen_api.answers import UploadErrorBody as APIErrorResponse

from sketricgen.events import StreamEvent

__all__ = [
    "APIErrorResponse",
    "Asset",
    "ChatResponse",
    "CompleteUploadResponse",
    "HitlActionRequest",
    "HitlRequest",
    "HitlReviewConfig",
    "InitiateUploadResponse",
    "PresignedUpload",
    "StreamEvent",
]
