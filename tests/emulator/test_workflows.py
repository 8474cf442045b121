from __future__ import annotations

import json
import time
from typing import Callable

import httpx
import pytest
from sketricgen.emulator import Emulator

from tests.emulator.caller import Caller, form_parts


def _eventually(holds: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + 20
    while not holds() and time.monotonic() < deadline:
        time.sleep(0.01)
    return holds()


@pytest.mark.parametrize("key", ["wrong", "local-key "])
def test_a_wrong_key_is_refused_and_nothing_runs(caller: Caller, key: str) -> None:
    before = caller.emulator.runs
    response = caller.post({"agent_id": "echo", "user_input": "hi"}, key=f"{key}!")
    assert (response.status_code, response.json()) == (401, {"detail": "Invalid API key."})
    assert caller.emulator.runs == before


def test_a_missing_key_is_refused(caller: Caller) -> None:
    response = caller.client.post(f"{caller.emulator.base_url}/api/v1/run-workflow", json={})
    assert response.status_code == 401


@pytest.mark.parametrize(
    ("body", "loc", "kind"),
    [
        ({"user_input": "hi"}, ["body", "agent_id"], "missing"),
        ({"agent_id": " \n", "user_input": "hi"}, ["body", "agent_id"], "string_too_short"),
        ({"agent_id": 7, "user_input": "hi"}, ["body", "agent_id"], "string_type"),
        ({"agent_id": "echo"}, ["body", "user_input"], "missing"),
        ({"agent_id": "echo", "assets": []}, ["body", "user_input"], "missing"),
        ({"agent_id": "echo", "user_input": " "}, ["body", "user_input"], "string_too_short"),
        ({"agent_id": "echo", "user_input": None}, ["body", "user_input"], "string_type"),
        (
            {"agent_id": "echo", "user_input": "x" * 10_001},
            ["body", "user_input"],
            "string_too_long",
        ),
        (
            {"agent_id": "echo", "user_input": "hi", "contact_id": "x" * 256},
            ["body", "contact_id"],
            "string_too_long",
        ),
        ({"agent_id": "echo", "user_input": "hi", "stream": 1}, ["body", "stream"], "bool_type"),
        ({"agent_id": "echo", "assets": "file"}, ["body", "assets"], "list_type"),
        ({"agent_id": "echo", "assets": ["f", 1]}, ["body", "assets", 1], "string_type"),
        ({"agent_id": "echo", "user_input": "\ud800"}, ["body", "user_input"], "string_unicode"),
        ([], ["body"], "model_type"),
    ],
)
def test_a_request_that_breaks_the_rules_is_refused_and_nothing_runs(
    caller: Caller, body: object, loc: list[object], kind: str
) -> None:
    before = caller.emulator.runs
    # Sent as ASCII, since half a surrogate pair has no other spelling.
    response = caller.client.post(
        f"{caller.emulator.base_url}/api/v1/run-workflow",
        content=json.dumps(body),
        headers={"API-KEY": caller.emulator.api_key, "Content-Type": "application/json"},
    )
    assert response.status_code == 422
    problems = response.json()["detail"]
    assert (loc, kind) in [(problem["loc"], problem["type"]) for problem in problems]
    assert all(problem["msg"] for problem in problems)
    assert caller.emulator.runs == before


def test_a_message_of_the_greatest_length_is_taken(caller: Caller) -> None:
    text = "\U0001f600" * 10_000
    assert text in caller.answer("echo", text, contact_id="x" * 255)["response"]


@pytest.mark.parametrize(
    ("content", "content_type"),
    [
        (b"{", "application/json"),
        (b"\xff", "application/json"),
        (b'{"agent_id": NaN}', "application/json"),
        (b"[" * 100_000, "application/json"),
        (b"{}", "text/plain"),
    ],
)
def test_what_is_no_json_is_refused(caller: Caller, content: bytes, content_type: str) -> None:
    response = caller.client.post(
        f"{caller.emulator.base_url}/api/v1/run-workflow",
        content=content,
        headers={"API-KEY": caller.emulator.api_key, "Content-Type": content_type},
    )
    assert response.status_code == 422
    assert response.json()["detail"][0]["loc"] == ["body"]


def test_an_unknown_agent_is_refused(caller: Caller) -> None:
    response = caller.ask("nobody")
    assert (response.status_code, type(response.json()["detail"])) == (404, str)


def test_a_file_that_is_unknown_or_not_completed_is_refused(caller: Caller) -> None:
    begun = caller.begin()
    assert caller.send(begun, form_parts(begun)).status_code == 204
    for file_id in ("file_of_nobody", begun["file_id"]):
        assert caller.ask("echo", assets=[file_id]).status_code == 404


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/api/v1/run-workflow", 405),
        ("GET", "/", 404),
        ("POST", "/api/v1/run-workflow/", 404),
    ],
)
def test_other_requests_are_answered_in_json(
    caller: Caller, method: str, path: str, status: int
) -> None:
    response = caller.client.request(method, f"{caller.emulator.base_url}{path}")
    assert response.status_code == status
    assert response.json()["detail"]
    assert ("allow" in response.headers) is (status == 405)


def test_a_name_that_is_not_of_this_machine_gets_nothing(caller: Caller) -> None:
    headers = {"Host": "attacker.example"}
    assert caller.client.get(caller.emulator.base_url, headers=headers).status_code == 400


def test_a_client_that_leaves_a_stream_stops_the_run(caller: Caller) -> None:
    with Emulator(slow_seconds=0.05) as local:
        body = {"agent_id": "slow", "user_input": "word " * 500, "stream": True}
        url, headers = f"{local.base_url}/api/v1/run-workflow", {"API-KEY": local.api_key}
        with caller.client.stream("POST", url, json=body, headers=headers) as response:
            next(response.iter_lines())
        assert _eventually(lambda: local.stopped_runs == 1)
        assert local.requests == [("POST", "/api/v1/run-workflow", 200)]


def test_a_client_that_does_not_wait_for_the_answer_stops_the_run(caller: Caller) -> None:
    with Emulator(slow_seconds=30) as local:
        url, headers = f"{local.base_url}/api/v1/run-workflow", {"API-KEY": local.api_key}
        body = {"agent_id": "slow", "user_input": "hi"}
        with pytest.raises(httpx.ReadTimeout):
            caller.client.post(url, json=body, headers=headers, timeout=0.2)
        assert _eventually(lambda: local.stopped_runs == 1)
        assert _eventually(lambda: local.requests == [("POST", "/api/v1/run-workflow", 499)])


def test_what_happened_is_counted(caller: Caller) -> None:
    with Emulator(api_key="another-key") as local:
        mine = Caller(caller.client, local)
        mine.answer("echo")
        mine.ask("nobody")
        assert local.runs == 1
        assert local.stopped_runs == 0
        assert [status for _, _, status in local.requests] == [201, 404]
