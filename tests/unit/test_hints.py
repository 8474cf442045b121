"""Common slips are refused with what to do instead."""

from __future__ import annotations

import logging
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest
from sketricgen import SketricGenClient, SketricGenConfig, SketricGenValidationError
from sketricgen._http import log
from sketricgen._operations import endpoints
from sketricgen.errors import shown

from tests.support.halves import half

if TYPE_CHECKING:
    from tests.support.halves import Half

__all__ = ["half"]

URL = "https://chat.example"
UPLOADED = SimpleNamespace(file_id="f-1")


class Named(str, Enum):
    KEY = "sk-12345678"
    URL = "https://chat.example"
    TYPE = "text/csv"
    AGENT = "agent-1"


class Misleading(str):
    __slots__ = ()

    def __repr__(self) -> str:
        return "two\nlines"


class Unspeakable:
    def __repr__(self) -> str:
        raise ZeroDivisionError


async def awaited(*progress: object) -> None:
    """A callback of the wrong kind."""


def refusal_of(half: Half, **changes: Any) -> str:
    client = SketricGenClient("sk-1")
    half.close(client)  # whatever were sent now would raise another error
    with pytest.raises(SketricGenValidationError) as caught:
        half.run(client, **{"agent_id": "agent-1", "user_input": "Hi", **changes})
    return str(caught.value)


@pytest.mark.parametrize("assets", [[UPLOADED], ["f-0", UPLOADED], UPLOADED], ids=repr)
def test_an_uploaded_file_in_place_of_its_id_is_refused_with_a_hint(
    half: Half, assets: Any
) -> None:
    said = refusal_of(half, assets=assets)
    assert said.startswith("assets must be a list of file ids, got SimpleNamespace")
    assert "use uploaded.file_id" in said


@pytest.mark.parametrize(
    ("change", "name"),
    [
        ({"agent_id": " agent-1\n"}, "agent_id"),
        ({"conversation_id": "agent-1 "}, "conversation_id"),
        ({"assets": ["\tagent-1"]}, "a file id in assets"),
    ],
)
def test_an_id_with_blanks_around_it_is_refused_with_a_hint(
    half: Half, change: dict[str, Any], name: str
) -> None:
    said = refusal_of(half, **change)
    assert said.startswith(f"{name} must not begin or end with blanks, got ")
    assert said.endswith("Use 'agent-1'.")


def test_an_upload_refuses_blanks_around_the_agent_too(half: Half) -> None:
    with pytest.raises(SketricGenValidationError, match="Use 'agent-1'"):
        half.upload(SketricGenClient("sk-1"), "agent-1 ", b"x", file_name="a.png")


@pytest.mark.parametrize("agent_id", [b"agent-1", Path("agent-1"), 7, None])
def test_an_id_of_another_type_is_refused(half: Half, agent_id: object) -> None:
    said = refusal_of(half, agent_id=agent_id)
    assert said == f"agent_id must be a string, got {type(agent_id).__name__}."


@pytest.mark.parametrize("key", [None, "", "  ", b"sk-1"])
def test_a_key_that_is_missing_is_refused_with_where_it_comes_from(key: Any) -> None:
    for make in (SketricGenClient, SketricGenConfig):
        with pytest.raises(SketricGenValidationError) as caught:
            make(key)
        assert str(caught.value).startswith("api_key must be a string that is not empty, got ")
        assert "Set SKETRICGEN_API_KEY and use from_env()" in str(caught.value)


def api_paths() -> list[str]:
    """The paths that are appended to the URLs."""
    body: Any = SimpleNamespace(to_dict=dict)
    makers = (
        endpoints.run_workflow_arguments,
        endpoints.init_upload_arguments,
        endpoints.complete_upload_arguments,
    )
    return [make(body)["url"] for make in makers]


@pytest.mark.parametrize("path", [*api_paths(), "/api/v1"])
@pytest.mark.parametrize("slash", ["", "/", "//"])
@pytest.mark.parametrize("name", ["base_url", "platform_url"])
def test_a_url_with_a_path_of_the_api_is_refused_with_where_to_end_it(
    name: str, path: str, slash: str
) -> None:
    urls: dict[str, str] = {"base_url": URL, "platform_url": URL, name: f"{URL}/dev{path}{slash}"}
    with pytest.raises(SketricGenValidationError, match=f"^{name} must end before {path}"):
        SketricGenConfig("sk-1", **urls)  # type: ignore[arg-type] # the other settings are no URLs


def test_other_paths_are_kept() -> None:
    url = "https://example.com/api/v1/sketricgen"
    assert SketricGenConfig("sk-1", base_url=url, platform_url=url).base_url == url


@pytest.mark.parametrize("asked", ["yes", "warning", "trace\x1b[31m"])
def test_an_unknown_level_of_the_log_is_told_with_what_is_allowed(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, asked: str
) -> None:
    monkeypatch.setenv("SKETRICGEN_LOG", asked)
    handlers, level = list(log.logger.handlers), log.logger.level
    log.show_if_asked()
    assert (log.logger.handlers, log.logger.level) == (handlers, level)
    (record,) = caplog.records
    assert record.levelno == logging.WARNING
    assert record.getMessage() == f"SKETRICGEN_LOG must be debug or info, got {asked!r}."


def test_members_of_an_enumeration_stand_for_their_values() -> None:
    urls: dict[str, Any] = {"base_url": Named.URL, "platform_url": Named.URL}
    config = SketricGenConfig(Named.KEY, allowed_content_types=[Named.TYPE], **urls)
    assert (config.api_key, config.base_url) == ("sk-12345678", "https://chat.example")
    assert config.allowed_content_types == ("text/csv",)
    assert type(config.base_url) is str


@pytest.mark.parametrize(
    "value", [Decimal(5), Fraction(1, 2), True, "5", b"5", Path("5")], ids=repr
)
def test_a_number_of_another_type_is_refused_with_those_that_will_do(
    half: Half, value: Any
) -> None:
    assert refusal_of(half, timeout=value) == (
        "timeout must be a number of seconds (int or float) above 0 and below 1000000000, "
        f"got {value!r}."
    )
    with pytest.raises(SketricGenValidationError, match=r"must be a whole number \(int\), 0 or"):
        SketricGenConfig("sk-1", max_retries=value)


def test_an_async_callback_is_refused(half: Half) -> None:
    said = refusal_of(half, on_upload_progress=awaited)
    assert said.startswith("on_upload_progress must be a function, got an async one.")


@pytest.mark.parametrize("value", ["x" * 100_000, ["x"] * 100_000, Unspeakable(), Misleading("x")])
def test_what_is_quoted_is_one_short_line(half: Half, value: Any) -> None:
    said = [refusal_of(half, stream=value)]
    if isinstance(value, str):
        said += [refusal_of(half, assets=value), refusal_of(half, agent_id=f" {value}")]
    for settings in ({"timeout": value}, {"max_retries": value}, {"allowed_content_types": value}):
        with pytest.raises(SketricGenValidationError) as caught:
            SketricGenConfig("sk-1", **settings)
        said.append(str(caught.value))
    assert all(message.isprintable() and len(message) < 700 for message in said)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("a\nb", r"'a\nb'"),
        ("größe", "'größe'"),
        (Misleading("x"), r"two\nlines"),
        (Unspeakable(), "an object of type Unspeakable that cannot be shown"),
        (10**5000, "an object of type int that cannot be shown"),
        ("x" * 200, f"'{'x' * 119}…{'x' * 59}'"),
    ],
    ids=["lines", "letters", "odd", "raises", "digits", "long"],
)
def test_how_a_value_is_quoted(value: object, text: str) -> None:
    if isinstance(value, int) and not hasattr(__import__("sys"), "set_int_max_str_digits"):
        pytest.skip("this Python writes numbers of any length")
    assert shown(value) == text
