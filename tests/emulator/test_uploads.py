from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.emulator.caller import form_parts

if TYPE_CHECKING:
    from tests.emulator.caller import Caller


@pytest.mark.parametrize("name", ["Init", "Complete"])
@pytest.mark.parametrize("key", ["wrong", "local-key-and-more"])
def test_uploads_need_the_right_key(caller: Caller, name: str, key: str) -> None:
    response = caller.upload_step(name, {"agent_id": "echo"}, key=key)
    assert response.status_code == 401
    assert response.json()["success"] is False


@pytest.mark.parametrize("name", ["Init", "Complete"])
@pytest.mark.parametrize(
    "body",
    [[], {}, {"agent_id": "echo"}, {"agent_id": " ", "file_name": "a.pdf", "file_id": "f"}],
)
def test_upload_requests_that_break_the_rules_are_refused(
    caller: Caller, name: str, body: object
) -> None:
    response = caller.upload_step(name, body)
    assert response.status_code == 400
    assert response.json()["success"] is False
    assert response.json()["message"]


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ({"file_name": "a.pdf"}, "agent_id is required"),
        ({"agent_id": 7, "file_name": "a.pdf"}, "agent_id must be a string, got int"),
        ({"agent_id": None, "file_name": "a.pdf"}, "agent_id must be a string, got null"),
        ([], "The request body must be an object, got list"),
        ({"agent_id": "echo", "file_name": "a"}, "file_name must be a name with an extension"),
        ({"agent_id": "echo", "file_name": "a.exe"}, "file_name must have the extension of an"),
    ],
)
def test_a_refusal_says_what_is_wrong(caller: Caller, body: object, message: str) -> None:
    response = caller.upload_step("Init", body)
    assert response.status_code == 400
    assert response.json()["message"].startswith(message)


@pytest.mark.parametrize("name", ["a/b.pdf", "a\\b.pdf", "report", "report.", "a.pdf/"])
def test_a_file_name_must_be_bare_and_have_an_extension(caller: Caller, name: str) -> None:
    response = caller.upload_step("Init", {"agent_id": "echo", "file_name": name})
    assert response.status_code == 400


def test_a_file_of_another_type_is_refused_with_the_types_that_are_taken(caller: Caller) -> None:
    response = caller.upload_step("Init", {"agent_id": "echo", "file_name": "run.exe"})
    assert response.status_code == 400
    assert "application/pdf" in response.json()["allowed_types"]


def test_an_upload_for_an_unknown_agent_is_refused(caller: Caller) -> None:
    response = caller.upload_step("Init", {"agent_id": "nobody", "file_name": "a.pdf"})
    assert (response.status_code, response.json()["success"]) == (404, False)


def test_a_file_that_never_arrived_cannot_be_completed(caller: Caller) -> None:
    response = caller.complete(caller.begin())
    assert (response.status_code, response.json()["success"]) == (400, False)


def test_a_file_of_another_agent_cannot_be_completed(caller: Caller) -> None:
    begun = caller.begin(agent_id="story")
    caller.send(begun, form_parts(begun))
    assert caller.complete(begun).status_code == 404
    assert caller.complete(begun, agent_id="story").status_code == 200


def test_an_unknown_file_cannot_be_completed(caller: Caller) -> None:
    assert caller.complete({"file_id": "file_of_nobody"}).status_code == 404


def test_completing_twice_gives_the_same_file(caller: Caller) -> None:
    begun = caller.begin("first.pdf")
    caller.send(begun, form_parts(begun))
    first = caller.complete(begun, file_name="renamed.pdf").json()
    second = caller.complete(begun).json()
    assert first["file_name"] == second["file_name"] == "renamed.pdf"
    assert first["created_at"] == second["created_at"]


def test_platform_paths_that_do_not_exist_are_answered_as_uploads_are(caller: Caller) -> None:
    response = caller.upload_step("Nothing", {})
    assert (response.status_code, response.json()["success"]) == (404, False)
