"""The type of a payload: the union of all event classes and `UnknownEvent`, free at import."""

from __future__ import annotations

import subprocess
import sys
from typing import get_args

from sketricgen import UnknownEvent
from sketricgen._models import schemas
from sketricgen.events import EventPayload


def test_a_payload_is_any_class_that_the_reading_may_give() -> None:
    read = {schema.kind for schema in schemas().values()}
    assert set(get_args(EventPayload)) == read | {UnknownEvent}


def test_the_type_costs_nothing_until_it_is_asked_for() -> None:
    code = (
        "import sys, sketricgen.events as events;"
        "union = 'sketricgen_api.models.stream_event_data';"
        "print('sketricgen_api.models' in sys.modules, union in sys.modules);"
        "events.EventPayload; print(union in sys.modules)"
    )
    command = [sys.executable, "-W", "error", "-c", code]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=True)
    assert done.stdout.split() == ["False", "False", "True"]
