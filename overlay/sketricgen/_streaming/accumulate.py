"""Adds up the events of a run."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Callable

from sketricgen_api import models

from sketricgen._http.responses import message_of
from sketricgen._http.text import one_line
from sketricgen._models import schemas
from sketricgen.errors import SketricGenRunError, SketricGenStreamError
from sketricgen.events import UnknownEvent
from sketricgen.results import (
    Activity,
    CustomData,
    Message,
    RunInterrupt,
    Subagent,
    TokenUsage,
    ToolCall,
    WorkflowResult,
)

from .hitl import HitlRequests
from .items import Items, Messages, appended, given, result_of, results_of
from .snapshots import Snapshots

if TYPE_CHECKING:
    from sketricgen.events import StreamEvent


class Collector:
    """Collects the events of one run, for asyncio and blocking code alike.

    Args:
        agent_id: The agent that runs, if that is known.
    """

    def __init__(self, agent_id: str | None = None) -> None:
        result = self._result = WorkflowResult(agent_id=agent_id)
        self._hitl = HitlRequests()
        self._failure: SketricGenRunError | None = None
        self._messages = Messages(Message, result.messages)
        self._reasoning = Messages(partial(Message, role="reasoning"), result.reasoning)
        self._calls = Items(ToolCall, result.tool_calls, "arguments_text")
        self._activities = Items(Activity, result.activities)
        self._snapshots = Snapshots(self._messages, self._reasoning, self._calls, self._activities)
        self._subagents: dict[str, Subagent] = {}
        self._old_thoughts = 0  # before AG-UI 1.0 they had no ids
        self._handlers: dict[type[Any], Callable[[Any], str | None]] = {
            models.RunStartedEvent: self._start,
            models.RunFinishedEvent: self._finish,
            models.RunErrorEvent: self._fail,
            models.RunPausedHitlEvent: self._pause,
            models.TextMessageStartEvent: self._begin_message,
            models.TextMessageContentEvent: self._messages.go_on,
            models.TextMessageChunkEvent: self._messages.take_chunk,
            models.ToolCallStartEvent: self._begin_call,
            models.ToolCallArgsEvent: self._take_arguments,
            models.ToolCallChunkEvent: self._take_call_chunk,
            models.ToolCallResultEvent: self._take_call_result,
            models.ReasoningMessageStartEvent: self._begin_thought,
            models.ReasoningMessageContentEvent: self._reasoning.go_on,
            models.ReasoningMessageChunkEvent: self._reasoning.take_chunk,
            models.ThinkingTextMessageStartEvent: self._begin_old_thought,
            models.ThinkingTextMessageContentEvent: self._think_old_on,
            models.StateSnapshotEvent: self._take_state,
            models.StateDeltaEvent: self._change_state,
            models.MessagesSnapshotEvent: self._take_snapshot,
            models.ActivitySnapshotEvent: self._take_activity,
            models.ActivityDeltaEvent: self._change_activity,
            models.CustomEvent: self._take_custom,
            models.SubagentStartedEvent: self._begin_subagent,
            models.SubagentFinishedEvent: self._end_subagent,
            models.SubagentErrorEvent: self._fail_subagent,
        }

    def add(self, event: StreamEvent) -> str:
        """Add one event, and return the text that it adds to the agent's answer."""
        payload = event.payload
        handler = self._handlers.get(type(payload))
        if handler is not None:
            return handler(payload) or ""
        if isinstance(payload, UnknownEvent):
            self._take_unread(payload)
        return ""

    @property
    def result(self) -> WorkflowResult:
        """What has arrived so far."""
        for items in (self._messages, self._reasoning, self._calls):
            items.join()
        return self._result

    def check(self) -> WorkflowResult:
        """Return the result of the run.

        Raises:
            SketricGenRunError: It failed.
        """
        if self._failure is not None:
            self._failure.partial = self.result
            raise self._failure
        return self.result

    def _take_unread(self, event: UnknownEvent) -> None:
        """Refuse to leave out what an event says that does not fit its description.

        Raises:
            SketricGenStreamError: The result would lack what it says.
        """
        schema = schemas().get(event.type_ or "")
        if schema is None or schema.kind not in self._handlers:
            return
        if schema.kind is models.RunErrorEvent:
            self._note_failure(message_of(event.data) or "the service does not say why")
            return
        raise SketricGenStreamError(
            f"An event {event.type_} of the stream cannot be read: {one_line(event.reason)}. "
            "Iterate over the stream to get its events as they were sent."
        )

    def _start(self, event: models.RunStartedEvent) -> None:
        self._result.conversation_id = event.thread_id
        self._result.run_id = event.run_id

    def _finish(self, event: models.RunFinishedEvent) -> None:
        result = self._result
        result.conversation_id = given(event.thread_id) or result.conversation_id
        result.run_id = given(event.run_id) or result.run_id
        result.result = given(event.result)
        result.usage = results_of(TokenUsage, event.usage)
        result.outcome = "success"
        outcome = given(event.outcome)
        if outcome:
            result.outcome = outcome.type_
            result.interrupts = results_of(RunInterrupt, outcome.interrupts)
            result.interrupt_ids = [interrupt.id for interrupt in result.interrupts]
            result.pending_tool_call_ids = given(outcome.pending_tool_call_ids) or []
            if result.paused:
                result.hitl_request = self._hitl.request()

    def _fail(self, event: models.RunErrorEvent) -> None:
        self._note_failure(event.message, given(event.code))
        self._result.usage = results_of(TokenUsage, event.usage) or self._result.usage

    def _note_failure(self, said: str, code: str | None = None) -> None:
        message = f"The run failed: {one_line(said)}"
        message += f" ({one_line(code)})" if code else ""
        self._failure = SketricGenRunError(message, code=code)
        self._result.outcome = None  # a late error comes after "success"

    def _pause(self, event: models.RunPausedHitlEvent) -> None:
        self._result.outcome = "interrupt"
        self._result.pause_request_id = event.request_id
        self._result.interrupt_ids = list(event.interrupt_ids)
        self._result.hitl_request = self._hitl.request(event)

    def _begin_message(self, event: models.TextMessageStartEvent) -> None:
        message, _ = self._messages.get(event.message_id, event.subagent_run_id)
        message.role = given(event.role) or "assistant"

    def _begin_call(self, event: models.ToolCallStartEvent) -> None:
        call, _ = self._calls.get(event.tool_call_id, event.subagent_run_id)
        call.name = event.tool_call_name

    def _take_arguments(self, event: models.ToolCallArgsEvent) -> None:
        _, pieces = self._calls.get(event.tool_call_id, event.subagent_run_id)
        pieces.append(event.delta)

    def _take_call_chunk(self, event: models.ToolCallChunkEvent) -> None:
        entry = self._calls.of_chunk(event.tool_call_id, event.subagent_run_id)
        if entry is not None:
            call, pieces = entry
            call.name = given(event.tool_call_name) or call.name
            pieces.append(given(event.delta) or "")

    def _take_call_result(self, event: models.ToolCallResultEvent) -> None:
        call, _ = self._calls.get(event.tool_call_id, event.subagent_run_id)
        call.result = event.content

    def _begin_thought(self, event: models.ReasoningMessageStartEvent) -> None:
        self._reasoning.get(event.message_id, event.subagent_run_id)

    def _begin_old_thought(self, _: models.ThinkingTextMessageStartEvent) -> None:
        self._old_thoughts += 1

    def _think_old_on(self, event: models.ThinkingTextMessageContentEvent) -> None:
        appended(self._reasoning.get(f"thinking_{self._old_thoughts}", None), event.delta)

    def _take_state(self, event: models.StateSnapshotEvent) -> None:
        self._result.state = event.snapshot
        self._result.state_deltas = []

    def _change_state(self, event: models.StateDeltaEvent) -> None:
        self._result.state_deltas.append(event.delta)

    def _take_snapshot(self, event: models.MessagesSnapshotEvent) -> str:
        return self._snapshots.merge(event.messages)

    def _take_activity(self, event: models.ActivitySnapshotEvent) -> None:
        is_new = event.message_id not in self._activities.entries
        activity, _ = self._activities.get(event.message_id, event.subagent_run_id)
        if is_new or event.replace is not False:
            activity.type = event.activity_type
            activity.content, activity.deltas = event.content, []
            activity.subagent_run_id = given(event.subagent_run_id)

    def _change_activity(self, event: models.ActivityDeltaEvent) -> None:
        activity, _ = self._activities.get(event.message_id, event.subagent_run_id)
        activity.type = event.activity_type
        activity.deltas.append(event.patch)

    def _take_custom(self, event: models.CustomEvent) -> None:
        self._result.custom_events.append(result_of(CustomData, event))
        self._hitl.note(event)

    def _subagent(self, id: str) -> Subagent:  # noqa: A002 # its name in the API
        if id not in self._subagents:
            self._subagents[id] = Subagent(id)
            self._result.subagents.append(self._subagents[id])
        return self._subagents[id]

    def _begin_subagent(self, event: models.SubagentStartedEvent) -> None:
        subagent = self._subagent(event.subagent_run_id)
        subagent.name, subagent.description = event.name, given(event.description)
        subagent.parent_subagent_run_id = given(event.parent_subagent_run_id)
        subagent.parent_tool_call_id = given(event.parent_tool_call_id)

    def _end_subagent(self, event: models.SubagentFinishedEvent) -> None:
        subagent, outcome = self._closed(event.subagent_run_id), given(event.outcome)
        subagent.outcome, subagent.result = "success", given(event.result)
        if outcome:
            subagent.outcome = outcome.type_
            subagent.interrupt_ids = given(outcome.interrupt_ids) or []

    def _fail_subagent(self, event: models.SubagentErrorEvent) -> None:
        subagent = self._closed(event.subagent_run_id)
        subagent.outcome, subagent.error = "error", event.message
        subagent.code = given(event.code)

    def _closed(self, id: str) -> Subagent:  # noqa: A002 # as above
        for items in (self._messages, self._reasoning, self._calls):
            items.close(id)
        return self._subagent(id)
