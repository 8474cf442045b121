"""Interrupts a turn of a conversation before each of its steps: the next turn must go through.

python -m tests.reliability.interrupted_turns
"""

from __future__ import annotations

import contextlib
import sys
from typing import TYPE_CHECKING, Any

from sketricgen import ChatResponse, Conversation
from sketricgen.client import conversations

if TYPE_CHECKING:
    from types import FrameType

ANSWER = ChatResponse("Hello!", "c-1", "agent-1", "u-1", "o-1")
WATCHED = (conversations.__file__, contextlib.__file__)


class Answering:
    """A client that answers at once."""

    def run_workflow_sync(self, *_: Any, **__: Any) -> ChatResponse:
        return ANSWER


def interrupted_at(step: int) -> bool:
    """Interrupt the turn before its step of that number; return whether it has so many."""
    conversation = Conversation(Answering(), "agent-1", None, None)  # type: ignore[arg-type] # enough of one
    left = step

    def trace(frame: FrameType, event: str, _: object) -> Any:
        nonlocal left
        if frame.f_code.co_filename not in WATCHED:
            return None
        frame.f_trace_opcodes = True
        if event == "opcode":
            left -= 1
            if left == 0:
                sys.settrace(None)
                raise KeyboardInterrupt
        return trace

    sys.settrace(trace)
    try:
        conversation.send_sync("Hi")
    except KeyboardInterrupt:
        pass
    finally:
        sys.settrace(None)
    assert conversation.send_sync("Hi") is ANSWER, step
    return left <= 0


def main() -> None:
    step = 1
    while interrupted_at(step):
        step += 1
    print(f"{step - 1} steps, each interrupted; the next turn went through each time")


if __name__ == "__main__":
    main()
