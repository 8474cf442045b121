"""Libraries that mock requests see them as they are, with a client of the caller or without."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.conftest import KEY
from tests.contract.service import RUN, chat

if TYPE_CHECKING:
    from tests.conftest import ClientFactory
    from tests.support.halves import Half

respx = pytest.importorskip("respx")


def test_a_mocked_request_has_its_key(half: Half, make_client: ClientFactory) -> None:
    with respx.mock() as mock:
        headers = {"API-KEY": KEY}
        route = mock.post(f"https://chat.example{RUN}", headers=headers).respond(201, json=chat())
        assert half.run(make_client("https://chat.example"), "agent-1", "Hi").response == "Hello!"
    assert route.calls.last.request.headers["API-KEY"] == KEY
