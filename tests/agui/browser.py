"""What a browser sends and gets, without a network between it and the application."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any

import httpx
from ag_ui.core import Event
from pydantic import TypeAdapter
from sketricgen import SketricGenClient, agui
from starlette.applications import Starlette
from starlette.routing import Route

from tests.conftest import KEY

if TYPE_CHECKING:
    from collections.abc import Sequence

    from starlette.middleware import Middleware
    from starlette.requests import Request
    from starlette.responses import Response

ASKED = {
    "threadId": "thread-1",
    "runId": "browser-run-1",
    "messages": [{"id": "1", "role": "user", "content": "Hi"}],
    "tools": [],
    "context": [],
    "state": {},
    "forwardedProps": {},
}
IDS = {"threadId": "thread-1", "runId": "browser-run-1"}
_EVENTS: TypeAdapter[Any] = TypeAdapter(Event)


def asked(*contents: Any, **changes: Any) -> dict[str, Any]:
    """A ``RunAgentInput`` with these messages of the user."""
    messages = [{"id": str(n), "role": "user", "content": each} for n, each in enumerate(contents)]
    return {**ASKED, **({"messages": messages} if contents else {}), **changes}


def client_of(url: str, **options: Any) -> SketricGenClient:
    place = {"api_key": KEY, "base_url": url, "platform_url": f"{url}/dev", "timeout": 30.0}
    return SketricGenClient(**{**place, **options})


def application(
    client: SketricGenClient, middleware: Sequence[Middleware] = (), **options: Any
) -> Starlette:
    async def chat(request: Request) -> Response:
        return await agui.response(client, request.path_params["agent"], request, **options)

    return Starlette(routes=[Route("/{agent}", chat, methods=["POST"])], middleware=middleware)


def post(
    url: str, body: Any, agent: str = "agent-1", *, api_key: str = KEY, **options: Any
) -> httpx.Response:
    """What an application at `url` answers a browser."""

    content = body if isinstance(body, bytes) else json.dumps(body).encode()

    async def ask() -> httpx.Response:
        async with client_of(url, api_key=api_key) as client:
            app = httpx.ASGITransport(application(client, **options))
            async with httpx.AsyncClient(transport=app, base_url="http://app") as browser:
                return await browser.post(f"/{agent}", content=content)

    return asyncio.run(ask())


def events_of(answer: httpx.Response) -> list[dict[str, Any]]:
    """The events of an answer, each of which AG-UI's own models accept."""
    assert answer.headers["content-type"].startswith("text/event-stream")
    pieces = [each for each in answer.text.split("\n\n") if each and not each.startswith(":")]
    events = [json.loads(piece.removeprefix("data: ")) for piece in pieces]
    for event in events:
        accepted(event)
    return events


def accepted(event: dict[str, Any]) -> None:
    """Check an event against AG-UI's models, which must know each of its keys as well."""
    model = _EVENTS.validate_python(event)
    assert json.loads(model.model_dump_json(by_alias=True)) == event
