"""The control plane of the local server, from looking around to an agent that uses an app."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sketricgen import SketricGenAdminError, SketricGenJobError

from tests.control.service import items, perform

pytest.importorskip("uvicorn", reason="the extra sketricgen[emulator] is not installed")
from sketricgen.emulator import Emulator

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sketricgen import SketricGenClient

    from tests.conftest import ClientFactory
    from tests.support.halves import Half


@pytest.fixture(scope="module")
def quick() -> Iterator[Emulator]:
    with Emulator(job_seconds=0.1, connect_seconds=0.1) as running:
        yield running


@pytest.fixture
def client(make_client: ClientFactory, quick: Emulator) -> SketricGenClient:
    return make_client(quick.base_url, api_key=quick.api_key)


def test_all_pages_of_a_list_are_read(half: Half, client: SketricGenClient) -> None:
    for pages in (client.projects.list(), client.agents.list(), client.knowledge_bases.list()):
        by_page = items(half, pages.pages())
        assert len(by_page) >= 3
        assert items(half, pages) == [item for page in by_page for item in page]


def test_an_agent_is_made_of_a_website_changed_and_connected(
    half: Half, client: SketricGenClient
) -> None:
    states: list[str] = []
    job = perform(
        half,
        client,
        "brand_agents.create_and_wait",
        f"Ada, {half.name}",
        "https://example.com",
        poll_interval=0.02,
        on_progress=lambda status: states.append(status.status),
    )
    assert states[-1] == job.status == "succeeded"
    agent_id = job.agent_id
    changed = perform(half, client, "brand_agents.update", agent_id, instructions="Be brief.")
    assert changed.updated == ["instructions"]
    perform(half, client, "brand_agents.update_widget_config", agent_id, color="#fff", shy=False)
    kept = perform(half, client, "brand_agents.get_widget_config", agent_id).widget_config
    assert (kept["color"], kept["shy"]) == ("#fff", False)

    (gmail, *_) = perform(half, client, "connectors.list")
    link = perform(half, client, "connectors.create_link", gmail.app_slug, agent_type=half.name)
    assert link.connect_url or link.already_connected
    wait = "connectors.wait_until_connected"
    slug = gmail.app_slug
    perform(half, client, wait, slug, agent_type=half.name, poll_interval=0.02)
    assert perform(half, client, "connectors.attach", agent_id, slug).changed
    assert not perform(half, client, "connectors.attach", agent_id, slug).changed
    assert perform(half, client, "connectors.detach", agent_id, slug).attached is False
    tools = perform(half, client, "connectors.iter_tools", slug)
    assert len(tools) == perform(half, client, "connectors.list_tools", slug).total


def test_a_website_that_cannot_be_reached_fails_the_job(
    half: Half, client: SketricGenClient
) -> None:
    create = "brand_agents.create_and_wait"
    with pytest.raises(SketricGenJobError, match="could not be reached") as caught:
        perform(half, client, create, "Ada", "https://unreachable.example", poll_interval=0.02)
    assert caught.value.job_id


def test_what_belongs_to_another_teamspace_is_refused_with_a_code(
    half: Half, client: SketricGenClient, quick: Emulator, make_client: ClientFactory
) -> None:
    other = make_client(quick.base_url, api_key=quick.second_api_key)
    theirs = items(half, other.projects.list())[0].project_id
    with pytest.raises(SketricGenAdminError) as caught:
        perform(half, client, "connectors.create_link", "gmail", project_id=theirs)
    assert caught.value.code == "project_scope_mismatch"
