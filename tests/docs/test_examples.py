from __future__ import annotations

import runpy
import subprocess
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest
from sketricgen import SketricGenError

from tests.docs.documents import ROOT

if TYPE_CHECKING:
    from pathlib import Path

    from sketricgen.emulator import Emulator

EXAMPLES = ROOT / "examples"

# What each example prints of itself, in this order; other lines may stand between.
PRINTED = {
    "quick_start.py": ["You said: What can you do?"],
    "blocking.py": ["You said: What can you do?", "conversation: conv_"],
    "streaming.py": ["thought: Tell me a story about a lighthouse.\n\nOne morning"],
    "typed_events.py": [
        "state    {'phase': 'reading', 'words': 0}\nstep     read\nthinks   'The '",
        "state    changes: 1\ncustom   progress: {'done': 1, 'of': 2}\nstep     answer\nsays ",
        "says     'words.'\nfinished\n",
    ],
    "tool_calls.py": [
        'calling calculator ...\n... which answered {"value": "42"}\n',
        "calculator({'expression': '(3 + 4) * 6'}) = {\"value\": \"42\"}\n(3 + 4) * 6 = 42\n",
    ],
    "attachments.py": [
        "report.pdf: 3,805 of 3,805 bytes\n",
        "File 1: report.pdf (application/pdf, 3805 bytes): 3 pages\nFile 2: picture.png (image/png",
        "You said: What does it show?",
        "You said: Which colours does it have?",
        "File 1: boat.jpg (image/jpeg, 4334 bytes): 320 x 200 pixels",
    ],
    "conversation.py": [
        "> My name is Ada.\nYou said: My name is Ada.\nThis is turn 1",
        "> What is my name?\nYou said: What is my name?\nThis is turn 2",
    ],
    "human_in_the_loop.py": [
        "It wants to send_email: {'text': 'Tell Ann that we are late.'}\n",
        "You decided: respond: Ask me tomorrow.\n",
    ],
    "after_each_attempt.py": ["2 x 200 OK\n1 x 201 Created\n1 x 204 No Content\n"],
    "errors.py": [
        "not sent: user_input must not be blank.\n",
        "not sent: There is no file 'no-such-file.pdf'",
        "the service answered 404 Not Found",
        "The run failed: The agent failed, as it always does. (agent_failed); before that it said",
        "the key was refused\n",
        "no answer after 2 attempts, safe to ask again\n",
    ],
    "many_at_once.py": [f"What is {n} * {n}? {n} * {n} = {n * n}\n" for n in range(1, 11)],
    "own_http_client.py": [
        "POST /dev/publicAssetsUploadInit: 200\nPOST /storage/sketricgen-local: 204\n",
        "POST /api/v1/run-workflow: 201\nYou said: How long is it?",
        "3 pages\nstill open\n",
    ],
    "control_plane.py": [
        "Local teamspace\nproject: Website\n",
        "succeeded: done, {'pages': 8, 'of': 8}\nchanged: instructions\n",
        "'primary_color': '#ff8800'",
    ],
    "generated_client.py": ["201\nYou said: What can you do?"],
}

# Those have servers of their own, and tests of their own.
TESTED_ELSEWHERE = ("agui_server.py", "demo.py", "scripted_agents.py")


def run_example(
    name: str, environment: dict[str, str], cwd: Path
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(EXAMPLES / name)],
        env={**environment, "PYTHONUTF8": "1"},
        cwd=cwd,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize("name", PRINTED)
def test_an_example_does_what_it_says(
    name: str, without_settings: dict[str, str], settings: dict[str, str], tmp_path: Path
) -> None:
    done = run_example(name, {**without_settings, **settings}, tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    position = 0
    for printed in PRINTED[name]:
        position = done.stdout.find(printed, position)
        assert position >= 0, f"{printed!r} is not (there) in\n{done.stdout}"


@pytest.mark.parametrize("name", PRINTED)
def test_an_example_asks_the_agent_of_the_environment_and_no_other(
    name: str,
    emulator: Emulator,
    desk: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    runs, requests = emulator.runs, len(emulator.requests)
    monkeypatch.setenv("SKETRICGEN_AGENT_ID", "no-such-agent")
    with suppress(SketricGenError):
        runpy.run_path(str(EXAMPLES / name), run_name="__main__")
    assert len(emulator.requests) > requests
    assert emulator.runs == runs


def test_every_example_is_tested() -> None:
    assert {path.name for path in EXAMPLES.glob("*.py")} == {*PRINTED, *TESTED_ELSEWHERE}


@pytest.mark.parametrize("name", PRINTED)
def test_an_example_says_how_to_run_it(name: str) -> None:
    assert f"    python examples/{name}" in (EXAMPLES / name).read_text(encoding="utf-8")
