"""Places at which blocking calls wait for a server, over http and over https."""

from __future__ import annotations

import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from sketricgen import SketricGenClient

from tests.conftest import KEY
from tests.contract.service import COMPLETE, FORM, INIT, completed_for, form
from tests.support import Computed, FaultServer, Received, Reply

if TYPE_CHECKING:
    from collections.abc import Generator

    from tests.support.faults import Behaviour

# The timeouts of the calls, and the patience of a server that trickles, are longer.
AT_ONCE_SECONDS = 15.0
TIMEOUT = 60.0


class Place:
    """A server that speaks http or https, and the clients that trust it."""

    def __init__(self, server: FaultServer, url: str) -> None:
        self.server = server
        self.url = url

    def client(self, **options: Any) -> SketricGenClient:
        given = {"timeout": TIMEOUT, "upload_timeout": TIMEOUT, **options}
        return SketricGenClient(KEY, base_url=self.url, platform_url=f"{self.url}/dev", **given)

    def takes_uploads(self, storing: Behaviour) -> None:
        def formed(received: Received) -> Reply:
            return Reply(json=form(self.url + FORM, received.json["file_name"]))

        self.server.on("POST", INIT, Computed(formed))
        self.server.on("POST", FORM, storing)
        self.server.on("POST", COMPLETE, Computed(completed_for))


@contextmanager
def at_once() -> Generator[None, None, None]:
    began = time.monotonic()
    yield
    assert time.monotonic() - began < AT_ONCE_SECONDS


def run(client: SketricGenClient) -> object:
    return client.run_workflow_sync("agent-1", "Hi").response
