"""Reads the events of one run from the bytes of its stream."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from sketricgen.errors import SketricGenStreamError

from .sse import SSEDecoder

if TYPE_CHECKING:
    from sketricgen._http.flow import CallOptions
    from sketricgen.events import StreamEvent

# Every event that ends a run has "RUN_" in its type; letters may be written as "\\u0052".
_R, _BACKSLASH = b"R\\"


class RunReader:
    """Reads one run.

    Args:
        options: The options of the run.

    Attributes:
        ended: True once the event that ends the run has been read.
        closed: True once the stream has been closed, or has broken off.
        gave_events: True if the last bytes completed an event, and before the first ones.
    """

    def __init__(self, options: CallOptions) -> None:
        self.ended: bool = False
        self.gave_events: bool = True
        self.closed: bool = False
        self._decoder = SSEDecoder(options.max_event_bytes)

    def feed(self, chunk: bytes) -> list[StreamEvent]:
        """Return the events that ``chunk`` completes, up to the one that ends the run."""
        # Few events end a run, so events are looked at one by one only where one of them may: of
        # those in this chunk, or the one that began before it.
        has_begun = not self._decoder.is_idle
        events = self._decoder.feed(chunk)
        self.gave_events = bool(events)
        # Most chunks have neither byte, and looking for a byte takes a fraction of the time.
        if (_R in chunk or _BACKSLASH in chunk) and _may_end_run(chunk):
            events = self._up_to_end(events)
        elif has_begun and events and events[0].is_terminal:
            self.ended = True
            del events[1:]
        return events

    def finish(self) -> list[StreamEvent]:
        """Return what is left at the end of the stream.

        An event that lacks only its blank line is whole if its data is a whole JSON value.
        """
        last = self._decoder.end()
        return self._up_to_end([last] if last is not None and _is_whole(last.data) else [])

    def truncation(self) -> SketricGenStreamError:
        """Return the error for a stream that ended before its run did."""
        return SketricGenStreamError(
            "The stream ended before its run did: no RUN_FINISHED, RUN_ERROR or RUN_PAUSED_HITL "
            "arrived. The run may still be going on; what arrived was delivered."
        )

    def _up_to_end(self, events: list[StreamEvent]) -> list[StreamEvent]:
        for event in events:
            if event.is_terminal:
                self.ended = True
                return events[: events.index(event) + 1]
        return events


def _may_end_run(chunk: bytes) -> bool:
    return b"RUN_" in chunk or b"\\u00" in chunk


def _is_whole(data: str) -> bool:
    """Return whether ``data`` is JSON that cannot have lost its end, as a number can."""
    try:
        json.loads(data)
    except (ValueError, RecursionError):
        return False
    return data.rstrip().endswith(("}", "]", '"'))
