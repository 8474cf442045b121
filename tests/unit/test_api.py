from __future__ import annotations

import io
import json
from contextlib import suppress
from dataclasses import replace
from typing import Any

import httpx
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
    api,
)
from sketricgen.arguments import RunArguments, acceptance
from sketricgen.steps import Answer, OpenStream, Send
from sketricgen.terms import Terms
from sketricgen.uploads import FileForm

KEY = "sk-hünter2"
CONFIG = SketricGenConfig(
    KEY,
    timeout=20,
    upload_timeout=40,
    base_url="https://chat.example/v2/",
    platform_url="https://platform.example/dev",
)
TERMS = Terms(CONFIG, max_answer_bytes=1, max_event_bytes=1)
SEND = Send("POST", "https://chat.example/x", {}, b"", timeout=1.0, terms=TERMS, doing="testing")
STREAM_SEND = replace(SEND, expects_stream=True)
PHOTO = acceptance(CONFIG).attachment(b"content", "größe.png")
FORM_URL = "https://bucket.example/"
INIT = {"success": True, "file_id": "f1", "upload": {"url": FORM_URL, "fields": {"key": "k"}}}
RUN = dict.fromkeys(("agent_id", "user_id", "conversation_id", "response", "owner"), "x")
TEXT = st.text(st.characters())  # halves of surrogate pairs, too
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=8,
)


def arguments(**changes: Any) -> RunArguments:
    given_none: dict[str, Any] = dict.fromkeys(
        ("conversation_id", "contact_id", "file_paths", "assets", "on_upload_progress")
    )
    needed = {"terms": TERMS, "agent_id": "echo", "user_input": "Hi!", "stream": False}
    return RunArguments(**{**given_none, **needed, **changes})


def answer(status_code: int, body: object, **headers: str) -> Answer:
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    return Answer(status_code, headers, raw)


def body_of(send: Send) -> Any:
    assert isinstance(send.body, bytes)
    return json.loads(send.body)


def test_a_run_is_asked_for_as_documented() -> None:
    send = api.run_request(arguments(), [])
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
    run = arguments(user_input="größe", conversation_id="c1", contact_id="p1", stream=True)
    send = api.run_request(run, ["f2", "f1"])
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
    ("send", "path", "body"),
    [
        (
            api.init_request(TERMS, "echo", PHOTO),
            "publicAssetsUploadInit",
            {"agent_id": "echo", "file_name": "größe.png"},
        ),
        (
            api.complete_request(TERMS, "echo", "f1", PHOTO),
            "publicAssetsUploadComplete",
            {"agent_id": "echo", "file_id": "f1", "file_name": "größe.png"},
        ),
    ],
    ids=["init", "complete"],
)
def test_the_platform_is_asked_as_documented(send: Send, path: str, body: object) -> None:
    assert (send.method, send.url) == ("POST", f"https://platform.example/dev/{path}")
    assert body_of(send) == body
    assert send.headers["X-API-KEY"] == KEY.encode("latin-1")
    assert "API-KEY" not in send.headers
    assert (send.timeout, send.trusted, send.expects_stream) == (20.0, True, False)


def test_the_file_storage_gets_the_form_and_nothing_of_ours() -> None:
    form = FileForm({"key": "k"}, PHOTO, "image/png", io.BytesIO(b"content"), None)
    send = api.form_request(TERMS, f"{FORM_URL}?signed=1", form)
    assert (send.method, send.url, send.body) == ("POST", f"{FORM_URL}?signed=1", form)
    assert set(send.headers) == {
        "Accept",
        "Accept-Encoding",
        "Content-Length",
        "Content-Type",
        "User-Agent",
    }
    assert (send.timeout, send.trusted) == (40.0, False)
    assert send.target == f"POST {FORM_URL}"


def test_no_request_shows_the_key() -> None:
    sends = [api.run_request(arguments(), []), api.init_request(TERMS, "echo", PHOTO)]
    assert "hünter2" not in repr(sends)
    assert "h\\xfcnter2" not in repr(sends)


def test_a_run_is_read() -> None:
    assert api.read_run(answer(200, RUN), SEND).to_dict() == {**RUN, "error": False}  # type: ignore[union-attr] # a stream has none, and fails here


def test_a_stream_is_handed_on_as_it_is() -> None:
    opened = OpenStream(httpx.Response(200), STREAM_SEND, lambda: False)
    assert api.read_run(opened, STREAM_SEND) is opened


def test_an_error_of_a_run_is_raised() -> None:
    with pytest.raises(SketricGenAuthenticationError, match="Check the API key"):
        api.read_run(answer(401, {"message": "no"}), SEND)


@pytest.mark.parametrize(("headers", "kind"), [({"content-type": "a/b"}, "a/b"), ({}, "empty")])
def test_an_answer_in_place_of_a_stream_is_no_stream(headers: dict[str, str], kind: str) -> None:
    with pytest.raises(SketricGenResponseError, match=rf"is no event stream \({kind}\)"):
        api.read_run(Answer(200, headers, json.dumps(RUN).encode()), STREAM_SEND)


def test_a_form_and_an_uploaded_file_are_read() -> None:
    init = api.read_init(answer(200, INIT), SEND, CONFIG.platform_url)
    assert (init.file_id, init.upload.url) == ("f1", FORM_URL)
    assert init.upload.fields.additional_properties == {"key": "k"}
    assert api.read_complete(answer(201, {"file_id": "f1"}), SEND).file_id == "f1"


@pytest.mark.parametrize("read", ["init", "complete"])
@pytest.mark.parametrize(
    ("body", "said"),
    [
        ({"success": False, "message": "Not this."}, ": Not this."),
        ({"success": False}, ": it gave no reason."),
        (
            {"success": False, "message": "Type", "allowed_types": ["image/png"]},
            r": Type\. Allowed are: \['image/png'\]\.",
        ),
    ],
)
def test_a_refusal_that_comes_with_success_is_an_upload_error(
    read: str, body: dict[str, Any], said: str
) -> None:
    with pytest.raises(SketricGenUploadError, match=said) as caught:
        read_by_name(read, answer(200, body))
    assert caught.value.status_code == 200
    assert caught.value.response_body == body


@pytest.mark.parametrize("read", ["init", "complete"])
def test_a_status_outside_200_to_299_has_its_own_error(read: str) -> None:
    limited = Answer(429, {"retry-after": "3"}, b'{"success": false, "message": "Slow."}')
    with pytest.raises(SketricGenRateLimitError, match="Slow") as caught:
        read_by_name(read, limited)
    assert caught.value.retry_after == 3.0


@pytest.mark.parametrize(
    ("upload", "problem"),
    [
        ({"url": "http://bucket.example/", "fields": {}}, "an upload.url that is not https"),
        ({"url": "https://me@bucket.example/", "fields": {}}, "upload.url that holds a user name"),
        ({"url": 7, "fields": {}}, "an upload.url that is not a string"),
        ({"url": None, "fields": {}}, "an upload.url that is not a string"),
        ({"url": FORM_URL, "fields": {"key": 7}}, "a form field whose value is not a string"),
        ({"url": FORM_URL, "fields": None}, "does not fit"),
        ({"url": FORM_URL}, "lacks the field 'fields'"),
    ],
)
def test_a_form_that_must_not_be_sent_is_refused(upload: dict[str, Any], problem: str) -> None:
    with pytest.raises(SketricGenResponseError, match=problem):
        read_by_name("init", answer(200, {**INIT, "upload": upload}))


@pytest.mark.parametrize("status_code", [200, 201, 204])
def test_a_stored_file_is_no_error(status_code: int) -> None:
    api.read_form(Answer(status_code, {}, b""), SEND)


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
        api.read_form(Answer(400, {"x-amz-request-id": "r1"}, body), SEND)
    assert str(caught.value).startswith("The file storage refused the file with 400 Bad Request")
    assert str(caught.value).endswith(said)
    assert (caught.value.code, caught.value.storage_message) == (code, words)
    assert caught.value.headers == {"x-amz-request-id": "r1"}
    assert (caught.value.response_body is None) == (body == b"")


def test_a_storage_that_asks_to_wait_is_heard() -> None:
    with pytest.raises(SketricGenUploadError) as caught:
        api.read_form(Answer(503, {"retry-after": "2"}, b""), SEND)
    assert caught.value.retry_after == 2.0


@given(
    read=st.sampled_from(["init", "complete", "form", "run"]),
    status_code=st.integers(200, 599),
    body=JSON
    | st.fixed_dictionaries(
        {"file_id": JSON, "upload": JSON | st.fixed_dictionaries({"url": JSON, "fields": JSON})},
        optional={"success": st.booleans(), "message": JSON, "allowed_types": JSON},
    ),
)
def test_whatever_is_answered_nothing_but_our_errors_is_raised(
    read: str, status_code: int, body: object
) -> None:
    with suppress(SketricGenError):
        read_by_name(read, answer(status_code, body))


def read_by_name(name: str, outcome: Answer) -> object:
    if name == "init":
        return api.read_init(outcome, SEND, CONFIG.platform_url)
    if name == "complete":
        return api.read_complete(outcome, SEND)
    return api.read_form(outcome, SEND) if name == "form" else api.read_run(outcome, SEND)  # type: ignore[func-returns-value] # it raises or gives nothing
