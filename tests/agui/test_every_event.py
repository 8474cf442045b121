"""Every event of the API's document leaves as one that AG-UI knows, however little it holds."""

from __future__ import annotations

import json
from typing import Any, get_args

import attrs
import pytest
from sketricgen import StreamEvent
from sketricgen.agui.events import Translator
from sketricgen_api.models.stream_event_data import StreamEventData

from .browser import IDS, accepted

EXACT: dict[str, Any] = {"subtype": "message", "content": {}}


def events_of(kind: type[Any]) -> list[dict[str, Any]]:
    """The smallest event of a class, for each of its types: with nulls, and with nothing else."""
    fields = {each.name: each for each in attrs.fields(kind)}
    types = get_args(fields.pop("type_").type)
    del fields["additional_properties"]
    required: dict[str, Any] = {}
    nulls: dict[str, Any] = {}
    for name, field in fields.items():
        if field.default is attrs.NOTHING:
            required[name] = [] if str(field.type).startswith("list") else EXACT.get(name, "x")
        else:
            nulls[name.rstrip("_")] = None
    return [{"type": type_, **required, **more} for type_ in types for more in ({}, nulls)]


EVENTS = [event for kind in get_args(StreamEventData) for event in events_of(kind)]


@pytest.mark.parametrize("event", EVENTS, ids=[event["type"] for event in EVENTS])
def test_the_smallest_event_of_a_type_is_one_of_ag_ui(event: dict[str, Any]) -> None:
    (*_, written) = Translator(*IDS.values()).translate(StreamEvent(json.dumps(event)))
    accepted(written)
    assert written["type"] != "RAW" or event["type"] == "RAW"


def test_these_are_all_the_events_of_the_document() -> None:
    # `CustomEvent` has two types.
    assert len(EVENTS) == 2 * (len(get_args(StreamEventData)) + 1)
