"""The emulator answers as openapi.yaml says, whatever it is asked."""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Callable

import pytest
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from sketricgen.emulator.agents import AGENTS

from tests.emulator.caller import FILES, Caller

yaml = pytest.importorskip("yaml")

if TYPE_CHECKING:
    import httpx
    from sketricgen.emulator import Emulator

    from tests.emulator.conftest import Clock

pytestmark = pytest.mark.unmeasured

_DOCUMENT = Path(__file__).parents[2] / "openapi.yaml"
_RAW: dict[str, Any] = yaml.safe_load(_DOCUMENT.read_text(encoding="utf-8"))
# Whatever a checker sends on its own account must not go to the service.
_RAW.pop("servers", None)
for _path in _RAW["paths"].values():
    del _path["servers"]
_RUN = "run_workflow"
# The path and the method of each operation.
_OPERATIONS: dict[str, tuple[str, str]] = {
    operation["operationId"]: (path, method)
    for path, item in _RAW["paths"].items()
    for method, operation in item.items()
}
_WITH_BODY = [name for name, (_, method) in _OPERATIONS.items() if method in {"post", "patch"}]

_bounded = settings(
    max_examples=20,
    derandomize=True,
    database=None,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@cache
def _found() -> dict[tuple[str, str], Any]:
    # It takes long to import, and every worker imports this module.
    schemathesis = pytest.importorskip("schemathesis")
    schema = schemathesis.openapi.from_dict(_RAW)
    found = [result.ok() for result in schema.get_all_operations()]
    return {(operation.path, operation.method): operation for operation in found}


def _cases(name: str, mode: str) -> st.SearchStrategy[Any]:
    operation = _found()[_OPERATIONS[name]]
    cases: st.SearchStrategy[Any] = operation.as_strategy(
        pytest.importorskip("schemathesis").GenerationMode[mode]
    )
    return cases


def _unfit() -> list[Any]:
    """Repeating requests without the key goes to an address of the checker's own choice.

    What is done and what is refused, the tests below say better.
    """
    checks = pytest.importorskip("schemathesis.specs.openapi.checks")
    return [checks.ignored_auth, checks.positive_data_acceptance]


def _place(caller: Caller, path: str) -> tuple[str, dict[str, str]]:
    """The server that a path belongs to, and the header with its key."""
    key, platform = caller.emulator.api_key, caller.emulator.platform_url
    if path.startswith("/api/"):
        return caller.emulator.base_url, {"API-KEY": key}
    if path.startswith("/admin/"):
        return platform, {"Authorization": f"Bearer {key}"}
    return platform, {"X-API-KEY": key}


def _call(caller: Caller, case: Any) -> int:
    """Send a case to the server its path belongs to; check the answer against the document."""
    base_url, headers = _place(caller, case.path)
    case.headers = {**(case.headers or {}), **headers}
    # To OpenAPI 3.1 a stream is one string; the checker would rather have a schema of its events,
    # which `test_every_event_is_as_documented` goes by.
    streamed = isinstance(case.body, dict) and case.body.get("stream") is True
    checks = pytest.importorskip("schemathesis.specs.openapi.checks")
    unfit = [checks.response_schema_conformance] if streamed else []
    response = case.call_and_validate(base_url=base_url, excluded_checks=[*unfit, *_unfit()])
    status: int = response.status_code
    return status


_needs_newer_schemathesis = pytest.mark.skipif(
    sys.version_info < (3, 10),
    reason="the last schemathesis for Python 3.9 spoils only the header of the key",
)


def _is_valid(name: str, body: object) -> bool:
    path, method = _OPERATIONS[name]
    if name == _RUN and isinstance(body, dict) and body.get("user_input") == "":
        # The published clients send it for none.
        body = {key: value for key, value in body.items() if key != "user_input"}
    content = _RAW["paths"][path][method]["requestBody"]["content"]
    return bool(_validator(content["application/json"]["schema"]).is_valid(body))


def _validator(schema: dict[str, Any]) -> Draft202012Validator:
    return Draft202012Validator({**schema, "components": _RAW["components"]})


class _Known:
    """Things that exist on the server."""

    def __init__(self, caller: Caller) -> None:
        data = (FILES / "report.pdf").read_bytes()
        self.file_id = caller.upload("report.pdf", data)["file_id"]
        asked = {"name": "Acme", "seed_url": "https://acme.example"}
        made = caller.got("POST", "/brand-agents", asked)
        self.ids = {
            "agent_id": made["agent_id"],
            "job_id": made["job_id"],
            "app_slug": "gmail",
            "project_id": "proj_local_1",
        }


def _sensible_run(body: dict[str, Any], known: _Known) -> None:
    # That one of the two is needed is said in words only.
    assume("user_input" in body or body.get("assets"))
    body.pop("hitl_resume", None)  # tests/emulator/test_pauses.py has that
    body["agent_id"] = "echo"
    if "assets" in body:
        body["assets"] = [known.file_id for _ in body["assets"]]


def _sensible_init(body: dict[str, Any], known: _Known) -> None:
    body["agent_id"] = "echo"
    body["file_name"] += ".pdf"


def _sensible_complete(body: dict[str, Any], known: _Known) -> None:
    body.update(agent_id="echo", file_id=known.file_id)


def _sensible_create(body: dict[str, Any], known: _Known) -> None:
    body["seed_url"] = "https://acme.example"
    for name, value in [
        ("project_id", "proj_local_1"),
        ("template_slug", "product-guide"),
        ("knowledge_base_id", "kb_local_1"),
    ]:
        if name in body:
            body[name] = value


def _sensible_update(body: dict[str, Any], known: _Known) -> None:
    for name in ("display_name", "agent_name"):
        if name in body:
            body[name] += "x"
    if "model" in body:
        body["model"] = "gpt-4o"
    if "knowledge_base_ids" in body:
        body["knowledge_base_ids"] = ["kb_local_4" for _ in body["knowledge_base_ids"]]


def _sensible_link(body: dict[str, Any], known: _Known) -> None:
    if "project_id" in body:
        body["project_id"] = known.ids["project_id"]


def _sensible_attach(body: dict[str, Any], known: _Known) -> None:
    body["app_slug"] = "gmail"
    if "allowed_tools" in body:
        body["allowed_tools"] = ["send_email" for _ in body["allowed_tools"]]


def _any_body(body: dict[str, Any], known: _Known) -> None:
    """Leave it as it is."""


_SENSIBLE: dict[str, Callable[[dict[str, Any], _Known], None]] = {
    _RUN: _sensible_run,
    "init_upload": _sensible_init,
    "complete_upload": _sensible_complete,
    "create_brand_agent": _sensible_create,
    "update_brand_agent": _sensible_update,
    "update_widget_config": _any_body,
    "create_connect_link": _sensible_link,
    "attach_connector": _sensible_attach,
}


# What links lead from and to.
_LINKED = ("create_brand_agent", "get_job", "get_brand_agent", "get_widget_config", "list_projects")


@pytest.fixture(scope="module")
def known(http: httpx.Client, emulator: Emulator) -> _Known:
    return _Known(Caller(http, emulator))


@pytest.mark.parametrize("name", _OPERATIONS)
def test_what_the_document_allows_is_done(caller: Caller, known: _Known, name: str) -> None:
    @_bounded
    @given(case=_cases(name, "POSITIVE"))
    def check(case: Any) -> None:
        for given_ids in (case.path_parameters, case.query):
            for parameter in known.ids.keys() & (given_ids or {}):
                given_ids[parameter] = known.ids[parameter]
        if "next_token" in (case.query or {}):
            case.query["next_token"] = f"{name[5:].lower()}:3".encode().hex()
        if name in _WITH_BODY:
            case.body = dict(case.body)
            _SENSIBLE[name](case.body, known)
        assert _call(caller, case) in {200, 201, 202}

    check()


@pytest.mark.parametrize("name", _WITH_BODY)
@_needs_newer_schemathesis
def test_what_the_document_forbids_is_refused_and_nothing_runs(caller: Caller, name: str) -> None:
    before = caller.emulator.runs

    @_bounded
    @given(case=_cases(name, "NEGATIVE"))
    def check(case: Any) -> None:
        # Where only the header of the key is wrong: the tests of the keys have that.
        assume(not _is_valid(name, case.body))
        assert 400 <= _call(caller, case) < 500

    check()
    assert caller.emulator.runs == before


@pytest.mark.parametrize(
    "name",
    [name for name, (path, _) in _OPERATIONS.items() if name in _WITH_BODY or "{" in path],
)
@_bounded
@given(data=st.data())
def test_what_is_allowed_but_names_nothing_is_refused_as_documented(
    caller: Caller, name: str, data: st.DataObject
) -> None:
    case = data.draw(_cases(name, "POSITIVE"))
    case.path_parameters = {
        parameter: f"no {value}" for parameter, value in (case.path_parameters or {}).items()
    }
    if name in _WITH_BODY:
        case.body = dict(case.body)
    if name in {_RUN, "init_upload", "complete_upload"}:
        case.body["agent_id"] = "nobody"
    if name == _RUN:
        assume("user_input" in case.body or case.body.get("assets"))
    elif name == "create_brand_agent":
        case.body["template_slug"] = "nothing"
    assert _call(caller, case) in {400, 404, 422}


@pytest.mark.parametrize("agent_id", AGENTS)
def test_every_event_is_as_documented(caller: Caller, agent_id: str) -> None:
    documented = _validator({"$ref": "#/components/schemas/StreamEventData"})
    for event in caller.events(agent_id, "add 1 + 2", enable_hitl=True):
        documented.validate(event)


def test_an_answer_that_pauses_is_as_documented(caller: Caller) -> None:
    documented = _validator({"$ref": "#/components/schemas/ChatResponse"})
    documented.validate(caller.pause("dear Ann\ndelete old.txt"))


def test_a_job_is_as_documented_at_any_time(timed: Caller, clock: Clock) -> None:
    documented = _validator({"$ref": "#/components/schemas/JobStatus"})
    asked = {"name": "Gone", "seed_url": "https://unreachable.example"}
    made = timed.got("POST", "/brand-agents", asked)
    for _ in range(5):
        documented.validate(timed.got("GET", f"/jobs/{made['job_id']}"))
        clock.now += 2


@_needs_newer_schemathesis
def test_what_a_link_of_the_document_leads_to_is_as_documented(
    caller: Caller, known: _Known
) -> None:
    """Follows links: from page to page, and from a new brand agent to its job and its widget."""
    base_url, headers = _place(caller, "/admin/")
    found: set[str] = set()
    linked = {path: _RAW["paths"][path] for name in _LINKED for path in _OPERATIONS[name][:1]}
    schemathesis = pytest.importorskip("schemathesis")
    machine = schemathesis.openapi.from_dict({**_RAW, "paths": linked}).as_state_machine()

    class Following(machine):  # type: ignore[misc,valid-type] # made of the document
        def before_call(self, case: Any) -> None:
            case.headers = headers
            if case.operation.path == "/admin/v1/brand-agents":
                case.body = dict(case.body)
                _SENSIBLE["create_brand_agent"](case.body, known)

        def get_call_kwargs(self, case: Any) -> dict[str, Any]:
            return {"base_url": base_url}

        def validate_response(self, response: Any, case: Any, **rest: Any) -> None:
            if response.status_code < 300:
                found.add(case.operation.definition.raw["operationId"])
            case.validate_response(response, excluded_checks=_unfit())

    Following.run(settings=settings(_bounded, max_examples=10, stateful_step_count=6))
    # Only a link leads to an id that exists.
    assert found & {"get_job", "get_brand_agent", "get_widget_config"}


def test_the_document_is_covered_whole() -> None:
    assert set(_WITH_BODY) == _SENSIBLE.keys()
