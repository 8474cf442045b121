"""The apps that agents can use, as attributes of the client's ``connectors``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sketricgen_api.answers import ConnectorList, ConnectorTools

from sketricgen._operations.control import readable
from sketricgen._operations.operation import blocking, flow_of, operation
from sketricgen._operations.pages import Pages

from .connections import Connections

if TYPE_CHECKING:
    import builtins
    from collections.abc import Iterator

    from sketricgen_api.answers import Connector, ConnectorTool

    from sketricgen._http.flow import Flow


class Connectors(Connections):
    """The apps that agents can use: a connector is connected to an account, then attached."""

    @operation
    def list(self) -> Flow[builtins.list[Connector]]:
        """List the connectors.

        Returns:
            The connectors.

        Example:
            >>> async def slugs(client):
            ...     return [each.app_slug for each in await client.connectors.list()]
        """
        doing = "the connectors were being listed"
        answer = yield from self._call(ConnectorList, "list_connectors", doing)
        return answer.connectors

    @blocking(list)
    def list_sync(self) -> None:
        """List the connectors, blocking: the same as `list`."""

    @operation
    def list_tools(
        self, app_slug: str, limit: int | None = None, offset: int | None = None
    ) -> Flow[ConnectorTools]:
        """Get some of a connector's tools; `iter_tools` gives all of them.

        Args:
            app_slug: The connector.
            limit: How many tools at most; None leaves it to the service.
            offset: How many tools to leave out at the start.

        Returns:
            The tools, and whether there are more.

        Raises:
            SketricGenValidationError: An argument is not acceptable; nothing was sent.
            SketricGenAdminError: The control plane answered with an error.
            SketricGenNetworkError: No complete answer arrived.

        Example:
            >>> async def some_tools(client):
            ...     return (await client.connectors.list_tools("slack", limit=10)).tools
        """
        given = {"limit": limit, "offset": offset}
        doing = "the tools of a connector were being listed"
        return self._call(ConnectorTools, "list_connector_tools", doing, given, app_slug=app_slug)

    @blocking(list_tools)
    def list_tools_sync(self) -> None:
        """Get some of a connector's tools, blocking: the same as `list_tools`."""

    def iter_tools(self, app_slug: str) -> Pages[ConnectorTool]:
        """List all tools of a connector, for ``async for`` and for ``for``.

        Args:
            app_slug: The connector.

        Returns:
            The tools; a page is fetched when its first item is needed.

        Raises:
            SketricGenValidationError: `app_slug` is not acceptable.

        Example:
            >>> for tool in client.connectors.iter_tools("slack"):
            ...     print(tool.tool_name)
        """
        list_tools = flow_of(self.list_tools)
        list_tools(app_slug)  # checks it

        def page(offset: int | None) -> Flow[tuple[builtins.list[ConnectorTool], int | None]]:
            got = yield from list_tools(app_slug, offset=offset)
            tools: builtins.list[ConnectorTool] = readable(got, "tools")
            has_more = readable(got, "has_more")
            return tools, (offset or 0) + len(tools) if has_more else None

        return Pages(self._perform, self._aperform, page)

    def iter_tools_sync(self, app_slug: str) -> Iterator[ConnectorTool]:
        """List all tools of a connector, blocking.

        Args:
            app_slug: The connector.

        Returns:
            The tools; a page is fetched when its first item is needed.

        Raises:
            SketricGenValidationError: `app_slug` is not acceptable.

        Example:
            >>> first = next(client.connectors.iter_tools_sync("slack"))
        """
        return iter(self.iter_tools(app_slug))
