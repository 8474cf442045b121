"""However a server sends the key back, no error and no log line shows it."""

from __future__ import annotations

import json
import logging
import pickle
import re
import traceback
from typing import TYPE_CHECKING, Any

import pytest
from sketricgen import SketricGenAPIError, SketricGenError, SketricGenRunError

from tests.contract.service import FAILED, FORM, INIT, PDF, RUN, SAID, STARTED, form, sse
from tests.support import FaultServer, RawBytes, Reply, Stream

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import ClientFactory
    from tests.support.faults import Behaviour
    from tests.support.halves import Half

SECRET = "hunter2"
KEYS = ["sk-hunter2-plain", 'sk/hunter2"\\<é&']
EACH_KEY = pytest.mark.parametrize("key", KEYS)


def assert_hidden(error: BaseException) -> None:
    assert isinstance(error, SketricGenError)
    assert error.__context__ is None or error.__suppress_context__
    shown = f"{error} {error.args} {vars(error)!r}".replace("\\x00", "").replace("\0", "")
    assert SECRET not in shown
    assert SECRET not in re.sub(r"\\u00(..)", lambda code: chr(int(code[1], 16)), shown)
    assert SECRET.encode() not in pickle.dumps(error)
    assert "***" in shown


def escaped(key: str) -> str:
    return "".join(f"\\u{ord(character):04X}" for character in key)


BODIES: dict[str, Callable[[str], bytes]] = {
    "text": lambda key: f"No {key}!".encode(),
    "latin-1": lambda key: f"No {key}!".encode("latin-1"),
    "JSON": lambda key: json.dumps({"message": f"No {key}!", "in": [{"it": key}]}).encode(),
    "a name in JSON": lambda key: json.dumps({"a": {key: 1, "b": 2}}).encode(),
    "JSON, each letter escaped": lambda key: f'{{"message": "{escaped(key)}"}}'.encode(),
    "JSON within JSON": lambda key: json.dumps({"body": json.dumps({"key": key})}).encode(),
    "broken JSON": lambda key: json.dumps({"message": key}).encode()[:-1],
    "broken JSON, each letter escaped": lambda key: f'{{"message": "{escaped(key)}"'.encode(),
    "JSON with slashes escaped": lambda key: json.dumps([key]).replace("/", r"\/").encode()[1:],
    "JSON in UTF-16": lambda key: json.dumps({"message": key}).encode("utf-16"),
    "text in UTF-16": lambda key: f"No {key}!".encode("utf-16"),
    "text in UTF-16, big-endian": lambda key: f"No {key}!".encode("utf-16-be"),
    "text in UTF-32": lambda key: f"No {key}!".encode("utf-32"),
    "a URL": lambda key: f"/?key={''.join(f'%{byte:02X}' for byte in key.encode())}".encode(),
    "HTML": lambda key: f"<p>{''.join(f'&#{ord(each)};' for each in key)}".encode(),
    "a cut message": lambda key: f"{'x' * (500 - len(key) // 2 - 3)}{key}".encode(),
    "a list of problems": lambda key: json.dumps({"detail": [{"loc": [0, key]}]}).encode(),
}


@EACH_KEY
@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES)
def test_an_error_body_hides_the_key(
    half: Half,
    make_client: ClientFactory,
    server: FaultServer,
    body: Callable[[str], bytes],
    key: str,
) -> None:
    server.on("POST", RUN, Reply(400, body=body(key), headers={"X-Echo": key}))
    with pytest.raises(SketricGenAPIError) as caught:
        half.run(make_client(server.url, api_key=key), "agent-1", "Hi")
    assert_hidden(caught.value)


MALFORMED: dict[str, Callable[[bytes], bytes]] = {
    "a status line": lambda key: b"HTTP/1.1 " + key + b"\r\n\r\n",
    "a header": lambda key: b"HTTP/1.1 200 OK\r\nbad header " + key + b"\r\n\r\n",
    "a chunk size": lambda key: b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n%s\r\n"
    % key,
}


@EACH_KEY
@pytest.mark.parametrize("answer", MALFORMED.values(), ids=MALFORMED)
def test_an_error_about_a_malformed_answer_hides_the_key(
    half: Half,
    make_client: ClientFactory,
    server: FaultServer,
    answer: Callable[[bytes], bytes],
    key: str,
) -> None:
    server.on("POST", RUN, RawBytes(answer(key.encode("latin-1"))))
    client = make_client(server.url, api_key=key, max_retries=0)
    with pytest.raises(SketricGenError) as caught:
        half.run(client, "agent-1", "Hi")
    assert SECRET not in f"{caught.value} {vars(caught.value)!r}"


def test_the_headers_of_an_answer_that_is_too_large_hide_the_key(
    half: Half, make_client: ClientFactory, server: FaultServer
) -> None:
    server.on("POST", RUN, Reply(201, body=b"x" * 100, headers={"X-Echo": KEYS[0]}))
    client = make_client(server.url, api_key=KEYS[0])
    client.max_answer_bytes = 10
    with pytest.raises(SketricGenAPIError, match="more than 10 bytes") as caught:
        half.run(client, "agent-1", "Hi")
    assert_hidden(caught.value)


def test_the_error_of_the_file_storage_hides_the_key(
    half: Half, make_client: ClientFactory, server: FaultServer
) -> None:
    said = f"<Error><Code>{KEYS[0]}</Code><Message>No {KEYS[0]}</Message></Error>"
    server.on("POST", INIT, Reply(json=form(server.url + FORM)))
    server.on("POST", FORM, Reply(403, body=said.encode()))
    with pytest.raises(SketricGenAPIError) as caught:
        half.upload(make_client(server.url, api_key=KEYS[0]), "agent-1", PDF, file_name="a.pdf")
    assert_hidden(caught.value)


def assert_no_frame_of_ours_shows_it(error: BaseException) -> None:
    frame = error.__traceback__
    while frame and not frame.tb_frame.f_globals["__name__"].startswith("sketricgen."):
        frame = frame.tb_next
    ours = error.with_traceback(frame)
    lines = traceback.TracebackException.from_exception(ours, capture_locals=True).format()
    assert SECRET not in "".join(lines)


STATE = {"type": "STATE_SNAPSHOT", "snapshot": {"a": [KEYS[0], {KEYS[0]: ()}]}}
CALL = {"type": "TOOL_CALL_START", "tool_call_id": KEYS[0], "tool_call_name": f"a {KEYS[0]}"}
CUSTOM = {"type": "CUSTOM", "name": KEYS[0], "value": {"deep": [[KEYS[0]]]}, "extra": KEYS[0]}
ENDS: dict[str, bytes] = {
    "RUN_ERROR": sse({**FAILED, "message": f"No {KEYS[0]}", "code": KEYS[0]}),
    "an event that is no JSON": f"data: {KEYS[0]}\n\n".encode(),
    "nothing": b"",
}


def read(stream: Any, way: str) -> None:
    if way == "collect":
        stream.collect()
    for _ in stream.text_stream if way == "text_stream" else stream:
        pass


async def aread(stream: Any, way: str) -> None:
    if way == "collect":
        await stream.collect()
    async for _ in stream.text_stream if way == "text_stream" else stream:
        pass


@pytest.mark.parametrize(
    ("way", "end"),
    [
        ("collect", ENDS["RUN_ERROR"]),
        ("text_stream", ENDS["RUN_ERROR"]),
        ("collect", b""),
        ("text_stream", b""),
        ("iteration", b""),
    ],
)
def test_no_frame_of_a_stream_shows_a_key_that_was_sent_back(
    half: Half, make_client: ClientFactory, server: FaultServer, way: str, end: bytes
) -> None:
    said = {**SAID, "delta": f"It is {KEYS[0]}."}
    server.on("POST", RUN, Stream([sse(STARTED), sse(said) + end]))
    stream: Any = half.open(make_client(server.url, api_key=KEYS[0]), "agent-1", "Hi").stream
    with pytest.raises(SketricGenError) as caught:  # noqa: PT012 # one half or the other
        if half.loop is None:
            read(stream, way)
        else:
            half.loop.run_until_complete(aread(stream, way))
    assert_no_frame_of_ours_shows_it(caught.value)


@pytest.mark.parametrize("end", ENDS.values(), ids=ENDS)
def test_an_error_of_a_stream_hides_the_key_in_what_had_arrived(
    half: Half, make_client: ClientFactory, server: FaultServer, end: bytes
) -> None:
    said = {**SAID, "delta": f"It is {KEYS[0]}."}
    events = [*(sse(event) for event in (STARTED, said, STATE, CALL, CUSTOM)), end]
    server.on("POST", RUN, Stream([event for event in events if event]))
    client = make_client(server.url, api_key=KEYS[0])
    stream: Any = half.open(client, "agent-1", "Hi").stream
    with pytest.raises(SketricGenError) as caught:  # noqa: PT012 # one half or the other
        if half.loop is None:
            stream.collect()
        else:
            half.loop.run_until_complete(stream.collect())
    assert_hidden(caught.value)
    partial: Any = caught.value
    assert partial.partial.text == "It is ***."
    assert isinstance(caught.value, SketricGenRunError) == (b"RUN_ERROR" in end)


def test_no_log_line_shows_a_key_that_was_sent_back(
    half: Half, make_client: ClientFactory, server: FaultServer, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, "sketricgen")
    answer = Stream([sse(STARTED)], content_type=f"text/plain; key={KEYS[0]}")
    server.on("POST", RUN, answer)
    server.on("POST", INIT, Reply(json=form(f"{server.url}{FORM}/{KEYS[0]}")))
    server.on("POST", FORM, Reply(204))
    server.on("POST", None, Reply(json={"file_id": "f-1"}))
    client = make_client(server.url, api_key=KEYS[0])
    half.open(client, "agent-1", "Hi").close()
    half.upload(client, "agent-1", PDF, file_name="a.pdf")
    lines = [r.getMessage() for r in caplog.records if r.name == "sketricgen"]
    assert any("content type" in line for line in lines)
    assert any(FORM in line for line in lines)
    assert not any(SECRET in line for line in lines)


@pytest.mark.usefixtures("no_waiting")
@pytest.mark.parametrize("behaviour", [Reply(400, body=KEYS[0].encode()), RawBytes(b"HTTP/9 x")])
def test_the_frames_of_an_error_hold_nothing_that_the_server_sent(
    half: Half, make_client: ClientFactory, server: FaultServer, behaviour: Behaviour
) -> None:
    server.on("POST", RUN, behaviour)
    with pytest.raises(SketricGenError) as caught:
        half.run(make_client(server.url, api_key=KEYS[0]), "agent-1", "Hi")
    assert_no_frame_of_ours_shows_it(caught.value)


@pytest.mark.parametrize("place", ["Content-Encoding", "a name"])
def test_a_key_that_is_read_in_lower_case_is_hidden(
    half: Half, make_client: ClientFactory, server: FaultServer, place: str
) -> None:
    key = "SK-Hunter2-plain"
    headers = {key: "1"} if place == "a name" else {place: key}
    server.on("POST", RUN, Reply(200, body=b"x", headers=headers))
    with pytest.raises(SketricGenAPIError) as caught:
        half.run(make_client(server.url, api_key=key), "agent-1", "Hi")
    assert SECRET not in f"{caught.value} {vars(caught.value)!r}".lower()
