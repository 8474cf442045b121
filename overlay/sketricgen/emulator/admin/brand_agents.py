"""Brand agents: made by a job, read, changed, and shown in a widget."""

from __future__ import annotations

import json
import secrets
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from sketricgen.emulator.admin import seeds
from sketricgen.emulator.admin.asking import MAX_LIMIT, invalid, not_found
from sketricgen.emulator.admin.jobs import BrandAgent, iso
from sketricgen.emulator.admin.teamspaces import out_of_scope
from sketricgen.emulator.errors import AdminError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sketricgen.emulator.admin.asking import Ask
    from sketricgen.emulator.admin.seeds import Item
    from sketricgen.emulator.admin.teamspaces import Teamspace
    from sketricgen.emulator.validation import Fields

# A settings object is sent back within others, so it may not be nested as deep as JSON can be.
_MAX_DEPTH = 100


def list_templates(teamspace: Teamspace, ask: Ask) -> Item:
    """Answer `GET /brand-agent-templates`."""
    limit, offset = ask.window(MAX_LIMIT)
    return {"brand_agent_templates": list(seeds.TEMPLATES.values())[offset : offset + limit]}


def create(teamspace: Teamspace, ask: Ask) -> Item:
    """Answer `POST /brand-agents`: start the job that makes a brand agent."""
    agent, given_base = _requested(teamspace, ask.body), ask.body.has("knowledge_base_id")
    _check_limit(teamspace)
    teamspace.brand_agents[agent.agent_id] = agent
    if not given_base:
        teamspace.add_knowledge_base(_knowledge_base(agent), agent)
    return {
        "agent_id": agent.agent_id,
        "job_id": agent.job_id,
        "status": "queued",
        "poll_url": f"{teamspace.settings.platform_url}/admin/v1/jobs/{agent.job_id}",
        "publish_widget": agent.publish_widget,
        "template_slug": agent.template["slug"] if agent.template else None,
        "knowledge_base_id": agent.knowledge_base_ids[0],
        "note": f"The job takes {agent.seconds:g} seconds.",
    }


def _requested(teamspace: Teamspace, body: Fields) -> BrandAgent:
    name, seed_url = body.text("name", required=True) or "", body.text("seed_url", required=True)
    description, project_id = body.text("description"), body.text("project_id")
    slug, knowledge_base_id = body.text("template_slug"), body.text("knowledge_base_id")
    publish = body.flag("publish_widget", default=True)
    body.done()
    project = teamspace.project(project_id)
    if knowledge_base_id is not None:
        _check_knowledge_bases(teamspace, project, [knowledge_base_id])
    now, number = teamspace.now, secrets.token_hex(8)
    return BrandAgent(
        agent_id=f"agent_{number}",
        job_id=f"job_{number}",
        project=project,
        name=name,
        seed_url=_url(seed_url or ""),
        publish_widget=publish,
        template=None if slug is None else _template(slug),
        created=now,
        seconds=teamspace.settings.job_seconds,
        settings={
            "display_name": name,
            "agent_name": name,
            "instructions": description or f"Answer questions about {seed_url}.",
            "model": seeds.MODELS[0]["id"],
        },
        knowledge_base_ids=[knowledge_base_id or f"kb_{number}"],
        widget_config={"title": name, "primary_color": "#1f6feb"} if publish else None,
        last_updated=now,
    )


def get_job(teamspace: Teamspace, ask: Ask) -> Item:
    """Answer `GET /jobs/{job_id}`."""
    for agent in teamspace.brand_agents.values():
        if agent.job_id == ask.path["job_id"]:
            return agent.job(teamspace.now, teamspace.settings.base_url)
    raise not_found("Job")


def get(teamspace: Teamspace, ask: Ask) -> Item:
    """Answer `GET /brand-agents/{agent_id}`."""
    return _detail(teamspace, teamspace.brand_agent(ask.path["agent_id"]))


def update(teamspace: Teamspace, ask: Ask) -> Item:
    """Answer `PATCH /brand-agents/{agent_id}`."""
    agent, body = teamspace.brand_agent(ask.path["agent_id"]), ask.body
    names = [name for name in agent.settings if body.has(name)]
    changes = {name: body.text(name, required=name != "instructions") for name in names}
    gives_bases = body.has("knowledge_base_ids")
    bases = body.texts("knowledge_base_ids")
    body.done()
    known = [model["id"] for model in seeds.MODELS]
    if changes.get("model", known[0]) not in known:
        raise invalid(f"model must be one of {', '.join(known)}, got {changes['model']!r}.")
    _check_knowledge_bases(teamspace, agent.project, bases)
    if agent.status(teamspace.now) != "succeeded":
        raise AdminError(409, "agent_not_ready", "The agent cannot be changed: it is not ready.")
    added = bool(bases) and not agent.knowledge_base_ids
    agent.settings.update(changes)
    if gives_bases:
        agent.knowledge_base_ids = list(bases)
        names.append("knowledge_base_ids")
    if names:
        agent.last_updated = teamspace.now
    return {
        **_detail(teamspace, agent),
        "updated": names,
        "file_search_node_added": added,
        "republished": bool(names) and agent.publish_widget,
    }


def get_widget_config(teamspace: Teamspace, ask: Ask) -> Item:
    """Answer `GET /brand-agents/{agent_id}/widget-config`."""
    agent = teamspace.brand_agent(ask.path["agent_id"])
    exists = agent.widget_config is not None
    return {"agent_id": agent.agent_id, "exists": exists, **_widget(teamspace, agent)}


def update_widget_config(teamspace: Teamspace, ask: Ask) -> Item:
    """Answer `PATCH /brand-agents/{agent_id}/widget-config`."""
    agent = teamspace.brand_agent(ask.path["agent_id"])
    given = dict(ask.body.values)
    if not _can_be_sent(given):
        raise invalid("The request body must be JSON that can be sent back.")
    agent.widget_config = {**(agent.widget_config or {}), **given}
    agent.last_updated = teamspace.now
    return {"agent_id": agent.agent_id, "updated": list(given), **_widget(teamspace, agent)}


def _widget(teamspace: Teamspace, agent: BrandAgent) -> Item:
    return {
        "widget_config": agent.widget_config or {},
        "branding_removal_entitled": teamspace.about["subscription_plan"] == "pro",
    }


def _detail(teamspace: Teamspace, agent: BrandAgent) -> Item:
    attached = sum(agent_id == agent.agent_id for agent_id, _ in teamspace.attached)
    bases = len(agent.knowledge_base_ids)
    return {
        "agent": agent.listed(teamspace.now),
        "settings": {**agent.settings, "seed_url": agent.seed_url},
        "used_knowledge_bases": agent.knowledge_base_ids,
        "structure": {"agents": 1, "knowledge_bases": bases, "connectors": attached},
        "subscription_plan": teamspace.about["subscription_plan"],
        "available_models": seeds.MODELS,
    }


def _knowledge_base(agent: BrandAgent) -> Item:
    number = agent.agent_id.partition("_")[2]
    return {
        "knowledge_base_id": agent.knowledge_base_ids[0],
        "name": agent.name,
        "vector_store_id": f"vs_{number}",
        "teamspace_id": agent.project["teamspace_id"],
        "project_id": agent.project["project_id"],
        "created_at": iso(agent.created),
        "last_updated": iso(agent.created),
    }


def _check_limit(teamspace: Teamspace) -> None:
    limit = teamspace.settings.agent_limit
    if len(teamspace.brand_agents) >= limit:
        message = f"The plan of this teamspace allows {limit} brand agents."
        raise AdminError(403, "agent_limit_reached", message)


def _check_knowledge_bases(teamspace: Teamspace, project: Item, ids: Iterable[str]) -> None:
    for knowledge_base_id in ids:
        item = teamspace.knowledge_base(knowledge_base_id)
        if item["project_id"] != project["project_id"]:
            raise out_of_scope("The knowledge base belongs to another project than the agent.")


def _template(slug: str) -> Item:
    if slug not in seeds.TEMPLATES:
        raise not_found("Template")
    return seeds.TEMPLATES[slug]


def _url(text: str) -> str:
    try:
        parts = urlsplit(text)
    except ValueError:
        parts = urlsplit("")
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise invalid(f"seed_url must be an http or https URL, got {text!r}.")
    return text


def _can_be_sent(value: object) -> bool:
    for _ in range(_MAX_DEPTH):
        value = [value]
    try:
        json.dumps(value, ensure_ascii=False, allow_nan=False).encode()
    except (ValueError, RecursionError):
        return False
    return True
