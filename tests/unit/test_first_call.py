"""A first call imports no more than it needs, and takes plain URLs apart as httpx does."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import httpcore
import httpx
import pytest
from sketricgen._http.origins import parse_url

from tests.contract.service import chat
from tests.support.faults import Reply

if TYPE_CHECKING:
    from tests.support.fault_server import FaultServer

CALL = """
import sys
from sketricgen import SketricGenClient
with SketricGenClient("key-12345678", base_url=sys.argv[1], platform_url=sys.argv[1]) as client:
    print(client.run_workflow_sync("agent-1", "Hello!").response)
print(*{"httpx", "email.utils", "urllib.request"} & sys.modules.keys())
"""


def test_a_blocking_call_does_without_httpx(server: FaultServer) -> None:
    server.on(None, None, Reply(201, json=chat()))
    called = [sys.executable, "-c", CALL, server.url]
    done = subprocess.run(called, capture_output=True, text=True, check=True)
    assert done.stdout.split("\n") == ["Hello!", "", ""]


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1",
        "http://127.0.0.1:8000/a",
        "https://chat-v2.sketricgen.ai/api/v1/run-workflow",
        "https://localhost:443/",
        "http://localhost:443",
        "https://example.com:80/x",
        "https://xn--bcher-kva.example/dev/",
        "https://example.com/a_b~c-d/e.f.g",
        "https://example.com/a/./b/../c",
        "https://example.com/..",
        "https://example.com//a",
        "https://example.com/%41%zz",
        "https://example.com/a b",
        "https://example.com?x=1",
        "https://EXAMPLE.com/A",
        "https://example.com./",
        "https://a_b.example/",
        "https://example.com:/",
        "http://[::1]:8000",
    ],
)
def test_a_url_is_taken_apart_as_httpx_does(url: str) -> None:
    parsed, address = httpx.URL(url), parse_url(url)
    target = httpcore.URL(
        scheme=parsed.raw_scheme,
        host=parsed.raw_host,
        port=parsed.port,
        target=parsed.raw_path,
    )
    assert bytes(address.url) == bytes(target)
    assert address.host == parsed.netloc
    assert address.origin[:2] == (parsed.raw_scheme, parsed.raw_host)


@pytest.mark.parametrize("url", ["http://127.0.0.256/", "http://-.example:0/"])
def test_an_odd_host_is_left_to_httpx(url: str) -> None:
    with pytest.raises(httpcore.UnsupportedProtocol):
        parse_url(url)
