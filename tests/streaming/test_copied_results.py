"""Results and models keep what they are when they are copied or pickled."""

from __future__ import annotations

import copy
import pickle
from typing import Any, Callable

import pytest
from sketricgen._streaming.accumulate import Collector
from sketricgen_api.models import CustomEvent, TokenUsage
from sketricgen_api.types import UNSET

from tests.streaming.runs import FINISHED, STARTED, args, call, event, say, sent

PROTOCOLS = range(pickle.HIGHEST_PROTOCOL + 1)
COPIES = pytest.mark.parametrize(
    "copied",
    [copy.copy, copy.deepcopy]
    + [lambda value, p=protocol: pickle.loads(pickle.dumps(value, p)) for protocol in PROTOCOLS],
    ids=["copy", "deepcopy", *(f"pickle_{protocol}" for protocol in PROTOCOLS)],
)


@COPIES
@pytest.mark.parametrize(
    "value",
    [TokenUsage(input_tokens=1), CustomEvent("CUSTOM", name="a"), [UNSET]],
    ids=["usage", "custom_event", "list"],
)
def test_a_copy_equals_its_original(copied: Callable[[Any], Any], value: object) -> None:
    assert copied(value) == value


@COPIES
def test_an_absent_field_stays_the_same(copied: Callable[[Any], Any]) -> None:
    assert copied(UNSET) is UNSET


@COPIES
def test_a_copy_of_a_result_equals_it(copied: Callable[[Any], Any]) -> None:
    interrupt = {"type": "interrupt", "interrupts": [{"id": "i"}]}
    events = [STARTED, say("a", "He"), say("a", "llo"), call("c", "add"), args("c", "[1]")]
    events += [event("CUSTOM", name="n"), event("REASONING_MESSAGE_CHUNK", message_id="r")]
    events += [event("SUBAGENT_STARTED", subagent_run_id="s", name="helper")]
    events += [event("ACTIVITY_SNAPSHOT", message_id="p", activity_type="PLAN", content={"n": 1})]
    events += [{**FINISHED, "usage": [{"input_tokens": 3}], "outcome": interrupt}]
    collector = Collector()
    for one in sent(events):
        collector.add(one)
    run = collector.check()
    assert copied(run) == run
    assert repr(copied(run).messages) == repr(run.messages)
