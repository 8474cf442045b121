from __future__ import annotations

import gc
import socket
import warnings
from contextlib import suppress
from typing import TYPE_CHECKING

import httpx
import pytest

from tests.support import CutAfter, FaultServer, Hang, Reply, ScriptError, Stream, tls_contexts

if TYPE_CHECKING:
    from collections.abc import Iterator

RUN = "/api/v1/run-workflow"


@pytest.fixture
def server() -> Iterator[FaultServer]:
    with FaultServer() as running:
        yield running


def test_the_nth_request_meets_the_nth_behaviour_and_the_last_one_repeats(
    server: FaultServer,
) -> None:
    server.on("GET", "/a", Reply(503), Reply(200))
    assert [httpx.get(server.url + "/a").status_code for _ in range(3)] == [503, 200, 200]


def test_a_script_that_does_not_repeat_ends_in_an_unexpected_500(server: FaultServer) -> None:
    server.on(None, None, Reply(204), repeat=False)
    assert [httpx.get(server.url + "/a").status_code for _ in range(2)] == [204, 500]
    assert [request.path for request in server.unexpected] == ["/a"]


def test_the_first_rule_for_a_method_and_path_counts_and_the_reply_is_for_the_rest(
    server: FaultServer,
) -> None:
    server.reply(status=418, json={"rest": True})
    server.on("POST", "/a", Reply(201))
    server.on(None, "/a", Reply(202))
    assert httpx.post(server.url + "/a/b").status_code == 201
    assert httpx.get(server.url + "/a/b").status_code == 202
    assert httpx.get(server.url + "/b").json() == {"rest": True}
    assert server.unexpected == []


def test_an_unscripted_request_is_unexpected(server: FaultServer) -> None:
    assert httpx.get(server.url).status_code == 500
    assert len(server.unexpected) == 1


def test_a_request_is_recorded_as_it_was_sent(server: FaultServer) -> None:
    server.reply()
    httpx.post(server.url + RUN + "?a=1", headers={"X-Odd-CASE": "y"}, json={"b": 2})
    (request,) = server.requests
    assert (request.method, request.path, request.query) == ("POST", RUN, "a=1")
    assert ("X-Odd-CASE", "y") in request.headers
    assert request.header("x-odd-case") == "y"
    assert request.json == {"b": 2}
    assert request.connection == 1
    assert (server.runs, server.count("/api"), server.count("/b")) == (1, 1, 0)


def test_a_chunked_body_is_read_to_its_end(server: FaultServer) -> None:
    server.reply()
    with httpx.Client() as client:
        client.post(server.url, content=iter([b"ab", b"c" * 100_000]))
        client.get(server.url)
    assert [request.body for request in server.requests] == [b"ab" + b"c" * 100_000, b""]
    assert server.connections == 1


def test_a_body_that_stops_half_way_is_an_aborted_request_and_no_run(server: FaultServer) -> None:
    with server.connect() as client:
        client.sendall(b"POST %b HTTP/1.1\r\nContent-Length: 9\r\n\r\nhalf" % RUN.encode())
    server.wait_until(lambda: server.aborted == 1)
    assert (server.runs, server.requests) == (0, [])


def test_connections_are_counted_while_they_are_open(server: FaultServer) -> None:
    with server.connect():
        server.wait_until(lambda: server.open_connections == 1)
    server.wait_until(lambda: server.open_connections == 0)
    assert server.connections == 1


def test_waiting_for_what_never_comes_fails(server: FaultServer) -> None:
    with pytest.raises(AssertionError, match="0 requests"):
        server.wait_until(lambda: server.runs == 1, timeout=0.01)


def test_tls_is_served_beside_plain_http() -> None:
    server_context, client_context = tls_contexts()
    with FaultServer(ssl_context=server_context) as server:
        server.reply(json="hi")
        assert httpx.get(server.https_url, verify=client_context).json() == "hi"
        assert httpx.get(server.url).json() == "hi"
        with pytest.raises(httpx.ConnectError, match="CERTIFICATE_VERIFY_FAILED"):
            httpx.get(server.https_url)


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_each_piece_of_a_stream_leaves_at_once(scheme: str, accepted: list[socket.socket]) -> None:
    server_context, client_context = tls_contexts()
    pieces = [b"data: %d\n\n" % number for number in range(20)]
    with FaultServer(ssl_context=server_context) as server:
        server.on(None, None, Stream(pieces))
        url = server.https_url if scheme == "https" else server.url
        with httpx.Client(verify=client_context) as client:
            assert client.get(url).content == b"".join(pieces)
            (connection,) = accepted
            assert connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)


def test_a_script_that_cannot_be_played_fails_the_block() -> None:
    server = FaultServer()
    server.on(None, None, CutAfter(Reply(), 1000))
    with pytest.raises(ScriptError, match="cut"), server, suppress(httpx.RemoteProtocolError):
        httpx.get(server.url)


def test_a_server_stops_while_it_hangs_and_leaves_nothing() -> None:
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        with FaultServer() as server:
            server.on(None, None, Hang())
            with httpx.Client() as client, pytest.raises(httpx.ReadTimeout):
                client.get(server.url, timeout=0.1)
        gc.collect()
    assert caught == []
    assert server.open_connections == 0
