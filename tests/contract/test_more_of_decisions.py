"""A decision may hold more fields than the API's document names, as agents want them."""

from __future__ import annotations

import pickle
from dataclasses import replace
from traceback import TracebackException
from typing import TYPE_CHECKING, Any

import pytest
from sketricgen import HitlDecision, HitlResume, SketricGenClient, SketricGenValidationError

from tests.contract.service import RUN, chat
from tests.support import FaultServer, Reply

if TYPE_CHECKING:
    from tests.support.halves import Half


def test_they_are_sent(half: Half, client: SketricGenClient, server: FaultServer) -> None:
    server.on("POST", RUN, Reply(201, json=chat()))
    decision = HitlDecision("approve", reason="urgent", args={"to": ["Ann"]})
    resume = HitlResume("q-1", [decision, HitlDecision(type="reject", extra={"code": 7})])
    half.run(client, "agent-1", "", "c-1", enable_hitl=True, hitl_resume=resume)
    assert server.requests[0].json["hitl_resume"]["decisions"] == [
        {"type": "approve", "reason": "urgent", "args": {"to": ["Ann"]}},
        {"type": "reject", "code": 7},
    ]


def test_they_cannot_change_what_was_decided() -> None:
    decision = HitlDecision("reject", "No.", extra={"type": "approve", "message": "Yes."})
    assert decision.to_dict() == {"type": "reject", "message": "No."}


def test_copies_have_them() -> None:
    decision = HitlDecision("approve", reason="urgent")
    assert pickle.loads(pickle.dumps(decision)) == decision
    changed = replace(decision, message="Go.")
    assert changed == HitlDecision("approve", "Go.", reason="urgent") != decision
    assert len({decision, HitlDecision("approve", reason="urgent")}) == 1


@pytest.mark.parametrize("odd", [object(), {1, 2}, float("nan"), "\ud800"])
def test_what_is_no_json_is_refused(odd: Any) -> None:
    with pytest.raises(SketricGenValidationError, match="What else a decision holds must be JSON"):
        HitlDecision("approve", reason=odd)


def test_more_than_a_dict_of_them_is_refused() -> None:
    odd: Any = "urgent"
    with pytest.raises(SketricGenValidationError, match=r"^extra must be a dict, got 'urgent'\."):
        HitlDecision("approve", None, odd)


@pytest.mark.parametrize("given", [("allow",), (5,), ("approve", 5), ("approve", None, {"a": {1}})])
def test_one_that_is_refused_can_be_shown_with_all_variables(given: Any) -> None:
    with pytest.raises(SketricGenValidationError) as caught:
        HitlDecision(*given)
    shown = "".join(TracebackException.from_exception(caught.value, capture_locals=True).format())
    assert f"self = HitlDecision(type={given[0]!r}" in shown
