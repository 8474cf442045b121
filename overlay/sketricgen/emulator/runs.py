"""Runs and the conversations they belong to."""

from __future__ import annotations

import secrets
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sketricgen.emulator.agents import HITL_EVENT, Turn
from sketricgen.emulator.errors import ChatError
from sketricgen.emulator.events import TERMINAL, Event, event

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from sketricgen.emulator.agents import Agent, Attachment
    from sketricgen.emulator.settings import Settings, Tally
    from sketricgen.emulator.validation import Resume, WorkflowRequest


@dataclass
class Conversation:
    """A conversation.

    Attributes:
        conversation_id: Its id.
        turns: The number of its turns.
        paused: The request it is paused at, if any.
        paused_agent: The agent that made that request.
    """

    conversation_id: str
    turns: int = 0
    paused: dict[str, Any] | None = None
    paused_agent: str = ""


@dataclass
class Outcome:
    """The outcome of a run, collected from its events."""

    messages: dict[str, str] = field(default_factory=dict[str, str])
    failure: str | None = None
    hitl_request: dict[str, Any] | None = None

    def add(self, step: Event) -> None:
        """Add the next event."""
        if step["type"] == "TEXT_MESSAGE_CONTENT":
            message_id = step["message_id"]
            self.messages[message_id] = self.messages.get(message_id, "") + step["delta"]
        elif step["type"] == "RUN_ERROR":
            self.failure = step["message"]
        elif step.get("name") == HITL_EVENT:
            self.hitl_request = step["value"]

    @property
    def text(self) -> str:
        """The agent's answer."""
        return "\n\n".join(self.messages.values())


class Conversations:
    """All conversations, in memory."""

    def __init__(self) -> None:
        self._by_id: dict[tuple[str, str], Conversation] = {}

    def open(self, teamspace_id: str, request: WorkflowRequest) -> Conversation:
        """Return the conversation of a request, or start a new one.

        Raises:
            ChatError: If the request resumes a run that is not paused, or does not fit it.
        """
        conversation_id = request.conversation_id or f"conv_{secrets.token_hex(8)}"
        key = (teamspace_id, conversation_id)
        conversation = self._by_id.get(key) or Conversation(conversation_id)
        if request.resume is not None:
            _check_resume(conversation, request.agent_id, request.resume)
        self._by_id[key] = conversation
        return conversation


def _check_resume(conversation: Conversation, agent_id: str, resume: Resume) -> None:
    paused = conversation.paused
    if (
        paused is None
        or paused["request_id"] != resume.request_id
        or conversation.paused_agent != agent_id
    ):
        raise ChatError(404, "Paused run not found. It may have been resumed already.")
    wanted, given = len(paused["action_requests"]), len(resume.decisions)
    if given != wanted:
        raise ChatError(
            400, f"decisions must have one item per action request ({wanted}), got {given}."
        )
    for at, (config, decision) in enumerate(zip(paused["review_configs"], resume.decisions)):
        allowed = config["allowed_decisions"]
        if decision.type not in allowed:
            raise ChatError(
                400, f"decisions.{at} must be one of {', '.join(allowed)}, got {decision.type}."
            )


class Run:
    """One run of an agent.

    Args:
        request: The request.
        agent: The agent that answers it.
        conversation: The conversation of the request.
        attachments: The files of the request.
        settings: The settings of the emulator.
        tally: Counts the run.
    """

    def __init__(
        self,
        request: WorkflowRequest,
        agent: Agent,
        conversation: Conversation,
        attachments: tuple[Attachment, ...],
        settings: Settings,
        tally: Tally,
    ) -> None:
        self.outcome: Outcome = Outcome()
        self._agent = agent
        self._agent_id = request.agent_id
        self._conversation = conversation
        self._tally = tally
        tally.runs += 1
        conversation.turns += 1
        resumed, conversation.paused = conversation.paused, None  # any new message ends the pause
        self._turn = Turn(
            thread_id=conversation.conversation_id,
            run_id=f"run_{secrets.token_hex(8)}",
            number=conversation.turns,
            user_input=request.user_input or "",
            attachments=attachments,
            may_pause=request.may_pause,
            resume=request.resume,
            actions=resumed["action_requests"] if resumed else [],
            slow_seconds=settings.slow_seconds,
        )

    async def events(self) -> AsyncIterator[Event]:
        """Run the agent once, and yield its events."""
        complete = False
        try:
            async for step in self._whole_run():
                self.outcome.add(step)
                complete = step["type"] in TERMINAL
                if complete:
                    self._conversation.paused = self.outcome.hitl_request
                    self._conversation.paused_agent = self._agent_id
                # The service sends seconds, although AG-UI usually has milliseconds.
                yield {**step, "timestamp": int(time.time())}
        finally:
            if not complete:
                self._tally.stopped_runs += 1

    async def _whole_run(self) -> AsyncIterator[Event]:
        ids = {"thread_id": self._turn.thread_id, "run_id": self._turn.run_id}
        yield event("RUN_STARTED", **ids)
        async for step in self._agent.answer(self._turn):
            yield step
            if step["type"] in TERMINAL:
                return
        yield event("RUN_FINISHED", **ids, result=self.outcome.text)
