# Made from openapi.yaml by openapi-python-client. Do not edit: change openapi.yaml, then run
# `make generate`.

"""The data models of the API. Each is imported when it is first used: importing all of them takes
longer than most requests."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .activity_delta_event import ActivityDeltaEvent
    from .activity_snapshot_event import ActivitySnapshotEvent
    from .agent_event import AgentEvent
    from .attachment_content_type import AttachmentContentType
    from .base_event import BaseEvent
    from .chat_asset import ChatAsset
    from .chat_response import ChatResponse
    from .complete_upload_request import CompleteUploadRequest
    from .complete_upload_response import CompleteUploadResponse
    from .custom_event import CustomEvent
    from .custom_event_type import CustomEventType
    from .error_body import ErrorBody
    from .hitl_action_request import HitlActionRequest
    from .hitl_request import HitlRequest
    from .hitl_review_config import HitlReviewConfig
    from .init_upload_request import InitUploadRequest
    from .init_upload_response import InitUploadResponse
    from .limits import Limits
    from .messages_snapshot_event import MessagesSnapshotEvent
    from .presigned_form import PresignedForm
    from .presigned_form_fields import PresignedFormFields
    from .raw_event import RawEvent
    from .reasoning_encrypted_value_event import ReasoningEncryptedValueEvent
    from .reasoning_end_event import ReasoningEndEvent
    from .reasoning_message_chunk_event import ReasoningMessageChunkEvent
    from .reasoning_message_content_event import ReasoningMessageContentEvent
    from .reasoning_message_end_event import ReasoningMessageEndEvent
    from .reasoning_message_start_event import ReasoningMessageStartEvent
    from .reasoning_start_event import ReasoningStartEvent
    from .run_error_event import RunErrorEvent
    from .run_finished_event import RunFinishedEvent
    from .run_interrupt import RunInterrupt
    from .run_outcome import RunOutcome
    from .run_paused_hitl_event import RunPausedHitlEvent
    from .run_started_event import RunStartedEvent
    from .run_workflow_request import RunWorkflowRequest
    from .snapshot_function import SnapshotFunction
    from .snapshot_message import SnapshotMessage
    from .snapshot_tool_call import SnapshotToolCall
    from .state_delta_event import StateDeltaEvent
    from .state_snapshot_event import StateSnapshotEvent
    from .step_finished_event import StepFinishedEvent
    from .step_started_event import StepStartedEvent
    from .subagent_error_event import SubagentErrorEvent
    from .subagent_finished_event import SubagentFinishedEvent
    from .subagent_outcome import SubagentOutcome
    from .subagent_started_event import SubagentStartedEvent
    from .text_message_chunk_event import TextMessageChunkEvent
    from .text_message_content_event import TextMessageContentEvent
    from .text_message_end_event import TextMessageEndEvent
    from .text_message_start_event import TextMessageStartEvent
    from .thinking_end_event import ThinkingEndEvent
    from .thinking_start_event import ThinkingStartEvent
    from .thinking_text_message_content_event import ThinkingTextMessageContentEvent
    from .thinking_text_message_end_event import ThinkingTextMessageEndEvent
    from .thinking_text_message_start_event import ThinkingTextMessageStartEvent
    from .token_usage import TokenUsage
    from .tool_call_args_event import ToolCallArgsEvent
    from .tool_call_chunk_event import ToolCallChunkEvent
    from .tool_call_end_event import ToolCallEndEvent
    from .tool_call_result_event import ToolCallResultEvent
    from .tool_call_start_event import ToolCallStartEvent
    from .upload_error_body import UploadErrorBody
    from .validation_problem import ValidationProblem

__all__ = (
    "ActivityDeltaEvent",
    "ActivitySnapshotEvent",
    "AgentEvent",
    "AttachmentContentType",
    "BaseEvent",
    "ChatAsset",
    "ChatResponse",
    "CompleteUploadRequest",
    "CompleteUploadResponse",
    "CustomEvent",
    "CustomEventType",
    "ErrorBody",
    "HitlActionRequest",
    "HitlRequest",
    "HitlReviewConfig",
    "InitUploadRequest",
    "InitUploadResponse",
    "Limits",
    "MessagesSnapshotEvent",
    "PresignedForm",
    "PresignedFormFields",
    "RawEvent",
    "ReasoningEncryptedValueEvent",
    "ReasoningEndEvent",
    "ReasoningMessageChunkEvent",
    "ReasoningMessageContentEvent",
    "ReasoningMessageEndEvent",
    "ReasoningMessageStartEvent",
    "ReasoningStartEvent",
    "RunErrorEvent",
    "RunFinishedEvent",
    "RunInterrupt",
    "RunOutcome",
    "RunPausedHitlEvent",
    "RunStartedEvent",
    "RunWorkflowRequest",
    "SnapshotFunction",
    "SnapshotMessage",
    "SnapshotToolCall",
    "StateDeltaEvent",
    "StateSnapshotEvent",
    "StepFinishedEvent",
    "StepStartedEvent",
    "SubagentErrorEvent",
    "SubagentFinishedEvent",
    "SubagentOutcome",
    "SubagentStartedEvent",
    "TextMessageChunkEvent",
    "TextMessageContentEvent",
    "TextMessageEndEvent",
    "TextMessageStartEvent",
    "ThinkingEndEvent",
    "ThinkingStartEvent",
    "ThinkingTextMessageContentEvent",
    "ThinkingTextMessageEndEvent",
    "ThinkingTextMessageStartEvent",
    "TokenUsage",
    "ToolCallArgsEvent",
    "ToolCallChunkEvent",
    "ToolCallEndEvent",
    "ToolCallResultEvent",
    "ToolCallStartEvent",
    "UploadErrorBody",
    "ValidationProblem",
)

_MODULES = {
    "ActivityDeltaEvent": ".activity_delta_event",
    "ActivitySnapshotEvent": ".activity_snapshot_event",
    "AgentEvent": ".agent_event",
    "AttachmentContentType": ".attachment_content_type",
    "BaseEvent": ".base_event",
    "ChatAsset": ".chat_asset",
    "ChatResponse": ".chat_response",
    "CompleteUploadRequest": ".complete_upload_request",
    "CompleteUploadResponse": ".complete_upload_response",
    "CustomEvent": ".custom_event",
    "CustomEventType": ".custom_event_type",
    "ErrorBody": ".error_body",
    "HitlActionRequest": ".hitl_action_request",
    "HitlRequest": ".hitl_request",
    "HitlReviewConfig": ".hitl_review_config",
    "InitUploadRequest": ".init_upload_request",
    "InitUploadResponse": ".init_upload_response",
    "Limits": ".limits",
    "MessagesSnapshotEvent": ".messages_snapshot_event",
    "PresignedForm": ".presigned_form",
    "PresignedFormFields": ".presigned_form_fields",
    "RawEvent": ".raw_event",
    "ReasoningEncryptedValueEvent": ".reasoning_encrypted_value_event",
    "ReasoningEndEvent": ".reasoning_end_event",
    "ReasoningMessageChunkEvent": ".reasoning_message_chunk_event",
    "ReasoningMessageContentEvent": ".reasoning_message_content_event",
    "ReasoningMessageEndEvent": ".reasoning_message_end_event",
    "ReasoningMessageStartEvent": ".reasoning_message_start_event",
    "ReasoningStartEvent": ".reasoning_start_event",
    "RunErrorEvent": ".run_error_event",
    "RunFinishedEvent": ".run_finished_event",
    "RunInterrupt": ".run_interrupt",
    "RunOutcome": ".run_outcome",
    "RunPausedHitlEvent": ".run_paused_hitl_event",
    "RunStartedEvent": ".run_started_event",
    "RunWorkflowRequest": ".run_workflow_request",
    "SnapshotFunction": ".snapshot_function",
    "SnapshotMessage": ".snapshot_message",
    "SnapshotToolCall": ".snapshot_tool_call",
    "StateDeltaEvent": ".state_delta_event",
    "StateSnapshotEvent": ".state_snapshot_event",
    "StepFinishedEvent": ".step_finished_event",
    "StepStartedEvent": ".step_started_event",
    "SubagentErrorEvent": ".subagent_error_event",
    "SubagentFinishedEvent": ".subagent_finished_event",
    "SubagentOutcome": ".subagent_outcome",
    "SubagentStartedEvent": ".subagent_started_event",
    "TextMessageChunkEvent": ".text_message_chunk_event",
    "TextMessageContentEvent": ".text_message_content_event",
    "TextMessageEndEvent": ".text_message_end_event",
    "TextMessageStartEvent": ".text_message_start_event",
    "ThinkingEndEvent": ".thinking_end_event",
    "ThinkingStartEvent": ".thinking_start_event",
    "ThinkingTextMessageContentEvent": ".thinking_text_message_content_event",
    "ThinkingTextMessageEndEvent": ".thinking_text_message_end_event",
    "ThinkingTextMessageStartEvent": ".thinking_text_message_start_event",
    "TokenUsage": ".token_usage",
    "ToolCallArgsEvent": ".tool_call_args_event",
    "ToolCallChunkEvent": ".tool_call_chunk_event",
    "ToolCallEndEvent": ".tool_call_end_event",
    "ToolCallResultEvent": ".tool_call_result_event",
    "ToolCallStartEvent": ".tool_call_start_event",
    "UploadErrorBody": ".upload_error_body",
    "ValidationProblem": ".validation_problem",
}


def __getattr__(name: str) -> Any:
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = globals()[name] = getattr(import_module(_MODULES[name], __name__), name)
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
