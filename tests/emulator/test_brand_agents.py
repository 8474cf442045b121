"""Brand agents: made by a job in a given time, read, changed and run."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.emulator.caller import admin_refusal

if TYPE_CHECKING:
    from tests.emulator.caller import Caller
    from tests.emulator.conftest import Clock

ASKED = {"name": "Acme", "seed_url": "https://acme.example/shop"}


def _made(caller: Caller, **fields: Any) -> dict[str, Any]:
    return caller.got("POST", "/brand-agents", {**ASKED, **fields})


def _job(caller: Caller, made: dict[str, Any]) -> dict[str, Any]:
    return caller.got("GET", f"/jobs/{made['job_id']}")


def _listed(caller: Caller, path: str, name: str, item_id: str) -> dict[str, Any]:
    (found,) = (item for item in caller.got("GET", path)[name] if item_id in item.values())
    item: dict[str, Any] = found
    return item


def test_creating_starts_a_job(timed: Caller) -> None:
    response = timed.admin("POST", "/brand-agents", ASKED)
    assert response.status_code == 202
    made = response.json()
    assert (made["status"], made["publish_widget"], made["template_slug"]) == ("queued", True, None)
    headers = {"Authorization": f"Bearer {timed.emulator.api_key}"}
    assert timed.client.get(made["poll_url"], headers=headers).json() == _job(timed, made)


def test_a_job_is_queued_runs_and_succeeds_in_its_time(timed: Caller, clock: Clock) -> None:
    made, seen = _made(timed), []
    for _ in range(5):
        seen.append(_job(timed, made))
        clock.now += 2
    assert [job["status"] for job in seen] == [
        "queued",
        "running",
        "running",
        "running",
        "succeeded",
    ]
    assert [job["progress"]["pages"] for job in seen] == [0, 2, 4, 6, 8]
    assert [bool(job["started_at"]) for job in seen] == [False, True, True, True, True]
    assert [bool(job["finished_at"]) for job in seen] == [False] * 4 + [True]
    done = seen[-1]
    assert done["created_at"] < done["started_at"] < done["finished_at"]
    assert done["base_url"] == ASKED["seed_url"]
    assert done["embed"]["widget_url"] in done["embed"]["snippet"]
    assert (done["embed"]["is_public"], done["error_summary"]) == (True, None)
    clock.now += 1_000
    assert _job(timed, made) == done


@pytest.mark.parametrize("host", ["unreachable.example", "www.unreachable.example:8443"])
def test_a_website_that_cannot_be_reached_fails_the_job(
    timed: Caller, clock: Clock, host: str
) -> None:
    made = _made(timed, seed_url=f"https://{host}/")
    clock.now += 4
    assert _job(timed, made)["status"] == "running"
    clock.now += 4
    job = _job(timed, made)
    assert (job["status"], job["embed"]) == ("failed", None)
    assert job["error_summary"] == f"https://{host}/ could not be reached."
    listed = _listed(timed, "/agents", "agents", made["agent_id"])
    assert (listed["agent_status"], listed["is_draft"]) == ("failed", True)
    assert timed.ask(made["agent_id"]).status_code == 404


def test_with_no_time_at_all_a_job_is_done_at_once(caller: Caller) -> None:
    job = _job(caller, _made(caller))
    assert (job["status"], job["progress"]) == ("succeeded", {"pages": 8, "of": 8})


def test_each_request_makes_an_agent(timed: Caller) -> None:
    assert _made(timed)["agent_id"] != _made(timed)["agent_id"]


def test_a_teamspace_has_only_so_many_brand_agents(fresh: Caller) -> None:
    for _ in range(3):
        _made(fresh)
    refused = fresh.admin("POST", "/brand-agents", ASKED)
    assert admin_refusal(refused) == (403, "agent_limit_reached")
    assert "3" in refused.json()["error"]
    assert fresh.admin("POST", "/brand-agents", ASKED, key="local-key-2").status_code == 202


def test_an_agent_is_listed_while_it_is_made(timed: Caller, clock: Clock) -> None:
    made = _made(timed)
    listed = _listed(timed, "/agents", "agents", made["agent_id"])
    assert (listed["agent_type"], listed["agent_status"]) == ("brand", "creating")
    assert (listed["is_draft"], listed["last_published_at"]) == (True, None)
    clock.now += 8
    listed = _listed(timed, "/agents", "agents", made["agent_id"])
    assert (listed["agent_status"], listed["is_draft"]) == ("active", False)
    assert listed["last_published_at"] > listed["created_at"]


def test_an_agent_whose_widget_is_not_published_is_a_draft(caller: Caller) -> None:
    made = _made(caller, publish_widget=False)
    assert _job(caller, made)["embed"]["is_public"] is False
    detail = caller.got("GET", f"/brand-agents/{made['agent_id']}")
    assert detail["agent"]["is_draft"] is True


def test_an_agent_can_be_run_once_it_is_ready(timed: Caller, clock: Clock) -> None:
    agent_id = _made(timed)["agent_id"]
    upload = {"agent_id": agent_id, "file_name": "a.txt"}
    assert timed.ask(agent_id).status_code == 404
    assert timed.upload_step("Init", upload).status_code == 404
    clock.now += 8
    assert timed.answer(agent_id, "hi")["response"].startswith("You said: hi")
    assert timed.upload_step("Init", upload).status_code == 200
    assert timed.post({"agent_id": agent_id, "user_input": "hi"}, "local-key-2").status_code == 404


def test_an_agent_gets_a_knowledge_base_of_its_own(timed: Caller, clock: Clock) -> None:
    made = _made(timed)

    def found() -> dict[str, Any]:
        item_id = made["knowledge_base_id"]
        return _listed(timed, "/knowledge-bases", "knowledge_bases", item_id)

    assert (found()["kb_status"], found()["agents_using_kb"]) == ("pending", [made["agent_id"]])
    clock.now += 8
    assert found()["kb_status"] == "ready"


def test_an_agent_can_use_a_knowledge_base_that_exists(timed: Caller) -> None:
    made = _made(timed, knowledge_base_id="kb_local_1")
    assert made["knowledge_base_id"] == "kb_local_1"
    found = _listed(timed, "/knowledge-bases", "knowledge_bases", "kb_local_1")
    assert (found["kb_status"], found["agents_using_kb"]) == ("ready", [made["agent_id"]])


def test_a_template_says_which_connectors_are_needed(caller: Caller) -> None:
    templates = caller.got("GET", "/brand-agent-templates")["brand_agent_templates"]
    slug = templates[0]["slug"]
    made = _made(caller, template_slug=slug)
    assert made["template_slug"] == slug
    assert _job(caller, made)["connectors"] == templates[0]["required_connectors"]
    part = caller.got("GET", "/brand-agent-templates", limit=2, offset=1)["brand_agent_templates"]
    assert part == templates[1:3]


@pytest.mark.parametrize(
    ("fields", "refusal"),
    [
        ({"name": " "}, (422, "validation_error")),
        ({"name": None}, (422, "validation_error")),
        ({"seed_url": "acme"}, (422, "validation_error")),
        ({"seed_url": "ftp://acme.example"}, (422, "validation_error")),
        ({"seed_url": "https://"}, (422, "validation_error")),
        ({"seed_url": "https://[acme"}, (422, "validation_error")),
        ({"publish_widget": "yes"}, (422, "validation_error")),
        ({"template_slug": "nothing"}, (404, "template_not_found")),
        ({"project_id": "nothing"}, (404, "project_not_found")),
        ({"project_id": "proj_second_1"}, (403, "project_scope_mismatch")),
        ({"knowledge_base_id": "nothing"}, (404, "knowledge_base_not_found")),
        ({"knowledge_base_id": "kb_second_1"}, (404, "knowledge_base_not_found")),
        ({"knowledge_base_id": "kb_local_2"}, (403, "project_scope_mismatch")),
    ],
)
def test_a_request_that_does_not_fit_is_refused_and_makes_nothing(
    timed: Caller, fields: dict[str, Any], refusal: tuple[int, str]
) -> None:
    before = [timed.got("GET", path) for path in ("/agents", "/knowledge-bases")]
    assert admin_refusal(timed.admin("POST", "/brand-agents", {**ASKED, **fields})) == refusal
    assert [timed.got("GET", path) for path in ("/agents", "/knowledge-bases")] == before


def test_unknown_fields_are_ignored(caller: Caller) -> None:
    made = _made(caller, colour="blue")
    answer = caller.got("PATCH", f"/brand-agents/{made['agent_id']}", {"colour": "blue"})
    assert (answer["updated"], answer["republished"]) == ([], False)


def test_what_is_changed_is_kept(caller: Caller) -> None:
    path = f"/brand-agents/{_made(caller, description='Be brief.')['agent_id']}"
    before = caller.got("GET", path)
    assert before["settings"]["instructions"] == "Be brief."
    changes = {"display_name": "Acme Assistant", "instructions": "", "model": "gpt-4o-mini"}
    answer = caller.got("PATCH", path, changes)
    assert sorted(answer.pop("updated")) == sorted(changes)
    assert (answer.pop("file_search_node_added"), answer.pop("republished")) == (False, True)
    assert answer == caller.got("GET", path)
    assert answer["settings"] == {**before["settings"], **changes}
    assert answer["settings"]["model"] in [model["id"] for model in answer["available_models"]]
    again = caller.got("PATCH", path, changes)
    assert again["settings"] == answer["settings"]


def test_knowledge_bases_can_be_taken_away_and_given(caller: Caller) -> None:
    path = f"/brand-agents/{_made(caller)['agent_id']}"
    assert caller.got("PATCH", path, {"knowledge_base_ids": []})["used_knowledge_bases"] == []
    assert caller.got("GET", path)["structure"]["knowledge_bases"] == 0
    given = {"knowledge_base_ids": ["kb_local_1", "kb_local_4"]}
    answer = caller.got("PATCH", path, given)
    assert answer["used_knowledge_bases"] == given["knowledge_base_ids"]
    assert answer["file_search_node_added"] is True
    assert caller.got("PATCH", path, given)["file_search_node_added"] is False


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"display_name": ""}, (422, "validation_error")),
        ({"agent_name": 7}, (422, "validation_error")),
        ({"model": "abacus"}, (422, "validation_error")),
        ({"knowledge_base_ids": "kb_local_1"}, (422, "validation_error")),
        ({"knowledge_base_ids": ["kb_local_1", "nothing"]}, (404, "knowledge_base_not_found")),
        ({"knowledge_base_ids": ["kb_local_2"]}, (403, "project_scope_mismatch")),
    ],
)
def test_a_change_that_does_not_fit_is_refused_and_changes_nothing(
    caller: Caller, changes: dict[str, Any], refusal: tuple[int, str]
) -> None:
    path = f"/brand-agents/{_made(caller)['agent_id']}"
    before = caller.got("GET", path)
    response = caller.admin("PATCH", path, {"instructions": "New.", **changes})
    assert admin_refusal(response) == refusal
    assert caller.got("GET", path) == before


def test_an_agent_that_is_not_ready_cannot_be_changed(timed: Caller) -> None:
    path = f"/brand-agents/{_made(timed)['agent_id']}"
    response = timed.admin("PATCH", path, {"display_name": "Early"})
    assert admin_refusal(response) == (409, "agent_not_ready")


def test_the_configuration_of_a_widget_is_kept(caller: Caller) -> None:
    path = f"/brand-agents/{_made(caller)['agent_id']}/widget-config"
    before = caller.got("GET", path)
    assert (before["exists"], before["branding_removal_entitled"]) == (True, True)
    changes = {"primary_color": "#0055ff", "show": False, "texts": {"hello": ["Hi", None, 1.5]}}
    answer = caller.got("PATCH", path, changes)
    assert sorted(answer["updated"]) == sorted(changes)
    assert answer["widget_config"] == {**before["widget_config"], **changes}
    assert caller.got("GET", path)["widget_config"] == answer["widget_config"]


def test_a_widget_exists_once_it_is_configured(caller: Caller) -> None:
    path = f"/brand-agents/{_made(caller, publish_widget=False)['agent_id']}/widget-config"
    before = caller.got("GET", path)
    assert (before["exists"], before["widget_config"]) == (False, {})
    caller.got("PATCH", path, {"title": "Acme"})
    after = caller.got("GET", path)
    assert (after["exists"], after["widget_config"]) == (True, {"title": "Acme"})


@pytest.mark.parametrize(
    "content",
    ['{"a": 1e999}', '{"a": NaN}', '{"a": "\\ud800"}', '{"\\ud800": 1}', '{"a": ' + "[" * 10**5],
    ids=["infinite", "no number", "half a character", "in a name", "deep"],
)
def test_a_widget_takes_only_what_can_be_sent_back(caller: Caller, content: str) -> None:
    path = f"/brand-agents/{_made(caller)['agent_id']}/widget-config"
    before = caller.got("GET", path)
    depth = content.count("[")
    response = caller.client.patch(
        f"{caller.emulator.platform_url}/admin/v1{path}",
        content=content + "]" * depth + "}" * bool(depth),
        headers={
            "Authorization": f"Bearer {caller.emulator.api_key}",
            "Content-Type": "application/json",
        },
    )
    assert admin_refusal(response) == (422, "validation_error")
    assert caller.got("GET", path) == before
