"""Ask many questions at once, a few at a time, and keep every answer even if some fail.

    python examples/many_at_once.py

Needs SKETRICGEN_API_KEY, and SKETRICGEN_AGENT_ID for an agent of your own.
"""

from __future__ import annotations

import asyncio
import os

from sketricgen import ChatResponse, SketricGenClient

AGENT = os.environ.get("SKETRICGEN_AGENT_ID", "tool")
AT_ONCE = 4


async def main() -> None:
    questions = [f"What is {number} * {number}?" for number in range(1, 11)]
    gate = asyncio.Semaphore(AT_ONCE)

    async def ask(question: str) -> ChatResponse:
        async with gate:
            return await client.run_workflow(AGENT, question)

    async with SketricGenClient.from_env() as client:
        answers = await asyncio.gather(*map(ask, questions), return_exceptions=True)
    for question, answer in zip(questions, answers):
        said = f"failed: {answer}" if isinstance(answer, BaseException) else answer.response
        print(f"{question} {said}")


if __name__ == "__main__":
    asyncio.run(main())
