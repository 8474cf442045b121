from __future__ import annotations

import json
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sketricgen import (
    SketricGenAPIError,
    SketricGenAuthenticationError,
    SketricGenConfig,
    SketricGenRateLimitError,
    SketricGenResponseError,
)
from sketricgen._http.flow import CallOptions, Response, Send
from sketricgen._http.responses import error_of, status_line
from sketricgen._operations.reading import answer_of
from sketricgen.results import ChatResponse, CompleteUploadResponse, InitUploadResponse

OPTIONS = CallOptions(SketricGenConfig("sk-1"), max_answer_bytes=1, max_event_bytes=1)
URL = "https://chat.example.com/api/v1/run-workflow?signed=1"
SEND = Send("POST", URL, {}, b"", timeout=1.0, options=OPTIONS, doing="the agent was being run")
FIVE = {
    "agent_id": "echo",
    "user_id": "u1",
    "conversation_id": "c1",
    "response": "Hello!",
    "owner": "o1",
}
TEXT = st.text(st.characters())  # halves of surrogate pairs, too
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=10,
)
SPOKEN = st.dictionaries(st.sampled_from(["message", "detail", "error", "msg", "loc"]), JSON)


def answer(status_code: int, body: object, **headers: str) -> Response:
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    return Response(status_code, headers, raw)


@pytest.mark.parametrize(
    ("status_code", "kind"),
    [
        (401, SketricGenAuthenticationError),
        (429, SketricGenRateLimitError),
        (302, SketricGenAPIError),
        (403, SketricGenAPIError),
        (500, SketricGenAPIError),
    ],
)
def test_a_status_has_its_error(status_code: int, kind: type[SketricGenAPIError]) -> None:
    error = error_of(answer(status_code, {"message": "no"}), SEND)
    assert type(error) is kind
    assert error.status_code == status_code


def test_an_error_says_what_was_asked_what_came_back_and_what_to_do() -> None:
    refused = Response(
        429, {"retry-after": "7", "x-request-id": "r1"}, b'{"message": "Slow down."}'
    )
    error = error_of(refused, SEND)
    assert str(error) == (
        "429 Too Many Requests (POST https://chat.example.com/api/v1/run-workflow): Slow down. "
        "Send fewer requests at a time."
    )
    assert error.response_body == {"message": "Slow down."}
    assert error.headers == {"retry-after": "7", "x-request-id": "r1"}
    assert error.retry_after == 7.0


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ({"message": "m", "detail": "d"}, ": m."),
        ({"detail": "d"}, ": d."),
        ({"message": "", "detail": "d"}, ": d."),
        ({"error": {"message": "inner"}}, ": inner."),
        ("just text", ": just text."),
        (b"just text", ": just text."),
        (b"\xff", ": \ufffd."),
        (
            {
                "detail": [
                    {"loc": ["body", "user_input"], "msg": "field required", "type": "missing"},
                    {"loc": ["body", "assets", 0], "msg": "not a string"},
                    {"msg": "nowhere"},
                    "text",
                    7,
                ]
            },
            ": user_input: field required; assets.0: not a string; nowhere; text.",
        ),
        ({"code": "x"}, "."),
        ({}, "."),
        (b"", "."),
        (7, "."),
        (b"x" * 501, ": " + "x" * 500 + "…."),
    ],
)
def test_the_words_of_a_body_become_a_sentence(body: object, said: str) -> None:
    error = error_of(answer(500, body), SEND)
    assert str(error) == f"500 Internal Server Error ({SEND.target}){said}"


@pytest.mark.parametrize("start", ["", " \n", "\ufeff"], ids=["plain", "blanks", "BOM"])
@pytest.mark.parametrize("quoted", [False, True], ids=["body", "message"])
def test_html_is_not_quoted_but_kept(start: str, quoted: bool) -> None:
    page = f"{start}<!doctype html><h1>Bad gateway</h1>"
    body: object = {"message": page} if quoted else page.encode()
    error = error_of(answer(502, body), SEND)
    assert "<" not in str(error)
    assert error.response_body == ({"message": page} if quoted else page)


def test_an_unknown_status_is_told_by_its_number() -> None:
    assert status_line(404) == "404 Not Found"
    assert status_line(599) == "599"


@given(
    status_code=st.integers(100, 599).filter(lambda code: not 200 <= code <= 299),
    body=st.binary() | (JSON | SPOKEN).map(lambda value: json.dumps(value).encode()),
)
def test_whatever_the_body_there_is_an_error_with_all_that_came(
    status_code: int, body: bytes
) -> None:
    error = error_of(Response(status_code, {"x": "y"}, body), SEND)
    assert error.status_code == status_code
    assert error.headers == {"x": "y"}
    assert str(status_code) in str(error)
    assert (error.response_body is None) == (body in (b"", b"null"))


@pytest.mark.parametrize("depth", [600, 100_000])
def test_a_body_that_is_nested_deeply_is_an_error_like_any_other(depth: int) -> None:
    nested = b'{"message":' * depth + b'"deep"' + b"}" * depth
    assert error_of(Response(500, {}, nested), SEND).status_code == 500


@pytest.mark.parametrize("name", FIVE)
def test_a_lacking_field_is_named(name: str) -> None:
    rest = {key: value for key, value in FIVE.items() if key != name}
    with pytest.raises(SketricGenResponseError, match=f"lacks the field '{name}'"):
        answer_of(ChatResponse, answer(201, rest))


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        (b"", "is empty"),
        (b" \n", "is empty"),
        (b"{", "is not JSON"),
        (b"\xff", "is not JSON"),
        (b"[" * 100_000, "is nested more than 100 levels deep"),
        (b"<html>", "is not JSON"),
        ([], "is a list, not a JSON object"),
        ("text", "is a string, not a JSON object"),
        (7, "is a number, not a JSON object"),
        (None, "is null, not a JSON object"),
        (False, "is a boolean, not a JSON object"),
    ],
)
def test_what_is_no_json_object_is_told_in_words(body: object, problem: str) -> None:
    with pytest.raises(
        SketricGenResponseError, match=f"200 OK, but the answer {problem}"
    ) as caught:
        answer_of(ChatResponse, answer(200, body, server="nginx"))
    assert caught.value.status_code == 200
    assert caught.value.headers == {"server": "nginx"}


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        ({"file_id": "f1", "upload": {"fields": {}}}, "lacks the field 'upload.url'"),
        ({"file_id": "f1", "upload": "later"}, "has a string in the field 'upload', not an object"),
        (
            {"file_id": "f1", "upload": {"url": "u", "fields": 5}},
            "has a number in the field 'upload.fields', not an object",
        ),
    ],
)
def test_a_nested_object_that_does_not_fit_is_told_without_pythons_own_words(
    body: object, problem: str
) -> None:
    with pytest.raises(SketricGenResponseError, match=problem) as caught:
        answer_of(InitUploadResponse, answer(200, body))
    assert caught.value.__context__ is None


@given(
    kind=st.sampled_from([ChatResponse, InitUploadResponse, CompleteUploadResponse]),
    body=JSON | st.dictionaries(st.sampled_from([*FIVE, "file_id", "upload", "assets"]), JSON),
    known=st.booleans(),
)
def test_whatever_the_answer_is_it_is_read_or_refused_as_a_response(
    kind: type[Any], body: object, known: bool
) -> None:
    if known and isinstance(body, dict):
        body = {**FIVE, "file_id": "f1", **body}
    with suppress(SketricGenResponseError):
        assert type(answer_of(kind, answer(200, body))) is kind
