"""An httpx client of the caller is used as it is, where it should be, and never closed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from sketricgen import SketricGenClient, SketricGenError, SketricGenValidationError

from tests.conftest import KEY
from tests.contract.service import COMPLETE, FORM, INIT, PDF, RUN, chat, completed, form
from tests.support import FaultServer, Reply

if TYPE_CHECKING:
    import httpx

    from tests.conftest import ClientFactory
    from tests.support.halves import Half


@pytest.fixture(autouse=True)
def answering(server: FaultServer) -> None:
    server.reply(status=201, json=chat())


def test_a_client_of_the_caller_is_used_for_sketricgen(
    half: Half, make_client: ClientFactory, server: FaultServer
) -> None:
    seen: list[str] = []

    def note(request: httpx.Request) -> None:
        seen.append(request.url.path)

    async def anote(request: httpx.Request) -> None:
        note(request)

    hook = note if half.name == "sync" else anote
    http_client = half.make_http_client(
        headers={"X-Mine": "mine"}, event_hooks={"request": [hook]}, cookies={"a": "b"}
    )
    client = make_client(server.url, **{half.keyword: http_client})
    half.run(client, "agent-1", "Hi")
    half.close_http_client(http_client)
    (request,) = server.requests
    assert (request.header("X-Mine"), request.header("Cookie")) == ("mine", "a=b")
    assert request.header("API-KEY") == KEY
    assert seen == [RUN]


def test_the_headers_of_the_callers_client_do_not_replace_ours(
    half: Half, make_client: ClientFactory, server: FaultServer
) -> None:
    mine = {"API-KEY": "mine", "Accept": "mine/mine", "Content-Type": "mine/mine"}
    http_client = half.make_http_client(headers=mine)
    half.run(make_client(server.url, **{half.keyword: http_client}), "agent-1", "Hi")
    half.close_http_client(http_client)
    (request,) = server.requests
    assert request.header("API-KEY") == KEY
    assert request.header("Accept") == request.header("Content-Type") == "application/json"


def test_the_base_url_of_the_callers_client_plays_no_part(
    half: Half, make_client: ClientFactory, server: FaultServer
) -> None:
    http_client = half.make_http_client(base_url="http://nothing.invalid/elsewhere")
    half.run(make_client(server.url, **{half.keyword: http_client}), "agent-1", "Hi")
    half.close_http_client(http_client)
    assert server.runs == 1


def test_the_hooks_of_the_callers_client_see_uploads(
    half: Half, make_client: ClientFactory, server: FaultServer
) -> None:
    server.on("POST", INIT, Reply(json=form(server.url + FORM)))
    server.on("POST", FORM, Reply(204))
    server.on("POST", COMPLETE, Reply(json=completed()))
    seen: list[int] = []

    def note(response: httpx.Response) -> None:
        seen.append(response.status_code)

    async def anote(response: httpx.Response) -> None:
        note(response)

    hook = note if half.name == "sync" else anote
    http_client = half.make_http_client(event_hooks={"response": [hook]})
    client = make_client(server.url, **{half.keyword: http_client})
    half.upload(client, "agent-1", PDF, file_name="report.pdf")
    half.close_http_client(http_client)
    assert seen == [200, 204, 200]


def test_a_client_of_the_caller_is_never_closed(
    half: Half, make_client: ClientFactory, server: FaultServer
) -> None:
    http_client = half.make_http_client()
    client = make_client(server.url, **{half.keyword: http_client})
    half.run(client, "agent-1", "Hi")
    half.close(client)
    assert not http_client.is_closed
    half.run(make_client(server.url, **{half.keyword: http_client}), "agent-1", "Hi")
    assert server.connections == 1
    half.close_http_client(http_client)


def test_a_closed_client_of_the_caller_is_told(
    half: Half, make_client: ClientFactory, server: FaultServer
) -> None:
    http_client = half.make_http_client()
    half.close_http_client(http_client)
    client = make_client(server.url, **{half.keyword: http_client})
    with pytest.raises(SketricGenError, match="that was passed in is closed"):
        half.run(client, "agent-1", "Hi")


def test_a_client_of_the_wrong_kind_is_refused(half: Half) -> None:
    other = {"http_client": "async_http_client", "async_http_client": "http_client"}[half.keyword]
    http_client = half.make_http_client()
    wrong: Any = {other: http_client}
    got = type(http_client).__name__
    with pytest.raises(
        SketricGenValidationError, match=rf"^{other} must be an httpx\.\w+, got {got}\."
    ):
        SketricGenClient(KEY, **wrong)
    half.close_http_client(http_client)
