"""An upload: its three steps, what each of them sends, and what stops it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from sketricgen import (
    SketricGenFileSizeError,
    SketricGenResponseError,
    SketricGenUploadError,
)

from tests.conftest import KEY
from tests.contract.forms import parts_of
from tests.contract.leaks import assert_carries_nothing
from tests.contract.service import COMPLETE, FORM, INIT, PDF, RUN, chat, completed, form
from tests.support import FaultServer, Received, Reply

if TYPE_CHECKING:
    from pathlib import Path

    from sketricgen import SketricGenClient

    from tests.conftest import ClientFactory
    from tests.support.halves import Half


@pytest.fixture
def healthy(server: FaultServer) -> FaultServer:
    """A server that takes uploads and runs; a rule made before goes before these."""
    server.on("POST", INIT, Reply(json=form(server.url + FORM)))
    server.on("POST", FORM, Reply(204))
    server.on("POST", COMPLETE, Reply(json=completed()))
    server.on("POST", RUN, Reply(201, json=chat()))
    return server


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "report.pdf"
    path.write_bytes(PDF)
    return path


def sent_to(server: FaultServer, path: str) -> Received:
    """The one request that came to `path`."""
    (request,) = [request for request in server.requests if request.path == path]
    return request


def test_an_upload_is_three_requests_and_then_comes_the_run(
    half: Half, client: SketricGenClient, healthy: FaultServer, report: Path
) -> None:
    half.run(client, "agent-1", "Hi", file_paths=[report])
    assert [request.path for request in healthy.requests] == [INIT, FORM, COMPLETE, RUN]
    assert {request.method for request in healthy.requests} == {"POST"}


@pytest.mark.parametrize(
    ("path", "body"),
    [
        (INIT, {"agent_id": "agent-1", "file_name": "report.pdf"}),
        (COMPLETE, {"agent_id": "agent-1", "file_id": "file-1", "file_name": "report.pdf"}),
    ],
)
def test_the_platform_is_told_of_the_file(
    half: Half,
    client: SketricGenClient,
    healthy: FaultServer,
    report: Path,
    path: str,
    body: dict[str, str],
) -> None:
    half.upload(client, "agent-1", report)
    request = sent_to(healthy, path)
    assert request.json == body
    assert [name for name, value in request.headers if KEY in value] == ["X-API-KEY"]
    assert request.header("Accept") == "application/json"


def test_the_form_is_sent_as_the_server_wrote_it_with_the_file_last(
    half: Half, client: SketricGenClient, server: FaultServer, report: Path
) -> None:
    fields = {"z": "1", "key": "uploads/ü", "a": "2", "Content-Type": "application/pdf", "m": ""}
    server.on("POST", INIT, Reply(json=form(server.url + FORM, fields=fields)))
    server.on("POST", FORM, Reply(204))
    server.on("POST", COMPLETE, Reply(json=completed()))
    half.upload(client, "agent-1", report)
    *entries, file = parts_of(sent_to(server, FORM))
    assert [(part.name, part.value.decode()) for part in entries] == list(fields.items())
    assert (file.name, file.value, file.file_name) == ("file", PDF, "report.pdf")
    assert file.content_type == "application/pdf"


def test_the_form_is_sent_with_its_length(
    half: Half, client: SketricGenClient, healthy: FaultServer, report: Path
) -> None:
    half.upload(client, "agent-1", report)
    request = sent_to(healthy, FORM)
    assert request.header("Content-Length") == str(len(request.body))
    assert request.header("Transfer-Encoding") is None


def test_the_query_of_the_signed_url_is_kept(
    half: Half, client: SketricGenClient, server: FaultServer, report: Path
) -> None:
    query = "X-Amz-Signature=a%2Fb%3D&X-Amz-Expires=60"
    server.on("POST", INIT, Reply(json=form(f"{server.url}{FORM}?{query}")))
    server.on("POST", FORM, Reply(403))
    with pytest.raises(SketricGenUploadError) as caught:
        half.upload(client, "agent-1", report)
    assert sent_to(server, FORM).query == query
    assert "Signature" not in str(caught.value)


def test_the_storage_gets_nothing_that_is_ours(
    half: Half, make_client: ClientFactory, healthy: FaultServer, report: Path
) -> None:
    http_client = half.make_http_client(
        headers={"X-Mine": "secret", "Authorization": "Bearer mine"},
        cookies={"session": "mine"},
        auth=("me", "mine"),
        params={"mine": "1"},
    )
    client = make_client(healthy.url, **{half.keyword: http_client})
    half.upload(client, "agent-1", report)
    half.close_http_client(http_client)
    request = sent_to(healthy, FORM)
    names = {name.lower() for name, _ in request.headers}
    assert names <= {
        "host",
        "accept",
        "accept-encoding",
        "user-agent",
        "connection",
        "content-type",
        "content-length",
    }
    assert (request.query, KEY.encode() in request.body) == ("", False)


def test_a_cookie_of_the_platform_does_not_reach_the_storage(
    half: Half, client: SketricGenClient, server: FaultServer, report: Path
) -> None:
    cookie = {"Set-Cookie": "session=s-1; Path=/"}
    server.on("POST", INIT, Reply(json=form(server.url + FORM), headers=cookie))
    server.on("POST", FORM, Reply(204))
    server.on("POST", COMPLETE, Reply(json=completed()))
    half.upload(client, "agent-1", report)
    assert sent_to(server, FORM).header("Cookie") is None


@pytest.mark.parametrize("step", [INIT, COMPLETE])
def test_a_refusal_with_success_as_its_status_is_a_refusal(
    half: Half, client: SketricGenClient, server: FaultServer, report: Path, step: str
) -> None:
    types = ["application/pdf", "image/png"]
    refusal = {"success": False, "message": "No such type.", "allowed_types": types}
    server.on("POST", step, Reply(json=refusal))
    server.on("POST", INIT, Reply(json=form(server.url + FORM)))
    server.on("POST", FORM, Reply(204))
    with pytest.raises(SketricGenUploadError) as caught:
        half.run(client, "agent-1", "Hi", file_paths=[report])
    assert "The upload was refused" in str(caught.value)
    assert "No such type." in str(caught.value)
    assert "application/pdf" in str(caught.value)
    assert (caught.value.status_code, caught.value.response_body) == (200, refusal)
    assert (server.count(step), server.runs) == (1, 0)
    assert_carries_nothing(caught.value)


def test_the_limit_of_the_form_is_kept(
    half: Half, client: SketricGenClient, server: FaultServer, report: Path
) -> None:
    most = len(PDF) - 1
    server.on("POST", INIT, Reply(json=form(server.url + FORM, max_file_bytes=most)))
    with pytest.raises(SketricGenFileSizeError, match="at most 20 bytes") as caught:
        half.run(client, "agent-1", "Hi", file_paths=[report])
    assert (caught.value.file_size, caught.value.max_size) == (len(PDF), most)
    assert [request.path for request in server.requests] == [INIT]
    assert_carries_nothing(caught.value)


TOO_LARGE = b"""<?xml version="1.0" encoding="UTF-8"?>
<Error><Code>EntityTooLarge</Code><Message>Your upload &gt; the limit.</Message></Error>"""


@pytest.mark.parametrize(
    ("body", "code", "words", "said"),
    [
        (TOO_LARGE, "EntityTooLarge", "Your upload > the limit.", "EntityTooLarge: Your upload >"),
        (b"", None, None, "it gave no reason"),
        (b"<html>Proxy</html>", None, None, "it gave no reason"),
        (b"<Error><Code>Only</Code></Error>", "Only", None, "Only."),
        (b"\xff\xfe<Code>Odd</Code>", "Odd", None, "Odd."),
    ],
)
def test_the_storage_is_told_in_its_words(
    half: Half,
    client: SketricGenClient,
    server: FaultServer,
    report: Path,
    body: bytes,
    code: str | None,
    words: str | None,
    said: str,
) -> None:
    server.on("POST", INIT, Reply(json=form(server.url + FORM)))
    server.on("POST", FORM, Reply(400, body=body, content_type="application/xml"))
    with pytest.raises(SketricGenUploadError) as caught:
        half.run(client, "agent-1", "Hi", file_paths=[report])
    error = caught.value
    assert (error.status_code, error.code, error.storage_message) == (400, code, words)
    assert f"400 Bad Request (POST {server.url}{FORM}): {said}" in str(error)
    assert [request.path for request in server.requests] == [INIT, FORM]
    assert_carries_nothing(error)


EXPIRED = Reply(
    403,
    body=b"<Error><Code>AccessDenied</Code>"
    b"<Message>Invalid according to Policy: Policy expired.</Message></Error>",
    content_type="application/xml",
)


def test_an_expired_form_is_asked_for_anew(
    half: Half, client: SketricGenClient, server: FaultServer, report: Path
) -> None:
    forms = [Reply(json=form(f"{server.url}{FORM}/{name}", name)) for name in ("old", "new")]
    server.on("POST", INIT, *forms, repeat=False)
    server.on("POST", f"{FORM}/old", EXPIRED)
    server.on("POST", f"{FORM}/new", Reply(204))
    server.on("POST", COMPLETE, Reply(json=completed("new")))
    assert half.upload(client, "agent-1", report).file_id == "new"
    paths = [request.path for request in server.requests]
    assert paths == [INIT, f"{FORM}/old", INIT, f"{FORM}/new", COMPLETE]
    assert sent_to(server, COMPLETE).json["file_id"] == "new"


def test_a_form_that_is_always_expired_is_given_up(
    half: Half, client: SketricGenClient, server: FaultServer, report: Path
) -> None:
    server.on("POST", INIT, Reply(json=form(server.url + FORM)))
    server.on("POST", FORM, EXPIRED)
    with pytest.raises(SketricGenUploadError, match="expired"):
        half.upload(client, "agent-1", report)
    assert [request.path for request in server.requests] == [INIT, FORM] * 2


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"url": 7}, "has a number in the field 'upload.url', not a string"),
        ({"url": "/bucket"}, "upload.url that names no host"),
        ({"url": "http://[nonsense"}, "upload.url that is not a URL"),
        ({"url": "ftp://127.0.0.1/bucket"}, "upload.url that is not https"),
        ({"url": "http://me:mine@127.0.0.1/bucket"}, "upload.url that holds a user name"),
        ({"fields": {"key": 7}}, "a number in the field 'upload.fields.key', not a string"),
    ],
)
def test_a_form_that_cannot_be_sent_is_refused(
    half: Half,
    client: SketricGenClient,
    server: FaultServer,
    report: Path,
    changes: dict[str, Any],
    words: str,
) -> None:
    answer = form(server.url + FORM)
    answer["upload"].update(changes)
    server.on("POST", INIT, Reply(json=answer))
    with pytest.raises(SketricGenResponseError) as caught:
        half.upload(client, "agent-1", report)
    assert words in str(caught.value)
    assert server.count(FORM) == 0
    assert_carries_nothing(caught.value)
