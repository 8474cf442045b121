"""The script of one run, and the events that it makes."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any

from sketricgen.emulator.agents import HITL_EVENT
from sketricgen.emulator.errors import BrokenAnswerError
from sketricgen.emulator.events import event, tool_call, tool_result
from sketricgen.errors import SketricGenValidationError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

    from sketricgen.emulator.agents import Turn
    from sketricgen.emulator.events import Event

_LAST = frozenset({"refuses", "fails", "drops", "stalls", "garbles"})
_HALF_AN_EVENT = '{"type": "TEXT_MESSAGE_CONTENT", "delta'


class Script:
    """What an agent does in one run.

    Attributes:
        steps: Its steps: the name of each, and its arguments.
    """

    def __init__(self) -> None:
        self.steps: list[tuple[str, tuple[Any, ...]]] = []

    @property
    def refusal(self) -> tuple[Any, ...] | None:
        """The arguments of `refuses`, if no run begins."""
        name, arguments = self.steps[0]
        return arguments if name == "refuses" else None

    @property
    def pauses(self) -> bool:
        """Whether the run pauses for a person."""
        return self.steps[-1][0] == "pauses"

    def add(self, name: str, *arguments: Any) -> None:
        """Add a step.

        Raises:
            SketricGenValidationError: It cannot come after the steps before it.
        """
        last = self.steps[-1][0] if self.steps else ""
        if last in _LAST or (last == "pauses" and name != "pauses"):
            raise SketricGenValidationError(
                f"{name}() cannot come after {last}(), which ends the run. "
                "Begin the script of the next run with then()."
            )
        if name == "refuses" and self.steps:
            raise SketricGenValidationError(
                f"refuses() cannot come after {last}(): a run that has begun is not refused. "
                "Begin the script of the next run with then()."
            )
        self.steps.append((name, arguments))

    async def play(self, turn: Turn) -> AsyncIterator[Event]:
        """Yield the events of the run.

        Raises:
            BrokenAnswerError: The script breaks the answer off.
        """
        # The end of a message waits for what comes next: a connection that breaks leaves it open.
        held: Event | None = None
        for name, arguments in self.steps:
            if name in ("waits", "stalls"):
                await asyncio.sleep(*arguments)
            if name in ("drops", "stalls"):
                raise BrokenAnswerError("", is_cut=True)
            if name == "garbles":
                raise BrokenAnswerError(_HALF_AN_EVENT, is_cut=False)
            for made in _EVENTS[name](turn, *arguments) if name in _EVENTS else ():
                if held is not None:
                    yield held
                held = made if made["type"] == "TEXT_MESSAGE_END" else None
                if held is None:
                    yield made
        if held is not None:
            yield held
        for made in _pause(turn, self.steps) if self.pauses else ():
            yield made


def _says(turn: Turn, *pieces: str) -> Iterator[Event]:
    message_id = turn.new_id("msg")
    yield event("TEXT_MESSAGE_START", message_id=message_id, role="assistant")
    for piece in pieces:
        yield event("TEXT_MESSAGE_CONTENT", message_id=message_id, delta=piece)
    yield event("TEXT_MESSAGE_END", message_id=message_id)


def _calls(turn: Turn, name: str, arguments: dict[str, Any], result: Any) -> Iterator[Event]:
    call_id = turn.new_id("call")
    yield from tool_call(call_id, name, json.dumps(arguments))
    if result is not None:
        text = result if isinstance(result, str) else json.dumps(result)
        yield tool_result(turn.new_id("msg"), call_id, text)


def _fails(_turn: Turn, message: str, code: str | None) -> Iterator[Event]:
    yield event("RUN_ERROR", message=message, **({} if code is None else {"code": code}))


def _asks(turn: Turn, name: str, arguments: dict[str, Any], _: list[str]) -> Iterator[Event]:
    return _calls(turn, name, arguments, None)


_EVENTS: dict[str, Any] = {"says": _says, "calls": _calls, "fails": _fails, "pauses": _asks}


def _pause(turn: Turn, steps: list[tuple[str, tuple[Any, ...]]]) -> Iterator[Event]:
    asked = [arguments for name, arguments in steps if name == "pauses"]
    request_id, interrupt_id = turn.new_id("hitl"), turn.new_id("interrupt")
    request = {
        "schema_version": 1,
        "request_id": request_id,
        "thread_id": turn.thread_id,
        "run_id": turn.run_id,
        "interrupt_ids": [interrupt_id],
        "action_requests": [{"name": name, "args": arguments} for name, arguments, _ in asked],
        "review_configs": [{"allowed_decisions": allowed} for _, _, allowed in asked],
        "status": "pending",
    }
    yield event("CUSTOM_EVENT", name=HITL_EVENT, value=request)
    yield event("RUN_PAUSED_HITL", request_id=request_id, interrupt_ids=[interrupt_id])
