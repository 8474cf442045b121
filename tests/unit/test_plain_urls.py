"""URLs that are taken apart without httpx have the parts that httpx finds in them."""

from __future__ import annotations

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sketricgen._http import origins

HOSTS = st.from_regex(r"127\.0\.0\.1|(xn--)?[a-z0-9-]{1,4}(\.[a-z0-9-]{1,4}){0,3}", fullmatch=True)
PORTS = st.sampled_from(["", ":0", ":1", ":80", ":443", ":00443", ":8000", ":65535"])
PATHS = st.from_regex(r"(/[A-Za-z0-9_~.%-]{0,4}){0,4}/?", fullmatch=True)
# What `parse_url` does with the port comes after the parts.
DEFAULTS = {b"http": 80, b"https": 443}


@pytest.mark.unmeasured
@given(st.sampled_from(["http", "https"]), HOSTS, PORTS, PATHS)
def test_a_plain_url_is_read_as_httpx_reads_it(
    scheme: str, host: str, port: str, path: str
) -> None:
    url = f"{scheme}://{host}{port}{path}"
    if origins._PLAIN_URL.fullmatch(url) is None:
        return
    read = httpx.URL(url)
    found_scheme, found_host, found_port, found_path = origins._parts_of(url)
    assert (found_scheme, found_host, found_path) == (read.raw_scheme, read.raw_host, read.raw_path)
    assert (found_port or DEFAULTS[found_scheme]) == (read.port or DEFAULTS[found_scheme])


@pytest.mark.parametrize(
    "url", ["https://a.example/api/v1/run", "http://localhost:8000", "https://a-b.c:1/x.y/~z/"]
)
def test_common_urls_are_plain(url: str) -> None:
    assert origins._PLAIN_URL.fullmatch(url) is not None


@pytest.mark.parametrize(
    "url",
    [
        "https://a.example/..",
        "https://a.example/%41",
        "https://A.example/",
        "https://a.example/a b",
        "https://user@a.example/",
        "https://a.example/?q",
        "https://a.example/\n",
        "https://1.2.3.4/",
        "https://[::1]/",
    ],
)
def test_others_are_left_to_httpx(url: str) -> None:
    assert origins._PLAIN_URL.fullmatch(url) is None
