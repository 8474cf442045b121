"""Origins, and connections to them: direct ones, or by way of a proxy of the environment."""

from __future__ import annotations

import os
import re
import ssl
import sys
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import httpcore

from sketricgen.config.urls import may_be_host
from sketricgen.errors import SketricGenValidationError

from .text import one_line

if TYPE_CHECKING:
    import httpx

# An idle connection is dropped before common servers close it (after 5 s or more), because a
# request sent while the server closes cannot be distinguished from one that was executed.
KEEPALIVE_SECONDS = 4.0

_PORTS = {b"http": 80, b"https": 443}
_MOST_PORTS = 65_536

# URLs that need no other treatment than being taken apart. Importing httpx, which knows how to
# treat the others, takes longer than most requests.
_PLAIN_URL = re.compile(
    r"(https?)://(127\.0\.0\.1|(?:[a-z0-9-]{1,63}\.){0,9}[a-z][a-z0-9-]{0,62})(?::([0-9]{1,5}))?"
    r"((?:/[\w~-]+(?:\.\w+)*)*/?)",
    re.ASCII,
)

# These systems have settings for proxies, besides the environment.
_IS_ASKED_FOR_PROXIES = sys.platform in ("darwin", "win32")

_HASHED = re.compile(r"[0-9a-f]{8}\.[0-9]+")  # what OpenSSL looks for in a folder


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
        httpcore.UnsupportedProtocol: It is not a URL, or neither http nor https.
    """
    scheme, host, port, path = _parts_of(url)
    if scheme not in _PORTS:
        raise httpcore.UnsupportedProtocol(f"{url!r} starts with neither http:// nor https://")
    number = _PORTS[scheme] if port is None else port
    if not 0 < number < _MOST_PORTS:
        raise httpcore.UnsupportedProtocol(f"{url!r} has a port that cannot be")
    port = None if number == _PORTS[scheme] else number
    target = httpcore.URL(scheme=scheme, host=host, port=port, target=path)
    name = b"[%s]" % host if b":" in host else host
    stated = name if port is None else b"%s:%d" % (name, port)
    return Address(Origin(scheme, host, number), target, stated)


def _parts_of(url: str) -> tuple[bytes, bytes, int | None, bytes]:
    plain = _PLAIN_URL.fullmatch(url)
    if plain:
        scheme, host, number, path = plain.groups()
        port = int(number) if number else None
        return scheme.encode(), host.encode(), port, path.encode() or b"/"
    import httpx

    try:
        parsed = httpx.URL(url)
    except httpx.InvalidURL as error:
        raise httpcore.UnsupportedProtocol(str(error)) from None
    return parsed.raw_scheme, parsed.raw_host, parsed.port, parsed.raw_path


@lru_cache(maxsize=1)
def ssl_context() -> ssl.SSLContext:
    """Return the process's TLS settings; loading the certificates takes tens of milliseconds.

    Raises:
        SketricGenValidationError: The environment names certificates that cannot be read.
    """
    _check_key_log()
    file, folder = os.environ.get("SSL_CERT_FILE"), os.environ.get("SSL_CERT_DIR")
    if file:
        try:
            return _context_of(file)
        except OSError as error:
            problem = one_line(error.strerror or error)
        raise SketricGenValidationError(
            f"SSL_CERT_FILE must be a file with certificates in PEM format, got {file!r}: "
            f"{problem}. Correct or unset it."
        )
    if not folder:
        import httpx

        return httpx.create_ssl_context()
    # OpenSSL says nothing if it finds no certificate there.
    folders = map(Path, folder.split(os.pathsep))
    if not any(_is_certificate(path) for each in folders for path in each.glob("*")):
        raise SketricGenValidationError(
            "SSL_CERT_DIR must be a folder with certificates, under the names that "
            f"`openssl rehash` gives them, got {folder!r}. Correct or unset it."
        )
    return ssl.create_default_context(capath=folder)


def _check_key_log() -> None:
    file = os.environ.get("SSLKEYLOGFILE")  # Python opens it for every context
    if not file:
        return
    try:
        Path(file).open("ab").close()
    except (OSError, ValueError) as error:
        problem = one_line(getattr(error, "strerror", None) or error)
    else:
        return
    raise SketricGenValidationError(
        f"SSLKEYLOGFILE must be a file that can be written to, got {file!r}: {problem}. Correct or "
        "unset it."
    )


def _context_of(file: str) -> ssl.SSLContext:
    context = ssl.create_default_context(cafile=file)
    if not context.cert_store_stats()["x509"]:  # it may be a list of revoked ones
        raise OSError("it holds no certificate")
    return context


def _is_certificate(path: Path) -> bool:
    try:
        return _HASHED.fullmatch(path.name) is not None and bool(_context_of(str(path)))
    except OSError:
        return False


def connect(origin: Origin, link: object, half: str = "") -> Any:
    """Return a connection of httpcore's to an origin, which connects at its first request.

    Args:
        origin: The origin.
        link: The network side of the connection.
        half: How the names of httpcore's classes begin: ``"Async"`` for asyncio.
    """
    target = httpcore.Origin(*origin)
    arguments: dict[str, Any] = {
        "ssl_context": ssl_context() if origin.scheme == b"https" else None,
        "keepalive_expiry": KEEPALIVE_SECONDS,
        "network_backend": link,
    }
    proxy = proxy_of(origin)
    if proxy is None:
        return getattr(httpcore, f"{half}HTTPConnection")(origin=target, **arguments)
    url = proxy.url
    if url.scheme == "https":
        arguments["proxy_ssl_context"] = ssl_context()
    address = httpcore.URL(
        scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path
    )
    kind = "SOCKSProxy" if url.scheme in ("socks5", "socks5h") else "HTTPProxy"
    try:
        pool = getattr(httpcore, half + kind)(
            proxy_url=address, proxy_auth=proxy.raw_auth, **arguments
        )
    except RuntimeError:  # httpcore misses a package
        problem = "names a SOCKS proxy, which needs the package socksio. Install httpx[socks]"
        raise _proxy_error(origin, problem) from None
    return pool.create_connection(target)


def proxy_of(origin: Origin) -> httpx.Proxy | None:
    """Return the proxy that the environment names for an origin, if it names one.

    Raises:
        SketricGenValidationError: It cannot be one.
    """
    is_set = any(name.lower().endswith("_proxy") for name in os.environ)
    if not is_set and not _IS_ASKED_FOR_PROXIES:
        return None
    from urllib.request import getproxies, proxy_bypass

    scheme, target = origin.scheme.decode(), origin.host.decode()
    proxies = getproxies()
    url = proxies.get(scheme) or proxies.get("all")
    exempt = [name.strip() for name in proxies.get("no", "").split(",")]
    is_exempt = "*" in exempt or f"[{target}]" in exempt
    if not url or is_exempt or proxy_bypass(f"{target}:{origin.port}"):
        return None
    import httpx

    try:
        proxy = httpx.Proxy(url if "://" in url else f"http://{url}")
        host = proxy.url.raw_host.decode()
        port = 1 if proxy.url.port is None else proxy.url.port
        if host and may_be_host(host) and 0 < port < _MOST_PORTS:
            return proxy
    except (ValueError, httpx.InvalidURL):
        pass
    # The URL is not shown, since it may hold a password.
    raise _proxy_error(
        origin,
        "must be a URL that begins with http://, https://, socks5:// or socks5h:// and names a "
        "host. Correct or unset it",
    )


def _proxy_error(origin: Origin, problem: str) -> SketricGenValidationError:
    # Both spellings of a variable count; some systems have settings of their own instead.
    wanted = (f"{origin.scheme.decode()}_proxy", "all_proxy")
    given = {name.lower(): name for name, value in os.environ.items() if value}
    variable = next((given[name] for name in wanted if name in given), "The proxy of the system")
    return SketricGenValidationError(f"{variable} {problem}.")
