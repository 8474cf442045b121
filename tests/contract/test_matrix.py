"""Every fault meets every operation, in both halves, and comes to what the table says."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sketricgen import SketricGenClient, SketricGenError, SketricGenStreamError

from tests.conftest import KEY
from tests.contract.leaks import assert_carries_nothing
from tests.contract.matrix import TABLE, page
from tests.contract.staging import (
    RUNNING,
    STREAMING,
    DeadEnd,
    Operation,
    Stage,
    http_client_for,
    staged,
)
from tests.support.halves import nothing_left_open

if TYPE_CHECKING:
    from sketricgen import StreamEvent

    from tests.contract.outcomes import Outcome, Row
    from tests.support.halves import Half

PAGE = Path(__file__).resolve().parents[2] / "docs" / "faults.md"

CASES = [
    pytest.param(row, operation, outcome, id=f"{row.fault} - {operation.title}")
    for row in TABLE
    for operation, outcome in row.outcomes.items()
    if outcome is not None
]


@pytest.mark.usefixtures("no_waiting", "no_proxies")
@pytest.mark.parametrize(("row", "operation", "expected"), CASES)
def test_a_fault_comes_to_what_the_table_says(
    half: Half,
    row: Row,
    operation: Operation,
    expected: Outcome,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("sketricgen._http.timeouts.CONNECT_TIMEOUT", row.patience_to_connect)
    events: list[StreamEvent] = []
    with staged(row.how, operation) as stage:
        with nothing_left_open(half.loop):
            error = error_of(half, row, operation, stage, events)
        seen = stage.server.count(operation.path), stage.server.runs
    assert type(error) is (expected.error or type(None)), error
    assert len(events) == expected.events
    arrived = 0 if isinstance(row.how, DeadEnd) else expected.sent
    assert seen == (arrived, arrived if operation in (RUNNING, STREAMING) else 0)
    if error is not None:
        assert error.maybe_executed is expected.maybe_executed
        assert_carries_nothing(error)
        # Once a stream has begun, its request has succeeded.
        begun = bool(events) or expected.error is SketricGenStreamError
        assert begun or len(error.attempts) == expected.sent


def error_of(
    half: Half, row: Row, operation: Operation, stage: Stage, events: list[StreamEvent]
) -> SketricGenError | None:
    """Performs an operation and returns the error that it raises, if it does."""
    with http_client_for(stage, half) as options:
        client = SketricGenClient(
            KEY,
            timeout=row.patience,
            upload_timeout=row.patience,
            max_retries=1,
            **stage.urls,
            **options,
        )
        try:
            operation.begin(half, client, events)
        except SketricGenError as error:
            return error
        finally:
            half.close(client)
    return None


def test_every_fault_is_named_once() -> None:
    names = [row.fault for row in TABLE]
    assert sorted(names) == sorted(set(names))


def test_the_page_shows_the_table() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run: python -m tests.contract.matrix"
