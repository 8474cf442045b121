"""Follow a run event by event: its steps, its thinking, its state, its words.

    python examples/typed_events.py

Each event's payload is an instance of the class for its type; one that the API does not document
is an `UnknownEvent`, with all its data. Needs SKETRICGEN_API_KEY, and SKETRICGEN_AGENT_ID for an
agent of your own.
"""

from __future__ import annotations

import os

from sketricgen import SketricGenClient, UnknownEvent
from sketricgen.events import (
    CustomEvent,
    EventPayload,
    ReasoningMessageContentEvent,
    RunErrorEvent,
    RunFinishedEvent,
    StateDeltaEvent,
    StateSnapshotEvent,
    StepStartedEvent,
    TextMessageContentEvent,
)

AGENT = os.environ.get("SKETRICGEN_AGENT_ID", "showcase")


def in_words(payload: EventPayload) -> str | None:
    """Return a line that tells of an event, or None if there is nothing to tell."""
    if isinstance(payload, (TextMessageContentEvent, ReasoningMessageContentEvent)):
        kind = "says" if isinstance(payload, TextMessageContentEvent) else "thinks"
        return f"{kind:8} {payload.delta!r}"
    if isinstance(payload, StepStartedEvent):
        return f"step     {payload.step_name}"
    if isinstance(payload, StateSnapshotEvent):
        return f"state    {payload.snapshot}"
    if isinstance(payload, StateDeltaEvent):
        return f"state    changes: {len(payload.delta)}"
    if isinstance(payload, CustomEvent):
        return f"custom   {payload.name}: {payload.value}"
    if isinstance(payload, RunErrorEvent):
        return f"failed   {payload.message}"
    if isinstance(payload, RunFinishedEvent):
        return "finished"
    if isinstance(payload, UnknownEvent):
        return f"unknown  {payload.type_}: {payload.data}"
    return None


def main() -> None:
    client = SketricGenClient.from_env()
    with client, client.run_workflow_sync(AGENT, "Show me how you work.", stream=True) as stream:
        for event in stream:
            line = in_words(event.payload)
            if line is not None:
                print(line)


if __name__ == "__main__":
    main()
