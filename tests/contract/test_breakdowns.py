"""Where no answer can be had, the error tells why, and whether the agent may have run."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sketricgen import SketricGenNetworkError, SketricGenTimeoutError

from tests.contract.leaks import assert_carries_nothing
from tests.contract.service import RUN, chat
from tests.support import (
    CloseAfterRequest,
    CutAfter,
    FaultServer,
    Hang,
    RawBytes,
    Reply,
    ResetAfterRequest,
    full_backlog,
    refused_url,
)

if TYPE_CHECKING:
    from sketricgen import SketricGenClient

    from tests.conftest import ClientFactory
    from tests.support.faults import Behaviour
    from tests.support.halves import Half


def breakdown(half: Half, client: SketricGenClient) -> SketricGenNetworkError:
    """Runs a workflow, once, and returns how it broke down."""
    once = client.with_options(max_retries=0)
    with pytest.raises(SketricGenNetworkError) as caught:
        half.run(once, "agent-1", "Hi")
    assert_carries_nothing(caught.value)
    assert [attempt.status_code for attempt in caught.value.attempts] == [None]
    return caught.value


def test_a_refused_connection_is_told(half: Half, make_client: ClientFactory) -> None:
    with refused_url() as url:
        error = breakdown(half, make_client(url))
    assert type(error) is SketricGenNetworkError
    assert "No connection could be made" in str(error)
    assert f"(POST {url}{RUN}). Check the network, the URL and any proxy." in str(error)
    assert not error.maybe_executed


def test_a_host_that_does_not_exist_is_told(half: Half, make_client: ClientFactory) -> None:
    error = breakdown(half, make_client("https://nothing.invalid"))
    assert type(error) is SketricGenNetworkError
    assert "No connection could be made" in str(error)
    assert "nothing.invalid" in str(error)
    assert not error.maybe_executed


def test_a_connection_that_takes_too_long_is_told(half: Half, make_client: ClientFactory) -> None:
    with full_backlog() as url:
        error = breakdown(half, make_client(url, timeout=0.3))
    assert type(error) is SketricGenTimeoutError
    assert str(error) == f"No connection could be made within 0.3 s (POST {url}{RUN})."
    assert not error.maybe_executed


def test_connecting_has_a_limit_of_its_own(
    half: Half, make_client: ClientFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sketricgen._http.timeouts.CONNECT_TIMEOUT", 0.2)
    with full_backlog() as url:
        error = breakdown(half, make_client(url, timeout=600))
    assert "No connection could be made within 0.2 s" in str(error)


def test_silence_is_told(half: Half, make_client: ClientFactory, server: FaultServer) -> None:
    server.on("POST", RUN, Hang())
    error = breakdown(half, make_client(server.url, timeout=0.5))
    assert type(error) is SketricGenTimeoutError
    assert isinstance(error, TimeoutError)
    assert "The server was silent for 0.5 s; timeout=… sets how long to wait" in str(error)
    assert error.maybe_executed
    assert server.runs == 1


def test_the_timeout_of_a_call_goes_before_that_of_the_client(
    half: Half, client: SketricGenClient, server: FaultServer
) -> None:
    server.on("POST", RUN, Hang())
    with pytest.raises(SketricGenTimeoutError, match=r"0\.5 s"):
        half.run(client, "agent-1", "Hi", timeout=0.5)


WHOLE = Reply(201, json=chat())


@pytest.mark.parametrize(
    "fault",
    [
        ResetAfterRequest(),
        CloseAfterRequest(),
        CutAfter(WHOLE, 0),
        CutAfter(WHOLE, 20),
        CutAfter(WHOLE, 20, "reset"),
        CutAfter(WHOLE, 120),
        CutAfter(WHOLE, 120, "reset"),
        Reply(201, json=chat(), content_length=5_000),
        RawBytes(b"220 mail.example.com ESMTP\r\n"),
        RawBytes(b"\x16\x03\x01\x00\xff\x00\r\n\r\n"),
        RawBytes(b"HTTP/1.1 201 Created\r\nContent-Length: many\r\n\r\n{}"),
        RawBytes(b"HTTP/1.1 201 Created\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n"),
    ],
    ids=repr,
)
def test_a_broken_answer_is_told(
    half: Half, client: SketricGenClient, server: FaultServer, fault: Behaviour
) -> None:
    server.on("POST", RUN, fault)
    error = breakdown(half, client)
    assert type(error) is SketricGenNetworkError
    assert "The connection broke before the answer was complete" in str(error)
    assert "The agent may have run all the same" in str(error)
    assert error.maybe_executed
    assert server.runs == 1


def test_a_body_that_is_not_what_its_encoding_says_is_told(
    half: Half, client: SketricGenClient, server: FaultServer
) -> None:
    headers = {"Content-Encoding": "gzip"}
    server.on("POST", RUN, Reply(201, json=chat(), headers=headers))
    assert breakdown(half, client).maybe_executed
