"""The published client, 0.3.0, works against the local server as it does against the service."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

from sketricgen.emulator import Emulator

from .software import ROOT, environment, script

PROGRAM = Path(__file__).with_name("published.py")


def test_the_published_client_can_use_all_of_the_local_server() -> None:
    file = ROOT / "examples" / "files" / "report.pdf"
    with Emulator(job_seconds=0.2) as local:
        run = subprocess.run(
            [
                script("published"),
                str(PROGRAM),
                *(local.base_url, local.platform_url, local.api_key, str(file)),
            ],
            env=environment("published", PYTHONPATH=os.pathsep),
            check=False,
            capture_output=True,
            text=True,
        )
    assert run.returncode == 0, run.stderr
    came = json.loads(run.stdout)
    streamed = came.pop("streamed")
    assert (streamed[0], streamed[-1]) == ("RUN_STARTED", "RUN_FINISHED")
    assert came.pop("answer").startswith("You said: hi")
    assert came.pop("file").endswith("3 pages")
    assert came == {
        "paused": ["send_email"],
        "resumed": "You decided: reject: too long",
        "teamspace": "ts_local",
        "projects": 7,
        "agents": 10,
        "knowledge_bases": 9,
        "templates": 4,
        "job": "succeeded",
        "snippet": "<script",
        "settings": "Assistant",
        "widget": "Hello",
        "connectors": 4,
        "tools": 3,
        "link": True,
        "connected": True,
        "attached": ["send_email"],
        "detached": False,
        "failure": "https://unreachable.example could not be reached.",
        "code": "agent_not_found",
    }
