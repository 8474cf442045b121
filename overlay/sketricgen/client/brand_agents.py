"""Agents that are made from a website, as attributes of the client's ``brand_agents``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sketricgen_api.answers import (
    BrandAgentDetail,
    BrandAgentTemplateList,
    BrandAgentUpdateResult,
    WidgetConfig,
    WidgetConfigUpdateResult,
)
from sketricgen_api.models import UpdateBrandAgentRequest, UpdateWidgetConfigRequest

from sketricgen._operations.control import validate_json
from sketricgen._operations.operation import blocking, operation

from .jobs import Jobs

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sketricgen_api.answers import BrandAgentTemplate

    from sketricgen._http.flow import Flow


class BrandAgents(Jobs):
    """Agents that are made from a website: making them, their settings, their widgets."""

    _group = "brand_agents"

    @operation
    def get(self, agent_id: str) -> Flow[BrandAgentDetail]:
        """Get an agent.

        Args:
            agent_id: The agent.

        Returns:
            The agent, its settings and what it is made of.

        Raises:
            SketricGenValidationError: An argument is not acceptable; nothing was sent.
            SketricGenAdminError: The control plane answered with an error.
            SketricGenNetworkError: No complete answer arrived.

        Example:
            >>> async def settings_of(client, agent_id):
            ...     return (await client.brand_agents.get(agent_id)).settings
        """
        doing = "an agent was being read"
        return self._call(BrandAgentDetail, "get_brand_agent", doing, agent_id=agent_id)

    @blocking(get)
    def get_sync(self) -> None:
        """Get an agent, blocking: the same as `get`."""

    @operation
    def update(
        self,
        agent_id: str,
        display_name: str | None = None,
        agent_name: str | None = None,
        instructions: str | None = None,
        model: str | None = None,
        knowledge_base_ids: Sequence[str] | None = None,
    ) -> Flow[BrandAgentUpdateResult]:
        """Change an agent; what is None stays as it is. To repeat it changes nothing.

        Args:
            agent_id: The agent.
            display_name: The name that people see.
            agent_name: The name in the teamspace.
            instructions: What it is to do, and how.
            model: The language model, one of ``available_models`` of `get`.
            knowledge_base_ids: All knowledge bases that it is to use; ``[]`` for none.

        Returns:
            The agent as it is now, and what was changed.

        Raises:
            SketricGenValidationError: An argument is not acceptable; nothing was sent.
            SketricGenAdminError: The control plane answered with an error.
            SketricGenNetworkError: No complete answer arrived.

        Example:
            >>> async def rename(client, agent_id):
            ...     return (await client.brand_agents.update(agent_id, "Ada")).updated
        """
        given = {
            "display_name": display_name,
            "agent_name": agent_name,
            "instructions": instructions,
            "model": model,
            "knowledge_base_ids": knowledge_base_ids,
        }
        return self._call(
            BrandAgentUpdateResult,
            "update_brand_agent",
            "an agent was being changed",
            given,
            body=UpdateBrandAgentRequest,
            agent_id=agent_id,
        )

    @blocking(update)
    def update_sync(self) -> None:
        """Change an agent, blocking: the same as `update`."""

    @operation
    def list_templates(
        self, limit: int | None = None, offset: int | None = None
    ) -> Flow[list[BrandAgentTemplate]]:
        """List the templates that an agent can be made with.

        Args:
            limit: How many at most; None leaves it to the service.
            offset: How many to leave out at the start.

        Returns:
            The templates.

        Raises:
            SketricGenValidationError: An argument is not acceptable; nothing was sent.
            SketricGenAdminError: The control plane answered with an error.
            SketricGenNetworkError: No complete answer arrived.

        Example:
            >>> async def slugs_of_templates(client):
            ...     return [each.slug for each in await client.brand_agents.list_templates()]
        """
        doing, given = "the templates were being listed", {"limit": limit, "offset": offset}
        answer = yield from self._call(
            BrandAgentTemplateList, "list_brand_agent_templates", doing, given
        )
        return answer.brand_agent_templates

    @blocking(list_templates)
    def list_templates_sync(self) -> None:
        """List the templates, blocking: the same as `list_templates`."""

    @operation
    def get_widget_config(self, agent_id: str) -> Flow[WidgetConfig]:
        """Get how an agent's widget looks and behaves on a website.

        Args:
            agent_id: The agent.

        Returns:
            The configuration, as ``widget_config``.

        Raises:
            SketricGenValidationError: An argument is not acceptable; nothing was sent.
            SketricGenAdminError: The control plane answered with an error.
            SketricGenNetworkError: No complete answer arrived.

        Example:
            >>> async def widget_of(client, agent_id):
            ...     return (await client.brand_agents.get_widget_config(agent_id)).widget_config
        """
        doing = "the configuration of a widget was being read"
        return self._call(WidgetConfig, "get_widget_config", doing, agent_id=agent_id)

    @blocking(get_widget_config)
    def get_widget_config_sync(self) -> None:
        """Get a widget's configuration, blocking: the same as `get_widget_config`."""

    @operation
    def update_widget_config(
        self, /, agent_id: str, **fields: Any
    ) -> Flow[WidgetConfigUpdateResult]:
        """Change an agent's widget. To repeat it changes nothing.

        Args:
            agent_id: The agent.
            **fields: The fields to change, with values that can be written as JSON; what is None
                stays as it is.

        Returns:
            The configuration as it is now, and what was changed.

        Raises:
            SketricGenValidationError: An argument is not acceptable; nothing was sent.
            SketricGenAdminError: The control plane answered with an error.
            SketricGenNetworkError: No complete answer arrived.

        Example:
            >>> async def paint(client, agent_id):
            ...     await client.brand_agents.update_widget_config(agent_id, color="#ff8800")
        """
        return self._call(
            WidgetConfigUpdateResult,
            "update_widget_config",
            "the configuration of a widget was being changed",
            fields,
            body=UpdateWidgetConfigRequest,
            check=validate_json,
            agent_id=agent_id,
        )

    @blocking(update_widget_config)
    def update_widget_config_sync(self) -> None:
        """Change an agent's widget, blocking: the same as `update_widget_config`."""
