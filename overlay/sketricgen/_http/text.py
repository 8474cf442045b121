"""Prepares a server's words for messages and log lines."""

from __future__ import annotations

import re

_LONGEST_QUOTE = 500

_QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"')


def one_line(words: object, longest: int = _LONGEST_QUOTE) -> str:
    """Return a server's words as one printable line, cut with "…" if it is too long."""
    text = str(words)[: 2 * longest + 1].strip()
    if not text.isprintable():
        # Zeros, which are what is left of UTF-16, would come between the letters of a key.
        text = "".join(c if c.isprintable() else " " for c in text.replace("\0", "")).strip()
    return text if len(text) <= longest else f"{text[:longest]}…"


def media_type(content_type: str) -> str:
    """Return the media type of a Content-Type header, without its parameters, in lower case.

    A header that was sent twice arrives with its values joined by commas: equal ones count once.
    """
    values = _QUOTED.sub("", content_type).lower().split(",")
    kinds = dict.fromkeys(value.partition(";")[0].strip() for value in values)
    kinds.pop("", None)
    return ", ".join(kinds)
