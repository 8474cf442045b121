# Made from openapi.yaml by openapi-python-client. Do not edit: change openapi.yaml, then run
# `make generate`.

"""Answers: teamspace."""

from __future__ import annotations

from typing import Any

from .answer import Answer


class TeamspaceList(Answer):
    """The one teamspace that the key sees, in a list.

    Attributes:
        teamspaces: The teamspace.
        extra: Other fields that the service sent.
    """

    teamspaces: list[Teamspace]
    extra: dict[str, Any]

    __match_args__ = (
        "teamspaces",
        "extra",
    )

    def __init__(
        self,
        teamspaces: list[Teamspace],
        extra: dict[str, Any] | None = None,
    ) -> None:
        vars(self).update(
            teamspaces=teamspaces,
            extra={} if extra is None else extra,
        )


class Teamspace(Answer):
    """A teamspace: what a key belongs to.

    Attributes:
        teamspace_id: Its id.
        slug: Its name in URLs.
        display_name: Its name for people.
        subscription_plan: Its plan.
        extra: Other fields that the service sent.
    """

    teamspace_id: str
    slug: str | None
    display_name: str | None
    subscription_plan: str | None
    extra: dict[str, Any]

    __match_args__ = (
        "teamspace_id",
        "slug",
        "display_name",
        "subscription_plan",
        "extra",
    )

    def __init__(
        self,
        teamspace_id: str,
        slug: str | None = None,
        display_name: str | None = None,
        subscription_plan: str | None = None,
        extra: dict[str, Any] | None = None,
    ) -> None:
        vars(self).update(
            teamspace_id=teamspace_id,
            slug=slug,
            display_name=display_name,
            subscription_plan=subscription_plan,
            extra={} if extra is None else extra,
        )
