"""The pytest plugin, in a test run of its own."""

from __future__ import annotations

import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from _sketricgen_pytest import pytest_runtest_call
from sketricgen import SketricGenAPIError, SketricGenClient

from tests.testing.plugin_runs import run_tests

if TYPE_CHECKING:
    from sketricgen.testing import ScriptedService

PROGRAM = """
import unittest

import pytest
from sketricgen import SketricGenClient, SketricGenError


@pytest.fixture
def anyio_backend():
    return "asyncio"


def test_fixture(sketricgen):
    sketricgen.agent("a").says("Hel", "lo")
    with SketricGenClient.from_env() as client:
        assert client.run_workflow_sync("a", "Hi").response == "Hello"
    assert sketricgen.agent("a").runs[0].user_input == "Hi"
    sketricgen.assert_nothing_ran_twice()


def test_without_it():
    pass


@pytest.mark.anyio
async def test_asyncio(sketricgen):
    sketricgen.agent("a").says("Hel", "lo")
    async with SketricGenClient.from_env() as client:
        assert (await client.run_workflow("a", "Hi")).response == "Hello"


def test_swallowed(sketricgen):
    with SketricGenClient.from_env() as client:
        try:
            client.run_workflow_sync("zoe", "Hi")
        except SketricGenError:
            pass


def test_raised(sketricgen):
    with SketricGenClient.from_env() as client:
        client.run_workflow_sync("max", "Hi")


class TestCase(unittest.TestCase):
    @pytest.fixture(autouse=True)
    def scripted(self, sketricgen):
        sketricgen.agent("a").says("Hello")

    def test_case(self):
        with SketricGenClient.from_env() as client:
            self.assertEqual(client.run_workflow_sync("a", "Hi").response, "Hello")

    def test_case_swallowed(self):
        with SketricGenClient.from_env() as client, self.assertRaises(SketricGenError):
            client.run_workflow_sync("eva", "Hi")
"""


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> str:
    return run_tests(tmp_path_factory.mktemp("program"), PROGRAM)


def outcome(printed: str, test: str) -> str:
    (line,) = re.findall(rf"^([A-Z]+ \S+::{test}\b.*)$", printed, re.MULTILINE)
    return str(line)


@pytest.mark.parametrize("test", ["test_fixture", "test_without_it", "test_asyncio", "test_case"])
def test_a_test_that_scripts_its_agents_passes(printed: str, test: str) -> None:
    assert outcome(printed, test).startswith("PASSED")


@pytest.mark.parametrize(
    ("test", "name"), [("test_swallowed", "zoe"), ("test_case_swallowed", "eva")]
)
def test_an_agent_that_nobody_scripted_fails_the_test_with_its_name(
    printed: str, test: str, name: str
) -> None:
    assert outcome(printed, test).startswith("FAILED")
    assert f"AssertionError: agent '{name}' is not scripted" in printed


def test_a_test_that_fails_says_why_by_itself(printed: str) -> None:
    assert outcome(printed, "test_raised").startswith("FAILED")
    assert "3 failed, 4 passed in" in printed


def test_what_was_run_is_looked_at_once(
    request: pytest.FixtureRequest, sketricgen: ScriptedService
) -> None:
    with SketricGenClient.from_env() as client, pytest.raises(SketricGenAPIError):
        client.run_workflow_sync("zoe", "Hi")
    with pytest.raises(AssertionError, match="zoe"):
        pytest_runtest_call(request.node)
    sketricgen.check()


@pytest.mark.xfail(raises=ZeroDivisionError, strict=True)
def test_the_teardown_of_a_test_that_failed_adds_no_error(sketricgen: ScriptedService) -> None:
    with SketricGenClient.from_env() as client, pytest.raises(SketricGenAPIError):
        client.run_workflow_sync("zoe", "Hi")
    raise ZeroDivisionError


def test_a_test_run_without_the_fixture_pays_for_nothing() -> None:
    code = (
        "import sys, pytest; before = set(sys.modules); import _sketricgen_pytest; "
        "print(set(sys.modules) - before)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "{'_sketricgen_pytest'}\n"
