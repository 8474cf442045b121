"""The log tells of every attempt, and of nothing that is secret."""

from __future__ import annotations

import logging
import os
import re
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
from sketricgen import SketricGenAuthenticationError

from tests.conftest import KEY
from tests.contract.service import (
    COMPLETE,
    FINISHED,
    FORM,
    INIT,
    PDF,
    RUN,
    SAID,
    STARTED,
    chat,
    completed,
    form,
    stream_of,
)
from tests.support import FaultServer, Reply

if TYPE_CHECKING:
    from sketricgen import SketricGenClient

    from tests.support.halves import Half

BUSY = Reply(503, json={"message": "busy"}, headers={"Retry-After": "0"})
SIGNATURE = "X-Amz-Signature=s1gn4ture"
QUESTION = "What is the secret of the sphinx?"
ANSWER = "Man, who walks on four legs first."

PROGRAM = """
import sys
from sketricgen import SketricGenClient

with SketricGenClient("key-Zq7-program", base_url=sys.argv[1], platform_url=sys.argv[1]) as client:
    client.run_workflow_sync("agent-1", "Hi")
"""


@pytest.fixture(autouse=True)
def everything_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)


@pytest.fixture(autouse=True)
def uploads(server: FaultServer) -> None:
    server.on("POST", INIT, Reply(json=form(f"{server.url}{FORM}?{SIGNATURE}")))
    server.on("POST", FORM, Reply(204))
    server.on("POST", COMPLETE, Reply(json=completed()))


def lines(caplog: pytest.LogCaptureFixture, level: int = logging.DEBUG) -> list[str]:
    """The messages of this package's log at one level, the varying numbers left out."""
    found = [r for r in caplog.records if r.name == "sketricgen" and r.levelno == level]
    return [re.sub(r" in \d+ ms", " in … ms", record.getMessage()) for record in found]


def test_every_attempt_is_a_line_with_its_status_its_time_and_its_number(
    half: Half, client: SketricGenClient, server: FaultServer, caplog: pytest.LogCaptureFixture
) -> None:
    server.on("POST", RUN, BUSY, Reply(201, json=chat()))
    half.run(client, "agent-1", "Hi")
    assert lines(caplog) == [
        f"POST {server.url}{RUN}: APIError (503) in … ms (attempt 1)",
        f"POST {server.url}{RUN}: 201 Created in … ms (attempt 2)",
    ]


def test_the_time_of_an_attempt_is_in_milliseconds(
    half: Half, client: SketricGenClient, server: FaultServer, caplog: pytest.LogCaptureFixture
) -> None:
    server.on("POST", RUN, Reply(201, json=chat(), delay=0.2))
    half.run(client, "agent-1", "Hi")
    (told,) = [r.getMessage() for r in caplog.records if r.name == "sketricgen"]
    (milliseconds,) = re.findall(r"in (\d+) ms", told)
    assert 200 <= int(milliseconds) < 20_000


def test_a_retry_is_a_line_with_its_reason_and_its_wait(
    half: Half, client: SketricGenClient, server: FaultServer, caplog: pytest.LogCaptureFixture
) -> None:
    server.on("POST", RUN, BUSY, Reply(201, json=chat()))
    half.run(client, "agent-1", "Hi")
    assert lines(caplog, logging.INFO) == [
        f"POST {server.url}{RUN}: attempt 2 in 0.00 s, after APIError (503)"
    ]


def test_a_stream_whose_content_type_is_generic_is_a_warning(
    half: Half, client: SketricGenClient, server: FaultServer, caplog: pytest.LogCaptureFixture
) -> None:
    server.on(
        "POST",
        RUN,
        stream_of(STARTED, FINISHED, content_type="text/plain"),
        stream_of(STARTED, FINISHED),
    )
    half.stream(client, "agent-1", "Hi")
    (warning,) = lines(caplog, logging.WARNING)
    assert warning.startswith(f"POST {server.url}{RUN}: ")
    assert "text/plain" in warning
    half.stream(client, "agent-1", "Hi")
    assert lines(caplog, logging.WARNING) == [warning]


def test_a_call_that_goes_well_at_once_is_told_to_those_alone_who_ask_for_details(
    half: Half, client: SketricGenClient, server: FaultServer, caplog: pytest.LogCaptureFixture
) -> None:
    server.on("POST", RUN, Reply(201, json=chat()))
    half.run(client, "agent-1", "Hi")
    half.upload(client, "agent-1", PDF, file_name="report.pdf")
    records = [record for record in caplog.records if record.name.startswith("sketricgen")]
    assert [record.levelno for record in records] == [logging.DEBUG] * 4


def test_no_header_no_body_and_no_query_is_in_the_log(
    half: Half, client: SketricGenClient, server: FaultServer, caplog: pytest.LogCaptureFixture
) -> None:
    server.on(
        "POST",
        RUN,
        Reply(201, json=chat(response=ANSWER), headers={"X-Trace": "tr4ce"}),
        stream_of(STARTED, {**SAID, "delta": ANSWER}, FINISHED),
    )
    half.run(client, "agent-1", QUESTION)
    half.stream(client, "agent-1", QUESTION)
    half.upload(client, "agent-1", PDF, file_name="report.pdf")
    records = [record for record in caplog.records if record.name.startswith("sketricgen")]
    assert len(records) == 5
    for record in records:
        told = record.getMessage() + repr(vars(record))
        for secret in (KEY, QUESTION, ANSWER, "tr4ce", SIGNATURE, PDF.decode()):
            assert secret not in told


def test_no_logger_of_ours_or_below_is_told_the_key(
    half: Half, client: SketricGenClient, server: FaultServer, caplog: pytest.LogCaptureFixture
) -> None:
    server.on(
        "POST",
        RUN,
        BUSY,
        Reply(201, json=chat()),
        stream_of(STARTED, FINISHED),
        Reply(401, json={"message": f"{KEY} is no key"}),
    )
    half.run(client, "agent-1", "Hi")
    half.stream(client, "agent-1", "Hi")
    half.upload(client, "agent-1", PDF, file_name="report.pdf")
    with pytest.raises(SketricGenAuthenticationError):
        half.run(client, "agent-1", "Hi")
    assert {request.header("API-KEY") for request in server.requests if request.path == RUN} == {
        KEY
    }
    told = {record.name.partition(".")[0] for record in caplog.records}
    assert told >= {"sketricgen", "httpcore"}
    for record in caplog.records:
        assert KEY not in record.getMessage()
        assert KEY not in repr(vars(record))


def shown_with(server: FaultServer, level: str | None) -> str:
    """Returns what a program shows that sets up no logging itself."""
    server.on("POST", RUN, BUSY, Reply(201, json=chat()))
    environment: dict[str, Any] = {**os.environ, "NO_PROXY": "127.0.0.1"}
    environment.pop("SKETRICGEN_LOG", None)
    if level is not None:
        environment["SKETRICGEN_LOG"] = level
    program = subprocess.run(
        [sys.executable, "-W", "error", "-c", PROGRAM, server.url],
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert program.stdout == ""
    assert "key-Zq7-program" not in program.stderr
    return program.stderr


@pytest.mark.parametrize(
    ("level", "shown"),
    [
        ("debug", ["DEBUG", "INFO", "DEBUG"]),
        (" DEBUG ", ["DEBUG", "INFO", "DEBUG"]),
        ("info", ["INFO"]),
        ("", []),
        ("loud", []),
        (None, []),
    ],
)
def test_the_environment_shows_the_log_on_standard_error(
    server: FaultServer, level: str | None, shown: list[str]
) -> None:
    assert re.findall(r" sketricgen (\w+) POST ", shown_with(server, level)) == shown
