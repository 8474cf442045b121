"""To set one of the two URLs alone warns: the rest, and the key, would go to SketricGen."""

from __future__ import annotations

import warnings
from contextlib import closing
from dataclasses import replace
from typing import Any, Callable

import pytest
from sketricgen import SketricGenClient, SketricGenConfig
from sketricgen.config.urls import DEFAULT_BASE_URL, DEFAULT_PLATFORM_URL

LOCAL = "http://127.0.0.1:8000"
ELSEWHERE = "https://chat.example.com"

WAYS: dict[str, Callable[..., Any]] = {
    "client": lambda **urls: SketricGenClient("sk-1", **urls),
    "client from the environment": lambda **urls: SketricGenClient.from_env(**urls),
    "config": lambda **urls: SketricGenConfig("sk-1", **urls),
    "config from the environment": lambda **urls: SketricGenConfig.from_env(**urls),
}


@pytest.fixture(autouse=True)
def key_in_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SKETRICGEN_API_KEY", "sk-1")


def warned(make: Callable[..., Any], **urls: Any) -> list[warnings.WarningMessage]:
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        make(**urls)
    return caught


@pytest.mark.parametrize("make", WAYS.values(), ids=WAYS)
@pytest.mark.parametrize("url", [LOCAL, ELSEWHERE])
@pytest.mark.parametrize(
    ("name", "other", "what"),
    [("base_url", "platform_url", "uploads"), ("platform_url", "base_url", "messages")],
)
def test_one_url_alone_warns_once_at_the_line_that_set_it(
    make: Callable[..., Any], name: str, other: str, what: str, url: str
) -> None:
    (warning,) = warned(make, **{name: url})
    assert str(warning.message) == (
        f"{name} is '{url}', but {other} is SketricGen's own: {what} and the API key would go "
        f"there. Set {other} too."
    )
    assert warning.filename == __file__
    assert warning.lineno == make.__code__.co_firstlineno


def test_one_variable_alone_warns_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SKETRICGEN_BASE_URL", LOCAL)
    for make in (SketricGenClient.from_env, SketricGenConfig.from_env):
        (warning,) = warned(make)
        assert warning.filename == __file__


@pytest.mark.parametrize(
    "urls",
    [
        {},
        {"base_url": None, "platform_url": None},
        {"base_url": LOCAL, "platform_url": LOCAL},
        {"base_url": ELSEWHERE, "platform_url": DEFAULT_PLATFORM_URL},
        {"base_url": DEFAULT_BASE_URL},
        {"platform_url": f"{DEFAULT_PLATFORM_URL}/"},
    ],
)
@pytest.mark.parametrize("make", WAYS.values(), ids=WAYS)
def test_both_or_none_do_not_warn(make: Callable[..., Any], urls: dict[str, Any]) -> None:
    assert warned(make, **urls) == []


def test_plain_http_warns_once_at_the_line_that_set_it_and_not_again_with_every_call() -> None:
    urls = {"base_url": "http://chat.example", "platform_url": ELSEWHERE}
    for make in WAYS.values():
        (warning,) = warned(make, **urls)
        assert "base_url is plain http" in str(warning.message)
        assert warning.filename == __file__
    with pytest.warns(UserWarning, match="plain http"), closing(WAYS["client"](**urls)) as client:
        pass
    assert warned(client.with_options, timeout=5) == []
    assert warned(client._options, timeout=5) == []


def test_a_copy_of_settings_does_not_warn_again() -> None:
    with pytest.warns(UserWarning, match="Set platform_url too"):
        config = SketricGenConfig("sk-1", base_url=LOCAL)
    assert warned(lambda: replace(config, timeout=5)) == []
