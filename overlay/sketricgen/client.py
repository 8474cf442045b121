"""The client: its public methods and what they promise."""

from __future__ import annotations

from copy import copy
from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any

from ._secret import hidden
from .async_half import AsyncHalf
from .config import (
    DEFAULT_BASE_URL,
    DEFAULT_MAX_RETRIES,
    DEFAULT_PLATFORM_URL,
    DEFAULT_TIMEOUT,
    DEFAULT_UPLOAD_TIMEOUT,
    SketricGenConfig,
)
from .sync_half import SyncHalf

# httpx and the generated models are imported when a client is made, not with the package.
if TYPE_CHECKING:
    from collections.abc import Sequence

    import httpx
    from typing_extensions import Self


class SketricGenClient(AsyncHalf, SyncHalf):
    """A client of SketricGen, for asyncio and for blocking code.

    It keeps its connections and reuses them, so make one and share it: between tasks, threads and
    event loops. Close it with ``async with``, ``with``, `aclose()` or `close()`.

    Args:
        api_key: The key of your SketricGen workspace. No representation shows it.
        timeout: The seconds to wait for the server at each step (connecting takes at most 10 of
            them); for streams, the longest silence between two pieces of the answer.
        upload_timeout: The same, in seconds, for sending a file to the file storage.
        max_retries: How many times a request that failed is sent again where that is safe: a run
            only if it provably did not start. 0 switches retries off.
        base_url: The URL of the chat server, if it is not SketricGen's own.
        platform_url: The URL of the platform, which takes uploads, if it is not SketricGen's own.
        allowed_content_types: The types of files that may be attached; default: the five that the
            API documents (JPEG, PNG, WebP and GIF images, PDF).
        http_client: An `httpx.Client` to use for blocking calls. It is never closed.
        async_http_client: An `httpx.AsyncClient` to use for asyncio. It is never closed, and
            works in one event loop only.

    Raises:
        SketricGenValidationError: A setting is not acceptable; the message says what is.

    Example:
        >>> with SketricGenClient("sk-1", timeout=60) as client:
        ...     client.config.timeout
        60.0
    """

    def __init__(
        self,
        api_key: str,
        timeout: float = DEFAULT_TIMEOUT,
        upload_timeout: float = DEFAULT_UPLOAD_TIMEOUT,
        max_retries: int = DEFAULT_MAX_RETRIES,
        *,
        base_url: str | None = None,
        platform_url: str | None = None,
        allowed_content_types: Sequence[str] | None = None,
        http_client: httpx.Client | None = None,
        async_http_client: httpx.AsyncClient | None = None,
    ) -> None:
        api_key = hidden(api_key)
        from .connections import Connections

        self._config = SketricGenConfig(
            api_key,
            timeout,
            upload_timeout,
            max_retries,
            DEFAULT_BASE_URL if base_url is None else base_url,
            DEFAULT_PLATFORM_URL if platform_url is None else platform_url,
            allowed_content_types,
        )
        self._connections = Connections(http_client, async_http_client)

    @classmethod
    def from_env(
        cls,
        *,
        http_client: httpx.Client | None = None,
        async_http_client: httpx.AsyncClient | None = None,
        **overrides: Any,
    ) -> Self:
        """Make a client from the environment.

        Reads ``SKETRICGEN_API_KEY`` (required), ``SKETRICGEN_TIMEOUT``,
        ``SKETRICGEN_UPLOAD_TIMEOUT``, ``SKETRICGEN_MAX_RETRIES``, ``SKETRICGEN_BASE_URL`` and
        ``SKETRICGEN_PLATFORM_URL``.

        Args:
            http_client: As for the class.
            async_http_client: As for the class.
            **overrides: Any other argument of the class; it takes precedence.

        Returns:
            The client.

        Raises:
            SketricGenValidationError: The key is missing or a value does not parse; the message
                names the variable and says what is allowed.

        Example:
            >>> client = SketricGenClient.from_env(timeout=60)
        """
        overrides["api_key"] = hidden(overrides.get("api_key"))
        config = SketricGenConfig.from_env(**overrides)
        return cls(
            **{field.name: getattr(config, field.name) for field in fields(config)},
            http_client=http_client,
            async_http_client=async_http_client,
        )

    @property
    def config(self) -> SketricGenConfig:
        """The settings in force."""
        return self._config

    def with_options(
        self,
        *,
        timeout: float | None = None,
        upload_timeout: float | None = None,
        max_retries: int | None = None,
    ) -> Self:
        """Return a copy with other settings that shares this client's connections.

        Closing either closes both.

        Args:
            timeout: Seconds, as for the class; None leaves it as it is.
            upload_timeout: Seconds, as for the class; None leaves it as it is.
            max_retries: As for the class; None leaves it as it is.

        Returns:
            The copy.

        Raises:
            SketricGenValidationError: A setting is not acceptable.

        Example:
            >>> answer = client.with_options(max_retries=0).run_workflow_sync("echo", "Hello!")
        """
        given = {
            "timeout": timeout,
            "upload_timeout": upload_timeout,
            "max_retries": max_retries,
        }
        changes: dict[str, Any] = {name: v for name, v in given.items() if v is not None}
        changed = copy(self)
        changed._config = replace(self._config, **changes)  # noqa: SLF001 # of its own class
        return changed

    def __repr__(self) -> str:
        # A traceback may show a client whose settings were refused.
        config = getattr(self, "_config", None)
        return f"SketricGenClient({config or 'not set up'!r})"
