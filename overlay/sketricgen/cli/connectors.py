"""The commands of `connectors`: the apps that agents can use."""

from __future__ import annotations

import click

from .lists import format_option, show, show_one
from .session import Session, pass_session, shared_options


@click.group(name="connectors")
def connectors() -> None:
    """List, connect and attach the apps that agents can use."""


@connectors.command("list")
@format_option
@shared_options
@pass_session
def list_all(session: Session, /, form: str) -> None:
    """List the connectors."""
    with session.client() as client:
        columns = ["app_slug", "name", "category", "requires_auth"]
        show(session, form, columns, client.connectors.list_sync())


@connectors.command()
@click.argument("app")
@format_option
@shared_options
@pass_session
def tools(session: Session, /, app: str, form: str) -> None:
    """List the tools of a connector."""
    with session.client() as client:
        columns = ["tool_name", "tool_display_name", "tool_description"]
        show(session, form, columns, client.connectors.iter_tools(app))


@connectors.command()
@click.argument("app")
@click.option("--project", metavar="ID", help="The project to connect it for.")
@click.option("--wait", is_flag=True, help="Wait until a person has opened the link.")
@click.option(
    "--poll", type=float, default=10.0, metavar="SECONDS", help="The seconds between two looks."
)
@shared_options
@pass_session
def connect(session: Session, /, app: str, project: str | None, wait: bool, poll: float) -> None:
    """Make a link at which a person connects an account, and write it."""
    with session.client() as client:
        session.under_way = "The link"
        link = client.connectors.create_link_sync(app, project)
        session.under_way = None
        if link.already_connected:
            session.output.note(f"{app} is connected already.")
            return
        session.output.answer(f"{link.connect_url}\n")
        if wait:
            session.output.note("Waiting until somebody opens it and connects an account.")
            client.connectors.wait_until_connected_sync(app, project_id=project, poll_interval=poll)
            session.output.note(f"{app} is connected.")


@connectors.command()
@click.argument("app")
@click.option("--project", metavar="ID", help="The project.")
@format_option
@shared_options
@pass_session
def status(session: Session, /, app: str, project: str | None, form: str) -> None:
    """Show whether a connector is connected to an account."""
    with session.client() as client:
        show_one(session, form, client.connectors.check_connection_sync(app, project_id=project))


@connectors.command()
@click.argument("agent")
@click.argument("app")
@click.option("--tool", "tools", multiple=True, metavar="NAME", help="Allow this tool; repeatable.")
@format_option
@shared_options
@pass_session
def attach(session: Session, /, agent: str, app: str, tools: tuple[str, ...], form: str) -> None:
    """Give an agent a connector: all of its tools, or those that are named."""
    with session.client() as client:
        answer = client.connectors.attach_sync(agent, app, list(tools) or None)
        show_one(session, form, answer)


@connectors.command()
@click.argument("agent")
@click.argument("app")
@format_option
@shared_options
@pass_session
def detach(session: Session, /, agent: str, app: str, form: str) -> None:
    """Take a connector from an agent."""
    with session.client() as client:
        show_one(session, form, client.connectors.detach_sync(agent, app))
