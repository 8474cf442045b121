"""Ask an agent one question, with asyncio.

    python examples/quick_start.py

The key is read from SKETRICGEN_API_KEY, the agent from SKETRICGEN_AGENT_ID. For a server of your
own to ask, run `python -m sketricgen.emulator` and set the variables that it prints.
"""

from __future__ import annotations

import asyncio
import os

from sketricgen import SketricGenClient

AGENT = os.environ.get("SKETRICGEN_AGENT_ID", "agent-123")


async def main() -> None:
    async with SketricGenClient.from_env() as client:
        answer = await client.run_workflow(AGENT, "What can you do?")
    print(answer.response)


if __name__ == "__main__":
    asyncio.run(main())
