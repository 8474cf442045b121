"""A decoder of server-sent events: bytes in, events out, after the rules of WHATWG's HTML.

It does no input or output: it is fed bytes in pieces of any size, and returns the events that are
complete. It takes time linear in the bytes, and holds no more than one event.
"""

from __future__ import annotations

from itertools import repeat, starmap
from typing import Callable, cast

from sketricgen.errors import SketricGenStreamError
from sketricgen.events import StreamEvent, made

_BOM = b"\xef\xbb\xbf"
_DATA = b"data: "
_CR = ord("\r")  # a number, since looking for one in bytes is several times as fast
# Yields empty events. Calling their class takes longer than all the rest of the decoding, and
# calling `object.__new__` takes half as long again as this.
_new = cast("Callable[[type[StreamEvent]], StreamEvent]", object.__new__)
_BLANK_EVENTS = starmap(_new, repeat((StreamEvent,)))


class SSEDecoder:
    r"""Decodes one stream.

    Args:
        max_event_bytes: The largest event accepted, in bytes; default: 16 MiB.

    Attributes:
        is_idle: True if nothing of an event is held.

    Example:
        >>> [event.data for event in SSEDecoder().feed(b"data: Hello\n\ndata: wor")]
        ['Hello']
    """

    def __init__(self, max_event_bytes: int = 16 * 1024 * 1024) -> None:
        self._max_event_bytes = max_event_bytes
        self._excess: SketricGenStreamError | None = None
        self._beginning: bytes | None = b""  # until it is known whether a BOM leads the stream
        self._after_cr = False
        self.is_idle: bool = False  # until a chunk has ended between two events
        self._line: list[bytes] = []  # the pieces of a line that has not ended
        self._line_size = 0
        self._data: list[bytes] = []  # the fields of an event that has not ended
        self._data_size = 0
        self._type = b""
        self._id: bytes | None = None

    def feed(self, chunk: bytes) -> list[StreamEvent]:
        """Take the next piece of the stream.

        Args:
            chunk: Bytes, of any number.

        Returns:
            The events that it completes, in order.

        Raises:
            SketricGenStreamError: An event is larger than allowed; those before it were returned.
        """
        if self.is_idle and chunk.startswith(_DATA) and chunk.endswith(b"\n\n"):
            events = self._plain_events(chunk, 0, len(chunk))
            if events:
                return events
        events = [] if self._excess else self._take_chunk(chunk)
        if self._excess and not events:
            raise self._excess
        return events

    def _plain_events(self, chunk: bytes, begin: int, end: int) -> list[StreamEvent]:
        """Return the events in whole lines if each is one line of data, as nearly all are.

        All of them are then split in one pass. If one is not, a line end is left in it.
        """
        if end - begin > self._max_event_bytes:
            return []
        text = chunk[begin + len(_DATA) : end - 2].decode("utf-8", "replace")
        if "\r" in text:
            return []
        if "\n" not in text:
            event = next(_BLANK_EVENTS)
            event.data = text
            return [event]
        texts = text.split("\n\ndata: ")
        if "\n" in "".join(texts):
            return []
        events: list[StreamEvent] = []
        for text, event in zip(texts, _BLANK_EVENTS):
            event.data = text
            events.append(event)
        return events

    def _take_chunk(self, chunk: bytes) -> list[StreamEvent]:
        if self._beginning is not None:
            chunk = self._without_bom(chunk)
        if _CR in chunk or self._after_cr:
            chunk = self._with_lf(chunk)
        end = chunk.rfind(b"\n") + 1
        if not end:
            self._hold(chunk)
            self.is_idle = self.is_idle and not chunk
            return []
        begin = self._end_line(chunk) if self._line else 0
        events = self._take(chunk, begin, end)
        if end < len(chunk):
            self._hold(chunk[end:])
        held = self._line or self._after_cr or self._is_within_event()
        self.is_idle = not held and not self._excess
        return events

    def end(self) -> StreamEvent | None:
        """Take the end of the stream.

        Returns:
            The event that was cut off, as far as it arrived; None if there is none. By WHATWG's
            rules it is to be dropped.

        Raises:
            SketricGenStreamError: An event is larger than allowed.
        """
        if self._excess:
            raise self._excess
        self._take_line(b"".join(self._line))
        self._line = []
        return self._dispatch()

    def _without_bom(self, chunk: bytes) -> bytes:
        beginning = (self._beginning or b"") + chunk
        if len(beginning) < len(_BOM) and _BOM.startswith(beginning):
            self._beginning = beginning
            return b""
        self._beginning = None
        return beginning.removeprefix(_BOM)

    def _with_lf(self, chunk: bytes) -> bytes:
        """Return ``chunk`` with every line ending as LF; a CR LF may span two chunks."""
        if not chunk:
            return chunk
        if self._after_cr and chunk.startswith(b"\n"):
            chunk = chunk[1:]
        self._after_cr = chunk.endswith(b"\r")
        return chunk.replace(b"\r\n", b"\n").replace(b"\r", b"\n")

    def _end_line(self, chunk: bytes) -> int:
        """Take the line that is held, the rest of which ``chunk`` begins with.

        It is taken by itself, because it may be much longer than all that follows.

        Returns:
            Where the next line begins.
        """
        end = chunk.find(b"\n")
        self._line.append(chunk[:end])
        line = b"".join(self._line)
        self._line = []
        self._line_size = 0
        self._take_line(line)
        return end + 1

    def _hold(self, piece: bytes) -> None:
        if piece:
            self._line.append(piece)
            self._line_size += len(piece)
            self._check_size(self._line_size + self._data_size)

    def _take(self, chunk: bytes, begin: int, end: int) -> list[StreamEvent]:
        """Return the events in the whole lines from ``begin`` to ``end``, where a line ends."""
        events: list[StreamEvent] = []
        if self._is_within_event():
            first_end = self._end_of_event(chunk, begin, end)
            events = self._take_lines(chunk[begin:first_end])
            begin = first_end
        last_end = chunk.rfind(b"\n\n", begin, end) + 2
        if last_end >= begin + 2 and chunk.startswith(_DATA, begin) and not self._excess:
            plain = self._plain_events(chunk, begin, last_end)
            if plain:
                events += plain
                begin = last_end
        return events + self._take_lines(chunk[begin:end]) if begin < end else events

    def _end_of_event(self, chunk: bytes, begin: int, end: int) -> int:
        """Return the end of the first event in whole lines, the line before which has ended."""
        if chunk.startswith(b"\n", begin, end):
            return begin + 1
        blank = chunk.find(b"\n\n", begin, end)
        return end if blank < 0 else blank + 2

    def _take_lines(self, lines: bytes) -> list[StreamEvent]:
        """Return the events in whole lines, taken one by one."""
        events: list[StreamEvent] = []
        for line in lines.split(b"\n")[:-1]:
            if self._excess:
                break
            if line:
                self._take_line(line)
            else:
                event = self._dispatch()
                if event is not None:
                    events.append(event)
        return events

    def _take_line(self, line: bytes) -> None:
        if line.startswith(_DATA):
            name, value = b"data", line[len(_DATA) :]
        else:
            name, _, value = line.partition(b":")
            value = value.removeprefix(b" ")
        if name == b"data":
            self._data.append(value)
            self._data_size += len(value) + 1
            self._check_size(self._data_size)
        elif name == b"event":
            self._type = value
        elif name == b"id" and b"\0" not in value:
            self._id = value

    def _dispatch(self) -> StreamEvent | None:
        event = None
        if self._data:
            event = made(
                b"\n".join(self._data).decode("utf-8", "replace"),
                self._type.decode("utf-8", "replace") or "message",
                None if self._id is None else self._id.decode("utf-8", "replace"),
            )
            self._data = []
            self._data_size = 0
        self._type = b""
        self._id = None
        return event

    def _is_within_event(self) -> bool:
        return bool(self._data or self._type) or self._id is not None

    def _check_size(self, size: int) -> None:
        if size > self._max_event_bytes:
            self._excess = SketricGenStreamError(
                f"The stream holds an event of more than {self._max_event_bytes:,} bytes, "
                "which is the limit."
            )
