"""Flows performed by hand: what the requests give is handed in, and the steps are looked at."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from sketricgen import SketricGenConfig, SketricGenNetworkError, SketricGenTimeoutError
from sketricgen._http.flow import CallOptions, Response, Send, Sleep
from sketricgen._operations import run as runs
from sketricgen._operations import upload as uploads
from sketricgen._operations.run import RunArguments
from sketricgen._operations.validation import accepted_files

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sketricgen._http.flow import Flow
    from sketricgen._uploads.attachments import Attachment

KEY = "sk-hunter2"
CONFIG = SketricGenConfig(KEY, base_url="https://chat.example", platform_url="https://p.example")
OPTIONS = CallOptions(CONFIG, max_answer_bytes=1, max_event_bytes=1)
FORM_URL = "https://bucket.example/"
ANSWER = dict.fromkeys(("agent_id", "user_id", "conversation_id", "response", "owner"), "x")
PHOTO = accepted_files(CONFIG).attachment(b"content", "a.png")


def answer(status_code: int, body: object, **headers: str) -> Response:
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    return Response(status_code, headers, raw)


def init(file_id: str = "f1", **upload: object) -> Response:
    form = {"url": FORM_URL, "fields": {"key": "k", "Content-Type": "image/x-stated"}, **upload}
    return answer(200, {"success": True, "file_id": file_id, "upload": form})


STORED = Response(204, {}, b"")
COMPLETED = answer(200, {"success": True, "file_id": "f1"})
ANSWERED = answer(201, ANSWER)
BUSY = Response(503, {"retry-after": "0"}, b"{}")
EXPIRED = Response(403, {}, b"<Code>AccessDenied</Code><Message>Policy expired.</Message>")


def never_sent() -> SketricGenNetworkError:
    return SketricGenNetworkError("No connection.")


def timed_out() -> SketricGenTimeoutError:
    error = SketricGenTimeoutError("Silence.")
    error.maybe_executed = True
    return error


def play(flow: Flow[Any], results: Iterable[object], steps: list[Any]) -> Any:
    """Perform a flow by hand: note its steps, and give it ``results`` for all but the waits."""
    given = iter(results)
    outcome: object = None
    while True:
        try:
            step = flow.send(outcome)
        except StopIteration as done:
            assert list(given) == []
            return done.value
        steps.append(step)
        if isinstance(step, Send) and not isinstance(step.body, bytes):
            b"".join(step.body)
        outcome = None if isinstance(step, Sleep) else next(given)


def run(steps: list[Any], *results: object, options: CallOptions = OPTIONS, **more: Any) -> Any:
    names = ("conversation_id", "contact_id", "file_paths", "assets", "on_upload_progress")
    needed = {"options": options, "agent_id": "echo", "user_input": "Hi!", "stream": False}
    arguments: dict[str, Any] = {**dict.fromkeys(names), **needed, **more}
    return play(runs.run(RunArguments(**arguments)), results, steps)


def upload(
    steps: list[Any],
    *results: object,
    options: CallOptions = OPTIONS,
    attachment: Attachment = PHOTO,
) -> Any:
    return play(uploads.upload(options, "echo", attachment, None), results, steps)


def names_of(steps: list[Any]) -> list[str]:
    """Tell steps in short: the last part of a path, the seconds of a wait."""
    return [
        f"wait {step.seconds:g}"
        if isinstance(step, Sleep)
        else urlsplit(step.url).path.rpartition("/")[2] or "form"
        for step in steps
    ]
