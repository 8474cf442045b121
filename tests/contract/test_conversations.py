"""A conversation remembers its id, and takes one turn at a time."""

from __future__ import annotations

import asyncio
import gc
import threading
from typing import TYPE_CHECKING, Any

import pytest
from sketricgen import (
    Conversation,
    SketricGenAPIError,
    SketricGenClient,
    SketricGenError,
    SketricGenStreamError,
    SketricGenValidationError,
)

from tests.contract.service import FINISHED, PAUSED, RUN, SAID, STARTED, chat, stream_of, values
from tests.support import Computed, FaultServer, Hang, Received, Reply
from tests.support.halves import AsyncStream, SyncStream

if TYPE_CHECKING:
    from sketricgen.emulator import Emulator

    from tests.support.halves import Half, OpenStream

BUSY = "^A conversation takes one turn at a time, got another while one is under way"


def send(half: Half, chat: Conversation, *args: Any, **options: Any) -> Any:
    return half.call(chat, "send", *args, **options)  # type: ignore[arg-type] # it has the twins


def opened(half: Half, chat: Conversation, *args: Any, **options: Any) -> OpenStream:
    stream = half.call(chat, "stream", *args, **options)  # type: ignore[arg-type] # as above
    return SyncStream(stream) if half.loop is None else AsyncStream(stream, half.loop)


def asked(server: FaultServer) -> list[Any]:
    return [request.json.get("conversation_id") for request in server.requests]


def test_its_turns_go_on_with_one_another(
    half: Half, emulator_client: SketricGenClient, emulator: Emulator
) -> None:
    chat = emulator_client.conversation("echo", contact_id="p-1")
    first = send(half, chat, "One")
    second = send(half, chat, "Two")
    assert (chat.agent_id, chat.contact_id) == ("echo", "p-1")
    assert first.conversation_id == second.conversation_id == chat.conversation_id
    assert first.contact_id == "p-1"
    assert "turn 2" in second.response


def test_a_stream_goes_on_with_an_answer_and_an_answer_with_a_stream(
    half: Half, emulator_client: SketricGenClient
) -> None:
    chat = emulator_client.conversation("echo")
    opened(half, chat, "One").rest()
    assert "turn 2" in send(half, chat, "Two").response
    text = "".join(value.get("delta", "") for value in values(opened(half, chat, "Three").rest()))
    assert "turn 3" in text


def test_everything_that_a_run_takes_is_passed_on(
    half: Half, client: SketricGenClient, server: FaultServer
) -> None:
    server.reply(status=201, json=chat())
    send(half, client.conversation("agent-1", "c-7", "p-1"), "Hi", assets=["f-1"], timeout=5)
    assert server.requests[0].json == {
        "agent_id": "agent-1",
        "user_input": "Hi",
        "conversation_id": "c-7",
        "contact_id": "p-1",
        "assets": ["f-1"],
        "stream": False,
    }


@pytest.mark.parametrize("thread", ["thread_id", "threadId"])
def test_a_stream_names_the_conversation_as_soon_as_its_run_begins(
    half: Half, client: SketricGenClient, server: FaultServer, thread: str
) -> None:
    started = {"type": "RUN_STARTED", thread: "c-9", "run_id": "r-1"}
    server.on("POST", RUN, stream_of({"type": "CUSTOM", "name": "n"}, started, SAID, then="hang"))
    chat = client.conversation("agent-1")
    stream = opened(half, chat, "Hi")
    assert chat.conversation_id is None
    stream.next()
    assert values([stream.next()]) == [started]
    assert chat.conversation_id == "c-9"
    stream.close()


def test_a_second_run_in_a_stream_does_not_change_it(
    half: Half, client: SketricGenClient, server: FaultServer
) -> None:
    other = {**STARTED, "thread_id": "c-2"}
    server.on("POST", RUN, stream_of(STARTED, other, FINISHED))
    chat = client.conversation("agent-1")
    assert values(opened(half, chat, "Hi").rest()) == [STARTED, other, FINISHED]
    assert chat.conversation_id == "c-1"


def test_a_run_that_does_not_name_it_leaves_it_as_it_was(
    half: Half, client: SketricGenClient, server: FaultServer
) -> None:
    server.on("POST", RUN, stream_of({"type": "RUN_STARTED"}, {"type": "RUN_FINISHED"}))
    chat = client.conversation("agent-1", "c-7")
    opened(half, chat, "Hi").rest()
    assert chat.conversation_id == "c-7"


def test_a_failed_turn_leaves_it_usable(
    half: Half, client: SketricGenClient, server: FaultServer
) -> None:
    server.on("POST", RUN, Reply(500), Reply(201, json=chat()))
    conversation = client.conversation("agent-1", "c-7")
    with pytest.raises(SketricGenAPIError):
        send(half, conversation, "Hi")
    with pytest.raises(SketricGenValidationError):
        send(half, conversation, "x" * 10_001)
    assert send(half, conversation, "Hi").response == "Hello!"
    assert asked(server) == ["c-7", "c-7"]
    assert conversation.conversation_id == "c-1"


def test_a_stream_that_broke_off_leaves_it_usable(
    half: Half, client: SketricGenClient, server: FaultServer
) -> None:
    server.on("POST", RUN, stream_of(STARTED), Reply(201, json=chat()))
    conversation = client.conversation("agent-1")
    stream = opened(half, conversation, "Hi")
    with pytest.raises(SketricGenStreamError):
        stream.rest()
    send(half, conversation, "Hi")
    assert asked(server) == [None, "c-1"]


def test_a_second_turn_while_a_stream_is_open_is_refused(
    half: Half, client: SketricGenClient, server: FaultServer
) -> None:
    server.on("POST", RUN, stream_of(STARTED, SAID, then="hang"), Reply(201, json=chat()))
    conversation = client.conversation("agent-1")
    stream = opened(half, conversation, "Hi")
    for _ in range(2):
        with pytest.raises(SketricGenError, match=BUSY):
            send(half, conversation, "Hi")
        with pytest.raises(SketricGenError, match=BUSY):
            opened(half, conversation, "Hi")
        stream.next()
    assert len(server.requests) == 1
    stream.close()
    send(half, conversation, "Hi")


def test_a_stream_that_is_dropped_is_no_turn_any_more(
    half: Half, client: SketricGenClient, server: FaultServer
) -> None:
    server.on("POST", RUN, stream_of(STARTED, SAID, then="hang"), Reply(201, json=chat()))
    conversation = client.conversation("agent-1")
    stream = opened(half, conversation, "Hi")
    del stream
    gc.collect()
    send(half, conversation, "Hi")


@pytest.mark.parametrize("last", [FINISHED, PAUSED])
def test_the_turn_of_a_stream_is_over_with_its_last_event(
    half: Half, client: SketricGenClient, server: FaultServer, last: dict[str, Any]
) -> None:
    server.on("POST", RUN, stream_of(STARTED, last, then="hang"), Reply(201, json=chat()))
    conversation = client.conversation("agent-1")
    stream = opened(half, conversation, "Hi")
    assert values([stream.next(), stream.next()]) == [STARTED, last]
    send(half, conversation, "Hi")
    stream.close()


def test_a_second_turn_while_an_answer_is_awaited_is_refused(
    half: Half, client: SketricGenClient, server: FaultServer
) -> None:
    conversation = client.conversation("agent-1")

    def meanwhile(_: Received) -> Reply:
        for second in (conversation.send_sync, conversation.stream_sync):
            with pytest.raises(SketricGenError, match=BUSY):
                second("Two")
        return Reply(201, json=chat())

    server.on("POST", RUN, Computed(meanwhile))
    assert send(half, conversation, "One").response == "Hello!"
    assert len(server.requests) == 1
    assert server.unexpected == []


def test_a_turn_that_was_cancelled_is_over(client: SketricGenClient, server: FaultServer) -> None:
    conversation = client.conversation("agent-1")
    begun = threading.Event()

    def note(_: Received) -> Hang:
        begun.set()
        return Hang()

    server.on("POST", RUN, Computed(note), Reply(201, json=chat()))

    async def leave() -> str:
        first = asyncio.ensure_future(conversation.send("One"))
        await asyncio.get_running_loop().run_in_executor(None, begun.wait)
        with pytest.raises(SketricGenError, match=BUSY):
            await conversation.send("Two")
        first.cancel()
        with pytest.raises(asyncio.CancelledError):
            await first
        return (await conversation.send("Two")).response

    assert asyncio.run(leave()) == "Hello!"


def test_of_threads_that_send_at_once_one_has_the_turn(
    client: SketricGenClient, server: FaultServer
) -> None:
    refused: list[SketricGenError] = []
    everyone = threading.Barrier(8)
    enough = threading.Event()

    def wait(_: Received) -> Reply:
        enough.wait(30)
        return Reply(201, json=chat())

    server.on("POST", RUN, Computed(wait))
    conversation = client.conversation("agent-1")

    def take_a_turn() -> None:
        everyone.wait()
        try:
            conversation.send_sync("Hi")
        except SketricGenError as error:
            refused.append(error)
            if len(refused) == 7:
                enough.set()

    threads = [threading.Thread(target=take_a_turn) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(refused) == 7
    assert len(server.requests) == 1


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (("",), "agent_id must not be blank"),
        ((5,), "agent_id must be a string, got int"),
        (("a", " c"), "conversation_id must not begin or end with blanks"),
        (("a", 5), "conversation_id must be a string, got int"),
        (("a", None, "x" * 256), "contact_id must have at most 255 characters"),
    ],
)
def test_what_cannot_be_a_conversation_is_refused_at_once(
    client: SketricGenClient, given: Any, told: str
) -> None:
    with pytest.raises(SketricGenValidationError, match=told):
        client.conversation(*given)


def test_it_shows_whose_it_is(client: SketricGenClient) -> None:
    shown = repr(client.conversation("agent-1", "", "p-1"))
    assert shown == "Conversation(agent_id='agent-1', conversation_id='', contact_id='p-1')"
