"""Answers that are too large, too deep, or not what they say they are."""

from __future__ import annotations

import gzip
import json
import tracemalloc
from typing import TYPE_CHECKING

import pytest
from sketricgen import SketricGenError, SketricGenNetworkError, SketricGenResponseError

from tests.contract.service import INIT, PDF, RUN, chat
from tests.support import FaultServer, Reply, Stream

if TYPE_CHECKING:
    from sketricgen import SketricGenClient

    from tests.support.halves import Half

LIMIT = 10_000
JSON = "application/json"
GZIP = {"Content-Encoding": "gzip"}


@pytest.fixture(autouse=True)
def a_small_limit(client: SketricGenClient) -> None:
    client.max_answer_bytes = LIMIT


def answer_of(size: int) -> bytes:
    empty = json.dumps(chat(response="")).encode()
    return json.dumps(chat(response="x" * (size - len(empty)))).encode()


def test_an_answer_at_the_limit_is_read(
    half: Half, client: SketricGenClient, server: FaultServer
) -> None:
    server.on("POST", RUN, Reply(201, body=answer_of(LIMIT), content_type=JSON))
    assert half.run(client, "agent-1", "Hi").response.startswith("xxx")


@pytest.mark.parametrize("chunked", [True, False])
def test_an_answer_beyond_the_limit_is_refused(
    half: Half, client: SketricGenClient, server: FaultServer, chunked: bool
) -> None:
    body = answer_of(LIMIT + 1)
    pieces = [body[:5_000], body[5_000:]]
    server.on("POST", RUN, Stream(pieces, status=201, content_type=JSON, chunked=chunked))
    with pytest.raises(SketricGenResponseError, match="more than 10,000 bytes") as caught:
        half.run(client, "agent-1", "Hi")
    assert caught.value.status_code == 201
    assert caught.value.maybe_executed
    assert server.runs == 1


def test_an_answer_that_never_ends_is_left(
    half: Half, client: SketricGenClient, server: FaultServer
) -> None:
    pieces = [b"x" * LIMIT, b"x"]
    server.on("POST", RUN, Stream(pieces, status=201, content_type=JSON, then="hang"))
    with pytest.raises(SketricGenResponseError, match="more than 10,000 bytes"):
        half.run(client, "agent-1", "Hi")
    server.wait_until(lambda: server.open_connections == 0)


def test_the_size_that_counts_is_the_one_unpacked(
    half: Half, client: SketricGenClient, server: FaultServer
) -> None:
    packed = gzip.compress(answer_of(LIMIT + 1))
    assert len(packed) < 1_000
    server.on("POST", RUN, Reply(201, body=packed, content_type=JSON, headers=GZIP))
    with pytest.raises(SketricGenResponseError, match="more than 10,000 bytes"):
        half.run(client, "agent-1", "Hi")


def test_a_packed_answer_within_the_limit_is_read(
    half: Half, client: SketricGenClient, server: FaultServer
) -> None:
    packed = gzip.compress(answer_of(LIMIT))
    server.on("POST", RUN, Reply(201, body=packed, content_type=JSON, headers=GZIP))
    assert half.run(client, "agent-1", "Hi").response.startswith("xxx")


def test_an_answer_that_unpacks_to_far_too_much_is_not_held(
    half: Half, client: SketricGenClient, server: FaultServer
) -> None:
    packed = gzip.compress(b"x" * 60_000_000, 1)
    server.on("POST", RUN, Reply(201, body=packed, content_type=JSON, headers=GZIP))
    tracemalloc.start()
    try:
        with pytest.raises(SketricGenResponseError, match="more than 10,000 bytes"):
            half.run(client, "agent-1", "Hi")
        assert tracemalloc.get_traced_memory()[1] < 30_000_000
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("status", [400, 500])
def test_an_error_beyond_the_limit_is_an_error_all_the_same(
    half: Half, client: SketricGenClient, server: FaultServer, status: int
) -> None:
    server.on("POST", RUN, Reply(status, body=b"x" * (LIMIT + 1), content_type="text/plain"))
    with pytest.raises(SketricGenResponseError) as caught:
        half.run(client, "agent-1", "Hi")
    assert caught.value.status_code == status


def test_an_answer_to_an_upload_is_bounded_too(
    half: Half, client: SketricGenClient, server: FaultServer
) -> None:
    server.on("POST", INIT, Reply(body=b"x" * (LIMIT + 1), content_type=JSON))
    with pytest.raises(SketricGenResponseError, match="more than 10,000 bytes"):
        half.upload(client, "agent-1", PDF, file_name="report.pdf")


@pytest.mark.parametrize(
    "body",
    [
        b"[" * 9_000,
        b'{"agent_id": ' * 700,
        b'{"agent_id": "\xff\xfe"}',
        b"\xff\xfe\x00",
        b"1" * 5_000,
        b"\x00",
    ],
    ids=["deep_list", "deep_object", "no_utf_8", "bom", "long_number", "null"],
)
def test_an_answer_that_cannot_be_read_is_our_error(
    half: Half, client: SketricGenClient, server: FaultServer, body: bytes
) -> None:
    server.on("POST", RUN, Reply(201, body=body, content_type=JSON))
    with pytest.raises(SketricGenResponseError) as caught:
        half.run(client, "agent-1", "Hi")
    assert caught.value.maybe_executed


@pytest.mark.parametrize("encoding", ["gzip", "deflate"])
def test_an_answer_that_is_not_as_compressed_as_it_says_is_our_error(
    half: Half, client: SketricGenClient, server: FaultServer, encoding: str
) -> None:
    headers = {"Content-Encoding": encoding}
    server.on("POST", RUN, Reply(201, json=chat(), headers=headers))
    with pytest.raises(SketricGenNetworkError) as caught:
        half.run(client, "agent-1", "Hi")
    assert caught.value.maybe_executed
    assert server.runs == 1


def test_an_error_in_an_unknown_character_set_is_our_error(
    half: Half, client: SketricGenClient, server: FaultServer
) -> None:
    server.on("POST", RUN, Reply(400, body=b"\xff\xfe", content_type="text/plain; charset=klingon"))
    with pytest.raises(SketricGenError) as caught:
        half.run(client, "agent-1", "Hi")
    assert "400" in str(caught.value)
