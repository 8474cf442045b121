"""Which URLs are acceptable: as settings, and for sending files to."""

from __future__ import annotations

import re
import warnings
from urllib.parse import urlsplit

from .errors import SketricGenValidationError


def checked_url(name: str, value: object) -> str:
    """Return ``value`` as a base URL: http(s), a host, perhaps a path; no trailing slash."""
    problem = _problem_of_url(value)
    if problem:
        raise SketricGenValidationError(
            f"{name} {problem}. Allowed is a URL like https://chat.example.com or "
            "https://example.com/path, without user name, query or fragment."
        )
    url = str(value).rstrip("/")
    parts = urlsplit(url)
    if parts.scheme.lower() == "http" and not is_loopback(parts.hostname):
        warnings.warn(
            f"{name} is plain http: the API key and all messages can be read on their way to "
            f"{parts.hostname}. Use https.",
            stacklevel=4,
        )
    return url


def _problem_of_url(value: object) -> str | None:
    if not isinstance(value, str):
        return f"is a {type(value).__name__}, not a string"
    # A URL with credentials in it is never shown.
    if "@" in value:
        return "holds an @, as URLs with a user name or password do"
    try:
        parts = urlsplit(value)
        parts.port  # noqa: B018 # reading it is what checks it
    except ValueError as error:
        return f"is {value!r}, which is not a URL ({error})"
    if parts.scheme.lower() not in ("http", "https"):
        return f"is {value!r}, which does not start with https:// or http://"
    if not parts.hostname or not value.isascii() or not value.isprintable() or " " in value:
        return f"is {value!r}, which names no host that can be reached"
    if "?" in value or "#" in value:
        return f"is {value!r}, which holds a query or a fragment"
    return None


def is_loopback(host: str | None) -> bool:
    """Tell whether ``host`` is this machine."""
    return host in ("localhost", "::1") or bool(host and re.fullmatch(r"127(\.\d+){3}", host))


def problem_of_form_url(url: str, platform_url: str) -> str | None:
    """Return why a file must not be sent to ``url``, or None if it may.

    Args:
        url: The URL of a presigned form.
        platform_url: The URL of the platform that gave it out.
    """
    try:
        form, platform = urlsplit(url), urlsplit(platform_url)
        host = form.hostname
    except ValueError:
        return "is not a URL"
    if not host:
        return "names no host"
    if form.username is not None or form.password is not None:
        return "holds a user name"
    local = platform.scheme == "http" and is_loopback(platform.hostname)
    if form.scheme != "https" and not (local and form.scheme == "http"):
        return "is not https"
    return None
