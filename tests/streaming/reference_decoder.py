"""A second decoder of event streams, written from WHATWG's rules and for nothing but clarity.

It takes a whole stream at once and walks it character by character, so it shares neither code nor
method with the one it judges.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from sketricgen import StreamEvent

BYTE_ORDER_MARK = "\ufeff"
ASCII_DIGITS = set("0123456789")


@dataclass
class Decoded:
    """What a stream holds: its events, what was left when it ended, and its last ``retry``."""

    events: list[StreamEvent] = field(default_factory=list[StreamEvent])
    unfinished: StreamEvent | None = None
    reconnection_time: int | None = None


def decode(stream: bytes) -> Decoded:
    """Returns what a whole stream holds."""
    text = stream.decode("utf-8", "replace")
    if text.startswith(BYTE_ORDER_MARK):
        text = text[1:]
    *lines, rest = _lines(text)
    decoded = Decoded()
    block: list[str] = []
    for line in lines:
        if line == "":
            event = _event(block, decoded)
            if event is not None:
                decoded.events.append(event)
            block = []
        else:
            block.append(line)
    decoded.unfinished = _event([*block, rest], decoded)
    return decoded


def _lines(text: str) -> list[str]:
    """Returns the lines of a text, the last of which has no end."""
    lines = [""]
    at = 0
    while at < len(text):
        if text[at : at + 2] == "\r\n":
            lines.append("")
            at += 2
        elif text[at] in "\r\n":
            lines.append("")
            at += 1
        else:
            lines[-1] += text[at]
            at += 1
    return lines


def _event(block: list[str], decoded: Decoded) -> StreamEvent | None:
    """Returns the event of one block of lines, and notes its ``retry``."""
    data = ""
    event_type = ""
    id_ = None
    for line in block:
        name, value = _field(line)
        if name == "data":
            data += value + "\n"
        elif name == "event":
            event_type = value
        elif name == "id" and "\0" not in value:
            id_ = value
        elif name == "retry" and value and set(value) <= ASCII_DIGITS:
            decoded.reconnection_time = int(value)
    if data == "":
        return None
    return StreamEvent(data[:-1], event_type or "message", id_)


def _field(line: str) -> tuple[str, str]:
    """Returns the name and the value of a line; a comment has no name."""
    if ":" not in line:
        return line, ""
    colon = line.index(":")
    name, value = line[:colon], line[colon + 1 :]
    return name, value[1:] if value[:1] == " " else value
