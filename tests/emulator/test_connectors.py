"""Connectors: their tools in parts, connected a moment after a link is made, and attached."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.emulator.caller import admin_refusal

if TYPE_CHECKING:
    from tests.emulator.caller import Caller
    from tests.emulator.conftest import Clock

LINK, CONNECTION = "/connectors/gmail/connect-link", "/connectors/gmail/connection"
ATTACH = "/agents/echo/connectors"


def test_the_tools_of_a_connector_come_in_parts(caller: Caller) -> None:
    connectors = caller.got("GET", "/connectors")["connectors"]
    (gmail,) = (one for one in connectors if one["app_slug"] == "gmail")
    tools: list[Any] = []
    parts = 0
    while True:
        part = caller.got("GET", "/connectors/gmail/tools", offset=len(tools))
        parts += 1
        tools += part["tools"]
        assert (part["total"], part["limit"]) == (len(gmail["tools"]), 3)
        if not part["has_more"]:
            break
    assert parts == 3
    assert tools == gmail["tools"]


def test_limit_and_offset_choose_a_part(caller: Caller) -> None:
    part = caller.got("GET", "/connectors/gmail/tools", limit=2, offset=1)
    names = [tool["tool_name"] for tool in part["tools"]]
    assert names == ["create_draft", "list_emails"]
    beyond = caller.got("GET", "/connectors/gmail/tools", limit=10**20, offset=10**20)
    assert (beyond["tools"], beyond["has_more"], beyond["limit"]) == ([], False, 100)


@pytest.mark.parametrize("path", ["/connectors/gmail/tools", "/brand-agent-templates"])
@pytest.mark.parametrize(
    ("name", "value"),
    [("limit", "0"), ("limit", "-1"), ("limit", "x"), ("offset", "-1"), ("offset", "1.5")],
)
def test_a_part_that_cannot_be_is_refused(caller: Caller, path: str, name: str, value: str) -> None:
    response = caller.admin("GET", path, **{name: value})
    assert admin_refusal(response) == (400, "validation_error")
    assert name in response.json()["error"]


def test_a_connector_is_connected_a_moment_after_its_link_is_made(
    timed: Caller, clock: Clock
) -> None:
    assert timed.got("GET", CONNECTION, project_id="proj_local_3")["connected"] is False
    link = timed.got("POST", LINK, {"project_id": "proj_local_3"})
    assert link["already_connected"] is False
    assert link["connect_url"].startswith("https://")
    assert link["expires_at"]
    clock.now += 1
    again = timed.got(
        "POST", LINK, {"project_id": "proj_local_3"}
    )  # another link does not make it wait longer
    assert again["connect_url"] != link["connect_url"]
    assert timed.got("GET", CONNECTION, project_id="proj_local_3")["connected"] is False
    clock.now += 1
    assert timed.got("GET", CONNECTION, project_id="proj_local_3")["connected"] is True
    last = timed.got("POST", LINK, {"project_id": "proj_local_3"})
    assert (last["already_connected"], last["connect_url"]) == (True, None)


def test_a_connection_is_that_of_a_project_and_a_type_of_agent(timed: Caller, clock: Clock) -> None:
    timed.got("POST", LINK, {"project_id": "proj_local_2", "agent_type": "brand"})
    clock.now += 2
    assert timed.got("GET", CONNECTION, project_id="proj_local_2")["connected"] is True
    assert timed.got("GET", CONNECTION, project_id="proj_local_1")["connected"] is False
    other = timed.got("GET", CONNECTION, project_id="proj_local_2", agent_type="workflow")
    assert other["connected"] is False
    theirs = timed.admin("GET", CONNECTION, key="local-key-2").json()
    assert theirs["connected"] is False


def test_a_connector_without_an_account_needs_no_link(caller: Caller) -> None:
    assert caller.got("GET", "/connectors/web-search/connection")["connected"] is True
    response = caller.admin("POST", "/connectors/web-search/connect-link", {})
    assert admin_refusal(response) == (409, "connect_link_not_supported")


@pytest.mark.parametrize(
    ("body", "refusal"),
    [
        ({"project_id": 7}, (422, "validation_error")),
        ({"project_id": "nothing"}, (404, "project_not_found")),
        ({"project_id": "proj_second_1"}, (403, "project_scope_mismatch")),
    ],
)
def test_a_link_that_does_not_fit_is_refused(
    timed: Caller, clock: Clock, body: dict[str, Any], refusal: tuple[int, str]
) -> None:
    assert admin_refusal(timed.admin("POST", LINK, body)) == refusal
    clock.now += 2
    assert timed.got("GET", CONNECTION)["connected"] is False


def test_attaching_again_changes_nothing(timed: Caller) -> None:
    body = {"app_slug": "gmail", "allowed_tools": ["send_email"]}
    first = timed.got("POST", ATTACH, body)
    assert (first["attached"], first["changed"], first["unrestricted"]) == (True, True, False)
    assert first["allowed_tools"] == ["send_email"]
    assert timed.got("POST", ATTACH, body) == {**first, "changed": False}


def test_other_tools_are_a_change(timed: Caller) -> None:
    everything = timed.got("POST", "/agents/story/connectors", {"app_slug": "gmail"})
    assert (everything["unrestricted"], everything["changed"]) == (True, True)
    assert len(everything["allowed_tools"]) == 7
    nothing = timed.got(
        "POST", "/agents/story/connectors", {"app_slug": "gmail", "allowed_tools": []}
    )
    assert (nothing["unrestricted"], nothing["changed"]) == (False, True)
    assert nothing["allowed_tools"] == []


def test_detaching_gives_the_same_each_time(timed: Caller) -> None:
    path = "/agents/tool/connectors"
    timed.got("POST", path, {"app_slug": "gmail"})
    for _ in range(2):
        gone = timed.got("DELETE", f"{path}/gmail")
        assert gone == {"agent_id": "tool", "app_slug": "gmail", "attached": False}
    assert timed.got("POST", path, {"app_slug": "gmail"})["changed"] is True


def test_a_brand_agent_counts_its_connectors(caller: Caller) -> None:
    asked = {"name": "Acme", "seed_url": "https://acme.example"}
    agent_id = caller.got("POST", "/brand-agents", asked)["agent_id"]
    caller.got("POST", f"/agents/{agent_id}/connectors", {"app_slug": "slack"})
    detail = caller.got("GET", f"/brand-agents/{agent_id}")
    assert detail["structure"]["connectors"] == 1


@pytest.mark.parametrize(
    ("path", "body", "refusal"),
    [
        (ATTACH, {}, (422, "validation_error")),
        (ATTACH, {"app_slug": " "}, (422, "validation_error")),
        (ATTACH, {"app_slug": "nothing"}, (404, "connector_not_found")),
        (ATTACH, {"app_slug": "gmail", "allowed_tools": "all"}, (422, "validation_error")),
        (ATTACH, {"app_slug": "gmail", "allowed_tools": ["x"]}, (422, "validation_error")),
        ("/agents/nobody/connectors", {"app_slug": "gmail"}, (404, "agent_not_found")),
    ],
)
def test_what_cannot_be_attached_is_refused(
    caller: Caller, path: str, body: dict[str, Any], refusal: tuple[int, str]
) -> None:
    assert admin_refusal(caller.admin("POST", path, body)) == refusal
