"""What is sent, where sketricgen 0.3 had it: the same classes."""

from sketricgen_api.models import CompleteUploadRequest, RunWorkflowRequest
from sketricgen_api.models import InitUploadRequest as InitiateUploadRequest

from sketricgen._operations.hitl import HitlDecision, HitlResume

__all__ = [
    "CompleteUploadRequest",
    "HitlDecision",
    "HitlResume",
    "InitiateUploadRequest",
    "RunWorkflowRequest",
]
