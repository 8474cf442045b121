from __future__ import annotations

import copy
import warnings
from dataclasses import FrozenInstanceError, replace
from typing import Any, Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sketricgen import SketricGenClient, SketricGenConfig, SketricGenValidationError

KEY = "sk-hunter2"
TELLTALE = "hunter2"
URL = "https://chat.example"

READ_FROM_THE_ENVIRONMENT = [
    ("SKETRICGEN_TIMEOUT", "2.5", "timeout", 2.5),
    ("SKETRICGEN_UPLOAD_TIMEOUT", "60", "upload_timeout", 60.0),
    ("SKETRICGEN_MAX_RETRIES", "0", "max_retries", 0),
    ("SKETRICGEN_BASE_URL", "http://127.0.0.1:8000/", "base_url", "http://127.0.0.1:8000"),
    ("SKETRICGEN_PLATFORM_URL", "https://p.example/dev", "platform_url", "https://p.example/dev"),
]
NOT_SECONDS = [0, -1, float("nan"), float("inf"), 10**9, True, None, "60"]
NOT_COUNTS = [-1, 1.0, True, None, "3"]
NOT_URLS = [
    "https://a..b",
    f"https://{'x' * 64}.example",
    "",
    "chat.example.com",
    "ftp://chat.example.com",
    "//chat.example.com",
    "https://",
    "https:///path",
    "https://:8000",
    "https://chat.example.com:port",
    "https://chat.example.com:99999",
    "https://[::1",
    "https://chat.example.com?a=1",
    "https://chat.example.com/?",
    "https://chat.example.com/#part",
    "https://chat.example.com#",
    "https://chat example.com",
    "https://chat.example.com/\n",
    "https://chät.example.com",
    b"https://chat.example.com",
]
TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))


def config(**settings: Any) -> SketricGenConfig:
    urls = {"base_url": URL, "platform_url": URL}
    return SketricGenConfig(**{"api_key": KEY, **urls, **settings})


def test_only_the_key_is_required() -> None:
    assert SketricGenConfig(KEY) == SketricGenConfig(
        api_key=KEY,
        timeout=300.0,
        upload_timeout=300.0,
        max_retries=3,
        base_url="https://chat-v2.sketricgen.ai",
        platform_url="https://v9xof9ohlg.execute-api.us-east-1.amazonaws.com/dev",
        allowed_content_types=None,
    )


def test_the_key_can_be_sent_as_it_is() -> None:
    assert config().api_key == KEY
    assert config(api_key="schlüssel").api_key.encode("latin-1") == b"schl\xfcssel"


def test_settings_do_not_change() -> None:
    with pytest.raises(FrozenInstanceError):
        config().timeout = 1.0  # type: ignore[misc] # that is what is tested


@pytest.mark.parametrize("value", NOT_SECONDS, ids=lambda value: str(type(value).__name__))
@pytest.mark.parametrize("name", ["timeout", "upload_timeout"])
def test_what_is_no_number_of_seconds_is_refused(name: str, value: object) -> None:
    with pytest.raises(SketricGenValidationError, match=rf"^{name} must be a number of seconds"):
        config(**{name: value})


@pytest.mark.parametrize("value", NOT_COUNTS, ids=lambda value: str(type(value).__name__))
def test_what_is_no_count_is_refused(value: object) -> None:
    with pytest.raises(SketricGenValidationError, match=r"^max_retries must be a whole number"):
        config(max_retries=value)


def test_whole_seconds_will_do() -> None:
    assert config(timeout=20).timeout == 20.0
    assert isinstance(config(timeout=20).timeout, float)


@pytest.mark.parametrize("name", ["base_url", "platform_url"])
@pytest.mark.parametrize(
    ("given_url", "kept"),
    [
        ("https://chat.example.com/", "https://chat.example.com"),
        ("https://example.com/dev/v1/", "https://example.com/dev/v1"),
        ("HTTP://localhost:8000", "HTTP://localhost:8000"),
        ("http://[::1]:8000//", "http://[::1]:8000"),
    ],
)
def test_a_url_keeps_its_path_and_loses_its_last_slash(
    name: str, given_url: str, kept: str
) -> None:
    assert getattr(config(**{name: given_url}), name) == kept


@pytest.mark.parametrize("url", NOT_URLS)
@pytest.mark.parametrize("name", ["base_url", "platform_url"])
def test_what_is_no_base_url_is_refused(name: str, url: object) -> None:
    with pytest.raises(SketricGenValidationError, match=rf"^{name} must .*Use a URL like"):
        config(**{name: url})


@pytest.mark.parametrize("url", ["https://me:hunter2@example.com", "https://hunter2@example.com/"])
def test_a_url_with_a_user_name_is_refused_and_not_shown(url: str) -> None:
    with pytest.raises(SketricGenValidationError, match="base_url must not contain an @") as caught:
        config(base_url=url)
    assert TELLTALE not in str(caught.value)


def test_content_types_are_kept_in_lower_case() -> None:
    types = config(
        allowed_content_types=["Text/CSV ", "a/vnd.a+b", "Image/*"]
    ).allowed_content_types
    assert types == ("text/csv", "a/vnd.a+b", "image/*")


@pytest.mark.parametrize(
    "types",
    [[], "text/csv", ["csv"], ["text/"], ["a/b\r\nc: d"], [1], 5, ["*/*"], ["*/a"], ["a/b*"]],
)
def test_what_are_no_content_types_is_refused(types: object) -> None:
    with pytest.raises(
        SketricGenValidationError, match=r"types must be a list of types such as .*got"
    ):
        config(allowed_content_types=types)


@pytest.mark.parametrize(("variable", "text", "name", "value"), READ_FROM_THE_ENVIRONMENT)
def test_the_environment_gives_settings(
    monkeypatch: pytest.MonkeyPatch, variable: str, text: str, name: str, value: Any
) -> None:
    monkeypatch.setenv("SKETRICGEN_API_KEY", KEY)
    monkeypatch.setenv("SKETRICGEN_BASE_URL", URL)
    monkeypatch.setenv("SKETRICGEN_PLATFORM_URL", URL)
    monkeypatch.setenv(variable, text)
    assert SketricGenConfig.from_env() == replace(config(), **{name: value})
    assert getattr(SketricGenClient.from_env().config, name) == value


def test_an_argument_takes_precedence_even_over_a_wrong_variable(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("SKETRICGEN_API_KEY", "sk-other")
    monkeypatch.setenv("SKETRICGEN_TIMEOUT", "soon")
    client = SketricGenClient.from_env(
        api_key=KEY,
        timeout=5,
        allowed_content_types=["text/csv"],
        base_url=URL,
        platform_url=URL,
        max_retries=None,
    )
    assert client.config == config(timeout=5, allowed_content_types=["text/csv"])


def test_a_missing_key_is_named() -> None:
    with pytest.raises(SketricGenValidationError, match="SKETRICGEN_API_KEY is not set") as caught:
        SketricGenClient.from_env()
    assert isinstance(caught.value, ValueError)


def test_an_empty_variable_counts_as_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SKETRICGEN_API_KEY", "")
    monkeypatch.setenv("SKETRICGEN_TIMEOUT", "")
    assert SketricGenConfig.from_env(api_key=KEY) == SketricGenConfig(KEY)
    with pytest.raises(SketricGenValidationError, match="SKETRICGEN_API_KEY is not set"):
        SketricGenConfig.from_env()


@pytest.mark.parametrize(
    ("variable", "text"),
    [
        ("SKETRICGEN_TIMEOUT", "soon"),
        ("SKETRICGEN_TIMEOUT", "-1.0"),
        ("SKETRICGEN_UPLOAD_TIMEOUT", "nan"),
        ("SKETRICGEN_MAX_RETRIES", "2.5"),
        ("SKETRICGEN_BASE_URL", "localhost:8000"),
        ("SKETRICGEN_PLATFORM_URL", "https://p.example?x"),
    ],
)
def test_a_variable_that_does_not_parse_is_named_with_its_value_and_what_is_allowed(
    monkeypatch: pytest.MonkeyPatch, variable: str, text: str
) -> None:
    monkeypatch.setenv("SKETRICGEN_API_KEY", KEY)
    monkeypatch.setenv(variable, text)
    with pytest.raises(SketricGenValidationError, match=f"^{variable} must ") as caught:
        SketricGenConfig.from_env()
    assert text in str(caught.value)


def test_settings_can_be_copied() -> None:
    assert copy.copy(config()) == replace(config(), timeout=300) == config()


def outcome_of(make: Callable[[], SketricGenConfig]) -> tuple[SketricGenConfig | None, str]:
    """Return the config that is made, and the message of what refuses it."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of plain http
            return make(), ""
    except SketricGenValidationError as error:
        return None, str(error)


@given(variable=st.sampled_from([row[0] for row in READ_FROM_THE_ENVIRONMENT]), text=TEXT)
def test_whatever_a_variable_holds_there_is_a_config_or_an_error_that_names_it(
    variable: str, text: str
) -> None:
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("SKETRICGEN_API_KEY", KEY)
        environment.setenv("SKETRICGEN_BASE_URL", URL)
        environment.setenv("SKETRICGEN_PLATFORM_URL", URL)
        environment.setenv(variable, text)
        made, problem = outcome_of(SketricGenConfig.from_env)
    assert made or problem.startswith(f"{variable} ")
    assert TELLTALE not in problem


@given(st.one_of(TEXT, TEXT.map("https://{}".format), st.integers(), st.binary()))
def test_whatever_a_url_is_it_is_refused_or_can_be_joined_with_a_path(url: Any) -> None:
    made, problem = outcome_of(lambda: config(base_url=url))
    assert TELLTALE not in problem
    if made:
        assert made.base_url.lower().startswith(("http://", "https://"))
        assert not made.base_url.endswith("/")
        assert not set(made.base_url) & set("?#@ \n")


def test_a_number_too_long_to_be_written_is_refused_in_words() -> None:
    with pytest.raises(SketricGenValidationError, match="an object of type int that cannot"):
        SketricGenConfig(api_key="key", timeout=10**5000)
