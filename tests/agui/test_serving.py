"""A run is streamed to a browser for as long as it is there, and every failure is an event."""

from __future__ import annotations

import asyncio
import json
import socket
from typing import TYPE_CHECKING, Any

import httpx
import pytest
import uvicorn
from sketricgen import SketricGenValidationError, agui
from starlette.background import BackgroundTask
from starlette.middleware import Middleware
from starlette.middleware.base import BaseHTTPMiddleware
from starlette.requests import Request

from tests.contract.service import BEGUN, FAILED, RUN, SAID, STARTED, WHOLE_RUN, stream_of
from tests.support import CloseAfterRequest, FaultServer, Hang, Reply

from .browser import ASKED, application, client_of, events_of, post

if TYPE_CHECKING:
    from collections.abc import Awaitable
    from typing import Callable

    from starlette.responses import Response
    from starlette.types import Message

    Sent = Callable[[Message], Awaitable[None]]

pytestmark = pytest.mark.usefixtures("no_proxies")


async def _passed_on(request: Request, call_next: Any) -> Response:
    response: Response = await call_next(request)
    return response


HTTP = {"type": "http", "method": "POST", "path": "/", "headers": [], "query_string": b""}


def serve(
    server: FaultServer,
    use: Callable[[Response, Any], Awaitable[None]],
    *,
    is_left: bool = True,
    **how: Any,
) -> None:
    """Let ``use`` serve a response, given it and the queue of what the browser does.

    If the run is left by it, its connection has to be shut while the client is still open.
    """

    async def run() -> None:
        received: asyncio.Queue[Message] = asyncio.Queue()
        await received.put({"type": "http.request", "body": json.dumps(ASKED).encode()})
        async with client_of(server.url) as client:
            request = Request(HTTP, received.get)
            response = await agui.response(client, "agent-1", request, **how)
            await asyncio.wait_for(use(response, received), 30)
            if is_left:
                await asyncio.to_thread(server.wait_until, lambda: server.open_connections == 0)

    asyncio.run(run())


@pytest.mark.parametrize("behaviour", [Hang(), stream_of(STARTED, BEGUN, SAID, then="hang")])
def test_the_run_is_left_when_the_browser_leaves(server: FaultServer, behaviour: Any) -> None:
    server.on("POST", RUN, behaviour)
    bodies: list[bytes] = []

    async def leave(response: Response, received: Any) -> None:
        begun = asyncio.Event()

        async def send(message: Message) -> None:
            bodies.append(message.get("body", b""))
            if isinstance(behaviour, Hang) or len(bodies) == 3:
                begun.set()

        serving = asyncio.ensure_future(response(HTTP, received.get, send))
        await begun.wait()
        await asyncio.to_thread(server.wait_until, lambda: server.runs == 1)
        await received.put({"type": "http.request", "body": b""})
        await received.put({"type": "http.disconnect"})
        await serving

    serve(server, leave)
    assert b"RUN_ERROR" not in b"".join(bodies)


@pytest.mark.parametrize("after", [0, 1, 3])
def test_the_run_is_left_when_sending_to_the_browser_fails(server: FaultServer, after: int) -> None:
    server.on("POST", RUN, stream_of(*WHOLE_RUN, then="hang"))
    sent: list[Message] = []

    async def fail(response: Response, received: Any) -> None:
        async def send(message: Message) -> None:
            sent.append(message)
            if len(sent) > after:
                raise OSError("gone")

        await response(HTTP, received.get, send)

    serve(server, fail)
    assert len(sent) == after + 1


def test_the_run_is_left_when_the_application_stops(server: FaultServer) -> None:
    server.on("POST", RUN, stream_of(STARTED, then="hang"))

    async def stop(response: Response, received: Any) -> None:
        begun = asyncio.Event()

        async def send(message: Message) -> None:
            if message.get("body"):
                begun.set()

        serving = asyncio.ensure_future(response(HTTP, received.get, send))
        await begun.wait()
        serving.cancel()
        with pytest.raises(asyncio.CancelledError):
            await serving

    serve(server, stop)


@pytest.mark.parametrize("middleware", [[], [Middleware(BaseHTTPMiddleware, dispatch=_passed_on)]])
def test_the_run_is_left_when_the_browser_hangs_up_on_a_real_server(
    server: FaultServer, middleware: list[Middleware]
) -> None:
    server.on("POST", RUN, stream_of(STARTED, then="hang"))

    async def run() -> None:
        async with client_of(server.url) as client, httpx.AsyncClient() as browser:
            listener = socket.create_server(("127.0.0.1", 0))
            config = uvicorn.Config(
                application(client, middleware),
                lifespan="off",
                ws="none",
                log_config=None,
                http="h11",
            )
            app = uvicorn.Server(config)
            serving = asyncio.ensure_future(app.serve([listener]))
            url = f"http://127.0.0.1:{listener.getsockname()[1]}/agent-1"
            async with browser.stream("POST", url, json=ASKED) as answer:
                assert "RUN_STARTED" in await answer.aiter_text().__anext__()
            await asyncio.to_thread(server.wait_until, lambda: server.open_connections == 0)
            app.should_exit = True
            await serving

    asyncio.run(run())


def test_a_quiet_stream_is_kept_alive_with_comments(server: FaultServer) -> None:
    server.on("POST", RUN, Hang())
    comments: list[bytes] = []

    async def wait(response: Response, received: Any) -> None:
        async def send(message: Message) -> None:
            comments.append(message.get("body", b""))
            if len(comments) == 3:
                await received.put({"type": "http.disconnect"})

        await response(HTTP, received.get, send)

    serve(server, wait, keep_alive=0.001)
    assert set(comments[1:]) == {b": keep-alive\n\n"}


def test_what_is_to_be_done_after_the_response_is_done(server: FaultServer) -> None:
    server.on("POST", RUN, stream_of(*WHOLE_RUN))
    done: list[str] = []

    async def finish(response: Response, received: Any) -> None:
        async def send(message: Message) -> None:
            done.append(message["type"])

        response.background = BackgroundTask(done.append, "background")
        await response(HTTP, received.get, send)

    serve(server, finish, is_left=False)
    assert done[-2:] == ["http.response.body", "background"]


def test_an_error_of_the_application_is_not_hidden(
    server: FaultServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.on("POST", RUN, stream_of(*WHOLE_RUN))
    monkeypatch.setattr("sketricgen.agui.events.Translator.translate", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        post(server.url, ASKED)


@pytest.mark.parametrize("seconds", [0, -1, float("nan"), "15", None])
def test_comments_need_a_time_between_them(server: FaultServer, seconds: Any) -> None:
    with pytest.raises(SketricGenValidationError, match="keep_alive must be a number of seconds"):
        post(server.url, ASKED, keep_alive=seconds)


@pytest.mark.parametrize(
    ("behaviour", "code", "said"),
    [
        (Reply(401, json={"message": "no such key at /secret"}), "refused", "could not be run"),
        (Reply(404, json={"message": "Agent not found."}), "refused", "could not be run"),
        (Reply(429, headers={"Retry-After": "100000"}), "rate_limited", "Try again later"),
        (Reply(500), "connection_lost", "may have run"),
        (CloseAfterRequest(), "connection_lost", "may have run"),
        (Reply(503, headers={"Retry-After": "100000"}), "unavailable", "Try again later"),
    ],
)
def test_a_run_that_is_refused_is_an_error_for_the_browser(
    server: FaultServer,
    caplog: pytest.LogCaptureFixture,
    behaviour: Any,
    code: str,
    said: str,
) -> None:
    server.on("POST", RUN, behaviour)
    (event,) = events_of(post(server.url, ASKED))
    assert (event["type"], event["code"]) == ("RUN_ERROR", code)
    assert said in event["message"]
    # The people of the server learn what the browser does not.
    assert "secret" not in event["message"]
    (record,) = [each for each in caplog.records if "for a browser" in each.message]
    assert server.url.removeprefix("http://") in record.message or code != "refused"


@pytest.mark.parametrize(
    "events",
    [
        [STARTED, BEGUN],
        [STARTED, BEGUN, {"type": "RUN_FINISHED", "outcome": 7}],
        [STARTED, BEGUN, {"type": "RUN_PAUSED_HITL"}],
        [STARTED, BEGUN, {"type": "CUSTOM", "name": "x", "value": float("nan")}],
    ],
)
def test_a_stream_that_breaks_off_or_cannot_be_read_ends_in_an_error(
    server: FaultServer, events: list[Any]
) -> None:
    server.on("POST", RUN, stream_of(*events))
    written = events_of(post(server.url, ASKED))
    assert [each["type"] for each in written] == ["RUN_STARTED", "TEXT_MESSAGE_START", "RUN_ERROR"]
    assert written[-1]["code"] == "connection_lost"


def test_a_run_that_fails_ends_with_the_error_of_the_agent(server: FaultServer) -> None:
    server.on("POST", RUN, stream_of(STARTED, BEGUN, FAILED))
    assert events_of(post(server.url, ASKED))[-1] == FAILED


def test_no_cache_or_proxy_holds_the_events_back(server: FaultServer) -> None:
    server.on("POST", RUN, stream_of(*WHOLE_RUN))
    headers = post(server.url, ASKED).headers
    assert headers["cache-control"] == "no-cache"
    assert headers["x-accel-buffering"] == "no"
