"""The blocking half of the client."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, overload

from .half import Half

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import TracebackType

    from sketricgen_api.models import ChatResponse, CompleteUploadResponse
    from typing_extensions import Self

    from .attachments import FileInput, StrPath
    from .stream import WorkflowStream
    from .uploads import ProgressCallback


class SyncHalf(Half):
    """What `SketricGenClient` offers to blocking code."""

    @overload
    def run_workflow_sync(  # pyright: ignore[reportOverlappingOverload] # only the first may leave `stream` out
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
    def run_workflow_sync(
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
        *,
        assets: Sequence[str] | None = ...,
        timeout: float | None = ...,
        on_upload_progress: ProgressCallback | None = ...,
        event_timeout: float | None = ...,
        deadline: float | None = ...,
        verify_sequence: bool = ...,
    ) -> ChatResponse | WorkflowStream: ...

    def run_workflow_sync(
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
    ) -> ChatResponse | WorkflowStream:
        """Run a workflow, blocking: the same as `run_workflow`.

        Args:
            agent_id: The agent to run.
            user_input: What to tell it: at most 10,000 characters (the API's limit), not blank.
            conversation_id: The conversation to continue; None begins a new one.
            contact_id: Your own id of the person who asks: at most 255 characters (the API's
                limit).
            file_paths: Files to attach: at most 20 MB (20,971,520 bytes) each, and of the types
                of `allowed_content_types` (the API's limits), told by their names.
            stream: True to get the run's events as they arrive instead of one answer.
            assets: Ids of files that `upload_file_sync` has uploaded.
            timeout: Seconds, in place of the client's ``timeout``.
            on_upload_progress: Called as ``(file_name, sent_bytes, total_bytes)`` while files
                upload; never twice at once, but from other threads where there are several.
            event_timeout: The seconds that may pass between two events of a stream, which a
                server's keep-alive comments do not extend; None for no such bound.
            deadline: The seconds that all of it may take: uploads, retries, waits and the
                stream; None for no such bound.
            verify_sequence: True to check a stream's events against AG-UI's rules on their order.

        Returns:
            The answer; with ``stream=True`` the stream of events.

        Raises:
            SketricGenError: As for `run_workflow`.

        Example:
            >>> client.run_workflow_sync("echo", "Hello!").error
            False
        """
        from .drive import drive
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
        outcome = drive(flow, self._connections)
        if isinstance(outcome, OpenStream):
            from .stream import WorkflowStream

            return WorkflowStream(outcome)
        return outcome

    def upload_file_sync(
        self,
        agent_id: str,
        file: FileInput,
        *,
        file_name: str | None = None,
        content_type: str | None = None,
        on_progress: ProgressCallback | None = None,
    ) -> CompleteUploadResponse:
        """Upload a file, blocking: the same as `upload_file`.

        Args:
            agent_id: The agent that is to read it.
            file: A path, the content as bytes, or a file opened in binary mode: at most 20 MB
                (20,971,520 bytes, the API's limit).
            file_name: Its name; default: that of the path or open file.
            content_type: Its type, one of `allowed_content_types`; default: told by its name.
            on_progress: Called as ``(file_name, sent_bytes, total_bytes)`` while it uploads.

        Returns:
            The uploaded file, whose ``file_id`` goes into ``assets``.

        Raises:
            SketricGenError: As for `upload_file`.

        Example:
            >>> file = client.upload_file_sync("echo", b"%PDF-1.4", file_name="report.pdf")
            >>> answer = client.run_workflow_sync("echo", "Sum up.", assets=[file.file_id])
        """
        from .drive import drive

        flow = self._upload(agent_id, file, file_name, content_type, on_progress)
        return drive(flow, self._connections)

    def close(self) -> None:
        """Close the blocking connections; those of an event loop close when it ends.

        Calls on a closed client raise `SketricGenError`; an httpx client that was passed in stays
        open.

        Example:
            >>> client = SketricGenClient.from_env()
            >>> client.close()
        """
        self._connections.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None = None,
        error: BaseException | None = None,
        traceback: TracebackType | None = None,
    ) -> None:
        self.close()
