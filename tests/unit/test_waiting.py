"""Bounds hold where there is no connection to shut, and errors of httpx are told in our words."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING

import httpx
import pytest
from sketricgen import SketricGenClient, SketricGenTimeoutError
from sketricgen.config import SketricGenConfig
from sketricgen.exchange import failure_of, stream_failure_of
from sketricgen.steps import Send
from sketricgen.terms import Deadline, Terms

if TYPE_CHECKING:
    from collections.abc import Iterator

MIB = 1024 * 1024


class SlowBytes(httpx.SyncByteStream):
    def __iter__(self) -> Iterator[bytes]:
        time.sleep(0.3)
        yield b": nothing\n\n"
        time.sleep(0.3)


def test_a_bound_holds_for_a_transport_without_sockets() -> None:
    headers = {"Content-Type": "text/event-stream"}
    transport = httpx.MockTransport(
        lambda _: httpx.Response(200, headers=headers, stream=SlowBytes())
    )
    with httpx.Client(transport=transport) as http_client:
        client = SketricGenClient("key", http_client=http_client)
        stream = client.run_workflow_sync("a", "b", stream=True, event_timeout=0.1)
        with pytest.raises(SketricGenTimeoutError, match=r"No event arrived for 0\.1 s"):
            list(stream)


def sending(deadline: Deadline | None = None) -> Send:
    terms = Terms(SketricGenConfig("key"), MIB, MIB, deadline)
    return Send("POST", "https://chat.example/x?secret=1", {}, b"", 5.0, terms, "it was sent")


@pytest.mark.parametrize(
    ("error", "words", "maybe_executed"),
    [
        (httpx.PoolTimeout(""), "All connections were busy for 5 s", False),
        (httpx.ConnectTimeout(""), "No connection could be made within 5 s", False),
        (httpx.WriteTimeout(""), "took no more of the request for 5 s", True),
        (httpx.ReadTimeout(""), "was silent for 5 s", True),
        (httpx.ConnectError("refused"), "No connection could be made: refused", False),
        (httpx.InvalidURL("odd"), "No connection could be made: odd", False),
        (httpx.ReadError(""), "The connection broke .*: ReadError", True),
    ],
)
def test_an_error_of_httpx_is_told_in_our_words(
    error: Exception, words: str, maybe_executed: bool
) -> None:
    failure = failure_of(error, sending())
    with pytest.raises(type(failure), match=words):
        raise failure
    assert failure.maybe_executed is maybe_executed
    assert "secret" not in str(failure)


def test_a_timeout_at_the_deadline_names_the_deadline() -> None:
    failure = failure_of(httpx.ReadTimeout(""), sending(Deadline(2.0, 0.0)))
    assert str(failure) == "The deadline of 2 s passed while it was sent."


def test_a_stream_that_is_silent_at_the_deadline_names_the_deadline() -> None:
    failure = stream_failure_of(httpx.ReadTimeout(""), sending(Deadline(2.0, 0.0)))
    assert str(failure) == "The deadline of 2 s passed while the stream was being read."


class Watched(httpx.SyncByteStream):
    def __init__(self) -> None:
        self.closed = threading.Event()

    def __iter__(self) -> Iterator[bytes]:
        yield b": hello\n\n"

    def close(self) -> None:
        self.closed.set()


def test_a_stream_that_opens_too_late_is_closed() -> None:
    stream = Watched()

    def late(_: httpx.Request) -> httpx.Response:
        time.sleep(0.4)
        return httpx.Response(200, headers={"Content-Type": "text/event-stream"}, stream=stream)

    with httpx.Client(transport=httpx.MockTransport(late)) as http_client:
        client = SketricGenClient("key", http_client=http_client)
        with pytest.raises(SketricGenTimeoutError, match=r"deadline of 0\.1 s passed"):
            client.run_workflow_sync("a", "b", stream=True, deadline=0.1)
        assert stream.closed.wait(5)
