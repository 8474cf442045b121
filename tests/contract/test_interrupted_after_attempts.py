"""What `on_attempt` interrupts leaves no connection taken, also in an own httpx client."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import httpx
import pytest

from tests.contract.service import RUN, STARTED, chat, stream_of
from tests.support import FaultServer, Reply

if TYPE_CHECKING:
    from sketricgen import Attempt

    from tests.conftest import ClientFactory
    from tests.support.halves import Half


@pytest.mark.parametrize("kind", [KeyboardInterrupt, SystemExit, asyncio.CancelledError])
def test_a_stream_that_nobody_gets_is_closed(
    half: Half, make_client: ClientFactory, server: FaultServer, kind: type[BaseException]
) -> None:
    def interrupt(_: Attempt) -> None:
        raise kind

    server.on("POST", RUN, stream_of(STARTED, then="hang"), Reply(201, json=chat()))
    http_client = half.make_http_client(limits=httpx.Limits(max_connections=1))
    client = make_client(server.url, **{half.keyword: http_client})
    with pytest.raises(kind):
        half.call(
            client.with_options(on_attempt=interrupt), "run_workflow", "agent-1", "Hi", stream=True
        )
    # It would wait for the one connection, in vain.
    assert half.run(client, "agent-1", "Hi", deadline=10).response == "Hello!"
    half.close_http_client(http_client)
