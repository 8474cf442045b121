"""What a connection leads to, and by way of which proxy of the environment."""

from __future__ import annotations

import asyncio
from contextlib import closing
from typing import Any, Callable

import httpcore
import httpx
import pytest
from sketricgen._http import origins
from sketricgen._http.async_network import AsyncLink
from sketricgen._http.network import Link
from sketricgen._http.origins import (
    KEEPALIVE_SECONDS,
    Origin,
    parse_url,
    proxy_of,
)

pytestmark = pytest.mark.usefixtures("no_proxies")

PLAIN = Origin(b"http", b"chat.example", 80)
SECURE = Origin(b"https", b"chat.example", 443)
LOOPBACK = Origin(b"http", b"::1", 8000)
PROXY = "http://proxy.example:3128"

Connect = Callable[[Origin], Any]


def blocking(origin: Origin) -> object:
    return origins.connect(origin, Link())


def awaited(origin: Origin) -> object:
    with closing(asyncio.new_event_loop()) as loop:
        return origins.connect(origin, AsyncLink(loop), "Async")


@pytest.fixture(params=[blocking, awaited], ids=["sync", "async"])
def connect(request: pytest.FixtureRequest) -> Connect:
    function: Connect = request.param
    return function


def class_of(connect: Connect, name: str) -> type[Any]:
    """Return a class of httpcore's, of the same half."""
    kind: type[Any] = getattr(httpcore, name if connect is blocking else f"Async{name}")
    return kind


class Noted:
    """Stands in for a proxy of httpcore's, and notes what it is made with."""

    def __init__(self, **arguments: Any) -> None:
        self.arguments = arguments

    def create_connection(self, origin: httpcore.Origin) -> tuple[Noted, httpcore.Origin]:
        return self, origin


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTPProxy", "AsyncHTTPProxy", "SOCKSProxy", "AsyncSOCKSProxy"):
        # A class of its own each, so that the one that was chosen can be told.
        monkeypatch.setattr(httpcore, name, type(name, (Noted,), {}))


@pytest.mark.parametrize(
    ("url", "origin", "host", "target"),
    [
        ("http://chat.example/a/b?c=d", PLAIN, b"chat.example", b"/a/b?c=d"),
        ("https://chat.example", SECURE, b"chat.example", b"/"),
        ("https://Chat.Example:443/", SECURE, b"chat.example", b"/"),
        ("http://[::1]:8000/x", LOOPBACK, b"[::1]:8000", b"/x"),
        ("https://chat.example:80/", SECURE._replace(port=80), b"chat.example:80", b"/"),
        (
            "https://bücher.example/ü",
            SECURE._replace(host=b"xn--bcher-kva.example"),
            b"xn--bcher-kva.example",
            b"/%C3%BC",
        ),
    ],
)
def test_a_url_is_taken_apart(url: str, origin: Origin, host: bytes, target: bytes) -> None:
    address = parse_url(url)
    assert (address.origin, address.host, address.url.target) == (origin, host, target)
    assert (address.url.scheme, address.url.host) == (origin.scheme, origin.host)


@pytest.mark.parametrize("url", ["ftp://chat.example/", "//chat.example/", "/relative", ""])
def test_only_http_and_https_are_spoken(url: str) -> None:
    with pytest.raises(httpcore.UnsupportedProtocol, match="neither http:// nor https://"):
        parse_url(url)


@pytest.mark.parametrize("url", ["https://[::1/", "https://chat.example:port/", "https://\0/"])
def test_what_is_no_url_is_refused(url: str) -> None:
    with pytest.raises(httpcore.UnsupportedProtocol):
        parse_url(url)


def test_without_a_proxy_a_connection_is_direct(connect: Connect) -> None:
    assert proxy_of(PLAIN) is proxy_of(SECURE) is None
    for origin in (PLAIN, SECURE):
        assert type(connect(origin)) is class_of(connect, "HTTPConnection")


@pytest.mark.parametrize(
    ("variable", "origin", "url"),
    [
        ("HTTP_PROXY", PLAIN, PROXY),
        ("http_proxy", PLAIN, PROXY),
        ("HTTPS_PROXY", SECURE, PROXY),
        ("https_proxy", SECURE, "https://proxy.example"),
        ("ALL_PROXY", PLAIN, PROXY),
        ("all_proxy", SECURE, "socks5://proxy.example:1080"),
    ],
)
def test_the_environment_names_the_proxy(
    monkeypatch: pytest.MonkeyPatch, variable: str, origin: Origin, url: str
) -> None:
    monkeypatch.setenv(variable, url)
    proxy = proxy_of(origin)
    assert proxy is not None
    assert proxy.url == httpx.URL(url)


def test_a_proxy_without_a_scheme_speaks_http(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "proxy.example:3128")
    proxy = proxy_of(PLAIN)
    assert proxy is not None
    assert proxy.url == httpx.URL(PROXY)


def test_the_proxy_of_the_scheme_comes_before_the_one_for_all(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("ALL_PROXY", "http://other.example")
    monkeypatch.setenv("HTTPS_PROXY", PROXY)
    proxy = proxy_of(SECURE)
    assert proxy is not None
    assert proxy.url == httpx.URL(PROXY)


@pytest.mark.parametrize(
    "variable", ["HTTPS_PROXY", "ftp_proxy", "NO_PROXY", "npm_config_no_proxy", "rsync_proxy"]
)
def test_a_proxy_for_something_else_plays_no_part(
    monkeypatch: pytest.MonkeyPatch, variable: str
) -> None:
    monkeypatch.setenv(variable, PROXY)
    assert proxy_of(PLAIN) is None


@pytest.mark.parametrize(
    ("exempt", "origin"),
    [
        ("chat.example", PLAIN),
        ("other.example, chat.example", SECURE),
        (".example", PLAIN),
        ("example", PLAIN),
        ("chat.example:80", PLAIN),
        ("*", PLAIN),
        ("other.example, *", SECURE),
        ("[::1]", LOOPBACK),
        ("other.example,[::1]", LOOPBACK),
    ],
)
def test_a_host_that_is_exempt_is_connected_to_directly(
    monkeypatch: pytest.MonkeyPatch, exempt: str, origin: Origin
) -> None:
    monkeypatch.setenv("ALL_PROXY", PROXY)
    assert proxy_of(origin) is not None
    monkeypatch.setenv("NO_PROXY", exempt)
    assert proxy_of(origin) is None


@pytest.mark.parametrize("exempt", ["", " ", "other.example", "hat.example", "chat.example:81"])
def test_a_host_that_is_not_exempt_is_not(monkeypatch: pytest.MonkeyPatch, exempt: str) -> None:
    monkeypatch.setenv("ALL_PROXY", PROXY)
    monkeypatch.setenv("NO_PROXY", exempt)
    assert proxy_of(PLAIN) is not None


@pytest.mark.parametrize(
    ("origin", "name"), [(PLAIN, "ForwardHTTPConnection"), (SECURE, "TunnelHTTPConnection")]
)
def test_a_proxy_forwards_what_is_plain_and_tunnels_what_is_not(
    monkeypatch: pytest.MonkeyPatch, connect: Connect, origin: Origin, name: str
) -> None:
    monkeypatch.setenv("ALL_PROXY", PROXY)
    prefix = "" if connect is blocking else "Async"
    assert type(connect(origin)).__name__ == prefix + name


@pytest.mark.usefixtures("made")
@pytest.mark.parametrize("origin", [PLAIN, SECURE])
def test_an_http_proxy_is_connected_to_as_a_direct_origin_is(
    monkeypatch: pytest.MonkeyPatch, connect: Connect, origin: Origin
) -> None:
    monkeypatch.setenv("ALL_PROXY", "http://me:secret@proxy.example:3128")
    proxy, led_to = connect(origin)
    assert type(proxy) is class_of(connect, "HTTPProxy")
    assert led_to == httpcore.Origin(*origin)
    url = proxy.arguments["proxy_url"]
    assert (url.scheme, url.host, url.port) == (b"http", b"proxy.example", 3128)
    assert proxy.arguments["proxy_auth"] == (b"me", b"secret")
    assert proxy.arguments["keepalive_expiry"] == KEEPALIVE_SECONDS
    assert isinstance(proxy.arguments["network_backend"], (Link, AsyncLink))
    assert "proxy_ssl_context" not in proxy.arguments
    assert (proxy.arguments["ssl_context"] is None) == (origin is PLAIN)


@pytest.mark.usefixtures("made")
def test_an_https_proxy_is_connected_to_securely(
    monkeypatch: pytest.MonkeyPatch, connect: Connect
) -> None:
    monkeypatch.setenv("ALL_PROXY", "https://proxy.example")
    proxy, _ = connect(PLAIN)
    assert type(proxy) is class_of(connect, "HTTPProxy")
    assert proxy.arguments["proxy_ssl_context"] is origins.ssl_context()
    assert proxy.arguments["ssl_context"] is None


@pytest.mark.usefixtures("made")
@pytest.mark.parametrize("scheme", ["socks5"])
def test_a_socks_proxy_is_spoken_to_as_one(
    monkeypatch: pytest.MonkeyPatch, connect: Connect, scheme: str
) -> None:
    monkeypatch.setenv("ALL_PROXY", f"{scheme}://me:secret@proxy.example:1080")
    proxy, led_to = connect(SECURE)
    assert type(proxy) is class_of(connect, "SOCKSProxy")
    assert led_to == httpcore.Origin(*SECURE)
    assert proxy.arguments["proxy_url"].scheme == scheme.encode()
    assert proxy.arguments["proxy_auth"] == (b"me", b"secret")
    assert proxy.arguments["ssl_context"] is origins.ssl_context()


def test_certificates_are_loaded_for_https_alone(
    monkeypatch: pytest.MonkeyPatch, connect: Connect
) -> None:
    def refuse() -> None:
        raise AssertionError("certificates were loaded")

    monkeypatch.setattr(origins, "ssl_context", refuse)
    connect(PLAIN)
    with pytest.raises(AssertionError, match="certificates were loaded"):
        connect(SECURE)


def test_certificates_are_loaded_once() -> None:
    assert origins.ssl_context() is origins.ssl_context()
