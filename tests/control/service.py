"""The operations of the control plane, with what a healthy service answers to each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tests.support import Reply

if TYPE_CHECKING:
    from sketricgen import SketricGenClient

    from tests.support import FaultServer
    from tests.support.faults import Behaviour, OnAccept
    from tests.support.halves import Half

ROOT = "/dev/admin/v1"
JOBS = f"{ROOT}/jobs"
AGENTS = f"{ROOT}/brand-agents"


@dataclass(frozen=True)
class Operation:
    """One operation: how it is called, what it sends and what it is answered.

    Attributes:
        call: The method, e.g. ``"brand_agents.get"``.
        args: Its arguments.
        request: The method and the path, after the root.
        answer: A healthy answer.
        query: The query that is sent.
        body: The JSON that is sent; None for none.
        repeatable: False if it must not be sent again once it may have been executed.
        status: The status of the healthy answer.
        why: Why a change may be repeated, or must not be.
    """

    call: str
    args: dict[str, Any]
    request: str
    answer: dict[str, Any]
    query: str = ""
    body: Any = None
    repeatable: bool = True
    status: int = 200
    why: str = ""

    def __str__(self) -> str:
        return self.call

    @property
    def method(self) -> str:
        return self.request.partition(" ")[0]

    @property
    def path(self) -> str:
        return ROOT + self.request.partition(" ")[2]

    @property
    def healthy(self) -> Reply:
        return Reply(self.status, json=self.answer)

    def on(self, server: FaultServer, *behaviours: Behaviour | OnAccept) -> None:
        """Scripts what meets it at a server."""
        server.on(self.method, self.path, *behaviours)

    def perform(self, half: Half, client: SketricGenClient) -> Any:
        return perform(half, client, self.call, **self.args)


def perform(half: Half, client: SketricGenClient, call: str, *args: Any, **kwargs: Any) -> Any:
    """Calls a method of the control plane, and reads all of a list that comes in pages."""
    group, _, method = call.rpartition(".")
    owner: Any = getattr(client, group) if group else client
    if call in PAGED:
        return items(half, getattr(owner, method)(*args, **kwargs))
    return half.call(owner, method, *args, **kwargs)


def items(half: Half, pages: Any) -> list[Any]:
    """Reads a list to its end, with `for` or with `async for`."""
    if half.loop is None:
        return list(pages)

    async def read() -> list[Any]:
        return [item async for item in pages]

    return half.loop.run_until_complete(read())


PAGED = {"projects.list", "agents.list", "knowledge_bases.list", "connectors.iter_tools"}
AGENT = {"agent_id": "a-1"}
SLACK = {"app_slug": "slack"}

READS = [
    Operation("whoami", {}, "GET /teamspaces", {"teamspaces": [{"teamspace_id": "t-1"}]}),
    Operation("projects.list", {}, "GET /projects", {"projects": [{"project_id": "p-1"}]}),
    Operation("agents.list", {}, "GET /agents", {"agents": [AGENT]}),
    Operation(
        "knowledge_bases.list",
        {},
        "GET /knowledge-bases",
        {"knowledge_bases": [{"knowledge_base_id": "k-1"}]},
    ),
    Operation(
        "brand_agents.list_templates",
        {"limit": 2, "offset": 0},
        "GET /brand-agent-templates",
        {"brand_agent_templates": [{"slug": "shop"}]},
        query="limit=2&offset=0",
    ),
    Operation(
        "brand_agents.get_status",
        {"job_id": "j-1"},
        "GET /jobs/j-1",
        {"job_id": "j-1", "status": "queued"},
    ),
    Operation("brand_agents.get", AGENT, "GET /brand-agents/a-1", {"agent": {"name": "Ada"}}),
    Operation(
        "brand_agents.get_widget_config", AGENT, "GET /brand-agents/a-1/widget-config", AGENT
    ),
    Operation("connectors.list", {}, "GET /connectors", {"connectors": [SLACK]}),
    Operation(
        "connectors.list_tools",
        {**SLACK, "limit": 1},
        "GET /connectors/slack/tools",
        {**SLACK, "tools": [{"tool_name": "send"}]},
        query="limit=1",
    ),
    Operation(
        "connectors.iter_tools",
        SLACK,
        "GET /connectors/slack/tools",
        {**SLACK, "tools": [{"tool_name": "send"}], "has_more": False},
    ),
    Operation(
        "connectors.check_connection",
        {**SLACK, "project_id": "p 1", "agent_type": "brand"},
        "GET /connectors/slack/connection",
        {**SLACK, "connected": True},
        query="agent_type=brand&project_id=p+1",
    ),
]
CHANGES = [
    Operation(
        "brand_agents.update",
        {**AGENT, "display_name": "", "knowledge_base_ids": []},
        "PATCH /brand-agents/a-1",
        {"updated": ["display_name"]},
        body={"display_name": "", "knowledge_base_ids": []},
        why="a field that is set to the same value twice has it once",
    ),
    Operation(
        "brand_agents.update_widget_config",
        {**AGENT, "color": "#fff", "links": [], "visible": False},
        "PATCH /brand-agents/a-1/widget-config",
        AGENT,
        body={"color": "#fff", "links": [], "visible": False},
        why="a field that is set to the same value twice has it once",
    ),
    Operation(
        "connectors.attach",
        {**AGENT, **SLACK, "allowed_tools": ()},
        "POST /agents/a-1/connectors",
        {**AGENT, **SLACK, "attached": True, "changed": False},
        body={"app_slug": "slack", "allowed_tools": []},
        why="what is attached already stays so, and `changed` is false",
    ),
    Operation(
        "connectors.detach",
        {**AGENT, **SLACK},
        "DELETE /agents/a-1/connectors/slack",
        {**AGENT, **SLACK, "attached": False},
        why="what is detached already stays so",
    ),
]
MAKERS = [
    Operation(
        "brand_agents.create",
        {"name": "Ada", "seed_url": "https://example.com", "publish_widget": False},
        "POST /brand-agents",
        {"agent_id": "a-1", "job_id": "j-1"},
        body={"name": "Ada", "seed_url": "https://example.com", "publish_widget": False},
        repeatable=False,
        status=202,
        why="each request makes another agent",
    ),
    Operation(
        "connectors.create_link",
        {**SLACK, "project_id": "p-1"},
        "POST /connectors/slack/connect-link",
        {**SLACK, "connect_url": "https://example.com/connect"},
        body={"project_id": "p-1"},
        repeatable=False,
        why="each request makes another link",
    ),
]
OPERATIONS = [*READS, *CHANGES, *MAKERS]
LOOK, DETACH = READS[6], CHANGES[3]  # a read and a change, where one will do for all
