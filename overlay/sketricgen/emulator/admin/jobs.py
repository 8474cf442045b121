"""Brand agents, and the jobs that make them.

Nothing runs in the background: how far a job is follows from the time that has passed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timezone
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from sketricgen.emulator.admin.seeds import Item

UNREACHABLE = "unreachable.example"
_PAGES = 8
# The share of its time that a job waits before it starts.
_QUEUED = 0.25
_PHASES = {"queued": "waiting", "running": "crawling", "succeeded": "done", "failed": "crawling"}
_CRAWLS = {"queued": "pending", "running": "running", "succeeded": "done", "failed": "failed"}
_AGENTS = {"queued": "creating", "running": "creating", "succeeded": "active", "failed": "failed"}


@dataclass
class BrandAgent:
    """A brand agent.

    Attributes:
        agent_id: Its id.
        job_id: The job that makes it.
        project: Its project.
        name: Its name.
        seed_url: The website it is made from.
        publish_widget: Whether its widget is public.
        template: The template it is made from, if any.
        created: When it was asked for, in seconds since 1970.
        seconds: How long its job takes.
        settings: What `PATCH` changes.
        knowledge_base_ids: The knowledge bases it uses.
        widget_config: The settings of its widget; None if it has none.
        last_updated: When it was changed last.
    """

    agent_id: str
    job_id: str
    project: Item
    name: str
    seed_url: str
    publish_widget: bool
    template: Item | None
    created: float
    seconds: float
    settings: Item
    knowledge_base_ids: list[str]
    widget_config: dict[str, Any] | None
    last_updated: float

    def status(self, now: float) -> str:
        """Return the status of the job."""
        passed = now - self.created
        if passed < self.seconds:
            return "queued" if passed < self.seconds * _QUEUED else "running"
        host = urlsplit(self.seed_url).hostname or ""
        return "failed" if f".{host}".endswith(f".{UNREACHABLE}") else "succeeded"

    def job(self, now: float, base_url: str) -> Item:
        """Return the job, as `GET /jobs/{job_id}` does."""
        status = self.status(now)
        share = min(1.0, (now - self.created) / self.seconds) if self.seconds else 1.0
        failed, is_final = status == "failed", status in {"failed", "succeeded"}
        widget_url = f"{base_url}/widget/{self.agent_id}"
        return {
            "job_id": self.job_id,
            "status": status,
            "crawl_status": _CRAWLS[status],
            "phase": _PHASES[status],
            "agent_id": self.agent_id,
            "base_url": self.seed_url,
            "progress": {"pages": 0 if failed else int(share * _PAGES), "of": _PAGES},
            "connectors": self.template["required_connectors"] if self.template else [],
            "error_summary": f"{self.seed_url} could not be reached." if failed else None,
            "created_at": iso(self.created),
            "started_at": None
            if status == "queued"
            else iso(self.created + self.seconds * _QUEUED),
            "finished_at": iso(self.created + self.seconds) if is_final else None,
            "embed": {
                "widget_url": widget_url,
                "snippet": f'<script src="{widget_url}.js" async></script>',
                "is_public": self.publish_widget,
            }
            if status == "succeeded"
            else None,
        }

    def listed(self, now: float) -> Item:
        """Return the agent, as `GET /agents` does."""
        status = self.status(now)
        published = status == "succeeded" and self.publish_widget
        return {
            "agent_id": self.agent_id,
            "name": self.name,
            "agent_type": "brand",
            "agent_status": _AGENTS[status],
            "teamspace_id": self.project["teamspace_id"],
            "project_id": self.project["project_id"],
            "created_at": iso(self.created),
            "last_updated": iso(self.last_updated),
            "is_draft": not published,
            "last_published_at": iso(max(self.created + self.seconds, self.last_updated))
            if published
            else None,
        }


def iso(seconds: float) -> str:
    """Return a time as text."""
    return datetime.fromtimestamp(seconds, timezone.utc).isoformat(timespec="milliseconds")
