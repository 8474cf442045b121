"""A deadline that passes, and an upload that fails, leave no thread and no connection behind."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest
from sketricgen import SketricGenAPIError, SketricGenTimeoutError

from tests.contract.forms import parts_of
from tests.contract.service import COMPLETE, PDF, RUN, chat
from tests.reliability.places import Place, at_once, run
from tests.streaming.slow_servers import SlowHead
from tests.support import Hang, Reply
from tests.support.faults import Behaviour
from tests.support.halves import nothing_left_open

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.exchange import Exchange

DEADLINE = 0.4


@pytest.mark.parametrize("silent", [Hang(), SlowHead()], ids=["silent", "trickling"])
@pytest.mark.parametrize("used", [False, True], ids=["new", "kept alive"])
def test_a_deadline_leaves_nothing_and_the_next_call_works(
    place: Place, silent: Behaviour, used: bool
) -> None:
    answer = Reply(201, json=chat())
    place.server.on("POST", RUN, *([answer] if used else []), silent, answer)
    with nothing_left_open():
        client = place.client()
        if used:
            run(client)
        threads = threading.enumerate()
        with at_once(), pytest.raises(SketricGenTimeoutError, match="deadline") as caught:
            client.run_workflow_sync("agent-1", "Hi", deadline=DEADLINE)
        assert caught.value.maybe_executed
        assert threading.enumerate() == threads
        place.server.wait_until(lambda: place.server.open_connections == 0)
        assert run(client) == "Hello!"
        client.close()


class RefusingOneOfThree(Behaviour):
    """A storage that refuses the file `0.pdf` once two others hang."""

    def __init__(self) -> None:
        self._hanging = 0

    async def play(self, exchange: Exchange) -> None:
        if parts_of(await exchange.read())[-1].file_name != "0.pdf":
            self._hanging += 1
            await Hang().play(exchange)
        while self._hanging < 2:
            await exchange.connection.pause(0.005)
        await Reply(403).play(exchange)


def test_an_upload_that_fails_ends_those_beside_it(place: Place, tmp_path: Path) -> None:
    place.takes_uploads(RefusingOneOfThree())
    place.server.on("POST", RUN, Reply(201, json=chat()))
    paths = [tmp_path / f"{number}.pdf" for number in range(3)]
    for path in paths:
        path.write_bytes(PDF)
    with nothing_left_open():
        client = place.client()
        threads = threading.enumerate()
        with at_once(), pytest.raises(SketricGenAPIError):
            client.run_workflow_sync("agent-1", "Hi", file_paths=paths)
        assert threading.enumerate() == threads
        place.server.wait_until(lambda: place.server.open_connections <= 1)
        assert run(client) == "Hello!"
        client.close()
    assert place.server.count(COMPLETE) == 0
