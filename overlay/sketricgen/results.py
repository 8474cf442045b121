"""The result of a run: dataclasses alone."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sketricgen_api import models


@dataclass
class Message:
    """A message of a run.

    Attributes:
        id: Its id.
        role: ``"assistant"``, or another role that the service names.
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


@dataclass
class ToolCall:
    """A tool call of a run.

    Attributes:
        id: Its id.
        name: The tool's name.
        arguments_text: The arguments as they arrived.
        result: What the tool returned; None if no result arrived.
    """

    id: str
    name: str = ""
    arguments_text: str = ""
    result: Any = None

    @property
    def arguments(self) -> Any:
        """The arguments' JSON value; their text where that is not JSON."""
        try:
            return json.loads(self.arguments_text)
        except (ValueError, RecursionError):
            return self.arguments_text


@dataclass
class WorkflowResult:
    """The result of a run.

    Attributes:
        text: The agent's answer: the text of its own messages, joined.
        messages: All messages, in the order in which they began.
        tool_calls: All tool calls, in the order in which they began.
        conversation_id: The conversation, to be passed on to continue it.
        run_id: The run.
        result: The run's result, where the agent gives one.
        usage: The tokens that the run used, by model, as the service reports them.
        state: The last snapshot of the agent's state.
        state_deltas: The JSON Patches that came after the snapshot, in order.
        custom_events: The custom events, in order.
        paused: True if the run waits for a person's decision.
        pause_request_id: What to answer to when it is resumed, where it paused.
        interrupt_ids: What it waits for, where it paused.
    """

    messages: list[Message] = field(default_factory=list[Message])
    tool_calls: list[ToolCall] = field(default_factory=list[ToolCall])
    conversation_id: str | None = None
    run_id: str | None = None
    result: Any = None
    usage: list[models.TokenUsage] = field(default_factory=lambda: [])  # noqa: PIE807 # typed
    state: Any = None
    state_deltas: list[Any] = field(default_factory=list[Any])
    custom_events: list[models.CustomEvent] = field(default_factory=lambda: [])  # noqa: PIE807 # typed
    paused: bool = False
    pause_request_id: str | None = None
    interrupt_ids: list[str] = field(default_factory=list[str])

    @property
    def text(self) -> str:
        """The agent's answer: the text of its own messages, joined."""
        return "".join(message.text for message in self.messages if message.is_answer)
