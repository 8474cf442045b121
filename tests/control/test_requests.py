"""What each operation of the control plane sends, and what it gives."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

import pytest
import sketricgen.admin
from sketricgen import SketricGenClient, SketricGenValidationError

from tests.conftest import KEY
from tests.control.service import (
    AGENTS,
    CHANGES,
    MAKERS,
    OPERATIONS,
    READS,
    ROOT,
    Operation,
    perform,
)
from tests.support import FaultServer, Reply

if TYPE_CHECKING:
    from tests.conftest import ClientFactory
    from tests.support.halves import Half


@pytest.mark.parametrize("operation", OPERATIONS, ids=str)
def test_an_operation_sends_what_was_given_and_nothing_else(
    half: Half, client: SketricGenClient, server: FaultServer, operation: Operation
) -> None:
    operation.on(server, operation.healthy)
    operation.perform(half, client)
    (request,) = server.requests
    assert (request.method, request.path) == (operation.method, operation.path)
    assert request.query == operation.query
    assert (request.json if request.body else None) == operation.body
    assert [(n, v) for n, v in request.headers if KEY in v] == [("Authorization", f"Bearer {KEY}")]
    assert request.header("Accept") == "application/json"
    content_type = None if operation.body is None else "application/json"
    assert request.header("Content-Type") == content_type
    length = None if operation.body is None else str(len(request.body))
    assert request.header("Content-Length") == length


@pytest.mark.parametrize("operation", OPERATIONS, ids=str)
def test_an_operation_gives_what_the_service_answered(
    half: Half, client: SketricGenClient, server: FaultServer, operation: Operation
) -> None:
    operation.on(server, operation.healthy)
    answer = operation.perform(half, client)
    answers = answer if isinstance(answer, list) else [answer]
    lists = [value for value in operation.answer.values() if isinstance(value, list)]
    is_item = isinstance(answer, list) or operation.call == "whoami"
    expected = lists[0] if is_item else [operation.answer]
    assert [each.to_dict() for each in answers] == expected
    assert type(answers[0]) is getattr(sketricgen.admin, type(answers[0]).__name__)


@pytest.mark.parametrize("operation", [READS[11], *CHANGES, MAKERS[0]], ids=str)
def test_an_operation_works_with_an_httpx_client_of_ones_own(
    half: Half, make_client: ClientFactory, server: FaultServer, operation: Operation
) -> None:
    operation.on(server, operation.healthy)
    http_client = half.make_http_client(auth=("user", "password"))  # which wants the same header
    operation.perform(half, make_client(server.url, **{half.keyword: http_client}))
    half.close_http_client(http_client)
    (request,) = server.requests
    assert request.header("Authorization") == f"Bearer {KEY}"


@pytest.mark.parametrize(
    "agent_id", ["a/b", "a b", "a?x=1#y", "50%", "%2F", "ü", "../a", "...", "a;b"]
)
def test_an_id_is_one_part_of_the_path_whatever_is_in_it(
    half: Half, client: SketricGenClient, server: FaultServer, agent_id: str
) -> None:
    server.reply(json={"agent": {}})
    perform(half, client, "brand_agents.get", agent_id)
    folder, _, part = server.requests[0].path.rpartition("/")
    assert (folder, unquote(part)) == (AGENTS, agent_id)
    assert server.requests[0].query == ""


IDS = ("agent_id", "app_slug", "job_id")


@pytest.mark.parametrize(
    ("operation", "name"),
    [(o, name) for o in OPERATIONS for name in IDS if name in o.args],
    ids=str,
)
def test_an_id_that_cannot_be_one_is_refused_before_anything_is_sent(
    half: Half, client: SketricGenClient, server: FaultServer, operation: Operation, name: str
) -> None:
    for bad in ("", " ", ".", "..", " a", "\ud800", 5, None):
        with pytest.raises(SketricGenValidationError, match=f"^{name} must"):
            perform(half, client, operation.call, **{**operation.args, name: bad})
    assert server.requests == []


@pytest.mark.parametrize(
    ("call", "args", "problem"),
    [
        ("brand_agents.create", {"name": " "}, "name must not be blank"),
        ("brand_agents.create", {"name": 5}, "name must be a string, got int"),
        ("brand_agents.create", {"seed_url": ""}, "seed_url must not be blank"),
        ("brand_agents.create", {"description": 5}, "description must be a string, got int"),
        ("brand_agents.create", {"publish_widget": "yes"}, "publish_widget must be True or False"),
        ("brand_agents.create", {"project_id": ""}, "project_id must not be blank"),
        ("brand_agents.create", {"template_slug": 5}, "template_slug must be a string"),
        ("brand_agents.create", {"knowledge_base_id": " k"}, "knowledge_base_id must not begin"),
        ("brand_agents.create_and_wait", {"name": ""}, "name must not be blank"),
        ("brand_agents.create_and_wait", {"poll_interval": 0}, "poll_interval must be a number"),
        ("brand_agents.create_and_wait", {"timeout": "1"}, "timeout must be a number"),
        ("brand_agents.create_and_wait", {"on_progress": 5}, r"on_progress .* with \(status\)"),
        ("brand_agents.wait", {"job_id": ".."}, r"job_id must be an id, got '\.\.'\.$"),
        ("brand_agents.wait", {"job_id": "j", "timeout": -1}, "timeout must be a number"),
        ("brand_agents.update", {"model": 5}, "model must be a string, got int"),
        ("brand_agents.update", {"instructions": "\udcff"}, "instructions must be valid Unicode"),
        ("brand_agents.update", {"knowledge_base_ids": "k-1"}, r"must be a list .* \['k-1'\]"),
        ("brand_agents.update", {"knowledge_base_ids": [""]}, "an item of knowledge_base_ids"),
        ("brand_agents.update_widget_config", {"color": {1, 2}}, "color must be JSON"),
        ("brand_agents.update_widget_config", {"color": float("nan")}, "color must be JSON"),
        ("brand_agents.update_widget_config", {"check": [b"x"]}, "check must be JSON"),
        ("brand_agents.update_widget_config", {"color": "\ud800"}, "color must be JSON"),
        ("brand_agents.list_templates", {"limit": 0}, "limit must be a whole number"),
        ("brand_agents.list_templates", {"offset": -1}, "offset must be a whole number"),
        ("connectors.list_tools", {"limit": 1.5}, "limit must be a whole number"),
        ("connectors.list_tools", {"offset": True}, "offset must be a whole number"),
        ("connectors.create_link", {"agent_type": 5}, "agent_type must be a string"),
        ("connectors.create_link", {"project_id": " "}, "project_id must not be blank"),
        ("connectors.check_connection", {"project_id": 5}, "project_id must be a string"),
        ("connectors.wait_until_connected", {"app_slug": "."}, r"app_slug .* got '\.'\.$"),
        ("connectors.wait_until_connected", {"agent_type": 5}, "agent_type must be a string"),
        ("connectors.wait_until_connected", {"timeout": 0}, "timeout must be a number"),
        ("connectors.attach", {"app_slug": ""}, "app_slug must not be blank"),
        ("connectors.attach", {"allowed_tools": "send"}, "allowed_tools must be a list"),
        ("connectors.attach", {"allowed_tools": [None]}, "an item of allowed_tools"),
    ],
)
def test_a_bad_argument_is_refused_before_anything_is_sent(
    half: Half,
    client: SketricGenClient,
    server: FaultServer,
    call: str,
    args: dict[str, Any],
    problem: str,
) -> None:
    good = {
        "brand_agents.create": {"name": "Ada", "seed_url": "https://example.com"},
        "brand_agents.create_and_wait": {"name": "Ada", "seed_url": "https://example.com"},
        "brand_agents.update": {"agent_id": "a-1"},
        "brand_agents.update_widget_config": {"agent_id": "a-1"},
        "connectors.attach": {"agent_id": "a-1", "app_slug": "slack"},
    }
    needed = {"app_slug": "slack"} if call.startswith("connectors") else {}
    with pytest.raises(SketricGenValidationError, match=problem):
        perform(half, client, call, **{**needed, **good.get(call, {}), **args})
    assert server.requests == []


def test_deep_json_is_refused_rather_than_a_recursion_error(
    half: Half, client: SketricGenClient
) -> None:
    deep: Any = []
    for _ in range(100_000):
        deep = [deep]
    with pytest.raises(SketricGenValidationError, match="menu must be JSON"):
        perform(half, client, "brand_agents.update_widget_config", "a-1", menu=deep)
    while deep:  # to free it all at once would overflow the stack of older Pythons
        deep = deep[0]


def test_what_is_none_is_not_sent(
    half: Half, client: SketricGenClient, server: FaultServer
) -> None:
    server.reply(json={"agent_id": "a-1"})
    perform(half, client, "brand_agents.update", "a-1", model=None)
    perform(half, client, "brand_agents.update_widget_config", "a-1", color=None, size=0)
    assert [request.json for request in server.requests] == [{}, {"size": 0}]


def test_whoami_says_so_if_the_key_belongs_to_no_teamspace(
    half: Half, client: SketricGenClient, server: FaultServer
) -> None:
    server.on("GET", f"{ROOT}/teamspaces", Reply(json={"teamspaces": []}))
    with pytest.raises(sketricgen.SketricGenResponseError, match="no teamspace"):
        half.call(client, "whoami")


def test_a_group_uses_the_options_of_the_client_it_was_reached_from(
    half: Half, client: SketricGenClient, server: FaultServer
) -> None:
    server.on("GET", AGENTS, Reply(500))
    impatient = client.with_options(max_retries=0)
    with pytest.raises(sketricgen.SketricGenAdminError) as caught:
        perform(half, impatient, "brand_agents.get", "a-1")
    assert len(caught.value.attempts) == len(server.requests) == 1


BY_POSITION = {
    "projects.list": [],
    "agents.list": [],
    "knowledge_bases.list": [],
    "brand_agents.create": [
        "name",
        "seed_url",
        "description",
        "project_id",
        "publish_widget",
        "template_slug",
        "knowledge_base_id",
    ],
    "brand_agents.get_status": ["job_id"],
    "brand_agents.wait": ["job_id", "poll_interval", "timeout"],
    "brand_agents.get": ["agent_id"],
    "brand_agents.update": [
        "agent_id",
        "display_name",
        "agent_name",
        "instructions",
        "model",
        "knowledge_base_ids",
    ],
    "brand_agents.list_templates": ["limit", "offset"],
    "brand_agents.get_widget_config": ["agent_id"],
    "brand_agents.update_widget_config": ["agent_id"],
    "connectors.list": [],
    "connectors.list_tools": ["app_slug", "limit", "offset"],
    "connectors.iter_tools": ["app_slug"],
    "connectors.create_link": ["app_slug", "project_id", "agent_type"],
    "connectors.check_connection": ["app_slug", "agent_type", "project_id"],
    "connectors.wait_until_connected": [
        "app_slug",
        "agent_type",
        "project_id",
        "poll_interval",
        "timeout",
    ],
    "connectors.attach": ["agent_id", "app_slug", "allowed_tools"],
    "connectors.detach": ["agent_id", "app_slug"],
}
BY_POSITION["brand_agents.create_and_wait"] = [
    *BY_POSITION["brand_agents.create"],
    "poll_interval",
    "timeout",
]


@pytest.mark.parametrize("suffix", ["", "_sync"])
@pytest.mark.parametrize("call", BY_POSITION)
def test_arguments_stand_in_the_order_that_earlier_clients_had(call: str, suffix: str) -> None:
    group, _, method = call.partition(".")
    function = getattr(getattr(SketricGenClient("sk-1"), group), method + suffix)
    given = inspect.signature(function).parameters.values()
    assert [p.name for p in given if p.kind is p.POSITIONAL_OR_KEYWORD] == BY_POSITION[call]
