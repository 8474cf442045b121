"""The settings of a client: given as arguments or read from the environment, and validated."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Callable, cast

from ._secret import Secret, hidden
from .errors import SketricGenValidationError
from .urls import checked_url

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

DEFAULT_BASE_URL = "https://chat-v2.sketricgen.ai"
DEFAULT_PLATFORM_URL = "https://v9xof9ohlg.execute-api.us-east-1.amazonaws.com/dev"
DEFAULT_TIMEOUT = 300.0
DEFAULT_UPLOAD_TIMEOUT = 300.0
DEFAULT_MAX_RETRIES = 3

# Some thirty years; a longer wait overflows the clocks of some platforms.
_FOREVER = 10**9


@dataclass(frozen=True, init=False)
class SketricGenConfig:
    """The validated settings of a client.

    Args:
        api_key: The key of your SketricGen workspace. It is shown by no representation.
        timeout: The seconds to wait for the server at each step; for streams, the longest
            silence between two pieces of the answer.
        upload_timeout: The same, in seconds, for sending a file to the file storage.
        max_retries: How many times a request that failed is sent again, where that is safe;
            0 switches retries off.
        base_url: The URL of the chat server; default ``https://chat-v2.sketricgen.ai``.
        platform_url: The URL of the platform, which takes uploads.
        allowed_content_types: The types of files that may be attached, e.g. ``["text/csv"]``;
            default: the five that the API documents (JPEG, PNG, WebP, GIF, PDF).

    Raises:
        SketricGenValidationError: A setting is not acceptable; the message says what is.

    Example:
        >>> SketricGenConfig(api_key="sk-1", timeout=20).timeout
        20.0
    """

    api_key: str = field(repr=False)
    timeout: float = DEFAULT_TIMEOUT
    upload_timeout: float = DEFAULT_UPLOAD_TIMEOUT
    max_retries: int = DEFAULT_MAX_RETRIES
    base_url: str = DEFAULT_BASE_URL
    platform_url: str = DEFAULT_PLATFORM_URL
    allowed_content_types: Sequence[str] | None = None

    def __init__(
        self,
        api_key: str,
        timeout: float = DEFAULT_TIMEOUT,
        upload_timeout: float = DEFAULT_UPLOAD_TIMEOUT,
        max_retries: int = DEFAULT_MAX_RETRIES,
        base_url: str = DEFAULT_BASE_URL,
        platform_url: str = DEFAULT_PLATFORM_URL,
        allowed_content_types: Sequence[str] | None = None,
    ) -> None:
        # A dataclass's own `__init__` would show the key to tracebacks with variables.
        api_key = hidden(api_key)
        given: dict[str, object] = {
            "api_key": api_key,
            "timeout": timeout,
            "upload_timeout": upload_timeout,
            "max_retries": max_retries,
            "base_url": base_url,
            "platform_url": platform_url,
        }
        settle = object.__setattr__  # the class is frozen
        for name, (_, check) in _CHECKS.items():
            settle(self, name, check(name, given[name]))
        if allowed_content_types is not None:
            allowed_content_types = checked_content_types(allowed_content_types)
        settle(self, "allowed_content_types", allowed_content_types)

    @classmethod
    def from_env(cls, **overrides: Any) -> SketricGenConfig:
        """Read the settings from the environment.

        ``SKETRICGEN_API_KEY`` is required; ``SKETRICGEN_TIMEOUT``, ``SKETRICGEN_UPLOAD_TIMEOUT``,
        ``SKETRICGEN_MAX_RETRIES``, ``SKETRICGEN_BASE_URL`` and ``SKETRICGEN_PLATFORM_URL`` are
        optional. A variable that is empty counts as not set.

        Args:
            **overrides: Settings by name that take precedence over the environment; None stands
                for "not given".

        Returns:
            The settings.

        Raises:
            SketricGenValidationError: The key is missing, or a variable does not parse; the
                message names the variable.

        Example:
            >>> SketricGenConfig.from_env(api_key="sk-1").max_retries
            3
        """
        overrides["api_key"] = hidden(overrides.get("api_key"))
        settings = {name: value for name, value in overrides.items() if value is not None}
        for name, (parse, check) in _CHECKS.items():
            variable = f"SKETRICGEN_{name.upper()}"
            if name not in settings and os.environ.get(variable):
                settings[name] = check(variable, _parsed(parse, variable))
        if "api_key" not in settings:
            raise SketricGenValidationError(
                "SKETRICGEN_API_KEY is not set. Set it to your SketricGen API key, "
                "or pass api_key=…."
            )
        return cls(**settings)


def checked_api_key(name: str, key: object) -> str:
    """Return ``key`` if it can be sent in a header; the error never shows it."""
    key = hidden(key)
    problem = None
    if not isinstance(key, str):
        problem = f"is a {type(key).__name__}, not a string"
    elif not key.strip():
        problem = "is empty"
    elif key != key.strip() or not key.isprintable():
        problem = "holds a line break, a control character or blanks around it"
    elif any(character > "\xff" for character in key):
        problem = "holds a character beyond latin-1, which a header cannot carry"
    if problem:
        raise SketricGenValidationError(f"{name} {problem}. Copy the key again, as one plain line.")
    return Secret(key)


def checked_seconds(name: str, value: object) -> float:
    """Return ``value`` as seconds: a finite number above 0."""
    if isinstance(value, (int, float)) and not isinstance(value, bool) and 0 < value < _FOREVER:
        return float(value)
    raise SketricGenValidationError(
        f"{name} is {_shown(value)}. Allowed is a number of seconds above 0 and below {_FOREVER}."
    )


def checked_count(name: str, value: object) -> int:
    """Return ``value`` if it is a whole number, 0 or more."""
    if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
        return value
    raise SketricGenValidationError(
        f"{name} is {_shown(value)}. Allowed is a whole number, 0 or more."
    )


def checked_content_types(types: object) -> tuple[str, ...]:
    """Return ``types`` in lower case, as a tuple of ``type/subtype`` strings."""
    if isinstance(types, (list, tuple, set, frozenset)) and types:
        lowered = tuple(str(name).strip().lower() for name in cast("Iterable[object]", types))
        if all(map(_CONTENT_TYPE.fullmatch, lowered)):
            return lowered
    raise SketricGenValidationError(
        f"allowed_content_types is {types!r}. Allowed is a list of types such as "
        '["application/pdf", "text/csv"].'
    )


_CONTENT_TYPE = re.compile(r"[!#$&^_.+a-z0-9-]+/[!#$&^_.+a-z0-9-]+")  # RFC 6838


def _shown(value: object) -> str:
    try:
        return repr(value)
    except ValueError:  # Python does not write numbers of thousands of digits
        return "a number of thousands of digits"


def _parsed(parse: Callable[[str], object], variable: str) -> object:
    # The text has no name of its own here, because it may be the key.
    try:
        return parse(os.environ[variable])
    except ValueError:
        return os.environ[variable]  # the check refuses it in its own words


_CHECKS: dict[str, tuple[Callable[[str], object], Callable[[str, object], object]]] = {
    "api_key": (hidden, checked_api_key),
    "timeout": (float, checked_seconds),
    "upload_timeout": (float, checked_seconds),
    "max_retries": (int, checked_count),
    "base_url": (str, checked_url),
    "platform_url": (str, checked_url),
}
