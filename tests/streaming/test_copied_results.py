"""Models keep what they are when they are copied or pickled."""

from __future__ import annotations

import copy
import pickle
from typing import Any, Callable

import pytest
import sketricgen._models  # noqa: F401 # every result comes with it
from sketricgen_api.models import CustomEvent, TokenUsage
from sketricgen_api.types import UNSET

COPIES = pytest.mark.parametrize(
    "copied",
    [copy.copy, copy.deepcopy]
    + [
        lambda value, protocol=protocol: pickle.loads(pickle.dumps(value, protocol))
        for protocol in range(pickle.HIGHEST_PROTOCOL + 1)
    ],
)


@COPIES
@pytest.mark.parametrize(
    "value", [TokenUsage(input_tokens=1), CustomEvent("CUSTOM", name="a"), [UNSET]], ids=repr
)
def test_a_copy_equals_its_original(copied: Callable[[Any], Any], value: object) -> None:
    assert copied(value) == value


@COPIES
def test_an_absent_field_stays_the_same(copied: Callable[[Any], Any]) -> None:
    assert copied(UNSET) is UNSET
