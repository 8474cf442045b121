"""A run: what is sent for it, and what its whole answer becomes."""

from __future__ import annotations

import gzip
import json
from typing import TYPE_CHECKING

import pytest
import sketricgen

from tests.conftest import KEY
from tests.contract.service import RUN, chat
from tests.support import FaultServer, Received, Reply

if TYPE_CHECKING:
    from sketricgen import SketricGenClient
    from sketricgen.emulator import Emulator

    from tests.conftest import ClientFactory
    from tests.support.halves import Half


@pytest.fixture(autouse=True)
def answering(server: FaultServer) -> None:
    server.reply(status=201, json=chat())


def only_request(server: FaultServer) -> Received:
    (request,) = server.requests
    return request


def test_a_run_is_one_post(half: Half, client: SketricGenClient, server: FaultServer) -> None:
    half.run(client, "agent-1", "Hi")
    request = only_request(server)
    assert (request.method, request.path, request.query) == ("POST", RUN, "")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("API-KEY", KEY),
        ("Content-Type", "application/json"),
        ("Accept", "application/json"),
        ("User-Agent", f"sketricgen-python/{sketricgen.__version__}"),
    ],
)
def test_a_run_is_sent_with_its_headers(
    half: Half, client: SketricGenClient, server: FaultServer, name: str, value: str
) -> None:
    half.run(client, "agent-1", "Hi")
    sent = [v for key, v in only_request(server).headers if key.lower() == name.lower()]
    assert sent == [value]


def test_the_key_stands_in_one_header_only(
    half: Half, client: SketricGenClient, server: FaultServer
) -> None:
    half.run(client, "agent-1", "Hi")
    request = only_request(server)
    assert [name for name, value in request.headers if KEY in value] == ["API-KEY"]
    assert KEY.encode() not in request.body


def test_a_key_may_hold_any_latin_1_character(
    half: Half, make_client: ClientFactory, server: FaultServer
) -> None:
    half.run(make_client(server.url, api_key="schlüssel"), "agent-1", "Hi")
    assert only_request(server).header("API-KEY") == "schlüssel"


def test_what_is_not_given_is_not_sent(
    half: Half, client: SketricGenClient, server: FaultServer
) -> None:
    half.run(client, "agent-1", "Hi")
    assert only_request(server).json == {"agent_id": "agent-1", "user_input": "Hi", "stream": False}


def test_everything_given_is_sent(
    half: Half, client: SketricGenClient, server: FaultServer
) -> None:
    half.run(client, "agent-1", "Grüße 👋", "c-1", "p-1", assets=("file-2", "file-1"))
    assert only_request(server).json == {
        "agent_id": "agent-1",
        "user_input": "Grüße 👋",
        "conversation_id": "c-1",
        "contact_id": "p-1",
        "assets": ["file-2", "file-1"],
        "stream": False,
    }


def test_the_body_is_utf_8(half: Half, client: SketricGenClient, server: FaultServer) -> None:
    half.run(client, "agent-1", "Grüße 👋")
    assert "Grüße 👋".encode() in only_request(server).body


@pytest.mark.parametrize("size", [1, 9_999, 10_000])
def test_an_input_within_the_limit_is_sent(
    half: Half, client: SketricGenClient, server: FaultServer, size: int
) -> None:
    half.run(client, "agent-1", "ü" * size)
    assert len(only_request(server).json["user_input"]) == size


def test_a_path_in_the_base_url_is_kept(
    half: Half, make_client: ClientFactory, server: FaultServer
) -> None:
    half.run(make_client(f"{server.url}/proxy/"), "agent-1", "Hi")
    assert only_request(server).path == f"/proxy{RUN}"


def test_the_answer_is_a_chat_response(half: Half, client: SketricGenClient) -> None:
    answer = half.run(client, "agent-1", "Hi")
    assert type(answer) is sketricgen.ChatResponse
    assert answer.to_dict() == chat()


@pytest.mark.parametrize("status", [200, 201, 202, 299])
def test_any_success_with_the_right_json_is_an_answer(
    half: Half, client: SketricGenClient, server: FaultServer, status: int
) -> None:
    server.on("POST", RUN, Reply(status, json=chat(response=f"by {status}")))
    assert half.run(client, "agent-1", "Hi").response == f"by {status}"


def test_json_needs_no_content_type(
    half: Half, client: SketricGenClient, server: FaultServer
) -> None:
    server.on("POST", RUN, Reply(201, json=chat(), content_type="text/plain"))
    assert half.run(client, "agent-1", "Hi").response == "Hello!"


@pytest.mark.parametrize(("sent", "read"), [(True, True), (False, False), (None, False)])
def test_an_error_is_false_unless_it_is_said(
    half: Half, client: SketricGenClient, server: FaultServer, sent: object, read: bool
) -> None:
    server.on("POST", RUN, Reply(201, json=chat(error=sent)))
    assert half.run(client, "agent-1", "Hi").error is read


def test_a_compressed_answer_is_read(
    half: Half, make_client: ClientFactory, server: FaultServer
) -> None:
    packed = gzip.compress(json.dumps(chat()).encode())
    server.on("POST", RUN, Reply(201, body=packed, headers={"Content-Encoding": "gzip"}))
    assert half.run(make_client(server.url), "agent-1", "Hi").response == "Hello!"


def test_a_conversation_goes_on(
    half: Half, emulator_client: SketricGenClient, emulator: Emulator
) -> None:
    before = emulator.runs
    first = half.run(emulator_client, "echo", "One", contact_id="p-1")
    second = half.run(emulator_client, "echo", "Two", first.conversation_id)
    assert "turn 1" in first.response
    assert "turn 2" in second.response
    assert (first.contact_id, second.conversation_id) == ("p-1", first.conversation_id)
    assert emulator.runs - before == 2


def test_a_failed_run_is_an_answer(half: Half, emulator_client: SketricGenClient) -> None:
    answer = half.run(emulator_client, "fail", "Hi")
    assert answer.error is True
    assert answer.response
