"""The pytest plugin, in test runs of its own."""

from __future__ import annotations

import subprocess
import sys

import pytest

pytest.importorskip("uvicorn", reason="the extra sketricgen[testing] is not installed")

pytest_plugins = ["pytester"]

# By its module, since this project's own run leaves the entry point out.
PLUGIN = ("-p", "no:sketricgen", "-p", "_sketricgen_pytest", "-p", "no:cacheprovider")


def test_the_fixture_scripts_agents_and_looks_at_their_runs(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        """
        from sketricgen import SketricGenClient

        def test_it(sketricgen):
            sketricgen.agent("a").says("Hel", "lo")
            with SketricGenClient.from_env() as client:
                assert client.run_workflow_sync("a", "Hi").response == "Hello"
            assert sketricgen.agent("a").runs[0].user_input == "Hi"
            sketricgen.assert_nothing_ran_twice()

        def test_without_it():
            pass
        """
    )
    pytester.runpytest_inprocess(*PLUGIN).assert_outcomes(passed=2)


def test_an_agent_that_nobody_scripted_fails_the_test_with_its_name(
    pytester: pytest.Pytester,
) -> None:
    pytester.makepyfile(
        """
        from sketricgen import SketricGenClient, SketricGenError

        def test_it(sketricgen):
            with SketricGenClient.from_env() as client:
                try:
                    client.run_workflow_sync("zoe", "Hi")
                except SketricGenError:
                    pass
        """
    )
    result = pytester.runpytest_inprocess(*PLUGIN)
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["*AssertionError: agent 'zoe' is not scripted*"])


def test_a_test_that_fails_says_why_by_itself(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        """
        from sketricgen import SketricGenClient

        def test_it(sketricgen):
            with SketricGenClient.from_env() as client:
                client.run_workflow_sync("zoe", "Hi")
        """
    )
    result = pytester.runpytest_inprocess(*PLUGIN)
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["*SketricGenAPIError: 404 *agent 'zoe' is not scripted*"])


def test_it_works_with_asyncio(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        """
        import pytest
        from sketricgen import SketricGenClient

        @pytest.fixture
        def anyio_backend():
            return "asyncio"

        @pytest.mark.anyio
        async def test_it(sketricgen):
            sketricgen.agent("a").says("Hel", "lo")
            async with SketricGenClient.from_env() as client:
                assert (await client.run_workflow("a", "Hi")).response == "Hello"
        """
    )
    pytester.runpytest_inprocess("-p", "anyio", *PLUGIN).assert_outcomes(passed=1)


def test_it_works_with_unittest(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        """
        import unittest
        import pytest
        from sketricgen import SketricGenClient

        class Tests(unittest.TestCase):
            @pytest.fixture(autouse=True)
            def scripted(self, sketricgen):
                sketricgen.agent("a").says("Hello")
                self.service = sketricgen

            def test_it(self):
                with SketricGenClient.from_env() as client:
                    self.assertEqual(client.run_workflow_sync("a", "Hi").response, "Hello")

            def test_a_slip(self):
                with SketricGenClient.from_env() as client:
                    with self.assertRaises(Exception):
                        client.run_workflow_sync("zoe", "Hi")
        """
    )
    pytester.runpytest_inprocess(*PLUGIN).assert_outcomes(passed=1, failed=1)


def test_a_test_run_without_the_fixture_pays_for_nothing() -> None:
    code = (
        "import sys, pytest; before = set(sys.modules); import _sketricgen_pytest; "
        "print(set(sys.modules) - before)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "{'_sketricgen_pytest'}\n"
