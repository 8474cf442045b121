"""A stream that is cut, at whichever byte, delivers what was whole and then says so, once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sketricgen import SketricGenError, SketricGenNetworkError, SketricGenStreamError

from tests.contract.service import FINISHED, RUN, SAID, STARTED, sse, values
from tests.support import CutAfter, FaultServer, Stream

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sketricgen import SketricGenClient

    from tests.support.halves import Half

pytestmark = pytest.mark.unmeasured

TWO_LINES = {"type": "CUSTOM", "name": "n", "value": 1}
EVENTS = [STARTED, SAID, TWO_LINES, FINISHED]
# Every kind of line and line end, an event of two lines, and characters of several bytes.
BLOCKS = [
    b": hello\n\n" + sse(STARTED),
    b"event: message\r\nid: 7\r\n" + sse(SAID),
    b'data: {"type": "CUSTOM", "name": "n",\ndata:  "value": 1}\n\n',
    sse(FINISHED),
]
SENT = b"".join(BLOCKS)
PIECES = [SENT[at : at + 90] for at in range(0, len(SENT), 90)]
END_OF_HEAD = b"\r\n\r\n"


def sent_by(stream: Stream) -> bytes:
    """All bytes of an answer, its head among them."""
    with FaultServer() as server:
        server.on(None, None, stream)
        with server.connect() as connection:
            connection.sendall(b"GET / HTTP/1.1\r\nConnection: close\r\n\r\n")
            return b"".join(iter(lambda: connection.recv(65536), b""))


def unchunked(body: bytes) -> bytes:
    """What of a chunked body, which may lack its end, is content."""
    content = b""
    while b"\r\n" in body:
        size, _, rest = body.partition(b"\r\n")
        content += rest[: int(size, 16)]
        body = rest[int(size, 16) + len(b"\r\n") :]
    return content


def whole_events(content: bytes, *, ends_here: bool) -> int:
    """How many events of a cut stream are whole.

    At the end of an answer that lasts until the connection closes, an event is whole though its
    blank line is missing; a chunked answer says itself that it has not ended.
    """
    ends = [sum(map(len, BLOCKS[: number + 1])) for number in range(len(BLOCKS))]
    spared = len(b"\n\n") if ends_here else 0
    return sum(end - spared <= len(content) for end in ends)


@pytest.fixture(params=[True, False], ids=["chunked", "until the close"])
def stream(request: pytest.FixtureRequest) -> Stream:
    chunked: bool = request.param
    return Stream(PIECES, chunked=chunked)


def every_cut(server: FaultServer, stream: Stream) -> Iterator[bytes]:
    """Scripts a cut after every byte but the last, and yields what is sent before each."""
    sent = sent_by(stream)
    sizes = range(len(sent))
    server.on("POST", RUN, *(CutAfter(stream, size) for size in sizes), repeat=False)
    for size in sizes:
        yield sent[:size]


def test_a_cut_at_any_byte_is_told_after_the_events_that_were_whole(
    half: Half, client: SketricGenClient, server: FaultServer, stream: Stream
) -> None:
    for arrived in every_cut(server, stream):
        _, end_of_head, body = arrived.partition(END_OF_HEAD)
        content = unchunked(body) if stream.chunked else body
        whole = whole_events(content, ends_here=not stream.chunked)
        if not end_of_head:
            with pytest.raises(SketricGenNetworkError, match="broke before the answer") as caught:
                half.open(client, "agent-1", "Hi")
            assert caught.value.maybe_executed, arrived
            continue
        opened = half.open(client, "agent-1", "Hi")
        error: SketricGenError | None = None
        try:
            opened.rest()
        except SketricGenError as raised:
            error = raised
        assert values(opened.delivered) == EVENTS[:whole], arrived
        if whole == len(EVENTS):
            assert error is None, arrived
            assert opened.rest() == [], arrived
        else:
            assert type(error) is SketricGenStreamError, arrived
            assert error.maybe_executed
    assert server.unexpected == []


def test_a_stream_that_is_whole_is_no_error(
    half: Half, client: SketricGenClient, server: FaultServer, stream: Stream
) -> None:
    server.on("POST", RUN, stream)
    events = half.stream(client, "agent-1", "Hi")
    assert values(events) == EVENTS
    assert [event.id for event in events] == [None, "7", None, None]
