"""What becomes of every operation that meets any fault: the table, and its page.

`python -m tests.contract.matrix` prints the page, which is kept as `docs/faults.md`.
"""

from __future__ import annotations

import gzip
from dataclasses import replace
from typing import TYPE_CHECKING

from tests.contract.outcomes import (
    AUTH,
    LIMIT,
    NET,
    RESPONSE,
    STREAM,
    TIMEOUT,
    UPLOAD,
    Row,
    again,
    fine,
    misread,
    once,
    refused,
    row,
    streamed,
    unanswered,
    unclear,
    unconnected,
    unproxied,
    unsure,
    untaken,
)
from tests.contract.service import FAILED, FINISHED, SAID, STARTED, WHOLE_RUN, sse, stream_of
from tests.contract.staging import (
    AtProxy,
    DeadEnd,
    Followed,
    ResetAtFirstByte,
    Spoiled,
    misbehaving,
    nowhere,
    untrusted,
)
from tests.support import (
    CloseAfterRequest,
    CloseWhileReading,
    CutAfter,
    HalfTls,
    Hang,
    RawBytes,
    Reply,
    ResetAfterRequest,
    full_backlog,
    refused_url,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.support.faults import Behaviour

BEGUN = (STARTED, SAID)
HTML = b"<html>Sign in</html>"
SSE = "text/event-stream"
PACKED_TWICE = Reply(
    body=gzip.compress(gzip.compress(b"{}")),
    content_type="application/json",
    headers={"Content-Encoding": "gzip, gzip"},
)
CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
ONE_CHUNK = b"%x\r\n%b\r\n" % (len(sse(STARTED)), sse(STARTED))


NO_HTTP = RawBytes(b"220 mail.example.com ESMTP\r\n\r\n")


def at_proxy(fault: Behaviour) -> AtProxy:
    return AtProxy(lambda: misbehaving(fault))


TABLE: tuple[Row, ...] = (
    unconnected("the host does not exist", DeadEnd(nowhere), again(NET)),
    unconnected("the connection is refused", DeadEnd(refused_url), again(NET)),
    unconnected(
        "connecting takes too long", DeadEnd(full_backlog), again(TIMEOUT)
    ).connecting_within(0.1),
    unconnected(
        "the TLS handshake breaks off",
        DeadEnd(lambda: misbehaving(HalfTls("close"), "https")),
        again(NET),
    ),
    unconnected("the certificate is not trusted", DeadEnd(untrusted), once(NET)),
    unproxied("the proxy is not there", AtProxy(refused_url), again(NET)),
    unproxied("the proxy answers 403", at_proxy(Reply(403)), once(NET)),
    unproxied("the proxy answers 407", at_proxy(Reply(407)), once(NET)),
    unproxied("the proxy answers 502", at_proxy(Reply(502)), again(NET)),
    unproxied("the proxy closes the connection", at_proxy(CloseAfterRequest()), again(NET)),
    unproxied("the proxy resets the connection", at_proxy(ResetAfterRequest()), again(NET)),
    unproxied("the answer of the proxy is not HTTP", at_proxy(NO_HTTP), again(NET)),
    unproxied("the proxy is silent", at_proxy(Hang()), again(TIMEOUT)).within(0.3),
    unanswered(
        "the connection is reset at the first byte",
        DeadEnd(lambda: misbehaving(ResetAtFirstByte())),
    ),
    unanswered(
        "the connection is closed while the request is sent",
        DeadEnd(lambda: misbehaving(CloseWhileReading(10))),
    ),
    unanswered(
        "the connection is reset while the request is sent",
        DeadEnd(lambda: misbehaving(CloseWhileReading(10, "reset"))),
    ),
    unanswered("the connection is closed without an answer", CloseAfterRequest()),
    unanswered("the connection is reset without an answer", ResetAfterRequest()),
    unanswered("the server is silent", Hang(), TIMEOUT).within(0.3),
    unanswered("the answer is not HTTP", NO_HTTP),
    unanswered("the head of the answer is cut", Spoiled(lambda answer: CutAfter(answer, 20))),
    row(
        "the body of the answer is cut",
        Spoiled(lambda answer: CutAfter(answer, 180)),
        run=unsure(NET),
        stream=unsure(STREAM, events=1),
        steps=again(NET),
        form=again(NET),
    ),
    row(
        "the body of the answer is shorter than it says",
        Spoiled(lambda answer: replace(answer, content_length=9_999)),
        run=unsure(NET),
        steps=again(NET),
        form=again(NET),
    ),
    refused(307),
    refused(400),
    refused(401, AUTH),
    refused(403),
    refused(404),
    unclear(408),
    refused(413),
    refused(422),
    untaken(429, error=LIMIT),
    unclear(500),
    unclear(502),
    unclear(503),
    untaken(503, {"Retry-After": "0"}),
    unclear(504),
    row(
        "the answer is 429 and asks to wait for more than a minute",
        Reply(429, headers={"Retry-After": "61"}),
        run=once(LIMIT),
        stream=once(LIMIT),
        steps=once(LIMIT),
        form=once(UPLOAD),
    ),
    misread("a success with HTML", Reply(body=HTML, content_type="text/html"), unsure(RESPONSE)),
    misread("a success with a JSON list", Reply(json=["Hello!"]), unsure(RESPONSE)),
    misread("a success without a required field", Reply(json={"a": 1}), unsure(RESPONSE)),
    row(
        "a success that is packed twice",
        PACKED_TWICE,
        run=unsure(RESPONSE),
        stream=unsure(RESPONSE),
        steps=once(RESPONSE),
        form=once(RESPONSE),
    ),
    misread("a success with nothing in it", Reply(200), unsure(STREAM)),
    misread("the answer is 204", Reply(204), unsure(RESPONSE)),
    row(
        "a success with another answer right behind it",
        Spoiled(Followed),
        run=fine(),
        stream=fine(len(WHOLE_RUN)),
        steps=fine(),
        form=fine(),
    ),
    row(
        "a success that says `success: false`",
        Reply(json={"success": False, "message": "No."}),
        steps=once(UPLOAD),
    ),
    streamed("the stream ends before its run", stream_of(*BEGUN), unsure(STREAM, 2)),
    streamed("the stream is closed unfinished", stream_of(*BEGUN, then="close"), unsure(STREAM, 2)),
    streamed("the stream is reset", stream_of(*BEGUN, then="reset"), unsure(STREAM, 2)),
    streamed("the stream falls silent", stream_of(*BEGUN, then="hang"), unsure(TIMEOUT, 2)).within(
        0.5
    ),
    streamed(
        "the framing of the stream breaks", RawBytes(CHUNKED + ONE_CHUNK + b"zz"), unsure(STREAM, 1)
    ),
    streamed("the stream is packed twice", replace(PACKED_TWICE, content_type=SSE), unsure(STREAM)),
    streamed("the run fails (`RUN_ERROR` arrives)", stream_of(STARTED, FAILED), fine(2)),
    streamed("the run fails after it finished", stream_of(STARTED, FINISHED, FAILED), fine(3)),
    streamed(
        "the connection stays open after the run",
        stream_of(STARTED, FINISHED, then="hang"),
        fine(2),
    ),
)

HEAD = """# Faults

How the client handles each fault. Every cell is a test that runs against a real server on
loopback, through the blocking and the asynchronous half of the client. The fault meets every
attempt, and the client may send again once (`max_retries=1`; the default is 3).

- The names are those of the exceptions without their `SketricGen`, e.g. `NetworkError` for
  `SketricGenNetworkError`. "succeeds" means that nothing is raised.
- **tried twice**: the request is safe to send again, and was. All others were sent once.
- **may have run**: the error's `maybe_executed` is true. The agent may have done its work, or have
  been created, although no answer arrived, so the client never sends such a request again.
- The last two columns are of the control plane. What only reads is handled as a change that may be
  repeated.
- **after 2 events**: so many events were delivered before the error was raised.
- A dash stands where the operation cannot meet the fault.

This page is made by `python -m tests.contract.matrix > docs/faults.md`.
"""


def page() -> str:
    """The page that shows the table."""
    return "\n".join([HEAD, *_lines()]) + "\n"


def _lines() -> Iterator[str]:
    operations = list(TABLE[0].outcomes)
    yield _line("fault", *(operation.title for operation in operations))
    yield _line(*["---"] * (1 + len(operations)))
    for one in TABLE:
        yield _line(one.fault, *(str(one.outcomes[o] or "—") for o in operations))


def _line(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    print(page(), end="")
