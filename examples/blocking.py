"""Ask an agent one question, without asyncio: the same methods, their names ending in `_sync`.

    python examples/blocking.py

Needs SKETRICGEN_API_KEY, and SKETRICGEN_AGENT_ID for an agent of your own.
"""

from __future__ import annotations

import os

from sketricgen import SketricGenClient

AGENT = os.environ.get("SKETRICGEN_AGENT_ID", "agent-123")


def main() -> None:
    with SketricGenClient.from_env() as client:
        answer = client.run_workflow_sync(AGENT, "What can you do?", contact_id="person-7")
    print(answer.response)
    print(f"conversation: {answer.conversation_id}")


if __name__ == "__main__":
    main()
