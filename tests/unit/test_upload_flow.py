from __future__ import annotations

import json
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sketricgen import (
    SketricGenAuthenticationError,
    SketricGenFileSizeError,
    SketricGenResponseError,
    SketricGenTimeoutError,
    SketricGenUploadError,
    SketricGenValidationError,
)
from sketricgen._http.flow import Response, Send
from sketricgen._operations import upload as uploads
from sketricgen._operations.validation import accepted_files

from tests.unit.by_hand import (
    COMPLETED,
    CONFIG,
    EXPIRED,
    FORM_URL,
    KEY,
    OPTIONS,
    STORED,
    answer,
    init,
    names_of,
    never_sent,
    play,
    timed_out,
    upload,
)

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.usefixtures("longest_waits")


def test_an_upload_asks_for_a_form_sends_it_and_reports_it_complete(steps: list[Any]) -> None:
    assert upload(steps, init("f7"), STORED, COMPLETED).file_id == "f1"
    assert names_of(steps) == ["publicAssetsUploadInit", "form", "publicAssetsUploadComplete"]
    assert json.loads(steps[2].body)["file_id"] == "f7"
    assert b"Content-Type: image/x-stated\r\n\r\ncontent" in b"".join(steps[1].body)


@pytest.mark.parametrize(
    ("said", "stated"), [("image/by-init", b"image/by-init"), (None, b"image/png")]
)
def test_a_form_without_a_type_gets_the_one_next_known(
    steps: list[Any], said: str | None, stated: bytes
) -> None:
    form = {"url": FORM_URL, "fields": {"key": "k"}}
    begun = answer(200, {"file_id": "f1", "upload": form, "content_type": said})
    upload(steps, begun, STORED, COMPLETED)
    assert b"Content-Type: " + stated + b"\r\n\r\ncontent" in b"".join(steps[1].body)


def test_the_key_does_not_reach_the_storage(steps: list[Any]) -> None:
    upload(steps, init(), STORED, COMPLETED)
    form = steps[1]
    assert not form.trusted
    assert KEY not in repr(dict(form.headers))
    assert not {name for name in form.headers if "key" in name.lower() or "auth" in name.lower()}
    assert KEY.encode() not in b"".join(form.body)


@pytest.mark.parametrize("most", [7, None, "7"])
def test_a_file_as_large_as_its_form_allows_is_sent(steps: list[Any], most: object) -> None:
    upload(steps, init(max_file_bytes=most), STORED, COMPLETED)
    assert len(steps) == 3


def test_a_file_larger_than_its_form_allows_is_not_sent(steps: list[Any]) -> None:
    with pytest.raises(
        SketricGenFileSizeError, match=r"must have at most 6 bytes \(the service's limit for"
    ) as caught:
        upload(steps, init(max_file_bytes=6))
    assert (caught.value.file_size, caught.value.max_size) == (7, 6)
    assert names_of(steps) == ["publicAssetsUploadInit"]


@pytest.mark.parametrize("before", [[], [init(), STORED]], ids=["init", "complete"])
def test_a_refused_upload_ends_at_once(steps: list[Any], before: list[Response]) -> None:
    refusal = answer(200, {"success": False, "message": "Not this."})
    with pytest.raises(SketricGenUploadError, match="Not this") as caught:
        upload(steps, *before, refusal)
    assert len(steps) == len(before) + 1
    assert [attempt.status_code for attempt in caught.value.attempts] == [200]
    assert not caught.value.maybe_executed


def test_an_expired_form_is_asked_for_anew_once(steps: list[Any]) -> None:
    upload(steps, init("old"), EXPIRED, init("new"), STORED, COMPLETED)
    begin, form = "publicAssetsUploadInit", "form"
    assert names_of(steps) == [begin, form, begin, form, "publicAssetsUploadComplete"]
    assert json.loads(steps[-1].body)["file_id"] == "new"
    with pytest.raises(SketricGenUploadError, match="Policy expired"):
        upload([], init(), EXPIRED, init(), EXPIRED)


def test_a_form_that_is_refused_for_another_reason_is_not_asked_for_anew(
    steps: list[Any],
) -> None:
    denied = Response(403, {}, b"<Code>AccessDenied</Code>")
    with pytest.raises(SketricGenUploadError) as caught:
        upload(steps, init(), denied)
    assert len(steps) == 2
    assert caught.value.code == "AccessDenied"


@pytest.mark.parametrize(
    "first", [never_sent(), timed_out(), *(answer(n, {}) for n in (408, 429, 500, 503))], ids=repr
)
@pytest.mark.parametrize("at", [0, 1, 2], ids=["init", "form", "complete"])
def test_each_step_of_an_upload_is_tried_again(steps: list[Any], first: object, at: int) -> None:
    results: list[object] = [init(), STORED, COMPLETED]
    results.insert(at, first)
    assert upload(steps, *results).file_id == "f1"
    names = names_of(steps)
    assert names[at + 1] == "wait 0.5"
    assert names[at] == names[at + 2]


def test_the_whole_file_is_sent_again(steps: list[Any]) -> None:
    upload(steps, init(), timed_out(), STORED, COMPLETED)
    assert b"".join(steps[1].body) == b"".join(steps[3].body)


def test_a_wait_that_the_storage_asks_for_is_kept(steps: list[Any]) -> None:
    busy = Response(503, {"retry-after": "3"}, b"<Code>SlowDown</Code>")
    upload(steps, init(), busy, STORED, COMPLETED)
    assert names_of(steps)[2] == "wait 3"


def test_an_upload_never_runs_the_agent(steps: list[Any]) -> None:
    with pytest.raises(SketricGenTimeoutError) as caught:
        upload(steps, *[timed_out() for _ in range(4)])
    assert not caught.value.maybe_executed


def test_the_file_is_open_only_while_it_is_sent(photos: list[Path]) -> None:
    attachment = accepted_files(CONFIG).attachment(photos[0])
    flow = uploads.upload(OPTIONS, "echo", attachment, None)
    next(flow)
    form = flow.send(init())
    assert isinstance(form, Send)
    file: Any = vars(form.body)["_file"]
    assert not file.closed
    flow.close()
    assert file.closed


def test_a_file_that_vanished_since_it_was_checked_is_told_before_its_form_is_sent(
    steps: list[Any], photos: list[Path]
) -> None:
    attachment = accepted_files(CONFIG).attachment(photos[0])
    photos[0].unlink()
    with pytest.raises(FileNotFoundError):
        play(uploads.upload(OPTIONS, "echo", attachment, None), [init()], steps)
    assert names_of(steps) == ["publicAssetsUploadInit"]


def test_errors_of_answers_are_raised_as_they_are(steps: list[Any]) -> None:
    with pytest.raises(SketricGenAuthenticationError, match="Check the API key"):
        upload(steps, answer(401, {}))
    with pytest.raises(SketricGenResponseError, match="lacks the field 'file_id'"):
        upload(steps, init(), STORED, answer(200, {}))


TEXT = st.text(st.characters())  # halves of surrogate pairs, too
ANYTHING = st.none() | st.integers() | TEXT | st.lists(TEXT, max_size=2)


@given(
    fields=st.dictionaries(TEXT, TEXT, max_size=3),
    more=st.fixed_dictionaries({}, optional={"content_type": ANYTHING, "file_id": ANYTHING}),
    upload_more=st.fixed_dictionaries({}, optional={"max_file_bytes": ANYTHING, "url": ANYTHING}),
)
def test_whatever_the_platform_begins_an_upload_with_nothing_but_our_errors_is_raised(
    fields: dict[str, str], more: dict[str, Any], upload_more: dict[str, Any]
) -> None:
    form = {"url": FORM_URL, "fields": fields, **upload_more}
    begun = answer(200, {"file_id": "f1", "upload": form, **more})
    with suppress(SketricGenResponseError, SketricGenValidationError):
        upload([], begun, STORED, COMPLETED)
