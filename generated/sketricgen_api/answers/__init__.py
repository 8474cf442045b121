# Made from openapi.yaml by openapi-python-client. Do not edit: change openapi.yaml, then run
# `make generate`.

"""The answers of the API, as classes to read. Each module is imported when it is first used."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .agents import Agent, AgentPage
    from .answer import Answer, WholeAnswer
    from .brand_agents import (
        BrandAgentDetail,
        BrandAgentJob,
        BrandAgentTemplate,
        BrandAgentTemplateList,
        BrandAgentUpdateResult,
        JobEmbed,
        JobStatus,
        RequiredConnector,
        WidgetConfig,
        WidgetConfigUpdateResult,
    )
    from .connectors import (
        ConnectionStatus,
        ConnectLink,
        Connector,
        ConnectorAttachment,
        ConnectorDetachment,
        ConnectorList,
        ConnectorTool,
        ConnectorTools,
    )
    from .knowledge_bases import KnowledgeBase, KnowledgeBasePage
    from .projects import Project, ProjectPage
    from .teamspace import Teamspace, TeamspaceList
    from .uploads import CompleteUploadResponse, InitUploadResponse, PresignedForm, UploadErrorBody
    from .workflows import (
        ChatAsset,
        ChatResponse,
        HitlActionRequest,
        HitlRequest,
        HitlReviewConfig,
        RunInterrupt,
        TokenUsage,
    )

_MODULES = {
    "Agent": ".agents",
    "AgentPage": ".agents",
    "Answer": ".answer",
    "BrandAgentDetail": ".brand_agents",
    "BrandAgentJob": ".brand_agents",
    "BrandAgentTemplate": ".brand_agents",
    "BrandAgentTemplateList": ".brand_agents",
    "BrandAgentUpdateResult": ".brand_agents",
    "ChatAsset": ".workflows",
    "ChatResponse": ".workflows",
    "CompleteUploadResponse": ".uploads",
    "ConnectLink": ".connectors",
    "ConnectionStatus": ".connectors",
    "Connector": ".connectors",
    "ConnectorAttachment": ".connectors",
    "ConnectorDetachment": ".connectors",
    "ConnectorList": ".connectors",
    "ConnectorTool": ".connectors",
    "ConnectorTools": ".connectors",
    "HitlActionRequest": ".workflows",
    "HitlRequest": ".workflows",
    "HitlReviewConfig": ".workflows",
    "InitUploadResponse": ".uploads",
    "JobEmbed": ".brand_agents",
    "JobStatus": ".brand_agents",
    "KnowledgeBase": ".knowledge_bases",
    "KnowledgeBasePage": ".knowledge_bases",
    "PresignedForm": ".uploads",
    "Project": ".projects",
    "ProjectPage": ".projects",
    "RequiredConnector": ".brand_agents",
    "RunInterrupt": ".workflows",
    "Teamspace": ".teamspace",
    "TeamspaceList": ".teamspace",
    "TokenUsage": ".workflows",
    "UploadErrorBody": ".uploads",
    "WholeAnswer": ".answer",
    "WidgetConfig": ".brand_agents",
    "WidgetConfigUpdateResult": ".brand_agents",
}

__all__ = (
    "Agent",
    "AgentPage",
    "Answer",
    "BrandAgentDetail",
    "BrandAgentJob",
    "BrandAgentTemplate",
    "BrandAgentTemplateList",
    "BrandAgentUpdateResult",
    "ChatAsset",
    "ChatResponse",
    "CompleteUploadResponse",
    "ConnectLink",
    "ConnectionStatus",
    "Connector",
    "ConnectorAttachment",
    "ConnectorDetachment",
    "ConnectorList",
    "ConnectorTool",
    "ConnectorTools",
    "HitlActionRequest",
    "HitlRequest",
    "HitlReviewConfig",
    "InitUploadResponse",
    "JobEmbed",
    "JobStatus",
    "KnowledgeBase",
    "KnowledgeBasePage",
    "PresignedForm",
    "Project",
    "ProjectPage",
    "RequiredConnector",
    "RunInterrupt",
    "Teamspace",
    "TeamspaceList",
    "TokenUsage",
    "UploadErrorBody",
    "WholeAnswer",
    "WidgetConfig",
    "WidgetConfigUpdateResult",
)


def __getattr__(name: str) -> Any:
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = globals()[name] = getattr(import_module(_MODULES[name], __name__), name)
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
