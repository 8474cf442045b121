"""Put an agent behind a page: a server for browsers that speaks AG-UI.

    python examples/agui_server.py

Then open http://127.0.0.1:8300. Any program that reads AG-UI can use http://127.0.0.1:8300/agent.
Needs SKETRICGEN_API_KEY, and SKETRICGEN_AGENT_ID for an agent of your own, and
``pip install "sketricgen[agui]" uvicorn``.
"""

from __future__ import annotations

import os
import sys
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import uvicorn
from sketricgen import SketricGenClient, agui
from starlette.applications import Starlette
from starlette.responses import FileResponse, Response
from starlette.routing import Route

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from starlette.requests import Request

AGENT = os.environ.get("SKETRICGEN_AGENT_ID", "agent-123")
PAGE = Path(__file__).with_name("agui_page.html")


@asynccontextmanager
async def lifespan(_: Starlette) -> AsyncIterator[dict[str, Any]]:
    async with SketricGenClient.from_env() as client:
        yield {"client": client}


async def page(_: Request) -> Response:
    return FileResponse(PAGE)


async def chat(request: Request) -> Response:
    # A real application would check here who asks, and whose conversation it is.
    return await agui.response(request.state.client, AGENT, request, enable_hitl=True)


app = Starlette(
    routes=[Route("/", page), Route("/agent", chat, methods=["POST"])], lifespan=lifespan
)

if __name__ == "__main__":
    port = int(sys.argv[1]) if len(sys.argv) > 1 else 8300
    uvicorn.run(app, host="127.0.0.1", port=port, log_level="warning")
