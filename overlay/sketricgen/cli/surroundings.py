"""What the doctor looks at on this machine: versions, settings, proxies, certificates."""

from __future__ import annotations

import os
import platform
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from urllib.request import getproxies

from sketricgen import SketricGenError, __version__

from .findings import OK, PROBLEM, WARNING, Finding
from .settings import NAMES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sketricgen import SketricGenClient

    from .session import Session

_PACKAGES = ("httpx", "httpcore", "attrs", "python-dateutil", "sniffio", "click", "rich")
_READ = (*NAMES, "config_file", "log", "profile")
_SHOWN_OF_KEY = 4
_LEAST_TO_SHOW = 12


def versions() -> Iterator[Finding]:
    """Yield the versions of Python, the SDK and what it stands on."""
    yield Finding(OK, "Python", f"{platform.python_version()} on {platform.platform()}")
    yield Finding(OK, "sketricgen", __version__)
    for name in _PACKAGES:
        try:
            yield Finding(OK, name, version(name))
        except PackageNotFoundError:  # noqa: PERF203 # each may be missing
            yield Finding(PROBLEM, name, "not installed", f"Run: pip install {name}")


def settings(session: Session) -> Iterator[Finding]:
    """Yield each setting, its value and where it is from."""
    try:
        origins = session.settings().origins
        with session.silent_client() as client:
            for name in NAMES:
                value = shown_key(client) if name == "api_key" else getattr(client.config, name)
                yield Finding(OK, name, f"{value} ({origins.get(name, 'default')})")
    except SketricGenError as error:
        yield Finding(PROBLEM, "settings", "not acceptable", str(error))
    for variable in sorted(set(_variables()) - {f"SKETRICGEN_{name.upper()}" for name in _READ}):
        yield Finding(WARNING, variable, "is set, but nothing reads it", "Check how it is spelled.")
    for warning in session.warnings:
        yield Finding(WARNING, "settings", "unusual", warning)


def _variables() -> list[str]:
    return [name for name in os.environ if name.startswith("SKETRICGEN_")]


def shown_key(client: SketricGenClient) -> str:
    """Return the last characters of the key, if it is so long that they say little of it."""
    key = str.__str__(client.config.api_key)
    return f"…{key[-_SHOWN_OF_KEY:]}" if len(key) >= _LEAST_TO_SHOW else "…, which is short"


def proxies() -> Iterator[Finding]:
    """Yield the proxies of the environment, without their passwords."""
    found = {name: url for name, url in getproxies().items() if name != "no"}
    for name, url in found.items():
        yield Finding(OK, f"proxy for {name}", without_password(url))
    if not found:
        yield Finding(OK, "proxy", "none")


def without_password(url: str) -> str:
    """Return the URL of a proxy without the user's name and password."""
    parts = urlsplit(url)
    return parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()


def certificates() -> Iterator[Finding]:
    """Yield the certificates that the environment names."""
    named = False
    for variable in ("SSL_CERT_FILE", "SSL_CERT_DIR"):
        path = os.environ.get(variable)
        if not path:
            continue
        named = True
        folders = path.split(os.pathsep) if variable == "SSL_CERT_DIR" else [path]
        is_there = Path.is_dir if variable == "SSL_CERT_DIR" else Path.is_file
        if any(is_there(Path(each)) for each in folders):
            yield Finding(OK, variable, path)
        else:
            advice = f"Set {variable} to where your certificates are, or unset it."
            yield Finding(PROBLEM, variable, f"{path} does not exist", advice)
    if not named:
        yield Finding(OK, "certificates", "those of certifi")
