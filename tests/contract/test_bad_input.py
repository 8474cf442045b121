"""Bad input is refused before anything is sent."""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING, Any, Callable

import pytest
from sketricgen import (
    SketricGenContentTypeError,
    SketricGenFileNotFoundError,
    SketricGenFileSizeError,
    SketricGenValidationError,
)

from tests.contract.leaks import assert_carries_nothing
from tests.contract.service import PDF, chat

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sketricgen import SketricGenClient

    from tests.support import FaultServer
    from tests.support.halves import Half

MOST = 20 * 1024 * 1024
HALF_A_PAIR = "\ud83d"


@pytest.fixture(autouse=True)
def nothing_is_sent(server: FaultServer) -> Iterator[None]:
    server.reply(status=201, json=chat())
    yield
    assert (server.connections, server.requests) == (0, [])


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"agent_id": ""}, "agent_id must not be blank"),
        ({"agent_id": " \t\n"}, "agent_id must not be blank"),
        ({"agent_id": None}, "agent_id must be a string, got NoneType"),
        ({"agent_id": 7}, "agent_id must be a string, got int"),
        ({"agent_id": HALF_A_PAIR}, "agent_id must be valid Unicode"),
        ({"user_input": ""}, "user_input must not be blank"),
        ({"user_input": "  "}, "user_input must not be blank"),
        ({"user_input": b"Hi"}, "user_input must be a string, got bytes"),
        (
            {"user_input": "x" * 10_001},
            "user_input must have at most 10,000 characters (the API's limit), got 10,001",
        ),
        ({"user_input": f"Hi {HALF_A_PAIR}"}, "user_input must be valid Unicode"),
        ({"conversation_id": " "}, "conversation_id must not be blank"),
        ({"conversation_id": 7}, "conversation_id must be a string, got int"),
        ({"contact_id": "  "}, "contact_id must not be blank"),
        (
            {"contact_id": "x" * 256},
            "contact_id must have at most 255 characters (the API's limit), got 256",
        ),
        ({"contact_id": HALF_A_PAIR}, "contact_id must be valid Unicode"),
        ({"stream": 1}, "stream must be True or False, got 1"),
        ({"stream": "yes"}, "stream must be True or False, got 'yes'"),
        ({"assets": "file-1"}, "assets must be a list of file ids, got str. Use ['file-1']"),
        ({"assets": {"file-1": 1}}, "assets must be a list of file ids, got dict"),
        ({"assets": ["file-1", ""]}, "a file id in assets must not be blank"),
        ({"assets": [None]}, "a file id in assets must be a string, got NoneType"),
        ({"assets": [HALF_A_PAIR]}, "a file id in assets must be valid Unicode"),
        ({"file_paths": "report.pdf"}, "file_paths must be a list of paths, got str"),
        ({"file_paths": Path("report.pdf")}, "file_paths must be a list of paths, got "),
        ({"file_paths": [PDF]}, "file_paths must hold paths (str or os.PathLike), got bytes"),
        ({"file_paths": [io.BytesIO(PDF)]}, "pass it to upload_file"),
        (
            {"timeout": 0},
            "seconds (int or float) above 0 and below 1000000000, got 0",
        ),
        ({"timeout": -1}, "above 0 and below 1000000000, got -1"),
        ({"timeout": float("nan")}, "above 0 and below 1000000000, got nan"),
        ({"timeout": float("inf")}, "above 0 and below 1000000000, got inf"),
        ({"timeout": "5"}, "above 0 and below 1000000000, got '5'"),
        ({"timeout": True}, "above 0 and below 1000000000, got True"),
    ],
)
def test_an_argument_is_refused(
    half: Half, client: SketricGenClient, arguments: dict[str, Any], words: str
) -> None:
    with pytest.raises(SketricGenValidationError) as caught:
        half.run(client, **{"agent_id": "agent-1", "user_input": "Hi", **arguments})
    assert words in str(caught.value)
    assert isinstance(caught.value, ValueError)
    assert_carries_nothing(caught.value)


def a_missing_file(folder: Path) -> Path:
    return folder / "missing.pdf"


def an_empty_file(folder: Path) -> Path:
    path = folder / "empty.pdf"
    path.touch()
    return path


def a_file_too_large(folder: Path) -> Path:
    path = folder / "large.pdf"
    with path.open("wb") as file:
        file.truncate(MOST + 1)
    return path


def a_folder(folder: Path) -> Path:
    path = folder / "folder.pdf"
    path.mkdir()
    return path


def a_file_of_a_wrong_type(folder: Path) -> Path:
    path = folder / "program.exe"
    path.write_bytes(PDF)
    return path


def a_file_of_no_type(folder: Path) -> Path:
    path = folder / "README"
    path.write_bytes(PDF)
    return path


BAD_FILES = pytest.mark.parametrize(
    ("make", "kind", "words"),
    [
        (a_missing_file, SketricGenFileNotFoundError, "There is no file"),
        (an_empty_file, SketricGenFileSizeError, "'empty.pdf' must not be empty"),
        (
            a_file_too_large,
            SketricGenFileSizeError,
            "must have at most 20,971,520 bytes, got 20,971,521",
        ),
        (a_folder, SketricGenValidationError, "must be a file, got a folder"),
        (
            a_file_of_a_wrong_type,
            SketricGenContentTypeError,
            "'program.exe' must be of a type that is accepted, got ",
        ),
        (
            a_file_of_no_type,
            SketricGenContentTypeError,
            "must be of a type that is accepted, which its name does not say",
        ),
    ],
)


@BAD_FILES
@pytest.mark.parametrize("place", [0, 1, 2])
def test_one_bad_file_among_good_ones_stops_everything(
    half: Half,
    client: SketricGenClient,
    tmp_path: Path,
    make: Callable[[Path], Path],
    kind: type[Exception],
    words: str,
    place: int,
) -> None:
    paths = [tmp_path / "first.pdf", tmp_path / "second.png"]
    for path in paths:
        path.write_bytes(PDF)
    paths.insert(place, make(tmp_path))
    with pytest.raises(kind, match=words) as caught:
        half.run(client, "agent-1", "Hi", file_paths=paths)
    assert_carries_nothing(caught.value)


@BAD_FILES
def test_a_bad_file_is_not_uploaded(
    half: Half,
    client: SketricGenClient,
    tmp_path: Path,
    make: Callable[[Path], Path],
    kind: type[Exception],
    words: str,
) -> None:
    with pytest.raises(kind, match=words):
        half.upload(client, "agent-1", make(tmp_path))


def test_a_missing_file_is_also_a_file_not_found_error(
    half: Half, client: SketricGenClient, tmp_path: Path
) -> None:
    path = str(a_missing_file(tmp_path))
    with pytest.raises(FileNotFoundError) as caught:
        half.run(client, "agent-1", "Hi", file_paths=[path])
    assert caught.value.filename == path


def test_a_wrong_size_is_told_in_numbers(
    half: Half, client: SketricGenClient, tmp_path: Path
) -> None:
    with pytest.raises(SketricGenFileSizeError) as caught:
        half.upload(client, "agent-1", a_file_too_large(tmp_path))
    assert (caught.value.file_size, caught.value.max_size) == (MOST + 1, MOST)


def test_a_wrong_type_is_told_with_the_right_ones(
    half: Half, client: SketricGenClient, tmp_path: Path
) -> None:
    path = tmp_path / "film.mp4"
    path.write_bytes(PDF)
    with pytest.raises(SketricGenContentTypeError) as caught:
        half.upload(client, "agent-1", path)
    assert caught.value.content_type == "video/mp4"
    assert "application/pdf" in caught.value.allowed_types


@pytest.mark.parametrize(
    ("file", "options", "words"),
    [
        (PDF, {}, "file_name must be a file's name, such as 'report.pdf', got None"),
        (io.BytesIO(PDF), {}, "Bytes and open files need one"),
        (b"", {"file_name": "report.pdf"}, "'report.pdf' must not be empty"),
        (
            io.StringIO("text"),
            {"file_name": "report.pdf"},
            "must be open in binary mode ('rb'), got a text file",
        ),
        (7, {"file_name": "report.pdf"}, "A file must be a path (str or os.PathLike), or"),
        (None, {}, "opened in binary mode, got NoneType"),
        (PDF, {"file_name": ".."}, "such as 'report.pdf', got '..'"),
        (
            PDF,
            {"file_name": "report.pdf", "content_type": "text/x-own"},
            "got text/x-own. Expected image/jpeg, ",
        ),
    ],
)
def test_what_cannot_be_uploaded_is_refused(
    half: Half, client: SketricGenClient, file: Any, options: dict[str, Any], words: str
) -> None:
    with pytest.raises(SketricGenValidationError) as caught:
        half.upload(client, "agent-1", file, **options)
    assert words in str(caught.value)


@pytest.mark.parametrize("agent_id", ["", " ", None, 7, HALF_A_PAIR])
def test_an_upload_needs_an_agent(half: Half, client: SketricGenClient, agent_id: Any) -> None:
    with pytest.raises(SketricGenValidationError, match="agent_id"):
        half.upload(client, agent_id, PDF, file_name="report.pdf")


@pytest.mark.parametrize("option", ["timeout", "upload_timeout", "max_retries"])
def test_an_option_that_is_changed_is_checked(
    half: Half, client: SketricGenClient, option: str
) -> None:
    wrong: dict[str, Any] = {option: -1}
    with pytest.raises(SketricGenValidationError, match=option):
        half.run(client.with_options(**wrong), "agent-1", "Hi")
