"""Agents are made from websites and get the apps that they use, step by step from a shell."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from sketricgen import SketricGenClient

from tests.support import CloseAfterRequest, Reply

if TYPE_CHECKING:
    import pytest

    from tests.cli.conftest import Cli
    from tests.support import FaultServer

QUICK = ("--poll", "0.01")


def made(cli: Cli) -> str:
    done = cli("brand-agents", "create", "Ada", "https://example.com", "--wait", *QUICK)
    assert done.code == 0
    assert "The job is " in done.err
    return str(re.findall(r"^agent_id\t(.+)$", done.out, re.MULTILINE)[0])


def test_an_agent_is_made_waited_for_shown_and_changed(cli: Cli) -> None:
    agent = made(cli)
    assert agent in cli("brand-agents", "get", agent).out
    changed = cli("brand-agents", "update", agent, "--display-name", "Eve", "--format", "json")
    assert changed.code == 0
    assert "Eve" in changed.out


def test_a_job_is_shown_and_waited_for_by_its_id(cli: Cli) -> None:
    begun = cli("brand-agents", "create", "Ada", "https://example.com", "--format", "json")
    job = json.loads(begun.out)["job_id"]
    assert f"sketricgen brand-agents job {job}" in begun.err
    assert f"job_id\t{job}" in cli("brand-agents", "job", job).out
    assert "status\tsucceeded" in cli("brand-agents", "job", job, "--wait", *QUICK).out


def test_a_job_that_failed_is_1(faulty_cli: Cli, server: FaultServer) -> None:
    server.reply(json={"job_id": "j", "status": "failed", "error_summary": "nothing to read"})
    done = faulty_cli("brand-agents", "job", "j", "--wait", *QUICK)
    assert done.code == 1
    assert "nothing to read" in done.err


def test_an_agent_that_may_have_been_made_is_4(faulty_cli: Cli, server: FaultServer) -> None:
    server.on("POST", "/dev", CloseAfterRequest())
    assert faulty_cli("brand-agents", "create", "Ada", "https://example.com").code == 4


def test_templates_are_listed(cli: Cli) -> None:
    assert cli("brand-agents", "templates").out.startswith("slug\tname\tdescription\n")


def test_connectors_are_listed_with_their_tools(cli: Cli) -> None:
    listed = json.loads(cli("connectors", "list", "--format", "json").out)
    app = listed[0]["app_slug"]
    assert f"{app}\t" in cli("connectors", "list").out
    assert cli("connectors", "tools", app).out.startswith("tool name\t")


def test_a_connector_is_connected_attached_and_detached(cli: Cli) -> None:
    link = cli("connectors", "connect", "slack", "--wait", *QUICK)
    assert link.code == 0
    assert link.out.startswith("http")
    assert "slack is connected." in link.err
    assert "connected\tyes" in cli("connectors", "status", "slack").out
    again = cli("connectors", "connect", "slack")
    assert (again.out, again.err) == ("", "slack is connected already.\n")
    agent = made(cli)
    attached = cli("connectors", "attach", agent, "slack")
    assert "attached\tyes" in attached.out
    assert "attached\tno" in cli("connectors", "detach", agent, "slack").out


def test_a_link_is_written_without_waiting(faulty_cli: Cli, server: FaultServer) -> None:
    link = {"app_slug": "x", "already_connected": False, "connect_url": "https://example.com/1"}
    server.on("POST", "/dev", Reply(json=link))
    assert faulty_cli("connectors", "connect", "x").out == "https://example.com/1\n"


def test_an_interrupted_creation_says_that_it_may_go_on(
    cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    kind = type(SketricGenClient("key-1").brand_agents)
    monkeypatch.setattr(kind, "create_sync", interrupted)
    done = cli("brand-agents", "create", "Ada", "https://example.com")
    assert done.code == 130
    assert done.err.startswith("Interrupted. The agent may have begun")
