# Made from openapi.yaml by openapi-python-client. Do not edit: change openapi.yaml, then run
# `make generate`.

"""Answers: workflows."""

from __future__ import annotations

from typing import Any

from .answer import Answer, WholeAnswer


class ChatResponse(WholeAnswer):
    """The whole answer of a run.

    Attributes:
        response: What the agent says. Empty when the run paused.
        conversation_id: The conversation. Send it with the next message to continue.
        agent_id: The agent that ran.
        user_id: The account the run belongs to.
        owner: Who owns the agent.
        error: Whether the run failed. ``response`` then says why.
        contact_id: The ``contact_id`` of the request.
        assets: Files that belong to the answer.
        run_paused_hitl: Whether the run paused for a person to decide. ``hitl_request`` says on
            what.
        hitl_request: What a person is to decide before the run goes on.
        hitl_interrupts: The interrupts behind ``hitl_request``, as the agent raised them.
        run_halted_out_of_credits: Whether the run stopped because the account ran out of credits.
        web_search_citations: The web pages the answer rests on.
        extra: Other fields that the service sent.
    """

    response: str
    conversation_id: str
    agent_id: str
    user_id: str
    owner: str
    error: bool
    contact_id: str | None
    assets: list[ChatAsset]
    run_paused_hitl: bool | None
    hitl_request: HitlRequest | None
    hitl_interrupts: Any
    run_halted_out_of_credits: bool | None
    web_search_citations: Any
    extra: dict[str, Any]

    __match_args__ = (
        "response",
        "conversation_id",
        "agent_id",
        "user_id",
        "owner",
        "error",
        "contact_id",
        "assets",
        "run_paused_hitl",
        "hitl_request",
        "hitl_interrupts",
        "run_halted_out_of_credits",
        "web_search_citations",
        "extra",
    )

    def __init__(
        self,
        response: str,
        conversation_id: str,
        agent_id: str,
        user_id: str,
        owner: str,
        error: bool = False,
        contact_id: str | None = None,
        assets: list[ChatAsset] | None = None,
        run_paused_hitl: bool | None = None,
        hitl_request: HitlRequest | None = None,
        hitl_interrupts: Any = None,
        run_halted_out_of_credits: bool | None = None,
        web_search_citations: Any = None,
        extra: dict[str, Any] | None = None,
    ) -> None:
        vars(self).update(
            response=response,
            conversation_id=conversation_id,
            agent_id=agent_id,
            user_id=user_id,
            owner=owner,
            error=error,
            contact_id=contact_id,
            assets=[] if assets is None else assets,
            run_paused_hitl=run_paused_hitl,
            hitl_request=hitl_request,
            hitl_interrupts=hitl_interrupts,
            run_halted_out_of_credits=run_halted_out_of_credits,
            web_search_citations=web_search_citations,
            extra={} if extra is None else extra,
        )


class ChatAsset(Answer):
    """A file that belongs to an answer.

    Attributes:
        file_id: The id of the file.
        url: Where the file can be read for a time.
        content_type: The content type, such as ``application/pdf``.
        extra: Other fields that the service sent.
    """

    file_id: str
    url: str | None
    content_type: str | None
    extra: dict[str, Any]

    __match_args__ = (
        "file_id",
        "url",
        "content_type",
        "extra",
    )

    def __init__(
        self,
        file_id: str,
        url: str | None = None,
        content_type: str | None = None,
        extra: dict[str, Any] | None = None,
    ) -> None:
        vars(self).update(
            file_id=file_id,
            url=url,
            content_type=content_type,
            extra={} if extra is None else extra,
        )


class HitlRequest(Answer):
    """What a paused run asks a person.

    Decisions are positional: one for each action request, in the same order.

    Attributes:
        request_id: The id to answer this request with.
        schema_version: The version of this format.
        thread_id: The conversation.
        run_id: The run that paused.
        interrupt_ids: The interrupts that paused the run.
        original_run_id: The first run, where this one resumed an earlier pause.
        action_requests: The actions that wait for a decision.
        review_configs: What may be decided on each action, in the order of ``action_requests``.
        paused_at: When the run paused, as text whose format is not promised.
        status: How far the request is. Known are ``pending``, ``resuming``, ``resolved``,
            ``superseded``.
        extra: Other fields that the service sent.
    """

    request_id: str
    schema_version: int | None
    thread_id: str | None
    run_id: str | None
    interrupt_ids: list[str]
    original_run_id: str | None
    action_requests: list[HitlActionRequest]
    review_configs: list[HitlReviewConfig]
    paused_at: str | None
    status: str | None
    extra: dict[str, Any]

    __match_args__ = (
        "request_id",
        "schema_version",
        "thread_id",
        "run_id",
        "interrupt_ids",
        "original_run_id",
        "action_requests",
        "review_configs",
        "paused_at",
        "status",
        "extra",
    )

    def __init__(
        self,
        request_id: str,
        schema_version: int | None = None,
        thread_id: str | None = None,
        run_id: str | None = None,
        interrupt_ids: list[str] | None = None,
        original_run_id: str | None = None,
        action_requests: list[HitlActionRequest] | None = None,
        review_configs: list[HitlReviewConfig] | None = None,
        paused_at: str | None = None,
        status: str | None = None,
        extra: dict[str, Any] | None = None,
    ) -> None:
        vars(self).update(
            request_id=request_id,
            schema_version=schema_version,
            thread_id=thread_id,
            run_id=run_id,
            interrupt_ids=[] if interrupt_ids is None else interrupt_ids,
            original_run_id=original_run_id,
            action_requests=[] if action_requests is None else action_requests,
            review_configs=[] if review_configs is None else review_configs,
            paused_at=paused_at,
            status=status,
            extra={} if extra is None else extra,
        )


class HitlActionRequest(Answer):
    """An action a paused run wants to take.

    Attributes:
        name: The tool to be called.
        args: The arguments it would be called with.
        extra: Other fields that the service sent.
    """

    name: str
    args: Any
    extra: dict[str, Any]

    __match_args__ = (
        "name",
        "args",
        "extra",
    )

    def __init__(
        self,
        name: str,
        args: Any = None,
        extra: dict[str, Any] | None = None,
    ) -> None:
        vars(self).update(
            name=name,
            args=args,
            extra={} if extra is None else extra,
        )


class HitlReviewConfig(Answer):
    """What a person may decide on one action.

    Attributes:
        allowed_decisions: The decisions open to the person. Known are ``respond``, ``approve``,
            ``reject``.
        extra: Other fields that the service sent.
    """

    allowed_decisions: list[str]
    extra: dict[str, Any]

    __match_args__ = (
        "allowed_decisions",
        "extra",
    )

    def __init__(
        self,
        allowed_decisions: list[str] | None = None,
        extra: dict[str, Any] | None = None,
    ) -> None:
        vars(self).update(
            allowed_decisions=[] if allowed_decisions is None else allowed_decisions,
            extra={} if extra is None else extra,
        )


class RunInterrupt(Answer):
    """One thing a run waits for.

    Attributes:
        id: The interrupt.
        reason: Why the run waits.
        message: What to show to the person who answers.
        tool_call_id: The tool call that waits.
        response_schema: The JSON Schema of an answer.
        expires_at: Until when an answer is taken, as text whose format is not promised.
        metadata: Data about the interrupt, under any keys.
        subagent_run_id: The run of the subagent that waits.
        extra: Other fields that the service sent.
    """

    id: str
    reason: str | None
    message: str | None
    tool_call_id: str | None
    response_schema: Any
    expires_at: str | None
    metadata: Any
    subagent_run_id: str | None
    extra: dict[str, Any]

    __match_args__ = (
        "id",
        "reason",
        "message",
        "tool_call_id",
        "response_schema",
        "expires_at",
        "metadata",
        "subagent_run_id",
        "extra",
    )

    def __init__(
        self,
        id: str,
        reason: str | None = None,
        message: str | None = None,
        tool_call_id: str | None = None,
        response_schema: Any = None,
        expires_at: str | None = None,
        metadata: Any = None,
        subagent_run_id: str | None = None,
        extra: dict[str, Any] | None = None,
    ) -> None:
        vars(self).update(
            id=id,
            reason=reason,
            message=message,
            tool_call_id=tool_call_id,
            response_schema=response_schema,
            expires_at=expires_at,
            metadata=metadata,
            subagent_run_id=subagent_run_id,
            extra={} if extra is None else extra,
        )


class TokenUsage(Answer):
    """The tokens one model used.

    A count that is absent is unknown, not zero.

    Attributes:
        provider: Who runs the model.
        model: The model.
        input_tokens: Tokens read.
        output_tokens: Tokens written.
        total_tokens: Tokens read and written.
        reasoning_tokens: The part of ``output_tokens`` spent on reasoning.
        cached_input_tokens: The part of ``input_tokens`` read from a cache.
        cache_write_input_tokens: The part of ``input_tokens`` written to a cache.
        extra: Other fields that the service sent.
    """

    provider: str | None
    model: str | None
    input_tokens: int | None
    output_tokens: int | None
    total_tokens: int | None
    reasoning_tokens: int | None
    cached_input_tokens: int | None
    cache_write_input_tokens: int | None
    extra: dict[str, Any]

    __match_args__ = (
        "provider",
        "model",
        "input_tokens",
        "output_tokens",
        "total_tokens",
        "reasoning_tokens",
        "cached_input_tokens",
        "cache_write_input_tokens",
        "extra",
    )

    def __init__(
        self,
        provider: str | None = None,
        model: str | None = None,
        input_tokens: int | None = None,
        output_tokens: int | None = None,
        total_tokens: int | None = None,
        reasoning_tokens: int | None = None,
        cached_input_tokens: int | None = None,
        cache_write_input_tokens: int | None = None,
        extra: dict[str, Any] | None = None,
    ) -> None:
        vars(self).update(
            provider=provider,
            model=model,
            input_tokens=input_tokens,
            output_tokens=output_tokens,
            total_tokens=total_tokens,
            reasoning_tokens=reasoning_tokens,
            cached_input_tokens=cached_input_tokens,
            cache_write_input_tokens=cache_write_input_tokens,
            extra={} if extra is None else extra,
        )
