"""What does not fit the API's document is not left out of a run's result in silence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from sketricgen import SketricGenRunError, SketricGenStreamError

from tests.contract.service import RUN, stream_of
from tests.streaming.reading import collect, texts
from tests.streaming.runs import FINISHED, STARTED, event, say

if TYPE_CHECKING:
    from sketricgen import SketricGenClient

    from tests.streaming.runs import Event
    from tests.support import FaultServer
    from tests.support.halves import Half


@pytest.mark.parametrize("read", [collect, texts])
@pytest.mark.parametrize(
    ("failed", "words"),
    [
        ({"message": "Gone.", "code": 500}, "The run failed: Gone."),
        ({"error": "Gone."}, "The run failed: Gone."),
        ({"message": None}, "The run failed: the service does not say why"),
    ],
    ids=["code", "error", "nothing"],
)
def test_a_failure_is_one_however_it_is_written(
    half: Half, client: SketricGenClient, server: FaultServer, failed: Event, words: str, read: Any
) -> None:
    server.on("POST", RUN, stream_of(STARTED, say("b", "before"), event("RUN_ERROR", **failed)))
    with pytest.raises(SketricGenRunError) as caught:
        read(half, half.open(client, "agent-1", "Hi").stream)
    assert str(caught.value) == words
    assert caught.value.maybe_executed
    assert caught.value.partial is not None
    assert (caught.value.partial.text, caught.value.partial.outcome) == ("before", None)


@pytest.mark.parametrize("read", [collect, texts])
@pytest.mark.parametrize(
    "misfit",
    [
        event("TEXT_MESSAGE_CONTENT", message_id="a", delta="Hi", timestamp="now"),
        event("TEXT_MESSAGE_CONTENT", message_id=7, delta="Hi"),
        event("MESSAGES_SNAPSHOT", messages=[{"role": "assistant", "content": "Hi"}]),
        {**FINISHED, "outcome": {"type": "interrupt", "interrupts": [{"reason": "no id"}]}},
    ],
    ids=["timestamp", "id", "snapshot", "outcome"],
)
def test_content_that_cannot_be_read_is_not_left_out(
    half: Half, client: SketricGenClient, server: FaultServer, misfit: Event, read: Any
) -> None:
    server.on("POST", RUN, stream_of(STARTED, say("b", "before"), misfit, FINISHED))
    stream = half.open(client, "agent-1", "Hi").stream
    for _ in range(2):
        with pytest.raises(SketricGenStreamError, match=f"{misfit['type']} .*cannot be read") as it:
            read(half, stream)
        assert it.value.maybe_executed
        assert it.value.partial is not None
        assert it.value.partial.text == "before"


def test_what_bears_no_content_need_not_be_readable(
    half: Half, client: SketricGenClient, server: FaultServer
) -> None:
    odd = [event("STEP_STARTED"), event("INVENTED", message_id=7), event("RAW", timestamp="now")]
    server.on("POST", RUN, stream_of(STARTED, *odd, say("a", "Hi"), FINISHED))
    assert collect(half, half.open(client, "agent-1", "Hi").stream).text == "Hi"
