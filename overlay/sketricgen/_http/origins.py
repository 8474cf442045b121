"""Origins, and connections to them: direct ones, or by way of a proxy of the environment."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.request import getproxies, proxy_bypass

import httpcore
import httpx

if TYPE_CHECKING:
    import ssl

# An idle connection is dropped before common servers close it (after 5 s or more), because a
# request sent while the server closes cannot be distinguished from one that was executed.
KEEPALIVE_SECONDS = 4.0

_PORTS = {b"http": 80, b"https": 443}
_MOST_PORTS = 65_536


class Origin(NamedTuple):
    """Where a connection leads.

    Attributes:
        scheme: ``http`` or ``https``.
        host: The host, in ASCII.
        port: The port.
    """

    scheme: bytes
    host: bytes
    port: int


class Address(NamedTuple):
    """A URL, parsed once.

    Attributes:
        origin: Its origin.
        url: The URL as httpcore takes it.
        host: The value of its ``Host`` header.
    """

    origin: Origin
    url: httpcore.URL
    host: bytes


@lru_cache(maxsize=64)
def parse_url(url: str) -> Address:
    """Return the parts of a URL; kept, because parsing takes long and there are few URLs.

    Raises:
        httpx.InvalidURL: It is not a URL.
        httpx.UnsupportedProtocol: It is neither http nor https.
    """
    parsed = httpx.URL(url)
    scheme, host, port, path = parsed.raw_scheme, parsed.raw_host, parsed.port, parsed.raw_path
    if scheme not in _PORTS:
        raise httpx.UnsupportedProtocol(f"{url!r} starts with neither http:// nor https://")
    number = _PORTS[scheme] if port is None else port
    if not 0 < number < _MOST_PORTS:
        raise httpx.InvalidURL(f"{url!r} has a port that cannot be")
    target = httpcore.URL(scheme=scheme, host=host, port=port, target=path)
    return Address(Origin(scheme, host, number), target, parsed.netloc)


@lru_cache(maxsize=1)
def ssl_context() -> ssl.SSLContext:
    """Return the process's TLS settings; loading the certificates takes tens of milliseconds."""
    return httpx.create_ssl_context()


def connect_blocking(origin: Origin, link: httpcore.NetworkBackend) -> httpcore.ConnectionInterface:
    """Return a connection of httpcore's to an origin, which connects at its first request."""
    kinds = httpcore.HTTPConnection, httpcore.HTTPProxy, httpcore.SOCKSProxy
    connection: httpcore.ConnectionInterface = _connect(origin, link, *kinds)
    return connection


def connect_async(
    origin: Origin, link: httpcore.AsyncNetworkBackend
) -> httpcore.AsyncConnectionInterface:
    """Return the same for asyncio."""
    kinds = httpcore.AsyncHTTPConnection, httpcore.AsyncHTTPProxy, httpcore.AsyncSOCKSProxy
    connection: httpcore.AsyncConnectionInterface = _connect(origin, link, *kinds)
    return connection


def _connect(origin: Origin, link: object, direct: Any, http_proxy: Any, socks_proxy: Any) -> Any:
    target = httpcore.Origin(*origin)
    arguments: dict[str, Any] = {
        "ssl_context": ssl_context() if origin.scheme == b"https" else None,
        "keepalive_expiry": KEEPALIVE_SECONDS,
        "network_backend": link,
    }
    proxy = proxy_of(origin)
    if proxy is None:
        return direct(origin=target, **arguments)
    url = proxy.url
    if url.scheme == "https":
        arguments["proxy_ssl_context"] = ssl_context()
    address = httpcore.URL(
        scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path
    )
    kind = socks_proxy if url.scheme in ("socks5", "socks5h") else http_proxy
    pool = kind(proxy_url=address, proxy_auth=proxy.raw_auth, **arguments)
    return pool.create_connection(target)


def proxy_of(origin: Origin) -> httpx.Proxy | None:
    """Return the proxy that the environment names for an origin, if it names one."""
    scheme, host = origin.scheme.decode(), origin.host.decode()
    proxies = getproxies()
    url = proxies.get(scheme) or proxies.get("all")
    exempt = [name.strip() for name in proxies.get("no", "").split(",")]
    if not url or "*" in exempt or f"[{host}]" in exempt or proxy_bypass(f"{host}:{origin.port}"):
        return None
    return httpx.Proxy(url if "://" in url else f"http://{url}")
