"""The teamspaces and all that they hold. Each is seen by one key."""

from __future__ import annotations

import hmac
from typing import TYPE_CHECKING

from sketricgen.emulator.admin import seeds
from sketricgen.emulator.admin.asking import not_found
from sketricgen.emulator.errors import AdminError

if TYPE_CHECKING:
    from sketricgen.emulator.admin.jobs import BrandAgent
    from sketricgen.emulator.admin.seeds import Item
    from sketricgen.emulator.settings import Settings

_ALL_PROJECTS = {
    project["project_id"]
    for teamspace in (seeds.LOCAL, seeds.SECOND)
    for project in seeds.projects(teamspace)
}
_KB_STATUS = {
    "queued": "pending",
    "running": "processing",
    "succeeded": "ready",
    "failed": "failed",
}


class Teamspace:
    """A teamspace.

    Args:
        about: Its id and names.
        settings: The settings of the emulator.

    Attributes:
        about: Its id and names.
        settings: The settings of the emulator.
        projects: Its projects, by id.
        brand_agents: Its brand agents, by id.
        crawled: Knowledge bases made for a brand agent, with that agent, by id.
        connected: When each connector is connected, by connector, project and type of agent.
        attached: The tools that each agent may use, by agent and connector; None for all of them.
    """

    def __init__(self, about: Item, settings: Settings) -> None:
        self.about = about
        self.settings = settings
        projects = seeds.projects(about)
        self.projects: dict[str, Item] = {item["project_id"]: item for item in projects}
        self.brand_agents: dict[str, BrandAgent] = {}
        self.crawled: dict[str, BrandAgent] = {}
        self.connected: dict[tuple[str, str, str], float] = {}
        self.attached: dict[tuple[str, str], list[str] | None] = {}
        self._agents = {item["agent_id"]: item for item in seeds.agents(about)}
        self._knowledge_bases = {
            item["knowledge_base_id"]: item for item in seeds.knowledge_bases(about)
        }

    @property
    def teamspace_id(self) -> str:
        """Its id."""
        return str(self.about["teamspace_id"])

    @property
    def now(self) -> float:
        """The time, in seconds since 1970."""
        return self.settings.clock()

    @property
    def agents(self) -> list[Item]:
        """Its agents, brand agents last."""
        brand_agents = [agent.listed(self.now) for agent in self.brand_agents.values()]
        return [*self._agents.values(), *brand_agents]

    @property
    def knowledge_bases(self) -> list[Item]:
        """Its knowledge bases, those made for brand agents last."""
        return [self.knowledge_base(key) for key in self._knowledge_bases]

    def knowledge_base(self, knowledge_base_id: str) -> Item:
        """Return a knowledge base.

        Raises:
            AdminError: If there is none with this id.
        """
        item = self._knowledge_bases.get(knowledge_base_id)
        if item is None:
            raise not_found("Knowledge base")
        users = [
            agent.agent_id
            for agent in self.brand_agents.values()
            if knowledge_base_id in agent.knowledge_base_ids
        ]
        maker = self.crawled.get(knowledge_base_id)
        status = _KB_STATUS[maker.status(self.now)] if maker else item["kb_status"]
        return {**item, "kb_status": status, "agents_using_kb": users}

    def add_knowledge_base(self, item: Item, maker: BrandAgent) -> None:
        """Add a knowledge base that is made for a brand agent."""
        self._knowledge_bases[item["knowledge_base_id"]] = item
        self.crawled[item["knowledge_base_id"]] = maker

    def project(self, project_id: str | None) -> Item:
        """Return a project; without an id, the default.

        Raises:
            AdminError: If there is none with this id, or it is one of another teamspace.
        """
        if project_id is None:
            return next(iter(self.projects.values()))
        if project_id in self.projects:
            return self.projects[project_id]
        if project_id in _ALL_PROJECTS:
            raise out_of_scope("The project belongs to another teamspace.")
        raise not_found("Project")

    def check_agent(self, agent_id: str) -> None:
        """Check that there is an agent with this id.

        Raises:
            AdminError: If there is none.
        """
        if agent_id not in self._agents and agent_id not in self.brand_agents:
            raise not_found("Agent")

    def brand_agent(self, agent_id: str) -> BrandAgent:
        """Return a brand agent.

        Raises:
            AdminError: If there is none with this id.
        """
        if agent_id not in self.brand_agents:
            raise not_found("Agent")
        return self.brand_agents[agent_id]

    def can_run(self, agent_id: str) -> bool:
        """Return whether there is an agent with this id that can be run."""
        agent = self.brand_agents.get(agent_id)
        is_made = agent is not None and agent.status(self.now) == "succeeded"
        return is_made or agent_id in self.settings.agents


class Teamspaces:
    """All teamspaces.

    Args:
        settings: The settings of the emulator.
    """

    def __init__(self, settings: Settings) -> None:
        self._by_key = (
            (settings.api_key.encode(), Teamspace(seeds.LOCAL, settings)),
            (settings.second_api_key.encode(), Teamspace(seeds.SECOND, settings)),
        )

    def of_key(self, given: str | None) -> Teamspace | None:
        """Return the teamspace that a key sees; None if no key is like it."""
        for key, teamspace in self._by_key:
            if given is not None and hmac.compare_digest(given.encode(), key):
                return teamspace
        return None


def out_of_scope(message: str) -> AdminError:
    """Return the error of something that lies in another project or teamspace."""
    return AdminError(403, "project_scope_mismatch", message)
