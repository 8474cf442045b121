"""The client's server stands behind nginx, haproxy or Envoy, and all goes well."""

from __future__ import annotations

import socket
import threading
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from tests.contract.service import PDF, RUN, WHOLE_RUN, chat, names, sse
from tests.support import Reply, Stream

from .conftest import SLOW_SECONDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.conftest import ClientFactory
    from tests.support import FaultServer
    from tests.support.halves import Half

    from .conftest import Behind

KEY = "local-key"
ENOUGH_SECONDS = 20.0


def test_a_run_with_a_file_is_answered(
    half: Half, make_client: ClientFactory, behind: Behind, local_server: str
) -> None:
    client = make_client(behind(local_server), api_key=KEY)
    uploaded = half.upload(client, "echo", PDF, file_name="report.pdf")
    answer = half.run(client, "echo", "Hello!", assets=[uploaded.file_id])
    assert answer.response.startswith("You said: Hello!")
    assert "report.pdf" in answer.response


def test_each_event_arrives_before_the_next_is_sent(
    half: Half, make_client: ClientFactory, behind: Behind, upstream: FaultServer
) -> None:
    may_send = threading.Semaphore(0)

    def one_by_one() -> Iterator[bytes]:
        for event in WHOLE_RUN:
            assert may_send.acquire(timeout=ENOUGH_SECONDS), "the event before did not arrive"
            yield sse(event)

    upstream.on("POST", RUN, Stream(one_by_one()))
    stream = half.open(make_client(behind(upstream.url)), "agent-1", "Hi")
    for event in WHOLE_RUN:
        may_send.release()
        assert stream.next().json() == event
    assert stream.rest() == []


def test_a_stream_may_last_longer_than_the_timeouts_while_events_come(
    half: Half, make_client: ClientFactory, behind: Behind, local_server: str
) -> None:
    # Each silence is shorter than the timeouts; all of them together are longer.
    seconds = 3
    words = " ".join("word" for _ in range(int(seconds / SLOW_SECONDS)))
    client = make_client(behind(local_server, silence=seconds), api_key=KEY, timeout=seconds)
    events = half.stream(client, "slow", words)
    assert names(events)[-1] == "RUN_FINISHED"
    assert len(events) * SLOW_SECONDS > seconds


def wait_for_idle_close(url: str) -> None:
    """Keeps a connection idle, as the client's before it, until the balancer closes it."""
    parts = urlsplit(url)
    with socket.create_connection((parts.hostname, parts.port or 0), ENOUGH_SECONDS) as idle:
        idle.sendall(f"GET / HTTP/1.1\r\nHost: {parts.netloc}\r\n\r\n".encode())
        while idle.recv(4096):
            pass


def test_a_connection_that_was_closed_between_two_runs_is_replaced(
    half: Half, make_client: ClientFactory, behind: Behind, upstream: FaultServer
) -> None:
    upstream.on("POST", RUN, Reply(201, json=chat()))
    upstream.reply(status=200, json={})
    url = behind(upstream.url, idle=1)
    client = make_client(url, max_retries=0)
    for runs in (1, 2):
        assert half.run(client, "agent-1", "Hi").response == "Hello!"
        assert upstream.runs == runs
        wait_for_idle_close(url)
