"""Several files upload side by side, and stand or fall together."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING

import pytest
from sketricgen import SketricGenAPIError, SketricGenFileNotFoundError

from tests.contract.forms import parts_of
from tests.contract.service import (
    COMPLETE,
    FORM,
    INIT,
    PDF,
    RUN,
    chat,
    completed_for,
    form_for,
)
from tests.support import Computed, FaultServer, Hang, Received, Reply
from tests.support.faults import Behaviour
from tests.support.halves import nothing_left_open

if TYPE_CHECKING:
    from pathlib import Path

    from sketricgen import SketricGenClient

    from tests.conftest import ClientFactory
    from tests.support.exchange import Exchange
    from tests.support.halves import Half

AT_ONCE = 5
_LONG_ENOUGH_SECONDS = 20.0


@pytest.fixture
def paths(tmp_path: Path) -> list[Path]:
    """Twelve files."""
    files = [tmp_path / f"{number}.pdf" for number in range(12)]
    for file in files:
        file.write_bytes(PDF)
    return files


def script(server: FaultServer, storing: Behaviour) -> None:
    """Scripts uploads whose file ids are the files' names, and a run after them."""
    server.on("POST", INIT, Computed(lambda request: form_for(server, request)))
    server.on("POST", FORM, storing)
    server.on("POST", COMPLETE, Computed(completed_for))
    server.on("POST", RUN, Reply(201, json=chat()))


def file_name_of(request: Received) -> str:
    return parts_of(request)[-1].file_name or ""


class Gathering(Behaviour):
    """A storage that answers nobody until it is held by as many as expected.

    Attributes:
        most: How many it was held by at once.
    """

    def __init__(self, expected: int) -> None:
        self.most = 0
        self._expected = expected
        self._present = 0
        self._complete: asyncio.Event | None = None

    async def play(self, exchange: Exchange) -> None:
        await exchange.read()
        self._present += 1
        self.most = max(self.most, self._present)
        # Before Python 3.10 an event belongs to the loop in which it is made.
        self._complete = self._complete or asyncio.Event()
        if self._present == self._expected:
            self._complete.set()
        await self._complete.wait()
        await exchange.connection.pause(0.1)  # in which one too many would come
        self._present -= 1
        await Reply(204).play(exchange)


class RefusingOneWhileOthersHang(Behaviour):
    """A storage that refuses one file once all others that came with it hang."""

    def __init__(self, refused: str) -> None:
        self._refused = refused
        self._hanging = 0

    async def play(self, exchange: Exchange) -> None:
        if file_name_of(await exchange.read()) != self._refused:
            self._hanging += 1
            await Hang().play(exchange)
        while self._hanging < AT_ONCE - 1:  # noqa: ASYNC110 # they are few, and soon there
            await asyncio.sleep(0.005)
        await Reply(403).play(exchange)


class HoldingOneBack(Behaviour):
    """A storage that answers one file only once another is complete."""

    def __init__(self, server: FaultServer, held: str) -> None:
        self._server = server
        self._held = held

    async def play(self, exchange: Exchange) -> None:
        if file_name_of(await exchange.read()) == self._held:
            while not self._server.count(COMPLETE):  # noqa: ASYNC110 # it is soon there
                await asyncio.sleep(0.005)
        await Reply(204).play(exchange)


def test_five_files_upload_side_by_side_and_no_more(
    half: Half, make_client: ClientFactory, server: FaultServer, paths: list[Path]
) -> None:
    storage = Gathering(AT_ONCE)
    script(server, storage)
    client = make_client(server.url, upload_timeout=_LONG_ENOUGH_SECONDS, max_retries=0)
    half.run(client, "agent-1", "Hi", file_paths=paths)
    assert storage.most == AT_ONCE
    assert server.count(FORM) == len(paths)


def test_the_order_is_the_callers_whichever_file_is_done_first(
    half: Half, client: SketricGenClient, server: FaultServer, paths: list[Path]
) -> None:
    script(server, HoldingOneBack(server, paths[0].name))
    half.run(client, "agent-1", "Hi", file_paths=paths, assets=["given-1", "given-2"])
    done = [request.json["file_name"] for request in server.requests if request.path == COMPLETE]
    names = [path.name for path in paths]
    assert sorted(done) == sorted(names)
    assert done[0] != names[0]
    assert server.requests[-1].json["assets"] == ["given-1", "given-2", *names]


def test_one_file_that_fails_stops_the_others_and_the_agent_does_not_run(
    half: Half, client: SketricGenClient, server: FaultServer, paths: list[Path]
) -> None:
    def refusing_the_first(request: Received) -> Reply:
        if file_name_of(request) == paths[0].name:
            return Reply(403, body=b"<Error><Code>AccessDenied</Code></Error>")
        return Reply(204, delay=30.0)

    script(server, Computed(refusing_the_first))
    with pytest.raises(SketricGenAPIError, match="AccessDenied") as caught:
        half.run(client, "agent-1", "Hi", file_paths=paths)
    assert caught.value.status_code == 403
    assert server.count(INIT) <= AT_ONCE + 1  # one may have begun in the place of the first
    assert (server.count(COMPLETE), server.runs) == (0, 0)


def test_a_file_that_fails_does_not_wait_for_a_storage_that_hangs(
    half: Half, make_client: ClientFactory, server: FaultServer, paths: list[Path]
) -> None:
    script(server, RefusingOneWhileOthersHang(paths[0].name))
    client = make_client(server.url, upload_timeout=30.0)
    began = time.monotonic()
    with pytest.raises(SketricGenAPIError):
        half.run(client, "agent-1", "Hi", file_paths=paths)
    assert time.monotonic() - began < 15.0
    assert (server.count(COMPLETE), server.runs) == (0, 0)


def test_nothing_goes_on_after_a_file_has_failed(
    half: Half, make_client: ClientFactory, server: FaultServer, paths: list[Path]
) -> None:
    def refusing_the_fourth(request: Received) -> Reply:
        if file_name_of(request) == paths[3].name:
            return Reply(403)
        return Reply(204, delay=30)

    script(server, Computed(refusing_the_fourth))
    with nothing_left_open(half.loop):
        client = make_client(server.url)
        with pytest.raises(SketricGenAPIError):
            half.run(client, "agent-1", "Hi", file_paths=paths)
        half.close(client)
        server.wait_until(lambda: server.open_connections == 0)
    assert server.count(INIT) <= 5  # on a busy machine the fourth fails before the fifth begins
    assert (server.count(COMPLETE), server.runs) == (0, 0)


def test_a_file_that_vanishes_stops_the_others(
    half: Half, client: SketricGenClient, server: FaultServer, paths: list[Path]
) -> None:
    def vanishing(request: Received) -> Reply:
        if request.json["file_name"] == paths[1].name:
            paths[1].unlink()
        return form_for(server, request)

    server.on("POST", INIT, Computed(vanishing))
    script(server, Reply(204, delay=0.3))
    with pytest.raises(SketricGenFileNotFoundError):
        half.run(client, "agent-1", "Hi", file_paths=paths)
    assert server.runs == 0


def test_many_files_of_one_name_are_told_apart(
    half: Half, client: SketricGenClient, server: FaultServer, tmp_path: Path
) -> None:
    files = [tmp_path / folder / "same.pdf" for folder in "abc"]
    for number, file in enumerate(files):
        file.parent.mkdir()
        file.write_bytes(PDF + bytes([number]))
    script(server, Reply(204))
    half.run(client, "agent-1", "Hi", file_paths=files)
    sent = {parts_of(r)[-1].value for r in server.requests if r.path == FORM}
    assert sent == {file.read_bytes() for file in files}
