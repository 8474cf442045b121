"""A ``RunAgentInput`` becomes a run, or is refused before anything is sent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.contract.service import RUN, WHOLE_RUN, stream_of

from .browser import ASKED, IDS, asked, events_of, post

if TYPE_CHECKING:
    from tests.support import FaultServer

PICTURE = {"type": "image", "source": {"type": "file", "value": "file-1"}}


def message(role: str, content: Any = "…") -> dict[str, Any]:
    return {"id": role, "role": role, "content": content}


def sent(server: FaultServer, body: Any, **options: Any) -> dict[str, Any]:
    """What the service is asked for a body."""
    server.on("POST", RUN, stream_of(*WHOLE_RUN))
    first, *_, last = events_of(post(server.url, body, **options))
    assert first == {"type": "RUN_STARTED", **IDS, "protocolVersion": "1.0"}
    assert last == {"type": "RUN_FINISHED", **IDS}
    (request,) = server.requests
    return dict(request.json)


def refused(server: FaultServer, body: Any, **options: Any) -> str:
    """Why a body is refused."""
    (event,) = events_of(post(server.url, body, **options))
    assert (event["type"], event["code"]) == ("RUN_ERROR", "invalid_request")
    assert server.requests == []
    return str(event["message"])


def test_the_thread_is_the_conversation_and_the_last_message_of_the_user_the_input(
    server: FaultServer,
) -> None:
    messages = [message("user", "Hi"), message("assistant"), message("user", "And?")]
    assert sent(server, {**ASKED, "messages": [*messages, message("system")]}) == {
        "agent_id": "agent-1",
        "user_input": "And?",
        "conversation_id": "thread-1",
        "stream": True,
    }


def test_the_application_may_say_who_asks_in_which_conversation(server: FaultServer) -> None:
    options = {"conversation_id": "c-7", "contact_id": "p-7", "enable_hitl": True}
    assert sent(server, ASKED, **options).items() >= options.items()


def test_texts_in_parts_are_lines_and_uploaded_files_are_attached(server: FaultServer) -> None:
    parts = [{"type": "text", "text": "Look:"}, PICTURE, {"type": "text", "text": "What is it?"}]
    asking = sent(server, asked(parts))
    assert (asking["user_input"], asking["assets"]) == ("Look:\nWhat is it?", ["file-1"])


@pytest.mark.parametrize("part", [{"type": "image", "source": {"type": "url"}}, 1])
def test_a_file_that_was_not_uploaded_is_refused(server: FaultServer, part: Any) -> None:
    assert "Upload the file with upload_file" in refused(server, asked([part]))


@pytest.mark.parametrize("role", ["assistant", "tool"])
def test_a_message_that_was_answered_is_not_run_again(server: FaultServer, role: str) -> None:
    body = {**ASKED, "messages": [message("user", "Pay!"), message(role), message("developer")]}
    assert refused(server, body).startswith("The last message must be the user's, got one with")


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("x" * 10_001, "user_input"),
        ("  ", "user_input"),
        (None, "user_input"),
        (7, "user_input"),
        ([], "user_input"),
        ([{**PICTURE, "source": {"type": "file"}}], "assets"),
    ],
)
def test_what_the_service_would_not_take_is_not_sent(
    server: FaultServer, content: Any, problem: str
) -> None:
    assert problem in refused(server, asked(content))


def test_a_request_without_a_message_is_refused(server: FaultServer) -> None:
    assert "got none" in refused(server, {**ASKED, "messages": [message("system"), 1]})


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        ([], "threadId must be a string"),
        (b"[" * 100_000, "threadId must be a string"),
        (b"no JSON", "threadId must be a string"),
        ({**ASKED, "threadId": " "}, "threadId must be a string"),
        ({**ASKED, "runId": 7}, "runId must be a string"),
        ({**ASKED, "messages": {}}, "messages must be a list"),
    ],
)
def test_a_body_that_is_no_run_input_is_an_error_of_the_browser(
    server: FaultServer, body: Any, problem: str
) -> None:
    answer = post(server.url, body)
    assert answer.status_code == 422
    assert problem in answer.json()["detail"]
