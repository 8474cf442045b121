from __future__ import annotations

import logging
import pickle
from typing import TYPE_CHECKING, Any, Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sketricgen import (
    SketricGenAPIError,
    SketricGenClient,
    SketricGenConfig,
    SketricGenNetworkError,
    SketricGenValidationError,
)

from tests.support import FaultServer, Reply, refused_url

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.support.halves import Half

pytestmark = pytest.mark.usefixtures("no_proxies")

# Longer than the 80 characters after which rich cuts strings up.
KEY = "sk-hunter2-" + "7" * 100
TELLTALE = "hunter2"
NOT_KEYS = {
    "empty": "",
    "blank": " \t",
    "line break": f"{KEY}\n",
    "line break inside": f"{KEY}\r\nX-Evil: 1",
    "blanks around": f" {KEY}",
    "control character": f"{KEY}\x00",
    "beyond latin-1": f"{KEY}€",
    "half a surrogate pair": f"{KEY}\ud800",
    "bytes": KEY.encode(),
    "None": None,
}


@pytest.mark.parametrize("key", NOT_KEYS.values(), ids=NOT_KEYS)
@pytest.mark.parametrize("make", [SketricGenClient, SketricGenConfig])
def test_a_key_that_no_header_can_carry_is_refused_and_not_shown(
    make: Callable[[Any], object], key: object
) -> None:
    with pytest.raises(SketricGenValidationError, match=r"^api_key ") as caught:
        make(key)
    assert TELLTALE not in repr(caught.value.args) + str(caught.value)


def test_a_wrong_key_in_the_environment_is_named_and_not_shown(
    monkeypatch: pytest.MonkeyPatch, shown_with_variables: Callable[[BaseException], str]
) -> None:
    monkeypatch.setenv("SKETRICGEN_API_KEY", f"{KEY}\n")
    with pytest.raises(SketricGenValidationError, match=r"^SKETRICGEN_API_KEY ") as caught:
        SketricGenConfig.from_env()
    assert TELLTALE not in shown_with_variables(caught.value)


def test_no_representation_shows_the_key() -> None:
    config = SketricGenConfig(KEY)
    shown = [config, config.api_key, SketricGenClient(KEY), vars(config)]
    assert TELLTALE not in repr(shown)
    assert "timeout=300.0" in repr(SketricGenClient(KEY))


@pytest.mark.parametrize("make", [SketricGenClient, SketricGenConfig])
@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_the_key_is_not_pickled(make: Callable[[str], object], protocol: int) -> None:
    with pytest.raises(TypeError, match=r"not pickled|cannot pickle"):
        pickle.dumps(make(KEY), protocol)


NOT_A_CLIENT: Any = object()
FAILING_CALLS: dict[str, Callable[[], object]] = {
    "client with a wrong setting": lambda: SketricGenClient(KEY, timeout=-1),
    "client with a wrong key": lambda: SketricGenClient(f"{KEY}\n"),
    "client with a wrong httpx client": lambda: SketricGenClient(KEY, http_client=NOT_A_CLIENT),
    "config with a wrong setting": lambda: SketricGenConfig(KEY, timeout=-1),
    "config with a wrong key": lambda: SketricGenConfig(f"{KEY}\n"),
    "environment and a wrong setting": lambda: SketricGenClient.from_env(timeout=-1),
    "environment and a wrong argument": lambda: SketricGenClient.from_env(api_key=KEY, timeout=-1),
    "copy with a wrong setting": lambda: SketricGenClient(KEY).with_options(max_retries=-1),
}


@pytest.mark.parametrize("call", FAILING_CALLS.values(), ids=FAILING_CALLS)
def test_no_traceback_with_its_variables_shows_the_key(
    monkeypatch: pytest.MonkeyPatch,
    call: Callable[[], object],
    shown_with_variables: Callable[[BaseException], str],
) -> None:
    monkeypatch.setenv("SKETRICGEN_API_KEY", KEY)
    with pytest.raises(SketricGenValidationError) as caught:
        call()
    assert TELLTALE not in shown_with_variables(caught.value)


@given(st.text(st.characters()))
def test_whatever_the_key_is_no_error_shows_it_and_a_header_can_carry_it(text: str) -> None:
    config = None
    try:
        config = SketricGenConfig(f"{text}hunter2")
    except SketricGenValidationError as error:
        problem = str(error)
    else:
        problem = repr(config)
    assert TELLTALE not in problem
    assert config is None or config.api_key.encode("latin-1").endswith(b"hunter2")


@pytest.fixture
def uploads() -> Iterator[FaultServer]:
    with FaultServer() as server:
        form = {"url": f"{server.url}/bucket", "fields": {"key": "k"}}
        begun = Reply(json={"file_id": "f1", "upload": form})
        server.on("POST", "/publicAssetsUploadInit", begun)
        server.on("POST", "/bucket", Reply(204))
        server.on("POST", "/publicAssetsUploadComplete", Reply(json={"file_id": "f1"}))
        yield server


def test_the_storage_gets_neither_the_key_nor_anything_of_a_client_that_was_passed_in(
    half: Half, uploads: FaultServer
) -> None:
    http_client = half.make_http_client(
        headers={"X-Team": "blue"}, auth=("me", "secret"), cookies={"session": "s1"}
    )
    passed: dict[str, Any] = {half.keyword: http_client}
    client = SketricGenClient(KEY, base_url=uploads.url, platform_url=uploads.url, **passed)
    half.upload(client, "echo", b"content", file_name="a.png")
    half.close_http_client(http_client)
    begun, stored, completed = uploads.requests
    for request in (begun, completed):
        assert request.header("X-API-KEY") == KEY
        assert request.header("X-Team") == "blue"
        assert request.header("Cookie") == "session=s1"
        assert str(request.header("Authorization")).startswith("Basic ")
    assert stored.path == "/bucket"
    assert {name.lower() for name, _ in stored.headers} == {
        "accept",
        "accept-encoding",
        "content-length",
        "content-type",
        "host",
        "user-agent",
    }
    assert TELLTALE not in repr(stored)


@pytest.mark.parametrize("reply", [Reply(401, json={"message": "no"}), Reply(201, body=b"{")])
def test_a_failed_call_shows_the_key_in_no_traceback_and_no_log(
    half: Half,
    reply: Reply,
    shown_with_variables: Callable[[BaseException], str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    with FaultServer() as server:
        server.on("POST", None, reply)
        client = SketricGenClient(KEY, base_url=server.url, platform_url=server.url)
        with pytest.raises(SketricGenAPIError) as caught:
            half.run(client, "echo", "Hi!")
        half.close(client)
    assert TELLTALE not in shown_with_variables(caught.value)
    assert TELLTALE not in caplog.text
    assert TELLTALE.encode() not in pickle.dumps(caught.value)
    assert "/api/v1/run-workflow" in caplog.text


def test_a_failed_connection_shows_the_key_in_no_traceback(
    half: Half, shown_with_variables: Callable[[BaseException], str]
) -> None:
    with refused_url() as url, pytest.raises(SketricGenNetworkError) as caught:
        half.run(
            SketricGenClient(KEY, base_url=url, platform_url=url, max_retries=0), "echo", "Hi!"
        )
    assert TELLTALE not in shown_with_variables(caught.value)
    assert caught.value.__context__ is None
    assert caught.value.__cause__ is None
