"""What a healthy SketricGen answers, for servers that are scripted by hand."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from tests.support import FaultServer, Received, Reply, Stream

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sketricgen import StreamEvent

RUN = "/api/v1/run-workflow"
INIT = "/dev/publicAssetsUploadInit"
FORM = "/bucket"
COMPLETE = "/dev/publicAssetsUploadComplete"

PDF = b"%PDF-1.4 a small file"

STARTED = {"type": "RUN_STARTED", "thread_id": "c-1", "run_id": "r-1"}
BEGUN = {"type": "TEXT_MESSAGE_START", "message_id": "m-1", "role": "assistant"}
SAID = {"type": "TEXT_MESSAGE_CONTENT", "message_id": "m-1", "delta": "Grüß dich! 👋"}
ENDED = {"type": "TEXT_MESSAGE_END", "message_id": "m-1"}
FINISHED = {"type": "RUN_FINISHED", "thread_id": "c-1", "run_id": "r-1"}
FAILED = {"type": "RUN_ERROR", "message": "The model is gone.", "code": "model_gone"}
PAUSED = {"type": "RUN_PAUSED_HITL", "request_id": "q-1", "interrupt_ids": ["i-1"]}

WHOLE_RUN = [STARTED, BEGUN, SAID, ENDED, FINISHED]


def chat(**changes: Any) -> dict[str, Any]:
    """The whole answer of a run."""
    answer = {
        "agent_id": "agent-1",
        "user_id": "u-1",
        "conversation_id": "c-1",
        "response": "Hello!",
        "owner": "o-1",
        "contact_id": "p-1",
    }
    return {**answer, **changes}


def form(url: str, file_id: str = "file-1", **changes: Any) -> dict[str, Any]:
    """The answer to the beginning of an upload: a form that is to be sent to `url`."""
    fields = {"key": f"uploads/{file_id}", "Content-Type": "application/pdf", "policy": "p"}
    upload = {"url": url, "fields": fields, "expires_at": "2099-01-01T00:00:00Z", **changes}
    return {
        "success": True,
        "file_id": file_id,
        "content_type": "application/pdf",
        "upload": upload,
    }


def completed(file_id: str = "file-1") -> dict[str, Any]:
    """The answer to the end of an upload."""
    return {"success": True, "file_id": file_id, "url": f"https://files.example.com/{file_id}"}


def form_for(server: FaultServer, received: Received) -> Reply:
    """A form whose file id is the name of the file it was asked for."""
    return Reply(json=form(server.url + FORM, received.json["file_name"]))


def completed_for(received: Received) -> Reply:
    """What completes an upload made with `form_for`."""
    return Reply(json=completed(received.json["file_id"]))


def sse(event: dict[str, Any]) -> bytes:
    """One event on the wire."""
    return f"data: {json.dumps(event, ensure_ascii=False)}\n\n".encode()


def stream_of(*events: dict[str, Any], **options: Any) -> Stream:
    """A streamed answer, each event in a piece of its own."""
    return Stream([sse(event) for event in events], **options)


def values(events: Sequence[StreamEvent]) -> list[Any]:
    """The JSON values of events."""
    return [event.json() for event in events]


def names(events: Sequence[StreamEvent]) -> list[str]:
    """The types of events."""
    return [value["type"] for value in values(events)]
