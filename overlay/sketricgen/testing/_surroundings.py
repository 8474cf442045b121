"""What surrounds a test: environment variables, and the hosts that can be reached."""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Callable
from urllib.parse import urlsplit

# The one private name that this kit needs: every request of every client goes through it.
from sketricgen._http.connections import Connections
from sketricgen.config.urls import is_loopback

if TYPE_CHECKING:
    from collections.abc import Generator


@contextmanager
def environment(
    base_url: str, platform_url: str, api_key: str | None = None
) -> Generator[None, None, None]:
    """Set the variables of the SDK, and let no proxy come between; undo it at the end."""
    values = {"SKETRICGEN_BASE_URL": base_url, "SKETRICGEN_PLATFORM_URL": platform_url}
    if api_key is not None:
        values["SKETRICGEN_API_KEY"] = api_key
    for name in ("NO_PROXY", "no_proxy"):
        values[name] = ",".join(filter(None, (os.environ.get(name), "127.0.0.1")))
    before = {name: os.environ.get(name) for name in values}
    os.environ.update(values)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


@contextmanager
def loopback_only(note: Callable[[str], object]) -> Generator[None, None, None]:
    """Let no client of this process reach another machine.

    Args:
        note: Called with what was wrong, since the program may catch every error.
    """
    send, asend = Connections.send, Connections.asend

    def check(url: str) -> None:
        host = urlsplit(url).hostname
        if not is_loopback(host):
            problem = (
                f"a client tried to reach {host}, which a test must not. Make the client inside "
                "the test, with SketricGenClient.from_env()."
            )
            note(problem)
            raise AssertionError(problem)

    def guarded(self: Connections, request: Any, *rest: Any) -> Any:
        check(request.url)
        return send(self, request, *rest)

    async def aguarded(self: Connections, request: Any, *rest: Any) -> Any:
        check(request.url)
        return await asend(self, request, *rest)

    setattr(Connections, "send", guarded)  # noqa: B010
    setattr(Connections, "asend", aguarded)  # noqa: B010
    try:
        yield
    finally:
        setattr(Connections, "send", send)  # noqa: B010
        setattr(Connections, "asend", asend)  # noqa: B010
