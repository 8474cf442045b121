"""What can be uploaded, and how it arrives at a storage that checks it as S3 does."""

from __future__ import annotations

import io
import threading
import tracemalloc
from typing import TYPE_CHECKING, Any, BinaryIO, Callable

import httpx
import pytest
from sketricgen import (
    SketricGenError,
    SketricGenTimeoutError,
    SketricGenUploadError,
    SketricGenValidationError,
)

from tests.conftest import EMULATED_FILE_BYTES
from tests.contract.forms import parts_of
from tests.contract.service import COMPLETE, FORM, INIT, PDF, completed, form
from tests.support import Computed, FaultServer, HangBeforeReading, Reply

if TYPE_CHECKING:
    from pathlib import Path

    from sketricgen import SketricGenClient
    from sketricgen.emulator import Emulator

    from tests.conftest import ClientFactory
    from tests.support.halves import Half

# Longer than the pieces in which files are read, and the same nowhere.
LONG = b"%PDF-1.4 " + b"".join(n.to_bytes(4, "big") for n in range(75_000))


def as_path(folder: Path) -> Path:
    path = folder / "report.pdf"
    path.write_bytes(LONG)
    return path


def as_text_path(folder: Path) -> str:
    return str(as_path(folder))


def as_bytes(folder: Path) -> bytes:
    return LONG


def as_bytearray(folder: Path) -> bytearray:
    return bytearray(LONG)


def as_buffer(folder: Path) -> BinaryIO:
    return io.BytesIO(LONG)


def as_buffer_read_halfway(folder: Path) -> BinaryIO:
    buffer = io.BytesIO(b"not this" + LONG)
    buffer.seek(len(b"not this"))
    return buffer


class Pipe(io.RawIOBase):
    """A file that cannot seek and gives a little at a time, as sockets do."""

    def __init__(self, content: bytes) -> None:
        self._rest = io.BytesIO(content)

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        return self._rest.read(min(size, 50_000) if size >= 0 else 50_000)


def as_stream_that_cannot_seek(folder: Path) -> Pipe:
    return Pipe(LONG)


@pytest.mark.parametrize(
    "make",
    [
        as_path,
        as_text_path,
        as_bytes,
        as_bytearray,
        as_buffer,
        as_buffer_read_halfway,
        as_stream_that_cannot_seek,
    ],
)
def test_a_file_can_be_given_in_many_ways(
    half: Half,
    emulator_client: SketricGenClient,
    tmp_path: Path,
    make: Callable[[Path], Any],
) -> None:
    uploaded = half.upload(emulator_client, "echo", make(tmp_path), file_name="My report.pdf")
    assert (uploaded.file_name, uploaded.file_size_bytes) == ("My report.pdf", len(LONG))
    assert uploaded.content_type == "application/pdf"
    assert httpx.get(str(uploaded.url), trust_env=False).content == LONG


def test_an_open_file_is_read_from_where_it_stands_and_left_open(
    half: Half, emulator_client: SketricGenClient, tmp_path: Path
) -> None:
    with as_path(tmp_path).open("rb") as file:
        file.seek(100)
        uploaded = half.upload(emulator_client, "echo", file)
        assert not file.closed
    assert uploaded.file_name == "report.pdf"
    assert httpx.get(str(uploaded.url), trust_env=False).content == LONG[100:]


@pytest.mark.parametrize("name", ["Übersicht 2024.pdf", 'a "b" c.pdf', "a%0Ab.pdf", "数据.pdf"])
def test_a_file_may_have_any_name(half: Half, emulator_client: SketricGenClient, name: str) -> None:
    assert half.upload(emulator_client, "echo", PDF, file_name=name).file_name == name


def test_only_the_bare_name_is_told(half: Half, emulator_client: SketricGenClient) -> None:
    uploaded = half.upload(emulator_client, "echo", PDF, file_name="C:\\my\\secret/report.pdf")
    assert uploaded.file_name == "report.pdf"


def test_a_type_that_the_caller_allows_is_sent(
    half: Half, make_client: ClientFactory, server: FaultServer
) -> None:
    fields = {"key": "k"}
    answer = form(server.url + FORM, fields=fields)
    del answer["content_type"]
    server.on("POST", INIT, Reply(json=answer))
    server.on("POST", FORM, Reply(204))
    server.on("POST", COMPLETE, Reply(json=completed()))
    client = make_client(server.url, allowed_content_types=["Text/CSV"])
    half.upload(client, "agent-1", b"a,b", file_name="table.csv")
    assert parts_of(server.requests[1])[-1].content_type == "text/csv"


def test_attachments_reach_the_agent_in_order(
    half: Half, emulator_client: SketricGenClient, tmp_path: Path
) -> None:
    names = ["z.pdf", "a.pdf", "m.pdf"]
    for name in names:
        (tmp_path / name).write_bytes(LONG)
    first = half.upload(emulator_client, "echo", PDF, file_name="first.pdf")
    answer = half.run(
        emulator_client,
        "echo",
        "Look",
        file_paths=[tmp_path / name for name in names],
        assets=[first.file_id],
    )
    files = [line.split()[2] for line in answer.response.splitlines() if line.startswith("File")]
    assert files == ["first.pdf", *names]


@pytest.mark.parametrize("side_by_side", [1, 7])
def test_progress_only_grows_and_ends_with_the_whole(
    half: Half, emulator_client: SketricGenClient, tmp_path: Path, side_by_side: int
) -> None:
    names = [f"{number}.pdf" for number in range(side_by_side)]
    for name in names:
        (tmp_path / name).write_bytes(LONG)
    told: dict[str, list[int]] = {name: [] for name in names}
    calling = threading.Lock()

    def note(file_name: str, sent_bytes: int, total_bytes: int) -> None:
        assert calling.acquire(blocking=False), "called twice at once"
        told[file_name].append(sent_bytes)
        assert total_bytes == len(LONG)
        calling.release()

    paths = [tmp_path / name for name in names]
    half.run(emulator_client, "echo", "Hi", file_paths=paths, on_upload_progress=note)
    for sent in told.values():
        assert sent == sorted(set(sent))
        assert len(sent) > 2
        assert sent[-1] == len(LONG)


def test_progress_of_one_upload_is_told(half: Half, emulator_client: SketricGenClient) -> None:
    told: list[tuple[str, int, int]] = []
    half.upload(
        emulator_client,
        "echo",
        LONG,
        file_name="report.pdf",
        on_progress=lambda *progress: told.append(progress),
    )
    assert told[-1] == ("report.pdf", len(LONG), len(LONG))


class CallerError(Exception):
    pass


def test_an_error_of_the_callback_reaches_the_caller(
    half: Half, emulator_client: SketricGenClient
) -> None:
    def fail(*progress: object) -> None:
        raise CallerError

    with pytest.raises(CallerError):
        half.upload(emulator_client, "echo", LONG, file_name="report.pdf", on_progress=fail)


def test_a_large_file_is_never_in_memory_as_a_whole(
    half: Half, emulator_client: SketricGenClient, tmp_path: Path
) -> None:
    path = tmp_path / "large.pdf"
    with path.open("wb") as file:
        file.truncate(EMULATED_FILE_BYTES)
    half.upload(emulator_client, "echo", PDF, file_name="small.pdf")  # what is loaded once
    tracemalloc.start()
    try:
        uploaded = half.upload(emulator_client, "echo", path)
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert uploaded.file_size_bytes == EMULATED_FILE_BYTES
    # The emulator's own memory counts too, as it runs in this process.
    assert most < EMULATED_FILE_BYTES / 4


def test_a_storage_that_takes_no_more_of_a_file_is_told(
    half: Half, make_client: ClientFactory, server: FaultServer
) -> None:
    client = make_client(server.url, upload_timeout=0.5, max_retries=0)
    with FaultServer() as storage:
        storage.on(None, None, HangBeforeReading())
        server.on("POST", INIT, Reply(json=form(storage.url + FORM)))
        with pytest.raises(SketricGenTimeoutError, match="took no more of the request"):
            half.upload(client, "agent-1", bytes(EMULATED_FILE_BYTES), file_name="report.pdf")
    assert server.count(COMPLETE) == 0


@pytest.mark.parametrize("change", [b"", b"%PDF", LONG + b"more"], ids=["emptied", "cut", "grown"])
def test_a_file_that_changes_while_it_is_uploaded_is_refused(
    half: Half, client: SketricGenClient, server: FaultServer, tmp_path: Path, change: bytes
) -> None:
    path = as_path(tmp_path)

    def changing(url: str) -> Reply:
        path.write_bytes(change)
        return Reply(json=form(url))

    server.on("POST", INIT, Computed(lambda _: changing(server.url + FORM)))
    server.on("POST", FORM, Reply(204))
    with pytest.raises(SketricGenValidationError, match="changed while it was being uploaded"):
        half.upload(client, "agent-1", path)
    assert (server.count(FORM), server.count(COMPLETE)) == (0, 0)


def test_a_file_that_vanishes_before_it_is_sent_is_told(
    half: Half, client: SketricGenClient, server: FaultServer, tmp_path: Path
) -> None:
    path = as_path(tmp_path)

    def vanishing(url: str) -> Reply:
        path.unlink()
        return Reply(json=form(url))

    server.on("POST", INIT, Computed(lambda _: vanishing(server.url + FORM)))
    with pytest.raises(FileNotFoundError):
        half.upload(client, "agent-1", path)
    assert server.count(FORM) == 0


def test_an_expired_form_is_refused_by_the_storage(
    half: Half, make_client: ClientFactory, emulator: Emulator
) -> None:
    with type(emulator)(form_lifetime=-1.0) as expired:
        client = make_client(expired.base_url, api_key=expired.api_key)
        with pytest.raises(SketricGenUploadError, match="Policy expired") as caught:
            half.upload(client, "echo", PDF, file_name="report.pdf")
        asked = [(path, status) for _, path, status in expired.requests]
    assert caught.value.code == "AccessDenied"
    assert asked == [(INIT, 200), ("/storage/sketricgen-local", 403)] * 2


def test_a_file_too_large_for_the_form_is_told_before_it_is_sent(
    half: Half, make_client: ClientFactory, emulator: Emulator
) -> None:
    with type(emulator)(max_file_bytes=1_000) as strict:
        client = make_client(strict.base_url, api_key=strict.api_key)
        with pytest.raises(SketricGenError, match="at most 1,000 bytes"):
            half.upload(client, "echo", LONG, file_name="report.pdf")
        assert [path for _, path, _ in strict.requests][-1] == INIT
