"""Agents do what a test has scripted, run by run, through both halves of the client."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

pytest.importorskip("uvicorn", reason="the extra sketricgen[testing] is not installed")

from sketricgen import (
    HitlDecision,
    HitlResume,
    SketricGenAPIError,
    SketricGenClient,
    SketricGenNetworkError,
    SketricGenRateLimitError,
    SketricGenResponseError,
    SketricGenRunError,
    SketricGenStreamError,
    SketricGenTimeoutError,
    SketricGenValidationError,
)
from sketricgen.testing import RecordedRun, ScriptedService, verify_sequence

from tests.streaming.reading import collect

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sketricgen import StreamEvent

    from tests.support.halves import Half


@pytest.fixture
def client(half: Half, sketricgen: ScriptedService) -> Iterator[SketricGenClient]:
    made = SketricGenClient.from_env(timeout=30.0)
    yield made
    half.close(made)


def types(events: list[StreamEvent]) -> list[Any]:
    return [event.payload.type_ for event in events]


def test_an_agent_says_pieces(
    half: Half, client: SketricGenClient, sketricgen: ScriptedService
) -> None:
    sketricgen.agent("a").says("Hel", "lo").says("you")
    assert half.run(client, "a", "Hi").response == "Hello\n\nyou"
    events = half.stream(client, "a", "Hi again")
    assert [json.loads(e.data)["delta"] for e in events if "delta" in e.data] == [
        "Hel",
        "lo",
        "you",
    ]
    assert len(list(verify_sequence(events))) == len(events)


def test_an_agent_calls_tools(
    half: Half, client: SketricGenClient, sketricgen: ScriptedService
) -> None:
    agent = sketricgen.agent("a").calls("find", {"q": 1}, result="x")
    agent.calls("count", result={"n": 2}).calls("note")
    calls = collect(half, half.open(client, "a", "Hi").stream).tool_calls
    assert [(call.name, call.arguments, call.result) for call in calls] == [
        ("find", {"q": 1}, "x"),
        ("count", {}, '{"n": 2}'),
        ("note", {}, None),
    ]


def test_each_run_plays_the_next_script_and_the_last_one_stays(
    half: Half, client: SketricGenClient, sketricgen: ScriptedService
) -> None:
    sketricgen.agent("a").says("one").then().says("two")
    answers = [half.run(client, "a", text).response for text in ("A", "B", "C")]
    assert answers == ["one", "two", "two"]


def test_what_was_asked_is_remembered(
    half: Half, client: SketricGenClient, sketricgen: ScriptedService
) -> None:
    agent = sketricgen.agent("a").says("ok")
    first = half.run(client, "a", "Hi", contact_id="ann")
    half.stream(client, "a", "And?", conversation_id=first.conversation_id)
    assert agent.runs == [
        RecordedRun("Hi", contact_id="ann"),
        RecordedRun("And?", conversation_id=first.conversation_id, stream=True),
    ]


def test_a_refusal_is_no_run(
    half: Half, client: SketricGenClient, sketricgen: ScriptedService
) -> None:
    agent = sketricgen.agent("a").refuses(429, retry_after=0.01).then().says("ok")
    assert half.run(client, "a", "Hi").response == "ok"
    assert [status for _, _, status in sketricgen.requests] == [429, 201]
    assert len(agent.runs) == 1
    sketricgen.assert_nothing_ran_twice()


def test_a_refusal_says_what_it_was_given(
    half: Half, client: SketricGenClient, sketricgen: ScriptedService
) -> None:
    sketricgen.agent("a").refuses(429, "Too many.")
    with pytest.raises(SketricGenRateLimitError, match=r"Too many\."):
        half.run(client.with_options(max_retries=0), "a", "Hi")
    assert sketricgen.agent("a").runs == []


def test_a_drop_leaves_the_message_open(
    half: Half, client: SketricGenClient, sketricgen: ScriptedService
) -> None:
    sketricgen.agent("a").says("Hel").drops()
    stream = half.open(client, "a", "Hi")
    with pytest.raises(SketricGenStreamError) as caught:
        stream.rest()
    assert caught.value.maybe_executed
    said = ["RUN_STARTED", "TEXT_MESSAGE_START", "TEXT_MESSAGE_CONTENT"]
    assert types(stream.delivered) == said


def test_a_drop_breaks_a_whole_answer_off(
    half: Half, client: SketricGenClient, sketricgen: ScriptedService
) -> None:
    sketricgen.agent("a").says("Hel").drops()
    with pytest.raises(SketricGenNetworkError) as caught:
        half.run(client, "a", "Hi")
    assert caught.value.maybe_executed
    assert len(sketricgen.agent("a").runs) == 1


def test_a_garbled_answer_is_no_json(
    half: Half, client: SketricGenClient, sketricgen: ScriptedService
) -> None:
    sketricgen.agent("a").says("Hel").garbles()
    with pytest.raises(SketricGenResponseError):
        half.run(client, "a", "Hi")
    stream = half.open(client, "a", "Hi")
    with pytest.raises(SketricGenStreamError, match="not JSON"):
        collect(half, stream.stream)


def test_a_stall_is_silent_until_the_client_leaves(
    half: Half, client: SketricGenClient, sketricgen: ScriptedService
) -> None:
    sketricgen.agent("a").says("Hel").stalls()
    with pytest.raises(SketricGenTimeoutError):
        half.stream(client, "a", "Hi", event_timeout=0.05)


def test_a_stall_ends_with_a_closed_connection(
    half: Half, client: SketricGenClient, sketricgen: ScriptedService
) -> None:
    sketricgen.agent("a").stalls(0.01)
    with pytest.raises(SketricGenNetworkError):
        half.run(client, "a", "Hi")


def test_a_wait_goes_on(half: Half, client: SketricGenClient, sketricgen: ScriptedService) -> None:
    sketricgen.agent("a").says("Hel").waits(0.01).says("lo")
    assert half.run(client, "a", "Hi").response == "Hel\n\nlo"


@pytest.mark.parametrize(("code", "given"), [("c", {"code": "c"}), (None, {})])
def test_an_agent_fails(
    half: Half, client: SketricGenClient, sketricgen: ScriptedService, code: str | None, given: Any
) -> None:
    sketricgen.agent("a").says("I was").fails("Broken.", code=code)
    stream = half.open(client, "a", "Hi")
    with pytest.raises(SketricGenRunError, match=r"Broken\."):
        collect(half, stream.stream)
    last = json.loads(half.stream(client, "a", "Hi")[-1].data)
    assert {key: last[key] for key in last.keys() & {"type", "message", "code"}} == {
        "type": "RUN_ERROR",
        "message": "Broken.",
        **given,
    }


def test_an_agent_pauses_and_is_resumed(
    half: Half, client: SketricGenClient, sketricgen: ScriptedService
) -> None:
    agent = sketricgen.agent("a").says("May I?").pauses("send", {"to": "ann"})
    agent.pauses("delete", allowed=("reject",)).then().says("Done.")
    paused = half.run(client, "a", "Go", enable_hitl=True)
    request = paused.hitl_request
    assert request is not None
    assert [(action.name, action.args) for action in request.action_requests] == [
        ("send", {"to": "ann"}),
        ("delete", {}),
    ]
    assert request.review_configs[1].allowed_decisions == ["reject"]
    decisions = [HitlDecision("respond", message="Wait."), HitlDecision("reject")]
    answer = half.run(
        client,
        "a",
        "",
        conversation_id=paused.conversation_id,
        enable_hitl=True,
        hitl_resume=HitlResume(request_id=request.request_id, decisions=decisions),
    )
    assert answer.response == "Done."
    assert agent.runs[1].decisions == (
        {"type": "respond", "message": "Wait."},
        {"type": "reject"},
    )


def test_a_pause_that_the_run_does_not_allow_fails_the_test(
    half: Half, client: SketricGenClient, sketricgen: ScriptedService
) -> None:
    sketricgen.agent("a").pauses("send")
    with pytest.raises(SketricGenAPIError, match="enable_hitl=True"):
        half.run(client, "a", "Go")
    with pytest.raises(AssertionError, match="'a' is scripted to pause"):
        sketricgen.check()


def test_what_an_agent_does_keeps_the_order_of_events(
    half: Half, client: SketricGenClient, sketricgen: ScriptedService
) -> None:
    agent = sketricgen.agent("a").says("A", "b").calls("c", {"d": 1}, "e").says("f")
    agent.then().says("A").pauses("b").pauses("c").then().says("A").fails("b")
    for last in ("RUN_FINISHED", "RUN_PAUSED_HITL", "RUN_ERROR"):
        events = half.stream(client, "a", "Hi", enable_hitl=True)
        assert types(list(verify_sequence(events)))[-1] == last


@pytest.mark.parametrize(
    ("script", "problem"),
    [
        (lambda a: a.says(), r"says\(\) must get strings that are not empty, got \(\)"),
        (lambda a: a.says("x", ""), "that are not empty"),
        (lambda a: a.says(1), "that are not empty"),
        (lambda a: a.waits(0), r"waits\(\) must get a number of seconds above 0, got 0"),
        (lambda a: a.stalls(True), r"stalls\(\) must get a number"),
        (lambda a: a.refuses(200), "status must be a whole number from 400 to 599, got 200"),
        (lambda a: a.refuses(True), "status must be"),
        (lambda a: a.pauses("x", allowed=("no",)), "allowed must name some of approve"),
        (lambda a: a.pauses("x", allowed=()), "allowed must name some of approve"),
        (lambda a: a.then(), "agent 'a' has none yet"),
        (lambda a: a.drops().says("x"), r"says\(\) cannot come after drops\(\)"),
        (lambda a: a.pauses("x").says("x"), r"says\(\) cannot come after pauses\(\)"),
        (lambda a: a.says("x").refuses(429), r"refuses\(\) cannot come after says\(\)"),
    ],
)
def test_a_script_that_cannot_be_played_is_refused(script: Any, problem: str) -> None:
    with pytest.raises(SketricGenValidationError, match=problem):
        script(ScriptedService().agent("a"))
