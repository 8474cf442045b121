"""An open file that several uploads use at once: each sends all of it, in its order."""

from __future__ import annotations

import asyncio
import io
import os
import signal
import threading
import warnings
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any, BinaryIO, Callable

import pytest
from sketricgen import SketricGenClient, SketricGenConfig, SketricGenValidationError
from sketricgen._operations.validation import accepted_files

from tests.conftest import KEY
from tests.contract.forms import parts_of
from tests.contract.service import COMPLETE, FORM, INIT, PDF, completed, form
from tests.support import FaultServer, Reply

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.halves import Half

# Longer than the pieces in which files are read, and the same nowhere.
LONG = b"%PDF-1.4 " + b"".join(n.to_bytes(4, "big") for n in range(300_000))
AT_ONCE = 6

pytestmark = pytest.mark.usefixtures("no_proxies")


@pytest.fixture
def healthy(server: FaultServer) -> FaultServer:
    server.on("POST", INIT, Reply(json=form(server.url + FORM)))
    server.on("POST", FORM, Reply(204))
    server.on("POST", COMPLETE, Reply(json=completed()))
    return server


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "report.pdf"
    path.write_bytes(b"before" + LONG)
    return path


def sent_to(server: FaultServer) -> list[bytes]:
    return [parts_of(request)[-1].value for request in server.requests if request.path == FORM]


def on_disk(path: Path) -> BinaryIO:
    return path.open("rb")


def in_memory(path: Path) -> BinaryIO:
    return io.BytesIO(path.read_bytes())


class Meeting(io.BytesIO):
    """A file in which a thread that reads waits a moment for another one to move it."""

    def __init__(self, content: bytes) -> None:
        super().__init__(content)
        self.moved = threading.Event()

    def tell(self) -> int:
        self.moved.wait(0.05)
        return super().tell()

    def seek(self, place: int, whence: int = 0) -> int:
        self.moved.set()
        return super().seek(place, whence)


def meeting(path: Path) -> BinaryIO:
    return Meeting(path.read_bytes())


@pytest.mark.parametrize("opened", [on_disk, in_memory, meeting])
def test_threads_that_upload_one_file_each_send_all_of_it(
    healthy: FaultServer, report: Path, opened: Callable[[Path], BinaryIO]
) -> None:
    urls: dict[str, Any] = {"base_url": healthy.url, "platform_url": f"{healthy.url}/dev"}
    with SketricGenClient(KEY, **urls) as client, opened(report) as file:
        file.seek(6)
        with ThreadPoolExecutor(AT_ONCE) as threads:
            uploads = [
                threads.submit(client.upload_file_sync, "agent-1", file, file_name="report.pdf")
                for _ in range(AT_ONCE)
            ]
            for upload in uploads:
                upload.result()
        assert file.tell() == 6
    assert sent_to(healthy) == [LONG] * AT_ONCE


@pytest.mark.parametrize("opened", [on_disk, in_memory])
def test_tasks_that_upload_one_file_each_send_all_of_it(
    healthy: FaultServer, report: Path, opened: Callable[[Path], BinaryIO]
) -> None:
    async def upload_all(file: BinaryIO) -> None:
        urls: dict[str, Any] = {"base_url": healthy.url, "platform_url": f"{healthy.url}/dev"}
        async with SketricGenClient(KEY, **urls) as client:
            await asyncio.gather(
                *(
                    client.upload_file("agent-1", file, file_name="report.pdf")
                    for _ in range(AT_ONCE)
                )
            )

    with opened(report) as file:
        file.seek(6)
        asyncio.run(upload_all(file))
        assert file.tell() == 6
    assert sent_to(healthy) == [LONG] * AT_ONCE


def test_an_uploaded_file_is_left_where_it_stood_and_can_be_uploaded_again(
    half: Half, client: SketricGenClient, healthy: FaultServer, report: Path
) -> None:
    with report.open("rb") as file:
        file.seek(6)
        for _ in range(2):
            half.upload(client, "agent-1", file)
            assert file.tell() == 6
    assert sent_to(healthy) == [LONG] * 2


def test_what_the_caller_does_with_the_file_meanwhile_changes_nothing(
    half: Half, client: SketricGenClient, healthy: FaultServer
) -> None:
    file = io.BytesIO(LONG)

    def close(*progress: object) -> None:
        file.close()

    half.upload(client, "agent-1", file, file_name="report.pdf", on_progress=close)
    assert sent_to(healthy) == [LONG]


class Interrupting(io.BytesIO):
    """A file that calls something the first time it is read."""

    def __init__(self, content: bytes, call: Callable[[Any], object]) -> None:
        super().__init__(content)
        self._call: Callable[[Any], object] | None = call

    def read(self, size: int | None = -1) -> bytes:
        if size and self._call:
            call, self._call = self._call, None
            call(self)
        return super().read(size)


def test_a_signal_handler_that_uploads_the_file_that_is_being_read_is_refused(
    client: SketricGenClient, healthy: FaultServer
) -> None:
    def upload_too(file: Any) -> None:
        with pytest.raises(SketricGenValidationError, match="is being read by the code that"):
            client.upload_file_sync("agent-1", file, file_name="report.pdf")

    file = Interrupting(PDF, upload_too)
    client.upload_file_sync("agent-1", file, file_name="report.pdf")
    assert sent_to(healthy) == [PDF]


def test_an_interrupt_while_a_file_is_read_leaves_it_where_it_stood_and_free(
    half: Half, client: SketricGenClient, healthy: FaultServer
) -> None:
    def interrupt(file: Any) -> None:
        file.seek(3)
        raise KeyboardInterrupt

    file = Interrupting(PDF, interrupt)
    with pytest.raises(KeyboardInterrupt):
        half.upload(client, "agent-1", file, file_name="report.pdf")
    assert file.tell() == 0
    half.upload(client, "agent-1", file, file_name="report.pdf")
    assert sent_to(healthy) == [PDF]


def test_an_entry_that_an_interrupt_left_is_cleared_by_the_next_upload(
    half: Half, client: SketricGenClient, healthy: FaultServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = io.BytesIO(PDF)
    with monkeypatch.context() as interrupted:
        interrupted.setattr("sketricgen._uploads.open_files._leave", lambda *_: None)
        half.upload(client, "agent-1", file, file_name="report.pdf")
    half.upload(client, "agent-1", file, file_name="report.pdf")
    assert sent_to(healthy) == [PDF] * 2


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system does not fork")
def test_a_forked_process_does_not_wait_for_a_thread_that_it_lacks() -> None:
    begun, go_on = threading.Event(), threading.Event()

    def wait(_: Any) -> None:
        begun.set()
        go_on.wait()

    accept = accepted_files(SketricGenConfig(KEY)).attachment
    file = Interrupting(PDF, wait)
    reading = threading.Thread(target=accept, args=(file, "report.pdf"))
    reading.start()
    begun.wait()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # forking while threads run
        child = os.fork()
    if child == 0:
        signal.alarm(10)  # ends a child that waits
        os._exit(0 if accept(file, "report.pdf").source == PDF else 1)
    go_on.set()
    reading.join()
    _, status = os.waitpid(child, 0)
    assert status == 0
