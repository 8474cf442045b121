"""Running a workflow: the methods of the client."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, overload

from sketricgen._operations.operation import signed_as

from .base import BaseClient

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import TypedDict

    from typing_extensions import Unpack

    from sketricgen._http.flow import Flow, OpenStream
    from sketricgen._operations.hitl import HitlResume
    from sketricgen._streaming.stream import AsyncWorkflowStream, WorkflowStream
    from sketricgen._uploads.attachments import StrPath
    from sketricgen._uploads.multipart import ProgressCallback
    from sketricgen.results import ChatResponse

    class RunOptions(TypedDict, total=False):
        """The arguments of a run that are given by name."""

        assets: Sequence[str] | None
        timeout: float | None
        on_upload_progress: ProgressCallback | None
        event_timeout: float | None
        deadline: float | None

    class TurnOptions(RunOptions, total=False):
        """The arguments of a turn of a conversation that are given by name."""

        enable_hitl: bool
        hitl_resume: HitlResume | None


class RunMethods(BaseClient):
    """The methods that run a workflow."""

    def _run(
        self,
        agent_id: str,
        user_input: str = "",
        conversation_id: str | None = None,
        contact_id: str | None = None,
        file_paths: Sequence[StrPath] | None = None,
        stream: bool = False,
        enable_hitl: bool = False,
        hitl_resume: HitlResume | None = None,
        *,
        assets: Sequence[str] | None = None,
        timeout: float | None = None,
        on_upload_progress: ProgressCallback | None = None,
        event_timeout: float | None = None,
        deadline: float | None = None,
    ) -> Flow[ChatResponse | OpenStream]:
        from sketricgen._operations.run import RunArguments, run

        return run(
            RunArguments(
                self._options(timeout, event_timeout, deadline, agent_id),
                agent_id,
                user_input,
                conversation_id,
                contact_id,
                file_paths,
                stream,
                assets,
                on_upload_progress,
                enable_hitl,
                hitl_resume,
            )
        )

    @overload
    async def run_workflow(
        self,
        agent_id: str,
        user_input: str = ...,
        conversation_id: str | None = ...,
        contact_id: str | None = ...,
        file_paths: Sequence[StrPath] | None = ...,
        stream: Literal[False] = ...,
        enable_hitl: bool = ...,
        hitl_resume: HitlResume | None = ...,
        **options: Unpack[RunOptions],
    ) -> ChatResponse: ...

    @overload
    async def run_workflow(
        self,
        agent_id: str,
        user_input: str = ...,
        conversation_id: str | None = ...,
        contact_id: str | None = ...,
        file_paths: Sequence[StrPath] | None = ...,
        stream: Literal[True] = ...,
        enable_hitl: bool = ...,
        hitl_resume: HitlResume | None = ...,
        **options: Unpack[RunOptions],
    ) -> AsyncWorkflowStream: ...

    @overload
    async def run_workflow(
        self,
        agent_id: str,
        user_input: str = ...,
        conversation_id: str | None = ...,
        contact_id: str | None = ...,
        file_paths: Sequence[StrPath] | None = ...,
        stream: bool = ...,
        enable_hitl: bool = ...,
        hitl_resume: HitlResume | None = ...,
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
            user_input: The message: at most 10,000 characters (the API's limit), not blank. It may
                be left out where there are files or ``hitl_resume``.
            conversation_id: The conversation to continue; None, or ``""``, begins a new one.
            contact_id: Your own id of the person who asks: at most 255 characters (the API's
                limit).
            file_paths: Files to attach: at most 20 MB (20,971,520 bytes) each, and of the types
                that the API takes, or else `allowed_content_types`, inferred from the file name.
            stream: True to get the run's events as they arrive instead of one answer.
            enable_hitl: True to let the run pause for a person to decide; `resume` goes on with it.
            hitl_resume: The decisions with which a paused run goes on, as `resume` makes it;
                it needs ``conversation_id`` and ``enable_hitl``.
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
        return await self._arun(self._run(*args, **kwargs))

    async def _arun(
        self, flow: Flow[ChatResponse | OpenStream]
    ) -> ChatResponse | AsyncWorkflowStream:
        """Perform a run without blocking, and give its answer or its stream."""
        from sketricgen._http.flow import OpenStream

        outcome = await self._aperform(flow)
        if isinstance(outcome, OpenStream):
            from sketricgen._streaming.stream import open_async

            return await open_async(outcome)
        return outcome

    @overload
    def run_workflow_sync(  # pyright: ignore[reportOverlappingOverload] # only the first may leave `stream` out
        self,
        agent_id: str,
        user_input: str = ...,
        conversation_id: str | None = ...,
        contact_id: str | None = ...,
        file_paths: Sequence[StrPath] | None = ...,
        stream: Literal[False] = ...,
        enable_hitl: bool = ...,
        hitl_resume: HitlResume | None = ...,
        **options: Unpack[RunOptions],
    ) -> ChatResponse: ...

    @overload
    def run_workflow_sync(
        self,
        agent_id: str,
        user_input: str = ...,
        conversation_id: str | None = ...,
        contact_id: str | None = ...,
        file_paths: Sequence[StrPath] | None = ...,
        stream: Literal[True] = ...,
        enable_hitl: bool = ...,
        hitl_resume: HitlResume | None = ...,
        **options: Unpack[RunOptions],
    ) -> WorkflowStream: ...

    @overload
    def run_workflow_sync(
        self,
        agent_id: str,
        user_input: str = ...,
        conversation_id: str | None = ...,
        contact_id: str | None = ...,
        file_paths: Sequence[StrPath] | None = ...,
        stream: bool = ...,
        enable_hitl: bool = ...,
        hitl_resume: HitlResume | None = ...,
        **options: Unpack[RunOptions],
    ) -> ChatResponse | WorkflowStream: ...

    @signed_as(_run, doc_of=run_workflow)
    def run_workflow_sync(self, *args: Any, **kwargs: Any) -> ChatResponse | WorkflowStream:
        """Run a workflow, blocking: the same as `run_workflow`."""
        return self._run_blocking(self._run(*args, **kwargs))

    def _run_blocking(self, flow: Flow[ChatResponse | OpenStream]) -> ChatResponse | WorkflowStream:
        """Perform a run with blocking calls, and give its answer or its stream."""
        from sketricgen._http.flow import OpenStream

        outcome = self._perform(flow)
        if isinstance(outcome, OpenStream):
            from sketricgen._streaming.stream import WorkflowStream

            return WorkflowStream(outcome)
        return outcome
