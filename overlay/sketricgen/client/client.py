"""The client: its settings, its connections and when they are closed."""

from __future__ import annotations

from copy import copy
from importlib import import_module
from typing import TYPE_CHECKING, Any

from sketricgen.config import (
    DEFAULT_MAX_RETRIES,
    DEFAULT_TIMEOUT,
    DEFAULT_UPLOAD_TIMEOUT,
    SketricGenConfig,
    changed,
    hide,
    settings_from_env,
)

from .control import ControlMethods
from .hitl import HitlMethods
from .uploads import UploadMethods

# httpx and the generated models are imported when a client is made, not with the package.
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import httpx
    from typing_extensions import Self

    from sketricgen.config import OnAttempt

    from .conversations import Conversation


class SketricGenClient(HitlMethods, UploadMethods, ControlMethods):
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
            To set only one of the two URLs warns, since the key is sent to both.
        allowed_content_types: The types of files that may be attached, e.g. ``["text/csv"]`` or
            ``["image/*"]``; default: those of the API.
        http_client: An `httpx.Client` to use for blocking calls. It is never closed.
        async_http_client: An `httpx.AsyncClient` to use for asyncio. It is never closed, and
            works in one event loop only.
        headers: More headers for the chat server and the platform, as gateways want them. They
            never reach the file storage, and no representation shows them.
        on_attempt: Called with an `Attempt` after each attempt at a request, e.g. for metrics.
            While it runs, the call waits; in blocking calls it may be called from the threads that
            upload files. An exception in it is logged and ignored.

    Attributes:
        max_answer_bytes: The largest answer accepted, in bytes, unpacked: 64 MiB.
        max_event_bytes: The largest event of a stream accepted, in bytes: 16 MiB.

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
        headers: Mapping[str, str] | None = None,
        on_attempt: OnAttempt | None = None,
    ) -> None:
        api_key = hide(api_key)
        from sketricgen._http.connections import Connections

        import_module("sketricgen._operations.run")  # so that no call waits for it
        self._config = SketricGenConfig(
            api_key,
            timeout,
            upload_timeout,
            max_retries,
            base_url,
            platform_url,
            allowed_content_types,
            headers,
            on_attempt,
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
        overrides["api_key"] = hide(overrides.get("api_key"))
        settings = settings_from_env(overrides)
        return cls(**settings, http_client=http_client, async_http_client=async_http_client)

    @property
    def config(self) -> SketricGenConfig:
        """The settings of this client."""
        return self._config

    def with_options(
        self,
        *,
        timeout: float | None = None,
        upload_timeout: float | None = None,
        max_retries: int | None = None,
        on_attempt: OnAttempt | None = None,
    ) -> Self:
        """Return a copy with other settings that shares this client's connections.

        Closing either closes both.

        Args:
            timeout: Seconds, as for the class; None leaves it as it is.
            upload_timeout: Seconds, as for the class; None leaves it as it is.
            max_retries: As for the class; None leaves it as it is.
            on_attempt: As for the class; None leaves it as it is.

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
            "on_attempt": on_attempt,
        }
        changes: dict[str, Any] = {name: v for name, v in given.items() if v is not None}
        made = copy(self)
        made._config = changed(self._config, **changes)  # noqa: SLF001 # of its own class
        return made

    def conversation(
        self,
        agent_id: str,
        conversation_id: str | None = None,
        contact_id: str | None = None,
    ) -> Conversation:
        """Begin a conversation with an agent, or go on with one. Nothing is sent yet.

        Args:
            agent_id: The agent.
            conversation_id: The conversation to go on with; None begins a new one.
            contact_id: Your own id of the person who asks.

        Returns:
            The conversation, which remembers its id from turn to turn.

        Raises:
            SketricGenValidationError: An argument is not acceptable.

        Example:
            >>> answer = client.conversation("echo", contact_id="person-7").send_sync("Hello!")
        """
        from sketricgen._operations.validation import validate_conversation

        from .conversations import Conversation

        validate_conversation(agent_id, conversation_id, contact_id)
        return Conversation(self, agent_id, conversation_id, contact_id)

    async def aclose(self) -> None:
        """Close the connections of the running event loop and the blocking ones.

        Those of other event loops close when their loop ends. Calls on a closed client raise
        `SketricGenError`; an httpx client that was passed in stays open.

        Example:
            >>> async def ask_once():
            ...     client = SketricGenClient.from_env()
            ...     try:
            ...         return await client.run_workflow("echo", "Hello!")
            ...     finally:
            ...         await client.aclose()
        """
        await self._connections.aclose()

    def close(self) -> None:
        """Close the blocking connections; those of an event loop close when it ends.

        Calls on a closed client raise `SketricGenError`; an httpx client that was passed in stays
        open.

        Example:
            >>> client = SketricGenClient.from_env()
            >>> client.close()
        """
        self._connections.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.aclose()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __repr__(self) -> str:
        # A traceback may show a client whose settings were refused.
        config = getattr(self, "_config", None)
        return f"SketricGenClient({config or 'not set up'!r})"
