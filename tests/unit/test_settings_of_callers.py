"""What a caller does with the objects that it gave does not change a client."""

from __future__ import annotations

from collections import OrderedDict
from enum import Enum
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


class Tenant(str, Enum):
    ACME = "acme"


def test_a_member_of_an_enumeration_stands_for_its_value() -> None:
    client = SketricGenClient(KEY, headers={"X-Tenant": Tenant.ACME})
    assert client.config.headers == {"X-Tenant": "acme"}
    assert f"{client.config.headers['X-Tenant']}" == "acme"


@pytest.mark.parametrize("name", ["X_API_KEY", "api_key", "Content_Length", "user_AGENT"])
def test_a_reserved_name_is_refused_with_underscores_too(name: str) -> None:
    with pytest.raises(SketricGenValidationError, match="other names than those of the SDK"):
        SketricGenClient(KEY, headers={name: "x"})


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
