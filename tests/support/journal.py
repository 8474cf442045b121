"""What a fault server saw: requests, connections, and what it was not told how to answer."""

from __future__ import annotations

import json
import threading
from dataclasses import dataclass
from typing import Any, Callable

RUN_WORKFLOW = "/api/v1/run-workflow"


@dataclass(frozen=True)
class Received:
    """A request that arrived whole. Header names keep the case in which they were sent."""

    method: str
    path: str
    query: str
    headers: list[tuple[str, str]]
    body: bytes
    connection: int

    def header(self, name: str) -> str | None:
        """Returns the first value sent under a name, whatever its case."""
        return first_value(self.headers, name)

    @property
    def json(self) -> Any:
        """The body, read as JSON."""
        return json.loads(self.body)


def first_value(headers: list[tuple[str, str]], name: str) -> str | None:
    """Returns the first value of a header, whatever the case of its name."""
    return next((value for key, value in headers if key.lower() == name.lower()), None)


class Journal:
    """The record of one server. Its server's thread writes it; any thread may read it.

    Attributes:
        connections: How many connections were accepted (over TLS: after a whole handshake).
        open_connections: How many of them are open now.
        aborted: How many requests began and never arrived whole.
    """

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._requests: list[Received] = []
        self._unexpected: list[Received] = []
        self.connections = 0
        self.open_connections = 0
        self.aborted = 0

    @property
    def requests(self) -> list[Received]:
        """The requests that arrived whole, in the order in which they did."""
        with self._changed:
            return list(self._requests)

    @property
    def unexpected(self) -> list[Received]:
        """The requests for which nothing was scripted; each was answered with a 500."""
        with self._changed:
            return list(self._unexpected)

    @property
    def runs(self) -> int:
        """How many workflow runs a server would have started: their requests came whole."""
        return sum(1 for r in self.requests if (r.method, r.path) == ("POST", RUN_WORKFLOW))

    def count(self, path_prefix: str) -> int:
        """Returns how many requests arrived whole at paths with this beginning."""
        return sum(1 for request in self.requests if request.path.startswith(path_prefix))

    def wait_until(self, predicate: Callable[[], bool], timeout: float = 20.0) -> None:
        """Waits until something that the server sees makes the predicate true.

        Raises:
            AssertionError: It was still false after `timeout` seconds.
        """
        with self._changed:
            if not self._changed.wait_for(predicate, timeout):
                raise AssertionError(
                    f"not true after {timeout} s: {len(self._requests)} requests, {self.aborted} "
                    f"aborted, {self.open_connections} of {self.connections} connections open"
                )

    def note_connection(self) -> int:
        """Counts an accepted connection and returns its number, from 1."""
        with self._changed:
            self.connections += 1
            self.open_connections += 1
            self._changed.notify_all()
            return self.connections

    def note_disconnection(self) -> None:
        """Counts a connection that is gone."""
        with self._changed:
            self.open_connections -= 1
            self._changed.notify_all()

    def note_request(self, request: Received) -> None:
        """Keeps a request that arrived whole."""
        with self._changed:
            self._requests.append(request)
            self._changed.notify_all()

    def note_unexpected(self, request: Received) -> None:
        """Keeps a request for which nothing was scripted."""
        with self._changed:
            self._unexpected.append(request)
            self._changed.notify_all()

    def note_aborted(self) -> None:
        """Counts a request that will never arrive whole."""
        with self._changed:
            self.aborted += 1
            self._changed.notify_all()
