"""The agents of the emulator. Each yields the events of its run, the same ones every time.

An agent does not yield `RUN_STARTED` or `RUN_FINISHED`; the run adds them. An agent that fails or
pauses yields `RUN_ERROR` or `RUN_PAUSED_HITL` itself.
"""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass
from datetime import datetime, timezone
from itertools import count
from typing import TYPE_CHECKING, Any, Callable

from sketricgen.emulator.events import (
    Event,
    event,
    message,
    reasoning,
    tool_call,
    tool_result,
    words,
)
from sketricgen.emulator.stories import tell_story
from sketricgen.emulator.tools import call_fitting_tool

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping

    from sketricgen.emulator.validation import Resume, WorkflowRequest


@dataclass(frozen=True)
class Attachment:
    """A file given to an agent.

    Attributes:
        file_name: Its name.
        content_type: Its media type.
        size: In bytes.
        contents: What it contains, such as "3 pages"; None if it could not be read.
    """

    file_name: str
    content_type: str
    size: int
    contents: str | None

    def __str__(self) -> str:
        contents = self.contents or "could not be read"
        return f"{self.file_name} ({self.content_type}, {self.size} bytes): {contents}"


class Turn:
    """The input of an agent for one run.

    Args:
        thread_id: The id of the conversation.
        run_id: The id of the run.
        number: The number of this turn in the conversation, from 1.
        user_input: The user's message; may be empty.
        attachments: The attached files, in order.
        may_pause: Whether the agent may pause for a person to decide.
        resume: The decisions on the pause before, if this run resumes one.
        actions: The actions that they decide on.
        slow_seconds: How long the agent `slow` waits before each event.
    """

    def __init__(
        self,
        *,
        thread_id: str,
        run_id: str,
        number: int,
        user_input: str,
        attachments: tuple[Attachment, ...],
        may_pause: bool,
        resume: Resume | None,
        actions: list[dict[str, Any]],
        slow_seconds: float,
    ) -> None:
        self.thread_id = thread_id
        self.run_id = run_id
        self.number = number
        self.user_input = user_input
        self.attachments = attachments
        self.may_pause = may_pause
        self.resume = resume
        self.actions = actions
        self.slow_seconds = slow_seconds
        self._numbers = count(1)

    def new_id(self, kind: str) -> str:
        """Return a new unique id."""
        return f"{kind}_{self.run_id}_{next(self._numbers)}"


async def _echo(turn: Turn) -> AsyncIterator[Event]:
    lines = [f"You said: {turn.user_input}" if turn.user_input else "You said nothing."]
    lines.append(f"This is turn {turn.number} of our conversation.")
    lines += [f"File {at}: {file}" for at, file in enumerate(turn.attachments, 1)]
    for step in message(turn.new_id("msg"), "\n".join(lines)):
        yield step


async def _story(turn: Turn) -> AsyncIterator[Event]:
    for step in message(turn.new_id("msg"), tell_story(turn.user_input)):
        yield step


async def _tool(turn: Turn) -> AsyncIterator[Event]:
    call = call_fitting_tool(turn.user_input)
    arguments, result = json.dumps(call.arguments), json.dumps(call.result)
    call_id, result_id = turn.new_id("call"), turn.new_id("msg")
    for step in tool_call(call_id, call.name, arguments):
        yield step
    yield tool_result(result_id, call_id, result)
    for step in message(turn.new_id("msg"), call.sentence):
        yield step


async def _fail(turn: Turn) -> AsyncIterator[Event]:
    # Models fail in the middle of a sentence, so the message is not closed.
    message_id = turn.new_id("msg")
    yield event("TEXT_MESSAGE_START", message_id=message_id, role="assistant")
    yield event("TEXT_MESSAGE_CONTENT", message_id=message_id, delta="I was about to say")
    yield event("RUN_ERROR", message="The agent failed, as it always does.", code="agent_failed")


async def _slow(turn: Turn) -> AsyncIterator[Event]:
    text = f"Slowly: {turn.user_input}".strip()
    for step in message(turn.new_id("msg"), text):
        await asyncio.sleep(turn.slow_seconds)
        yield step


async def _showcase(turn: Turn) -> AsyncIterator[Event]:
    counted = len(words(turn.user_input))
    yield event("STATE_SNAPSHOT", snapshot={"phase": "reading", "words": 0})
    yield event("STEP_STARTED", step_name="read")
    for step in reasoning(turn.new_id("think"), f"The message has {counted} words."):
        yield step
    change = [{"op": "replace", "path": "/words", "value": counted}]
    yield event("STATE_DELTA", delta=change)
    yield event("STEP_FINISHED", step_name="read")
    yield event("CUSTOM", name="progress", value={"done": 1, "of": 2})
    activity = turn.new_id("activity")
    content = {"items": [{"text": "read", "done": True}, {"text": "answer", "done": False}]}
    yield event("ACTIVITY_SNAPSHOT", message_id=activity, activity_type="PLAN", content=content)
    patch = [{"op": "replace", "path": "/items/1/done", "value": True}]
    yield event("STEP_STARTED", step_name="answer")
    for step in message(
        turn.new_id("msg"), f"I have shown you my state; you wrote {counted} words."
    ):
        yield step
    yield event("ACTIVITY_DELTA", message_id=activity, activity_type="PLAN", patch=patch)
    yield event("RAW", event={"finish_reason": "stop"}, source="emulator")
    yield event("STEP_FINISHED", step_name="answer")


async def _approval(turn: Turn) -> AsyncIterator[Event]:
    if turn.resume is not None:
        async for step in _resumed(turn, turn.resume):
            yield step
        return
    if not turn.may_pause:
        # The caller cannot be asked, so the agent does not get the tools that need a decision.
        for step in message(turn.new_id("msg"), "Nothing was done: no person can be asked."):
            yield step
        return
    lines = [line for line in turn.user_input.splitlines() if line.strip()]
    actions = [_action(line) for line in lines or [""]]
    for action in actions:
        for step in tool_call(turn.new_id("call"), action["name"], json.dumps(action["args"])):
            yield step
    request_id, interrupt_id = turn.new_id("hitl"), turn.new_id("interrupt")
    request = {
        "schema_version": 1,
        "request_id": request_id,
        "thread_id": turn.thread_id,
        "run_id": turn.run_id,
        "interrupt_ids": [interrupt_id],
        "action_requests": actions,
        "review_configs": [{"allowed_decisions": _ALLOWED[action["name"]]} for action in actions],
        "paused_at": datetime.now(timezone.utc).isoformat(timespec="seconds"),
        "status": "pending",
    }
    yield event("CUSTOM_EVENT", name=HITL_EVENT, value=request)
    yield event("RUN_PAUSED_HITL", request_id=request_id, interrupt_ids=[interrupt_id])


async def _resumed(turn: Turn, resume: Resume) -> AsyncIterator[Event]:
    said: list[str] = []
    for action, decision in zip(turn.actions, resume.decisions):
        if decision.type == "approve":
            call_id, arguments = turn.new_id("call"), json.dumps(action["args"])
            for step in tool_call(call_id, action["name"], arguments):
                yield step
            yield tool_result(turn.new_id("msg"), call_id, json.dumps({"done": True}))
        remark = f": {decision.message}" if decision.message else "."
        said.append(f"You decided: {decision.type}{remark}")
    for step in message(turn.new_id("msg"), "\n".join(said)):
        yield step


_ALLOWED = {"send_email": ["respond", "approve", "reject"], "delete_file": ["approve", "reject"]}


def _action(line: str) -> dict[str, Any]:
    command, _, name = line.partition(" ")
    if command.lower() == "delete":
        return {"name": "delete_file", "args": {"name": name}}
    return {"name": "send_email", "args": {"text": line}}


HITL_EVENT = "deep_agents_hitl"


@dataclass(frozen=True)
class Agent:
    """An agent.

    Attributes:
        does: What it does, in one line.
        answer: Yields the events of one run.
    """

    does: str
    answer: Callable[[Turn], AsyncIterator[Event]]

    def for_run(self, request: WorkflowRequest) -> Agent:
        """Return the agent that answers this request; another class may have one for each.

        Raises:
            ChatError: If it refuses the request, so that no run starts.
        """
        return self


ECHO = Agent("says what it was given: the text, the turn, and what each file holds", _echo)

AGENTS: Mapping[str, Agent] = {
    "echo": ECHO,
    "agent-123": ECHO,
    "story": Agent("tells a story about the text, one word per event", _story),
    "tool": Agent("calculates a sum in the text, or counts its words, with a tool", _tool),
    "showcase": Agent("shows its steps, state, reasoning, activity and custom events", _showcase),
    "approval": Agent(
        "asks a person to approve each line, if enable_hitl allows it to pause", _approval
    ),
    "slow": Agent("waits before each of its events", _slow),
    "fail": Agent("fails in the middle of its answer", _fail),
}
