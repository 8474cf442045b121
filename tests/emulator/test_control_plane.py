"""The control plane: its keys, its pages, its refusals, and what each teamspace sees."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from sketricgen.emulator import Emulator
from sketricgen.emulator.__main__ import main

from tests.emulator.caller import Caller, admin_refusal, form_parts

if TYPE_CHECKING:
    from collections.abc import Iterator

SECOND = "local-key-2"
LISTS = ["/projects", "/agents", "/knowledge-bases"]
ROUTES = [
    ("GET", "/teamspaces"),
    ("GET", "/projects"),
    ("GET", "/agents"),
    ("GET", "/knowledge-bases"),
    ("GET", "/brand-agent-templates"),
    ("POST", "/brand-agents"),
    ("GET", "/jobs/job_1"),
    ("GET", "/brand-agents/agent_1"),
    ("PATCH", "/brand-agents/agent_1"),
    ("GET", "/brand-agents/agent_1/widget-config"),
    ("PATCH", "/brand-agents/agent_1/widget-config"),
    ("GET", "/connectors"),
    ("GET", "/connectors/gmail/tools"),
    ("POST", "/connectors/gmail/connect-link"),
    ("GET", "/connectors/gmail/connection"),
    ("POST", "/agents/agent_1/connectors"),
    ("DELETE", "/agents/agent_1/connectors/gmail"),
]


def _items(answer: dict[str, Any]) -> list[Any]:
    (items,) = (value for value in answer.values() if isinstance(value, list))
    return items


def _pages(caller: Caller, path: str) -> Iterator[list[Any]]:
    query: dict[str, str] = {}
    while True:
        answer = caller.got("GET", path, **query)
        yield _items(answer)
        if answer["next_token"] is None:
            return
        query = {"next_token": answer["next_token"]}


@pytest.mark.parametrize(("method", "path"), ROUTES)
def test_every_request_needs_a_key(caller: Caller, method: str, path: str) -> None:
    assert admin_refusal(caller.admin(method, path, key="wrong")) == (401, "unauthorized")


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Authorization": "local-key"},
        {"Authorization": "Basic local-key"},
        {"API-KEY": "local-key"},
        {"X-API-KEY": "local-key"},
        {"Authorization": "Bearer schl\u00fcssel".encode("latin-1")},
    ],
)
def test_the_key_is_sent_as_a_bearer_token(caller: Caller, headers: dict[str, Any]) -> None:
    url = f"{caller.emulator.platform_url}/admin/v1/teamspaces"
    assert admin_refusal(caller.client.get(url, headers=headers)) == (401, "unauthorized")


def test_each_key_sees_its_own_teamspace(caller: Caller) -> None:
    (first,) = caller.got("GET", "/teamspaces")["teamspaces"]
    (second,) = caller.admin("GET", "/teamspaces", key=SECOND).json()["teamspaces"]
    assert first == {
        "teamspace_id": "ts_local",
        "slug": "local",
        "display_name": "Local teamspace",
        "subscription_plan": "pro",
    }
    assert second["teamspace_id"] == "ts_second"


def test_a_list_has_three_pages(fresh: Caller) -> None:
    for path in LISTS:
        pages = list(_pages(fresh, path))
        assert [len(page) for page in pages[:2]] == [3, 3]
        assert len(pages) == 3
        ids = [next(iter(item.values())) for page in pages for item in page]
        assert len(set(ids)) == len(ids)


def test_the_size_of_a_page_is_a_setting(timed: Caller) -> None:
    for path in LISTS:
        assert len(list(_pages(timed, path))) == 1


def test_a_page_whose_end_is_that_of_the_list_is_the_last(caller: Caller) -> None:
    with Emulator(page_size=7) as local:
        assert Caller(caller.client, local).got("GET", "/projects")["next_token"] is None


def test_an_item_added_meanwhile_is_on_a_later_page(fresh: Caller) -> None:
    pages = _pages(fresh, "/agents")
    next(pages)
    made = fresh.got("POST", "/brand-agents", {"name": "New", "seed_url": "https://a.example"})
    later = [agent["agent_id"] for page in pages for agent in page]
    assert later[-1] == made["agent_id"]


@pytest.mark.parametrize("token", ["made up", "ff", "projects"])
@pytest.mark.parametrize("path", LISTS)
def test_a_page_token_cannot_be_made_up(caller: Caller, path: str, token: str) -> None:
    response = caller.admin("GET", path, next_token=token)
    assert admin_refusal(response) == (400, "validation_error")


@pytest.mark.parametrize("path", LISTS)
def test_an_empty_page_token_is_none(caller: Caller, path: str) -> None:
    assert caller.got("GET", path, next_token="") == caller.got("GET", path)


def test_a_page_token_of_another_list_is_refused(caller: Caller) -> None:
    token = caller.got("GET", "/projects")["next_token"]
    response = caller.admin("GET", "/agents", next_token=token)
    assert admin_refusal(response) == (400, "validation_error")


@pytest.mark.parametrize(
    ("method", "path", "refusal"),
    [
        ("GET", "/nothing", (404, "not_found")),
        ("GET", "/agents/", (404, "not_found")),
        ("GET", "/jobs/a%2Fb", (404, "not_found")),
        ("DELETE", "/teamspaces", (405, "method_not_allowed")),
        ("GET", "/jobs/nothing", (404, "job_not_found")),
        ("GET", "/brand-agents/echo", (404, "agent_not_found")),
        ("GET", "/brand-agents/echo/widget-config", (404, "agent_not_found")),
        ("GET", "/connectors/nothing/tools", (404, "connector_not_found")),
        ("GET", "/connectors/nothing/connection", (404, "connector_not_found")),
        ("GET", "/connectors/gmail/connection?project_id=nothing", (404, "project_not_found")),
        ("DELETE", "/agents/nothing/connectors/gmail", (404, "agent_not_found")),
        ("DELETE", "/agents/echo/connectors/nothing", (404, "connector_not_found")),
    ],
)
def test_what_does_not_exist_is_refused_with_a_code(
    caller: Caller, method: str, path: str, refusal: tuple[int, str]
) -> None:
    assert admin_refusal(caller.admin(method, path)) == refusal


@pytest.mark.parametrize(("method", "path"), [r for r in ROUTES if r[0] in {"POST", "PATCH"}])
@pytest.mark.parametrize("body", [[], "text", 7])
def test_a_body_must_be_an_object(caller: Caller, method: str, path: str, body: object) -> None:
    assert admin_refusal(caller.admin(method, path, body)) == (422, "validation_error")


def test_a_refusal_says_what_is_wrong(caller: Caller) -> None:
    response = caller.admin("POST", "/brand-agents", {"name": 7, "seed_url": "https://a.example"})
    assert response.json() == {
        "error": "name must be a string, got int.",
        "code": "validation_error",
    }


def test_nothing_of_one_teamspace_is_seen_by_the_other(timed: Caller) -> None:
    made = timed.got("POST", "/brand-agents", {"name": "Mine", "seed_url": "https://a.example"})
    agent = f"/brand-agents/{made['agent_id']}"
    for method, path, body in [
        ("GET", f"/jobs/{made['job_id']}", None),
        ("GET", agent, None),
        ("PATCH", agent, {"display_name": "Theirs"}),
        ("PATCH", f"{agent}/widget-config", {"title": "Theirs"}),
        ("POST", f"/agents/{made['agent_id']}/connectors", {"app_slug": "gmail"}),
    ]:
        assert timed.admin(method, path, body, key=SECOND).status_code == 404
    timed.got("POST", "/agents/slow/connectors", {"app_slug": "gmail"})
    theirs = timed.admin("POST", "/agents/slow/connectors", {"app_slug": "gmail"}, key=SECOND)
    assert theirs.json()["changed"] is True
    first, second = (timed.admin("GET", "/projects", key=key).json() for key in (None, SECOND))
    assert first["projects"][0]["project_id"] != second["projects"][0]["project_id"]


def test_files_and_conversations_belong_to_a_teamspace(caller: Caller) -> None:
    begun = caller.begin()
    caller.send(begun, form_parts(begun))
    body = {"agent_id": "echo", "file_id": begun["file_id"]}
    assert caller.upload_step("Complete", body, key=SECOND).status_code == 404
    assert caller.complete(begun).status_code == 200
    asked = {"agent_id": "echo", "assets": [begun["file_id"]]}
    assert caller.post(asked, key=SECOND).status_code == 404
    paused = caller.pause()
    decisions = [{"type": "approve"}]
    resume = {
        "agent_id": "approval",
        "conversation_id": paused["conversation_id"],
        "enable_hitl": True,
        "hitl_resume": {"request_id": paused["hitl_request"]["request_id"], "decisions": decisions},
    }
    assert caller.post(resume, key=SECOND).status_code == 404
    assert caller.post(resume).status_code == 201


def test_a_new_server_knows_nothing_of_the_last(caller: Caller) -> None:
    local = Emulator(page_size=50)
    for _ in range(2):
        with local:
            mine = Caller(caller.client, local)
            assert len(mine.got("GET", "/agents")["agents"]) == 8
            mine.got("POST", "/brand-agents", {"name": "A", "seed_url": "https://a.example"})


def test_the_second_key_follows_the_first() -> None:
    assert Emulator(api_key="mine").second_api_key == "mine-2"
    assert Emulator(second_api_key="theirs").second_api_key == "theirs"


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"second_api_key": ""}, "second_api_key must be ASCII"),
        ({"second_api_key": "local-key"}, "second_api_key must be another key"),
        ({"page_size": 0}, "page_size must be at least 1, got 0"),
    ],
)
def test_settings_that_cannot_work_are_refused(options: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        Emulator(**options)


def test_the_command_needs_two_different_keys(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--api-key", "same", "--second-api-key", "same"])
    assert "must be another key" in capsys.readouterr().err
