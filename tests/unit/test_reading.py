"""A response becomes an answer by its class alone, or an error that says what is wrong."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sketricgen import ChatResponse, CompleteUploadResponse, SketricGenResponseError
from sketricgen._http.flow import Response
from sketricgen._operations.reading import answer_of
from sketricgen.results import Answer, BrandAgentDetail, InitUploadResponse, PresignedForm

FIVE = dict.fromkeys(("agent_id", "user_id", "conversation_id", "response", "owner"), "x")
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)
NAMES = st.sampled_from([*FIVE, "file_id", "error", "assets", "hitl_request", "request_id", "x"])


def response(body: object) -> Response:
    return Response(200, {}, json.dumps(body).encode())


def test_a_class_is_all_that_an_answer_needs() -> None:
    url, fields = "https://files.example.com", {"key": "k"}
    form = {"url": url, "fields": fields}
    body = {"file_id": "f-1", "upload": form, "success": None, "content_type": "text/csv"}
    read = answer_of(InitUploadResponse, response(body))
    assert read == InitUploadResponse("f-1", PresignedForm(url, fields), content_type="text/csv")
    assert read.to_dict() == body


def test_the_values_of_a_mapping_are_checked() -> None:
    form = {"url": "https://files.example.com", "fields": {"key": "k", "acl": 1}}
    problem = "has a number in the field 'upload.fields.acl', not a string"
    with pytest.raises(SketricGenResponseError, match=problem):
        answer_of(InitUploadResponse, response({"file_id": "f-1", "upload": form}))
    counts = {"structure": {"pages": True}, "settings": {"model": [1]}}
    read = answer_of(BrandAgentDetail, response(counts))
    assert (read.structure, read.extra) == (None, {"structure": {"pages": True}})
    assert read.settings == {"model": [1]}


@pytest.mark.parametrize("name", FIVE)
@pytest.mark.parametrize(
    ("value", "problem"),
    [
        (None, "lacks the field {name!r}"),
        (7, "has a number in the field {name!r}, not a string"),
        (True, "has a boolean in the field {name!r}, not a string"),
        ([], "has a list in the field {name!r}, not a string"),
        ({}, "has an object in the field {name!r}, not a string"),
    ],
)
def test_a_required_field_must_be_what_it_is_documented_to_be(
    name: str, value: object, problem: str
) -> None:
    with pytest.raises(SketricGenResponseError) as caught:
        answer_of(ChatResponse, response({**FIVE, name: value}))
    assert f"200 OK, but the answer {problem.format(name=name)}" in str(caught.value)
    assert caught.value.__context__ is None


def test_a_required_object_must_be_one() -> None:
    with pytest.raises(SketricGenResponseError, match="has a list in the field 'upload', not an o"):
        answer_of(InitUploadResponse, response({"file_id": "f-1", "upload": []}))


def test_a_number_is_not_taken_for_a_truth_value_nor_text_for_a_number() -> None:
    read = answer_of(ChatResponse, response({**FIVE, "error": 1}))
    assert (read.error, read.extra) == (False, {"error": 1})
    for size in ("1", True):
        stored = {"file_id": "f", "file_size_bytes": size}
        read_file = answer_of(CompleteUploadResponse, response(stored))
        assert (read_file.file_size_bytes, read_file.extra) == (None, {"file_size_bytes": size})


@given(
    kind=st.sampled_from([ChatResponse, CompleteUploadResponse]),
    body=st.dictionaries(NAMES, JSON) | JSON,
    known=st.booleans(),
)
def test_whatever_the_response_is_all_of_it_is_kept_or_it_is_refused(
    kind: type[Answer], body: Any, known: bool
) -> None:
    if known and isinstance(body, dict):
        body = {**FIVE, "file_id": "f-1", **body}
    with suppress(SketricGenResponseError):
        read = answer_of(kind, response(body))
        assert read.to_dict() == body
        assert isinstance(repr(read), str)
