"""Origins, and connections to them: direct ones, or by way of a proxy of the environment."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.request import getproxies, proxy_bypass

import httpcore
import httpx

if TYPE_CHECKING:
    import ssl

# An idle connection is dropped before common servers (5 s and more) would close it, because a
# request that meets the closing cannot be told from one that was executed.
KEEPALIVE_SECONDS = 4.0

_PORTS = {b"http": 80, b"https": 443}
_MOST_PORTS = 65_536


class Origin(NamedTuple):
    """What a connection leads to.

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
    """Return a URL in its parts; there are few of them, and parsing one takes long.

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
    proxy = proxy_of(origin)
    if proxy is None:
        return httpcore.HTTPConnection(**_arguments(origin, link))
    if _is_socks(proxy):
        pool: httpcore.ConnectionPool = httpcore.SOCKSProxy(**_proxied(proxy, origin, link))
    else:
        pool = httpcore.HTTPProxy(**_proxied(proxy, origin, link))
    return pool.create_connection(httpcore.Origin(*origin))


def connect_async(
    origin: Origin, link: httpcore.AsyncNetworkBackend
) -> httpcore.AsyncConnectionInterface:
    """Return the same for asyncio."""
    proxy = proxy_of(origin)
    if proxy is None:
        return httpcore.AsyncHTTPConnection(**_arguments(origin, link))
    if _is_socks(proxy):
        pool: httpcore.AsyncConnectionPool = httpcore.AsyncSOCKSProxy(
            **_proxied(proxy, origin, link)
        )
    else:
        pool = httpcore.AsyncHTTPProxy(**_proxied(proxy, origin, link))
    return pool.create_connection(httpcore.Origin(*origin))


def proxy_of(origin: Origin) -> httpx.Proxy | None:
    """Return the proxy that the environment names for an origin, if it names one."""
    scheme, host = origin.scheme.decode(), origin.host.decode()
    proxies = getproxies()
    url = proxies.get(scheme) or proxies.get("all")
    exempt = [name.strip() for name in proxies.get("no", "").split(",")]
    if not url or "*" in exempt or f"[{host}]" in exempt or proxy_bypass(f"{host}:{origin.port}"):
        return None
    return httpx.Proxy(url if "://" in url else f"http://{url}")


def _arguments(origin: Origin, link: object) -> dict[str, Any]:
    return {
        "origin": httpcore.Origin(*origin),
        "ssl_context": ssl_context() if origin.scheme == b"https" else None,
        "keepalive_expiry": KEEPALIVE_SECONDS,
        "network_backend": link,
    }


def _is_socks(proxy: httpx.Proxy) -> bool:
    return proxy.url.scheme in ("socks5", "socks5h")


def _proxied(proxy: httpx.Proxy, origin: Origin, link: object) -> dict[str, Any]:
    url = proxy.url
    arguments = _arguments(origin, link)
    del arguments["origin"]
    if url.scheme == "https":
        arguments["proxy_ssl_context"] = ssl_context()
    return {
        **arguments,
        "proxy_url": httpcore.URL(
            scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path
        ),
        "proxy_auth": proxy.raw_auth,
    }
