"""Checks the URLs of a client, and warns of unsafe ones."""

from __future__ import annotations

import re
import sys
import warnings
from urllib.parse import urlsplit

from sketricgen.errors import SketricGenValidationError, shown

_LONGEST_HOST = 253

DEFAULT_BASE_URL = "https://chat-v2.sketricgen.ai"
DEFAULT_PLATFORM_URL = "https://v9xof9ohlg.execute-api.us-east-1.amazonaws.com/dev"


def validate_url(name: str, value: object) -> str:
    """Return ``value`` as a base URL: http(s), a host, perhaps a path; no trailing slash."""
    problem: str | None = f"must be a string, got {type(value).__name__}"
    if isinstance(value, str):
        problem = _problem_of_url(value)
        if not problem:
            return value.rstrip("/")
    raise SketricGenValidationError(
        f"{name} {problem}. Use a URL like https://chat.example.com or "
        "https://example.com/path, without user name, query or fragment."
    )


def _problem_of_url(value: str) -> str | None:
    # A URL with credentials in it is never shown.
    if "@" in value:
        return "must not contain an @, which separates a user name or password from the host"
    try:
        parts = urlsplit(value)
        parts.port  # noqa: B018 # reading it is what checks it
    except ValueError as error:
        return f"must be a URL, got {shown(value)} ({error})"
    if parts.scheme.lower() not in ("http", "https"):
        return f"must start with https:// or http://, got {shown(value)}"
    is_plain = value.isascii() and value.isprintable() and " " not in value
    if not parts.hostname or not is_plain or not may_be_host(parts.hostname):
        return f"must name a host that can be reached, got {shown(value)}"
    if "?" in value or "#" in value:
        return f"must have no query and no fragment, got {shown(value)}"
    path = _API_PATH.search(parts.path)
    if path:
        return f"must end before {path[0]}, which is added to it, got {shown(value)}"
    return None


def may_be_host(host: str) -> bool:
    """Return whether ``host`` can be the name or the address of a host."""
    try:
        encoded = host.encode("idna")  # as it is done before each look-up of the host
    except UnicodeError:
        return False
    return len(encoded) <= _LONGEST_HOST and ("%" not in host or ":" in host)  # fe80::1%eth0


# What the SDK adds to the URLs.
_API_PATH = re.compile(r"(/api/v1)?/run-workflow/*$|/api/v1/*$|/publicAssetsUpload\w*/*$")


def warn_of_hosts(base_url: str, platform_url: str, *, is_split: bool) -> None:
    """Warn if the URLs would send the API key or data where the caller may not expect it.

    The warning names the line that made the client.

    Args:
        base_url: The URL of the chat server.
        platform_url: The URL of the platform.
        is_split: True if one of the two was given and the other is SketricGen's own.
    """
    for name, url in (("base_url", base_url), ("platform_url", platform_url)):
        parts = urlsplit(url)
        if parts.scheme.lower() == "http" and not is_loopback(parts.hostname):
            _warn(
                f"{name} is plain http: the API key and all messages can be read on their way to "
                f"{parts.hostname}. Use https."
            )
    if is_split and _host(base_url) != _host(DEFAULT_BASE_URL):
        _warn(
            f"base_url is {shown(base_url)}, but platform_url is SketricGen's own: uploads and the "
            "API key would go there. Set platform_url too."
        )
    if is_split and _host(platform_url) != _host(DEFAULT_PLATFORM_URL):
        _warn(
            f"platform_url is {shown(platform_url)}, but base_url is SketricGen's own: messages "
            "and the API key would go there. Set base_url too."
        )


def _host(url: str) -> str | None:
    return urlsplit(url).hostname


def _warn(message: str) -> None:
    level, frame = 1, sys._getframe()  # noqa: SLF001 # pyright: ignore[reportPrivateUsage] # the only way before Python 3.12
    while frame.f_back and frame.f_globals["__name__"].startswith("sketricgen."):
        level, frame = level + 1, frame.f_back
    warnings.warn(message, stacklevel=level)


def is_loopback(host: str | None) -> bool:
    """Return whether ``host`` is this machine."""
    return host in ("localhost", "::1") or bool(host and re.fullmatch(r"127(\.\d+){3}", host))
