"""The server behind a balancer fails: nothing runs twice, and the error says what is known.

What a client sees of it differs: nginx and haproxy answer 502 for a server that died with the
request, Envoy 503; for one that refuses connections nginx says 502, the others 503.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Callable

import pytest
from sketricgen import SketricGenAPIError, SketricGenNetworkError

from tests.contract.service import (
    BEGUN,
    COMPLETE,
    FORM,
    INIT,
    PDF,
    RUN,
    STARTED,
    completed,
    form,
    names,
    sse,
)
from tests.support import (
    CloseAfterRequest,
    FaultServer,
    Hang,
    Reply,
    ResetAfterRequest,
    Stream,
    refused_url,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Literal

    from tests.conftest import ClientFactory
    from tests.support.halves import Half

    from .conftest import Behind

ENOUGH_SECONDS = 20.0

pytestmark = pytest.mark.usefixtures("no_waiting")

ENDS = pytest.mark.parametrize(
    "end", [CloseAfterRequest, ResetAfterRequest], ids=["closed", "reset"]
)


def assert_runs_once(
    half: Half, make_client: ClientFactory, url: str, statuses: set[int], *, stream: bool
) -> None:
    with pytest.raises(SketricGenAPIError) as caught:
        half.run(make_client(url), "agent-1", "Hi", stream=stream)
    error = caught.value
    assert error.status_code in statuses
    assert len(error.attempts) == 1
    assert error.maybe_executed
    assert "may have run" in str(error)


@pytest.mark.parametrize("stream", [False, True], ids=["answer", "stream"])
@ENDS
def test_a_run_whose_server_died_with_it_is_not_sent_again(
    half: Half,
    make_client: ClientFactory,
    behind: Behind,
    upstream: FaultServer,
    end: Callable[[], CloseAfterRequest | ResetAfterRequest],
    stream: bool,
) -> None:
    upstream.on("POST", RUN, end())
    assert_runs_once(half, make_client, behind(upstream.url), {502, 503}, stream=stream)
    assert upstream.runs == 1


@pytest.mark.parametrize("stream", [False, True], ids=["answer", "stream"])
def test_a_run_whose_server_is_silent_for_too_long_is_not_sent_again(
    half: Half, make_client: ClientFactory, behind: Behind, upstream: FaultServer, stream: bool
) -> None:
    upstream.on("POST", RUN, Hang())
    url = behind(upstream.url, silence=1)
    assert_runs_once(half, make_client, url, {504}, stream=stream)
    assert upstream.runs == 1


@pytest.mark.parametrize("stream", [False, True], ids=["answer", "stream"])
def test_a_run_whose_server_refuses_connections_is_not_sent_again(
    half: Half, make_client: ClientFactory, behind: Behind, stream: bool
) -> None:
    # It did not run; but no answer of a balancer says so.
    with refused_url() as nobody:
        assert_runs_once(half, make_client, behind(nobody), {502, 503}, stream=stream)


@pytest.mark.parametrize("then", ["close", "reset"])
def test_a_stream_whose_server_died_delivers_what_came_and_raises(
    half: Half,
    make_client: ClientFactory,
    behind: Behind,
    upstream: FaultServer,
    then: Literal["close", "reset"],
) -> None:
    arrived = threading.Event()

    def until_it_arrived() -> Iterator[bytes]:
        yield sse(STARTED) + sse(BEGUN)
        # A reset discards what was not read before it.
        assert arrived.wait(ENOUGH_SECONDS), "the events did not arrive"

    upstream.on("POST", RUN, Stream(until_it_arrived(), then=then))
    stream = half.open(make_client(behind(upstream.url)), "agent-1", "Hi")
    assert names([stream.next(), stream.next()]) == ["RUN_STARTED", "TEXT_MESSAGE_START"]
    arrived.set()
    with pytest.raises(SketricGenNetworkError) as caught:
        stream.rest()
    assert caught.value.maybe_executed
    assert upstream.runs == 1


@ENDS
def test_an_upload_whose_server_died_with_it_is_sent_again(
    half: Half,
    make_client: ClientFactory,
    behind: Behind,
    upstream: FaultServer,
    end: Callable[[], CloseAfterRequest | ResetAfterRequest],
) -> None:
    url = behind(upstream.url)
    upstream.on("POST", INIT, end(), Reply(json=form(url + FORM)))
    upstream.on("POST", FORM, end(), Reply(204))
    upstream.on("POST", COMPLETE, end(), Reply(json=completed()))
    uploaded = half.upload(make_client(url), "agent-1", PDF, file_name="report.pdf")
    assert uploaded.file_id == "file-1"
    assert [upstream.count(path) for path in (INIT, FORM, COMPLETE)] == [2, 2, 2]
