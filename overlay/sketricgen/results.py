"""What a stream comes to: its events gathered into a `WorkflowResult`."""

from __future__ import annotations

import json
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Callable, TypeVar

from sketricgen_api import models
from sketricgen_api.types import Unset

from .errors import SketricGenNetworkError, SketricGenRunError

if TYPE_CHECKING:
    from collections.abc import Generator

    from .events import StreamEvent

T = TypeVar("T")


@dataclass
class Message:
    """A message of a run.

    Attributes:
        id: Its id.
        role: Who speaks: ``"assistant"``, or what the service says.
        text: All of its text that arrived.
        subagent_run_id: The run of the subagent that speaks; None for the agent itself.
    """

    id: str
    role: str = "assistant"
    text: str = ""
    subagent_run_id: str | None = None

    @property
    def is_answer(self) -> bool:
        """True if this is the agent's own speech."""
        return self.role == "assistant" and self.subagent_run_id is None


@dataclass
class ToolCall:
    """A tool call of a run.

    Attributes:
        id: Its id.
        name: The tool's name.
        arguments_text: The arguments as they arrived.
        result: What the tool gave; None if no result arrived.
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
    """What a run came to.

    Attributes:
        text: The agent's answer: the text of its own messages, joined.
        messages: All messages, in the order in which they began.
        tool_calls: All tool calls, in the order in which they began.
        conversation_id: The conversation, to be passed on to continue it.
        run_id: The run.
        result: The run's result, where the agent gives one.
        usage: What the run used of models, as the service tells it.
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
    usage: list[models.TokenUsage] = field(default_factory=list[models.TokenUsage])
    state: Any = None
    state_deltas: list[Any] = field(default_factory=list[Any])
    custom_events: list[models.CustomEvent] = field(default_factory=list[models.CustomEvent])
    paused: bool = False
    pause_request_id: str | None = None
    interrupt_ids: list[str] = field(default_factory=list[str])

    @property
    def text(self) -> str:
        """The agent's answer: the text of its own messages, joined."""
        return "".join(message.text for message in self.messages if message.is_answer)


class Collector:
    """Gathers the events of one run: pure, for both halves."""

    def __init__(self) -> None:
        self.result: WorkflowResult = WorkflowResult()
        # Messages and calls interleave, so what arrives is told apart by id.
        self._messages: dict[str, Message] = {}
        self._calls: dict[str, ToolCall] = {}
        self._message_of_chunks: str | None = None
        self._call_of_chunks: str | None = None
        self._handlers: dict[type[Any], Callable[[Any], str | None]] = {
            models.RunStartedEvent: self._start,
            models.RunFinishedEvent: self._finish,
            models.RunErrorEvent: self._fail,
            models.RunPausedHitlEvent: self._pause,
            models.TextMessageStartEvent: self._begin_message,
            models.TextMessageContentEvent: self._go_on,
            models.TextMessageChunkEvent: self._take_text_chunk,
            models.ToolCallStartEvent: self._begin_call,
            models.ToolCallArgsEvent: self._take_arguments,
            models.ToolCallChunkEvent: self._take_call_chunk,
            models.ToolCallResultEvent: self._take_call_result,
            models.StateSnapshotEvent: self._take_state,
            models.StateDeltaEvent: self._change_state,
            models.CustomEvent: self._take_custom,
        }

    def add(self, event: StreamEvent) -> str:
        """Take one event, and return the text that it adds to the agent's answer.

        Raises:
            SketricGenRunError: It is the run's failure.
        """
        payload = event.payload
        handler = self._handlers.get(type(payload))
        return (handler(payload) or "") if handler else ""

    @contextmanager
    def told(self) -> Generator[None, None, None]:
        """Attach what has arrived to an error that ends the stream."""
        try:
            yield
        except SketricGenNetworkError as error:
            error.partial = self.result
            raise

    def _start(self, event: models.RunStartedEvent) -> None:
        self.result.conversation_id = event.thread_id
        self.result.run_id = event.run_id

    def _finish(self, event: models.RunFinishedEvent) -> None:
        self.result.conversation_id = _given(event.thread_id) or self.result.conversation_id
        self.result.run_id = _given(event.run_id) or self.result.run_id
        self.result.result = _given(event.result)
        self.result.usage = _given(event.usage) or []
        outcome = _given(event.outcome)
        if isinstance(outcome, models.RunOutcome) and outcome.type_ == "interrupt":
            interrupts = _given(outcome.interrupts) or []
            self.result.paused = True
            self.result.interrupt_ids = [interrupt.id for interrupt in interrupts]

    def _fail(self, event: models.RunErrorEvent) -> None:
        code = _given(event.code)
        raise SketricGenRunError(
            f"The run failed: {event.message}" + (f" ({code})" if code else ""),
            code=code,
            partial=self.result,
        )

    def _pause(self, event: models.RunPausedHitlEvent) -> None:
        self.result.paused = True
        self.result.pause_request_id = event.request_id
        self.result.interrupt_ids = list(event.interrupt_ids)

    def _message(self, id: str, event: Any) -> Message:  # noqa: A002 # its name in the API
        if id not in self._messages:
            owner = _given(event.subagent_run_id)
            self._messages[id] = Message(id, subagent_run_id=owner)
            self.result.messages.append(self._messages[id])
        return self._messages[id]

    def _begin_message(self, event: models.TextMessageStartEvent) -> None:
        self._message(event.message_id, event).role = _given(event.role) or "assistant"

    def _go_on(self, event: models.TextMessageContentEvent) -> str:
        return self._append(self._message(event.message_id, event), event.delta)

    def _take_text_chunk(self, event: models.TextMessageChunkEvent) -> str:
        id_ = _given(event.message_id) or self._message_of_chunks
        if id_ is None:
            return ""
        self._message_of_chunks = id_
        message = self._message(id_, event)
        message.role = _given(event.role) or message.role
        return self._append(message, _given(event.delta) or "")

    @staticmethod
    def _append(message: Message, text: str) -> str:
        message.text += text
        return text if message.is_answer else ""

    def _call(self, id: str) -> ToolCall:  # noqa: A002 # its name in the API
        if id not in self._calls:
            self._calls[id] = ToolCall(id)
            self.result.tool_calls.append(self._calls[id])
        return self._calls[id]

    def _begin_call(self, event: models.ToolCallStartEvent) -> None:
        self._call(event.tool_call_id).name = event.tool_call_name

    def _take_arguments(self, event: models.ToolCallArgsEvent) -> None:
        self._call(event.tool_call_id).arguments_text += event.delta

    def _take_call_chunk(self, event: models.ToolCallChunkEvent) -> None:
        id_ = _given(event.tool_call_id) or self._call_of_chunks
        if id_ is not None:
            self._call_of_chunks = id_
            call = self._call(id_)
            call.name = _given(event.tool_call_name) or call.name
            call.arguments_text += _given(event.delta) or ""

    def _take_call_result(self, event: models.ToolCallResultEvent) -> None:
        self._call(event.tool_call_id).result = event.content

    def _take_state(self, event: models.StateSnapshotEvent) -> None:
        self.result.state = event.snapshot
        self.result.state_deltas = []

    def _change_state(self, event: models.StateDeltaEvent) -> None:
        self.result.state_deltas.append(event.delta)

    def _take_custom(self, event: models.CustomEvent) -> None:
        self.result.custom_events.append(event)


def _given(value: T | Unset | None) -> T | None:
    """Return a field's value, or None if it was absent."""
    return None if isinstance(value, Unset) else value
