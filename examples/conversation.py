"""Hold a conversation: each message continues the one before it.

    python examples/conversation.py

Needs SKETRICGEN_API_KEY, and SKETRICGEN_AGENT_ID for an agent of your own.
"""

from __future__ import annotations

import os

from sketricgen import SketricGenClient

AGENT = os.environ.get("SKETRICGEN_AGENT_ID", "agent-123")


def main() -> None:
    conversation_id: str | None = None
    with SketricGenClient.from_env() as client:
        for message in ("My name is Ada.", "What is my name?"):
            answer = client.run_workflow_sync(AGENT, message, conversation_id=conversation_id)
            conversation_id = answer.conversation_id
            print(f"> {message}")
            print(answer.response)


if __name__ == "__main__":
    main()
