"""A scripted service is all that clients of a test reach, and it says what went wrong."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

pytest.importorskip("uvicorn", reason="the extra sketricgen[testing] is not installed")

import sketricgen.testing
from sketricgen import SketricGenAPIError, SketricGenClient
from sketricgen._http.connections import Connections
from sketricgen.errors import SketricGenValidationError
from sketricgen.testing import ScriptedService

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.halves import Half


def refused(half: Half, client: SketricGenClient, agent_id: str) -> None:
    with pytest.raises(SketricGenAPIError, match="is not scripted"):
        half.run(client, agent_id, "Hi")
    half.close(client)


def test_an_agent_that_nobody_scripted_is_named(half: Half) -> None:
    with pytest.raises(AssertionError, match="agent 'zoe' is not scripted"):  # noqa: SIM117
        with ScriptedService():
            refused(half, SketricGenClient.from_env(), "zoe")


def test_an_error_of_the_block_comes_through_as_it_is(half: Half) -> None:
    with pytest.raises(ZeroDivisionError):  # noqa: PT012, SIM117
        with ScriptedService():
            refused(half, SketricGenClient.from_env(), "zoe")
            raise ZeroDivisionError


def test_a_script_that_only_looks_back_is_none(half: Half) -> None:
    with ScriptedService() as service:
        service.agent("a").says("ok").then()
        client = SketricGenClient.from_env()
        half.run(client, "a", "Hi")
        refused(half, client, "a")
        with pytest.raises(AssertionError, match="agent 'a' is not scripted"):
            service.check()


def test_no_client_reaches_another_host(half: Half) -> None:
    client = SketricGenClient("sk-real", max_retries=0)  # as a program makes it at its top
    with ScriptedService() as service:
        for _ in range(2):
            with pytest.raises(AssertionError, match="reach chat-v2"):
                half.run(client, "a", "Hi")
        with pytest.raises(AssertionError, match="reach chat-v2") as caught:
            service.check()
    assert len(str(caught.value).splitlines()) == 1
    half.close(client)


def test_the_surroundings_are_put_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SKETRICGEN_API_KEY", "sk-mine")
    monkeypatch.setenv("NO_PROXY", "intranet")
    monkeypatch.delenv("SKETRICGEN_BASE_URL", raising=False)
    before, way_out = dict(os.environ), (Connections.send, Connections.asend)
    with ScriptedService(api_key="k") as service:
        assert os.environ["SKETRICGEN_API_KEY"] == service.api_key == "k"
        assert os.environ["SKETRICGEN_PLATFORM_URL"] == service.platform_url
        assert os.environ["NO_PROXY"] == "intranet,127.0.0.1"
    assert dict(os.environ) == before
    assert (Connections.send, Connections.asend) == way_out


def test_a_file_can_be_given_to_a_scripted_agent(half: Half, tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_bytes(b"1, 2")
    with ScriptedService() as service:
        agent = service.agent("a").says("read")
        client = SketricGenClient.from_env()
        half.run(client, "a", "Hi", file_paths=[path])
        half.close(client)
    assert len(agent.runs[0].assets) == 1


def test_the_same_request_that_began_twice_is_named(half: Half) -> None:
    with ScriptedService() as service:
        service.agent("quiet")
        service.agent("a").says("ok")
        client = SketricGenClient.from_env()
        half.run(client, "a", "Hi")
        half.run(client, "a", "Hello")
        service.assert_nothing_ran_twice()
        half.stream(client, "a", "Hi")
        half.close(client)
        with pytest.raises(AssertionError, match=r"'a' ran 2 times for the same request, 'Hi'\."):
            service.assert_nothing_ran_twice()


@pytest.mark.parametrize("agent_id", [" ", 7])
def test_an_agent_has_an_id(agent_id: str) -> None:
    with pytest.raises(SketricGenValidationError, match="agent_id must be a string"):
        ScriptedService().agent(agent_id)


def test_the_agents_are_those_that_were_asked_for() -> None:
    agents = ScriptedService()._server._make_settings.keywords["agents"]
    assert (list(agents), len(agents), "any" in agents) == ([], 0, True)


def test_the_names_are_found_when_they_are_asked_for() -> None:
    assert set(sketricgen.testing.__all__) <= set(dir(sketricgen.testing))
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = sketricgen.testing.nothing


def test_importing_the_helpers_brings_no_server() -> None:
    code = "import sys, sketricgen.testing as t; t.verify_sequence; print('uvicorn' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"
