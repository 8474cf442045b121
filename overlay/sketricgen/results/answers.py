"""The answers of the API, as dataclasses.

A new answer is a dataclass here and nothing else: `_operations.reading` takes what it must know of
its fields from the generated model of the same name.
"""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Any, cast


@dataclass(frozen=True)
class Answer:
    """An answer of the API, or an object in one.

    A field that was absent or null has its default: None, or an empty list. Unknown fields, and
    optional ones of another type, are in ``extra``.
    """

    def to_dict(self) -> dict[str, Any]:
        """Return the answer as a dict that can be written as JSON.

        Returns:
            The JSON object that the service sent; for an object made by hand, its fields.

        Example:
            >>> client.run_workflow_sync("echo", "Hello!").to_dict()["agent_id"]
            'echo'
        """
        data = vars(self).get("_sent")
        if data is None:
            given = {name.rstrip("_"): _plain(value) for name, value in self._given().items()}
            extra = given.pop("extra", {})
            data = {**given, **extra}
        return deepcopy(data)

    def __repr__(self) -> str:
        shown = (f"{name}={_short(value)}" for name, value in self._given().items())
        return f"{type(self).__name__}({', '.join(shown)})"

    def _given(self) -> dict[str, Any]:
        values = {each.name: getattr(self, each.name) for each in fields(self)}
        return {name: v for name, v in values.items() if v is not None and v not in ([], {})}

    if not TYPE_CHECKING:  # type checkers are to refuse it # pragma: no branch

        def __getitem__(self, key: object) -> None:
            names = [each.name for each in fields(self)]
            raise TypeError(
                f"{type(self).__name__} has no items, got [{key!r}]: use "
                f"answer.{key if key in names else names[0]}, or answer.to_dict() for a dict."
            )


def _plain(value: object) -> Any:
    if isinstance(value, list):
        return list(map(_plain, cast("list[object]", value)))
    return value.to_dict() if isinstance(value, Answer) else value


def _short(value: object) -> str:
    if isinstance(value, str):
        return repr(value if len(value) <= _LONGEST_SHOWN else f"{value[:_LONGEST_SHOWN]}...")
    text = repr(value)
    return text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}..."


_LONGEST_SHOWN = 80


@dataclass(frozen=True, repr=False)
class ChatResponse(Answer):
    """The whole answer of a run.

    Attributes:
        response: What the agent says; why it failed, if ``error`` is true.
        conversation_id: The conversation, to be passed on to continue it.
        agent_id: The agent that ran.
        user_id: The account that the run belongs to.
        owner: Who owns the agent.
        error: True if the agent failed.
        contact_id: The ``contact_id`` of the request.
        assets: The files that belong to the answer.
        run_paused_hitl: True if the run waits for a person's decision.
        hitl_request: What the person is to decide.
        hitl_interrupts: The interrupts behind ``hitl_request``, as the agent raised them.
        run_halted_out_of_credits: True if the account ran out of credits.
        web_search_citations: The web pages that the answer cites.
        extra: Other fields that the service sent.
    """

    response: str
    conversation_id: str
    agent_id: str
    user_id: str
    owner: str
    error: bool = False
    contact_id: str | None = None
    assets: list[ChatAsset] = field(default_factory=lambda: [])  # noqa: PIE807 # typed
    run_paused_hitl: bool | None = None
    hitl_request: HitlRequest | None = None
    hitl_interrupts: Any = None
    run_halted_out_of_credits: bool | None = None
    web_search_citations: Any = None
    extra: dict[str, Any] = field(default_factory=dict[str, Any])

    if not TYPE_CHECKING:  # as above # pragma: no branch

        def __iter__(self) -> None:
            raise TypeError(_NO_STREAM)

        __next__ = __aiter__ = __anext__ = __iter__
        __enter__ = __exit__ = __aenter__ = __aexit__ = __iter__

        def __getattr__(self, name: str) -> None:
            if name in ("collect", "text_stream"):
                raise AttributeError(_NO_STREAM)
            return super().__getattribute__(name)


_NO_STREAM = (
    "Only a stream can be read event by event or used in a with block, got a ChatResponse: pass "
    "stream=True, or use answer.response."
)


@dataclass(frozen=True, repr=False)
class ChatAsset(Answer):
    """A file that belongs to an answer.

    Attributes:
        file_id: Its id.
        url: Where it can be read for a time.
        content_type: Its content type, e.g. ``"application/pdf"``.
        extra: Other fields that the service sent.
    """

    file_id: str
    url: str | None = None
    content_type: str | None = None
    extra: dict[str, Any] = field(default_factory=dict[str, Any])


@dataclass(frozen=True, repr=False)
class HitlRequest(Answer):
    """What a paused run asks a person to decide.

    Attributes:
        request_id: The id to resume the run with.
        schema_version: The version of this format.
        thread_id: The conversation.
        run_id: The run that paused.
        interrupt_ids: The interrupts that paused it.
        original_run_id: The first run, where this one resumed an earlier pause.
        action_requests: The actions that wait for a decision.
        review_configs: What may be decided on each, in the order of ``action_requests``.
        paused_at: When the run paused, as the service writes it.
        status: ``"pending"``, ``"resuming"``, ``"resolved"``, ``"superseded"``, or a newer one.
        extra: Other fields that the service sent.
    """

    request_id: str
    schema_version: int | None = None
    thread_id: str | None = None
    run_id: str | None = None
    interrupt_ids: list[str] = field(default_factory=list[str])
    original_run_id: str | None = None
    action_requests: list[HitlActionRequest] = field(default_factory=lambda: [])  # noqa: PIE807
    review_configs: list[HitlReviewConfig] = field(default_factory=lambda: [])  # noqa: PIE807
    paused_at: str | None = None
    status: str | None = None
    extra: dict[str, Any] = field(default_factory=dict[str, Any])


@dataclass(frozen=True, repr=False)
class HitlActionRequest(Answer):
    """An action that a paused run wants to take.

    Attributes:
        name: The tool to be called.
        args: The arguments that it would be called with.
        extra: Other fields that the service sent.
    """

    name: str
    args: Any = None
    extra: dict[str, Any] = field(default_factory=dict[str, Any])


@dataclass(frozen=True, repr=False)
class HitlReviewConfig(Answer):
    """What may be decided on one action.

    Attributes:
        allowed_decisions: ``"respond"``, ``"approve"``, ``"reject"``, or newer ones.
        extra: Other fields that the service sent.
    """

    allowed_decisions: list[str] = field(default_factory=list[str])
    extra: dict[str, Any] = field(default_factory=dict[str, Any])


@dataclass(frozen=True, repr=False)
class CompleteUploadResponse(Answer):
    """An uploaded file, ready for the ``assets`` of a run.

    Attributes:
        file_id: Its id.
        success: True if the upload was completed.
        file_size_bytes: Its size, in bytes.
        content_type: The content type that it is stored with.
        file_name: The name that it is stored with.
        created_at: When it was stored, as the service writes it.
        url: Where it can be read, for three days.
        extra: Other fields that the service sent.
    """

    file_id: str
    success: bool | None = None
    file_size_bytes: int | None = None
    content_type: str | None = None
    file_name: str | None = None
    created_at: str | None = None
    url: str | None = None
    extra: dict[str, Any] = field(default_factory=dict[str, Any])


@dataclass(frozen=True, repr=False)
class RunInterrupt(Answer):
    """One thing that a run waits for.

    Attributes:
        id: Its id.
        reason: Why the run waits.
        message: What to show to the person who answers.
        tool_call_id: The tool call that waits.
        response_schema: The JSON Schema of an answer.
        expires_at: Until when an answer is taken, as the service writes it.
        metadata: Data about it, under any keys.
        subagent_run_id: The run of the subagent that waits; None for the agent itself.
        extra: Other fields that the service sent.
    """

    id: str
    reason: str | None = None
    message: str | None = None
    tool_call_id: str | None = None
    response_schema: Any = None
    expires_at: str | None = None
    metadata: Any = None
    subagent_run_id: str | None = None
    extra: dict[str, Any] = field(default_factory=dict[str, Any])


@dataclass(frozen=True, repr=False)
class TokenUsage(Answer):
    """The tokens that one model used. A count that is None is unknown, not zero.

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

    provider: str | None = None
    model: str | None = None
    input_tokens: int | None = None
    output_tokens: int | None = None
    total_tokens: int | None = None
    reasoning_tokens: int | None = None
    cached_input_tokens: int | None = None
    cache_write_input_tokens: int | None = None
    extra: dict[str, Any] = field(default_factory=dict[str, Any])
