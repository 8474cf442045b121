"""Reads the events of one run from the bytes of its stream."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from sketricgen.errors import SketricGenStreamError
from sketricgen.events import is_one_of

from .sse import SSEDecoder

if TYPE_CHECKING:
    from typing import Callable

    from sketricgen._http.flow import CallOptions
    from sketricgen.errors import SketricGenNetworkError
    from sketricgen.events import StreamEvent

# Every event that ends a run has "RUN_" in its type; letters may be written as "\\u0052".
_R, _BACKSLASH = b"R\\"

_NAMING = frozenset({"RUN_STARTED", "RUN_FINISHED"})
_FINISHED = frozenset({"RUN_FINISHED"})
_ERROR = frozenset({"RUN_ERROR"})
_LATE = frozenset({"RUN_ERROR", "RUN_STARTED"})


class RunReader:
    """Reads one run.

    Args:
        options: The options of the run.

    Attributes:
        ended: True once the event that ends the run has been read.
        closed: True once the stream has been closed.
        stopped: True once either is so.
        whole: True once every event has been taken, to the end of the run.
        failure: The error that ended the stream, if one did.
        api_key: The key of the options, which no error may show.
        agent_id: The agent that runs, if that is known.
    """

    def __init__(self, options: CallOptions) -> None:
        self.ended: bool = False
        self.closed: bool = False
        self.stopped: bool = False
        self.whole: bool = False
        self.failure: SketricGenNetworkError | None = None
        self.api_key: str = options.config.api_key
        self.agent_id: str | None = options.agent_id
        self._may_fail_late = False
        self._decoder = SSEDecoder(options.max_event_bytes)

    def feed(self, chunk: bytes) -> list[StreamEvent]:
        """Return the events that ``chunk`` completes, up to the one that ends the run."""
        # Few events end a run, so events are looked at one by one only where one of them may: of
        # those in this chunk, or the one that began before it.
        has_begun = not self._decoder.is_idle
        events = self._decoder.feed(chunk)
        # Most chunks have neither byte, and looking for a byte takes a fraction of the time.
        if ((_R in chunk or _BACKSLASH in chunk) and _may_end_run(chunk)) or (
            has_begun and events and events[0].is_terminal
        ):
            return self._up_to_end(events)
        return events

    def watch(self, note: Callable[[StreamEvent], bool]) -> None:
        """Call ``note`` with the events that may name the conversation, until it returns True.

        Only before anything is read.
        """

        def feed(chunk: bytes) -> list[StreamEvent]:
            events = RunReader.feed(self, chunk)
            for event in events:
                if is_one_of(event, _NAMING) and note(event):
                    del vars(self)["feed"]  # the rest is read as ever
                    break
            return events

        vars(self)["feed"] = feed

    def close(self) -> None:
        """Give no more events than those that were completed already."""
        self.closed = self.stopped = True

    def finish(self) -> list[StreamEvent]:
        """Return what is left at the end of the stream.

        An event that lacks only its blank line is whole if its data is a whole JSON value.
        """
        return self._up_to_end(self._last())

    def _last(self) -> list[StreamEvent]:
        last = self._decoder.end()
        return [last] if last is not None and _is_whole(last.data) else []

    def late_error(self, chunk: bytes | None) -> StreamEvent | None:
        """Return the `RUN_ERROR` in what arrived behind the end of the run, if there is one.

        Args:
            chunk: What arrived; None for the end of the stream.
        """
        if not self._may_fail_late:
            return None
        try:
            events = self._last() if chunk is None else self._decoder.feed(chunk)
            errors = self._late_errors(events)
        except SketricGenStreamError:  # nobody asked for an event of that size
            self._may_fail_late = False
            return None
        return errors[0] if errors else None

    def truncation(self) -> SketricGenStreamError:
        """Return the error for a stream that ended before its run did."""
        return SketricGenStreamError(
            "The stream ended before its run did: no RUN_FINISHED, RUN_ERROR or RUN_PAUSED_HITL "
            "arrived. The run may still be going on; what arrived was delivered."
        )

    def _up_to_end(self, events: list[StreamEvent]) -> list[StreamEvent]:
        for number, event in enumerate(events, 1):
            if event.is_terminal:
                self.ended = self.stopped = True
                self._may_fail_late = is_one_of(event, _FINISHED)
                return events[:number] + self._late_errors(events[number:])
        return events

    def _late_errors(self, events: list[StreamEvent]) -> list[StreamEvent]:
        """Return the `RUN_ERROR` that makes a finished run a failed one, as a list.

        Where another run begins first, it is not of this one.
        """
        for event in events:
            if self._may_fail_late and is_one_of(event, _LATE):
                self._may_fail_late = False
                return [event] if is_one_of(event, _ERROR) else []
        return []


def _may_end_run(chunk: bytes) -> bool:
    return b"RUN_" in chunk or b"\\u00" in chunk


def _is_whole(data: str) -> bool:
    """Return whether ``data`` is JSON that cannot have lost its end, as a number can."""
    try:
        json.loads(data)
    except (ValueError, RecursionError):
        return False
    return data.rstrip().endswith(("}", "]", '"'))
