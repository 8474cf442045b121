"""Going on with a paused run: the methods of the client."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, overload

from sketricgen._operations.operation import signed_as

from .runs import RunMethods

if TYPE_CHECKING:
    from typing import TypedDict

    from typing_extensions import Unpack

    from sketricgen._http.flow import Flow, OpenStream
    from sketricgen._operations.hitl import Decisions, Paused
    from sketricgen._streaming.stream import AsyncWorkflowStream, WorkflowStream
    from sketricgen.results import ChatResponse

    Whole = Literal[False]

    class More(TypedDict, total=False):
        """What else may be said of the run that goes on."""

        agent_id: str | None
        conversation_id: str | None
        contact_id: str | None
        timeout: float | None
        event_timeout: float | None
        deadline: float | None


class HitlMethods(RunMethods):
    """The methods that go on with a paused run."""

    def _resume(
        self,
        paused: Paused,
        decisions: Decisions,
        *,
        stream: bool = False,
        agent_id: str | None = None,
        conversation_id: str | None = None,
        contact_id: str | None = None,
        timeout: float | None = None,
        event_timeout: float | None = None,
        deadline: float | None = None,
    ) -> Flow[ChatResponse | OpenStream]:
        from sketricgen._operations.hitl import resumption

        run = resumption(paused, decisions, agent_id, conversation_id, contact_id)
        run |= {"timeout": timeout, "event_timeout": event_timeout, "deadline": deadline}
        return self._run(**run, stream=stream)

    @overload
    async def resume(
        self, paused: Paused, decisions: Decisions, *, stream: Whole = ..., **more: Unpack[More]
    ) -> ChatResponse: ...

    @overload
    async def resume(
        self, paused: Paused, decisions: Decisions, *, stream: Literal[True], **more: Unpack[More]
    ) -> AsyncWorkflowStream: ...

    @overload
    async def resume(
        self, paused: Paused, decisions: Decisions, *, stream: bool, **more: Unpack[More]
    ) -> ChatResponse | AsyncWorkflowStream: ...

    @signed_as(_resume)
    async def resume(  # noqa: D417 # the arguments are those of `_resume`
        self, *args: Any, **kwargs: Any
    ) -> ChatResponse | AsyncWorkflowStream:
        """Go on with a run that has paused for a person's decision.

        The decisions are checked against what the run asks, where that is known, before anything
        is sent.

        Args:
            paused: The answer of the paused run, its result from ``collect()``, or the event that
                ended its stream.
            decisions: One for each action of the request, in their order: ``"approve"``,
                ``"reject"``, ``("respond", "your words")``, or a `HitlDecision`.
            stream: True to get the run's events as they arrive instead of one answer.
            agent_id: The agent; needed only with an event, which does not say it.
            conversation_id: The conversation; needed only with an event.
            contact_id: Your own id of the person; default: that of the answer.
            timeout: Seconds, in place of the client's ``timeout``.
            event_timeout: As for `run_workflow`.
            deadline: As for `run_workflow`.

        Returns:
            The answer, or the stream. It may be paused again.

        Raises:
            SketricGenValidationError: The run is not paused, or the decisions do not fit it;
                nothing was sent.
            SketricGenAPIError: The server refused it, or answered with an error.
            SketricGenNetworkError: No complete answer arrived.

        Example:
            >>> async def approve(client):
            ...     paused = await client.run_workflow("approval", "Mail Ann.", enable_hitl=True)
            ...     return await client.resume(paused, ["approve"])
        """
        return await self._arun(self._resume(*args, **kwargs))

    @overload
    def resume_sync(
        self, paused: Paused, decisions: Decisions, *, stream: Whole = ..., **more: Unpack[More]
    ) -> ChatResponse: ...

    @overload
    def resume_sync(
        self, paused: Paused, decisions: Decisions, *, stream: Literal[True], **more: Unpack[More]
    ) -> WorkflowStream: ...

    @overload
    def resume_sync(
        self, paused: Paused, decisions: Decisions, *, stream: bool, **more: Unpack[More]
    ) -> ChatResponse | WorkflowStream: ...

    @signed_as(_resume, doc_of=resume)
    def resume_sync(self, *args: Any, **kwargs: Any) -> ChatResponse | WorkflowStream:
        """Go on with a paused run, blocking: the same as `resume`."""
        return self._run_blocking(self._resume(*args, **kwargs))
