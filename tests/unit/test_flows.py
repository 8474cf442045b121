from __future__ import annotations

import json
import time
from dataclasses import replace
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest
from sketricgen import (
    CompleteUploadResponse,
    SketricGenAPIError,
    SketricGenError,
    SketricGenNetworkError,
    SketricGenRateLimitError,
    SketricGenTimeoutError,
)
from sketricgen._http import retry
from sketricgen._http.flow import Response, Together
from sketricgen._http.timeouts import Deadline

from tests.unit.by_hand import (
    ANSWERED,
    BUSY,
    COMPLETED,
    CONFIG,
    OPTIONS,
    STORED,
    answer,
    init,
    names_of,
    never_sent,
    play,
    run,
    timed_out,
)

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.usefixtures("longest_waits")


def test_a_run_is_one_request(steps: list[Any]) -> None:
    assert run(steps, ANSWERED).response == "x"
    assert names_of(steps) == ["run-workflow"]


def test_files_are_uploaded_side_by_side_before_the_agent_runs(
    steps: list[Any], photos: list[Path]
) -> None:
    uploaded = [CompleteUploadResponse(file_id=f"f{n}") for n in (1, 2, 3)]
    run(steps, uploaded, ANSWERED, file_paths=photos, assets=["z", "a"])
    together, send = steps
    assert isinstance(together, Together)
    assert together.at_once == 5
    assert json.loads(send.body)["assets"] == ["z", "a", "f1", "f2", "f3"]


def test_each_flow_uploads_its_file_in_the_callers_order(
    steps: list[Any], photos: list[Path]
) -> None:
    progress: list[tuple[str, int, int]] = []
    run(
        steps,
        [CompleteUploadResponse(file_id="f")] * 3,
        ANSWERED,
        file_paths=photos,
        on_upload_progress=lambda *call: progress.append(call),
    )
    named = []
    for flow in steps[0].flows:
        sent: list[Any] = []
        play(flow, [init(), STORED, COMPLETED], sent)
        named.append(json.loads(sent[0].body)["file_name"])
    assert named == ["c.png", "a.png", "b.png"]
    assert progress == [("c.png", 1, 1), ("a.png", 1, 1), ("b.png", 1, 1)]


def test_a_run_without_files_takes_assets_alone(steps: list[Any]) -> None:
    run(steps, ANSWERED, assets=["f9"])
    assert json.loads(steps[0].body)["assets"] == ["f9"]


@pytest.mark.parametrize("refusal", [never_sent(), answer(429, {})], ids=repr)
def test_a_run_that_did_not_start_is_sent_again(steps: list[Any], refusal: object) -> None:
    assert run(steps, refusal, refusal, ANSWERED).response == "x"
    again = ["run-workflow", "wait 0.5", "run-workflow", "wait 1", "run-workflow"]
    assert names_of(steps) == again


@pytest.mark.parametrize(
    "unclear",
    [
        timed_out(),
        *(answer(code, {}) for code in (408, 500, 502, 503, 504)),
        answer(201, b"<html>"),
    ],
    ids=repr,
)
def test_a_run_that_may_have_executed_is_not_sent_again_and_the_error_says_so(
    steps: list[Any], unclear: object
) -> None:
    with pytest.raises(SketricGenError, match="may have run all the same") as caught:
        run(steps, unclear)
    assert len(steps) == 1
    assert caught.value.maybe_executed
    assert len(caught.value.attempts) == 1
    assert caught.value.args == (caught.value.message,) == (str(caught.value),)


@pytest.mark.parametrize("code", [400, 401, 403, 404, 422])
def test_a_run_that_was_refused_is_an_error_at_once(steps: list[Any], code: int) -> None:
    with pytest.raises(SketricGenAPIError) as caught:
        run(steps, answer(code, {}))
    assert len(steps) == 1
    assert not caught.value.maybe_executed
    assert "may have run" not in str(caught.value)


def test_an_error_tells_of_all_its_attempts(
    steps: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    ticks = iter(range(100))
    monkeypatch.setattr(retry, "time", SimpleNamespace(monotonic=lambda: next(ticks)))
    with pytest.raises(SketricGenRateLimitError, match=r"This was attempt 4\.") as caught:
        run(steps, never_sent(), BUSY, answer(429, {}), answer(429, {}))
    told = [(a.outcome, a.status_code, a.seconds) for a in caught.value.attempts]
    assert told == [
        ("NetworkError", None, 1),
        ("APIError (503)", 503, 1),
        ("RateLimitError (429)", 429, 1),
        ("RateLimitError (429)", 429, 1),
    ]
    assert not caught.value.maybe_executed


def test_retries_can_be_switched_off(steps: list[Any]) -> None:
    with pytest.raises(SketricGenNetworkError):
        run(steps, never_sent(), options=OPTIONS._replace(config=replace(CONFIG, max_retries=0)))
    assert len(steps) == 1


def test_a_deadline_that_passed_ends_the_operation_before_its_next_request(
    steps: list[Any],
) -> None:
    late = OPTIONS._replace(deadline=Deadline(5.0, time.monotonic() - 1))
    with pytest.raises(
        SketricGenTimeoutError, match=r"deadline of 5 s passed while the agent"
    ) as e:
        run(steps, options=late)
    assert steps == []
    assert (e.value.attempts, e.value.maybe_executed) == ((), False)


def test_a_wait_that_would_outlast_the_deadline_is_not_begun(steps: list[Any]) -> None:
    soon = OPTIONS._replace(deadline=Deadline.after(30.0))
    busy = Response(503, {"retry-after": "31"}, b"{}")
    with pytest.raises(SketricGenAPIError, match="503") as caught:
        run(steps, Response(503, {"retry-after": "1"}, b"{}"), busy, options=soon)
    assert names_of(steps) == ["run-workflow", "wait 1", "run-workflow"]
    assert len(caught.value.attempts) == 2
