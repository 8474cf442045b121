"""The result of a run: dataclasses alone."""

from __future__ import annotations

import json
from copy import deepcopy
from dataclasses import dataclass, field, fields
from reprlib import Repr
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from sketricgen_api.answers import HitlRequest, RunInterrupt, TokenUsage


_SHORT = Repr()
_SHORT.maxstring = _SHORT.maxother = 80


@dataclass(repr=False)
class Result:
    """The result of a run, or a part of it."""

    def to_dict(self) -> dict[str, Any]:
        """Return all of it as a dict that can be written as JSON.

        Returns:
            Its fields, with objects in them as dicts; a `WorkflowResult` also gives its ``text``.

        Example:
            >>> run = client.run_workflow_sync("tool", "2 + 2", stream=True).collect()
            >>> run.to_dict()["tool_calls"][0]["name"]
            'calculator'
        """
        return {name: _plain(value) for name, value in self._values().items()}

    def _values(self) -> dict[str, Any]:
        return {each.name: getattr(self, each.name) for each in fields(self)}

    def __repr__(self) -> str:
        given = ((name, v) for name, v in self._values().items() if v not in (None, "", [], {}))
        shown = ", ".join(f"{name}={_SHORT.repr(value)}" for name, value in given)
        return f"{type(self).__name__}({shown})"


def _plain(value: object) -> Any:
    if isinstance(value, list):
        return list(map(_plain, cast("list[object]", value)))
    to_dict = getattr(value, "to_dict", None)
    return deepcopy(value) if to_dict is None else to_dict()


@dataclass(repr=False)
class Message(Result):
    """A message of a run, or a piece of its reasoning.

    Attributes:
        id: Its id.
        role: ``"assistant"``, ``"reasoning"``, or another role that the service names.
        text: All of its text that arrived.
        subagent_run_id: The run of the subagent that wrote it; None for the agent itself.
    """

    id: str
    role: str = "assistant"
    text: str = ""
    subagent_run_id: str | None = None

    @property
    def is_answer(self) -> bool:
        """True if the agent itself wrote it."""
        return self.role == "assistant" and self.subagent_run_id is None


@dataclass(repr=False)
class ToolCall(Result):
    """A tool call of a run.

    Attributes:
        id: Its id.
        name: The tool's name.
        arguments_text: The arguments as they arrived.
        result: What the tool returned; None if no result arrived.
        error: Why the tool failed; None if it did not, or the service does not say.
        subagent_run_id: The run of the subagent that made it; None for the agent itself.
    """

    id: str
    name: str = ""
    arguments_text: str = ""
    result: Any = None
    error: str | None = None
    subagent_run_id: str | None = None

    @property
    def arguments(self) -> Any:
        """The arguments' JSON value, ``{}`` if there are none; their text if that is not JSON."""
        try:
            return json.loads(self.arguments_text or "{}")
        except (ValueError, RecursionError):
            return self.arguments_text


@dataclass(repr=False)
class Activity(Result):
    """Progress that an agent shows beside its messages, such as a plan.

    Attributes:
        id: Its id.
        type: What kind of activity it is, in the agent's own words.
        content: The last snapshot of it.
        deltas: The JSON Patches that came after the snapshot, in order.
        subagent_run_id: The run of the subagent that shows it; None for the agent itself.
    """

    id: str
    type: str = ""
    content: Any = None
    deltas: list[Any] = field(default_factory=list[Any])
    subagent_run_id: str | None = None


@dataclass(repr=False)
class Subagent(Result):
    """A subagent that worked in a run.

    Attributes:
        id: Its run, the ``subagent_run_id`` of its messages and tool calls.
        name: Its name.
        description: What it is for, if the service says so.
        parent_subagent_run_id: The subagent that called it; None for the agent itself.
        parent_tool_call_id: The tool call that called it, if one did.
        outcome: ``"success"``, ``"suspended"`` (it waits for ``interrupt_ids``) or ``"error"``;
            None if it did not end.
        result: Its result.
        interrupt_ids: What it waits for.
        error: What went wrong, if it failed.
        code: The service's code of the failure, if it gave one.
    """

    id: str
    name: str = ""
    description: str | None = None
    parent_subagent_run_id: str | None = None
    parent_tool_call_id: str | None = None
    outcome: str | None = None
    result: Any = None
    interrupt_ids: list[str] = field(default_factory=list[str])
    error: str | None = None
    code: str | None = None


@dataclass(repr=False)
class CustomData(Result):
    """What an agent sent in an event of its own, a `CustomEvent`.

    Attributes:
        name: What it is about.
        value: What it says.
        timestamp: When it was sent, as the service writes it.
        metadata: Data about it, under any keys.
        raw_event: What the model's provider sent, where the event was made of that.
        subagent_run_id: The run of the subagent that sent it; None for the agent itself.
        extra: Other fields that the service sent.
    """

    name: str | None = None
    value: Any = None
    timestamp: float | None = None
    metadata: Any = None
    raw_event: Any = None
    subagent_run_id: str | None = None
    extra: dict[str, Any] = field(default_factory=dict[str, Any])


@dataclass(repr=False)
class WorkflowResult(Result):
    """The result of a run.

    Attributes:
        text: The agent's answer: the text of its own messages, joined.
        messages: All messages, in the order in which they arrived.
        tool_calls: All tool calls, in the order in which they arrived.
        reasoning: What the agent and its subagents thought, where the service shows it.
        reasoning_text: The agent's own reasoning, joined.
        activities: The progress that the agent showed beside its messages.
        subagents: The subagents that worked in the run. Their messages and tool calls bear their
            ``id`` as ``subagent_run_id``, and are no part of the answer.
        conversation_id: The conversation, to be passed on to continue it.
        run_id: The run.
        result: The run's result, where the agent gives one.
        usage: The tokens that the run used, by model, as the service reports them.
        state: The last snapshot of the agent's state.
        state_deltas: The JSON Patches that came after the snapshot, in order.
        custom_events: What the agent sent in custom events, in order.
        outcome: How the run ended: ``"success"``, ``"interrupt"`` (it waits for a person) or
            ``"cancelled"``; None if it failed or has not ended.
        paused: True if the run waits for a person's decision.
        pause_request_id: The id to resume it with, where it paused.
        interrupt_ids: What it waits for, where it paused.
        interrupts: The same with all that the service says of them; empty if it names only ids.
        hitl_request: What a person is to decide, where it paused for that; its ``action_requests``
            are empty if the service names only ids.
        pending_tool_call_ids: The tool calls that the run left without a result, as the service
            reports them.
        agent_id: The agent that ran.
    """

    messages: list[Message] = field(default_factory=list[Message])
    tool_calls: list[ToolCall] = field(default_factory=list[ToolCall])
    reasoning: list[Message] = field(default_factory=list[Message])
    activities: list[Activity] = field(default_factory=list[Activity])
    subagents: list[Subagent] = field(default_factory=list[Subagent])
    conversation_id: str | None = None
    run_id: str | None = None
    result: Any = None
    usage: list[TokenUsage] = field(default_factory=lambda: [])  # noqa: PIE807 # typed
    state: Any = None
    state_deltas: list[Any] = field(default_factory=list[Any])
    custom_events: list[CustomData] = field(default_factory=list[CustomData])
    outcome: str | None = None
    pause_request_id: str | None = None
    interrupt_ids: list[str] = field(default_factory=list[str])
    interrupts: list[RunInterrupt] = field(default_factory=lambda: [])  # noqa: PIE807 # typed
    pending_tool_call_ids: list[str] = field(default_factory=list[str])
    hitl_request: HitlRequest | None = None
    agent_id: str | None = None

    @property
    def text(self) -> str:
        """The agent's answer: the text of its own messages, joined."""
        return "".join(message.text for message in self.messages if message.is_answer)

    @property
    def reasoning_text(self) -> str:
        """The agent's own reasoning, joined."""
        own = (thought for thought in self.reasoning if thought.subagent_run_id is None)
        return "".join(thought.text for thought in own)

    @property
    def paused(self) -> bool:
        """True if the run waits for a person's decision."""
        return self.outcome == "interrupt"

    def _values(self) -> dict[str, Any]:
        return {"text": self.text, **super()._values()}
