"""The client: its public methods and what they promise."""

from __future__ import annotations

from copy import copy
from importlib import import_module
from typing import TYPE_CHECKING, Any, Literal, overload

from ._operations.operation import Performer, blocking, operation, signed_as
from .config import (
    DEFAULT_MAX_RETRIES,
    DEFAULT_TIMEOUT,
    DEFAULT_UPLOAD_TIMEOUT,
    SketricGenConfig,
    changed,
    hide,
    settings_from_env,
    validate_count,
    validate_seconds,
)

# httpx and the generated models are imported when a client is made, not with the package.
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import TypedDict

    import httpx
    from typing_extensions import Self, Unpack

    from ._http.flow import CallOptions, Flow, OpenStream
    from ._streaming.stream import AsyncWorkflowStream, WorkflowStream
    from ._uploads.attachments import FileInput, StrPath
    from ._uploads.multipart import ProgressCallback
    from .results import ChatResponse, CompleteUploadResponse

    class RunOptions(TypedDict, total=False):
        """The arguments of a run that are given by name."""

        assets: Sequence[str] | None
        timeout: float | None
        on_upload_progress: ProgressCallback | None
        event_timeout: float | None
        deadline: float | None


class SketricGenClient(Performer):
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
        allowed_content_types: The types of files that may be attached; default: the five that the
            API documents (JPEG, PNG, WebP and GIF images, PDF).
        http_client: An `httpx.Client` to use for blocking calls. It is never closed.
        async_http_client: An `httpx.AsyncClient` to use for asyncio. It is never closed, and
            works in one event loop only.

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

    max_answer_bytes: int = 64 * 1024 * 1024
    max_event_bytes: int = 16 * 1024 * 1024

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
        api_key = hide(api_key)
        from ._http.connections import Connections

        import_module("sketricgen._operations.run")  # so that no call waits for it
        self._config = SketricGenConfig(
            api_key,
            timeout,
            upload_timeout,
            max_retries,
            base_url,
            platform_url,
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
        made = copy(self)
        made._config = changed(self._config, **changes)  # noqa: SLF001 # of its own class
        return made

    def _options(
        self,
        timeout: float | None = None,
        event_timeout: float | None = None,
        deadline: float | None = None,
    ) -> CallOptions:
        from ._http.flow import CallOptions
        from ._http.timeouts import Deadline

        if event_timeout is not None:
            event_timeout = validate_seconds("event_timeout", event_timeout)
        if deadline is not None:
            deadline = validate_seconds("deadline", deadline)
        return CallOptions(
            self._config if timeout is None else changed(self._config, timeout=timeout),
            max_answer_bytes=validate_count("max_answer_bytes", self.max_answer_bytes, 1),
            max_event_bytes=validate_count("max_event_bytes", self.max_event_bytes, 1),
            deadline=None if deadline is None else Deadline.after(deadline),
            event_timeout=event_timeout,
        )

    def _run(
        self,
        agent_id: str,
        user_input: str,
        conversation_id: str | None = None,
        contact_id: str | None = None,
        file_paths: Sequence[StrPath] | None = None,
        stream: bool = False,
        *,
        assets: Sequence[str] | None = None,
        timeout: float | None = None,
        on_upload_progress: ProgressCallback | None = None,
        event_timeout: float | None = None,
        deadline: float | None = None,
    ) -> Flow[ChatResponse | OpenStream[Any]]:
        from ._operations.run import RunArguments, run

        return run(
            RunArguments(
                self._options(timeout, event_timeout, deadline),
                agent_id,
                user_input,
                conversation_id,
                contact_id,
                file_paths,
                stream,
                assets,
                on_upload_progress,
            )
        )

    @overload
    async def run_workflow(
        self,
        agent_id: str,
        user_input: str,
        conversation_id: str | None = ...,
        contact_id: str | None = ...,
        file_paths: Sequence[StrPath] | None = ...,
        stream: Literal[False] = ...,
        **options: Unpack[RunOptions],
    ) -> ChatResponse: ...

    @overload
    async def run_workflow(
        self,
        agent_id: str,
        user_input: str,
        conversation_id: str | None = ...,
        contact_id: str | None = ...,
        file_paths: Sequence[StrPath] | None = ...,
        stream: Literal[True] = ...,
        **options: Unpack[RunOptions],
    ) -> AsyncWorkflowStream: ...

    @overload
    async def run_workflow(
        self,
        agent_id: str,
        user_input: str,
        conversation_id: str | None = ...,
        contact_id: str | None = ...,
        file_paths: Sequence[StrPath] | None = ...,
        stream: bool = ...,
        **options: Unpack[RunOptions],
    ) -> ChatResponse | AsyncWorkflowStream: ...

    @signed_as(_run)
    async def run_workflow(  # noqa: D417 # the arguments are those of `_run`
        self, *args: Any, **kwargs: Any
    ) -> ChatResponse | AsyncWorkflowStream:
        """Run a workflow: send an agent a message, with files if there are any.

        All arguments and files are checked before anything is sent. Files upload side by side,
        five at a time; if one fails, the others are stopped and the agent does not run.

        Args:
            agent_id: The agent to run.
            user_input: The message: at most 10,000 characters (the API's limit), not blank.
            conversation_id: The conversation to continue; None begins a new one.
            contact_id: Your own id of the person who asks: at most 255 characters (the API's
                limit).
            file_paths: Files to attach: at most 20 MB (20,971,520 bytes) each, and of the types
                of `allowed_content_types` (the API's limits), inferred from the file name.
            stream: True to get the run's events as they arrive instead of one answer.
            assets: Ids of files that `upload_file` has uploaded; they come before ``file_paths``.
            timeout: Seconds, in place of the client's ``timeout``.
            on_upload_progress: Called as ``(file_name, sent_bytes, total_bytes)`` while files
                upload; never twice at once, but in blocking calls from other threads.
            event_timeout: The seconds that may pass between two events of a stream, which a
                server's keep-alive comments do not extend; None for no such bound.
            deadline: The seconds that all of it may take: uploads, retries, waits and the
                stream; None for no such bound.

        Returns:
            The answer; with ``stream=True`` the stream of events, once the server has accepted
            the request.

        Raises:
            SketricGenValidationError: An argument or a file is not acceptable; nothing was sent.
            SketricGenAPIError: The server answered with an error, e.g.
                `SketricGenAuthenticationError` for a wrong key.
            SketricGenUploadError: A file was refused; the agent did not run.
            SketricGenNetworkError: No complete answer arrived; `maybe_executed` says whether the
                agent may have run all the same.

        Example:
            >>> async def ask(client):
            ...     answer = await client.run_workflow("echo", "Hello!")
            ...     return answer.response
        """
        from ._http.flow import OpenStream

        outcome = await self._aperform(self._run(*args, **kwargs))
        if isinstance(outcome, OpenStream):
            from ._streaming.stream import open_async

            return await open_async(outcome)
        return outcome

    @overload
    def run_workflow_sync(  # pyright: ignore[reportOverlappingOverload] # only the first may leave `stream` out
        self,
        agent_id: str,
        user_input: str,
        conversation_id: str | None = ...,
        contact_id: str | None = ...,
        file_paths: Sequence[StrPath] | None = ...,
        stream: Literal[False] = ...,
        **options: Unpack[RunOptions],
    ) -> ChatResponse: ...

    @overload
    def run_workflow_sync(
        self,
        agent_id: str,
        user_input: str,
        conversation_id: str | None = ...,
        contact_id: str | None = ...,
        file_paths: Sequence[StrPath] | None = ...,
        stream: Literal[True] = ...,
        **options: Unpack[RunOptions],
    ) -> WorkflowStream: ...

    @overload
    def run_workflow_sync(
        self,
        agent_id: str,
        user_input: str,
        conversation_id: str | None = ...,
        contact_id: str | None = ...,
        file_paths: Sequence[StrPath] | None = ...,
        stream: bool = ...,
        **options: Unpack[RunOptions],
    ) -> ChatResponse | WorkflowStream: ...

    @signed_as(_run, doc_of=run_workflow)
    def run_workflow_sync(self, *args: Any, **kwargs: Any) -> ChatResponse | WorkflowStream:
        """Run a workflow, blocking: the same as `run_workflow`."""
        from ._http.flow import OpenStream

        outcome = self._perform(self._run(*args, **kwargs))
        if isinstance(outcome, OpenStream):
            from ._streaming.stream import WorkflowStream

            return WorkflowStream(outcome)
        return outcome

    @operation
    def upload_file(
        self,
        agent_id: str,
        file: FileInput,
        *,
        file_name: str | None = None,
        content_type: str | None = None,
        on_progress: ProgressCallback | None = None,
    ) -> Flow[CompleteUploadResponse]:
        """Upload a file; its ``file_id`` then goes into the ``assets`` of `run_workflow`.

        Args:
            agent_id: The agent that is to read it.
            file: A path, the content as bytes, or a file opened in binary mode: at most 20 MB
                (20,971,520 bytes, the API's limit). An open file is read into memory from its
                current position, which is restored, and left open; a path is read piece by piece.
            file_name: Its name, e.g. ``"report.pdf"``; default: that of the path or open file.
            content_type: Its type, one of `allowed_content_types`; default: inferred from its
                name.
            on_progress: Called as ``(file_name, sent_bytes, total_bytes)`` while it uploads.

        Returns:
            The uploaded file: its ``file_id``, and what else the platform says about it.

        Raises:
            SketricGenValidationError: The file is not acceptable (`SketricGenFileSizeError`,
                `SketricGenContentTypeError`, `SketricGenFileNotFoundError`); nothing was sent.
            SketricGenAPIError: The server answered with an error.
            SketricGenUploadError: The platform or the file storage refused the file.
            SketricGenNetworkError: No complete answer arrived.

        Example:
            >>> async def ask_about(client, content):
            ...     file = await client.upload_file("echo", content, file_name="report.pdf")
            ...     return await client.run_workflow("echo", "Sum up.", assets=[file.file_id])
        """
        from ._operations.upload import upload_file

        options = self._options()
        return upload_file(options, agent_id, file, file_name, content_type, on_progress)

    @blocking(upload_file)
    def upload_file_sync(self) -> None:
        """Upload a file, blocking: the same as `upload_file`."""

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
