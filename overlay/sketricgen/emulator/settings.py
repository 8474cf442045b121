"""What an emulator is told when it starts, and what it counts while it runs."""

from __future__ import annotations

import hmac
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

BUCKET = "sketricgen-local"


@dataclass(frozen=True)
class Settings:
    """What an emulator is told when it starts.

    Attributes:
        base_url: Where it answers, without a trailing slash.
        folder: The only folder it writes to.
        api_key: The key it takes.
        form_lifetime: How long a presigned form is taken, in seconds.
        link_lifetime: How long the address of an uploaded file can be read, in seconds.
        max_file_bytes: The size an uploaded file may have.
        slow_seconds: How long the agent `slow` waits before each of its events.
    """

    base_url: str
    folder: Path
    api_key: str
    form_lifetime: float
    link_lifetime: float
    max_file_bytes: int
    slow_seconds: float

    def is_key(self, given: str | None) -> bool:
        """Tell whether a request brought the right API key."""
        return given is not None and hmac.compare_digest(given.encode(), self.api_key.encode())

    @property
    def platform_url(self) -> str:
        """Base URL of the uploads."""
        return f"{self.base_url}/dev"

    @property
    def bucket_url(self) -> str:
        """Where presigned forms are sent."""
        return f"{self.base_url}/storage/{BUCKET}"


@dataclass
class Tally:
    """What happened so far.

    Attributes:
        requests: Method, path and status of every answer, in order. A request whose client left
            before the answer counts as 499.
        runs: How many runs began.
        stopped_runs: How many of them stopped before their end, because the client left.
    """

    requests: list[tuple[str, str, int]] = field(default_factory=list[tuple[str, str, int]])
    runs: int = 0
    stopped_runs: int = 0
