"""The commands of `brand-agents`: agents that are made from a website."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Callable, TypeVar

import click

from .lists import format_option, show, show_one
from .session import Session, pass_session, shared_options

if TYPE_CHECKING:
    from sketricgen import SketricGenClient
    from sketricgen.results import JobStatus


F = TypeVar("F", bound=Callable[..., Any])


def _wait_options(command: F) -> F:
    for name, default, does in (
        ("--wait-seconds", 600.0, "How long to wait in all."),
        ("--poll", 10.0, "The seconds between two looks at the job."),
    ):
        given: dict[str, Any] = {
            "type": float,
            "default": default,
            "show_default": True,
            "metavar": "SECONDS",
        }
        command = click.option(name, help=does, **given)(command)
    return click.option("--wait", is_flag=True, help="Wait until the agent is made.")(command)


def _wait(
    session: Session, client: SketricGenClient, job_id: str, poll: float, seconds: float
) -> JobStatus:
    def note(status: JobStatus) -> None:
        session.output.note(f"The job is {status.status}.")

    return client.brand_agents.wait_sync(job_id, poll, seconds, on_progress=note)


@click.group(name="brand-agents")
def brand_agents() -> None:
    """Make agents from websites, show and change them."""


@brand_agents.command()
@click.argument("name")
@click.argument("url")
@click.option("--description", metavar="TEXT", help="What it is for.")
@click.option("--project", "project_id", metavar="ID", help="The project to put it in.")
@click.option("--template", "template_slug", metavar="SLUG", help="The template to make it with.")
@click.option("--publish", "publish_widget", is_flag=True, help="Publish its widget at once.")
@_wait_options
@format_option
@shared_options
@pass_session
def create(
    session: Session, /, wait: bool, wait_seconds: float, poll: float, form: str, **given: Any
) -> None:
    """Make an agent called NAME from the website at URL."""
    given = {"seed_url": given.pop("url"), **given}
    with session.client() as client:
        session.under_way = "The agent"
        job: Any = client.brand_agents.create_sync(**given)
        session.output.note(f"Job: {job.job_id} (sketricgen brand-agents job {job.job_id})")
        if wait:
            job = _wait(session, client, job.job_id, poll, wait_seconds)
        session.under_way = None
        show_one(session, form, job)


@brand_agents.command()
@click.argument("job_id", metavar="JOB")
@_wait_options
@format_option
@shared_options
@pass_session
def job(
    session: Session, /, job_id: str, wait: bool, wait_seconds: float, poll: float, form: str
) -> None:
    """Show a job that makes an agent."""
    with session.client() as client:
        if wait:
            status = _wait(session, client, job_id, poll, wait_seconds)
        else:
            status = client.brand_agents.get_status_sync(job_id)
        show_one(session, form, status)


@brand_agents.command()
@click.argument("agent")
@format_option
@shared_options
@pass_session
def get(session: Session, /, agent: str, form: str) -> None:
    """Show an agent and its settings."""
    with session.client() as client:
        show_one(session, form, client.brand_agents.get_sync(agent))


@brand_agents.command()
@click.argument("agent")
@click.option("--display-name", metavar="TEXT", help="The name that people see.")
@click.option("--name", "agent_name", metavar="TEXT", help="The name in the teamspace.")
@click.option("--instructions", metavar="TEXT", help="What it is to do, and how.")
@click.option("--model", metavar="NAME", help="The language model.")
@format_option
@shared_options
@pass_session
def update(session: Session, /, agent: str, form: str, **given: Any) -> None:
    """Change an agent; what is not given stays as it is."""
    with session.client() as client:
        show_one(session, form, client.brand_agents.update_sync(agent, **given))


@brand_agents.command()
@format_option
@shared_options
@pass_session
def templates(session: Session, /, form: str) -> None:
    """List the templates that an agent can be made with."""
    with session.client() as client:
        columns = ["slug", "name", "description"]
        show(session, form, columns, client.brand_agents.list_templates_sync())
