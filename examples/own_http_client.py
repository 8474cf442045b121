"""Bring your own httpx client: here, one that tells of every answer it gets.

    python examples/own_http_client.py

The same way leads to a proxy (`proxy=...`), certificates of your own (`verify=...`), or limits.
Needs SKETRICGEN_API_KEY, and SKETRICGEN_AGENT_ID for an agent of your own.
"""

from __future__ import annotations

import os
from pathlib import Path

import httpx
from sketricgen import SketricGenClient

AGENT = os.environ.get("SKETRICGEN_AGENT_ID", "agent-123")
REPORT = Path(__file__).parent / "files" / "report.pdf"


def tell(response: httpx.Response) -> None:
    request = response.request
    print(f"{request.method} {request.url.path}: {response.status_code}")


def main() -> None:
    hooks = {"response": [tell]}
    with httpx.Client(event_hooks=hooks) as http_client:
        with SketricGenClient.from_env(http_client=http_client) as client:
            answer = client.run_workflow_sync(AGENT, "How long is it?", file_paths=[REPORT])
        print(answer.response)
        print("still open" if not http_client.is_closed else "closed")


if __name__ == "__main__":
    main()
