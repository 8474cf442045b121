"""See which tools an agent used: as it calls them, or all at the end.

    python examples/tool_calls.py

Needs SKETRICGEN_API_KEY, and SKETRICGEN_AGENT_ID for an agent of your own that has tools.
"""

from __future__ import annotations

import asyncio
import os

from sketricgen import SketricGenClient
from sketricgen.events import ToolCallResultEvent, ToolCallStartEvent

AGENT = os.environ.get("SKETRICGEN_AGENT_ID", "tool")
QUESTION = "What is (3 + 4) * 6?"


async def as_they_happen(client: SketricGenClient) -> None:
    async with await client.run_workflow(AGENT, QUESTION, stream=True) as stream:
        async for event in stream:
            payload = event.payload
            if isinstance(payload, ToolCallStartEvent):
                print(f"calling {payload.tool_call_name} ...")
            elif isinstance(payload, ToolCallResultEvent):
                print(f"... which answered {payload.content}")


async def all_at_the_end(client: SketricGenClient) -> None:
    stream = await client.run_workflow(AGENT, QUESTION, stream=True)
    result = await stream.collect()
    for call in result.tool_calls:
        print(f"{call.name}({call.arguments}) = {call.result}")
    print(result.text)


async def main() -> None:
    async with SketricGenClient.from_env() as client:
        await as_they_happen(client)
        await all_at_the_end(client)


if __name__ == "__main__":
    asyncio.run(main())
