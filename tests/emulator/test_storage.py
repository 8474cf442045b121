from __future__ import annotations

import base64
import json
import socket
import time
from typing import TYPE_CHECKING

import httpx
import pytest
from sketricgen.emulator import Emulator

from tests.emulator.caller import Caller, form_parts, storage_refusal

if TYPE_CHECKING:
    from collections.abc import Iterator


def _nothing_is_stored(caller: Caller, file_id: str) -> bool:
    response = caller.upload_step("Complete", {"agent_id": "echo", "file_id": file_id})
    return response.status_code == 400 and not response.json()["success"]


def test_a_file_is_stored_and_read_back_as_it_was(caller: Caller) -> None:
    data = bytes(range(256)) * 100
    completed = caller.upload("photo one.png", data)
    assert completed["file_name"] == "photo one.png"
    assert completed["content_type"] == "image/png"
    assert completed["file_size_bytes"] == len(data)
    read = caller.client.get(completed["url"])
    assert (read.status_code, read.content) == (200, data)
    assert read.headers["content-type"] == "image/png"


def test_storage_answers_as_s3_does(caller: Caller) -> None:
    begun = caller.begin()
    response = caller.send(begun, form_parts(begun, b"content"))
    assert (response.status_code, response.content) == (204, b"")
    assert response.headers["etag"] == '"9a0364b9e99bb480dd25e1f0284c8555"'
    assert response.headers["location"].startswith(begun["upload"]["url"] + "/uploads/")


def test_a_form_says_until_when_and_how_much(caller: Caller) -> None:
    upload = caller.begin("a.gif")["upload"]
    assert list(upload["fields"])[:2] == ["key", "Content-Type"]
    policy = json.loads(base64.b64decode(upload["fields"]["policy"]))
    assert policy["expiration"] == upload["expires_at"]
    assert ["content-length-range", 1, upload["max_file_bytes"]] in policy["conditions"]
    assert upload["max_file_bytes"] == 64 * 1024


def test_a_file_name_never_becomes_a_path(caller: Caller) -> None:
    for name in ["..%2f..%2fevil.pdf", "CON.pdf", "a\u0000b.pdf", "r\u00e9sum\u00e9 \u2713.pdf"]:
        completed = caller.upload(name, b"%PDF-1.7")
        assert completed["file_name"] == name
        assert caller.client.get(completed["url"]).content == b"%PDF-1.7"


def test_a_repeated_upload_replaces_the_first(caller: Caller) -> None:
    begun = caller.begin()
    for data in (b"first", b"second"):
        assert caller.send(begun, form_parts(begun, data)).status_code == 204
    assert caller.client.get(caller.complete(begun).json()["url"]).content == b"second"


def test_entries_before_the_file_may_come_in_any_order(caller: Caller) -> None:
    begun = caller.begin()
    *entries, file = form_parts(begun)
    assert caller.send(begun, [*reversed(entries), file]).status_code == 204


@pytest.mark.parametrize("name", ["API-KEY", "X-API-KEY", "Authorization"])
def test_a_key_sent_to_storage_is_refused(caller: Caller, name: str) -> None:
    begun = caller.begin()
    response = caller.send(begun, form_parts(begun), **{name: "local-key"})
    assert storage_refusal(response) == (400, "InvalidArgument")
    assert _nothing_is_stored(caller, begun["file_id"])


@pytest.mark.parametrize(
    ("name", "refusal"),
    [
        ("key", (400, "InvalidArgument")),
        ("Content-Type", (403, "AccessDenied")),
        ("x-amz-algorithm", (403, "AccessDenied")),
        ("x-amz-credential", (400, "InvalidArgument")),
        ("x-amz-date", (400, "InvalidArgument")),
        ("policy", (403, "AccessDenied")),
        ("x-amz-signature", (400, "InvalidArgument")),
    ],
)
def test_a_form_that_lacks_an_entry_is_refused(
    caller: Caller, name: str, refusal: tuple[int, str]
) -> None:
    begun = caller.begin()
    parts = [part for part in form_parts(begun) if part[0] != name]
    assert storage_refusal(caller.send(begun, parts)) == refusal
    assert _nothing_is_stored(caller, begun["file_id"])


@pytest.mark.parametrize("name", ["key", "Content-Type", "policy", "x-amz-signature"])
def test_an_entry_behind_the_file_counts_as_missing(caller: Caller, name: str) -> None:
    begun = caller.begin()
    parts = form_parts(begun)
    parts.sort(key=lambda part: part[0] == name)
    assert parts[-1][0] == name
    assert caller.send(begun, parts).status_code in {400, 403}
    assert _nothing_is_stored(caller, begun["file_id"])


def test_an_entry_behind_the_file_that_nobody_needs_is_ignored(caller: Caller) -> None:
    begun = caller.begin()
    parts = [*form_parts(begun), ("submit", (None, "Upload"))]
    assert caller.send(begun, parts).status_code == 204


@pytest.mark.parametrize(
    ("name", "value", "code"),
    [
        ("key", "uploads/elsewhere", "AccessDenied"),
        ("Content-Type", "text/html", "AccessDenied"),
        ("x-amz-algorithm", "AWS4-HMAC-SHA1", "AccessDenied"),
        ("x-amz-date", "20000101T000000Z", "AccessDenied"),
        ("x-amz-credential", "AKIASTRANGER/20300101/us-east-1/s3/aws4_request", None),
        ("x-amz-signature", "0" * 64, "SignatureDoesNotMatch"),
        ("x-amz-signature", "\u00e9", "SignatureDoesNotMatch"),
        ("policy", "e30=", "SignatureDoesNotMatch"),
    ],
)
def test_a_form_with_a_changed_entry_is_refused(
    caller: Caller, name: str, value: str, code: str | None
) -> None:
    begun = caller.begin()
    response = caller.send(begun, form_parts(begun, b"content", **{name: value}))
    assert storage_refusal(response) == (403, code or "InvalidAccessKeyId")
    assert _nothing_is_stored(caller, begun["file_id"])


def test_a_credential_of_another_day_does_not_fit_the_signature(caller: Caller) -> None:
    begun = caller.begin()
    access_key, _, rest = begun["upload"]["fields"]["x-amz-credential"].split("/", 2)
    parts = form_parts(begun, x_amz_credential=f"{access_key}/19990101/{rest}")
    assert storage_refusal(caller.send(begun, parts)) == (403, "SignatureDoesNotMatch")


def test_the_key_of_another_form_is_refused(caller: Caller) -> None:
    mine, other = caller.begin(), caller.begin()
    parts = form_parts(mine, key=other["upload"]["fields"]["key"])
    assert storage_refusal(caller.send(mine, parts)) == (403, "AccessDenied")


def test_an_entry_the_policy_does_not_know_is_refused(caller: Caller) -> None:
    begun = caller.begin()
    response = caller.send(begun, [("acl", (None, "public-read")), *form_parts(begun)])
    assert storage_refusal(response) == (403, "AccessDenied")
    assert "Extra input fields: acl" in response.text


def test_an_entry_that_comes_twice_is_refused(caller: Caller) -> None:
    begun = caller.begin()
    parts = form_parts(begun)
    assert storage_refusal(caller.send(begun, [parts[0], *parts])) == (400, "InvalidArgument")


def test_a_form_without_a_file_is_refused(caller: Caller) -> None:
    begun = caller.begin()
    response = caller.send(begun, form_parts(begun)[:-1])
    assert storage_refusal(response) == (400, "InvalidArgument")


def test_a_second_file_is_refused(caller: Caller) -> None:
    begun = caller.begin()
    parts = form_parts(begun)
    response = caller.send(begun, [*parts, parts[-1]])
    assert storage_refusal(response) == (400, "InvalidArgument")
    assert _nothing_is_stored(caller, begun["file_id"])


@pytest.mark.parametrize(
    ("size", "refusal"),
    [
        (0, (400, "EntityTooSmall")),
        (1, None),
        (64 * 1024, None),
        (64 * 1024 + 1, (400, "EntityTooLarge")),
        (8 * 1024 * 1024, (400, "EntityTooLarge")),
    ],
)
def test_the_size_of_a_file_has_limits(
    caller: Caller, size: int, refusal: tuple[int, str] | None
) -> None:
    begun = caller.begin()
    response = caller.send(begun, form_parts(begun, b"x" * size))
    if refusal is None:
        assert response.status_code == 204
    else:
        assert storage_refusal(response) == refusal
        assert _nothing_is_stored(caller, begun["file_id"])


def test_entries_of_unbounded_size_are_refused(caller: Caller) -> None:
    begun = caller.begin()
    parts = form_parts(begun, key="k" * 20_001)
    assert storage_refusal(caller.send(begun, parts)) == (400, "MaxPostPreDataLengthExceeded")


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"no form at all",
        b"--b\r\nContent-Disposition: form-data; name=key\r\n\r\nno end",
        b"--b\r\nContent-Disposition: form-data\r\n\r\nno name\r\n--b--\r\n",
        b"--b\r\nno header\r\n--b--\r\n",
    ],
)
def test_a_broken_form_is_refused(caller: Caller, body: bytes) -> None:
    url = caller.begin()["upload"]["url"]
    headers = {"Content-Type": "multipart/form-data; boundary=b"}
    response = caller.client.post(url, content=body, headers=headers)
    assert storage_refusal(response) == (400, "MalformedPOSTRequest")


def test_a_form_without_a_boundary_is_refused(caller: Caller) -> None:
    url = caller.begin()["upload"]["url"]
    headers = {"Content-Type": "multipart/form-data"}
    response = caller.client.post(url, content=b"x", headers=headers)
    assert storage_refusal(response) == (400, "MalformedPOSTRequest")


def test_what_is_no_form_is_refused(caller: Caller) -> None:
    response = caller.client.post(caller.begin()["upload"]["url"], json={})
    assert storage_refusal(response) == (412, "PreconditionFailed")


def test_a_form_of_unknown_length_is_refused(caller: Caller) -> None:
    def pieces() -> Iterator[bytes]:
        yield b"--b--\r\n"

    headers = {"Content-Type": "multipart/form-data; boundary=b"}
    url = caller.begin()["upload"]["url"]
    response = caller.client.post(url, content=pieces(), headers=headers)
    assert storage_refusal(response) == (411, "MissingContentLength")


def test_a_client_that_leaves_in_the_middle_of_a_file_leaves_nothing(caller: Caller) -> None:
    begun = caller.begin()
    url = httpx.URL(begun["upload"]["url"])
    whole = caller.client.build_request("POST", url, files=form_parts(begun, b"x" * 9_000))
    head = f"POST {url.path} HTTP/1.1\r\nHost: {url.netloc.decode()}\r\n"
    for name in ("Content-Type", "Content-Length"):
        head += f"{name}: {whole.headers[name]}\r\n"
    with socket.create_connection((url.host, url.port or 0)) as connection:
        connection.sendall(head.encode() + b"\r\n" + whole.read()[:-5_000])
    deadline = time.monotonic() + 20
    while caller.emulator.requests[-1] != ("POST", url.path, 499):
        assert time.monotonic() < deadline
        time.sleep(0.01)
    assert _nothing_is_stored(caller, begun["file_id"])


def test_a_form_is_refused_once_it_has_expired(caller: Caller) -> None:
    with Emulator(form_lifetime=0) as hasty:
        late = Caller(caller.client, hasty)
        begun = late.begin()
        response = late.send(begun, form_parts(begun))
        assert storage_refusal(response) == (403, "AccessDenied")
        assert "Invalid according to Policy: Policy expired." in response.text


def test_a_form_of_another_server_is_refused(caller: Caller) -> None:
    begun = caller.begin()
    with Emulator() as other:
        elsewhere = Caller(caller.client, other).begin()
        begun["upload"]["url"] = elsewhere["upload"]["url"]
        assert storage_refusal(caller.send(begun, form_parts(begun))) == (403, "InvalidAccessKeyId")
