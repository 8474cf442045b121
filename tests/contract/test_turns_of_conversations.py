"""A conversation keeps its id whatever the service answers, and a turn that was left is over."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.contract.service import BEGUN, ENDED, FINISHED, RUN, SAID, STARTED, chat, stream_of
from tests.support import FaultServer, Reply
from tests.support.halves import AsyncHalf, AsyncStream, SyncStream

if TYPE_CHECKING:
    from sketricgen import Conversation, SketricGenClient

    from tests.support.halves import Half


def call(half: Half, chat: Conversation, method: str, *args: Any, **options: Any) -> Any:
    return half.call(chat, method, *args, **options)  # type: ignore[arg-type] # it has the twins


def first_text(half: Half, stream: Any) -> str:
    """Reads one piece of text, and leaves the loop."""

    async def read() -> str:
        async for text in stream.text_stream:
            return str(text)
        return ""

    if half.loop is not None:
        return half.loop.run_until_complete(read())
    for text in stream.text_stream:
        return str(text)
    return ""


def test_an_answer_without_an_id_does_not_begin_another_conversation(
    half: Half, client: SketricGenClient, server: FaultServer
) -> None:
    server.on("POST", RUN, Reply(201, json=chat(conversation_id="")))
    conversation = client.conversation("agent-1", "c-7")
    for _ in range(2):
        call(half, conversation, "send", "Hi")
    assert [request.json["conversation_id"] for request in server.requests] == ["c-7", "c-7"]


@pytest.mark.parametrize("begun", [{"type": "RUN_STARTED"}, {**STARTED, "thread_id": ""}])
def test_the_end_of_a_run_names_the_conversation_if_its_beginning_did_not(
    half: Half, client: SketricGenClient, server: FaultServer, begun: dict[str, Any]
) -> None:
    server.on("POST", RUN, stream_of(begun, BEGUN, SAID, ENDED, FINISHED))
    conversation = client.conversation("agent-1")
    stream = call(half, conversation, "stream", "Hi")
    events = SyncStream(stream) if half.loop is None else AsyncStream(stream, half.loop)
    events.next()
    assert conversation.conversation_id is None
    events.rest()
    assert conversation.conversation_id == FINISHED["thread_id"]


@pytest.mark.parametrize("method", ["send", "stream"])
def test_the_kind_of_a_turn_cannot_be_overridden(
    half: Half, client: SketricGenClient, server: FaultServer, method: str
) -> None:
    conversation = client.conversation("agent-1")
    with pytest.raises(TypeError, match="stream"):
        call(half, conversation, method, "Hi", stream=method == "send")
    assert server.requests == []


def test_a_text_stream_that_was_left_is_no_turn_any_more(
    half: Half, client: SketricGenClient, server: FaultServer
) -> None:
    server.on("POST", RUN, stream_of(STARTED, BEGUN, SAID, then="hang"), Reply(201, json=chat()))
    conversation = client.conversation("agent-1")
    stream = call(half, conversation, "stream", "Hi")
    assert first_text(half, stream) == SAID["delta"]
    assert call(half, conversation, "send", "Hi").response == "Hello!"


def test_a_text_stream_is_left_before_the_event_loop_has_ended_it(
    client: SketricGenClient, server: FaultServer
) -> None:
    server.on("POST", RUN, stream_of(STARTED, BEGUN, SAID, then="hang"), Reply(201, json=chat()))
    conversation = client.conversation("agent-1")

    async def leave() -> str:
        stream = await conversation.stream("Hi")
        unread = stream.text_stream
        async for _ in stream.text_stream:
            with pytest.raises(Exception, match="one turn at a time"):
                await conversation.send("Too early")
            break
        del unread
        return (await conversation.send("Hi")).response

    half = AsyncHalf()
    assert half.loop.run_until_complete(leave()) == "Hello!"
    half.shut()
