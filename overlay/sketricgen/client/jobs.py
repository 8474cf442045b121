"""Making an agent from a website, which is a job of minutes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Callable

from sketricgen_api.answers import BrandAgentJob, JobStatus
from sketricgen_api.models import CreateBrandAgentRequest

from sketricgen._operations.operation import blocking, flow_of, operation
from sketricgen._operations.waiting import Waiting, wait_for_job
from sketricgen.errors import shown

from .resources import Resource

if TYPE_CHECKING:
    from sketricgen._http.flow import Flow

    OnProgress = Callable[[JobStatus], object]


class Jobs(Resource):
    """The jobs that make agents."""

    @operation
    def create(
        self,
        name: str,
        seed_url: str,
        description: str | None = None,
        project_id: str | None = None,
        publish_widget: bool | None = None,
        template_slug: str | None = None,
        knowledge_base_id: str | None = None,
    ) -> Flow[BrandAgentJob]:
        """Begin to make an agent from a website. It is never begun twice by itself.

        Args:
            name: What to call it.
            seed_url: The website to read.
            description: What it is for.
            project_id: The project to put it in; None for the default one.
            publish_widget: True to publish its widget at once.
            template_slug: The template to make it with, see `list_templates`.
            knowledge_base_id: The knowledge base to fill; None for a new one.

        Returns:
            The ids of the agent and of the job that makes it; `wait` waits for that.

        Raises:
            SketricGenValidationError: An argument is not acceptable; nothing was sent.
            SketricGenAdminError: The control plane answered with an error.
            SketricGenNetworkError: No complete answer arrived; `maybe_executed` says whether the
                agent may have been created all the same.

        Example:
            >>> async def begin(client):
            ...     return (await client.brand_agents.create("Ada", "https://example.com")).job_id
        """
        given = {
            "name": name,
            "seed_url": seed_url,
            "description": description,
            "project_id": project_id,
            "publish_widget": publish_widget,
            "template_slug": template_slug,
            "knowledge_base_id": knowledge_base_id,
        }
        return self._call(
            BrandAgentJob,
            "create_brand_agent",
            "an agent was being created",
            given,
            body=CreateBrandAgentRequest,
            caution="The agent may have been created all the same: look for it in "
            "client.agents.list() before you create it again, since that would make another.",
        )

    @blocking(create)
    def create_sync(self) -> None:
        """Begin to make an agent, blocking: the same as `create`."""

    @operation
    def create_and_wait(
        self,
        name: str,
        seed_url: str,
        description: str | None = None,
        project_id: str | None = None,
        publish_widget: bool | None = None,
        template_slug: str | None = None,
        knowledge_base_id: str | None = None,
        poll_interval: float = 10.0,
        timeout: float = 600.0,
        *,
        on_progress: OnProgress | None = None,
    ) -> Flow[JobStatus]:
        """Make an agent from a website, and wait until it is done.

        Args:
            name: As for `create`, like all that are not explained here.
            seed_url: As for `create`.
            description: As for `create`.
            project_id: As for `create`.
            publish_widget: As for `create`.
            template_slug: As for `create`.
            knowledge_base_id: As for `create`.
            poll_interval: The seconds between two looks at the job.
            timeout: The seconds to wait in all, once it has begun.
            on_progress: Called with the state of the job after each look.

        Returns:
            The state of the job, which has succeeded; it names the agent.

        Raises:
            SketricGenValidationError: An argument is not acceptable; nothing was sent.
            SketricGenJobError: The job failed.
            SketricGenTimeoutError: The time is up. The job goes on; its id is in ``job_id``.
            SketricGenAdminError: The control plane answered with an error.
            SketricGenNetworkError: No complete answer arrived to `create`.

        Example:
            >>> async def make(client):
            ...     job = await client.brand_agents.create_and_wait("Ada", "https://example.com")
            ...     return job.agent_id
        """
        waiting = Waiting(poll_interval, timeout, on_progress)
        made = yield from flow_of(self.create)(
            name,
            seed_url,
            description,
            project_id,
            publish_widget,
            template_slug,
            knowledge_base_id,
        )
        return (yield from self._wait(made.job_id, waiting))

    @blocking(create_and_wait)
    def create_and_wait_sync(self) -> None:
        """Make an agent and wait, blocking: the same as `create_and_wait`."""

    @operation
    def get_status(self, job_id: str) -> Flow[JobStatus]:
        """Get how far a job is.

        Args:
            job_id: The job.

        Returns:
            Its state; ``status`` is ``"succeeded"`` or ``"failed"`` once it is over.

        Raises:
            SketricGenValidationError: An argument is not acceptable; nothing was sent.
            SketricGenAdminError: The control plane answered with an error.
            SketricGenNetworkError: No complete answer arrived.

        Example:
            >>> async def phase_of(client, job_id):
            ...     return (await client.brand_agents.get_status(job_id)).phase
        """
        doing = f"the job {shown(job_id)} was being looked at"
        return self._call(JobStatus, "get_job", doing, job_id=job_id)

    @blocking(get_status)
    def get_status_sync(self) -> None:
        """Get how far a job is, blocking: the same as `get_status`."""

    @operation
    def wait(
        self,
        job_id: str,
        poll_interval: float = 10.0,
        timeout: float = 600.0,
        *,
        on_progress: OnProgress | None = None,
    ) -> Flow[JobStatus]:
        """Wait until a job is done, e.g. one that was begun before a program stopped.

        Args:
            job_id: The job.
            poll_interval: The seconds between two looks at it.
            timeout: The seconds to wait in all.
            on_progress: Called with its state after each look.

        Returns:
            Its state; it has succeeded.

        Raises:
            SketricGenValidationError: An argument is not acceptable; nothing was sent.
            SketricGenJobError: The job failed.
            SketricGenTimeoutError: The time is up. The job goes on.
            SketricGenAdminError: The control plane answered with an error.

        Example:
            >>> async def agent_of(client, job_id):
            ...     return (await client.brand_agents.wait(job_id, timeout=60)).agent_id
        """
        return self._wait(job_id, Waiting(poll_interval, timeout, on_progress))

    @blocking(wait)
    def wait_sync(self) -> None:
        """Wait until a job is done, blocking: the same as `wait`."""

    def _wait(self, job_id: str, waiting: Waiting) -> Flow[JobStatus]:
        def look(seconds: float) -> Flow[JobStatus]:
            return flow_of(self._within(seconds).get_status)(job_id)

        return wait_for_job(job_id, look, waiting)
