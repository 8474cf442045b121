# Made from openapi.yaml by openapi-python-client. Do not edit: change openapi.yaml, then run
# `make generate`.

"""Answers: projects."""

from __future__ import annotations

from typing import Any

from .answer import Answer


class ProjectPage(Answer):
    """A page of projects.

    Attributes:
        projects: The projects.
        next_token: What gets the next page. Absent or null on the last.
        extra: Other fields that the service sent.
    """

    projects: list[Project]
    next_token: str | None
    extra: dict[str, Any]

    __match_args__ = (
        "projects",
        "next_token",
        "extra",
    )

    def __init__(
        self,
        projects: list[Project],
        next_token: str | None = None,
        extra: dict[str, Any] | None = None,
    ) -> None:
        vars(self).update(
            projects=projects,
            next_token=next_token,
            extra={} if extra is None else extra,
        )


class Project(Answer):
    """A project: agents and knowledge bases that belong together.

    Attributes:
        project_id: Its id.
        teamspace_id: Its teamspace.
        slug: Its name in URLs.
        display_name: Its name for people.
        is_default: Whether new agents go here when no project is named.
        extra: Other fields that the service sent.
    """

    project_id: str
    teamspace_id: str | None
    slug: str | None
    display_name: str | None
    is_default: bool | None
    extra: dict[str, Any]

    __match_args__ = (
        "project_id",
        "teamspace_id",
        "slug",
        "display_name",
        "is_default",
        "extra",
    )

    def __init__(
        self,
        project_id: str,
        teamspace_id: str | None = None,
        slug: str | None = None,
        display_name: str | None = None,
        is_default: bool | None = None,
        extra: dict[str, Any] | None = None,
    ) -> None:
        vars(self).update(
            project_id=project_id,
            teamspace_id=teamspace_id,
            slug=slug,
            display_name=display_name,
            is_default=is_default,
            extra={} if extra is None else extra,
        )
