"""Show an answer while it is being written.

    python examples/streaming.py [subject]

Needs SKETRICGEN_API_KEY, and SKETRICGEN_AGENT_ID for an agent of your own.
"""

from __future__ import annotations

import asyncio
import os
import sys

from sketricgen import SketricGenClient

AGENT = os.environ.get("SKETRICGEN_AGENT_ID", "story")


async def main(subject: str) -> None:
    async with SketricGenClient.from_env() as client:
        question = f"Tell me a story about {subject}"
        async with await client.run_workflow(AGENT, question, stream=True) as stream:
            async for text in stream.text_stream:
                print(text, end="", flush=True)
    print()


if __name__ == "__main__":
    asyncio.run(main(" ".join(sys.argv[1:]) or "a lighthouse"))
