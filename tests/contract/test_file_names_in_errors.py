"""Whatever ends an upload names its file, in its words and as an attribute."""

from __future__ import annotations

import pickle
from typing import TYPE_CHECKING, Any

import pytest
from sketricgen import (
    SketricGenAPIError,
    SketricGenAuthenticationError,
    SketricGenContentTypeError,
    SketricGenError,
    SketricGenFileNotFoundError,
    SketricGenFileSizeError,
    SketricGenNetworkError,
    SketricGenResponseError,
    SketricGenUploadError,
    SketricGenValidationError,
)

from tests.contract.forms import parts_of
from tests.contract.service import COMPLETE, FORM, INIT, PDF, RUN, completed, form
from tests.support import CloseAfterRequest, Computed, FaultServer, Hang, Reply

if TYPE_CHECKING:
    from pathlib import Path

    from sketricgen import SketricGenClient

    from tests.conftest import ClientFactory
    from tests.support.faults import Behaviour
    from tests.support.halves import Half

pytestmark = pytest.mark.usefixtures("no_waiting")

REFUSED = Reply(json={"success": False, "message": "Not this."})
ENDINGS: dict[str, tuple[str, Behaviour, type[SketricGenError]]] = {
    "begin: refused": (INIT, REFUSED, SketricGenUploadError),
    "begin: 401": (INIT, Reply(401), SketricGenAuthenticationError),
    "begin: no JSON": (INIT, Reply(200, body=b"<html>"), SketricGenResponseError),
    "begin: broken": (INIT, CloseAfterRequest(), SketricGenNetworkError),
    "send: 403": (FORM, Reply(403), SketricGenUploadError),
    "send: broken": (FORM, CloseAfterRequest(), SketricGenNetworkError),
    "complete: 404": (COMPLETE, Reply(404), SketricGenAPIError),
    "complete: broken": (COMPLETE, CloseAfterRequest(), SketricGenNetworkError),
}


@pytest.mark.parametrize(("path", "ending", "kind"), ENDINGS.values(), ids=ENDINGS)
@pytest.mark.parametrize("way", ["upload_file", "run_workflow"])
def test_what_ends_an_upload_names_the_file(
    half: Half,
    make_client: ClientFactory,
    server: FaultServer,
    tmp_path: Path,
    path: str,
    ending: Behaviour,
    kind: type[SketricGenError],
    way: str,
) -> None:
    server.on("POST", path, ending)
    server.on("POST", INIT, Reply(json=form(server.url + FORM)))
    server.on("POST", FORM, Reply(204))
    client = make_client(server.url, max_retries=0)
    report = tmp_path / "report.pdf"
    report.write_bytes(PDF)
    given: dict[str, Any] = {"agent_id": "agent-1", "file": report}
    if way == "run_workflow":
        given = {"agent_id": "agent-1", "user_input": "Hi", "file_paths": [report]}
    with pytest.raises(kind) as caught:
        half.call(client, way, **given)
    error = caught.value
    assert error.file_name == "report.pdf"
    assert str(error).count("'report.pdf'") == 1
    assert error.args == (error.message,)
    copied = pickle.loads(pickle.dumps(error))
    assert (copied.file_name, str(copied)) == ("report.pdf", str(error))


def test_a_deadline_that_passes_names_the_file_once(
    half: Half, client: SketricGenClient, server: FaultServer, tmp_path: Path
) -> None:
    server.on("POST", INIT, Hang())
    report = tmp_path / "report.pdf"
    report.write_bytes(PDF)
    with pytest.raises(SketricGenError, match=r"^The deadline of 0\.3 s") as caught:
        half.run(client, "agent-1", "Hi", file_paths=[report], deadline=0.3)
    assert caught.value.file_name == "report.pdf"
    assert str(caught.value).count("report.pdf") == 1


def test_an_error_of_the_run_itself_names_no_file(
    half: Half, client: SketricGenClient, server: FaultServer
) -> None:
    server.on("POST", RUN, Reply(401))
    with pytest.raises(SketricGenAPIError) as caught:
        half.run(client, "agent-1", "Hi")
    assert caught.value.file_name is None


@pytest.mark.parametrize(
    ("make", "kind"),
    [
        (lambda folder: folder / "missing.pdf", SketricGenFileNotFoundError),
        (lambda folder: folder / "empty.pdf", SketricGenFileSizeError),
        (lambda folder: folder / "a.exe", SketricGenContentTypeError),
        (lambda folder: folder / "folder.pdf", SketricGenValidationError),
        (lambda folder: folder / "\0.pdf", SketricGenValidationError),
    ],
    ids=["missing", "empty", "type", "folder", "NUL"],
)
def test_a_file_that_cannot_be_attached_is_named(
    half: Half, client: SketricGenClient, tmp_path: Path, make: Any, kind: type[SketricGenError]
) -> None:
    (tmp_path / "empty.pdf").touch()
    (tmp_path / "a.exe").write_bytes(b"x")
    (tmp_path / "folder.pdf").mkdir()
    path = make(tmp_path)
    with pytest.raises(kind) as caught:
        half.run(client, "agent-1", "Hi", file_paths=[path])
    assert caught.value.file_name == path.name
    assert repr(path.name)[1:-1] in str(caught.value)
    assert pickle.loads(pickle.dumps(caught.value)).file_name == path.name


@pytest.mark.parametrize("name", ["a\r\nX-Evil: 1.pdf", "a\x00b\x1b[31m.pdf", "a" * 5000 + ".pdf"])
def test_a_name_with_control_characters_is_sent_safely_and_shown_escaped(
    half: Half, client: SketricGenClient, server: FaultServer, name: str
) -> None:
    server.on("POST", INIT, Reply(json=form(server.url + FORM)))
    server.on("POST", FORM, Reply(204))
    server.on("POST", COMPLETE, Reply(404), Reply(json=completed()))
    with pytest.raises(SketricGenAPIError) as caught:
        half.upload(client, "agent-1", PDF, file_name=name)
    begin, sent, _ = server.requests
    assert begin.json["file_name"] == name
    file_name = parts_of(sent)[-1].file_name or ""
    assert file_name.isprintable()
    assert file_name.startswith("a")
    assert file_name.endswith(".pdf")
    assert str(caught.value).isprintable()
    assert len(str(caught.value)) < 600
    assert caught.value.file_name == name
    half.upload(client, "agent-1", PDF, file_name=name)


def test_each_of_several_files_is_told_by_its_own_name(
    half: Half, client: SketricGenClient, server: FaultServer, tmp_path: Path
) -> None:
    paths = [tmp_path / f"{number}.pdf" for number in range(3)]
    for path in paths:
        path.write_bytes(PDF)

    def refuse_one(request: Any) -> Reply:
        return REFUSED if request.json["file_name"] == "1.pdf" else Reply(200, delay=20)

    server.on("POST", INIT, Computed(refuse_one))
    with pytest.raises(
        SketricGenUploadError, match=r"Not this\. The file '1\.pdf' was not uploaded\.$"
    ) as caught:
        half.run(client, "agent-1", "Hi", file_paths=paths)
    assert caught.value.file_name == "1.pdf"
