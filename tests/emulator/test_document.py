"""The emulator answers as openapi.yaml says, whatever it is asked."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Callable

import pytest
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from sketricgen.emulator.agents import AGENTS

from tests.emulator.caller import FILES

yaml = pytest.importorskip("yaml")

if TYPE_CHECKING:
    from tests.emulator.caller import Caller

pytestmark = pytest.mark.unmeasured

_DOCUMENT = Path(__file__).parents[2] / "openapi.yaml"
_RAW: dict[str, Any] = yaml.safe_load(_DOCUMENT.read_text(encoding="utf-8"))
for _path in _RAW["paths"].values():
    # Whatever a checker sends on its own account must not go to the service.
    del _path["servers"]
_PATHS = list(_RAW["paths"])
_KEY_HEADERS = {"/api/v1/run-workflow": "API-KEY"}

_bounded = settings(
    max_examples=20,
    derandomize=True,
    database=None,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@cache
def _operations() -> dict[str, Any]:
    # It takes long to import, and every worker imports this module.
    schemathesis = pytest.importorskip("schemathesis")
    schema = schemathesis.openapi.from_dict(_RAW)
    return {found.ok().path: found.ok() for found in schema.get_all_operations()}


def _cases(path: str, mode: str) -> st.SearchStrategy[Any]:
    operation = _operations()[path]
    cases: st.SearchStrategy[Any] = operation.as_strategy(
        pytest.importorskip("schemathesis").GenerationMode[mode]
    )
    return cases


def _call(caller: Caller, case: Any) -> int:
    """Send a case to the server its path belongs to; check the answer against the document."""
    is_chat = case.path in _KEY_HEADERS
    base_url = caller.emulator.base_url if is_chat else caller.emulator.platform_url
    name = _KEY_HEADERS.get(case.path, "X-API-KEY")
    case.headers = {**(case.headers or {}), name: caller.emulator.api_key}
    # To OpenAPI 3.1 a stream is one string; the checker would rather have a schema of its events,
    # which `test_every_event_is_as_documented` goes by.
    checks = pytest.importorskip("schemathesis.specs.openapi.checks")
    streamed = isinstance(case.body, dict) and case.body.get("stream") is True
    unfit = [checks.response_schema_conformance] if streamed else []
    # It repeats requests without the key, to an address of its own choice.
    unfit.append(checks.ignored_auth)
    response = case.call_and_validate(base_url=base_url, excluded_checks=unfit)
    status: int = response.status_code
    return status


def _is_valid(path: str, body: object) -> bool:
    content = _RAW["paths"][path]["post"]["requestBody"]["content"]
    return bool(_validator(content["application/json"]["schema"]).is_valid(body))


def _validator(schema: dict[str, Any]) -> Draft202012Validator:
    return Draft202012Validator({**schema, "components": _RAW["components"]})


def _sensible_run(body: dict[str, Any], file_id: str) -> set[int]:
    # That one of the two is needed is said in words only.
    assume("user_input" in body or body.get("assets"))
    body["agent_id"] = "echo"
    if "assets" in body:
        body["assets"] = [file_id for _ in body["assets"]]
    return {200} if body.get("stream") else {201}


def _sensible_init(body: dict[str, Any], file_id: str) -> set[int]:
    body["agent_id"] = "echo"
    body["file_name"] += ".pdf"
    return {200}


def _sensible_complete(body: dict[str, Any], file_id: str) -> set[int]:
    body.update(agent_id="echo", file_id=file_id)
    return {200}


_SENSIBLE: dict[str, Callable[[dict[str, Any], str], set[int]]] = {
    "/api/v1/run-workflow": _sensible_run,
    "/publicAssetsUploadInit": _sensible_init,
    "/publicAssetsUploadComplete": _sensible_complete,
}


@pytest.mark.parametrize("path", _PATHS)
def test_what_the_document_allows_is_done(caller: Caller, path: str) -> None:
    file_id = caller.upload("report.pdf", (FILES / "report.pdf").read_bytes())["file_id"]

    @_bounded
    @given(case=_cases(path, "POSITIVE"))
    def check(case: Any) -> None:
        case.body = dict(case.body)
        expected = _SENSIBLE[path](case.body, file_id)
        assert _call(caller, case) in expected

    check()


@pytest.mark.parametrize("path", _PATHS)
def test_what_the_document_forbids_is_refused_and_nothing_runs(caller: Caller, path: str) -> None:
    before = caller.emulator.runs

    @_bounded
    @given(case=_cases(path, "NEGATIVE"))
    def check(case: Any) -> None:
        # Where only the header of the key is wrong: the tests of the keys have that.
        assume(not _is_valid(path, case.body))
        assert 400 <= _call(caller, case) < 500

    check()
    assert caller.emulator.runs == before


@pytest.mark.parametrize("path", _PATHS)
@_bounded
@given(data=st.data())
def test_what_is_allowed_but_names_nothing_is_refused_as_documented(
    caller: Caller, path: str, data: st.DataObject
) -> None:
    case = data.draw(_cases(path, "POSITIVE"))
    case.body = {**case.body, "agent_id": "nobody"}
    if path == "/api/v1/run-workflow":
        assume("user_input" in case.body or case.body.get("assets"))
    assert _call(caller, case) in {400, 404}


@pytest.mark.parametrize("agent_id", AGENTS)
def test_every_event_is_as_documented(caller: Caller, agent_id: str) -> None:
    documented = _validator({"$ref": "#/components/schemas/StreamEventData"})
    for event in caller.events(agent_id, "add 1 + 2"):
        documented.validate(event)


def test_the_document_is_covered_whole() -> None:
    assert _operations().keys() == _SENSIBLE.keys()
