"""Between httpcore and the network: the key on its way out, a last byte on its way in."""

from __future__ import annotations

import socket
import ssl
from contextlib import closing
from typing import Any

import httpcore
from sketricgen._http.byte_filter import ByteFilter
from sketricgen._http.network import Link
from sketricgen._http.redaction import STAND_IN, SealedBytes, SecretBytes

KEY = SecretBytes(b"sk-hunter2")


class Within(httpcore.NetworkStream):
    """TLS within TLS, as httpcore makes it: a stream of its own over a socket that stays."""

    def __init__(self, sock: socket.socket) -> None:
        self.sock = sock

    def get_extra_info(self, info: str) -> Any:
        return self.sock if info == "socket" else None

    def start_tls(self, *_: Any, **__: Any) -> httpcore.NetworkStream:
        return self

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self.sock.recv(max_bytes)

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self.sock.sendall(buffer)


def test_tls_within_tls_is_filtered_too() -> None:
    ours, theirs = socket.socketpair()
    with closing(ours), closing(theirs):
        link = Link()
        link.byte_filter = ByteFilter("POST", [KEY], is_stream=False)
        stream = link.attach(Within(ours)).start_tls(ssl.create_default_context(), timeout=5.0)
        stream.write(b"POST / HTTP/1.1\r\nAPI-KEY: %s\r\n\r\n" % STAND_IN)
        stream.write(b"body")
        assert theirs.recv(100) == b"POST / HTTP/1.1\r\nAPI-KEY: sk-hunter2\r\n\r\nbody"
        theirs.sendall(b"answer")
        assert [stream.read(100), link.byte_filter.is_clean] == [b"answe", False]
        assert [stream.read(100), link.byte_filter.is_clean] == [b"r", True]


def test_the_head_of_a_request_leaves_with_its_body() -> None:
    byte_filter = ByteFilter("POST", [KEY], is_stream=False)
    assert byte_filter.outgoing(b"POST / HTTP/1.1\r\nAPI-KEY: %s\r\n\r\n" % STAND_IN) == b""
    sent = byte_filter.outgoing(b"{}")
    assert sent == b"POST / HTTP/1.1\r\nAPI-KEY: sk-hunter2\r\n\r\n{}"
    assert repr(sent) == "b'***'"
    assert byte_filter.outgoing(b"more") == b"more"


def test_what_is_sent_to_a_proxy_is_left_as_it_is_and_so_is_its_answer() -> None:
    byte_filter = ByteFilter("POST", [KEY], is_stream=False)
    greeting = b"\x05\x01" + STAND_IN
    assert byte_filter.outgoing(greeting) is greeting
    assert byte_filter.incoming(b"\x05\x00") == b"\x05\x00"
    assert byte_filter.is_clean


def test_a_key_that_is_hidden_stays_so_in_parts_and_as_text() -> None:
    assert [repr(KEY), repr(KEY[3:]), repr(bytes(KEY))] == ["b'***'"] * 3
    assert (KEY[3:], KEY[0], KEY.decode()) == (b"hunter2", ord("s"), "sk-hunter2")
    assert "hunter2" not in repr(KEY.decode())
    assert SealedBytes(KEY) == KEY
    assert bytes(SealedBytes(KEY)) == STAND_IN
