"""Ask about files: attached to one question, or uploaded once and asked about twice.

    python examples/attachments.py

Needs SKETRICGEN_API_KEY, and SKETRICGEN_AGENT_ID for an agent of your own.
"""

from __future__ import annotations

import asyncio
import os
from pathlib import Path

from sketricgen import SketricGenClient

AGENT = os.environ.get("SKETRICGEN_AGENT_ID", "agent-123")
FILES = Path(__file__).parent / "files"


def show_progress(file_name: str, sent_bytes: int, total_bytes: int) -> None:
    print(f"{file_name}: {sent_bytes:,} of {total_bytes:,} bytes")


async def main() -> None:
    async with SketricGenClient.from_env() as client:
        answer = await client.run_workflow(
            AGENT,
            "What is in these files?",
            file_paths=[FILES / "report.pdf", FILES / "picture.png"],
            on_upload_progress=show_progress,
        )
        print(answer.response)

        picture = (FILES / "picture.jpg").read_bytes()
        uploaded = await client.upload_file(AGENT, picture, file_name="boat.jpg")
        for question in ("What does it show?", "Which colours does it have?"):
            answer = await client.run_workflow(AGENT, question, assets=[uploaded.file_id])
            print(answer.response)


if __name__ == "__main__":
    asyncio.run(main())
