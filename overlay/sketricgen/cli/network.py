"""What the doctor looks at on the way to a server: DNS, TCP, TLS, HTTP and its clock."""

from __future__ import annotations

import os
import socket
import ssl
import time
from contextlib import ExitStack
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from http.client import HTTPException, HTTPResponse
from typing import TYPE_CHECKING, Callable, TypeVar
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

from .findings import OK, PROBLEM, WARNING, Clock, Finding

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

T = TypeVar("T")

_PATIENCE = 10.0
_MOST_SKEW = 60.0
_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True)
class _Step:
    """One step on the way to a server, and what to do if it fails."""

    about: str
    advice: str


def way_to(url: str) -> Iterator[Finding]:
    """Yield what is found on each step of the way to a server, up to the first problem."""
    parts = urlsplit(url)
    host, port = str(parts.hostname), parts.port or _PORTS[parts.scheme.lower()]
    proxy = getproxies().get(parts.scheme.lower()) or getproxies().get("all")
    if proxy and not proxy_bypass(host):
        to = urlsplit(proxy if "://" in proxy else f"http://{proxy}")
        yield Finding(OK, f"way to {host}", f"through the proxy {to.hostname}")
        yield from _walk(str(to.hostname), to.port or 80)
    else:
        yield from _walk(host, port, parts.netloc, is_tls=parts.scheme.lower() == "https")


def _walk(host: str, port: int, authority: str = "", *, is_tls: bool = False) -> Iterator[Finding]:
    with ExitStack() as opened:
        try:
            dns = _Step(f"DNS {host}", "Check the name, and that this machine can look up names.")
            yield from _timed(dns, lambda: socket.getaddrinfo(host, port, type=socket.SOCK_STREAM))
            tcp = _Step(
                f"TCP {host}:{port}", "Check the port, firewalls, and whether a proxy is needed."
            )
            link = yield from _timed(tcp, lambda: socket.create_connection((host, port), _PATIENCE))
            opened.enter_context(link)
            if is_tls:
                advice = "Set SSL_CERT_FILE if your network has an authority of its own."
                step = _Step(f"TLS {host}", advice)
                link = yield from _timed(step, lambda: _secure(link, host))
                opened.enter_context(link)
            if authority:  # of a proxy nothing else is asked
                step = _Step(f"HTTP {host}", "Something else than the service may answer there.")
                date = yield from _timed(step, lambda: _date_of(link, authority))
                yield _skew(date)
        except (OSError, HTTPException):
            return  # it was yielded


def _timed(step: _Step, act: Callable[[], T]) -> Generator[Finding, None, T]:
    clock = Clock()
    try:
        with clock:
            done = act()
    except (OSError, HTTPException) as error:
        why = " ".join(str(error).split()) or type(error).__name__
        yield Finding(PROBLEM, step.about, f"{why} (after {clock.text})", step.advice)
        raise
    yield Finding(OK, step.about, clock.text)
    return done


def _secure(link: socket.socket, host: str) -> socket.socket:
    if os.environ.get("SSL_CERT_FILE") or os.environ.get("SSL_CERT_DIR"):
        context = ssl.create_default_context()
    else:
        import certifi  # httpx brings it, and trusts its certificates

        context = ssl.create_default_context(cafile=certifi.where())
    return context.wrap_socket(link, server_hostname=host)


def _date_of(link: socket.socket, authority: str) -> str | None:
    """Ask for nothing but a head, and return its date."""
    link.sendall(
        f"HEAD / HTTP/1.1\r\nHost: {authority}\r\nConnection: close\r\n\r\n".encode("ascii")
    )
    response = HTTPResponse(link, method="HEAD")
    try:
        response.begin()
        return response.getheader("Date")
    finally:
        response.close()


def _skew(date: str | None) -> Finding:
    try:
        skew = time.time() - parsedate_to_datetime(date or "").timestamp()
    except (TypeError, ValueError):
        return Finding(OK, "clock", "the server does not say what time it is")
    found = f"{abs(skew):.0f} s {'ahead of' if skew > 0 else 'behind'} the server"
    if abs(skew) <= _MOST_SKEW:
        return Finding(OK, "clock", found)
    return Finding(WARNING, "clock", found, "Set the clock: uploads are signed for a short time.")
