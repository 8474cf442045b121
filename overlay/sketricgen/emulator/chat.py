"""The chat server: runs agents, and responds as a whole or as a stream of events."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any

from starlette.concurrency import run_in_threadpool
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from sketricgen.emulator.agents import ECHO, Attachment
from sketricgen.emulator.errors import BrokenAnswerError, ChatError
from sketricgen.emulator.runs import Conversations, Run
from sketricgen.emulator.validation import InvalidRequestError, check_workflow_request, read_json

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from starlette.requests import Request

    from sketricgen.emulator.admin.teamspaces import Teamspace, Teamspaces
    from sketricgen.emulator.files import File, Files
    from sketricgen.emulator.settings import Settings, Tally
    from sketricgen.emulator.validation import WorkflowRequest

CLIENT_LEFT = 499


class Chat:
    """The chat server.

    Args:
        settings: The settings of the emulator.
        teamspaces: All teamspaces.
        files: The uploaded files.
        tally: Counts runs.
    """

    def __init__(
        self, settings: Settings, teamspaces: Teamspaces, files: Files, tally: Tally
    ) -> None:
        self._settings = settings
        self._teamspaces = teamspaces
        self._files = files
        self._tally = tally
        self._conversations = Conversations()

    def routes(self) -> list[Route]:
        """Return the routes of this server."""
        return [Route("/api/v1/run-workflow", self.run_workflow, methods=["POST"])]

    async def run_workflow(self, request: Request) -> Response:
        """Run an agent."""
        teamspace = self._teamspaces.of_key(request.headers.get("api-key"))
        if teamspace is None:
            raise ChatError(401, "Invalid API key.")
        try:
            asked = check_workflow_request(await read_json(request))
        except InvalidRequestError as invalid:
            raise ChatError(422, invalid.problems) from None
        if not teamspace.can_run(asked.agent_id):
            raise ChatError(404, "Agent not found.")
        files = [self._file(teamspace, file_id) for file_id in asked.assets]
        attachments = tuple([await run_in_threadpool(_attachment, file) for file in files])
        conversation = self._conversations.open(teamspace.teamspace_id, asked)
        # A brand agent answers as `echo` does.
        agent = self._settings.agents.get(asked.agent_id, ECHO).for_run(asked)
        run = Run(asked, agent, conversation, attachments, self._settings, self._tally)
        if asked.stream:
            headers = {"Cache-Control": "no-cache"}
            return StreamingResponse(_sse(run), media_type="text/event-stream", headers=headers)
        return await _whole(run, request) or JSONResponse(
            _answer(asked, conversation.conversation_id, run), 201
        )

    def _file(self, teamspace: Teamspace, file_id: str) -> File:
        file = self._files.completed(teamspace.teamspace_id, file_id)
        if file is None:
            raise ChatError(404, "File not found, or its upload was not completed.")
        return file


def _attachment(file: File) -> Attachment:
    return Attachment(file.name, file.content_type, file.size or 0, file.contents())


async def _sse(run: Run) -> AsyncIterator[str]:
    try:
        async for step in run.events():
            yield f"data: {json.dumps(step)}\n\n"
    except BrokenAnswerError as broken:
        if broken.sent:
            yield f"data: {broken.sent}\n\n"
        if broken.is_cut:
            raise  # the server closes the connection


async def _whole(run: Run, request: Request) -> Response | None:
    """Run to the end, unless the client disconnects first."""

    async def finish() -> None:
        async for _ in run.events():
            pass

    running = asyncio.ensure_future(finish())
    leaving = asyncio.ensure_future(_client_left(request))
    try:
        await asyncio.wait({running, leaving}, return_when=asyncio.FIRST_COMPLETED)
        if not running.done():
            return Response(status_code=CLIENT_LEFT)
        running.result()
    except BrokenAnswerError as broken:
        return broken.response()
    else:
        return None
    finally:
        running.cancel()
        leaving.cancel()
        await asyncio.gather(running, leaving, return_exceptions=True)


async def _client_left(request: Request) -> None:
    # The body has been read, so the next message can only be the disconnect.
    await request.receive()


def _answer(asked: WorkflowRequest, conversation_id: str, run: Run) -> dict[str, Any]:
    outcome = run.outcome
    answer: dict[str, Any] = {
        "agent_id": asked.agent_id,
        "user_id": "local-user",
        "conversation_id": conversation_id,
        "response": outcome.text if outcome.failure is None else outcome.failure,
        "owner": "local-owner",
        # A failed run is still a success for HTTP: the server did its part, and an error status
        # would suggest that nothing ran.
        "error": outcome.failure is not None,
        "run_paused_hitl": outcome.hitl_request is not None,
        "run_halted_out_of_credits": False,
    }
    if asked.contact_id is not None:
        answer["contact_id"] = asked.contact_id
    if outcome.hitl_request is not None:
        answer["hitl_request"] = outcome.hitl_request
        (interrupt_id,) = outcome.hitl_request["interrupt_ids"]
        answer["hitl_interrupts"] = [{"id": interrupt_id, "value": outcome.hitl_request}]
    return answer
