# Made from openapi.yaml by openapi-python-client. Do not edit: change openapi.yaml, then run
# `make generate`.

"""Answers: agents."""

from __future__ import annotations

from typing import Any

from .answer import Answer


class AgentPage(Answer):
    """A page of agents.

    Attributes:
        agents: The agents.
        next_token: What gets the next page. Absent or null on the last.
        extra: Other fields that the service sent.
    """

    agents: list[Agent]
    next_token: str | None
    extra: dict[str, Any]

    __match_args__ = (
        "agents",
        "next_token",
        "extra",
    )

    def __init__(
        self,
        agents: list[Agent],
        next_token: str | None = None,
        extra: dict[str, Any] | None = None,
    ) -> None:
        vars(self).update(
            agents=agents,
            next_token=next_token,
            extra={} if extra is None else extra,
        )


class Agent(Answer):
    """An agent, as a list shows it.

    Attributes:
        agent_id: Its id.
        name: Its name.
        agent_type: Its type.
        agent_status: Its status.
        teamspace_id: Its teamspace.
        project_id: Its project.
        created_at: When it was made, as text whose format is not promised.
        last_updated: When it was last changed, as text whose format is not promised.
        is_draft: Whether it was never published.
        last_published_at: When it was last published, as text whose format is not promised.
        extra: Other fields that the service sent.
    """

    agent_id: str
    name: str | None
    agent_type: str | None
    agent_status: str | None
    teamspace_id: str | None
    project_id: str | None
    created_at: str | None
    last_updated: str | None
    is_draft: bool | None
    last_published_at: str | None
    extra: dict[str, Any]

    __match_args__ = (
        "agent_id",
        "name",
        "agent_type",
        "agent_status",
        "teamspace_id",
        "project_id",
        "created_at",
        "last_updated",
        "is_draft",
        "last_published_at",
        "extra",
    )

    def __init__(
        self,
        agent_id: str,
        name: str | None = None,
        agent_type: str | None = None,
        agent_status: str | None = None,
        teamspace_id: str | None = None,
        project_id: str | None = None,
        created_at: str | None = None,
        last_updated: str | None = None,
        is_draft: bool | None = None,
        last_published_at: str | None = None,
        extra: dict[str, Any] | None = None,
    ) -> None:
        vars(self).update(
            agent_id=agent_id,
            name=name,
            agent_type=agent_type,
            agent_status=agent_status,
            teamspace_id=teamspace_id,
            project_id=project_id,
            created_at=created_at,
            last_updated=last_updated,
            is_draft=is_draft,
            last_published_at=last_published_at,
            extra={} if extra is None else extra,
        )
