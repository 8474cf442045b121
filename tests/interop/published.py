"""Uses the published client, 0.3.0, against the local server; runs in an environment of its own.

Usage:
    python published.py BASE_URL PLATFORM_URL API_KEY FILE
"""

from __future__ import annotations

import asyncio
import importlib
import json
import sys
from typing import Any

VERSION = "0.3.0"


def _client_of(published: Any, base_url: str, platform_url: str, api_key: str) -> Any:
    client = published.SketricGenClient(api_key)
    # It knows the service only, so it has no public option for another server.
    config, admin = vars(client)["_config"], vars(client)["_admin"]
    config.base_url = base_url
    config.upload_init_endpoint = f"{platform_url}/publicAssetsUploadInit"
    config.upload_complete_endpoint = f"{platform_url}/publicAssetsUploadComplete"
    vars(admin)["_base_url"] = f"{platform_url}/admin/v1"
    return client


def _runs(published: Any, client: Any, file: str) -> dict[str, Any]:
    paused = client.run_workflow_sync("approval", "dear Ann", enable_hitl=True)
    decision = published.HitlDecision(type="reject", message="too long")
    request_id = paused.hitl_request.request_id
    resumed = client.run_workflow_sync(
        "approval",
        conversation_id=paused.conversation_id,
        enable_hitl=True,
        hitl_resume=published.HitlResume(request_id=request_id, decisions=[decision]),
    )
    return {
        "answer": client.run_workflow_sync("echo", "hi").response,
        "file": client.run_workflow_sync("echo", file_paths=[file]).response,
        "paused": [action.name for action in paused.hitl_request.action_requests],
        "resumed": resumed.response,
    }


async def _streamed(client: Any) -> list[str]:
    events = await client.run_workflow("echo", "hi", stream=True)
    return [json.loads(event.data)["type"] async for event in events]


def _control_plane(published: Any, client: Any) -> dict[str, Any]:
    agents = client.brand_agents
    job = agents.create_and_wait_sync("Acme", "https://acme.example", poll_interval=0.05)
    agents.update_sync(job.agent_id, display_name="Assistant")
    agents.update_widget_config_sync(job.agent_id, title="Hello")
    attached = client.connectors.attach_sync(job.agent_id, "gmail", allowed_tools=["send_email"])
    try:
        agents.create_and_wait_sync("Gone", "https://unreachable.example", poll_interval=0.05)
        failure = ""
    except published.SketricGenJobError as error:
        failure = error.error_summary
    try:
        agents.get_sync("nobody")
        code = ""
    except published.SketricGenAdminError as error:
        code = error.code
    return {
        "teamspace": client.whoami_sync().teamspace_id,
        "projects": len(list(client.projects.list_sync())),
        "agents": len(list(client.agents.list_sync())),
        "knowledge_bases": len(list(client.knowledge_bases.list_sync())),
        "templates": len(agents.list_templates_sync()),
        "job": job.status,
        "snippet": job.embed.snippet[:7],
        "settings": agents.get_sync(job.agent_id).settings["display_name"],
        "widget": agents.get_widget_config_sync(job.agent_id).widget_config["title"],
        "connectors": len(client.connectors.list_sync()),
        "tools": len(client.connectors.list_tools_sync("gmail").tools),
        "link": bool(client.connectors.create_link_sync("gmail").connect_url),
        "connected": client.connectors.check_connection_sync("web-search").connected,
        "attached": attached.allowed_tools,
        "detached": client.connectors.detach_sync(job.agent_id, "gmail").attached,
        "failure": failure,
        "code": code,
    }


def main(base_url: str, platform_url: str, api_key: str, file: str) -> None:
    """Print what came of each call, as JSON."""
    published = importlib.import_module("sketricgen")
    assert published.__version__ == VERSION
    client = _client_of(published, base_url, platform_url, api_key)
    came = {**_runs(published, client, file), **_control_plane(published, client)}
    print(json.dumps({**came, "streamed": asyncio.run(_streamed(client))}))


if __name__ == "__main__":
    main(*sys.argv[1:])
