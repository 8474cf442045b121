"""Hold a conversation: each message continues the one before it.

    python examples/conversation.py

Needs SKETRICGEN_API_KEY, and SKETRICGEN_AGENT_ID for an agent of your own.
"""

from __future__ import annotations

import os

from sketricgen import SketricGenClient

AGENT = os.environ.get("SKETRICGEN_AGENT_ID", "agent-123")


def main() -> None:
    with SketricGenClient.from_env() as client:
        chat = client.conversation(AGENT)
        for message in ("My name is Ada.", "What is my name?"):
            print(f"> {message}")
            print(chat.send_sync(message).response)


if __name__ == "__main__":
    main()
