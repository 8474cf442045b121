"""Connectors: connected by a person, then attached to agents."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from sketricgen.emulator.admin import seeds
from sketricgen.emulator.admin.asking import invalid, not_found
from sketricgen.emulator.admin.jobs import iso
from sketricgen.emulator.errors import AdminError

if TYPE_CHECKING:
    from sketricgen.emulator.admin.asking import Ask
    from sketricgen.emulator.admin.seeds import Item
    from sketricgen.emulator.admin.teamspaces import Teamspace

_LINK_SECONDS = 600.0


def list_all(teamspace: Teamspace, ask: Ask) -> Item:
    """Answer `GET /connectors`."""
    return {"connectors": list(seeds.CONNECTORS.values())}


def list_tools(teamspace: Teamspace, ask: Ask) -> Item:
    """Answer `GET /connectors/{app_slug}/tools`."""
    connector = _connector(ask.path["app_slug"])
    limit, offset = ask.window(teamspace.settings.page_size)
    tools = connector["tools"]
    return {
        **_names(connector),
        "restriction": None,
        "tools": tools[offset : offset + limit],
        "total": len(tools),
        "limit": limit,
        "offset": offset,
        "has_more": offset + limit < len(tools),
        "note": None,
    }


def create_link(teamspace: Teamspace, ask: Ask) -> Item:
    """Answer `POST /connectors/{app_slug}/connect-link`.

    Nobody has to open the link: the connector is connected a moment later.
    """
    connector = _connector(ask.path["app_slug"])
    project_id, agent_type = ask.body.text("project_id"), ask.body.text("agent_type")
    ask.body.done()
    key = _key(teamspace, connector, project_id, agent_type)
    if not connector["supports_connect_link"]:
        message = f"{connector['name']} needs no connection."
        raise AdminError(409, "connect_link_not_supported", message)
    already, now = _is_connected(teamspace, connector, key), teamspace.now
    seconds = teamspace.settings.connect_seconds
    teamspace.connected.setdefault(key, now + seconds)
    url = f"https://connect.sketricgen.example/{connector['app_slug']}/{secrets.token_hex(8)}"
    return {
        **_names(connector),
        "already_connected": already,
        "connect_url": None if already else url,
        "expires_at": None if already else iso(now + _LINK_SECONDS),
        "note": None if already else f"It connects by itself after {seconds:g} seconds.",
    }


def get_connection(teamspace: Teamspace, ask: Ask) -> Item:
    """Answer `GET /connectors/{app_slug}/connection`."""
    connector = _connector(ask.path["app_slug"])
    query = ask.query
    key = _key(teamspace, connector, query.get("project_id"), query.get("agent_type"))
    return {**_names(connector), "connected": _is_connected(teamspace, connector, key)}


def attach(teamspace: Teamspace, ask: Ask) -> Item:
    """Answer `POST /agents/{agent_id}/connectors`."""
    agent_id = ask.path["agent_id"]
    teamspace.check_agent(agent_id)
    app_slug = ask.body.text("app_slug", required=True) or ""
    tools = list(ask.body.texts("allowed_tools")) if ask.body.has("allowed_tools") else None
    ask.body.done()
    connector = _connector(app_slug)
    known = [tool["tool_name"] for tool in connector["tools"]]
    for tool in tools or []:
        if tool not in known:
            raise invalid(f"allowed_tools must be tools of {app_slug}, got {tool!r}.")
    key = (agent_id, app_slug)
    changed = key not in teamspace.attached or teamspace.attached[key] != tools
    teamspace.attached[key] = tools
    return {
        "agent_id": agent_id,
        **_names(connector),
        "allowed_tools": known if tools is None else tools,
        "unrestricted": tools is None,
        "note": None,
        "attached": True,
        "changed": changed,
    }


def detach(teamspace: Teamspace, ask: Ask) -> Item:
    """Answer `DELETE /agents/{agent_id}/connectors/{app_slug}`."""
    agent_id, app_slug = ask.path["agent_id"], ask.path["app_slug"]
    teamspace.check_agent(agent_id)
    _connector(app_slug)
    teamspace.attached.pop((agent_id, app_slug), None)
    return {"agent_id": agent_id, "app_slug": app_slug, "attached": False}


def _connector(app_slug: str) -> Item:
    if app_slug not in seeds.CONNECTORS:
        raise not_found("Connector")
    return seeds.CONNECTORS[app_slug]


def _names(connector: Item) -> Item:
    return {"app_slug": connector["app_slug"], "provider": connector["provider"]}


def _key(
    teamspace: Teamspace, connector: Item, project_id: str | None, agent_type: str | None
) -> tuple[str, str, str]:
    project = teamspace.project(project_id or None)
    return connector["app_slug"], project["project_id"], agent_type or "brand"


def _is_connected(teamspace: Teamspace, connector: Item, key: tuple[str, str, str]) -> bool:
    if not connector["requires_auth"]:
        return True
    return key in teamspace.connected and teamspace.connected[key] <= teamspace.now
