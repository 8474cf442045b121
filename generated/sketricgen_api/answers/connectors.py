# Made from openapi.yaml by openapi-python-client. Do not edit: change openapi.yaml, then run
# `make generate`.

"""Answers: connectors."""

from __future__ import annotations

from typing import Any

from .answer import Answer


class ConnectorList(Answer):
    """The connectors.

    Attributes:
        connectors: The connectors.
        extra: Other fields that the service sent.
    """

    connectors: list[Connector]
    extra: dict[str, Any]

    __match_args__ = (
        "connectors",
        "extra",
    )

    def __init__(
        self,
        connectors: list[Connector],
        extra: dict[str, Any] | None = None,
    ) -> None:
        vars(self).update(
            connectors=connectors,
            extra={} if extra is None else extra,
        )


class Connector(Answer):
    """An app that an agent can be connected to.

    Attributes:
        app_slug: Its id.
        name: Its name.
        description: What it is for.
        logo_url: Its logo.
        category: Its category.
        provider: Who runs the connection.
        auth_strategy: How an account is connected.
        requires_auth: Whether a person has to connect an account.
        supports_connect_link: Whether ``create_connect_link`` works for it.
        tools: Its tools.
        extra: Other fields that the service sent.
    """

    app_slug: str
    name: str | None
    description: str | None
    logo_url: str | None
    category: str | None
    provider: str | None
    auth_strategy: str | None
    requires_auth: bool | None
    supports_connect_link: bool | None
    tools: list[ConnectorTool]
    extra: dict[str, Any]

    __match_args__ = (
        "app_slug",
        "name",
        "description",
        "logo_url",
        "category",
        "provider",
        "auth_strategy",
        "requires_auth",
        "supports_connect_link",
        "tools",
        "extra",
    )

    def __init__(
        self,
        app_slug: str,
        name: str | None = None,
        description: str | None = None,
        logo_url: str | None = None,
        category: str | None = None,
        provider: str | None = None,
        auth_strategy: str | None = None,
        requires_auth: bool | None = None,
        supports_connect_link: bool | None = None,
        tools: list[ConnectorTool] | None = None,
        extra: dict[str, Any] | None = None,
    ) -> None:
        vars(self).update(
            app_slug=app_slug,
            name=name,
            description=description,
            logo_url=logo_url,
            category=category,
            provider=provider,
            auth_strategy=auth_strategy,
            requires_auth=requires_auth,
            supports_connect_link=supports_connect_link,
            tools=[] if tools is None else tools,
            extra={} if extra is None else extra,
        )


class ConnectorTool(Answer):
    """A tool of a connector.

    Attributes:
        tool_name: Its id, for ``allowed_tools``.
        tool_display_name: Its name for people.
        tool_description: What it does.
        extra: Other fields that the service sent.
    """

    tool_name: str
    tool_display_name: str | None
    tool_description: str | None
    extra: dict[str, Any]

    __match_args__ = (
        "tool_name",
        "tool_display_name",
        "tool_description",
        "extra",
    )

    def __init__(
        self,
        tool_name: str,
        tool_display_name: str | None = None,
        tool_description: str | None = None,
        extra: dict[str, Any] | None = None,
    ) -> None:
        vars(self).update(
            tool_name=tool_name,
            tool_display_name=tool_display_name,
            tool_description=tool_description,
            extra={} if extra is None else extra,
        )


class ConnectorTools(Answer):
    """A part of the tools of a connector.

    Attributes:
        app_slug: The connector.
        provider: Who runs the connection.
        restriction: Which tools are shown, in the words of the platform.
        tools: The tools.
        total: How many tools there are.
        limit: The most tools in a part.
        offset: How many tools were left out at the start.
        has_more: Whether there are tools after these.
        note: What else there is to say, in words.
        extra: Other fields that the service sent.
    """

    app_slug: str
    provider: str | None
    restriction: str | None
    tools: list[ConnectorTool]
    total: int | None
    limit: int | None
    offset: int | None
    has_more: bool | None
    note: str | None
    extra: dict[str, Any]

    __match_args__ = (
        "app_slug",
        "provider",
        "restriction",
        "tools",
        "total",
        "limit",
        "offset",
        "has_more",
        "note",
        "extra",
    )

    def __init__(
        self,
        app_slug: str,
        provider: str | None = None,
        restriction: str | None = None,
        tools: list[ConnectorTool] | None = None,
        total: int | None = None,
        limit: int | None = None,
        offset: int | None = None,
        has_more: bool | None = None,
        note: str | None = None,
        extra: dict[str, Any] | None = None,
    ) -> None:
        vars(self).update(
            app_slug=app_slug,
            provider=provider,
            restriction=restriction,
            tools=[] if tools is None else tools,
            total=total,
            limit=limit,
            offset=offset,
            has_more=has_more,
            note=note,
            extra={} if extra is None else extra,
        )


class ConnectLink(Answer):
    """A link with which a person connects an account.

    Attributes:
        app_slug: The connector.
        provider: Who runs the connection.
        already_connected: Whether an account is connected; there is no link then.
        connect_url: The link.
        expires_at: Until when the link works, as text whose format is not promised.
        note: What else there is to say, in words.
        extra: Other fields that the service sent.
    """

    app_slug: str
    provider: str | None
    already_connected: bool | None
    connect_url: str | None
    expires_at: str | None
    note: str | None
    extra: dict[str, Any]

    __match_args__ = (
        "app_slug",
        "provider",
        "already_connected",
        "connect_url",
        "expires_at",
        "note",
        "extra",
    )

    def __init__(
        self,
        app_slug: str,
        provider: str | None = None,
        already_connected: bool | None = None,
        connect_url: str | None = None,
        expires_at: str | None = None,
        note: str | None = None,
        extra: dict[str, Any] | None = None,
    ) -> None:
        vars(self).update(
            app_slug=app_slug,
            provider=provider,
            already_connected=already_connected,
            connect_url=connect_url,
            expires_at=expires_at,
            note=note,
            extra={} if extra is None else extra,
        )


class ConnectionStatus(Answer):
    """Whether an account is connected.

    Attributes:
        app_slug: The connector.
        connected: Whether an account is connected.
        provider: Who runs the connection.
        extra: Other fields that the service sent.
    """

    app_slug: str
    connected: bool
    provider: str | None
    extra: dict[str, Any]

    __match_args__ = (
        "app_slug",
        "connected",
        "provider",
        "extra",
    )

    def __init__(
        self,
        app_slug: str,
        connected: bool,
        provider: str | None = None,
        extra: dict[str, Any] | None = None,
    ) -> None:
        vars(self).update(
            app_slug=app_slug,
            connected=connected,
            provider=provider,
            extra={} if extra is None else extra,
        )


class ConnectorAttachment(Answer):
    """What an agent may use of a connector.

    Attributes:
        agent_id: The agent.
        app_slug: The connector.
        provider: Who runs the connection.
        allowed_tools: The tools that the agent may use.
        unrestricted: Whether it may use all tools.
        note: What else there is to say, in words.
        attached: Whether the connector is attached.
        changed: Whether the request changed anything.
        extra: Other fields that the service sent.
    """

    agent_id: str
    app_slug: str
    provider: str | None
    allowed_tools: list[str]
    unrestricted: bool | None
    note: str | None
    attached: bool | None
    changed: bool | None
    extra: dict[str, Any]

    __match_args__ = (
        "agent_id",
        "app_slug",
        "provider",
        "allowed_tools",
        "unrestricted",
        "note",
        "attached",
        "changed",
        "extra",
    )

    def __init__(
        self,
        agent_id: str,
        app_slug: str,
        provider: str | None = None,
        allowed_tools: list[str] | None = None,
        unrestricted: bool | None = None,
        note: str | None = None,
        attached: bool | None = None,
        changed: bool | None = None,
        extra: dict[str, Any] | None = None,
    ) -> None:
        vars(self).update(
            agent_id=agent_id,
            app_slug=app_slug,
            provider=provider,
            allowed_tools=[] if allowed_tools is None else allowed_tools,
            unrestricted=unrestricted,
            note=note,
            attached=attached,
            changed=changed,
            extra={} if extra is None else extra,
        )


class ConnectorDetachment(Answer):
    """A connector that was detached.

    Attributes:
        agent_id: The agent.
        app_slug: The connector.
        attached: Whether the connector is still attached.
        extra: Other fields that the service sent.
    """

    agent_id: str
    app_slug: str
    attached: bool | None
    extra: dict[str, Any]

    __match_args__ = (
        "agent_id",
        "app_slug",
        "attached",
        "extra",
    )

    def __init__(
        self,
        agent_id: str,
        app_slug: str,
        attached: bool | None = None,
        extra: dict[str, Any] | None = None,
    ) -> None:
        vars(self).update(
            agent_id=agent_id,
            app_slug=app_slug,
            attached=attached,
            extra={} if extra is None else extra,
        )
