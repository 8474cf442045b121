"""The names of the control plane, and when they are imported."""

from __future__ import annotations

import inspect
import pydoc
import subprocess
import sys

import pytest
import sketricgen.admin
import sketricgen.admin.models
import sketricgen_api.answers
from sketricgen.client.brand_agents import BrandAgents
from sketricgen.client.connectors import Connectors

ANSWERS_OF_0_3 = [
    "Agent",
    "BrandAgentDetail",
    "BrandAgentJob",
    "BrandAgentTemplate",
    "BrandAgentUpdateResult",
    "ConnectLink",
    "ConnectionStatus",
    "Connector",
    "ConnectorAttachment",
    "ConnectorDetachment",
    "ConnectorTool",
    "ConnectorTools",
    "JobEmbed",
    "JobStatus",
    "KnowledgeBase",
    "Project",
    "RequiredConnector",
    "Teamspace",
    "WidgetConfig",
    "WidgetConfigUpdateResult",
]


@pytest.mark.parametrize("name", ANSWERS_OF_0_3)
def test_an_answer_is_where_earlier_clients_had_it_and_the_same_class(name: str) -> None:
    kind = getattr(sketricgen_api.answers, name)
    assert getattr(sketricgen.admin, name) is kind
    assert getattr(sketricgen.admin.models, name) is kind


def test_the_base_of_all_answers_has_its_earlier_name() -> None:
    assert sketricgen.admin.models.AdminModel is sketricgen_api.answers.Answer


def test_the_url_of_the_control_plane_is_named() -> None:
    url = sketricgen.admin.DEFAULT_ADMIN_BASE_URL
    assert url == f"{sketricgen.SketricGenClient('sk-1').config.platform_url}/admin/v1"


def test_a_program_that_only_runs_agents_imports_nothing_of_the_control_plane() -> None:
    imported = subprocess.run(
        [
            sys.executable,
            "-c",
            "import sys, sketricgen; sketricgen.SketricGenClient('sk-1'); print(*sys.modules)",
        ],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()
    assert "sketricgen._operations.run" in imported
    for module in (
        "sketricgen._operations.control",
        "sketricgen._operations.pages",
        "sketricgen._operations.waiting",
        "sketricgen.admin",
        "sketricgen.client.brand_agents",
        "sketricgen.client.connectors",
        "sketricgen.client.resources",
        "sketricgen_api.answers.projects",
    ):
        assert module not in imported


def test_help_shows_an_operation_as_it_is_called() -> None:
    detach = Connectors.detach_sync
    signature = str(inspect.signature(detach))
    assert signature == "(self, agent_id: 'str', app_slug: 'str') -> 'ConnectorDetachment'"
    shown = pydoc.plain(pydoc.render_doc(BrandAgents.create))
    # Newer versions of Python give each argument a line.
    begin = "create(self, name: 'str', seed_url: 'str', description: 'str | None' = None"
    assert begin in " ".join(shown.split()).replace("( ", "(")
    assert "await client.brand_agents.create(" in shown
    blocking = pydoc.plain(pydoc.render_doc(BrandAgents.create_sync))
    assert "client.brand_agents.create_sync(" in blocking
    assert "await" not in blocking.replace("awaited", "")
