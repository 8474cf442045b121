"""The settings of an emulator, and what it counts while it runs."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Callable

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from sketricgen.emulator.agents import Agent

BUCKET = "sketricgen-local"


@dataclass(frozen=True)
class Settings:
    """The settings of an emulator.

    Attributes:
        base_url: Its URL, without a trailing slash.
        folder: The only folder it writes to.
        api_key: The API key of the first teamspace.
        second_api_key: The API key of the second teamspace.
        form_lifetime: How long a presigned form is valid, in seconds.
        link_lifetime: How long the URL of an uploaded file is valid, in seconds.
        max_file_bytes: The maximum size of an uploaded file.
        slow_seconds: How long the agent `slow` waits before each event.
        job_seconds: How long it takes to make a brand agent.
        connect_seconds: How long after its link is made a connector is connected.
        page_size: How many items a page of a list has.
        agent_limit: How many brand agents a teamspace may have.
        clock: Returns the time of jobs and connections, in seconds since 1970.
        agents: The agents that can be run, by id.
    """

    base_url: str
    folder: Path
    api_key: str
    second_api_key: str
    form_lifetime: float
    link_lifetime: float
    max_file_bytes: int
    slow_seconds: float
    job_seconds: float
    connect_seconds: float
    page_size: int
    agent_limit: int
    clock: Callable[[], float]
    agents: Mapping[str, Agent]

    @property
    def platform_url(self) -> str:
        """The base URL of the platform."""
        return f"{self.base_url}/dev"

    @property
    def bucket_url(self) -> str:
        """The URL that presigned forms are sent to."""
        return f"{self.base_url}/storage/{BUCKET}"


@dataclass
class Tally:
    """Counts what has happened.

    Attributes:
        requests: Method, path and status of each response, in order. The status is 499 if the
            client disconnected before the response.
        runs: The number of runs started.
        stopped_runs: The number of runs that stopped early because the client disconnected.
    """

    requests: list[tuple[str, str, int]] = field(default_factory=list[tuple[str, str, int]])
    runs: int = 0
    stopped_runs: int = 0
