"""The settings of an emulator, and what it counts while it runs."""

from __future__ import annotations

import hmac
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

BUCKET = "sketricgen-local"


@dataclass(frozen=True)
class Settings:
    """The settings of an emulator.

    Attributes:
        base_url: Its URL, without a trailing slash.
        folder: The only folder it writes to.
        api_key: The API key to accept.
        form_lifetime: How long a presigned form is valid, in seconds.
        link_lifetime: How long the URL of an uploaded file is valid, in seconds.
        max_file_bytes: The maximum size of an uploaded file.
        slow_seconds: How long the agent `slow` waits before each event.
    """

    base_url: str
    folder: Path
    api_key: str
    form_lifetime: float
    link_lifetime: float
    max_file_bytes: int
    slow_seconds: float

    def is_key(self, given: str | None) -> bool:
        """Return whether this is the API key to accept."""
        return given is not None and hmac.compare_digest(given.encode(), self.api_key.encode())

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
