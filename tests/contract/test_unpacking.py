"""Answers and streams are unpacked in bounded steps, and only as they were asked to be packed."""

from __future__ import annotations

import gzip
import json
import tracemalloc
import zlib
from typing import TYPE_CHECKING, Any

import pytest
from sketricgen import SketricGenNetworkError, SketricGenResponseError, SketricGenStreamError

from tests.contract.service import RUN, WHOLE_RUN, chat, sse
from tests.support import FaultServer, Reply

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import httpx
    from sketricgen import SketricGenClient

    from tests.conftest import ClientFactory
    from tests.support.halves import Half

EVENTS = b"".join(map(sse, WHOLE_RUN))
MEBIBYTE = 2**20
LONG = "é" * 2**17  # more than is unpacked in one step


def raw_deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(data) + packer.flush()


def in_two_members(data: bytes) -> bytes:
    return gzip.compress(data[:20]) + gzip.compress(data[20:])


def plain(data: bytes) -> bytes:
    return data


PACKED: dict[str, Callable[[bytes], bytes]] = {
    "gzip": gzip.compress,
    "GZip": in_two_members,
    "x-gzip": gzip.compress,
    "deflate": zlib.compress,
    "Deflate": raw_deflate,
    "identity, gzip": gzip.compress,
    "identity": plain,
    "": plain,
}


@pytest.fixture(params=["own connections", "a client of the caller"])
def client(
    request: pytest.FixtureRequest, half: Half, make_client: ClientFactory, server: FaultServer
) -> Iterator[SketricGenClient]:
    if request.param == "own connections":
        yield make_client(server.url)
        return
    http_client = half.make_http_client()
    yield make_client(server.url, **{half.keyword: http_client})
    half.close_http_client(http_client)


def packed(body: bytes, encoding: str, **options: Any) -> Reply:
    return Reply(201, body=body, headers={"Content-Encoding": encoding}, **options)


@pytest.mark.parametrize(("encoding", "pack"), PACKED.items(), ids=list(PACKED))
def test_what_was_asked_for_is_unpacked(
    half: Half,
    client: SketricGenClient,
    server: FaultServer,
    encoding: str,
    pack: Callable[[bytes], bytes],
) -> None:
    answer, stream = pack(json.dumps(chat(response=LONG)).encode()), pack(EVENTS)
    events = packed(stream, encoding, content_type="text/event-stream")
    server.on("POST", RUN, packed(answer, encoding), events)
    assert half.run(client, "agent-1", "Hi").response == LONG
    assert len(half.stream(client, "agent-1", "Hi")) == len(WHOLE_RUN)


@pytest.mark.parametrize("encoding", ["gzip, gzip", "br", "zstd", "gzip, br", "compress"])
def test_what_was_not_asked_for_is_refused(
    half: Half, client: SketricGenClient, server: FaultServer, encoding: str
) -> None:
    body = gzip.compress(gzip.compress(b"{}"))
    events = packed(body, encoding, content_type="text/event-stream")
    server.on("POST", RUN, packed(body, encoding), events)
    words = f"it is packed with {encoding}, but gzip or deflate was asked for"
    with pytest.raises(
        SketricGenResponseError, match=f"The answer cannot be read: {words}"
    ) as caught:
        half.run(client, "agent-1", "Hi")
    assert caught.value.headers["content-encoding"] == encoding
    assert caught.value.maybe_executed
    with pytest.raises(SketricGenStreamError, match=f"The stream broke off .*: {words}"):
        half.stream(client, "agent-1", "Hi")


def test_an_empty_answer_may_say_that_it_is_packed(
    half: Half, client: SketricGenClient, server: FaultServer
) -> None:
    server.on("POST", RUN, packed(b"", "br"))
    with pytest.raises(SketricGenResponseError, match="the answer is empty"):
        half.run(client, "agent-1", "Hi")


BROKEN = {
    "is not gzip, though its Content-Encoding says so": b'{"not": "packed"}',
    "ends in the middle of its gzip data": gzip.compress(EVENTS)[:60],
}


@pytest.mark.parametrize(("words", "body"), BROKEN.items(), ids=list(BROKEN))
def test_what_cannot_be_unpacked_is_an_error_that_says_so(
    half: Half, client: SketricGenClient, server: FaultServer, words: str, body: bytes
) -> None:
    events = packed(body, "gzip", content_type="text/event-stream")
    server.on("POST", RUN, packed(body, "gzip"), events)
    with pytest.raises(SketricGenNetworkError, match=f"The answer cannot be read: it {words}"):
        half.run(client, "agent-1", "Hi")
    with pytest.raises(SketricGenStreamError, match=f"ended: it {words}"):
        half.stream(client, "agent-1", "Hi")


def test_a_small_answer_does_not_unpack_to_more_than_the_limit(
    half: Half, client: SketricGenClient, server: FaultServer
) -> None:
    bomb = gzip.compress(bytes(64 * MEBIBYTE), 1)
    events = packed(bomb, "gzip", content_type="text/event-stream")
    server.on("POST", RUN, packed(bomb, "gzip"), events)
    client.max_answer_bytes = client.max_event_bytes = MEBIBYTE
    tracemalloc.start()
    with pytest.raises(SketricGenResponseError, match="more than 1,048,576 bytes"):
        half.run(client, "agent-1", "Hi")
    with pytest.raises(SketricGenStreamError, match="more than 1,048,576 bytes"):
        half.stream(client, "agent-1", "Hi")
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 20 * MEBIBYTE


def test_what_a_hook_of_the_caller_has_read_is_taken_from_it(
    half: Half, make_client: ClientFactory, server: FaultServer
) -> None:
    server.on("POST", RUN, packed(gzip.compress(json.dumps(chat()).encode()), "gzip"))

    def read(response: httpx.Response) -> None:
        response.read()

    async def aread(response: httpx.Response) -> None:
        await response.aread()

    hooks = {"response": [read if half.loop is None else aread]}
    http_client = half.make_http_client(event_hooks=hooks)
    client = make_client(server.url, **{half.keyword: http_client})
    assert half.run(client, "agent-1", "Hi").response == "Hello!"
    half.close_http_client(http_client)
