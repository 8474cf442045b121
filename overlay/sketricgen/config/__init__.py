"""The settings of a client: given as arguments or read from the environment, and validated.

May import ``errors``.
"""

from __future__ import annotations

import os
import re
from copy import copy
from dataclasses import dataclass, field
from inspect import iscoroutinefunction
from typing import TYPE_CHECKING, Any, Callable, NoReturn, cast

from sketricgen.errors import SketricGenValidationError, shown

from .urls import DEFAULT_BASE_URL, DEFAULT_PLATFORM_URL, validate_url, warn_of_hosts

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sketricgen.errors import Attempt

    OnAttempt = Callable[[Attempt], object]

DEFAULT_TIMEOUT = 300.0
DEFAULT_UPLOAD_TIMEOUT = 300.0
DEFAULT_MAX_RETRIES = 3

# Some thirty years; a longer wait overflows the clocks of some platforms.
_FOREVER = 10**9


class Secret(str):
    """A string whose representation hides it and which refuses to be pickled.

    The API key is one in every variable and attribute, so that no traceback printed with its
    variables, no log record and no pickle shows it.
    """

    __slots__ = ()

    def __repr__(self) -> str:
        return "'***'"

    def __getitem__(self, key: Any) -> Secret:
        # Printers cut long strings before they show them.
        return Secret(super().__getitem__(key))

    def __reduce__(self) -> NoReturn:
        raise TypeError(
            "The API key is not pickled. Make a client in each process, "
            "e.g. with SketricGenClient.from_env()."
        )


def hide(value: Any) -> Any:
    """Return ``value`` as a `Secret` if it is a string; for the first line of a function."""
    # Not `str(value)`, which gives the name of a member of an enumeration.
    return Secret(str.__str__(value)) if isinstance(value, str) else value


@dataclass(frozen=True, init=False)
class SketricGenConfig:
    """The validated settings of a client.

    Args:
        api_key: The key of your SketricGen workspace. No representation shows it.
        timeout: The seconds to wait for the server at each step; for streams, the longest
            silence between two pieces of the answer.
        upload_timeout: The same, in seconds, for sending a file to the file storage.
        max_retries: How many times a request that failed is sent again, where that is safe;
            0 switches retries off.
        base_url: The URL of the chat server; None for ``https://chat-v2.sketricgen.ai``.
        platform_url: The URL of the platform, which takes uploads; None for SketricGen's own. To
            set only one of the two URLs warns, since the key is sent to both.
        allowed_content_types: The types of files that may be attached, e.g. ``["text/csv"]`` or
            ``["image/*"]``; default: those of the API.
        headers: More headers for the chat server and the platform, as gateways want them. They
            never reach the file storage.
        on_attempt: Called with an `Attempt` after each attempt at a request.

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
    # They may hold a gateway's secrets.
    headers: Mapping[str, str] = field(default_factory=dict[str, str], repr=False, hash=False)
    on_attempt: OnAttempt | None = None

    def __init__(
        self,
        api_key: str,
        timeout: float = DEFAULT_TIMEOUT,
        upload_timeout: float = DEFAULT_UPLOAD_TIMEOUT,
        max_retries: int = DEFAULT_MAX_RETRIES,
        base_url: str | None = None,
        platform_url: str | None = None,
        allowed_content_types: Sequence[str] | None = None,
        headers: Mapping[str, str] | None = None,
        on_attempt: OnAttempt | None = None,
    ) -> None:
        # A dataclass's own `__init__` would show the key to tracebacks with variables.
        api_key = hide(api_key)
        given: dict[str, object] = {
            "api_key": api_key,
            "timeout": timeout,
            "upload_timeout": upload_timeout,
            "max_retries": max_retries,
            "base_url": DEFAULT_BASE_URL if base_url is None else base_url,
            "platform_url": DEFAULT_PLATFORM_URL if platform_url is None else platform_url,
            "allowed_content_types": allowed_content_types,
            "headers": {} if headers is None else headers,
            "on_attempt": on_attempt,
        }
        _settle(self, given)
        is_split = (base_url is None) != (platform_url is None)
        warn_of_hosts(self.base_url, self.platform_url, is_split=is_split)

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
        overrides["api_key"] = hide(overrides.get("api_key"))
        return cls(**settings_from_env(overrides))


def settings_from_env(overrides: Mapping[str, Any]) -> dict[str, Any]:
    """Return the settings that the environment gives, with ``overrides`` in their place.

    Raises:
        SketricGenValidationError: The key is missing, or a variable does not parse.
    """
    settings = {name: value for name, value in overrides.items() if value is not None}
    for name, (parse, check) in _CHECKS.items():
        variable = f"SKETRICGEN_{name.upper()}"
        if name not in settings and os.environ.get(variable):
            settings[name] = check(variable, _parse(parse, variable))
    if "api_key" not in settings:
        raise SketricGenValidationError(
            "SKETRICGEN_API_KEY is not set. Set it to your SketricGen API key, or pass api_key=…."
        )
    return settings


def changed(config: SketricGenConfig, **changes: object) -> SketricGenConfig:
    """Return a copy of ``config`` with other settings, which alone are checked."""
    made = copy(config)
    _settle(made, changes)
    return made


def _settle(config: SketricGenConfig, settings: Mapping[str, object]) -> None:
    for name, value in settings.items():
        check = _NOT_OF_ENVIRONMENT[name] if name in _NOT_OF_ENVIRONMENT else _CHECKS[name][1]
        object.__setattr__(config, name, check(name, value))  # the class is frozen


def validate_api_key(name: str, key: object) -> str:
    """Return ``key`` if it can be sent in a header; the error never shows it."""
    key = hide(key)
    if not isinstance(key, str) or not key.strip():
        got = "an empty one" if isinstance(key, str) else type(key).__name__
        raise SketricGenValidationError(
            f"{name} must be a string that is not empty, got {got}. Set SKETRICGEN_API_KEY and use "
            "from_env(), or pass your key."
        )
    problem = None
    if key != key.strip() or not key.isprintable():
        problem = "must not contain line breaks, control characters or surrounding spaces"
    elif any(character > "\xff" for character in key):
        problem = "must not contain characters outside latin-1, which a header cannot carry"
    if problem:
        raise SketricGenValidationError(f"{name} {problem}. Copy the key again, as one plain line.")
    return Secret(key)


def validate_seconds(name: str, value: object) -> float:
    """Return ``value`` as seconds: a finite number above 0."""
    if isinstance(value, (int, float)) and not isinstance(value, bool) and 0 < value < _FOREVER:
        return float(value)
    raise SketricGenValidationError(
        f"{name} must be a number of seconds (int or float) above 0 and below {_FOREVER}, got "
        f"{shown(value)}."
    )


def validate_count(name: str, value: object, least: int = 0) -> int:
    """Return ``value`` if it is a whole number, ``least`` or more."""
    if isinstance(value, int) and not isinstance(value, bool) and value >= least:
        return value
    raise SketricGenValidationError(
        f"{name} must be a whole number (int), {least} or more, got {shown(value)}."
    )


def validate_content_types(name: str, types: object) -> tuple[str, ...] | None:
    """Return ``types`` in lower case, as a tuple of ``type/subtype`` or ``type/*``; or None."""
    if types is None:
        return None
    names = cast("Iterable[object]", types)
    if isinstance(types, (list, tuple, set, frozenset)) and types:
        lowered = tuple(each.strip().lower() if isinstance(each, str) else "" for each in names)
        if all(re.fullmatch(_CONTENT_TYPE, each) for each in lowered):
            return lowered
    raise SketricGenValidationError(
        f'{name} must be a list of types such as ["application/pdf", "text/csv", "image/*"], '
        f"got {shown(names)}."
    )


_CONTENT_TYPE = r"[!#$&^_.+a-z0-9-]+/([!#$&^_.+a-z0-9-]+|\*)"  # RFC 6838


def _validate_headers(name: str, headers: object) -> object:
    if headers == {}:
        return {}  # not the caller's own, which may get some later
    from .headers import validate_headers  # most clients have none

    return validate_headers(name, headers)


def _validate_hook(name: str, value: object) -> object:
    return validate_function(name, value, "an Attempt")


def validate_function(name: str, value: object, arguments: str) -> Any:
    """Return ``value`` if it can be called, or is None."""
    is_async = callable(value) and any(map(iscoroutinefunction, (value, type(value).__call__)))
    if value is None or (callable(value) and not is_async):
        return value
    got = "an async one" if is_async else type(value).__name__
    raise SketricGenValidationError(
        f"{name} must be a function, got {got}. It is called with {arguments}."
    )


def _parse(parse: Callable[[str], object], variable: str) -> object:
    # The text has no name of its own here, because it may be the key.
    try:
        return parse(os.environ[variable])
    except ValueError:
        return os.environ[variable]  # the check refuses it in its own words


_CHECKS: dict[str, tuple[Callable[[str], object], Callable[[str, object], object]]] = {
    "api_key": (hide, validate_api_key),
    "timeout": (float, validate_seconds),
    "upload_timeout": (float, validate_seconds),
    "max_retries": (int, validate_count),
    "base_url": (str, validate_url),
    "platform_url": (str, validate_url),
}
_NOT_OF_ENVIRONMENT: dict[str, Callable[[str, object], object]] = {
    "allowed_content_types": validate_content_types,
    "headers": _validate_headers,
    "on_attempt": _validate_hook,
}

if not TYPE_CHECKING:  # type checkers are to find mistakes in names # pragma: no branch

    def __getattr__(name: str) -> Any:
        """Return what sketricgen 0.3 had here; it is in no room below this one."""
        from importlib import import_module

        of_0_3 = import_module("sketricgen.models._config") if name.isupper() else None
        if not hasattr(of_0_3, name):
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        return getattr(of_0_3, name)
