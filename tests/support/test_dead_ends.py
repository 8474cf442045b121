from __future__ import annotations

import errno

import httpx
import pytest

from tests.support import full_backlog, refused_url


def test_a_refused_url_refuses() -> None:
    with refused_url() as url, pytest.raises(httpx.ConnectError) as caught:
        httpx.get(url)
    assert str(errno.ECONNREFUSED) in str(caught.value)


def test_a_full_backlog_neither_accepts_nor_refuses() -> None:
    with full_backlog() as url, pytest.raises(httpx.ConnectTimeout):
        httpx.get(url, timeout=0.3)
