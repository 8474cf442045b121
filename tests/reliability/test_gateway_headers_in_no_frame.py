"""The headers for a gateway, which may hold secrets, are in no variable of any frame."""

from __future__ import annotations

import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from tests.contract.service import RUN, chat
from tests.support import FaultServer, Reply

if TYPE_CHECKING:
    from types import FrameType

    from tests.conftest import ClientFactory
    from tests.support.halves import Half

SECRETS = {"X-Tenant": "tenant-Xy9", "X-Empty": "", "X-Login": "login-Xy9"}
_WATCHED = ("sketricgen.", "httpcore", "h11")


class Watch:
    """Notes which variables show a secret, at each line that is run in the client or below it."""

    def __init__(self) -> None:
        self.lines = 0
        self.shown: set[str] = set()

    def __call__(self, frame: FrameType, event: str, argument: object) -> Any:
        module = str(frame.f_globals.get("__name__"))
        if not module.startswith(_WATCHED):
            return None
        self.lines += 1
        for name, value in frame.f_locals.items():
            with suppress(AttributeError):  # of what is only half made
                if "Xy9" in repr(value):
                    self.shown.add(f"{module}.{frame.f_code.co_name}: {name}")
        return self


def test_no_frame_shows_them(half: Half, make_client: ClientFactory, server: FaultServer) -> None:
    server.on("POST", RUN, Reply(201, json=chat()))
    client = make_client(server.url, headers=SECRETS)
    before, watch = sys.gettrace(), Watch()
    sys.settrace(watch)
    try:
        half.run(client, "agent-1", "Hi")
    finally:
        sys.settrace(before)
    assert watch.lines > 500
    assert watch.shown == set()
    assert {name: server.requests[0].header(name) for name in SECRETS} == SECRETS
