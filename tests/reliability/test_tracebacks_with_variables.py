"""A traceback can be shown with the variables of its frames, whatever the error.

Before Python 3.12 a variable that cannot be shown ends `traceback.TracebackException` itself.
"""

from __future__ import annotations

import io
from traceback import TracebackException
from typing import TYPE_CHECKING, Any

import pytest
from sketricgen import SketricGenClient, SketricGenConfig, SketricGenError

from tests.conftest import KEY
from tests.contract.service import (
    COMPLETE,
    FAILED,
    FORM,
    INIT,
    PDF,
    RUN,
    SAID,
    STARTED,
    form,
    stream_of,
)
from tests.reliability.test_error_reports import chain_of, variables_of
from tests.support import CloseAfterRequest, FaultServer, Reply

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import ClientFactory
    from tests.support.faults import Behaviour
    from tests.support.halves import Half

pytestmark = pytest.mark.usefixtures("no_waiting")

WRONG_SETTINGS: list[dict[str, Any]] = [
    {"api_key": ""},
    {"api_key": f"{KEY}\n"},
    {"timeout": 0},
    {"max_retries": -1},
    {"base_url": "chat"},
    {"allowed_content_types": "x"},
]
WRONG_ARGUMENTS: list[dict[str, Any]] = [
    {"agent_id": 5},
    {"agent_id": "a "},
    {"user_input": ""},
    {"user_input": "x" * 10_001},
    {"conversation_id": ""},
    {"stream": 1},
    {"assets": [5]},
    {"file_paths": "a"},
    {"file_paths": ["missing.pdf"]},
    {"on_upload_progress": 5},
    {"timeout": 0},
    {"deadline": "soon"},
    {"event_timeout": 0},
]
WRONG_FILES: list[dict[str, Any]] = [
    {"file": 5},
    {"file": b""},
    {"file": "missing.pdf"},
    {"file": io.StringIO("x")},
    {"file_name": ""},
    {"file_name": "a.exe"},
    {"content_type": 5},
    {"on_progress": 5},
]


def assert_can_be_shown(error: BaseException) -> None:
    for link in chain_of(error):
        for _, value in variables_of(link):
            repr(value)  # also where Python itself would forgive an error
    shown = "".join(TracebackException.from_exception(error, capture_locals=True).format())
    assert "sketricgen" in shown
    assert KEY not in shown


@pytest.mark.parametrize("wrong", WRONG_SETTINGS, ids=repr)
@pytest.mark.parametrize("make", [SketricGenClient, SketricGenConfig])
def test_a_refused_setting_can_be_shown(make: Any, wrong: dict[str, Any]) -> None:
    urls = {"base_url": "https://a.example", "platform_url": "https://a.example"}
    with pytest.raises(SketricGenError) as caught:
        make(**{"api_key": KEY, **urls, **wrong})
    # The key stands in no variable but those of this test.
    assert_can_be_shown(caught.value.with_traceback(below_the_test(caught.value)))


def below_the_test(error: BaseException) -> Any:
    return error.__traceback__ and error.__traceback__.tb_next


def refused(half: Half, method: str, arguments: dict[str, Any]) -> SketricGenError:
    client = SketricGenClient(KEY)
    with pytest.raises(SketricGenError) as caught:
        half.call(client, method, **arguments)
    half.close(client)
    return caught.value


@pytest.mark.parametrize("wrong", WRONG_ARGUMENTS, ids=lambda wrong: str(*wrong))
def test_a_refused_argument_of_a_run_can_be_shown(half: Half, wrong: dict[str, Any]) -> None:
    given = {"agent_id": "agent-1", "user_input": "Hi", **wrong}
    assert_can_be_shown(refused(half, "run_workflow", given))


@pytest.mark.parametrize("wrong", WRONG_FILES, ids=lambda wrong: str(*wrong))
def test_a_refused_file_can_be_shown(half: Half, wrong: dict[str, Any]) -> None:
    given = {"agent_id": "agent-1", "file": PDF, "file_name": "a.pdf", **wrong}
    assert_can_be_shown(refused(half, "upload_file", given))


@pytest.mark.parametrize(
    "answer",
    [
        Reply(401),
        Reply(429),
        Reply(500),
        Reply(201, body=b"{"),
        Reply(201, json={"agent_id": 3}),
        CloseAfterRequest(),
    ],
)
def test_an_error_of_a_run_can_be_shown(
    half: Half, make_client: ClientFactory, server: FaultServer, answer: Behaviour
) -> None:
    server.on("POST", RUN, answer)
    with pytest.raises(SketricGenError) as caught:
        half.run(make_client(server.url, max_retries=0), "agent-1", "Hi")
    assert_can_be_shown(caught.value)


@pytest.mark.parametrize(
    "stream",
    [stream_of(STARTED, FAILED), stream_of(STARTED, SAID), stream_of({"type": 3})],
    ids=["failed", "cut", "no event"],
)
def test_an_error_of_a_stream_can_be_shown(
    half: Half, make_client: ClientFactory, server: FaultServer, stream: Behaviour
) -> None:
    server.on("POST", RUN, stream)
    opened = half.open(make_client(server.url), "agent-1", "Hi").stream
    with pytest.raises(SketricGenError) as caught:
        opened.collect() if half.loop is None else half.loop.run_until_complete(opened.collect())
    assert_can_be_shown(caught.value)


@pytest.mark.parametrize("path", [INIT, FORM, COMPLETE])
@pytest.mark.parametrize("answer", [Reply(403), Reply(500), CloseAfterRequest()])
def test_an_error_of_an_upload_can_be_shown(
    half: Half,
    make_client: ClientFactory,
    server: FaultServer,
    tmp_path: Path,
    path: str,
    answer: Behaviour,
) -> None:
    server.on("POST", path, answer)
    server.on("POST", INIT, Reply(json=form(server.url + FORM)))
    server.on("POST", FORM, Reply(204))
    report = tmp_path / "report.pdf"
    report.write_bytes(PDF)
    with pytest.raises(SketricGenError) as caught:
        half.run(make_client(server.url, max_retries=0), "agent-1", "Hi", file_paths=[report])
    assert_can_be_shown(caught.value)
