"""The asynchronous half of the client."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, overload

from .half import Half

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import TracebackType

    from sketricgen_api.models import ChatResponse, CompleteUploadResponse
    from typing_extensions import Self

    from .attachments import FileInput, StrPath
    from .stream import AsyncWorkflowStream
    from .uploads import ProgressCallback


class AsyncHalf(Half):
    """What `SketricGenClient` offers to asyncio."""

    @overload
    async def run_workflow(
        self,
        agent_id: str,
        user_input: str,
        conversation_id: str | None = ...,
        contact_id: str | None = ...,
        file_paths: Sequence[StrPath] | None = ...,
        stream: Literal[False] = ...,
        *,
        assets: Sequence[str] | None = ...,
        timeout: float | None = ...,
        on_upload_progress: ProgressCallback | None = ...,
        event_timeout: float | None = ...,
        deadline: float | None = ...,
        verify_sequence: bool = ...,
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
        *,
        assets: Sequence[str] | None = ...,
        timeout: float | None = ...,
        on_upload_progress: ProgressCallback | None = ...,
        event_timeout: float | None = ...,
        deadline: float | None = ...,
        verify_sequence: bool = ...,
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
        *,
        assets: Sequence[str] | None = ...,
        timeout: float | None = ...,
        on_upload_progress: ProgressCallback | None = ...,
        event_timeout: float | None = ...,
        deadline: float | None = ...,
        verify_sequence: bool = ...,
    ) -> ChatResponse | AsyncWorkflowStream: ...

    async def run_workflow(
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
        verify_sequence: bool = False,
    ) -> ChatResponse | AsyncWorkflowStream:
        """Run a workflow: send an agent a message, with files if there are any.

        All arguments and files are checked before anything is sent. Files upload side by side,
        five at a time; if one fails, the others are stopped and the agent does not run.

        Args:
            agent_id: The agent to run.
            user_input: What to tell it: at most 10,000 characters (the API's limit), not blank.
            conversation_id: The conversation to continue; None begins a new one.
            contact_id: Your own id of the person who asks: at most 255 characters (the API's
                limit).
            file_paths: Files to attach: at most 20 MB (20,971,520 bytes) each, and of the types
                of `allowed_content_types` (the API's limits), told by their names.
            stream: True to get the run's events as they arrive instead of one answer.
            assets: Ids of files that `upload_file` has uploaded; they come before ``file_paths``.
            timeout: Seconds, in place of the client's ``timeout``.
            on_upload_progress: Called as ``(file_name, sent_bytes, total_bytes)`` while files
                upload; never twice at once, but in blocking calls from other threads.
            event_timeout: The seconds that may pass between two events of a stream, which a
                server's keep-alive comments do not extend; None for no such bound.
            deadline: The seconds that all of it may take: uploads, retries, waits and the
                stream; None for no such bound.
            verify_sequence: True to check a stream's events against AG-UI's rules on their order.

        Returns:
            The answer; with ``stream=True`` the stream of events, once the server has accepted
            the request.

        Raises:
            SketricGenValidationError: An argument or a file is not acceptable; nothing was sent.
            SketricGenAPIError: The server answered with an error, e.g.
                `SketricGenAuthenticationError` for a wrong key.
            SketricGenUploadError: A file was refused; the agent did not run.
            SketricGenNetworkError: No answer could be had; `maybe_executed` tells whether the
                agent may have run all the same.

        Example:
            >>> async def ask(client):
            ...     answer = await client.run_workflow("echo", "Hello!")
            ...     return answer.response
        """
        from .drive import adrive
        from .steps import OpenStream

        flow = self._run(
            agent_id,
            user_input,
            conversation_id,
            contact_id,
            file_paths,
            stream,
            assets,
            on_upload_progress,
            timeout,
            event_timeout,
            deadline,
            verify_sequence,
        )
        outcome = await adrive(flow, self._connections)
        if isinstance(outcome, OpenStream):
            from .stream import opened

            return await opened(outcome)
        return outcome

    async def upload_file(
        self,
        agent_id: str,
        file: FileInput,
        *,
        file_name: str | None = None,
        content_type: str | None = None,
        on_progress: ProgressCallback | None = None,
    ) -> CompleteUploadResponse:
        """Upload a file; its ``file_id`` then goes into the ``assets`` of `run_workflow`.

        Args:
            agent_id: The agent that is to read it.
            file: A path, the content as bytes, or a file opened in binary mode, which is read
                from where it stands and left open: at most 20 MB (20,971,520 bytes, the API's
                limit). One that cannot seek is read into memory first.
            file_name: Its name, e.g. ``"report.pdf"``; default: that of the path or open file.
            content_type: Its type, one of `allowed_content_types`; default: told by its name.
            on_progress: Called as ``(file_name, sent_bytes, total_bytes)`` while it uploads.

        Returns:
            The uploaded file: its ``file_id``, and what else the platform says of it.

        Raises:
            SketricGenValidationError: The file is not acceptable (`SketricGenFileSizeError`,
                `SketricGenContentTypeError`, `SketricGenFileNotFoundError`); nothing was sent.
            SketricGenAPIError: The server answered with an error.
            SketricGenUploadError: The platform or the file storage refused the file.
            SketricGenNetworkError: No answer could be had.

        Example:
            >>> async def ask_about(client, content):
            ...     file = await client.upload_file("echo", content, file_name="report.pdf")
            ...     return await client.run_workflow("echo", "Sum up.", assets=[file.file_id])
        """
        from .drive import adrive

        flow = self._upload(agent_id, file, file_name, content_type, on_progress)
        return await adrive(flow, self._connections)

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

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None = None,
        error: BaseException | None = None,
        traceback: TracebackType | None = None,
    ) -> None:
        await self.aclose()
