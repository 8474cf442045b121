"""Connecting the apps that agents can use to accounts, and agents to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sketricgen_api.answers import (
    ConnectionStatus,
    ConnectLink,
    ConnectorAttachment,
    ConnectorDetachment,
)
from sketricgen_api.models import AttachConnectorRequest, CreateConnectLinkRequest

from sketricgen._operations.operation import blocking, flow_of, operation
from sketricgen._operations.waiting import Waiting, wait_for_connection

from .resources import Resource

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sketricgen._http.flow import Flow


class Connections(Resource):
    """The connections of connectors: to accounts, and to agents."""

    _group = "connectors"

    @operation
    def create_link(
        self, app_slug: str, project_id: str | None = None, agent_type: str | None = None
    ) -> Flow[ConnectLink]:
        """Make a link at which a person connects an account; it is never made twice by itself.

        Args:
            app_slug: The connector.
            project_id: The project to connect it for; None for the default one.
            agent_type: The type of agent that is to use it.

        Returns:
            The link, as ``connect_url``; or ``already_connected`` is true.

        Raises:
            SketricGenValidationError: An argument is not acceptable; nothing was sent.
            SketricGenAdminError: The control plane answered with an error.
            SketricGenNetworkError: No complete answer arrived; `maybe_executed` says whether the
                link may have been made all the same.

        Example:
            >>> async def link(client):
            ...     return (await client.connectors.create_link("slack")).connect_url
        """
        return self._call(
            ConnectLink,
            "create_connect_link",
            "a link for connecting was being made",
            {"project_id": project_id, "agent_type": agent_type},
            body=CreateConnectLinkRequest,
            caution="The link may have been made all the same: to make another leaves it open.",
            app_slug=app_slug,
        )

    @blocking(create_link)
    def create_link_sync(self) -> None:
        """Make a link for connecting an account, blocking: the same as `create_link`."""

    @operation
    def check_connection(
        self, app_slug: str, agent_type: str | None = None, project_id: str | None = None
    ) -> Flow[ConnectionStatus]:
        """Get whether a connector is connected to an account.

        Args:
            app_slug: The connector.
            agent_type: The type of agent that is to use it.
            project_id: The project; None for the default one.

        Returns:
            The state, with ``connected``.

        Raises:
            SketricGenValidationError: An argument is not acceptable; nothing was sent.
            SketricGenAdminError: The control plane answered with an error.
            SketricGenNetworkError: No complete answer arrived.

        Example:
            >>> async def is_connected(client):
            ...     return (await client.connectors.check_connection("slack")).connected
        """
        given = {"agent_type": agent_type, "project_id": project_id}
        doing = "the connection was being looked at"
        return self._call(ConnectionStatus, "get_connection", doing, given, app_slug=app_slug)

    @blocking(check_connection)
    def check_connection_sync(self) -> None:
        """Get whether a connector is connected, blocking: the same as `check_connection`."""

    @operation
    def wait_until_connected(
        self,
        app_slug: str,
        agent_type: str | None = None,
        project_id: str | None = None,
        poll_interval: float = 10.0,
        timeout: float = 600.0,
    ) -> Flow[ConnectionStatus]:
        """Wait until a person has connected a connector to an account.

        Args:
            app_slug: The connector.
            agent_type: The type of agent that is to use it.
            project_id: The project; None for the default one.
            poll_interval: The seconds between two looks.
            timeout: The seconds to wait in all.

        Returns:
            The state, once it is connected.

        Raises:
            SketricGenValidationError: An argument is not acceptable; nothing was sent.
            SketricGenTimeoutError: It was not connected in time.
            SketricGenAdminError: The control plane answered with an error.

        Example:
            >>> async def connect(client):
            ...     link = await client.connectors.create_link("slack")
            ...     print("Open", link.connect_url)
            ...     await client.connectors.wait_until_connected("slack")
        """

        def look(seconds: float) -> Flow[ConnectionStatus]:
            check = flow_of(self._within(seconds).check_connection)
            return check(app_slug, agent_type, project_id)

        return wait_for_connection(app_slug, look, Waiting(poll_interval, timeout))

    @blocking(wait_until_connected)
    def wait_until_connected_sync(self) -> None:
        """Wait for a connection, blocking: the same as `wait_until_connected`."""

    @operation
    def attach(
        self, agent_id: str, app_slug: str, allowed_tools: Sequence[str] | None = None
    ) -> Flow[ConnectorAttachment]:
        """Give an agent a connector; to repeat it changes nothing.

        Args:
            agent_id: The agent.
            app_slug: The connector.
            allowed_tools: The names of the tools that it may use; None for all.

        Returns:
            What the agent may use now; ``changed`` is true if that was different before.

        Raises:
            SketricGenValidationError: An argument is not acceptable; nothing was sent.
            SketricGenAdminError: The control plane answered with an error.
            SketricGenNetworkError: No complete answer arrived.

        Example:
            >>> async def give_slack(client, agent_id):
            ...     await client.connectors.attach(agent_id, "slack", ["send_message"])
        """
        return self._call(
            ConnectorAttachment,
            "attach_connector",
            "a connector was being attached",
            {"app_slug": app_slug, "allowed_tools": allowed_tools},
            body=AttachConnectorRequest,
            agent_id=agent_id,
        )

    @blocking(attach)
    def attach_sync(self) -> None:
        """Give an agent a connector, blocking: the same as `attach`."""

    @operation
    def detach(self, agent_id: str, app_slug: str) -> Flow[ConnectorDetachment]:
        """Take a connector from an agent; to repeat it changes nothing.

        Args:
            agent_id: The agent.
            app_slug: The connector.

        Returns:
            The state, with ``attached``.

        Raises:
            SketricGenValidationError: An argument is not acceptable; nothing was sent.
            SketricGenAdminError: The control plane answered with an error.
            SketricGenNetworkError: No complete answer arrived.

        Example:
            >>> async def take_slack(client, agent_id):
            ...     await client.connectors.detach(agent_id, "slack")
        """
        return self._call(
            ConnectorDetachment,
            "detach_connector",
            "a connector was being detached",
            agent_id=agent_id,
            app_slug=app_slug,
        )

    @blocking(detach)
    def detach_sync(self) -> None:
        """Take a connector from an agent, blocking: the same as `detach`."""
