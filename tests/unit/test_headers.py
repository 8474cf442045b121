"""Headers of answers are found by their names in lower case, whatever bytes they are."""

from __future__ import annotations

import httpx
import pytest
from sketricgen._http.transport import headers_of


@pytest.mark.parametrize(
    "raw",
    [
        [],
        [(b"Content-Type", b"text/plain"), (b"X-Empty", b"")],
        [(b"Retry-After", b"1"), (b"retry-after", b"2"), (b"RETRY-AFTER", b"3")],
        [(b"X-Name", "Jürgen".encode())],
        [(b"X-Name", "Jürgen".encode("latin-1"))],
    ],
)
def test_headers_are_read_as_httpx_reads_them(raw: list[tuple[bytes, bytes]]) -> None:
    assert headers_of(raw) == dict(httpx.Headers(raw))
