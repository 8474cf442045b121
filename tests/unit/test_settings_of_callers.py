"""What a caller does with the objects that it gave does not change a client."""

from __future__ import annotations

from collections import OrderedDict
from functools import partial
from typing import Any

import pytest
from sketricgen import SketricGenClient, SketricGenValidationError

KEY = "key-of-a-caller"


@pytest.mark.parametrize("kind", [dict, OrderedDict])
def test_headers_that_were_empty_stay_so(kind: Any) -> None:
    given = kind()
    client = SketricGenClient(KEY, headers=given)
    given["Authorization"] = "Bearer other"
    assert client.config.headers == {}


class Recorder:
    async def __call__(self, *_: object) -> None:
        """Records nothing."""


async def record(*_: object) -> None:
    """Records nothing."""


@pytest.mark.parametrize("given", [Recorder(), record, partial(record, 1), Recorder().__call__])
def test_what_would_have_to_be_awaited_is_no_hook(given: Any) -> None:
    with pytest.raises(SketricGenValidationError, match="must be a function, got an async one"):
        SketricGenClient(KEY, on_attempt=given)
    client = SketricGenClient(KEY)
    with pytest.raises(SketricGenValidationError, match="must be a function, got an async one"):
        client.run_workflow_sync("agent-1", "Hi", on_upload_progress=given)
