"""The control plane's routes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Callable

from starlette.responses import JSONResponse
from starlette.routing import Route

from sketricgen.emulator.admin import brand_agents, connectors
from sketricgen.emulator.admin.asking import Ask, invalid, page
from sketricgen.emulator.errors import AdminError
from sketricgen.emulator.validation import Fields, InvalidRequestError, read_json

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from sketricgen.emulator.admin.seeds import Item
    from sketricgen.emulator.admin.teamspaces import Teamspace, Teamspaces

Answer = Callable[["Teamspace", Ask], "Item"]

PREFIX = "/dev/admin/v1"
_WITH_BODY = {"POST", "PATCH"}
_STATUSES = {("POST", "/brand-agents"): 202}


class Admin:
    """The control plane.

    Args:
        teamspaces: All teamspaces.
    """

    def __init__(self, teamspaces: Teamspaces) -> None:
        self._teamspaces = teamspaces

    def routes(self) -> list[Route]:
        """Return the routes of this server."""
        return [
            Route(PREFIX + path, self._endpoint(method, path, answer), methods=[method])
            for method, path, answer in _ROUTES
        ]

    def _endpoint(self, method: str, path: str, answer: Answer) -> Any:
        status = _STATUSES.get((method, path), 200)

        async def endpoint(request: Request) -> Response:
            teamspace = self._of_request(request)
            try:
                body = await read_json(request) if method in _WITH_BODY else Fields({})
                ask = Ask(request.path_params, request.query_params, body)
                return JSONResponse(answer(teamspace, ask), status)
            except InvalidRequestError as problem:
                raise invalid(f"{problem}.") from None

        return endpoint

    def _of_request(self, request: Request) -> Teamspace:
        scheme, _, key = request.headers.get("authorization", "").partition(" ")
        teamspace = self._teamspaces.of_key(key.strip())
        if scheme.lower() != "bearer" or teamspace is None:
            raise AdminError(401, "unauthorized", "Invalid API key.")
        return teamspace


def _teamspaces(teamspace: Teamspace, ask: Ask) -> Item:
    return {"teamspaces": [teamspace.about]}


def _projects(teamspace: Teamspace, ask: Ask) -> Item:
    projects = list(teamspace.projects.values())
    return page(ask, "projects", projects, teamspace.settings.page_size)


def _agents(teamspace: Teamspace, ask: Ask) -> Item:
    return page(ask, "agents", teamspace.agents, teamspace.settings.page_size)


def _knowledge_bases(teamspace: Teamspace, ask: Ask) -> Item:
    found = teamspace.knowledge_bases
    return page(ask, "knowledge_bases", found, teamspace.settings.page_size)


_ROUTES: tuple[tuple[str, str, Answer], ...] = (
    ("GET", "/teamspaces", _teamspaces),
    ("GET", "/projects", _projects),
    ("GET", "/agents", _agents),
    ("GET", "/knowledge-bases", _knowledge_bases),
    ("GET", "/brand-agent-templates", brand_agents.list_templates),
    ("POST", "/brand-agents", brand_agents.create),
    ("GET", "/jobs/{job_id}", brand_agents.get_job),
    ("GET", "/brand-agents/{agent_id}", brand_agents.get),
    ("PATCH", "/brand-agents/{agent_id}", brand_agents.update),
    ("GET", "/brand-agents/{agent_id}/widget-config", brand_agents.get_widget_config),
    ("PATCH", "/brand-agents/{agent_id}/widget-config", brand_agents.update_widget_config),
    ("GET", "/connectors", connectors.list_all),
    ("GET", "/connectors/{app_slug}/tools", connectors.list_tools),
    ("POST", "/connectors/{app_slug}/connect-link", connectors.create_link),
    ("GET", "/connectors/{app_slug}/connection", connectors.get_connection),
    ("POST", "/agents/{agent_id}/connectors", connectors.attach),
    ("DELETE", "/agents/{agent_id}/connectors/{app_slug}", connectors.detach),
)
