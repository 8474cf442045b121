"""The settings of the command: options, then the environment, then a profile of a TOML file."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import Any, cast

from sketricgen.config import hide
from sketricgen.errors import SketricGenFileNotFoundError, SketricGenValidationError, shown

NAMES = ("api_key", "base_url", "platform_url", "timeout", "upload_timeout", "max_retries")
DEFAULT_PROFILE = "default"
_OTHERS = 0o077


@dataclass
class Settings:
    """The settings, and where each is from.

    Attributes:
        values: What is passed to `SketricGenClient.from_env`, which takes precedence over the
            environment.
        origins: Where each setting is from, by its name; what is not in it has its default.
    """

    values: dict[str, Any] = field(default_factory=dict[str, Any], repr=False)
    origins: dict[str, str] = field(default_factory=dict[str, str])


def settings_of(
    profile: str | None, config_file: str | None, key_file: str | None, timeout: float | None
) -> Settings:
    """Return the settings of a command, of the options that were given.

    Raises:
        SketricGenValidationError: A file cannot be used, or there is no key.
    """
    settings = Settings()
    path, kept = profile_of(profile, config_file)
    for name, value in kept.items():
        settings.values[name] = hide(value) if name == "api_key" else value
        settings.origins[name] = f"the configuration file {path}"
    for name in NAMES:
        variable = f"SKETRICGEN_{name.upper()}"
        if os.environ.get(variable):
            settings.values.pop(name, None)  # the client reads it
            settings.origins[name] = variable
    if timeout is not None:
        settings.values["timeout"] = timeout
        settings.origins["timeout"] = "--timeout"
    if key_file is not None:
        settings.values["api_key"] = hide(_read(key_file, "The key file").strip())
        settings.origins["api_key"] = "--key-file"
    if "api_key" not in settings.origins:
        raise SketricGenValidationError(
            "There is no API key. Set SKETRICGEN_API_KEY, or name a file that holds it with "
            f'--key-file, or write api_key = "…" under [{DEFAULT_PROFILE}] in {path}, which '
            "nobody else may read."
        )
    return settings


def profile_of(name: str | None, config_file: str | None) -> tuple[Path, dict[str, Any]]:
    """Return the configuration file, and the settings of the profile that is asked for."""
    given = config_file or os.environ.get("SKETRICGEN_CONFIG_FILE")
    path = Path(given) if given else usual_file()
    name = name or os.environ.get("SKETRICGEN_PROFILE")
    if not (given or name or path.exists()):
        return path, {}
    profiles = _profiles(path)
    if name is None and DEFAULT_PROFILE not in profiles:
        return path, {}
    profile = profiles.get(name or DEFAULT_PROFILE)
    if not isinstance(profile, dict):
        raise SketricGenValidationError(
            f"--profile must be one of {', '.join(map(shown, profiles)) or 'none'}, which {path} "
            f"holds, got {shown(name)}."
        )
    unknown = set(cast("dict[str, Any]", profile)) - set(NAMES)
    if unknown:
        raise SketricGenValidationError(
            f"A profile may hold {', '.join(NAMES)}, got {', '.join(map(shown, sorted(unknown)))} "
            f"in {path}."
        )
    return path, dict(cast("dict[str, Any]", profile))


def usual_file() -> Path:
    """Return where the configuration file is unless another is named."""
    from platformdirs import user_config_path

    return user_config_path("sketricgen", appauthor=False) / "config.toml"


def _profiles(path: Path) -> dict[str, Any]:
    toml: Any = import_module("tomllib" if sys.version_info >= (3, 11) else "tomli")
    text = _read(str(path), "The configuration file")
    profiles: dict[str, Any] = {}
    problem = None
    try:
        profiles = toml.loads(text)
    except ValueError as error:
        problem = str(error).rpartition(" (")[-1].rstrip(")")  # where it is, and nothing of it
    if problem is not None:
        raise SketricGenValidationError(
            f"The configuration file must be TOML, got something else in {path} ({problem})."
        )
    holds_key = any(isinstance(each, dict) and "api_key" in each for each in profiles.values())
    if holds_key and os.name == "posix" and path.stat().st_mode & _OTHERS:
        raise SketricGenValidationError(
            f"{path} holds an API key and must be readable for you alone, got the mode "
            f"{path.stat().st_mode & 0o777:o}. Run: chmod 600 '{path}'"
        )
    return profiles


def _read(path: str, what: str) -> str:
    try:
        return Path(path).read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise SketricGenFileNotFoundError(
            f"{what} {shown(path)} does not exist.", filename=path
        ) from None
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or "it is not UTF-8 text"
    raise SketricGenValidationError(f"{what} {shown(path)} cannot be read: {why}.")
