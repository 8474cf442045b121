"""What the caller's own code raises while a file is sent comes through as it is, once."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import httpcore
import httpx
import pytest
from sketricgen import SketricGenNetworkError, SketricGenResponseError

from tests.contract.service import FORM, INIT, PDF, RUN, chat, form
from tests.support import FaultServer, Reply

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sketricgen import SketricGenClient

    from tests.conftest import ClientFactory
    from tests.support.halves import Half

ERRORS: list[BaseException] = [
    ZeroDivisionError("mine"),
    OSError("mine"),
    ConnectionResetError(104, "mine"),
    TimeoutError("mine"),
    asyncio.TimeoutError("mine"),
    RuntimeError("mine"),
    httpx.ReadError("mine"),
    httpx.ConnectError("mine"),
    httpcore.WriteError("mine"),
    httpcore.ConnectTimeout("mine"),
    SketricGenNetworkError("mine"),
    SketricGenResponseError("mine", status_code=201),
    GeneratorExit("mine"),
    StopAsyncIteration("mine"),
    BaseException("mine"),
]


@pytest.fixture(params=["own connections", "a client of the caller"])
def client(
    request: pytest.FixtureRequest, half: Half, make_client: ClientFactory, server: FaultServer
) -> Iterator[SketricGenClient]:
    server.on("POST", INIT, Reply(json=form(server.url + FORM)))
    server.on("POST", FORM, Reply(204))
    if request.param == "own connections":
        yield make_client(server.url)
        return
    http_client = half.make_http_client()
    yield make_client(server.url, **{half.keyword: http_client})
    half.close_http_client(http_client)


def assert_as_it_was(raised: BaseException, error: BaseException) -> None:
    assert raised is error
    assert error.__cause__ is None
    assert error.__context__ is None
    assert "mine" in str(error)
    assert getattr(error, "attempts", ()) == ()


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: type(error).__name__)
def test_an_error_of_the_callback_comes_through(
    half: Half, client: SketricGenClient, server: FaultServer, error: BaseException
) -> None:
    calls: list[Any] = []

    def fail(*progress: Any) -> None:
        calls.append(progress)
        raise error

    with pytest.raises(type(error)) as caught:
        half.upload(client, "agent-1", PDF, file_name="a.pdf", on_progress=fail)
    assert_as_it_was(caught.value, error)
    assert len(calls) == 1
    server.wait_until(lambda: server.open_connections <= 1)


def test_an_iterator_of_the_callback_that_ends_says_so_in_blocking_code(
    half: Half, client: SketricGenClient
) -> None:
    error = StopIteration("mine")

    def fail(*_: Any) -> None:
        raise error

    with pytest.raises((StopIteration, RuntimeError)) as caught:
        half.upload(client, "agent-1", PDF, file_name="a.pdf", on_progress=fail)
    # No coroutine can raise it as it is.
    assert error in (caught.value, caught.value.__cause__)
    assert (caught.value is error) == (half.keyword == "http_client")


def test_an_error_because_an_iterator_ended_comes_through(
    half: Half, client: SketricGenClient
) -> None:
    error, cause = LookupError("mine"), StopIteration()

    def fail(*_: Any) -> None:
        raise error from cause

    with pytest.raises(LookupError) as caught:
        half.upload(client, "agent-1", PDF, file_name="a.pdf", on_progress=fail)
    assert caught.value is error
    assert error.__cause__ is cause


@pytest.mark.parametrize("kind", [KeyboardInterrupt, SystemExit, asyncio.CancelledError])
def test_what_ends_a_program_or_a_task_ends_it(
    half: Half, client: SketricGenClient, server: FaultServer, kind: type[BaseException]
) -> None:
    calls: list[Any] = []

    def fail(*progress: Any) -> None:
        calls.append(progress)
        raise kind("mine")

    with pytest.raises(kind):
        half.upload(client, "agent-1", PDF, file_name="a.pdf", on_progress=fail)
    assert len(calls) == 1
    assert server.count(FORM) == 0
    server.wait_until(lambda: server.open_connections <= 1)


@pytest.mark.parametrize("when", ["request", "response"])
def test_an_error_of_a_hook_keeps_its_cause(
    half: Half, make_client: ClientFactory, server: FaultServer, when: str
) -> None:
    server.on("POST", RUN, Reply(201, json=chat()))
    cause = KeyError("mine")

    def fail(_: object) -> None:
        raise ZeroDivisionError("mine") from cause

    async def afail(_: object) -> None:
        fail(_)

    hook = fail if half.name == "sync" else afail
    http_client = half.make_http_client(event_hooks={when: [hook]})
    with pytest.raises(ZeroDivisionError) as caught:
        half.run(make_client(server.url, **{half.keyword: http_client}), "agent-1", "Hi")
    assert caught.value.__cause__ is cause
    half.close_http_client(http_client)
