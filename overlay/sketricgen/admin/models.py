"""The answers of the control plane: the same classes that the client gives."""

# ruff: noqa: PLC0414 # so that type checkers find the names here
from sketricgen_api.answers import (
    Agent as Agent,
)
from sketricgen_api.answers import (
    BrandAgentDetail as BrandAgentDetail,
)
from sketricgen_api.answers import (
    BrandAgentJob as BrandAgentJob,
)
from sketricgen_api.answers import (
    BrandAgentTemplate as BrandAgentTemplate,
)
from sketricgen_api.answers import (
    BrandAgentUpdateResult as BrandAgentUpdateResult,
)
from sketricgen_api.answers import (
    ConnectionStatus as ConnectionStatus,
)
from sketricgen_api.answers import (
    ConnectLink as ConnectLink,
)
from sketricgen_api.answers import (
    Connector as Connector,
)
from sketricgen_api.answers import (
    ConnectorAttachment as ConnectorAttachment,
)
from sketricgen_api.answers import (
    ConnectorDetachment as ConnectorDetachment,
)
from sketricgen_api.answers import (
    ConnectorTool as ConnectorTool,
)
from sketricgen_api.answers import (
    ConnectorTools as ConnectorTools,
)
from sketricgen_api.answers import (
    JobEmbed as JobEmbed,
)
from sketricgen_api.answers import (
    JobStatus as JobStatus,
)
from sketricgen_api.answers import (
    KnowledgeBase as KnowledgeBase,
)
from sketricgen_api.answers import (
    Project as Project,
)
from sketricgen_api.answers import (
    RequiredConnector as RequiredConnector,
)
from sketricgen_api.answers import (
    Teamspace as Teamspace,
)
from sketricgen_api.answers import (
    WidgetConfig as WidgetConfig,
)
from sketricgen_api.answers import (
    WidgetConfigUpdateResult as WidgetConfigUpdateResult,
)
