# Made from openapi.yaml by openapi-python-client. Do not edit: change openapi.yaml, then run
# `make generate`.

"""Answers: knowledge bases."""

from __future__ import annotations

from typing import Any

from .answer import Answer


class KnowledgeBasePage(Answer):
    """A page of knowledge bases.

    Attributes:
        knowledge_bases: The knowledge bases.
        next_token: What gets the next page. Absent or null on the last.
        extra: Other fields that the service sent.
    """

    knowledge_bases: list[KnowledgeBase]
    next_token: str | None
    extra: dict[str, Any]

    __match_args__ = (
        "knowledge_bases",
        "next_token",
        "extra",
    )

    def __init__(
        self,
        knowledge_bases: list[KnowledgeBase],
        next_token: str | None = None,
        extra: dict[str, Any] | None = None,
    ) -> None:
        vars(self).update(
            knowledge_bases=knowledge_bases,
            next_token=next_token,
            extra={} if extra is None else extra,
        )


class KnowledgeBase(Answer):
    """A knowledge base: documents that agents read.

    Attributes:
        knowledge_base_id: Its id.
        name: Its name.
        kb_status: Its status.
        vector_store_id: Where its documents are indexed.
        agents_using_kb: The agents that read it.
        teamspace_id: Its teamspace.
        project_id: Its project.
        created_at: When it was made, as text whose format is not promised.
        last_updated: When it was last changed, as text whose format is not promised.
        extra: Other fields that the service sent.
    """

    knowledge_base_id: str
    name: str | None
    kb_status: str | None
    vector_store_id: str | None
    agents_using_kb: list[str]
    teamspace_id: str | None
    project_id: str | None
    created_at: str | None
    last_updated: str | None
    extra: dict[str, Any]

    __match_args__ = (
        "knowledge_base_id",
        "name",
        "kb_status",
        "vector_store_id",
        "agents_using_kb",
        "teamspace_id",
        "project_id",
        "created_at",
        "last_updated",
        "extra",
    )

    def __init__(
        self,
        knowledge_base_id: str,
        name: str | None = None,
        kb_status: str | None = None,
        vector_store_id: str | None = None,
        agents_using_kb: list[str] | None = None,
        teamspace_id: str | None = None,
        project_id: str | None = None,
        created_at: str | None = None,
        last_updated: str | None = None,
        extra: dict[str, Any] | None = None,
    ) -> None:
        vars(self).update(
            knowledge_base_id=knowledge_base_id,
            name=name,
            kb_status=kb_status,
            vector_store_id=vector_store_id,
            agents_using_kb=[] if agents_using_kb is None else agents_using_kb,
            teamspace_id=teamspace_id,
            project_id=project_id,
            created_at=created_at,
            last_updated=last_updated,
            extra={} if extra is None else extra,
        )
