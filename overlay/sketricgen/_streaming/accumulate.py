"""Adds up the events of a run."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Callable, TypeVar

from sketricgen_api import models
from sketricgen_api.types import Unset

from sketricgen.errors import SketricGenNetworkError, SketricGenRunError
from sketricgen.results import Message, ToolCall, WorkflowResult

if TYPE_CHECKING:
    from collections.abc import Generator

    from sketricgen.events import StreamEvent

T = TypeVar("T")


class Collector:
    """Collects the events of one run, for asyncio and blocking code alike."""

    def __init__(self) -> None:
        self.result: WorkflowResult = WorkflowResult()
        self._failure: SketricGenRunError | None = None
        # Messages and calls interleave, so they are kept by id.
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
        """Add one event, and return the text that it adds to the agent's answer."""
        payload = event.payload
        handler = self._handlers.get(type(payload))
        return (handler(payload) or "") if handler else ""

    def check(self) -> WorkflowResult:
        """Return the result of the run.

        Raises:
            SketricGenRunError: It failed.
        """
        if self._failure is not None:
            raise self._failure
        return self.result

    @contextmanager
    def attached(self) -> Generator[None, None, None]:
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
        self._failure = SketricGenRunError(
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
