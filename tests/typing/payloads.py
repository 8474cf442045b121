"""How the payloads of events are told apart, for type checkers: this file is never run.

A comment that ignores an error marks a use that must not pass, as in `api.py`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Union

from sketricgen import StreamEvent, UnknownEvent
from sketricgen.events import (
    CustomEvent,
    EventPayload,
    RunErrorEvent,
    RunFinishedEvent,
    TextMessageChunkEvent,
    TextMessageContentEvent,
)

if TYPE_CHECKING:
    from typing_extensions import assert_type  # noqa: TC004 # nothing here is run


def a_payload_is_one_of_the_classes(event: StreamEvent) -> None:
    assert_type(event.payload, EventPayload)
    if isinstance(event.payload, TextMessageContentEvent):
        assert_type(event.payload.delta, str)
    print(event.payload.delta)  # type: ignore[union-attr] # not every event has one


def classes_narrow_it(payload: EventPayload) -> str | None:
    if isinstance(payload, (TextMessageContentEvent, TextMessageChunkEvent)):
        assert_type(payload, Union[TextMessageContentEvent, TextMessageChunkEvent])
        return payload.delta or None
    if isinstance(payload, RunErrorEvent):
        print(payload.mesage)  # type: ignore[attr-defined] # it is misspelled
        return payload.message
    if isinstance(payload, UnknownEvent):
        return assert_type(payload.reason, str)
    return None


def what_is_left_is_narrowed_too(payload: RunFinishedEvent | CustomEvent | UnknownEvent) -> None:
    event: EventPayload = payload  # each belongs to the union
    if isinstance(payload, RunFinishedEvent):
        return
    if isinstance(payload, UnknownEvent):
        return
    assert_type(payload, CustomEvent)
    print(event.type_)


def only_events_belong_to_it(text: str) -> EventPayload:
    return text  # type: ignore[return-value] # text is no event
