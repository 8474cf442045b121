"""What went over the wire is kept without secrets, and given back byte for byte."""

from __future__ import annotations

import gzip
import json
import os
import socket
from contextlib import nullcontext
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest

pytest.importorskip("uvicorn", reason="the extra sketricgen[testing] is not installed")

from sketricgen import (
    SketricGenAPIError,
    SketricGenClient,
    SketricGenError,
    SketricGenNetworkError,
    SketricGenStreamError,
    SketricGenTimeoutError,
    SketricGenValidationError,
)
from sketricgen.testing import record, replay
from sketricgen.testing._loopback import announcing_close
from sketricgen.testing._recording import _relay

from tests.conftest import KEY
from tests.contract.service import RUN, chat
from tests.streaming.runs import FINISHED, STARTED, begin, end, say
from tests.support import FaultServer, RawBytes, Reply, Stream, tls_contexts

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sketricgen.emulator import Emulator

    from tests.support.halves import Half


@pytest.fixture
def cassette(tmp_path: Path) -> Path:
    return tmp_path / "run.jsonl"


@pytest.fixture
def lead_to(monkeypatch: pytest.MonkeyPatch) -> Any:
    def set_variables(url: str, key: str = KEY) -> None:
        monkeypatch.setenv("SKETRICGEN_BASE_URL", url)
        monkeypatch.setenv("SKETRICGEN_PLATFORM_URL", f"{url}/dev")
        monkeypatch.setenv("SKETRICGEN_API_KEY", key)

    return set_variables


@pytest.fixture
def recorded_server(server: FaultServer, lead_to: Any) -> FaultServer:
    lead_to(server.url)
    return server


@pytest.fixture
def client(half: Half) -> Iterator[Any]:
    made: list[SketricGenClient] = []

    def make() -> SketricGenClient:
        made.append(SketricGenClient.from_env(timeout=30.0, max_retries=0))
        return made[-1]

    yield make
    for each in made:
        half.close(each)


def lines_of(cassette: Path) -> list[Any]:
    return [json.loads(line) for line in cassette.read_text(encoding="ascii").splitlines()]


def sse(*events: dict[str, Any]) -> list[bytes]:
    return [f"data: {json.dumps(event, ensure_ascii=False)}\n\n".encode() for event in events]


HELLO = sse(STARTED, begin("a"), say("a", "Hel"), say("a", "lö"), end("a"), FINISHED)


def test_all_that_a_program_does_is_given_back(
    half: Half, emulator: Emulator, lead_to: Any, client: Any, cassette: Path, tmp_path: Path
) -> None:
    lead_to(emulator.base_url, emulator.api_key)
    file = tmp_path / "notes.txt"
    file.write_bytes(b"1, 2")

    def program() -> list[Any]:
        made = client()
        return [
            half.run(made, "echo", "Hi, Zoë", file_paths=[file]).response,
            [event.data for event in half.stream(made, "tool", "1 + 1")],
            half.call(made, "whoami"),
        ]

    with record(cassette):
        first = program()
    with replay(cassette):
        second = program()
    assert second == first
    text = cassette.read_text(encoding="ascii")
    assert emulator.api_key not in text
    assert "Signature=" not in text


def test_a_stream_is_kept_by_its_chunks_and_given_back_byte_for_byte(
    half: Half, recorded_server: FaultServer, client: Any, cassette: Path
) -> None:
    body = b"".join(HELLO)
    torn = body.index("ö".encode()) + 1
    recorded_server.on("POST", RUN, Stream([body[:torn], body[torn:]]))
    with record(cassette):
        first = [event.data for event in half.stream(client(), "a", "Hi")]
    heading, request, *chunks, last = lines_of(cassette)
    assert heading == {"format": "sketricgen-cassette", "version": 1}
    assert request["request"] == {
        "to": "chat",
        "method": "POST",
        "path": RUN,
        "body": {"agent_id": "a", "user_input": "Hi", "stream": True},
    }
    assert [line["at"] for line in chunks] == sorted(line["at"] for line in chunks)
    assert last["end"] in ("closed", "left")  # whoever is the faster
    raw = "".join(line["data"] for line in chunks).encode("utf-8", "surrogateescape")
    assert body[:torn] in raw
    with replay(cassette, speed=1000):
        assert [event.data for event in half.stream(client(), "a", "Hi")] == first


@pytest.mark.parametrize("then", ["close", "reset"])
def test_a_cut_is_given_back_as_a_cut(
    half: Half, recorded_server: FaultServer, client: Any, cassette: Path, then: Any
) -> None:
    recorded_server.on("POST", RUN, Stream(HELLO[:3], then=then))
    seen: list[list[str]] = []
    for surroundings in (record, replay):
        with surroundings(cassette):
            stream = half.open(client(), "a", "Hi")
            with pytest.raises(SketricGenStreamError):
                stream.rest()
            seen.append([event.data for event in stream.delivered])
    assert seen[0] == seen[1] != []
    assert lines_of(cassette)[-1] == {"end": {"close": "closed", "reset": "reset"}[then]}


@pytest.mark.parametrize("speed", [1, 1e6])
def test_pauses_last_as_long_as_the_speed_says(
    half: Half, client: Any, cassette: Path, speed: float
) -> None:
    head = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n"
    body = {"agent_id": "a", "user_input": "Hi", "stream": True}
    lines = [
        {"format": "sketricgen-cassette", "version": 1},
        {"request": {"to": "chat", "method": "POST", "path": RUN, "body": body}},
        {"at": 0, "data": head + HELLO[0].decode()},
        {"at": 1000, "data": b"".join(HELLO[1:]).decode()},
        {"end": "closed"},
    ]
    cassette.write_text("\n".join(map(json.dumps, lines)), encoding="ascii")
    with replay(cassette, speed=speed):
        stream = half.open(client(), "a", "Hi", event_timeout=0.2 if speed == 1 else 30)
        with pytest.raises(SketricGenTimeoutError) if speed == 1 else nullcontext():
            assert len(stream.rest()) == len(HELLO)


def test_a_client_that_leaves_ends_the_recording_of_its_stream(
    half: Half, recorded_server: FaultServer, client: Any, cassette: Path
) -> None:
    recorded_server.on("POST", RUN, Stream(HELLO[:3], then="hang"))
    with record(cassette):
        stream = half.open(client(), "a", "Hi")
        stream.next()
        stream.close()
        left_open = half.open(client(), "a", "Hi")
        left_open.next()
    ends = [line["end"] for line in lines_of(cassette) if "end" in line]
    assert ends == ["left", "left"]
    with pytest.raises(SketricGenError):
        left_open.rest()


SIGNED = "https://files.example/a.png?X-Amz-Date=1&X-Amz-Signature=s3cr3t"


@pytest.mark.parametrize(
    ("answer", "secret"),
    [
        (Reply(201, json=chat(response=f"See {SIGNED} there.")), "s3cr3t"),
        (Reply(201, body=json.dumps(chat(response=SIGNED)).replace("/", "\\/").encode()), "s3cr3t"),
        (Reply(201, json=chat(response=f"Your key is {KEY}.")), KEY),
        (Reply(201, json=chat(), headers={"Set-Cookie": "session=s3cr3t"}), "s3cr3t"),
        (Reply(201, json={**chat(), "fields": {"policy": "s3cr3t"}}), "s3cr3t"),
        (Reply(403, json={"detail": f"No: {KEY}"}), KEY),
    ],
    ids=["url", "escaped-url", "key", "cookie", "form", "error"],
)
def test_secrets_are_not_kept(
    half: Half,
    recorded_server: FaultServer,
    client: Any,
    cassette: Path,
    answer: Reply,
    secret: str,
) -> None:
    recorded_server.on("POST", RUN, answer)
    outcomes: list[Any] = []
    for surroundings in (record, replay):
        with surroundings(cassette):
            try:
                outcomes.append(len(half.run(client(), "a", f"Hi {SIGNED}").response))
            except SketricGenAPIError as error:
                outcomes.append(error.status_code)
    assert outcomes[0] == outcomes[1]
    text = cassette.read_text(encoding="ascii")
    assert (secret in text, KEY in text, "s3cr3t" in text) == (False, False, False)


def test_a_secret_that_is_torn_by_chunks_is_not_kept(
    half: Half, recorded_server: FaultServer, client: Any, cassette: Path
) -> None:
    body = b"".join(sse(STARTED, begin("a"), say("a", SIGNED), end("a"), FINISHED))
    torn = [body.index(b"?X-Amz") - 3, body.index(b"s3cr3t") + 3]
    pieces = [body[: torn[0]], body[torn[0] : torn[1]], body[torn[1] :]]
    recorded_server.on("POST", RUN, Stream(pieces))
    with record(cassette):
        half.stream(client(), "a", "Hi")
    text = cassette.read_text(encoding="ascii")
    assert "s3c" not in text
    assert "r3t" not in text
    with replay(cassette):
        assert len(half.stream(client(), "a", "Hi")) == 5


def test_a_compressed_answer_is_not_recorded(
    half: Half, recorded_server: FaultServer, client: Any, cassette: Path
) -> None:
    packed = gzip.compress(json.dumps(chat()).encode())
    kind = {"Content-Encoding": "gzip", "Content-Type": "application/json"}
    recorded_server.on("POST", RUN, Reply(201, body=packed, headers=kind))
    with pytest.raises(SketricGenError, match="was compressed"), record(cassette):
        half.run(client(), "a", "Hi")
    assert len(lines_of(cassette)) == 1


def test_a_server_with_tls_is_recorded_too(
    half: Half, lead_to: Any, client: Any, cassette: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    of_server, of_client = tls_contexts()
    monkeypatch.setattr("ssl.create_default_context", lambda: of_client)
    with FaultServer(ssl_context=of_server) as server:
        server.on("POST", RUN, Reply(201, json=chat(response="Hi " * 20_000)))
        lead_to(server.https_url)
        with record(cassette):
            first = half.run(client(), "a", "Hi").response
    with replay(cassette):
        assert half.run(client(), "a", "Hi").response == first


def test_a_server_that_cannot_be_reached_is_not_recorded(
    half: Half, lead_to: Any, client: Any, cassette: Path
) -> None:
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        lead_to(f"http://127.0.0.1:{bound.getsockname()[1]}")
        with record(cassette), pytest.raises(SketricGenNetworkError):
            half.run(client(), "a", "Hi")
    assert len(lines_of(cassette)) == 1


@pytest.mark.parametrize(
    ("agent_id", "text", "problem"),
    [
        ("a", "Other", "it differs from the next one in user_input"),
        ("b", "Hi", "it differs from the next one in agent_id"),
    ],
)
def test_a_request_that_was_not_recorded_fails_clearly(
    half: Half,
    recorded_server: FaultServer,
    client: Any,
    cassette: Path,
    agent_id: str,
    text: str,
    problem: str,
) -> None:
    recorded_server.on("POST", RUN, Reply(201, json=chat()))
    with record(cassette):
        half.run(client(), "a", "Hi")
    with pytest.raises(AssertionError, match=problem):  # noqa: PT012, SIM117
        with replay(cassette):
            with pytest.raises(SketricGenAPIError, match=problem):
                half.run(client(), agent_id, text)


def test_what_is_asked_of_another_path_is_named(
    half: Half, recorded_server: FaultServer, client: Any, cassette: Path
) -> None:
    recorded_server.on("POST", RUN, Reply(201, json=chat()))
    with record(cassette):
        half.run(client(), "a", "Hi")
    with pytest.raises(AssertionError, match="GET /admin/v1/teamspaces is not in"):  # noqa: PT012, SIM117
        with replay(cassette):
            with pytest.raises(SketricGenAPIError):
                half.call(client(), "whoami")


def test_a_client_that_is_gone_ends_the_relay() -> None:
    server, upstream = socket.socketpair()
    gone, client = socket.socketpair()
    chunks: list[tuple[float, bytes]] = []
    with server, upstream, client:
        server.sendall(b"data")
        gone.close()
        assert _relay(upstream, client, chunks) == "left"
    assert [data for _, data in chunks] == [b"data"]


@pytest.mark.parametrize(
    ("first", "sent"),
    [
        (b"HTTP/1.1 200 OK\r\nA: b\r\n", b"HTTP/1.1 200 OK\r\nConnection: close\r\nA: b\r\n"),
        (b"HTTP/1.1 200 OK\r\nConnection: Close\r\n", b"HTTP/1.1 200 OK\r\nConnection: Close\r\n"),
        (b"no HTTP", b"no HTTP"),
    ],
)
def test_a_client_hears_that_its_connection_will_be_closed(first: bytes, sent: bytes) -> None:
    assert announcing_close(first) == sent


def test_an_answer_is_given_as_often_as_it_was_recorded(
    half: Half, recorded_server: FaultServer, client: Any, cassette: Path
) -> None:
    answers = [Reply(201, json=chat(response=text)) for text in ("one", "two")]
    recorded_server.on("POST", RUN, *answers)
    with record(cassette):
        for _ in range(2):
            half.run(client(), "a", "Hi")
    with pytest.raises(AssertionError, match="or not once more"):  # noqa: PT012, SIM117
        with replay(cassette):
            made = client()
            assert [half.run(made, "a", "Hi").response for _ in range(2)] == ["one", "two"]
            with pytest.raises(SketricGenAPIError):
                half.run(made, "a", "Hi")


def test_an_upload_that_was_refused_is_given_back(
    half: Half, recorded_server: FaultServer, client: Any, cassette: Path, tmp_path: Path
) -> None:
    file = tmp_path / "notes.txt"
    file.write_bytes(b"1, 2")
    for status in (200, 403):
        refusal = Reply(status, json={"success": False, "message": "No."})
        with FaultServer() as server, pytest.MonkeyPatch.context() as patch:
            server.on("POST", "/dev/publicAssetsUploadInit", refusal)
            patch.setenv("SKETRICGEN_PLATFORM_URL", f"{server.url}/dev")
            for surroundings in (record, replay):
                with surroundings(cassette), pytest.raises(SketricGenError, match=r"No\."):
                    half.upload(client(), "a", file)


def test_a_client_reaches_no_other_host_in_a_replay(half: Half, cassette: Path) -> None:
    cassette.write_text('{"format": "sketricgen-cassette", "version": 1}\n', encoding="ascii")
    client = SketricGenClient("sk-real", max_retries=0)
    with pytest.raises(AssertionError, match="reach chat-v2"):  # noqa: PT012, SIM117
        with replay(cassette):
            with pytest.raises(AssertionError, match="reach chat-v2"):
                half.run(client, "a", "Hi")
    half.close(client)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ('{"format": "sketricgen-cassette", "version": 2}', "of version 1, got"),
        ("[1]", r"of version 1, got \[1\]"),
        ("", "must be a cassette, got something else"),
        ("no", "must be a cassette, got something else"),
        ('{"format": "sketricgen-cassette", "version": 1}\n{"at": 1}', "got something else"),
        ('{"format": "sketricgen-cassette", "version": 1}\n{"end": ""}', "got something else"),
    ],
)
def test_what_is_no_cassette_is_refused(cassette: Path, text: str, problem: str) -> None:
    cassette.write_text(text, encoding="ascii")
    with pytest.raises(SketricGenValidationError, match=problem), replay(cassette):
        pass


def test_a_speed_is_above_0(cassette: Path) -> None:
    with pytest.raises(SketricGenValidationError, match="speed must be"), replay(cassette, speed=0):
        pass


def test_what_is_not_json_is_kept_as_text(recorded_server: FaultServer, cassette: Path) -> None:
    recorded_server.on("POST", RUN, RawBytes(b"\xff\xfe no HTTP"))
    with record(cassette), socket.socket() as plain:
        url = urlsplit(os.environ["SKETRICGEN_BASE_URL"])
        plain.connect((url.hostname, url.port))
        plain.sendall(b"POST /chat%b HTTP/1.1\r\nContent-Length: 2\r\n\r\n\xffx" % RUN.encode())
        assert plain.recv(100) == b"\xff\xfe no HTTP"
        assert plain.recv(100) == b""
    _, request, chunk, _ = lines_of(cassette)
    assert request["request"]["body"] == "\udcffx"
    assert chunk["data"].encode("utf-8", "surrogateescape") == b"\xff\xfe no HTTP"
