"""Reads the stream of a run: its answer as it is written, its tool calls as they happen."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, cast

# Not of the public names: they read a stream for its words or for its events, and a person wants
# to see both.
from sketricgen._http.redaction import redact
from sketricgen._streaming.accumulate import Collector
from sketricgen.errors import SketricGenNetworkError, SketricGenRunError
from sketricgen.events import ToolCallResultEvent, ToolCallStartEvent

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

    from sketricgen import StreamEvent, WorkflowResult, WorkflowStream

    from .output import Output

_LONGEST_SHOWN = 100


class Reader:
    """Reads one stream.

    Args:
        stream: The stream.
        output: Where tool calls are noted.
        api_key: The key, which no error may show.
        agent_id: The agent that runs.
    """

    def __init__(self, stream: WorkflowStream, output: Output, api_key: str, agent_id: str) -> None:
        self._stream = stream
        self._output = output
        self._api_key = api_key
        self._collector = Collector(agent_id)

    def texts(self) -> Generator[str, None, None]:
        """Yield the answer, piece by piece.

        Raises:
            SketricGenError: The run failed, or the stream broke off.
        """
        for event in self.events():
            text = self._collector.add(event)
            if text:
                yield text
            else:
                self._note(event)
        self._check()

    def events(self) -> Iterator[StreamEvent]:
        """Yield the events as they arrive."""
        try:
            with self._stream as stream:
                yield from stream
        except SketricGenNetworkError as error:
            error.partial = self._collector.result
            raise redact(error, self._api_key) from None

    def add(self, event: StreamEvent) -> None:
        """Take an event into the result."""
        self._collector.add(event)

    @property
    def result(self) -> WorkflowResult:
        """The result of the run.

        Raises:
            SketricGenRunError: It failed.
        """
        return self._check()

    def _check(self) -> WorkflowResult:
        try:
            return self._collector.check()
        except SketricGenRunError as error:
            raise redact(error, self._api_key) from None

    def _note(self, event: StreamEvent) -> None:
        payload = event.payload
        if isinstance(payload, ToolCallStartEvent):
            self._output.note(f"Tool: {payload.tool_call_name}")
        elif isinstance(payload, ToolCallResultEvent):
            calls = self._collector.result.tool_calls
            call = next(each for each in calls if each.id == payload.tool_call_id)
            self._output.note(
                f"Tool: {call.name}({short(call.arguments)}) returned {short(call.result)}"
            )


def as_json(event: StreamEvent) -> Any:
    """Return an event as one JSON value, which says its type."""
    value = event.json()
    if isinstance(value, dict):
        value = {"type": event.event_type, **cast("dict[str, Any]", value)}
    return cast("Any", value)


def short(value: Any) -> str:
    """Return a value on one line that is not too long."""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}…"
