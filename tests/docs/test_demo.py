from __future__ import annotations

import os
import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.docs.documents import ROOT

if TYPE_CHECKING:
    from sketricgen.emulator import Emulator

COMMAND = [sys.executable, str(ROOT / "examples" / "demo.py")]


def run_demo(environment: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*COMMAND, *arguments],
        env=environment,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )


@pytest.fixture(scope="module")
def shown(without_settings: dict[str, str]) -> str:
    done = run_demo(without_settings)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def test_it_needs_nothing_and_shows_everything(shown: str) -> None:
    titles = re.findall(r"^(\S.*) \((.+)\)$", shown, re.MULTILINE)
    assert titles == [
        ("An answer", "blocking"),
        ("A story, as it is told", "asyncio, streamed"),
        ("A PDF", "asyncio"),
        ("A picture", "blocking, streamed"),
        ("A pause, and what a person decides", "blocking"),
        ("The control plane", "asyncio"),
    ]
    assert len(re.findall(r"^   > .+", shown, re.MULTILINE)) == len(titles)
    assert "the kettle on" in shown
    assert "3 pages" in shown
    assert "320 x 200 pixels" in shown
    assert "it wants to send_email: " in shown
    assert "You decided: approve" in shown
    assert "Echo, Agent-123" in shown
    assert re.search(r"^   agent_\w+ is ready$", shown, re.MULTILINE)


def test_it_shows_progress_events_and_times(shown: str) -> None:
    assert re.search(r"^   example.com \[#+\] 8 of 8 pages$", shown, re.MULTILINE)
    for file_name, size in (("report.pdf", "3,805"), ("picture.png", "3,388")):
        assert re.search(rf"^   {file_name} \[#+\] {size} of {size} bytes$", shown, re.MULTILINE)
    events = r"RUN_STARTED > TEXT_MESSAGE_START > \d+ x TEXT_MESSAGE_CONTENT > .*RUN_FINISHED\n"
    assert len(re.findall(events, shown)) == 2
    assert len(re.findall(r"first words after \d.* m?s, all after \d.* m?s\n", shown)) == 2
    assert len(re.findall(r"^   \d[\d.]* m?s$", shown, re.MULTILINE)) == 3
    assert re.search(r"Done in \d.* m?s\.\n$", shown)


def test_no_line_is_too_long_for_a_narrow_terminal(shown: str) -> None:
    story = shown.partition("A story")[2].partition("RUN_STARTED")[0]
    assert max(map(len, story.splitlines())) <= 100


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("SKETRICGEN_API_KEY", "SKETRICGEN_AGENT_ID"),
        ("SKETRICGEN_AGENT_ID", "SKETRICGEN_API_KEY"),
    ],
)
def test_live_it_says_which_variable_is_missing(
    without_settings: dict[str, str], name: str, other: str
) -> None:
    done = run_demo({**without_settings, other: "given"}, "--live")
    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr == f"To ask the service, set {name} in the environment.\n"


def test_live_it_asks_the_agent_of_the_environment_every_question(
    without_settings: dict[str, str], settings: dict[str, str], emulator: Emulator
) -> None:
    runs = emulator.runs
    live = {**without_settings, **settings, "SKETRICGEN_AGENT_ID": "tool"}
    done = run_demo(live, "--live")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith(f"Asking tool at {emulator.base_url}\n")
    assert len(re.findall(r"Your message has \d+ words", done.stdout)) == 5
    assert emulator.runs - runs == 5
    assert ("POST", "/dev/admin/v1/brand-agents", 202) not in emulator.requests


@pytest.mark.parametrize(
    ("changed", "problem"),
    [
        ({"SKETRICGEN_AGENT_ID": "no-such-agent"}, "Agent not found"),
        ({"SKETRICGEN_AGENT_ID": "fail"}, "The agent failed, as it always does."),
        ({"SKETRICGEN_AGENT_ID": "echo", "SKETRICGEN_API_KEY": "wrong"}, "Check the API key."),
    ],
)
def test_what_goes_wrong_is_told_in_one_sentence(
    without_settings: dict[str, str],
    settings: dict[str, str],
    changed: dict[str, str],
    problem: str,
) -> None:
    done = run_demo({**without_settings, **settings, **changed}, "--live")
    assert done.returncode == 1
    assert "That did not work: " in done.stderr
    assert problem in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(not hasattr(os, "openpty"), reason="needs a pseudo-terminal")
@pytest.mark.parametrize(("no_color", "coloured"), [({}, True), ({"NO_COLOR": "1"}, False)])
def test_a_terminal_gets_colours_unless_it_asks_for_none(
    without_settings: dict[str, str], no_color: dict[str, str], coloured: bool
) -> None:
    shown = shown_on_a_terminal({**without_settings, **no_color})
    assert "Done" in shown
    assert ("\x1b[" in shown) == coloured


def test_a_file_gets_no_colours(shown: str) -> None:
    assert "\x1b[" not in shown


def shown_on_a_terminal(environment: dict[str, str]) -> str:
    ours, theirs = os.openpty()
    with subprocess.Popen(COMMAND, env=environment, stdout=theirs) as demo:
        os.close(theirs)
        pieces: list[bytes] = []
        while True:
            try:
                piece = os.read(ours, 4096)
            except OSError:  # how Linux says that the other side is closed
                break
            if not piece:
                break
            pieces.append(piece)
    os.close(ours)
    assert demo.returncode == 0
    return b"".join(pieces).decode()
