"""The commands that list, and `whoami`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Callable, TypeVar

import click

from .session import Session, pass_session, shared_options

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sketricgen import SketricGenClient

    F = TypeVar("F", bound=Callable[..., Any])


def format_option(command: F) -> F:
    """Add `--format` to a command."""
    option = click.option(
        "--format",
        "form",
        type=click.Choice(["text", "json"]),
        default="text",
        help="A table for people, or JSON for programs.",
    )
    return option(command)


def show(session: Session, form: str, columns: list[str], items: Iterable[Any]) -> None:
    """Write answers of the API: as a table of some of their fields, or whole as JSON."""
    if form == "json":
        session.output.json([item.to_dict() for item in items])
    else:
        rows = [[getattr(item, name) for name in columns] for item in items]
        session.output.table([name.replace("_", " ") for name in columns], rows)


def show_one(session: Session, form: str, item: Any) -> None:
    """Write one answer of the API: its fields, one a line, or whole as JSON."""
    sent: dict[str, Any] = item.to_dict()
    if form == "json":
        session.output.json(sent)
    else:
        session.output.table(["field", "value"], [list(pair) for pair in sent.items()])


def _listing(
    name: str, columns: list[str], items: Callable[[SketricGenClient], Iterable[Any]]
) -> click.Command:
    @click.command(name, help=f"List the {name.replace('-', ' ')}.")
    @click.argument("action", type=click.Choice(["list"]), default="list", metavar="[list]")
    @format_option
    @shared_options
    @pass_session
    def command(session: Session, /, action: str, form: str) -> None:  # there is one
        with session.client() as client:
            show(session, form, columns, items(client))

    return command


agents: click.Command = _listing(
    "agents",
    ["agent_id", "name", "agent_type", "agent_status", "last_updated"],
    lambda client: client.agents.list(),
)
projects: click.Command = _listing(
    "projects",
    ["project_id", "display_name", "slug", "is_default"],
    lambda client: client.projects.list(),
)
knowledge_bases: click.Command = _listing(
    "knowledge-bases",
    ["knowledge_base_id", "name", "kb_status", "agents_using_kb"],
    lambda client: client.knowledge_bases.list(),
)


@click.command()
@format_option
@shared_options
@pass_session
def whoami(session: Session, /, form: str) -> None:
    """Show whom the API key belongs to."""
    with session.client() as client:
        show_one(session, form, client.whoami_sync())
