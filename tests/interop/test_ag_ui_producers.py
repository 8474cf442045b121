"""Agents of pydantic-ai, LangGraph and LlamaIndex answer, in the AG-UI events of their makers."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import pytest
from sketricgen import SketricGenRunError, WorkflowResult

from tests.contract.service import names

from .producers import (
    ANSWER,
    ARGUMENTS,
    CALL,
    FAILURE,
    INPUT_TOKENS,
    OUTPUT_TOKENS,
    RESULT,
    USAGE,
)
from .software import environment, script, serving

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sketricgen import SketricGenClient

    from tests.conftest import ClientFactory
    from tests.support.halves import Half

PROGRAM = Path(__file__).with_name("producers.py")


@pytest.fixture(scope="module", params=["pydantic-ai", "langgraph", "llama-index"])
def producer(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, str]]:
    """The name of each framework in turn, and where it serves."""
    name: str = request.param
    folder: Path = tmp_path_factory.mktemp(name)
    command = [script(name), str(PROGRAM), name]
    variables = environment(name, PYTHONPATH=os.pathsep)
    with serving(folder, variables, lambda port: [*command, str(port)]) as url:
        yield name, url


@pytest.fixture
def asking(make_client: ClientFactory, producer: tuple[str, str]) -> SketricGenClient:
    """A client of the framework."""
    return make_client(producer[1])


def only(*frameworks: str) -> pytest.MarkDecorator:
    """Runs a test with the frameworks that have what it is about."""
    return pytest.mark.parametrize("producer", frameworks, indirect=True)


def collected(
    half: Half, client: SketricGenClient, agent_id: str, **options: Any
) -> WorkflowResult:
    """What a run comes to."""
    stream = half.call(client, "run_workflow", agent_id, "2+3?", stream=True, **options)
    result = stream.collect()
    if half.loop is not None:
        result = half.loop.run_until_complete(result)
    return cast("WorkflowResult", result)


def test_the_text_is_what_the_model_said(half: Half, asking: SketricGenClient) -> None:
    result = collected(half, asking, "words", conversation_id="c-1")
    assert result.text == ANSWER
    assert result.tool_calls == []
    assert (result.conversation_id, result.paused) == ("c-1", False)
    assert result.run_id


def test_a_run_ends_with_its_last_event(half: Half, asking: SketricGenClient) -> None:
    events = names(half.stream(asking, "words", "2+3?"))
    assert (events[0], events[-1]) == ("RUN_STARTED", "RUN_FINISHED")


def test_a_tool_call_has_its_arguments_and_its_result(half: Half, asking: SketricGenClient) -> None:
    result = collected(half, asking, "tool")
    calls = [(call.id, call.name, call.arguments, call.result) for call in result.tool_calls]
    assert calls == [(CALL, "add", ARGUMENTS, str(RESULT))]
    assert result.text == ANSWER


@only("langgraph")
def test_arguments_that_were_not_streamed_are_those_of_the_call(
    half: Half, asking: SketricGenClient
) -> None:
    # Of a call that a model makes in one piece, this framework streams no arguments.
    assert [call.arguments for call in collected(half, asking, "tool-at-once").tool_calls] == [
        ARGUMENTS
    ]


@only("langgraph", "llama-index")
def test_an_answer_that_was_not_streamed_is_the_text(half: Half, asking: SketricGenClient) -> None:
    assert collected(half, asking, "whole").text == ANSWER


@only("pydantic-ai", "langgraph")
def test_a_run_that_waits_for_a_person_says_for_what(half: Half, asking: SketricGenClient) -> None:
    result = collected(half, asking, "pause")
    assert result.paused
    assert len(result.interrupt_ids) == 1


@only("pydantic-ai")
def test_the_usage_is_what_the_model_counted(half: Half, asking: SketricGenClient) -> None:
    result = collected(half, asking, "words")
    counted = [event.value for event in result.custom_events if event.name == USAGE]
    used = [{"input": u.input_tokens, "output": u.output_tokens} for u in result.usage]
    assert used == counted
    assert counted


@only("langgraph")
@pytest.mark.parametrize(("agent_id", "calls"), [("words", 1), ("tool", 2)])
def test_the_usage_is_that_of_all_calls_of_the_model(
    half: Half, asking: SketricGenClient, agent_id: str, calls: int
) -> None:
    usage = collected(half, asking, agent_id).usage
    assert [(u.input_tokens, u.output_tokens) for u in usage] == [
        (calls * INPUT_TOKENS, calls * OUTPUT_TOKENS)
    ]


def test_a_run_whose_model_failed_raises_with_what_came(
    half: Half, asking: SketricGenClient
) -> None:
    with pytest.raises(SketricGenRunError, match=FAILURE) as caught:
        collected(half, asking, "fail")
    assert caught.value.partial is not None
    assert ANSWER.startswith(caught.value.partial.text)
    assert caught.value.partial.text
