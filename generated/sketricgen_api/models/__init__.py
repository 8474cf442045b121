# Made from openapi.yaml by openapi-python-client. Do not edit: change openapi.yaml, then run
# `make generate`.

"""The data models of the API. Each is imported when it is first used: importing all of them takes
longer than most requests."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .activity_delta_event import ActivityDeltaEvent
    from .activity_snapshot_event import ActivitySnapshotEvent
    from .admin_error_body import AdminErrorBody
    from .agent import Agent
    from .agent_event import AgentEvent
    from .agent_page import AgentPage
    from .attach_connector_request import AttachConnectorRequest
    from .attachment_content_type import AttachmentContentType
    from .base_event import BaseEvent
    from .brand_agent_detail import BrandAgentDetail
    from .brand_agent_job import BrandAgentJob
    from .brand_agent_template import BrandAgentTemplate
    from .brand_agent_template_list import BrandAgentTemplateList
    from .brand_agent_update_result import BrandAgentUpdateResult
    from .chat_asset import ChatAsset
    from .chat_response import ChatResponse
    from .complete_upload_request import CompleteUploadRequest
    from .complete_upload_response import CompleteUploadResponse
    from .connect_link import ConnectLink
    from .connection_status import ConnectionStatus
    from .connector import Connector
    from .connector_attachment import ConnectorAttachment
    from .connector_detachment import ConnectorDetachment
    from .connector_list import ConnectorList
    from .connector_tool import ConnectorTool
    from .connector_tools import ConnectorTools
    from .counts import Counts
    from .create_brand_agent_request import CreateBrandAgentRequest
    from .create_connect_link_request import CreateConnectLinkRequest
    from .custom_event import CustomEvent
    from .custom_event_type import CustomEventType
    from .error_body import ErrorBody
    from .hitl_action_request import HitlActionRequest
    from .hitl_decision import HitlDecision
    from .hitl_decision_type import HitlDecisionType
    from .hitl_request import HitlRequest
    from .hitl_resume import HitlResume
    from .hitl_review_config import HitlReviewConfig
    from .init_upload_request import InitUploadRequest
    from .init_upload_response import InitUploadResponse
    from .job_embed import JobEmbed
    from .job_status import JobStatus
    from .knowledge_base import KnowledgeBase
    from .knowledge_base_page import KnowledgeBasePage
    from .limits import Limits
    from .messages_snapshot_event import MessagesSnapshotEvent
    from .platform_data import PlatformData
    from .presigned_form import PresignedForm
    from .presigned_form_fields import PresignedFormFields
    from .project import Project
    from .project_page import ProjectPage
    from .raw_event import RawEvent
    from .reasoning_encrypted_value_event import ReasoningEncryptedValueEvent
    from .reasoning_end_event import ReasoningEndEvent
    from .reasoning_message_chunk_event import ReasoningMessageChunkEvent
    from .reasoning_message_content_event import ReasoningMessageContentEvent
    from .reasoning_message_end_event import ReasoningMessageEndEvent
    from .reasoning_message_start_event import ReasoningMessageStartEvent
    from .reasoning_start_event import ReasoningStartEvent
    from .required_connector import RequiredConnector
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
    from .teamspace import Teamspace
    from .teamspace_list import TeamspaceList
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
    from .update_brand_agent_request import UpdateBrandAgentRequest
    from .update_widget_config_request import UpdateWidgetConfigRequest
    from .upload_error_body import UploadErrorBody
    from .validation_problem import ValidationProblem
    from .widget_config import WidgetConfig
    from .widget_config_update_result import WidgetConfigUpdateResult

__all__ = (
    "ActivityDeltaEvent",
    "ActivitySnapshotEvent",
    "AdminErrorBody",
    "Agent",
    "AgentEvent",
    "AgentPage",
    "AttachConnectorRequest",
    "AttachmentContentType",
    "BaseEvent",
    "BrandAgentDetail",
    "BrandAgentJob",
    "BrandAgentTemplate",
    "BrandAgentTemplateList",
    "BrandAgentUpdateResult",
    "ChatAsset",
    "ChatResponse",
    "CompleteUploadRequest",
    "CompleteUploadResponse",
    "ConnectionStatus",
    "ConnectLink",
    "Connector",
    "ConnectorAttachment",
    "ConnectorDetachment",
    "ConnectorList",
    "ConnectorTool",
    "ConnectorTools",
    "Counts",
    "CreateBrandAgentRequest",
    "CreateConnectLinkRequest",
    "CustomEvent",
    "CustomEventType",
    "ErrorBody",
    "HitlActionRequest",
    "HitlDecision",
    "HitlDecisionType",
    "HitlRequest",
    "HitlResume",
    "HitlReviewConfig",
    "InitUploadRequest",
    "InitUploadResponse",
    "JobEmbed",
    "JobStatus",
    "KnowledgeBase",
    "KnowledgeBasePage",
    "Limits",
    "MessagesSnapshotEvent",
    "PlatformData",
    "PresignedForm",
    "PresignedFormFields",
    "Project",
    "ProjectPage",
    "RawEvent",
    "ReasoningEncryptedValueEvent",
    "ReasoningEndEvent",
    "ReasoningMessageChunkEvent",
    "ReasoningMessageContentEvent",
    "ReasoningMessageEndEvent",
    "ReasoningMessageStartEvent",
    "ReasoningStartEvent",
    "RequiredConnector",
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
    "Teamspace",
    "TeamspaceList",
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
    "UpdateBrandAgentRequest",
    "UpdateWidgetConfigRequest",
    "UploadErrorBody",
    "ValidationProblem",
    "WidgetConfig",
    "WidgetConfigUpdateResult",
)

_MODULES = {
    "ActivityDeltaEvent": ".activity_delta_event",
    "ActivitySnapshotEvent": ".activity_snapshot_event",
    "AdminErrorBody": ".admin_error_body",
    "Agent": ".agent",
    "AgentEvent": ".agent_event",
    "AgentPage": ".agent_page",
    "AttachConnectorRequest": ".attach_connector_request",
    "AttachmentContentType": ".attachment_content_type",
    "BaseEvent": ".base_event",
    "BrandAgentDetail": ".brand_agent_detail",
    "BrandAgentJob": ".brand_agent_job",
    "BrandAgentTemplate": ".brand_agent_template",
    "BrandAgentTemplateList": ".brand_agent_template_list",
    "BrandAgentUpdateResult": ".brand_agent_update_result",
    "ChatAsset": ".chat_asset",
    "ChatResponse": ".chat_response",
    "CompleteUploadRequest": ".complete_upload_request",
    "CompleteUploadResponse": ".complete_upload_response",
    "ConnectLink": ".connect_link",
    "ConnectionStatus": ".connection_status",
    "Connector": ".connector",
    "ConnectorAttachment": ".connector_attachment",
    "ConnectorDetachment": ".connector_detachment",
    "ConnectorList": ".connector_list",
    "ConnectorTool": ".connector_tool",
    "ConnectorTools": ".connector_tools",
    "Counts": ".counts",
    "CreateBrandAgentRequest": ".create_brand_agent_request",
    "CreateConnectLinkRequest": ".create_connect_link_request",
    "CustomEvent": ".custom_event",
    "CustomEventType": ".custom_event_type",
    "ErrorBody": ".error_body",
    "HitlActionRequest": ".hitl_action_request",
    "HitlDecision": ".hitl_decision",
    "HitlDecisionType": ".hitl_decision_type",
    "HitlRequest": ".hitl_request",
    "HitlResume": ".hitl_resume",
    "HitlReviewConfig": ".hitl_review_config",
    "InitUploadRequest": ".init_upload_request",
    "InitUploadResponse": ".init_upload_response",
    "JobEmbed": ".job_embed",
    "JobStatus": ".job_status",
    "KnowledgeBase": ".knowledge_base",
    "KnowledgeBasePage": ".knowledge_base_page",
    "Limits": ".limits",
    "MessagesSnapshotEvent": ".messages_snapshot_event",
    "PlatformData": ".platform_data",
    "PresignedForm": ".presigned_form",
    "PresignedFormFields": ".presigned_form_fields",
    "Project": ".project",
    "ProjectPage": ".project_page",
    "RawEvent": ".raw_event",
    "ReasoningEncryptedValueEvent": ".reasoning_encrypted_value_event",
    "ReasoningEndEvent": ".reasoning_end_event",
    "ReasoningMessageChunkEvent": ".reasoning_message_chunk_event",
    "ReasoningMessageContentEvent": ".reasoning_message_content_event",
    "ReasoningMessageEndEvent": ".reasoning_message_end_event",
    "ReasoningMessageStartEvent": ".reasoning_message_start_event",
    "ReasoningStartEvent": ".reasoning_start_event",
    "RequiredConnector": ".required_connector",
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
    "Teamspace": ".teamspace",
    "TeamspaceList": ".teamspace_list",
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
    "UpdateBrandAgentRequest": ".update_brand_agent_request",
    "UpdateWidgetConfigRequest": ".update_widget_config_request",
    "UploadErrorBody": ".upload_error_body",
    "ValidationProblem": ".validation_problem",
    "WidgetConfig": ".widget_config",
    "WidgetConfigUpdateResult": ".widget_config_update_result",
}


def __getattr__(name: str) -> Any:
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = globals()[name] = getattr(import_module(_MODULES[name], __name__), name)
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
