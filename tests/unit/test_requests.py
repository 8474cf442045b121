"""What is asked of the service and of the file storage, and what is made of their answers."""

from __future__ import annotations

import json
import logging
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sketricgen import (
    SketricGenAuthenticationError,
    SketricGenConfig,
    SketricGenError,
    SketricGenRateLimitError,
    SketricGenResponseError,
    SketricGenUploadError,
    __version__,
)
from sketricgen._http.flow import CallOptions, OpenStream, Response, Send
from sketricgen._operations.validation import accepted_files

from tests.unit.by_hand import (
    ANSWER,
    ANSWERED,
    BUSY,
    COMPLETED,
    FORM_URL,
    STORED,
    answer,
    init,
    run,
    upload,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

KEY = "sk-hünter2"
CONFIG = SketricGenConfig(
    KEY,
    timeout=20,
    upload_timeout=40,
    max_retries=0,
    base_url="https://chat.example/v2/",
    platform_url="https://platform.example/dev",
)
OPTIONS = CallOptions(CONFIG, max_answer_bytes=1, max_event_bytes=1)
PHOTO = accepted_files(CONFIG).attachment(b"content", "größe.png")
INIT = {"success": True, "file_id": "f1", "upload": {"url": FORM_URL, "fields": {"key": "k"}}}
TEXT = st.text(st.characters())  # halves of surrogate pairs, too
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=8,
)


class Opened:
    """A response whose body nobody reads here."""

    bounds_reads: bool = True
    status_code: int = 200

    def __init__(self, **headers: str) -> None:
        self.headers: Mapping[str, str] = {
            name.replace("_", "-"): value for name, value in headers.items()
        }

    def chunks(self) -> Iterator[bytes]:
        return iter(())

    def finish(self) -> None: ...

    def abort(self) -> None: ...

    def abandon(self) -> None: ...

    def cancel(self) -> None: ...


def body_of(send: Send) -> Any:
    assert isinstance(send.body, bytes)
    return json.loads(send.body)


def run_sent(**arguments: Any) -> Send:
    """Return the request of a run without files."""
    steps: list[Any] = []
    expected = ANSWERED
    if arguments.get("stream"):
        expected = cast("Any", opened(Send("POST", "", {}, b"", 1.0, OPTIONS, "")))
    run(steps, expected, options=OPTIONS, **arguments)
    (send,) = steps
    return cast("Send", send)


def upload_sent(**form: object) -> list[Send]:
    """Return the three requests of an upload."""
    steps: list[Any] = []
    begun = init("f1", **form)
    upload(steps, begun, STORED, COMPLETED, options=OPTIONS, attachment=PHOTO)
    return steps


def opened(send: Send, **headers: str) -> OpenStream:
    return OpenStream(Opened(**headers), send, send.timeouts(), lambda: False)


def answered(step: str, outcome: object, *, stream: bool = False) -> Any:
    """Give ``outcome`` to one step of an operation, and return what is made of it."""
    if step == "run":
        return run([], outcome, options=OPTIONS, stream=stream)
    before = {"init": [], "form": [init()], "complete": [init(), STORED]}[step]
    after = {"init": [STORED, COMPLETED], "form": [COMPLETED], "complete": []}[step]
    return upload([], *before, outcome, *after, options=OPTIONS, attachment=PHOTO)


def test_a_run_is_asked_for_as_documented() -> None:
    send = run_sent()
    assert (send.method, send.url) == ("POST", "https://chat.example/v2/api/v1/run-workflow")
    assert body_of(send) == {"agent_id": "echo", "user_input": "Hi!", "stream": False}
    assert (send.timeout, send.trusted, send.expects_stream) == (20.0, True, False)
    assert send.headers == {
        "API-KEY": KEY.encode("latin-1"),
        "Accept": "application/json",
        "Accept-Encoding": "gzip, deflate",
        "Content-Type": "application/json",
        "User-Agent": f"sketricgen-python/{__version__}",
    }


def test_all_that_was_given_is_sent_and_as_utf8() -> None:
    send = run_sent(
        user_input="größe",
        conversation_id="c1",
        contact_id="p1",
        assets=["f2", "f1"],
        stream=True,
    )
    assert body_of(send) == {
        "agent_id": "echo",
        "user_input": "größe",
        "conversation_id": "c1",
        "contact_id": "p1",
        "assets": ["f2", "f1"],
        "stream": True,
    }
    assert isinstance(send.body, bytes)
    assert "größe".encode() in send.body
    assert send.headers["Accept"] == "text/event-stream"
    assert send.expects_stream


@pytest.mark.parametrize(
    ("at", "path", "body"),
    [
        (0, "publicAssetsUploadInit", {"agent_id": "echo", "file_name": "größe.png"}),
        (
            2,
            "publicAssetsUploadComplete",
            {"agent_id": "echo", "file_id": "f1", "file_name": "größe.png"},
        ),
    ],
    ids=["init", "complete"],
)
def test_the_platform_is_asked_as_documented(at: int, path: str, body: object) -> None:
    send = upload_sent()[at]
    assert (send.method, send.url) == ("POST", f"https://platform.example/dev/{path}")
    assert body_of(send) == body
    assert send.headers["X-API-KEY"] == KEY.encode("latin-1")
    assert "API-KEY" not in send.headers
    assert (send.timeout, send.trusted, send.expects_stream) == (20.0, True, False)


def test_the_file_storage_gets_the_form_and_nothing_of_ours() -> None:
    send = upload_sent(url=f"{FORM_URL}?signed=1")[1]
    assert (send.method, send.url) == ("POST", f"{FORM_URL}?signed=1")
    assert set(send.headers) == {
        "Accept",
        "Accept-Encoding",
        "Content-Length",
        "Content-Type",
        "User-Agent",
    }
    assert b"\r\n\r\ncontent\r\n" in b"".join(cast("Any", send.body))
    assert (send.timeout, send.trusted) == (40.0, False)
    assert send.target == f"POST {FORM_URL}"


def test_no_request_shows_the_key() -> None:
    sends = [run_sent(), *upload_sent()]
    assert "hünter2" not in repr(sends)
    assert "h\\xfcnter2" not in repr(sends)


def test_a_run_is_read() -> None:
    assert answered("run", answer(200, ANSWER)).to_dict() == ANSWER


@pytest.mark.parametrize(
    ("headers", "warning"),
    [
        ({"content_type": "text/event-stream; charset=utf-8"}, ""),
        ({"content_type": "text/plain"}, "content type is 'text/plain', not text/event-stream"),
        ({}, "content type is '', not text/event-stream"),
    ],
)
def test_a_stream_is_handed_on_as_it_is(
    headers: dict[str, str], warning: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING, "sketricgen")
    stream = opened(run_sent(), **headers)
    assert answered("run", stream, stream=True) is stream
    assert warning in caplog.text
    assert bool(warning) == bool(caplog.records)


def test_a_stream_tells_of_the_attempts_before_it() -> None:
    options = OPTIONS._replace(config=replace(CONFIG, max_retries=1))
    stream = opened(run_sent())
    got = run([], BUSY, stream, options=options, stream=True)
    assert got.response is stream.response
    assert [attempt.status_code for attempt in got.attempts] == [503]


def test_an_error_of_a_run_is_raised() -> None:
    with pytest.raises(SketricGenAuthenticationError, match="Check the API key"):
        answered("run", answer(401, {"message": "no"}))


@pytest.mark.parametrize(("headers", "kind"), [({"content-type": "a/b"}, "a/b"), ({}, "empty")])
def test_an_answer_in_place_of_a_stream_is_no_stream(headers: dict[str, str], kind: str) -> None:
    with pytest.raises(SketricGenResponseError, match=rf"is no event stream \({kind}\)"):
        answered("run", Response(200, headers, json.dumps(ANSWER).encode()), stream=True)


def test_a_form_and_an_uploaded_file_are_read() -> None:
    assert b'name="key"\r\n\r\nk\r\n' in b"".join(cast("Any", upload_sent()[1].body))
    assert answered("complete", answer(201, {"file_id": "f1"})).file_id == "f1"


@pytest.mark.parametrize("step", ["init", "complete"])
@pytest.mark.parametrize(
    ("body", "said"),
    [
        ({"success": False, "message": "Not this."}, ": Not this."),
        ({"success": False}, ": it gave no reason."),
        (
            {"success": False, "message": "Type", "allowed_types": ["image/png"]},
            r": Type\. Expected \['image/png'\]\.",
        ),
    ],
)
def test_a_refusal_that_comes_with_success_is_an_upload_error(
    step: str, body: dict[str, Any], said: str
) -> None:
    with pytest.raises(SketricGenUploadError, match=said) as caught:
        answered(step, answer(200, body))
    assert caught.value.status_code == 200
    assert caught.value.response_body == body


@pytest.mark.parametrize("step", ["init", "complete"])
def test_a_status_outside_200_to_299_has_its_own_error(step: str) -> None:
    limited = Response(429, {"retry-after": "3"}, b'{"success": false, "message": "Slow."}')
    with pytest.raises(SketricGenRateLimitError, match="Slow") as caught:
        answered(step, limited)
    assert caught.value.retry_after == 3.0


@pytest.mark.parametrize(
    ("form", "problem"),
    [
        ({"url": "http://bucket.example/", "fields": {}}, "an upload.url that is not https"),
        ({"url": "https://me@bucket.example/", "fields": {}}, "upload.url that holds a user name"),
        ({"url": 7, "fields": {}}, "has a number in the field 'upload.url', not a string"),
        ({"url": None, "fields": {}}, "lacks the field 'upload.url'"),
        (
            {"url": FORM_URL, "fields": {"key": 7}},
            "has a number in the field 'upload.fields.key', not a string",
        ),
        ({"url": FORM_URL, "fields": None}, "lacks the field 'upload.fields'"),
        ({"url": FORM_URL}, "lacks the field 'upload.fields'"),
    ],
)
def test_a_form_that_must_not_be_sent_is_refused(form: dict[str, Any], problem: str) -> None:
    with pytest.raises(SketricGenResponseError, match=problem):
        answered("init", answer(200, {**INIT, "upload": form}))


@pytest.mark.parametrize("status_code", [200, 201, 204])
def test_a_stored_file_is_no_error(status_code: int) -> None:
    assert answered("form", Response(status_code, {}, b"")).file_id == "f1"


@pytest.mark.parametrize(
    ("body", "code", "words", "said"),
    [
        (
            b"<Error><Code>EntityTooLarge</Code><Message>Too &lt;large&gt;.</Message></Error>",
            "EntityTooLarge",
            "Too <large>.",
            "EntityTooLarge: Too <large>.",
        ),
        (b"<Error><Code> SlowDown </Code></Error>", "SlowDown", None, ": SlowDown."),
        (b"<html>Bad gateway</html>", None, None, ": it gave no reason."),
        (b"\xff", None, None, ": it gave no reason."),
        (b"", None, None, ": it gave no reason."),
    ],
)
def test_what_the_storage_says_against_a_file_is_told(
    body: bytes, code: str | None, words: str | None, said: str
) -> None:
    with pytest.raises(SketricGenUploadError) as caught:
        answered("form", Response(400, {"x-amz-request-id": "r1"}, body))
    assert str(caught.value).startswith("The file storage refused the file with 400 Bad Request")
    assert str(caught.value).endswith(f"{said} The file 'größe.png' was not uploaded.")
    assert (caught.value.code, caught.value.storage_message) == (code, words)
    assert caught.value.headers == {"x-amz-request-id": "r1"}
    assert (caught.value.response_body is None) == (body == b"")


def test_a_storage_that_asks_to_wait_is_heard() -> None:
    with pytest.raises(SketricGenUploadError) as caught:
        answered("form", Response(503, {"retry-after": "2"}, b""))
    assert caught.value.retry_after == 2.0


@given(
    step=st.sampled_from(["init", "form", "complete", "run"]),
    status_code=st.integers(200, 599),
    body=JSON
    | st.fixed_dictionaries(
        {"file_id": JSON, "upload": JSON | st.fixed_dictionaries({"url": JSON, "fields": JSON})},
        optional={"success": st.booleans(), "message": JSON, "allowed_types": JSON},
    ),
)
def test_whatever_is_answered_nothing_but_our_errors_is_raised(
    step: str, status_code: int, body: object
) -> None:
    with suppress(SketricGenError):
        answered(step, answer(status_code, body))
