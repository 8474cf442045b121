"""Look around in a teamspace, make an agent of a website, and change how it looks and answers.

    python examples/control_plane.py

Needs SKETRICGEN_API_KEY. It leaves an agent named "Ada of example.com" in your teamspace.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from sketricgen import SketricGenClient, SketricGenJobError

if TYPE_CHECKING:
    from sketricgen.admin import JobStatus


def show(job: JobStatus) -> None:
    print(f"{job.status}: {job.phase}, {job.progress}")


async def main() -> None:
    async with SketricGenClient.from_env() as client:
        print((await client.whoami()).display_name)
        async for project in client.projects.list():
            print(f"project: {project.display_name}")

        agents = client.brand_agents
        try:
            made = await agents.create_and_wait(
                "Ada of example.com", "https://example.com", poll_interval=0.5, on_progress=show
            )
        except SketricGenJobError as error:
            print(f"{error} It was the job {error.job_id}.")
            return
        if made.agent_id is None:
            return
        changed = await agents.update(made.agent_id, instructions="Answer in one sentence.")
        print(f"changed: {', '.join(changed.updated)}")
        widget = await agents.update_widget_config(made.agent_id, primary_color="#ff8800")
        print(f"widget: {widget.widget_config}")


if __name__ == "__main__":
    asyncio.run(main())
