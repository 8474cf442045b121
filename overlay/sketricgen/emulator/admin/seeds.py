"""What a new server holds: the same every time, as JSON."""

from __future__ import annotations

from typing import Any

from sketricgen.emulator.agents import AGENTS

Item = dict[str, Any]

LOCAL: Item = {
    "teamspace_id": "ts_local",
    "slug": "local",
    "display_name": "Local teamspace",
    "subscription_plan": "pro",
}
SECOND: Item = {
    "teamspace_id": "ts_second",
    "slug": "second",
    "display_name": "Second teamspace",
    "subscription_plan": "starter",
}
_CREATED = "2026-01-05T09:00:00+00:00"
_PROJECTS = ("Website", "Support", "Sales", "Onboarding", "Research", "Events", "Archive")
_KNOWLEDGE_BASES = ("Handbook", "Prices", "Manuals", "Returns", "Press", "Recipes", "Glossary")
# A brand agent takes several knowledge bases, but only those of its own project.
_PROJECTS_WITH_KNOWLEDGE_BASES = 3


def projects(teamspace: Item) -> list[Item]:
    """Return the projects of a teamspace; the first is the default."""
    return [
        {
            "project_id": f"proj_{teamspace['slug']}_{number}",
            "teamspace_id": teamspace["teamspace_id"],
            "slug": name.lower(),
            "display_name": name,
            "is_default": number == 1,
        }
        for number, name in enumerate(_PROJECTS, 1)
    ]


def agents(teamspace: Item) -> list[Item]:
    """Return the agents of a teamspace: in each the same ones, so that either key can run them."""
    return [
        {
            "agent_id": agent_id,
            "name": agent_id.title(),
            "agent_type": "workflow",
            "agent_status": "active",
            "teamspace_id": teamspace["teamspace_id"],
            "project_id": f"proj_{teamspace['slug']}_1",
            "created_at": _CREATED,
            "last_updated": _CREATED,
            "is_draft": False,
            "last_published_at": _CREATED,
        }
        for agent_id in AGENTS
    ]


def knowledge_bases(teamspace: Item) -> list[Item]:
    """Return the knowledge bases of a teamspace."""
    slug = teamspace["slug"]
    return [
        {
            "knowledge_base_id": f"kb_{slug}_{number}",
            "name": name,
            "kb_status": "ready",
            "vector_store_id": f"vs_{slug}_{number}",
            "agents_using_kb": [],
            "teamspace_id": teamspace["teamspace_id"],
            "project_id": f"proj_{slug}_{1 + (number - 1) % _PROJECTS_WITH_KNOWLEDGE_BASES}",
            "created_at": _CREATED,
            "last_updated": _CREATED,
        }
        for number, name in enumerate(_KNOWLEDGE_BASES, 1)
    ]


def _connector(
    slug: str, name: str, category: str, tools: str, *, requires_auth: bool = True
) -> Item:
    return {
        "app_slug": slug,
        "name": name,
        "description": f"Lets an agent use {name}.",
        "logo_url": f"https://logos.sketricgen.example/{slug}.png",
        "category": category,
        "provider": "local",
        "auth_strategy": "oauth2" if requires_auth else "none",
        "requires_auth": requires_auth,
        "supports_connect_link": requires_auth,
        "tools": [
            {
                "tool_name": tool,
                "tool_display_name": tool.replace("_", " ").capitalize(),
                "tool_description": f"{tool.replace('_', ' ').capitalize()}, in {name}.",
            }
            for tool in tools.split()
        ],
    }


CONNECTORS: dict[str, Item] = {
    connector["app_slug"]: connector
    for connector in (
        _connector(
            "gmail",
            "Gmail",
            "email",
            "send_email create_draft list_emails read_email reply_to_email archive_email add_label",
        ),
        _connector("slack", "Slack", "chat", "send_message list_channels read_channel"),
        _connector("google-calendar", "Google Calendar", "calendar", "create_event list_events"),
        _connector("web-search", "Web Search", "search", "search_web", requires_auth=False),
    )
}


def _template(slug: str, level: str, industries: list[str], *connectors: str) -> Item:
    name = slug.replace("-", " ").capitalize()
    return {
        "slug": slug,
        "name": name,
        "description": f"A brand agent for this: {name.lower()}.",
        "thumbnail_url": f"https://thumbnails.sketricgen.example/{slug}.png",
        "difficulty_level": level,
        "industries": industries,
        "min_plan": "starter",
        "has_skills": bool(connectors),
        "has_artifacts": False,
        "required_connectors": [_required(CONNECTORS[connector]) for connector in connectors],
    }


def _required(connector: Item) -> Item:
    shared = ("app_slug", "name", "provider", "requires_auth")
    tools = [tool["tool_name"] for tool in connector["tools"]]
    return {**{name: connector[name] for name in shared}, "allowed_tools": tools[:2]}


TEMPLATES: dict[str, Item] = {
    template["slug"]: template
    for template in (
        _template("customer-support", "beginner", ["retail", "software"], "gmail", "slack"),
        _template("appointment-booking", "beginner", ["health"], "google-calendar"),
        _template("lead-generation", "intermediate", ["software"], "gmail"),
        _template("product-guide", "beginner", ["retail"]),
    )
}

MODELS: list[Item] = [
    {"id": "gpt-4o", "name": "GPT-4o", "provider": "openai"},
    {"id": "gpt-4o-mini", "name": "GPT-4o mini", "provider": "openai"},
    {"id": "claude-sonnet-4", "name": "Claude Sonnet 4", "provider": "anthropic"},
]
