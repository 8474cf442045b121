"""Call the API as it is, with the generated client alone: no checks, retries or streaming.

    python examples/generated_client.py

Needs SKETRICGEN_API_KEY, and SKETRICGEN_AGENT_ID for an agent of your own.
"""

from __future__ import annotations

import os

from sketricgen_api import AuthenticatedClient
from sketricgen_api.api.workflows import run_workflow
from sketricgen_api.models import ChatResponse, RunWorkflowRequest

AGENT = os.environ.get("SKETRICGEN_AGENT_ID", "agent-123")


def main() -> None:
    client = AuthenticatedClient(
        base_url=os.environ.get("SKETRICGEN_BASE_URL", "https://chat-v2.sketricgen.ai"),
        token=os.environ["SKETRICGEN_API_KEY"],
        auth_header_name="API-KEY",
        prefix="",
    )
    with client:
        request = RunWorkflowRequest(agent_id=AGENT, user_input="What can you do?")
        answer = run_workflow.sync_detailed(client=client, body=request)
    print(answer.status_code.value)
    if isinstance(answer.parsed, ChatResponse):
        print(answer.parsed.response)


if __name__ == "__main__":
    main()
