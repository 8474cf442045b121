"""The format of a cassette: what it holds, and what is masked in it. See docs/cassettes.md."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sketricgen.errors import SketricGenValidationError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_HEADING = {"format": "sketricgen-cassette", "version": 1}
# Each has what is kept, and then what is masked, which ends where a character cannot belong to it.
_SECRETS = (
    re.compile(  # the query of a signed URL, in JSON too, where / may be escaped
        rb"""(https?:\\?/\\?/[^\s"'<>?]+\?)([^\s"'<>]*"""
        rb"""(?:signature|x-amz-|policy|token|sig=)[^\s"'<>]*)""",
        re.IGNORECASE,
    ),
    re.compile(  # the fields of a presigned form
        rb'("(?:policy|signature|awsaccesskeyid|x-amz-[a-z-]+)"\s*:\s*")([^"]+)', re.IGNORECASE
    ),
    re.compile(rb"(\r\nset-cookie:\s*)([^\r\n]+)", re.IGNORECASE),
)
_CHUNK = re.compile(rb"(?:\r\n)?([0-9a-f]+)[^\r\n]*\r\n", re.IGNORECASE)


@dataclass
class Recorded:
    """A request and what came back.

    Attributes:
        request: Which server it went to (`to`), `method`, `path` and `body`.
        chunks: What was read from the network: the seconds since the request, and the bytes.
        end: How the connection ended: "closed", "reset", or "left" by the client.
    """

    request: dict[str, Any]
    chunks: list[tuple[float, bytes]] = field(default_factory=list[tuple[float, bytes]])
    end: str = "closed"

    @property
    def is_packed(self) -> bool:
        """Whether the answer is compressed."""
        head = b"".join(data for _, data in self.chunks).partition(b"\r\n\r\n")[0].lower()
        return b"\r\ncontent-encoding:" in head and b"\r\ncontent-encoding: identity" not in head

    def lines(self, key: str) -> Iterator[str]:
        """Yield the lines of a cassette; in the answer `key` and what is signed are masked."""
        whole = _masked_answer(b"".join(data for _, data in self.chunks), key)
        yield json.dumps({"request": self.request})
        at = 0
        for seconds, data in self.chunks:  # a mask is as long as what it masks
            chunk = whole[at : at + len(data)]
            at += len(data)
            yield json.dumps({"at": round(seconds, 6), "data": text_of(chunk)})
        yield json.dumps({"end": self.end})


def described(to: str, method: str, path: str, body: bytes, key: str = "") -> dict[str, Any]:
    """Return a request as a cassette holds it: without its headers, and masked."""
    body = mask(body, key)
    try:
        value: Any = json.loads(body) if body else None
    except ValueError:
        value = text_of(body)
    return {"to": to, "method": method, "path": path, "body": value}


def mask(data: bytes, key: str) -> bytes:
    """Return `data` with an "x" for each byte of what is secret, so that lengths stay true."""
    for pattern in _SECRETS:
        data = pattern.sub(lambda found: found[1] + b"x" * len(found[2]), data)
    return data.replace(key.encode(), b"x" * len(key.encode())) if key else data


def _masked_answer(data: bytes, key: str) -> bytes:
    head, gap, body = data.partition(b"\r\n\r\n")
    spans = [(0, len(body))]
    if b"transfer-encoding: chunked" in head.lower():
        spans = list(_spans(body))  # a secret may go on in the next chunk
    plain = mask(b"".join(body[start:end] for start, end in spans), key)
    masked, at = bytearray(body), 0
    for start, end in spans:
        masked[start:end] = plain[at : at + end - start]
        at += end - start
    return mask(head, key) + gap + bytes(masked)


def _spans(body: bytes) -> Iterator[tuple[int, int]]:
    """Yield where the content of each chunk begins and ends, as far as chunks have come."""
    at = 0
    while True:
        found = _CHUNK.match(body, at)
        if found is None:
            return
        at = min(found.end() + int(found[1], 16), len(body))
        yield found.end(), at


def text_of(data: bytes) -> str:
    """Return bytes as text; those that are not UTF-8 as lone surrogates, as Python does."""
    return data.decode("utf-8", "surrogateescape")


def heading() -> str:
    """Return the first line of a cassette."""
    return json.dumps(_HEADING)


def load(path: Path) -> list[Recorded]:
    """Read a cassette.

    Raises:
        SketricGenValidationError: It is none, or one of another version.
    """
    recorded: list[Recorded] = []
    try:
        first, *lines = [json.loads(line) for line in path.read_text(encoding="ascii").splitlines()]
        if first != _HEADING:
            raise SketricGenValidationError(
                f"{path.name} must be a cassette of version {_HEADING['version']}, got "
                f"{json.dumps(first)[:100]}. Record it again."
            )
        for line in lines:
            if "request" in line:
                recorded.append(Recorded(line["request"]))
            elif "end" in line:
                recorded[-1].end = line["end"]
            else:
                data = line["data"].encode("utf-8", "surrogateescape")
                recorded[-1].chunks.append((float(line["at"]), data))
    except (ValueError, TypeError, LookupError, AttributeError) as error:
        if isinstance(error, SketricGenValidationError):
            raise
        raise SketricGenValidationError(
            f"{path.name} must be a cassette, got something else ({error}). Record it again."
        ) from None
    return recorded
