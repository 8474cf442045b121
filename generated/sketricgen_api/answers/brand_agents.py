# Made from openapi.yaml by openapi-python-client. Do not edit: change openapi.yaml, then run
# `make generate`.

"""Answers: brand agents."""

from __future__ import annotations

from typing import Any

from .answer import Answer


class BrandAgentTemplateList(Answer):
    """What brand agents can be made from.

    Attributes:
        brand_agent_templates: The templates.
        extra: Other fields that the service sent.
    """

    brand_agent_templates: list[BrandAgentTemplate]
    extra: dict[str, Any]

    __match_args__ = (
        "brand_agent_templates",
        "extra",
    )

    def __init__(
        self,
        brand_agent_templates: list[BrandAgentTemplate],
        extra: dict[str, Any] | None = None,
    ) -> None:
        vars(self).update(
            brand_agent_templates=brand_agent_templates,
            extra={} if extra is None else extra,
        )


class BrandAgentTemplate(Answer):
    """What a brand agent can be made from.

    Attributes:
        slug: Its id, for ``template_slug``.
        name: Its name.
        description: What it is for.
        thumbnail_url: A picture of it.
        difficulty_level: How hard it is to set up.
        industries: The industries it is made for.
        min_plan: The smallest plan that has it.
        has_skills: Whether it comes with skills.
        has_artifacts: Whether it comes with artifacts.
        required_connectors: The connectors it needs.
        extra: Other fields that the service sent.
    """

    slug: str
    name: str | None
    description: str | None
    thumbnail_url: str | None
    difficulty_level: str | None
    industries: list[str]
    min_plan: str | None
    has_skills: bool | None
    has_artifacts: bool | None
    required_connectors: list[RequiredConnector]
    extra: dict[str, Any]

    __match_args__ = (
        "slug",
        "name",
        "description",
        "thumbnail_url",
        "difficulty_level",
        "industries",
        "min_plan",
        "has_skills",
        "has_artifacts",
        "required_connectors",
        "extra",
    )

    def __init__(
        self,
        slug: str,
        name: str | None = None,
        description: str | None = None,
        thumbnail_url: str | None = None,
        difficulty_level: str | None = None,
        industries: list[str] | None = None,
        min_plan: str | None = None,
        has_skills: bool | None = None,
        has_artifacts: bool | None = None,
        required_connectors: list[RequiredConnector] | None = None,
        extra: dict[str, Any] | None = None,
    ) -> None:
        vars(self).update(
            slug=slug,
            name=name,
            description=description,
            thumbnail_url=thumbnail_url,
            difficulty_level=difficulty_level,
            industries=[] if industries is None else industries,
            min_plan=min_plan,
            has_skills=has_skills,
            has_artifacts=has_artifacts,
            required_connectors=[] if required_connectors is None else required_connectors,
            extra={} if extra is None else extra,
        )


class RequiredConnector(Answer):
    """A connector that an agent needs.

    Attributes:
        app_slug: The connector.
        name: Its name.
        provider: Who runs the connection.
        requires_auth: Whether a person has to connect an account.
        allowed_tools: The tools that the agent may use.
        extra: Other fields that the service sent.
    """

    app_slug: str
    name: str | None
    provider: str | None
    requires_auth: bool | None
    allowed_tools: list[str]
    extra: dict[str, Any]

    __match_args__ = (
        "app_slug",
        "name",
        "provider",
        "requires_auth",
        "allowed_tools",
        "extra",
    )

    def __init__(
        self,
        app_slug: str,
        name: str | None = None,
        provider: str | None = None,
        requires_auth: bool | None = None,
        allowed_tools: list[str] | None = None,
        extra: dict[str, Any] | None = None,
    ) -> None:
        vars(self).update(
            app_slug=app_slug,
            name=name,
            provider=provider,
            requires_auth=requires_auth,
            allowed_tools=[] if allowed_tools is None else allowed_tools,
            extra={} if extra is None else extra,
        )


class BrandAgentJob(Answer):
    """A job that was started, to make a brand agent.

    Attributes:
        agent_id: The agent that is made.
        job_id: The job, for ``get_job``.
        status: How far it is. See ``JobStatus``.
        poll_url: Where the job can be asked for.
        publish_widget: Whether the widget will be published.
        template_slug: The template it is made from.
        knowledge_base_id: The knowledge base that is filled.
        note: What else there is to say, in words.
        extra: Other fields that the service sent.
    """

    agent_id: str
    job_id: str
    status: str | None
    poll_url: str | None
    publish_widget: bool | None
    template_slug: str | None
    knowledge_base_id: str | None
    note: str | None
    extra: dict[str, Any]

    __match_args__ = (
        "agent_id",
        "job_id",
        "status",
        "poll_url",
        "publish_widget",
        "template_slug",
        "knowledge_base_id",
        "note",
        "extra",
    )

    def __init__(
        self,
        agent_id: str,
        job_id: str,
        status: str | None = None,
        poll_url: str | None = None,
        publish_widget: bool | None = None,
        template_slug: str | None = None,
        knowledge_base_id: str | None = None,
        note: str | None = None,
        extra: dict[str, Any] | None = None,
    ) -> None:
        vars(self).update(
            agent_id=agent_id,
            job_id=job_id,
            status=status,
            poll_url=poll_url,
            publish_widget=publish_widget,
            template_slug=template_slug,
            knowledge_base_id=knowledge_base_id,
            note=note,
            extra={} if extra is None else extra,
        )


class JobStatus(Answer):
    """How far a job is.

    Attributes:
        job_id: The job.
        status: Known are ``queued``, ``running``, ``succeeded``, ``failed``. The last two are
            final.
        crawl_status: How far the reading of the website is.
        phase: What is being done, in the words of the platform.
        agent_id: The agent that is made.
        base_url: The website that is read.
        progress: Figures of the progress, under any keys.
        connectors: The connectors that the agent needs.
        error_summary: Why the job failed.
        created_at: When it was asked for, as text whose format is not promised.
        started_at: When it began, as text whose format is not promised.
        finished_at: When it ended, as text whose format is not promised.
        embed: How to put the widget on a website.
        extra: Other fields that the service sent.
    """

    job_id: str
    status: str
    crawl_status: str | None
    phase: str | None
    agent_id: str | None
    base_url: str | None
    progress: dict[str, Any] | None
    connectors: list[RequiredConnector]
    error_summary: str | None
    created_at: str | None
    started_at: str | None
    finished_at: str | None
    embed: JobEmbed | None
    extra: dict[str, Any]

    __match_args__ = (
        "job_id",
        "status",
        "crawl_status",
        "phase",
        "agent_id",
        "base_url",
        "progress",
        "connectors",
        "error_summary",
        "created_at",
        "started_at",
        "finished_at",
        "embed",
        "extra",
    )

    def __init__(
        self,
        job_id: str,
        status: str,
        crawl_status: str | None = None,
        phase: str | None = None,
        agent_id: str | None = None,
        base_url: str | None = None,
        progress: dict[str, Any] | None = None,
        connectors: list[RequiredConnector] | None = None,
        error_summary: str | None = None,
        created_at: str | None = None,
        started_at: str | None = None,
        finished_at: str | None = None,
        embed: JobEmbed | None = None,
        extra: dict[str, Any] | None = None,
    ) -> None:
        vars(self).update(
            job_id=job_id,
            status=status,
            crawl_status=crawl_status,
            phase=phase,
            agent_id=agent_id,
            base_url=base_url,
            progress=progress,
            connectors=[] if connectors is None else connectors,
            error_summary=error_summary,
            created_at=created_at,
            started_at=started_at,
            finished_at=finished_at,
            embed=embed,
            extra={} if extra is None else extra,
        )


class JobEmbed(Answer):
    """How to put a widget on a website.

    Attributes:
        widget_url: Where the widget is.
        snippet: The HTML to put into a page.
        is_public: Whether everybody can see the widget.
        extra: Other fields that the service sent.
    """

    widget_url: str | None
    snippet: str | None
    is_public: bool | None
    extra: dict[str, Any]

    __match_args__ = (
        "widget_url",
        "snippet",
        "is_public",
        "extra",
    )

    def __init__(
        self,
        widget_url: str | None = None,
        snippet: str | None = None,
        is_public: bool | None = None,
        extra: dict[str, Any] | None = None,
    ) -> None:
        vars(self).update(
            widget_url=widget_url,
            snippet=snippet,
            is_public=is_public,
            extra={} if extra is None else extra,
        )


class BrandAgentDetail(Answer):
    """A brand agent, its settings and what it is made of.

    Attributes:
        agent: The agent, under the keys of the platform.
        settings: Its settings, under the keys of the platform.
        used_knowledge_bases: The knowledge bases it reads.
        structure: How many parts of each kind it is made of.
        subscription_plan: The plan of the teamspace.
        available_models: The models it can use.
        extra: Other fields that the service sent.
    """

    agent: dict[str, Any] | None
    settings: dict[str, Any] | None
    used_knowledge_bases: list[str]
    structure: dict[str, int] | None
    subscription_plan: str | None
    available_models: list[dict[str, Any]]
    extra: dict[str, Any]

    __match_args__ = (
        "agent",
        "settings",
        "used_knowledge_bases",
        "structure",
        "subscription_plan",
        "available_models",
        "extra",
    )

    def __init__(
        self,
        agent: dict[str, Any] | None = None,
        settings: dict[str, Any] | None = None,
        used_knowledge_bases: list[str] | None = None,
        structure: dict[str, int] | None = None,
        subscription_plan: str | None = None,
        available_models: list[dict[str, Any]] | None = None,
        extra: dict[str, Any] | None = None,
    ) -> None:
        vars(self).update(
            agent=agent,
            settings=settings,
            used_knowledge_bases=[] if used_knowledge_bases is None else used_knowledge_bases,
            structure=structure,
            subscription_plan=subscription_plan,
            available_models=[] if available_models is None else available_models,
            extra={} if extra is None else extra,
        )


class BrandAgentUpdateResult(Answer):
    """A brand agent after a change.

    Attributes:
        agent: The agent, under the keys of the platform.
        settings: Its settings, under the keys of the platform.
        used_knowledge_bases: The knowledge bases it reads.
        structure: How many parts of each kind it is made of.
        subscription_plan: The plan of the teamspace.
        available_models: The models it can use.
        updated: The fields that were changed.
        file_search_node_added: Whether it can search in files now and could not before.
        republished: Whether it was published again.
        extra: Other fields that the service sent.
    """

    agent: dict[str, Any] | None
    settings: dict[str, Any] | None
    used_knowledge_bases: list[str]
    structure: dict[str, int] | None
    subscription_plan: str | None
    available_models: list[dict[str, Any]]
    updated: list[str]
    file_search_node_added: bool | None
    republished: bool | None
    extra: dict[str, Any]

    __match_args__ = (
        "agent",
        "settings",
        "used_knowledge_bases",
        "structure",
        "subscription_plan",
        "available_models",
        "updated",
        "file_search_node_added",
        "republished",
        "extra",
    )

    def __init__(
        self,
        agent: dict[str, Any] | None = None,
        settings: dict[str, Any] | None = None,
        used_knowledge_bases: list[str] | None = None,
        structure: dict[str, int] | None = None,
        subscription_plan: str | None = None,
        available_models: list[dict[str, Any]] | None = None,
        updated: list[str] | None = None,
        file_search_node_added: bool | None = None,
        republished: bool | None = None,
        extra: dict[str, Any] | None = None,
    ) -> None:
        vars(self).update(
            agent=agent,
            settings=settings,
            used_knowledge_bases=[] if used_knowledge_bases is None else used_knowledge_bases,
            structure=structure,
            subscription_plan=subscription_plan,
            available_models=[] if available_models is None else available_models,
            updated=[] if updated is None else updated,
            file_search_node_added=file_search_node_added,
            republished=republished,
            extra={} if extra is None else extra,
        )


class WidgetConfig(Answer):
    """How a widget looks and behaves.

    Attributes:
        agent_id: The agent.
        exists: Whether it was configured.
        widget_config: The configuration, under the keys of the platform.
        branding_removal_entitled: Whether the plan allows to hide the branding.
        extra: Other fields that the service sent.
    """

    agent_id: str
    exists: bool | None
    widget_config: dict[str, Any] | None
    branding_removal_entitled: bool | None
    extra: dict[str, Any]

    __match_args__ = (
        "agent_id",
        "exists",
        "widget_config",
        "branding_removal_entitled",
        "extra",
    )

    def __init__(
        self,
        agent_id: str,
        exists: bool | None = None,
        widget_config: dict[str, Any] | None = None,
        branding_removal_entitled: bool | None = None,
        extra: dict[str, Any] | None = None,
    ) -> None:
        vars(self).update(
            agent_id=agent_id,
            exists=exists,
            widget_config=widget_config,
            branding_removal_entitled=branding_removal_entitled,
            extra={} if extra is None else extra,
        )


class WidgetConfigUpdateResult(Answer):
    """How a widget looks and behaves after a change.

    Attributes:
        agent_id: The agent.
        updated: The fields that were changed.
        widget_config: The configuration, under the keys of the platform.
        branding_removal_entitled: Whether the plan allows to hide the branding.
        extra: Other fields that the service sent.
    """

    agent_id: str
    updated: list[str]
    widget_config: dict[str, Any] | None
    branding_removal_entitled: bool | None
    extra: dict[str, Any]

    __match_args__ = (
        "agent_id",
        "updated",
        "widget_config",
        "branding_removal_entitled",
        "extra",
    )

    def __init__(
        self,
        agent_id: str,
        updated: list[str] | None = None,
        widget_config: dict[str, Any] | None = None,
        branding_removal_entitled: bool | None = None,
        extra: dict[str, Any] | None = None,
    ) -> None:
        vars(self).update(
            agent_id=agent_id,
            updated=[] if updated is None else updated,
            widget_config=widget_config,
            branding_removal_entitled=branding_removal_entitled,
            extra={} if extra is None else extra,
        )
