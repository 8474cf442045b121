"""The command `doctor`: finds what is wrong before one asks. It never starts a run."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import click

from sketricgen import SketricGenError

from .exits import REFUSED
from .findings import OK, PROBLEM, Clock, Finding
from .network import way_to
from .session import Session, pass_session, shared_options
from .surroundings import certificates, proxies, settings, versions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sketricgen import SketricGenClient

_PATIENCE = 10.0


@click.command()
@shared_options
@pass_session
def doctor(session: Session, /) -> None:
    """Find what is wrong: settings, versions, network, clock, key.

    Each line is ok, a warning or a problem, with what to do. No agent runs. The exit code is 3 if
    there is a problem.
    """
    is_well = True
    for finding in _findings(session):
        session.output.answer(f"{finding}\n")
        is_well = is_well and finding.level != PROBLEM
    if not is_well:
        sys.exit(REFUSED)


def _findings(session: Session) -> Iterator[Finding]:
    yield from versions()
    yield from settings(session)
    yield from proxies()
    yield from certificates()
    try:
        client = session.silent_client()
    except SketricGenError:
        return  # it was named among the settings
    with client:
        urls = client.config.base_url, client.config.platform_url
        for url in dict.fromkeys(urlsplit(url)._replace(path="").geturl() for url in urls):
            yield from way_to(url)
        yield _key(client.with_options(timeout=_PATIENCE, max_retries=0))


def _key(client: SketricGenClient) -> Finding:
    try:
        with Clock() as clock:
            owner = client.whoami_sync()
    except SketricGenError as error:
        return Finding(PROBLEM, "key", "it could not be tried, or was refused", str(error))
    return Finding(OK, "key", f"accepted, of {owner.display_name} ({clock.text})")
