"""A form as the storage sees it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.support import Received


@dataclass(frozen=True)
class Part:
    """One part of a form.

    Attributes:
        name: Its name.
        value: Its bytes.
        file_name: Its file name; None if it has none.
        content_type: Its type; None if none is stated.
    """

    name: str
    value: bytes
    file_name: str | None
    content_type: str | None


def parts_of(received: Received) -> list[Part]:
    """The parts of a ``multipart/form-data`` request, in the order in which they were sent."""
    content_type = received.header("Content-Type") or ""
    kind, _, boundary = content_type.partition("; boundary=")
    assert kind == "multipart/form-data"
    mark = f"--{boundary}".encode()
    before, *parts, after = received.body.split(mark)
    assert (before, after) == (b"", b"--\r\n")
    return [_part(part) for part in parts]


def _part(part: bytes) -> Part:
    head, _, rest = part.partition(b"\r\n\r\n")
    assert head.startswith(b"\r\n")
    assert rest.endswith(b"\r\n")
    text = head.decode()
    return Part(
        _found('form-data; name="([^"]*)"', text) or "",
        rest[: -len(b"\r\n")],
        _found('filename="([^"]*)"', text),
        _found(r"Content-Type: ([^\r\n]*)", text),
    )


def _found(pattern: str, text: str) -> str | None:
    found = re.search(pattern, text)
    return found[1] if found else None
