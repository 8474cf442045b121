"""The server's id of a request, and its headers, on streams and on errors."""

from __future__ import annotations

import pickle
from typing import TYPE_CHECKING, Any

import pytest
from sketricgen import (
    SketricGenAPIError,
    SketricGenClient,
    SketricGenError,
    SketricGenNetworkError,
    SketricGenRunError,
    SketricGenStreamError,
    SketricGenUploadError,
)

from tests.conftest import KEY
from tests.contract.service import FAILED, FINISHED, FORM, INIT, PDF, RUN, STARTED, form, stream_of
from tests.support import CloseAfterRequest, FaultServer, Reply

if TYPE_CHECKING:
    from tests.support.halves import Half

HEADERS = {"X-Request-Id": "r-1", "X-Echo": f"key {KEY}"}


def read(half: Half, stream: Any, way: str) -> None:
    """Reads a stream to its end in one of its ways."""
    if way == "iteration":
        stream.rest()
    elif half.loop is None:
        stream.stream.collect() if way == "collect" else list(stream.stream.text_stream)
    else:
        half.loop.run_until_complete(
            stream.stream.collect() if way == "collect" else texts(stream.stream)
        )


async def texts(stream: Any) -> list[str]:
    return [text async for text in stream.text_stream]


def test_a_stream_has_them_from_its_beginning_to_its_end(
    half: Half, client: SketricGenClient, server: FaultServer
) -> None:
    server.on("POST", RUN, stream_of(STARTED, FINISHED, headers=HEADERS))
    stream = half.open(client, "agent-1", "Hi")
    assert (stream.stream.request_id, stream.stream.headers["x-echo"]) == ("r-1", f"key {KEY}")
    stream.rest()
    assert stream.stream.headers["content-type"] == "text/event-stream"
    assert stream.stream.request_id == "r-1"


def test_a_stream_without_one_has_none(
    half: Half, client: SketricGenClient, server: FaultServer
) -> None:
    server.on("POST", RUN, stream_of(STARTED, FINISHED))
    stream = half.open(client, "agent-1", "Hi")
    assert stream.stream.request_id is None
    stream.rest()


@pytest.mark.parametrize("way", ["iteration", "collect", "text_stream"])
def test_an_error_of_a_stream_has_them(
    half: Half, client: SketricGenClient, server: FaultServer, way: str
) -> None:
    server.on("POST", RUN, stream_of(STARTED, headers=HEADERS))
    stream = half.open(client, "agent-1", "Hi")
    with pytest.raises(SketricGenStreamError) as caught:
        read(half, stream, way)
    assert caught.value.request_id == "r-1"
    assert caught.value.headers["x-echo"] == "key ***"
    assert caught.value.attempts[-1].request_id == "r-1"
    assert caught.value.attempts[-1].url == server.url + RUN
    with pytest.raises(SketricGenStreamError) as again:
        read(half, stream, "collect")
    assert again.value.request_id == "r-1"


@pytest.mark.parametrize("way", ["collect", "text_stream"])
def test_a_failed_run_has_them(
    half: Half, client: SketricGenClient, server: FaultServer, way: str
) -> None:
    server.on("POST", RUN, stream_of(STARTED, FAILED, headers=HEADERS))
    with pytest.raises(SketricGenRunError) as caught:
        read(half, half.open(client, "agent-1", "Hi"), way)
    assert (caught.value.request_id, caught.value.headers["x-echo"]) == ("r-1", "key ***")


def test_a_second_reading_that_is_refused_has_them(
    half: Half, client: SketricGenClient, server: FaultServer
) -> None:
    server.on("POST", RUN, stream_of(STARTED, FINISHED, headers=HEADERS))
    stream = half.open(client, "agent-1", "Hi")
    stream.rest()
    with pytest.raises(SketricGenStreamError, match="read to its end") as caught:
        read(half, stream, "collect")
    assert caught.value.request_id == "r-1"


@pytest.mark.parametrize("name", ["X-Request-Id", "x-amzn-RequestId", "x-amz-request-id"])
def test_a_refusal_has_them_whatever_their_name(
    half: Half, client: SketricGenClient, server: FaultServer, name: str
) -> None:
    server.on("POST", RUN, Reply(404, headers={name: "r-2"}))
    with pytest.raises(SketricGenAPIError) as caught:
        half.run(client, "agent-1", "Hi")
    assert (caught.value.request_id, caught.value.headers[name.lower()]) == ("r-2", "r-2")
    assert pickle.loads(pickle.dumps(caught.value)).request_id == "r-2"


def test_the_storage_s_refusal_has_them(
    half: Half, client: SketricGenClient, server: FaultServer
) -> None:
    server.on("POST", INIT, Reply(json=form(server.url + FORM)))
    server.on("POST", FORM, Reply(403, headers={"x-amz-request-id": "s-1"}))
    with pytest.raises(SketricGenUploadError) as caught:
        half.upload(client, "agent-1", PDF, file_name="a.pdf")
    assert caught.value.request_id == "s-1"


def test_an_error_without_an_answer_has_none(
    half: Half, client: SketricGenClient, server: FaultServer
) -> None:
    server.on("POST", RUN, CloseAfterRequest())
    with pytest.raises(SketricGenNetworkError) as caught:
        half.run(client, "agent-1", "Hi")
    assert (caught.value.request_id, caught.value.headers) == (None, {})


def test_no_two_errors_share_their_headers() -> None:
    first, second = SketricGenError("a"), SketricGenError("b")
    first.headers["x-request-id"] = "r-1"
    assert (first.request_id, second.request_id) == ("r-1", None)
