"""The example that puts an agent behind a page: what a browser gets of it, by AG-UI's order too."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from sketricgen import StreamEvent
from sketricgen.testing import verify_sequence

from tests.docs.documents import ROOT
from tests.interop.software import serving

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PROGRAM = ROOT / "examples" / "agui_server.py"
ASKED = {"threadId": "t", "runId": "r", "messages": [{"id": "1", "role": "user", "content": "Hi"}]}


@pytest.fixture(scope="module")
def serve(
    without_settings: dict[str, str],
    settings: dict[str, str],
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[httpx.Client]:
    """A browser of the example, with the agent that asks before it acts."""
    folder: Path = tmp_path_factory.mktemp("agui-server")
    variables = {**without_settings, **settings, "SKETRICGEN_AGENT_ID": "approval"}
    command = [sys.executable, str(PROGRAM)]
    with serving(folder, variables, lambda port: [*command, str(port)]) as url:
        with httpx.Client(base_url=url, trust_env=False, timeout=30) as browser:
            yield browser
        assert (folder / "server.log").read_text() == ""


def events_of(browser: httpx.Client, **changes: Any) -> list[dict[str, Any]]:
    answer = browser.post("/agent", json={**ASKED, **changes})
    data = [piece.removeprefix("data: ") for piece in answer.text.split("\n\n") if piece]
    list(verify_sequence(map(StreamEvent, data)))
    return [json.loads(each) for each in data]


def test_a_browser_can_open_its_page(serve: httpx.Client) -> None:
    page = serve.get("/")
    assert page.headers["content-type"].startswith("text/html")
    # Each event that the page shows is one that AG-UI has; none of it comes from elsewhere.
    assert "RUN_FINISHED: e => e.outcome?.type" in page.text
    assert "://" not in page.text


def test_its_agent_asks_a_person_and_goes_on(serve: httpx.Client) -> None:
    (interrupt,) = events_of(serve)[-1]["outcome"]["interrupts"]
    answer = {"interruptId": interrupt["id"], "status": "resolved", "payload": {"approved": True}}
    assert events_of(serve, messages=[], resume=[answer])[-1]["result"] == "You decided: approve."


def test_it_says_how_to_run_it() -> None:
    assert "    python examples/agui_server.py" in PROGRAM.read_text(encoding="utf-8")
