"""The response to a browser: a run, streamed."""

from __future__ import annotations

import asyncio
import json
import logging
from contextlib import suppress
from typing import TYPE_CHECKING, Any, cast

from starlette.responses import JSONResponse, StreamingResponse

from sketricgen import (
    SketricGenAPIError,
    SketricGenError,
    SketricGenRateLimitError,
    SketricGenStreamError,
    SketricGenValidationError,
)

from .asking import read_input, run_arguments
from .events import Translator

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator

    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.types import Message, Receive, Scope, Send

    from sketricgen import AsyncWorkflowStream, SketricGenClient

_HEADERS = {"Cache-Control": "no-cache", "X-Accel-Buffering": "no"}
_log = logging.getLogger("sketricgen")


async def response(
    client: SketricGenClient,
    agent_id: str,
    request: Request,
    *,
    conversation_id: str | None = None,
    contact_id: str | None = None,
    enable_hitl: bool = False,
    keep_alive: float = 15.0,
) -> Response:
    """Run an agent for an AG-UI request of Starlette or FastAPI, and stream its events.

    The last message, which must be the user's, is what the agent is asked; its earlier messages it
    knows from the conversation. A request that answers interrupts goes on with the paused run. The
    stream of the run is closed when the browser leaves.

    Whoever can name a conversation can read on in it: check who asks before you call this.

    Args:
        client: The client; `with_options` gives it other timeouts for these runs.
        agent_id: The agent to run.
        request: The request; its body is a ``RunAgentInput``.
        conversation_id: The conversation to continue; None for the ``threadId`` of the request.
        contact_id: Your own id of the person who asks.
        enable_hitl: True to let the run pause for a person to decide, as an interrupt.
        keep_alive: The seconds between two comments that keep a quiet connection open.

    Returns:
        A stream of AG-UI 1.0 events. It ends with ``RUN_ERROR`` if the run is refused, or if its
        stream breaks off. Status 422 if the body is no ``RunAgentInput``.

    Raises:
        SketricGenValidationError: ``keep_alive`` is not acceptable.

    Example:
        >>> async def chat(request):
        ...     return await agui.response(client, "agent-123", request)
        >>> app = Starlette(routes=[Route("/chat", chat, methods=["POST"])])
    """
    if not (isinstance(cast("object", keep_alive), (int, float)) and keep_alive > 0):
        raise SketricGenValidationError(
            f"keep_alive must be a number of seconds, more than 0, got {keep_alive!r}."
        )
    try:
        asked = read_input(await request.body())
    except SketricGenValidationError as error:
        return JSONResponse({"detail": error.message}, 422)
    named = {"conversation_id": conversation_id or asked["threadId"], "contact_id": contact_id}
    options = {**named, "enable_hitl": enable_hitl}
    return _EventResponse(_events(client, agent_id, asked, options), keep_alive)


async def _events(
    client: SketricGenClient, agent_id: str, asked: dict[str, Any], options: dict[str, Any]
) -> AsyncGenerator[str, None]:
    translator = Translator(asked["threadId"], asked["runId"])
    try:
        arguments: dict[str, Any] = {**options, **run_arguments(asked)}
        stream: AsyncWorkflowStream = await client.run_workflow(agent_id, stream=True, **arguments)
        async with stream:
            async for event in stream:
                yield "".join(map(_framed, translator.translate(event)))
    except SketricGenError as error:
        _log.warning("A run for a browser failed: %s", error)
        yield _framed(_failure(error))


def _framed(event: dict[str, Any]) -> str:
    try:
        return f"data: {json.dumps(event, allow_nan=False, separators=(',', ':'))}\n\n"
    except ValueError:
        raise SketricGenStreamError(
            f"An event {event['type']} holds NaN or Infinity, which JSON cannot write."
        ) from None


def _failure(error: SketricGenError) -> dict[str, Any]:
    """Return the event for an error, without what only the people of the server should see."""
    if isinstance(error, SketricGenValidationError):
        code, message = "invalid_request", error.message
    elif isinstance(error, SketricGenRateLimitError):
        code, message = "rate_limited", "Too many requests. Try again later."
    elif error.maybe_executed:
        code, message = "connection_lost", "The connection broke off. The agent may have run."
    elif isinstance(error, SketricGenAPIError) and not error.is_temporary:
        code, message = "refused", "The agent could not be run."
    else:
        code, message = "unavailable", "The agent cannot be reached. Try again later."
    return {"type": "RUN_ERROR", "message": message, "code": code}


class _EventResponse(StreamingResponse):
    """A stream that says something now and then, and is closed when the browser leaves.

    Starlette's own notices that only when it sends, with servers of ASGI 2.4.
    """

    def __init__(self, events: AsyncGenerator[str, None], keep_alive: float) -> None:
        super().__init__(events, headers=_HEADERS, media_type="text/event-stream")
        self._events = events
        self._keep_alive = keep_alive

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        lock = asyncio.Lock()

        async def send_one(message: Message) -> None:
            async with lock:
                await send(message)

        streaming = asyncio.ensure_future(self.stream_response(send_one))
        others = [self._comment(send_one), _left(receive)]
        tasks = [streaming, *map(asyncio.ensure_future, others)]
        try:
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            await self._events.aclose()
        with suppress(asyncio.CancelledError, OSError):  # the browser has left
            streaming.result()
        if self.background is not None:
            await self.background()

    async def _comment(self, send: Send) -> None:
        comment = {"type": "http.response.body", "body": b": keep-alive\n\n", "more_body": True}
        while True:
            await asyncio.sleep(self._keep_alive)
            await send(comment)


async def _left(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
