"""The text of a stream and its whole, through both halves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from sketricgen import (
    SketricGenNetworkError,
    SketricGenRunError,
    SketricGenStreamError,
    SketricGenTimeoutError,
)

from tests.contract.service import RUN, names, sse, stream_of
from tests.streaming.reading import collect, texts
from tests.streaming.runs import FAILED, FINISHED, STARTED, begin, end, say, text_chunk
from tests.support import FaultServer, Stream

if TYPE_CHECKING:
    from sketricgen import SketricGenClient

    from tests.support.halves import Half

HELLO = [begin("a"), say("a", "Hel"), say("a", "lo"), end("a")]
READERS = pytest.mark.parametrize("read", [texts, collect], ids=["text_stream", "collect"])


def test_the_text_comes_piece_by_piece(
    half: Half, client: SketricGenClient, server: FaultServer
) -> None:
    server.on("POST", RUN, stream_of(STARTED, *HELLO, FINISHED))
    assert texts(half, half.open(client, "agent-1", "Hi").stream) == ["Hel", "lo"]


def test_the_text_is_the_agents_own(
    half: Half, client: SketricGenClient, server: FaultServer
) -> None:
    others = [begin("u", role="user"), say("u", "no"), say("s", "no", subagent_run_id="sub")]
    chunks = [text_chunk("c", "ye"), text_chunk(None, ""), text_chunk(None, "s")]
    server.on("POST", RUN, stream_of(STARTED, *others, *chunks, FINISHED))
    assert texts(half, half.open(client, "agent-1", "Hi").stream) == ["ye", "s"]


def test_the_text_is_the_same_however_it_is_read(
    half: Half, emulator_client: SketricGenClient
) -> None:
    pieces = texts(half, half.open(emulator_client, "story", "A ship").stream)
    whole = collect(half, half.open(emulator_client, "story", "A ship").stream)
    answer = half.run(emulator_client, "story", "A ship")
    assert len(pieces) > 10
    assert "".join(pieces) == whole.text == answer.response


def test_a_run_is_collected(half: Half, emulator_client: SketricGenClient) -> None:
    run = collect(half, half.open(emulator_client, "tool", "2 + 2").stream)
    (call,) = run.tool_calls
    assert call.name == "calculator"
    assert isinstance(call.arguments, dict)
    assert "4" in call.result
    assert run.text
    assert run.conversation_id
    assert run.run_id
    assert run.result == run.text


def test_state_and_custom_events_are_collected(
    half: Half, emulator_client: SketricGenClient
) -> None:
    run = collect(half, half.open(emulator_client, "showcase", "one two three").stream)
    assert run.state == {"phase": "reading", "words": 0}
    assert run.state_deltas == [[{"op": "replace", "path": "/words", "value": 3}]]
    assert [custom.name for custom in run.custom_events] == ["progress"]


def test_a_pause_is_collected(half: Half, emulator_client: SketricGenClient) -> None:
    run = collect(half, half.open(emulator_client, "approval", "Hi", enable_hitl=True).stream)
    assert run.paused
    assert run.pause_request_id
    waits_for: Any = run.custom_events[0].value
    assert waits_for["interrupt_ids"] == run.interrupt_ids


def test_a_conversation_is_continued_with_the_collected_id(
    half: Half, emulator_client: SketricGenClient
) -> None:
    first = collect(half, half.open(emulator_client, "echo", "Hi").stream)
    second = half.open(emulator_client, "echo", "Hi", first.conversation_id).stream
    assert "turn 2" in collect(half, second).text


@READERS
def test_a_run_that_failed_is_an_error(
    half: Half, client: SketricGenClient, server: FaultServer, read: Any
) -> None:
    server.on("POST", RUN, stream_of(STARTED, *HELLO[:2], FAILED))
    with pytest.raises(SketricGenRunError, match=r"The model is gone\.") as caught:
        read(half, half.open(client, "agent-1", "Hi").stream)
    assert caught.value.code == "model_gone"
    assert caught.value.partial is not None
    assert caught.value.partial.text == "Hel"
    assert caught.value.partial.conversation_id == "c-1"


@READERS
def test_a_run_that_failed_before_it_began_is_an_error(
    half: Half, client: SketricGenClient, server: FaultServer, read: Any
) -> None:
    server.on("POST", RUN, stream_of(FAILED))
    with pytest.raises(SketricGenRunError) as caught:
        read(half, half.open(client, "agent-1", "Hi").stream)
    assert caught.value.partial is not None
    assert caught.value.partial.text == ""


def test_a_run_that_failed_is_an_event_where_events_are_read(
    half: Half, emulator_client: SketricGenClient
) -> None:
    assert names(half.stream(emulator_client, "fail", "Hi"))[-1] == "RUN_ERROR"


@pytest.mark.parametrize(
    ("then", "options", "kind", "read"),
    [
        ("end", {}, SketricGenStreamError, texts),
        ("end", {}, SketricGenStreamError, collect),
        ("close", {}, SketricGenStreamError, texts),
        ("reset", {}, SketricGenStreamError, collect),
        ("hang", {"timeout": 0.4}, SketricGenTimeoutError, texts),
        ("hang", {"event_timeout": 0.4}, SketricGenTimeoutError, collect),
        ("hang", {"deadline": 0.8}, SketricGenTimeoutError, texts),
    ],
)
def test_a_run_that_does_not_end_is_an_error_with_what_had_arrived(
    half: Half,
    client: SketricGenClient,
    server: FaultServer,
    then: Any,
    options: dict[str, float],
    kind: type[SketricGenNetworkError],
    read: Any,
) -> None:
    server.on("POST", RUN, stream_of(STARTED, *HELLO, then=then))
    with pytest.raises(kind) as caught:
        read(half, half.open(client, "agent-1", "Hi", **options).stream)
    assert caught.value.partial is not None
    assert caught.value.partial.text == "Hello"
    assert caught.value.maybe_executed


@READERS
def test_data_that_is_no_json_is_an_error_with_what_had_arrived(
    half: Half, client: SketricGenClient, server: FaultServer, read: Any
) -> None:
    pieces = [*map(sse, [STARTED, *HELLO]), b"data: {broken\n\n", sse(FINISHED)]
    server.on("POST", RUN, Stream(pieces))
    with pytest.raises(SketricGenStreamError, match="not JSON") as caught:
        read(half, half.open(client, "agent-1", "Hi").stream)
    assert caught.value.partial is not None
    assert caught.value.partial.text == "Hello"


def test_the_events_of_an_error_carry_no_part_where_events_are_read(
    half: Half, client: SketricGenClient, server: FaultServer
) -> None:
    server.on("POST", RUN, stream_of(STARTED, *HELLO))
    with pytest.raises(SketricGenStreamError) as caught:
        half.stream(client, "agent-1", "Hi")
    assert caught.value.partial is None
