"""What answers are to their users: typed fields that always have a value, and a dict of all."""

from __future__ import annotations

import copy
import json
import pickle
from typing import TYPE_CHECKING, Any, Callable

import pytest
from sketricgen import ChatResponse, CompleteUploadResponse

from tests.contract.service import FORM, INIT, PDF, chat, form
from tests.support import FaultServer, Reply

if TYPE_CHECKING:
    from sketricgen import SketricGenClient
    from sketricgen.results import Answer

    from tests.support.halves import Half

EMPTY: dict[str, Any] = {
    "contact_id": None,
    "assets": [],
    "run_paused_hitl": None,
    "hitl_request": None,
    "hitl_interrupts": None,
    "run_halted_out_of_credits": None,
    "web_search_citations": None,
    "extra": {},
}
PAUSED = {
    "request_id": "q-1",
    "schema_version": 1,
    "interrupt_ids": None,
    "action_requests": [{"name": "send_email", "args": {"to": ["ann"]}, "mood": None}],
    "review_configs": [{"allowed_decisions": ["approve", "reject"]}, {}],
}
BODIES = {
    "bare": chat(),
    "nulls": chat(contact_id=None, assets=None, hitl_request=None, error=None),
    "empty lists": chat(assets=[], web_search_citations=[]),
    "all": chat(
        error=True,
        assets=[{"file_id": "f-1", "url": "https://files.example.com/1", "pages": 3}],
        run_paused_hitl=True,
        hitl_request=PAUSED,
        hitl_interrupts=[{"id": "i-1"}],
        run_halted_out_of_credits=False,
        web_search_citations=[{"url": "https://example.com"}],
        invented={"deep": {"er": [1, None]}},
    ),
}
STORED = {
    "success": True,
    "file_id": "file-1",
    "file_size_bytes": 21,
    "content_type": "application/pdf",
    "file_name": "a.pdf",
    "created_at": "2030-01-01T00:01:12Z",
    "url": "https://files.example.com/file-1",
    "invented": [None],
}

Ask = Callable[[dict[str, Any]], Any]


@pytest.fixture
def ask(half: Half, client: SketricGenClient, server: FaultServer) -> Ask:
    """Return the answer of a run that the service answers with a body."""

    def ask(body: dict[str, Any]) -> ChatResponse:
        server.reply(status=201, json=body)
        return half.run(client, "agent-1", "Hi")

    return ask


@pytest.fixture
def upload(half: Half, client: SketricGenClient, server: FaultServer) -> Ask:
    """Return the answer of an upload that the service completes with a body."""

    def upload(body: dict[str, Any]) -> CompleteUploadResponse:
        server.on("POST", INIT, Reply(json=form(server.url + FORM)))
        server.on("POST", FORM, Reply(204))
        server.reply(json=body)
        return half.upload(client, "agent-1", PDF, file_name="a.pdf")

    return upload


WAYS_TO_COPY: dict[str, Callable[[Any], Any]] = {
    "copy": copy.copy,
    "deepcopy": copy.deepcopy,
    "pickle": lambda answer: pickle.loads(pickle.dumps(answer)),
}
every_copy = pytest.mark.parametrize("copied", WAYS_TO_COPY.values(), ids=WAYS_TO_COPY)
every_body = pytest.mark.parametrize("body", BODIES.values(), ids=BODIES)


def test_an_absent_list_is_empty_and_another_absent_field_is_none(ask: Ask) -> None:
    body = chat()
    del body["contact_id"]
    answer = ask(body)
    assert {name: getattr(answer, name) for name in EMPTY} == EMPTY
    assert answer.error is False


def test_a_null_is_the_same_as_an_absent_field(ask: Ask) -> None:
    body = chat()
    del body["contact_id"]
    assert ask(chat(**dict.fromkeys(EMPTY.keys() - {"extra"}), error=None)) == ask(body)


def test_an_absent_field_of_an_upload_is_none(upload: Ask) -> None:
    assert upload({"file_id": "file-1"}) == CompleteUploadResponse("file-1")
    names = STORED.keys() - {"file_id", "invented"}
    assert upload({"file_id": "file-1", **dict.fromkeys(names)}).url is None


def test_an_absent_field_of_a_nested_object_is_empty_too(ask: Ask) -> None:
    answer = ask(chat(assets=[{"file_id": "f-1"}], hitl_request={"request_id": "q-1"}))
    assert (answer.assets[0].url, answer.assets[0].extra) == (None, {})
    request = answer.hitl_request
    assert (request.interrupt_ids, request.action_requests, request.status) == ([], [], None)


def test_nested_objects_have_fields_of_their_own(ask: Ask) -> None:
    answer = ask(BODIES["all"])
    assert answer.assets[0].file_id == "f-1"
    assert answer.assets[0].extra == {"pages": 3}
    (action,) = answer.hitl_request.action_requests
    assert (action.name, action.args, action.extra) == (
        "send_email",
        {"to": ["ann"]},
        {"mood": None},
    )
    decisions = [config.allowed_decisions for config in answer.hitl_request.review_configs]
    assert decisions == [["approve", "reject"], []]


@pytest.mark.parametrize("value", [7, "text", None, ["a"], {"deep": {"er": [1]}}])
@pytest.mark.parametrize("name", ["invented", "extra", "_sent", "self", "to_dict"])
def test_unknown_fields_are_kept(ask: Ask, name: str, value: object) -> None:
    answer = ask(chat(**{name: value}))
    assert answer.extra == {name: value}
    assert answer.to_dict() == chat(**{name: value})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("error", "yes"),
        ("contact_id", 7),
        ("run_paused_hitl", "no"),
        ("assets", "f-1"),
        ("assets", ["f-1"]),
        ("assets", [{"file_id": "f-1"}, {"url": "https://files.example.com"}]),
        ("hitl_request", []),
        ("hitl_request", {}),
    ],
)
def test_what_is_not_of_its_fields_type_is_kept_beside_it(
    ask: Ask, name: str, value: object
) -> None:
    body = chat(**{name: value})
    answer = ask(body)
    assert getattr(answer, name) == {**EMPTY, "error": False}[name]
    assert answer.extra == {name: value}
    assert answer.to_dict() == body


@every_body
def test_a_dict_of_an_answer_is_what_was_sent(ask: Ask, body: dict[str, Any]) -> None:
    answer = ask(body)
    assert answer.to_dict() == body
    assert json.loads(json.dumps(answer.to_dict())) == body


def test_a_dict_of_an_upload_is_what_was_sent(upload: Ask) -> None:
    answer = upload(STORED)
    assert answer.to_dict() == json.loads(json.dumps(answer.to_dict())) == STORED
    assert (answer.file_size_bytes, answer.extra) == (21, {"invented": [None]})


def test_a_change_of_the_dict_does_not_reach_the_answer(ask: Ask) -> None:
    answer = ask(BODIES["all"])
    answer.to_dict()["invented"]["deep"] = 1
    answer.hitl_request.to_dict()["action_requests"].clear()
    assert answer.to_dict() == BODIES["all"]


@every_copy
@every_body
def test_copies_are_equal(
    ask: Ask, body: dict[str, Any], copied: Callable[[Answer], Answer]
) -> None:
    answer = ask(body)
    assert copied(answer) == answer
    assert repr(copied(answer)) == repr(answer)
    assert copied(answer).to_dict() == body


@every_copy
def test_copies_of_an_upload_are_equal(upload: Ask, copied: Callable[[Answer], Answer]) -> None:
    answer = upload(STORED)
    assert copied(answer) == answer
    assert copied(answer).to_dict() == STORED


def test_a_changed_copy_has_a_dict_of_its_fields(ask: Ask) -> None:
    changed = ask(BODIES["all"]).__replace__(response="Changed.", contact_id=None)
    wanted: dict[str, Any] = {**BODIES["all"], "response": "Changed."}
    del wanted["contact_id"]
    assert json.loads(json.dumps(changed.to_dict())) == wanted


def test_an_answer_shows_what_it_says_and_nothing_that_is_empty(ask: Ask) -> None:
    assert repr(ask(BODIES["nulls"])) == (
        "ChatResponse(response='Hello!', conversation_id='c-1', agent_id='agent-1', user_id='u-1', "
        "owner='o-1', error=False)"
    )
    shown = repr(ask(chat(assets=[{"file_id": "f-1", "pages": 3}])))
    assert shown.endswith("assets=[ChatAsset(file_id='f-1', extra={'pages': 3})])")


def test_an_answer_is_shown_in_short_however_long_it_is(ask: Ask) -> None:
    long = "a" * 10_000
    shown = repr(ask(chat(response=long, web_search_citations=[long], contact_id=long)))
    assert f"ChatResponse(response='{'a' * 80}...', conversation_id='c-1'" in shown
    assert len(shown) < 500


def test_an_upload_shows_what_it_has(upload: Ask) -> None:
    assert repr(upload({"file_id": "file-1"})) == "CompleteUploadResponse(file_id='file-1')"
