"""The client's limits on sizes are checked before anything is sent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from sketricgen import SketricGenClient, SketricGenValidationError

from tests.support.halves import half

if TYPE_CHECKING:
    from tests.support.halves import Half

__all__ = ["half"]

NONSENSE = [0, -1, 1.5, float("inf"), True, None, "64MB", b"1", [1]]


@pytest.mark.parametrize("value", NONSENSE, ids=repr)
@pytest.mark.parametrize("name", ["max_answer_bytes", "max_event_bytes"])
@pytest.mark.parametrize("on", ["instance", "subclass"])
def test_a_limit_that_is_no_size_is_refused(half: Half, name: str, value: Any, on: str) -> None:
    kind = type("Client", (SketricGenClient,), {name: value} if on == "subclass" else {})
    client = kind("sk-1")
    if on == "instance":
        setattr(client, name, value)
    half.close(client)  # whatever were sent now would raise another error
    said = rf"^{name} must be a whole number \(int\), 1 or more, got "
    for stream in (False, True):
        with pytest.raises(SketricGenValidationError, match=said):
            half.run(client, "agent-1", "Hi", stream=stream)
    with pytest.raises(SketricGenValidationError, match=said):
        half.upload(client, "agent-1", b"x", file_name="a.png")
