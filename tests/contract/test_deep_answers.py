"""What is nested too deep to be copied, pickled or shown is refused with an error of ours."""

from __future__ import annotations

import copy
import json
import pickle
from typing import TYPE_CHECKING, Any

import pytest
from sketricgen import SketricGenError, SketricGenResponseError, SketricGenStreamError
from sketricgen._models import load_json

from tests.contract.leaks import assert_carries_nothing
from tests.contract.service import FINISHED, FORM, INIT, PDF, RUN, STARTED, chat, form, sse
from tests.streaming.reading import collect
from tests.support import FaultServer, Reply, Stream

if TYPE_CHECKING:
    from sketricgen import SketricGenClient

    from tests.support.halves import Half

# The last does not fit into the stack of any Python.
DEPTHS = [100, 400, 900, 100_000]
LISTS, OBJECTS = ("[", "]"), ('{"a":', "}")
EACH_DEPTH = pytest.mark.parametrize("depth", DEPTHS)


def nested(depth: int, brackets: tuple[str, str] = LISTS) -> str:
    opening, closing = brackets
    return opening * depth + "1" + closing * depth


def within(answer: dict[str, Any], value: str) -> bytes:
    """An answer with a JSON value in a field that the document does not know."""
    return json.dumps({**answer, "more": 0}).replace('"more": 0', f'"more": {value}').encode()


@EACH_DEPTH
@pytest.mark.parametrize("brackets", [LISTS, OBJECTS], ids=["lists", "objects"])
def test_an_answer_that_is_too_deep_is_refused(
    half: Half, client: SketricGenClient, server: FaultServer, depth: int, brackets: Any
) -> None:
    body = within(chat(), nested(depth, brackets))
    server.on("POST", RUN, Reply(201, body=body, content_type="application/json"))
    with pytest.raises(SketricGenResponseError, match="nested more than 100 levels deep") as caught:
        half.run(client, "agent-1", "Hi")
    assert caught.value.maybe_executed
    assert_carries_nothing(caught.value)
    assert server.runs == 1


@EACH_DEPTH
def test_a_form_that_is_too_deep_is_refused(
    half: Half, client: SketricGenClient, server: FaultServer, depth: int
) -> None:
    server.on("POST", INIT, Reply(body=within(form(server.url + FORM), nested(depth))))
    with pytest.raises(SketricGenResponseError, match="nested more than 100 levels deep"):
        half.upload(client, "agent-1", PDF, file_name="a.pdf")


def test_what_is_taken_can_be_copied_pickled_and_written(
    half: Half, client: SketricGenClient, server: FaultServer
) -> None:
    server.on("POST", RUN, Reply(201, body=within(chat(), nested(99, OBJECTS))))
    answer = half.run(client, "agent-1", "Hi")
    assert json.loads(json.dumps(answer.to_dict()))["more"] == json.loads(nested(99, OBJECTS))
    assert copy.deepcopy(answer) == answer == pickle.loads(pickle.dumps(answer))
    assert len(repr(answer)) < 1000


@EACH_DEPTH
def test_an_event_that_is_too_deep_is_delivered_but_not_read(
    half: Half, client: SketricGenClient, server: FaultServer, depth: int
) -> None:
    data = f'{{"type": "CUSTOM", "value": {nested(depth)}}}'
    stream = Stream([sse(STARTED), f"data: {data}\n\n".encode(), sse(FINISHED)])
    server.on("POST", RUN, stream)
    event = half.stream(client, "agent-1", "Hi")[1]
    assert event.data == data
    for read in (event.json, lambda: event.payload):
        with pytest.raises(SketricGenStreamError, match="is nested more than 100 levels deep"):
            read()
    assert copy.deepcopy(event) == event == pickle.loads(pickle.dumps(event))
    with pytest.raises(SketricGenError, match="nested more than 100 levels deep") as caught:
        collect(half, half.open(client, "agent-1", "Hi").stream)
    assert caught.value.maybe_executed
    assert_carries_nothing(caught.value)


def test_many_things_side_by_side_are_not_deep() -> None:
    flat: list[Any] = [{"a": [[]]}] * 1_000
    assert load_json(json.dumps(flat)) == flat
    assert load_json(json.dumps("[" * 1_000)) == "[" * 1_000
