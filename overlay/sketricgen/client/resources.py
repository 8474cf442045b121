"""The groups of the control plane: what they share, and those that only list."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Callable

from sketricgen_api.answers import AgentPage, KnowledgeBasePage, ProjectPage

from sketricgen._operations.control import call, readable
from sketricgen._operations.operation import Performer
from sketricgen._operations.pages import Pages

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sketricgen_api.answers import Agent, KnowledgeBase, Project
    from typing_extensions import Self

    from sketricgen._http.flow import CallOptions, Flow
    from sketricgen._operations.control import A


class Resource(Performer):
    """A group of operations, reached as an attribute of the client."""

    _group: str  # the folder of its generated operations

    def __init__(self, client: Performer, options: Callable[..., CallOptions]) -> None:
        self._connections = client._connections  # noqa: SLF001 # they share them
        self._options = options

    def _call(
        self,
        kind: type[A],
        operation: str,
        doing: str,
        given: dict[str, Any] | None = None,
        *,
        body: Any = None,
        check: Callable[[str, Any], object] | None = None,
        caution: str = "",
        **ids: str,
    ) -> Flow[A]:
        """Check the arguments of a request, and return its flow; see `call`."""
        name = f"{self._group}.{operation}"
        options = self._options()
        return call(
            options, kind, name, doing, ids, given or {}, body=body, check=check, caution=caution
        )

    def _within(self, seconds: float) -> Self:
        """Return the same group, whose requests take at most so many seconds."""
        return type(self)(self, partial(self._options, deadline=seconds))

    def _listed(self, kind: type[Any]) -> Pages[Any]:
        """Return the items of the group's list, whose pages have the token of the next."""
        name = self._group

        def page(token: str | None) -> Flow[tuple[list[Any], str | None]]:
            doing = f"the {name.replace('_', ' ')} were being listed"
            got = yield from self._call(kind, f"list_{name}", doing, {"next_token": token})
            return getattr(got, name), readable(got, "next_token") or None

        return Pages(self._perform, self._aperform, page)


class Projects(Resource):
    """The projects of the teamspace."""

    _group = "projects"

    def list(self) -> Pages[Project]:
        """List the projects, for ``async for`` and for ``for``.

        Returns:
            The projects; a page is fetched when its first item is needed.

        Example:
            >>> for project in client.projects.list():
            ...     print(project.display_name)
        """
        return self._listed(ProjectPage)

    def list_sync(self) -> Iterator[Project]:
        """List the projects, blocking.

        Returns:
            The projects; a page is fetched when its first item is needed.

        Example:
            >>> first = next(client.projects.list_sync())
        """
        return iter(self.list())


class Agents(Resource):
    """The agents of the teamspace."""

    _group = "agents"

    def list(self) -> Pages[Agent]:
        """List the agents, for ``async for`` and for ``for``.

        Returns:
            The agents; a page is fetched when its first item is needed.

        Example:
            >>> async def names_of_agents(client):
            ...     return [agent.name async for agent in client.agents.list()]
        """
        return self._listed(AgentPage)

    def list_sync(self) -> Iterator[Agent]:
        """List the agents, blocking.

        Returns:
            The agents; a page is fetched when its first item is needed.

        Example:
            >>> ids = [agent.agent_id for agent in client.agents.list_sync()]
        """
        return iter(self.list())


class KnowledgeBases(Resource):
    """The knowledge bases of the teamspace."""

    _group = "knowledge_bases"

    def list(self) -> Pages[KnowledgeBase]:
        """List the knowledge bases, for ``async for`` and for ``for``.

        Returns:
            The knowledge bases; a page is fetched when its first item is needed.

        Example:
            >>> for base in client.knowledge_bases.list():
            ...     print(base.name, base.agents_using_kb)
        """
        return self._listed(KnowledgeBasePage)

    def list_sync(self) -> Iterator[KnowledgeBase]:
        """List the knowledge bases, blocking.

        Returns:
            The knowledge bases; a page is fetched when its first item is needed.

        Example:
            >>> names = [base.name for base in client.knowledge_bases.list_sync()]
        """
        return iter(self.list())
