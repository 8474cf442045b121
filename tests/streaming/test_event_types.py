"""The event classes: all of the document's, under one name each, and no data that breaks them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import sketricgen.events
from hypothesis import given, settings
from hypothesis import strategies as st
from openapi_spec_validator.readers import read_from_filename
from sketricgen import StreamEvent, UnknownEvent
from sketricgen_api import models

DOCUMENT: Any = read_from_filename(str(Path(__file__).resolve().parents[2] / "openapi.yaml"))[0]
SCHEMAS: dict[str, Any] = DOCUMENT["components"]["schemas"]
MAPPING: dict[str, str] = SCHEMAS["StreamEventData"]["discriminator"]["mapping"]
CLASS_OF_TYPE = {type_: ref.rpartition("/")[2] for type_, ref in MAPPING.items()}
EXAMPLES: list[tuple[str, dict[str, Any]]] = [
    (name, example)
    for name in sorted(set(CLASS_OF_TYPE.values()))
    for example in SCHEMAS[name]["examples"]
]
every_example = pytest.mark.parametrize(("name", "example"), EXAMPLES)


@every_example
def test_every_example_of_the_document_gives_its_class(name: str, example: dict[str, Any]) -> None:
    payload = StreamEvent(json.dumps(example)).payload
    assert type(payload) is getattr(models, name)


@every_example
def test_every_example_in_camel_case_gives_the_same(name: str, example: dict[str, Any]) -> None:
    def camel_case(key: str) -> str:
        first, *others = key.split("_")
        return first + "".join(map(str.capitalize, others))

    respelled = {camel_case(key): value for key, value in example.items()}
    assert StreamEvent(json.dumps(respelled)).payload == StreamEvent(json.dumps(example)).payload


@every_example
def test_every_example_with_nulls_in_it_is_read(name: str, example: dict[str, Any]) -> None:
    nulls = dict.fromkeys(["timestamp", "subagent_run_id", "parent_message_id", "code", "usage"])
    payload = StreamEvent(json.dumps({**nulls, **example})).payload
    assert type(payload) is getattr(models, name)


@pytest.mark.parametrize(("type_", "name"), sorted(CLASS_OF_TYPE.items()))
def test_every_class_of_the_document_can_be_imported(type_: str, name: str) -> None:
    assert getattr(sketricgen.events, name) is getattr(models, name)
    assert name in dir(sketricgen.events)


def test_the_module_lists_nothing_but_events() -> None:
    own = {"EventPayload", "StreamEvent", "UnknownEvent", "TERMINAL_TYPES"}
    assert set(dir(sketricgen.events)) == own | set(CLASS_OF_TYPE.values())


@pytest.mark.parametrize("name", ["InventedEvent", "ChatResponse", "textmessagestartevent"])
def test_a_name_that_is_no_event_is_no_attribute(name: str) -> None:
    with pytest.raises(AttributeError, match=name):
        getattr(sketricgen.events, name)


def test_events_are_equal_if_all_that_was_sent_is() -> None:
    assert StreamEvent("a", "x", "1") == StreamEvent("a", "x", "1")
    for other in (StreamEvent("b", "x", "1"), StreamEvent("a", "y", "1"), StreamEvent("a", "x")):
        assert StreamEvent("a", "x", "1") != other
    assert StreamEvent("a") != "a"


def test_events_that_are_equal_have_the_same_hash() -> None:
    read = StreamEvent('{"type": "CUSTOM"}')
    assert read.payload is not None
    assert {read, StreamEvent('{"type": "CUSTOM"}'), StreamEvent("x")} == {read, StreamEvent("x")}


def test_an_event_shows_what_was_sent() -> None:
    assert repr(StreamEvent("a", "x", "1")) == "StreamEvent(data='a', event_type='x', id='1')"
    assert repr(StreamEvent("a")) == "StreamEvent(data='a', event_type='message', id=None)"


def test_unknown_events_are_equal_if_their_contents_are() -> None:
    assert UnknownEvent("A", {"a": 1}, "why") == UnknownEvent("A", {"a": 1}, "why")
    assert UnknownEvent("A", {"a": 1}, "why") != UnknownEvent("A", {"a": 2}, "why")


JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=4,
)
KEYS = sorted({key for _, example in EXAMPLES for key in example} | {"messageId", "x"})
EVENTS = st.builds(
    lambda fields, type_: {**fields, "type": type_},
    st.dictionaries(st.sampled_from(KEYS), JSON_VALUES, max_size=6),
    st.sampled_from(sorted(CLASS_OF_TYPE)),
)


@pytest.mark.unmeasured
@settings(max_examples=150, deadline=None)
@given(EVENTS | st.dictionaries(st.text(max_size=8), JSON_VALUES, max_size=4))
def test_no_object_breaks_the_reading(fields: dict[str, Any]) -> None:
    payload = StreamEvent(json.dumps(fields)).payload
    if isinstance(payload, UnknownEvent):
        assert payload.data == fields
        assert payload.reason
    else:
        assert type(payload).__name__ == CLASS_OF_TYPE[fields["type"]]


@pytest.mark.unmeasured
@settings(max_examples=50, deadline=None)
@given(JSON_VALUES, st.sampled_from(["message", "RUN_FINISHED", "INVENTED"]))
def test_no_value_breaks_the_reading(value: object, event_type: str) -> None:
    event = StreamEvent(json.dumps(value), event_type)
    assert event.payload is not None
    assert event.is_terminal in (True, False)
