from __future__ import annotations

import io
import threading
import time
from email.message import Message
from email.parser import BytesParser
from email.policy import HTTP
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sketricgen import SketricGenConfig, SketricGenError, SketricGenValidationError
from sketricgen._operations.upload import _problem_of_form_url
from sketricgen._operations.validation import accepted_files
from sketricgen._uploads.attachments import Attachment
from sketricgen._uploads.multipart import FileForm, one_at_a_time

FIELDS = {"key": "uploads/f1", "Content-Type": "image/png", "policy": "e30=", "signature": "äöü"}
PLATFORM = "https://platform.example/dev"
LOCAL_PLATFORM = "http://127.0.0.1:8000"
TEXT = st.text(st.characters(exclude_categories=["Cs"]))


class Noted(io.BytesIO):
    """A file that notes how much is read from it at a time."""

    def __init__(self, content: bytes) -> None:
        super().__init__(content)
        self.reads: list[int] = []

    def read(self, size: int | None = -1) -> bytes:
        self.reads.append(-1 if size is None else size)
        return super().read(size)


def attachment(content: bytes = b"content", name: str = "a.png") -> Attachment:
    return Attachment(name, "image/png", len(content), content)


def form_of(
    file: Attachment, opened: Any = None, fields: dict[str, str] = FIELDS, **settings: Any
) -> FileForm:
    source: Any = opened if opened is not None else io.BytesIO(file.source)  # type: ignore[arg-type] # bytes, in these tests
    settings = {"content_type": "image/png", "on_progress": None, **settings}
    return FileForm(fields, file, file=source, **settings)


def parts_of(form: FileForm) -> list[Message]:
    head = f"Content-Type: {form.headers['Content-Type']}\r\n\r\n".encode()
    parsed = BytesParser(policy=HTTP).parsebytes(head + b"".join(form))
    assert not parsed.defects
    parts = parsed.get_payload()
    assert isinstance(parts, list)
    return [part for part in parts if isinstance(part, Message)]


def disposition(part: Message) -> dict[str, str]:
    return {k: str(v) for k, v in part.get_params(header="content-disposition") or [] if v}


def content(part: Message) -> bytes:
    payload = part.get_payload(decode=True)
    assert isinstance(payload, bytes)
    return payload


def test_the_fields_come_in_their_order_and_the_file_last() -> None:
    parts = parts_of(form_of(attachment()))
    assert [disposition(part)["name"] for part in parts] == [*FIELDS, "file"]
    assert [content(part).decode() for part in parts[:-1]] == list(FIELDS.values())
    assert disposition(parts[-1])["filename"] == "a.png"
    assert parts[-1].get_content_type() == "image/png"
    assert content(parts[-1]) == b"content"


def test_the_file_has_the_type_that_is_stated_on_one_line() -> None:
    body = b"".join(form_of(attachment(), content_type="text/csv;\r\n header=present"))
    assert b"\r\nContent-Type: text/csv; header=present\r\n\r\ncontent" in body


def test_the_bytes_on_the_wire_are_as_rfc_7578_has_them() -> None:
    form = form_of(attachment(), fields={"key": "k"})
    boundary = form.headers["Content-Type"].partition("boundary=")[2]
    assert b"".join(form).decode() == (
        f'--{boundary}\r\nContent-Disposition: form-data; name="key"\r\n\r\nk\r\n'
        f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="a.png"\r\n'
        f"Content-Type: image/png\r\n\r\ncontent\r\n--{boundary}--\r\n"
    )


def test_no_two_forms_have_the_same_boundary() -> None:
    headers = {form_of(attachment()).headers["Content-Type"] for _ in range(20)}
    assert len(headers) == 20


def test_a_form_can_be_sent_again() -> None:
    form = form_of(attachment())
    half = iter(form)
    next(half)
    next(half)
    assert b"".join(form) == b"".join(form)


@given(name=TEXT, value=TEXT, field=TEXT.filter(bool), data=st.binary(min_size=1))
def test_no_name_value_or_content_breaks_the_form(
    name: str, value: str, field: str, data: bytes
) -> None:
    form = form_of(attachment(data, name), fields={field: value})
    body = b"".join(form)
    assert int(form.headers["Content-Length"]) == len(body)
    boundary = form.headers["Content-Type"].partition("boundary=")[2].encode()
    start, entry, file, end = body.split(b"--" + boundary)
    assert (start, end) == (b"", b"--\r\n")
    head, _, sent = entry.partition(b"\r\n\r\n")
    assert head.count(b"\r\n") == 1
    assert sent == value.encode() + b"\r\n"
    head, _, sent = file.partition(b"\r\n\r\n")
    # The line breaks before the two headers; no name adds another.
    assert (head.count(b"\r"), head.count(b"\n"), head.count(b'"')) == (2, 2, 4)
    assert sent == data + b"\r\n"


@pytest.mark.parametrize(
    ("name", "on_the_wire"),
    [
        ('a".png', "a%22.png"),
        ("a\r\nX-Evil: 1.png", "a%0D%0AX-Evil: 1.png"),
        ("größe 日本.png", "größe 日本.png"),
        ("100%.png", "100%.png"),
        ("a\\.png", "a\\.png"),
    ],
)
def test_names_are_quoted_as_browsers_do(name: str, on_the_wire: str) -> None:
    body = b"".join(form_of(attachment(name=name))).decode()
    assert f'filename="{on_the_wire}"\r\n' in body


@pytest.mark.parametrize("size", [1, 128 * 1024, 128 * 1024 + 1, 1_000_000])
def test_a_file_is_read_in_pieces_of_bounded_size(size: int) -> None:
    file = Noted(b"x" * size)
    body = b"".join(form_of(attachment(b"x" * size), file))
    assert body.count(b"x" * size) == 1
    assert all(0 <= read <= 128 * 1024 for read in file.reads)


def test_progress_grows_to_the_size_of_the_file() -> None:
    calls: list[tuple[str, int, int]] = []
    file = attachment(b"x" * 300_000)
    form = form_of(file, on_progress=lambda *call: calls.append(call))
    for _ in range(2):
        calls.clear()
        b"".join(form)
        assert {(name, total) for name, _, total in calls} == {("a.png", 300_000)}
        sent = [so_far for _, so_far, _ in calls]
        assert sent == sorted(set(sent))
        assert sent[-1] == 300_000


def test_progress_tells_what_was_taken_not_what_was_read() -> None:
    sent: list[int] = []
    pieces = iter(form_of(attachment(), on_progress=lambda _, so_far, __: sent.append(so_far)))
    next(pieces)
    assert next(pieces) == b"content"
    assert sent == []


@pytest.mark.parametrize("now", [b"conten", b"content, and more", b""], ids=len)
def test_a_file_that_changed_size_since_it_was_checked_is_not_sent_whole(now: bytes) -> None:
    with pytest.raises(SketricGenValidationError, match=r"'a\.png' changed .* had 7 bytes"):
        b"".join(form_of(attachment(), io.BytesIO(now)))


def test_a_file_that_was_closed_since_it_was_checked_is_told_in_words() -> None:
    file = io.BytesIO(b"content")
    form = form_of(attachment(), file)
    file.close()
    with pytest.raises(SketricGenError, match=r"a\.png"):
        b"".join(form)


def test_a_callback_is_never_called_twice_at_once() -> None:
    inside: list[int] = []
    most: list[int] = []

    def callback(file_name: str, sent: int, total: int) -> None:
        inside.append(sent)
        most.append(len(inside))
        time.sleep(0.002)
        inside.pop()

    locked = one_at_a_time(callback)
    assert locked is not None
    threads = [threading.Thread(target=locked, args=("a.png", n, 9)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == [1] * 8


def test_no_callback_stays_none() -> None:
    assert one_at_a_time(None) is None


@pytest.mark.parametrize(
    ("url", "platform", "problem"),
    [
        ("https://bucket.s3.amazonaws.com/", PLATFORM, None),
        ("HTTPS://bucket.example:8443/a?b=c", PLATFORM, None),
        ("https://bucket.example/", LOCAL_PLATFORM, None),
        ("http://127.0.0.1:9000/bucket", LOCAL_PLATFORM, None),
        ("http://storage:9000/bucket", "http://localhost:8000/dev", None),
        ("http://storage:9000/bucket", "http://[::1]:8000", None),
        ("http://bucket.example/", PLATFORM, "is not https"),
        ("http://127.0.0.1:9000/", PLATFORM, "is not https"),
        ("http://127.0.0.1:9000/", "http://platform.example", "is not https"),
        ("http://127.0.0.1:9000/", "https://localhost", "is not https"),
        ("http://127.0.0.1:9000/", "http://127.0.0.1.example", "is not https"),
        ("ftp://127.0.0.1/", LOCAL_PLATFORM, "is not https"),
        ("//bucket.example/", PLATFORM, "is not https"),
        ("https://me@bucket.example/", PLATFORM, "holds a user name"),
        ("https://:secret@bucket.example/", PLATFORM, "holds a user name"),
        ("https://@bucket.example/", PLATFORM, "holds a user name"),
        ("/relative", PLATFORM, "names no host"),
        ("https:///path", PLATFORM, "names no host"),
        ("", PLATFORM, "names no host"),
        ("https://[::1/", PLATFORM, "is not a URL"),
    ],
)
def test_a_file_goes_over_https_only_unless_all_is_local(
    url: str, platform: str, problem: str | None
) -> None:
    assert _problem_of_form_url(url, platform) == problem


@given(st.text() | st.text().map("https://{}".format))
def test_whatever_the_url_is_there_is_a_verdict(url: str) -> None:
    problem = _problem_of_form_url(url, PLATFORM)
    assert problem is None or isinstance(problem, str)
    assert problem is not None or url.lstrip().lower().startswith("https:")


def test_what_may_be_attached_makes_a_form() -> None:
    file = accepted_files(SketricGenConfig("sk-1")).attachment(b"content", "a.png")
    with file.open() as opened:
        assert content(parts_of(form_of(file, opened))[-1]) == b"content"
