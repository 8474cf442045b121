"""The pages of the documentation site: each of their programs runs as it is pasted."""

from __future__ import annotations

import logging
import re
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
import sketricgen
from sketricgen import SketricGenClient, results

from tests.docs.documents import PAGES, blocks_of, text_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# What each program of a page prints, in order.
PRINTED = {
    "docs/index.md": ["A lighthouse"],
    "docs/tutorial.md": [
        "You said: Hello!\nThis is turn 1 of our conversation.\n",
        "You said: Hello!\n",
        "A lighthouse",
        '[calculator ... {"value": "42"}]\n(3 + 4) * 6 = 42\n',
        "calculator {'expression': '2 + 2'} {\"value\": \"4\"}\n2 + 2 = 4\n",
        "File 1: notes.md (text/markdown, ",
        "You said: What is my name?\nThis is turn 2 of our conversation.\n",
        "It wants to send_email {'text': 'Write to Ann.'}\nYou decided: approve.\n",
        "SketricGenAPIError\nNothing ran.\n",
    ],
    "docs/explanation/events.md": ["RUN_STARTED\nSTATE_SNAPSHOT\nSTEP_STARTED\nREASONING_START\n"],
    "docs/explanation/how-it-is-built.md": ["Hello, reader!\n"],
    "docs/guide/answers.md": ['False []\n{"agent_id": "agent-123", '],
    "docs/guide/attachments.md": [
        "File 1: report.pdf (application/pdf, 3805 bytes): 3 pages\nFile 2: picture.png",
        "You said: Which colours does it have?\nThis is turn 1 of our conversation.\nFile 1: boat",
    ],
    "docs/guide/closing.md": ["This client is closed."],
    "docs/guide/configuration.md": [
        "You said: Quick, please!\nThis is turn 1 of our conversation.\nYou said: Tak"
    ],
    "docs/guide/control-plane.md": ["Local teamspace\necho Echo\n"],
    "docs/guide/conversations.md": [
        "You said: What is my name?\nThis is turn 2 of our conversation.conv_"
    ],
    "docs/guide/errors.md": ["The service answered 404"],
    "docs/guide/generated-client.md": ["response='You said: Hello!", "['Echo', 'Agent-123'"],
    "docs/guide/human-in-the-loop.md": [
        "send_email {'text': 'Write to Ann.'}\nYou decided: approve.\n"
    ],
    "docs/guide/streaming.md": [
        "A lighthouse",
        "calculator {'expression': '(3 + 4) * 6'} {\"value\": \"42\"}\n(3 + 4) * 6 = 42 conv_",
        "calling calculator ...\n(3 + 4) * 6 = 42 (finished)\n",
        "A lighthouse",
    ],
    "docs/how-to/browsers.md": ["", '"type":"RUN_FINISHED","timestamp":'],
    "docs/how-to/fastapi.md": ["", "", "", "You said: Hello!\nThis is turn 1 of our conversation."],
    "docs/how-to/logging.md": [
        "/api/v1/run-workflow: 201 Created in ",
        "POST 201 Created return \n",
        "['POST']\n",
    ],
    "docs/how-to/proxies-and-certificates.md": [
        "You said: Hello!\n",
        "You said: Hello!\n",
        "POST /api/v1/run-workflow 201\n",
    ],
    "docs/how-to/serverless-and-fork.md": ["{'status': 200, 'answer': 'You said", "5 * 5 = 25\n"],
    "docs/how-to/local-server.md": [
        "[('POST', '/api/v1/run-workflow', 201)]\n",
        "",
        "RUN_STARTED\nTOOL_CALL_START\nTOOL_CALL_ARGS\n",
    ],
    "docs/how-to/timeouts-and-retries.md": [
        "Slowly: Hello!\n",
        "You said: Take your time.\n",
        "You said: Hello!\n",
    ],
}
# Packages that a page needs and the SDK does not.
NEEDED = {
    "docs/how-to/browsers.md": "sketricgen.agui",
    "docs/how-to/fastapi.md": "fastapi",
    "docs/how-to/logging.md": "opentelemetry.sdk",
}
# Pages with tests of their own.
ELSEWHERE = {"docs/cassettes.md", "docs/testing.md"}
# Pages whose programs go on with what those before them made.
CONTINUED = {"docs/how-to/browsers.md", "docs/how-to/fastapi.md"}


@pytest.fixture
def logging_as_before() -> Iterator[None]:
    """What a program sets up for its log does not stay."""
    loggers = [logging.getLogger(), logging.getLogger("sketricgen")]
    before = [(logger.handlers[:], logger.level) for logger in loggers]
    yield
    for logger, (handlers, level) in zip(loggers, before):
        logger.handlers[:] = handlers
        logger.setLevel(level)


@pytest.mark.parametrize("page", PRINTED)
@pytest.mark.usefixtures("logging_as_before")
def test_the_programs_of_a_page_run_as_they_are_pasted(
    page: str, desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    if page in NEEDED:
        pytest.importorskip(NEEDED[page])
    namespace: dict[str, Any] = {}
    for block, printed in zip(blocks_of(page), PRINTED[page]):
        if not block.is_for_this_python:
            continue
        if page not in CONTINUED:
            namespace = {}
        block.run(namespace)
        assert printed in capsys.readouterr().out, block


def test_no_program_of_the_site_is_left_out() -> None:
    programs = {page: len(blocks_of(page)) for page in PAGES if blocks_of(page)}
    programs = {page: count for page, count in programs.items() if page not in ELSEWHERE}
    assert programs == {page: len(printed) for page, printed in PRINTED.items()}


@pytest.mark.unmeasured
def test_the_pytest_fixtures_of_the_page_of_the_local_server_work(desk: Path) -> None:
    (block,) = (
        block for block in blocks_of("docs/how-to/local-server.md") if "pytest" in block.code
    )
    (desk / "test_pasted.py").write_text(block.code, encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "test_pasted.py"]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=60, check=False)
    assert "1 passed" in done.stdout, done.stdout + done.stderr


def test_every_page_is_in_the_contents() -> None:
    contents = re.findall(r"^([\w/-]+)$", text_of("docs/index.md"), re.MULTILINE)
    assert sorted([*contents, "index"]) == [page[len("docs/") : -len(".md")] for page in PAGES]


def test_the_reference_has_every_public_name() -> None:
    reference = "".join(text_of(page) for page in PAGES if page.startswith("docs/reference/"))
    directive = r"^\.\. (?:auto\w+|py:\w+):: (?:\w+\.)*(\w+)"
    named = set(re.findall(directive, reference, re.MULTILINE))
    named |= {name for name in sketricgen.__all__ if name.endswith("Error")}  # by `classes`
    named |= set(dir(results))  # as above
    assert set(sketricgen.__all__) - {"__version__"} <= named
    client = SketricGenClient("sk-1")
    groups = [getattr(client, name) for name in dir(SketricGenClient) if not name.startswith("_")]
    resources = {type(group).__name__ for group in groups if hasattr(group, "_listed")}
    assert resources <= named
    assert len(resources) == 5
