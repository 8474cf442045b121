"""Checks the headers that a caller adds to each request."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import cast

from sketricgen.errors import SketricGenValidationError, shown

from . import hide

# What the SDK sets itself, and what belongs to the connection.
_RESERVED = re.compile(
    "accept(-encoding)?|(x-)?api-key|authorization|connection|content-.*|cookie|expect|host|"
    "keep-alive|proxy-.*|te|trailer|transfer-encoding|upgrade|user-agent",
    re.IGNORECASE,
)
_NAME = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")  # RFC 9110


def validate_headers(name: str, headers: object) -> dict[str, str]:
    """Return ``headers`` if each of them can be sent beside those of the SDK.

    No error shows a value, since gateways are given secrets in them.
    """
    if not isinstance(headers, Mapping):
        raise _refused(name, f"a dict of strings, got {type(headers).__name__}")
    checked: dict[str, str] = {}
    for key, value in cast("Mapping[object, object]", headers).items():
        if not isinstance(key, str) or not _NAME.fullmatch(key):
            raise _refused(name, f"names that HTTP allows, got {shown(key)}")
        if _RESERVED.fullmatch(key.replace("_", "-")):  # many servers read both as the same
            raise _refused(name, f"other names than those of the SDK, got {shown(key)}")
        if not isinstance(value, str):
            raise _refused(name, f"strings, got {type(value).__name__} for {shown(key)}")
        if not value.isascii() or (value and not value.isprintable()) or value != value.strip():
            raise _refused(
                name,
                "one line of ASCII without surrounding blanks in each value, got another one for "
                f"{shown(key)}",
            )
        checked[key] = hide(value)
    return checked


def _refused(name: str, problem: str) -> SketricGenValidationError:
    return SketricGenValidationError(
        f'{name} must be {problem}. Use names of your gateway, as in {{"X-Tenant": "acme"}}.'
    )
