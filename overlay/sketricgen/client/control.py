"""The control plane: the groups of its operations, as attributes of the client."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sketricgen._operations.operation import blocking, operation

from .base import BaseClient

# Most programs use none of it, so each group is imported when it is first asked for.
if TYPE_CHECKING:
    from sketricgen_api.answers import Teamspace

    from sketricgen._http.flow import Flow

    from .brand_agents import BrandAgents
    from .connectors import Connectors
    from .resources import Agents, KnowledgeBases, Projects


class ControlMethods(BaseClient):
    """The groups of the control plane, and who the key belongs to."""

    @operation
    def whoami(self) -> Flow[Teamspace]:
        """Get the teamspace that the API key belongs to.

        Returns:
            The teamspace.

        Example:
            >>> async def name_of_teamspace(client):
            ...     return (await client.whoami()).display_name
        """
        from sketricgen._operations.control import whoami

        return whoami(self._options())

    @blocking(whoami)
    def whoami_sync(self) -> None:
        """Get the teamspace that the API key belongs to, blocking: the same as `whoami`."""

    @property
    def projects(self) -> Projects:
        """The projects of the teamspace."""
        from .resources import Projects

        return Projects(self, self._options)

    @property
    def agents(self) -> Agents:
        """The agents of the teamspace."""
        from .resources import Agents

        return Agents(self, self._options)

    @property
    def knowledge_bases(self) -> KnowledgeBases:
        """The knowledge bases of the teamspace."""
        from .resources import KnowledgeBases

        return KnowledgeBases(self, self._options)

    @property
    def brand_agents(self) -> BrandAgents:
        """Agents that are made from a website."""
        from .brand_agents import BrandAgents

        return BrandAgents(self, self._options)

    @property
    def connectors(self) -> Connectors:
        """The apps that agents can use."""
        from .connectors import Connectors

        return Connectors(self, self._options)
