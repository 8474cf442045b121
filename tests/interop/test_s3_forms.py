"""Files go with forms that boto3 signed to S3 servers.

moto keeps what it gets; MiniStack checks the form's policy and signature too.
"""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from sketricgen import SketricGenUploadError

from tests.contract.service import COMPLETE, INIT, PDF, completed
from tests.support import FaultServer, Reply

from .software import environment, script, serving

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.conftest import ClientFactory
    from tests.support.halves import Half

BUCKET = "uploads-of-tests"
KEY = "uploads/file-1"  # not the name of the file, which the error is to hold
MOST = 1_000_000
ENOUGH_SECONDS = 60


class Storage:
    """An S3 server, with a bucket.

    Args:
        url: Where it serves.
        python: The Python of its environment.
    """

    def __init__(self, url: str, python: str) -> None:
        self._url = url
        self._python = python

    def form(self, *, least: int = 1, most: int = MOST, seconds: int = 60) -> Any:
        """A form for one PDF of so many bytes, signed now."""
        return self._ask("form", KEY, "application/pdf", str(least), str(most), str(seconds))

    def read(self) -> Any:
        """The type and the content of that PDF."""
        return self._ask("read", KEY)

    def _ask(self, what: str, *arguments: str) -> Any:
        program = str(Path(__file__).with_name("bucket.py"))
        answer = subprocess.run(
            [self._python, program, self._url, what, BUCKET, *arguments],
            env=environment("s3"),
            stdout=subprocess.PIPE,
            timeout=ENOUGH_SECONDS,
            check=True,
        )
        return json.loads(answer.stdout)


@pytest.fixture(scope="module", params=["moto", "ministack"])
def storage(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Storage]:
    """Each S3 server in turn."""
    name = request.param
    folder: Path = tmp_path_factory.mktemp(name)
    python = script(name)
    variables = environment(name, SERVICES="s3", AUTH="true", BIND_HOST="127.0.0.1")

    def command_for(port: int) -> list[str]:
        variables["GATEWAY_PORT"] = str(port)
        options = ["-H", "127.0.0.1", "-p", str(port)] if name == "moto" else []
        return [script(name, "moto_server" if name == "moto" else name), *options]

    with serving(folder, variables, command_for) as url:
        yield Storage(url, python)


strict = pytest.mark.parametrize("storage", ["ministack"], indirect=True)


@pytest.fixture
def platform() -> Iterator[FaultServer]:
    """What gives out the forms."""
    with FaultServer() as server:
        server.on("POST", COMPLETE, Reply(json=completed()))
        yield server


def giving(*forms: Any) -> list[Reply]:
    """The platform's answers that hold these forms."""
    return [
        Reply(
            json={
                "success": True,
                "file_id": "file-1",
                "content_type": "application/pdf",
                "upload": {**form, "expires_at": "2099-01-01T00:00:00Z"},
            }
        )
        for form in forms
    ]


def assert_refused(
    half: Half, make_client: ClientFactory, platform: FaultServer, code: str, file: bytes = PDF
) -> SketricGenUploadError:
    with pytest.raises(SketricGenUploadError) as caught:
        half.upload(make_client(platform.url), "agent-1", file, file_name="report.pdf")
    assert caught.value.code == code
    assert "report.pdf" in str(caught.value)
    assert platform.count(COMPLETE) == 0
    return caught.value


@pytest.mark.parametrize("size", [len(PDF), MOST], ids=["small", "largest"])
def test_a_file_arrives_whole_and_with_its_type(
    half: Half, make_client: ClientFactory, storage: Storage, platform: FaultServer, size: int
) -> None:
    platform.on("POST", INIT, *giving(storage.form()))
    file = PDF.ljust(size, b"\xff")
    client = make_client(platform.url)
    assert half.upload(client, "agent-1", file, file_name="report.pdf").file_id == "file-1"
    type_, content = storage.read()
    assert type_ == "application/pdf"
    assert content.encode("latin-1") == file


@strict
@pytest.mark.parametrize("size", [MOST + 1, 4 * MOST], ids=["by a byte", "by far"])
def test_a_file_that_is_too_large_for_its_form_is_named(
    half: Half, make_client: ClientFactory, storage: Storage, platform: FaultServer, size: int
) -> None:
    platform.on("POST", INIT, *giving(storage.form()))
    file = PDF.ljust(size, b" ")
    error = assert_refused(half, make_client, platform, "EntityTooLarge", file)
    assert error.status_code == 400
    assert "exceeds the maximum allowed size" in (error.storage_message or "")


@strict
def test_a_file_that_is_too_small_for_its_form_is_named(
    half: Half, make_client: ClientFactory, storage: Storage, platform: FaultServer
) -> None:
    platform.on("POST", INIT, *giving(storage.form(least=1000)))
    assert_refused(half, make_client, platform, "EntityTooSmall")


@strict
def test_a_form_that_does_not_keep_its_policy_is_refused(
    half: Half, make_client: ClientFactory, storage: Storage, platform: FaultServer
) -> None:
    form = storage.form()
    form["fields"]["key"] = "uploads/of-another.pdf"
    platform.on("POST", INIT, *giving(form))
    assert_refused(half, make_client, platform, "AccessDenied")


@strict
def test_a_form_with_a_wrong_signature_is_refused(
    half: Half, make_client: ClientFactory, storage: Storage, platform: FaultServer
) -> None:
    form = storage.form()
    form["fields"]["x-amz-signature"] = "0" * 64
    platform.on("POST", INIT, *giving(form))
    assert_refused(half, make_client, platform, "SignatureDoesNotMatch")


@strict
def test_a_form_that_expired_is_asked_for_again(
    half: Half, make_client: ClientFactory, storage: Storage, platform: FaultServer
) -> None:
    platform.on("POST", INIT, *giving(storage.form(seconds=-10), storage.form()))
    client = make_client(platform.url)
    assert half.upload(client, "agent-1", PDF, file_name="report.pdf").file_id == "file-1"
    assert platform.count(INIT) == 2
