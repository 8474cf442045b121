"""The key is hidden in any case, and ids are checked for characters that nobody sees."""

from __future__ import annotations

import pickle
from typing import TYPE_CHECKING

import pytest
from sketricgen import SketricGenAPIError, SketricGenValidationError

from tests.contract.service import PDF, RUN
from tests.support import FaultServer, Reply

if TYPE_CHECKING:
    from collections.abc import Callable

    from sketricgen import SketricGenClient

    from tests.conftest import ClientFactory
    from tests.support.halves import Half

KEYS = ["sk-hunter2-plain", "sk/hunter2&grün"]
CASES: list[Callable[[str], str]] = [str.upper, str.lower, str.title, str.swapcase]


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("escape", [False, True])
def test_a_key_is_hidden_in_whatever_case_it_comes_back(
    half: Half,
    make_client: ClientFactory,
    server: FaultServer,
    key: str,
    case: Callable[[str], str],
    escape: bool,
) -> None:
    echo = case(key)
    shown = "".join(f"\\u{ord(c):04X}" for c in echo) if escape else echo
    body = f'{{"message": "Bad key {shown}.", "keys": ["{shown}"]}}'.encode()
    server.on("POST", RUN, Reply(400, body=body, headers={"x-echo": echo}))
    with pytest.raises(SketricGenAPIError, match=r"Bad key \*\*\*\.") as caught:
        half.run(make_client(server.url, api_key=key), "agent-1", "Hi")
    said = f"{caught.value} {vars(caught.value)!r} {pickle.dumps(caught.value)!r}"
    assert "hunter2" not in said.lower()
    assert caught.value.response_body["keys"] == ["***"]


@pytest.mark.parametrize("case", CASES)
def test_the_beginning_of_a_key_that_was_cut_is_hidden_in_any_case(
    half: Half, make_client: ClientFactory, server: FaultServer, case: Callable[[str], str]
) -> None:
    filler = "x" * 290
    server.on("POST", RUN, Reply(400, json={"message": f"{filler}{case(KEYS[0])}{filler}"}))
    with pytest.raises(SketricGenAPIError) as caught:
        half.run(make_client(server.url, api_key=KEYS[0]), "agent-1", "Hi")
    assert "sk-hu" not in str(caught.value).lower()


@pytest.mark.parametrize(
    "around", ["\u200b", "\ufeff", "\u200d", "\u2060", "\u00ad", "\u00a0", " \u200b ", "\u200e\n"]
)
def test_characters_that_nobody_sees_are_found_around_an_id(
    half: Half, client: SketricGenClient, server: FaultServer, around: str
) -> None:
    for odd in (f"{around}agent-1", f"agent-1{around}", f"{around}agent-1{around}"):
        for refuse in (
            lambda: half.run(client, odd, "Hi"),  # noqa: B023 # called at once
            lambda: half.run(client, "agent-1", "Hi", conversation_id=odd),  # noqa: B023
            lambda: half.run(client, "agent-1", "Hi", assets=[odd]),  # noqa: B023
            lambda: half.upload(client, odd, PDF, file_name="a.pdf"),  # noqa: B023
        ):
            with pytest.raises(SketricGenValidationError, match=r"Use 'agent-1'\.$") as caught:
                refuse()
            assert str(caught.value).isprintable()
    with pytest.raises(SketricGenValidationError, match="blank"):
        half.run(client, around, "Hi")
    assert server.requests == []
