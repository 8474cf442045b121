from __future__ import annotations

import math
from datetime import datetime, timezone
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sketricgen._http.responses import retry_after_of
from sketricgen._http.retry import Failure, may_have_executed, wait_before_retry

NEVER_SENT = Failure(None, sent=False)
NO_ANSWER = Failure(None, sent=True)
FINAL = Failure(None, sent=False, is_final=True)

# What happened; whether a run is sent again; whether an upload is; whether it may have executed.
PROMISE = [
    (NEVER_SENT, True, True, False),
    (NO_ANSWER, False, True, True),
    (FINAL, False, False, False),
    (Failure(429, sent=True), True, True, False),
    *((Failure(503, sent=True, retry_after=seconds), True, True, False) for seconds in (0, 5.0)),
    *((Failure(code, sent=True), False, True, True) for code in (408, 500, 502, 503, 504, 599)),
    *((Failure(code, True, retry_after=1), False, True, True) for code in (408, 500, 502, 504)),
    *((Failure(code, sent=True), False, False, True) for code in (200, 201, 204, 299)),
    *(
        (Failure(code, sent=True), False, False, False)
        for code in (100, 301, 302, 307, 400, 401, 403, 404, 409, 413, 422, 425)
    ),
]
NOW = datetime(2026, 5, 4, 3, 2, 1, tzinfo=timezone.utc)


def wait(
    failure: Failure,
    *,
    attempt: int = 1,
    max_retries: int = 3,
    repeatable: bool = False,
    jitter: float = 1.0,
) -> float | None:
    return wait_before_retry(
        failure, attempt=attempt, max_retries=max_retries, repeatable=repeatable, jitter=jitter
    )


@pytest.mark.parametrize(("failure", "run_again", "upload_again", "_"), PROMISE, ids=repr)
def test_nothing_runs_twice(failure: Failure, run_again: bool, upload_again: bool, _: bool) -> None:
    assert (wait(failure, repeatable=False) is not None) is run_again
    assert (wait(failure, repeatable=True) is not None) is upload_again


@pytest.mark.parametrize(("failure", "run_again", "_", "maybe"), PROMISE, ids=repr)
def test_what_may_have_executed_is_told_and_never_sent_again(
    failure: Failure, run_again: bool, _: bool, maybe: bool
) -> None:
    assert may_have_executed(failure) is maybe
    assert not (maybe and run_again)


@pytest.mark.parametrize(
    ("attempt", "longest"), [(1, 0.5), (2, 1.0), (3, 2.0), (4, 4.0), (5, 8.0), (6, 8.0)]
)
@pytest.mark.parametrize("jitter", [0.0, 0.25, 1.0])
def test_the_wait_is_a_random_part_of_half_a_second_that_doubles_up_to_eight(
    attempt: int, longest: float, jitter: float
) -> None:
    assert wait(NEVER_SENT, attempt=attempt, max_retries=9, jitter=jitter) == longest * jitter


@given(attempt=st.integers(1, 10**6), jitter=st.floats(0, 1))
def test_no_wait_of_our_own_is_longer_than_eight_seconds(attempt: int, jitter: float) -> None:
    seconds = wait(NEVER_SENT, attempt=attempt, max_retries=10**6, jitter=jitter)
    assert seconds is not None
    assert 0 <= seconds <= 8


@pytest.mark.parametrize(("attempt", "again"), [(1, True), (2, True), (3, False), (4, False)])
def test_there_are_no_more_retries_than_allowed(attempt: int, again: bool) -> None:
    assert (wait(NEVER_SENT, attempt=attempt, max_retries=2) is not None) is again


def test_retries_can_be_switched_off() -> None:
    assert wait(NEVER_SENT, max_retries=0, repeatable=True) is None


@pytest.mark.parametrize("seconds", [0.0, 0.001, 7.0, 60.0])
@pytest.mark.parametrize("code", [429, 503])
def test_the_wait_that_the_server_asks_for_is_kept_exactly(code: int, seconds: float) -> None:
    assert wait(Failure(code, True, seconds), attempt=3, jitter=0.1) == seconds


def test_a_server_that_asks_for_more_than_a_minute_is_not_waited_for() -> None:
    assert wait(Failure(429, True, 60.001), repeatable=True) is None


def test_asking_for_a_wait_does_not_make_a_request_safe_to_repeat() -> None:
    assert wait(Failure(500, True, 1.0), repeatable=False) is None
    assert wait(Failure(400, True, 1.0), repeatable=True) is None
    assert wait(Failure(500, True, 1.0), repeatable=True) == 1.0


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, None),
        ({"retry-after": "7"}, 7.0),
        ({"retry-after": " 7 "}, 7.0),
        ({"retry-after": "0"}, 0.0),
        ({"retry-after": "1.5"}, 1.5),
        ({"retry-after-ms": "1500"}, 1.5),
        ({"retry-after-ms": "1500", "retry-after": "9"}, 1.5),
        ({"retry-after-ms": "soon", "retry-after": "9"}, 9.0),
        ({"retry-after": "Mon, 04 May 2026 03:02:31 GMT"}, 30.0),
        ({"retry-after": "Mon, 04 May 2026 05:02:31 +0200"}, 30.0),
        ({"retry-after": "Mon, 04 May 2026 03:02:31 -0000"}, 30.0),
        ({"retry-after": "Mon, 04 May 2026 03:02:00 GMT"}, 0.0),
        ({"retry-after": "Thu, 01 Jan 1970 00:00:00 GMT"}, 0.0),
        ({"retry-after": "-1"}, None),
        ({"retry-after": "nan"}, None),
        ({"retry-after": "inf"}, None),
        ({"retry-after": "1e999"}, None),
        ({"retry-after": "soon"}, None),
        ({"retry-after": ""}, None),
        ({"retry-after": "Mon, 99 May 2026 03:02:31 GMT"}, None),
        ({"retry-after": "Mon, 04 May 99999 03:02:31 GMT"}, None),
    ],
)
def test_what_a_server_asks_for_is_read_if_it_can_be(
    headers: dict[str, str], seconds: float | None
) -> None:
    assert retry_after_of(headers, NOW.timestamp()) == seconds


def test_a_date_is_compared_with_the_clock() -> None:
    moment = datetime.now(timezone.utc)
    soon = format_datetime(moment.replace(year=moment.year + 1, day=1), usegmt=True)
    seconds = retry_after_of({"retry-after": soon})
    assert seconds is not None
    assert 330 * 86400 < seconds < 367 * 86400


NEARLY_DATES = st.builds(
    "{}{} {} {} {}:{}:{} {}".format,
    st.sampled_from(["", "Mon, ", "Mon,", ", "]),
    st.integers(-1, 40),
    st.sampled_from(["Jan", "Feb", "feb", "Foo", ""]),
    st.sampled_from([0, 1, 68, 69, 99, 1582, 9999, 10000, 10**30]),
    st.integers(-1, 25),
    st.integers(-1, 61),
    st.integers(-1, 61),
    st.sampled_from(["GMT", "-0000", "+2359", "-2359", "+9999", "EST", "", "()", "+" + "9" * 20]),
)


@given(st.text() | NEARLY_DATES | st.from_regex(r"[0-9a-zA-Z,:+\- .]{0,40}", fullmatch=True))
def test_whatever_the_header_holds_there_is_a_bounded_wait_or_none(value: str) -> None:
    for name in ("retry-after", "retry-after-ms"):
        seconds = retry_after_of({name: value})
        assert seconds is None or 0 <= seconds < math.inf
