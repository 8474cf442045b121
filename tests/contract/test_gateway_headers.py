"""The headers that a caller adds: where they go, and which ones are refused."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

import pytest
from sketricgen import SketricGenClient, SketricGenConfig, SketricGenValidationError

from tests.conftest import KEY
from tests.contract.service import COMPLETE, FORM, INIT, PDF, RUN, chat, completed, form
from tests.support import FaultServer, Reply

if TYPE_CHECKING:
    from tests.conftest import ClientFactory
    from tests.support.halves import Half

SECRET = "tenant-Xy9"
HEADERS = {"X-Tenant": SECRET, "X-Empty": ""}


@pytest.mark.parametrize("own_client", [False, True])
def test_they_go_to_the_chat_server_and_the_platform_and_never_to_the_storage(
    half: Half, make_client: ClientFactory, server: FaultServer, own_client: bool
) -> None:
    server.on("POST", INIT, Reply(json=form(server.url + FORM)))
    server.on("POST", FORM, Reply(204))
    server.on("POST", COMPLETE, Reply(json=completed()))
    server.on("POST", RUN, Reply(201, json=chat()))
    given = {half.keyword: half.make_http_client()} if own_client else {}
    client = make_client(server.url, headers=HEADERS, **given)
    half.upload(client, "agent-1", PDF, file_name="a.pdf")
    half.run(client, "agent-1", "Hi")
    for http_client in given.values():
        half.close_http_client(http_client)
    sent = {request.path: request.header("X-Tenant") for request in server.requests}
    assert sent == {INIT: SECRET, FORM: None, COMPLETE: SECRET, RUN: SECRET}
    assert server.requests[-1].header("X-Empty") == ""


def test_they_stay_with_other_options(
    half: Half, make_client: ClientFactory, server: FaultServer
) -> None:
    server.reply(status=201, json=chat())
    half.run(make_client(server.url, headers=HEADERS).with_options(timeout=5), "agent-1", "Hi")
    assert server.requests[0].header("X-Tenant") == SECRET


def test_they_cannot_be_changed_from_outside(
    half: Half, make_client: ClientFactory, server: FaultServer
) -> None:
    server.reply(status=201, json=chat())
    given = dict(HEADERS)
    client = make_client(server.url, headers=given)
    given["X-Tenant"] = "other"
    half.run(client, "agent-1", "Hi")
    assert server.requests[0].header("X-Tenant") == SECRET


def test_nothing_shows_their_values() -> None:
    client = SketricGenClient(KEY, headers=HEADERS)
    assert SECRET not in f"{client!r}{client.config!r}{client.config.headers!r}{vars(client)!r}"
    assert client.config.headers == HEADERS
    assert copy.copy(client.config) == client.config
    assert hash(client.config) == hash(SketricGenConfig(KEY))


@pytest.mark.parametrize(
    "name",
    [
        *("API-Key", "x-api-key", "Authorization", "HOST", "content-length", "Content-Encoding"),
        *("User-Agent", "Accept", "Accept-Encoding", "Connection", "Transfer-Encoding", "Cookie"),
    ],
)
def test_a_reserved_name_is_refused(name: str) -> None:
    with pytest.raises(SketricGenValidationError, match=f"than those of the SDK, got '{name}'"):
        SketricGenClient(KEY, headers={name: "x"})


@pytest.mark.parametrize(
    ("headers", "told"),
    [
        ([("X-A", "b")], "headers must be a dict of strings, got list"),
        ("X-A: b", "headers must be a dict of strings, got str"),
        ({1: "b"}, "headers must be names that HTTP allows, got 1"),
        ({"": "b"}, "headers must be names that HTTP allows, got ''"),
        ({"X A": "b"}, "headers must be names that HTTP allows, got 'X A'"),
        ({"X-A\r\nB": "b"}, "headers must be names that HTTP allows, got"),
        ({"X-Ä": "b"}, "headers must be names that HTTP allows, got 'X-Ä'"),
        ({"X-A": b"b"}, "headers must be strings, got bytes for 'X-A'"),
        ({"X-A": None}, "headers must be strings, got NoneType for 'X-A'"),
        ({"X-A": f"{SECRET}\r\nB: c"}, "got another one for 'X-A'"),
        ({"X-A": f" {SECRET}"}, "got another one for 'X-A'"),
        ({"X-A": f"{SECRET}ä"}, "got another one for 'X-A'"),
    ],
)
def test_what_cannot_be_sent_is_refused_and_not_shown(headers: Any, told: str) -> None:
    with pytest.raises(SketricGenValidationError) as caught:
        SketricGenClient(KEY, headers=headers)
    assert told in str(caught.value)
    assert SECRET not in str(caught.value)
