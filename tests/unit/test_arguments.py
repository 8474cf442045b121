from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from sketricgen import (
    SketricGenClient,
    SketricGenConfig,
    SketricGenContentTypeError,
    SketricGenFileNotFoundError,
    SketricGenValidationError,
)
from sketricgen._http.flow import CallOptions
from sketricgen._operations.run import RunArguments
from sketricgen._operations.validation import validate_list

OPTIONS = CallOptions(SketricGenConfig("sk-1"), max_answer_bytes=1, max_event_bytes=1)
ACCEPTABLE: dict[str, Any] = {
    "options": OPTIONS,
    "agent_id": "echo",
    "user_input": "Hello!",
    "conversation_id": None,
    "contact_id": None,
    "file_paths": None,
    "stream": False,
    "assets": None,
    "on_upload_progress": None,
}


def arguments(**changes: Any) -> RunArguments:
    return RunArguments(**{**ACCEPTABLE, **changes})


@pytest.fixture
def photos(tmp_path: Path) -> list[Path]:
    paths = [tmp_path / "b.png", tmp_path / "a.jpg"]
    for path in paths:
        path.write_bytes(b"x")
    return paths


def test_a_run_without_files_has_no_attachments() -> None:
    assert arguments().attachments == []


@pytest.mark.parametrize("kind", [list, tuple])
def test_files_are_attached_in_their_order(photos: list[Path], kind: type[Any]) -> None:
    attached = arguments(file_paths=kind([photos[0], str(photos[1])])).attachments
    assert [file.file_name for file in attached] == ["b.png", "a.jpg"]


@pytest.mark.parametrize(
    ("name", "longest"), [("user_input", 10_000), ("contact_id", 255), ("agent_id", 100_000)]
)
def test_text_may_be_as_long_as_the_api_takes_it(name: str, longest: int) -> None:
    assert getattr(arguments(**{name: "é" * longest}), name) == "é" * longest


@pytest.mark.parametrize(
    ("name", "value", "problem"),
    [
        (
            "user_input",
            "x" * 10_001,
            r"user_input must have at most 10,000 characters \(.*\), got 10,001",
        ),
        ("contact_id", "x" * 256, r"contact_id must have at most 255 characters \(.*\), got 256"),
        *(
            (name, " \n", f"{name} must not be blank")
            for name in ("agent_id", "user_input", "conversation_id", "contact_id")
        ),
        ("agent_id", "", "agent_id must not be blank"),
        ("agent_id", None, "agent_id must be a string, got NoneType"),
        ("user_input", b"hi", "user_input must be a string, got bytes"),
        ("conversation_id", 7, "conversation_id must be a string, got int"),
        ("user_input", "half \ud83d", "user_input must be valid Unicode, got a lone surrogate"),
        ("contact_id", "\udfff", "contact_id must be valid Unicode, got a lone surrogate"),
        ("stream", 1, "stream must be True or False, got 1"),
        ("stream", None, "stream must be True or False, got None"),
        ("assets", "f1", r"assets must be a list of file ids, got str\. Use \['f1'\]"),
        ("assets", {"f1"}, "assets must be a list of file ids, got set"),
        ("assets", ["f1", ""], "a file id in assets must not be blank"),
        ("assets", [7], "a file id in assets must be a string, got int"),
        ("file_paths", "a.png", r"file_paths must be a list of paths, got str\. Use \['a.png"),
        ("file_paths", Path("a.png"), "file_paths must be a list of paths, got .*Path"),
        (
            "file_paths",
            [b"x"],
            r"file_paths must hold paths \(.*\), got bytes\. .*pass it to upload_file",
        ),
        ("file_paths", [None], r"file_paths must hold paths \(.*\), got NoneType"),
        ("on_upload_progress", 5, "on_upload_progress must be a function, got int"),
    ],
)
def test_what_is_not_acceptable_is_named(name: str, value: object, problem: str) -> None:
    with pytest.raises(SketricGenValidationError, match=f"^{problem}"):
        arguments(**{name: value})


@pytest.mark.parametrize("name", ["agent_id", "user_input", "conversation_id", "contact_id"])
def test_a_whole_surrogate_pair_is_no_problem(name: str) -> None:
    assert getattr(arguments(**{name: "\U0001f600"}), name) == "\U0001f600"


def test_one_file_that_is_not_acceptable_refuses_them_all(photos: list[Path]) -> None:
    with pytest.raises(SketricGenFileNotFoundError):
        arguments(file_paths=[photos[0], photos[0].with_name("missing.png")])


def test_the_types_of_the_client_count(photos: list[Path]) -> None:
    config = SketricGenConfig("sk-1", allowed_content_types=["image/png"])
    with pytest.raises(SketricGenContentTypeError, match=r"a\.jpg"):
        arguments(options=OPTIONS._replace(config=config), file_paths=photos)


def test_no_list_stands_for_an_empty_one() -> None:
    assert validate_list("name", None, "things") == []
    assert validate_list("name", (1, 2), "things") == (1, 2)


@pytest.mark.parametrize(
    "wrong",
    [
        {"agent_id": ""},
        {"user_input": ""},
        {"timeout": 0},
        {"timeout": "60"},
        {"deadline": -1},
        {"event_timeout": float("nan")},
        {"file_paths": ["missing.png"]},
    ],
)
def test_a_call_checks_its_arguments_before_it_does_anything(wrong: dict[str, Any]) -> None:
    client = SketricGenClient("sk-1")
    client.close()  # whatever were sent now would raise another error
    call: dict[str, Any] = {"agent_id": "echo", "user_input": "hi", **wrong}
    with pytest.raises(SketricGenValidationError):
        client.run_workflow_sync(**call)
    with pytest.raises(SketricGenValidationError):
        client.run_workflow(**call).send(None)


@pytest.mark.parametrize(
    "wrong",
    [{"agent_id": " "}, {"file": "missing.png"}, {"file_name": "a.exe"}, {"on_progress": 5}],
)
def test_an_upload_checks_its_arguments_before_it_does_anything(wrong: dict[str, Any]) -> None:
    client = SketricGenClient("sk-1")
    client.close()
    call: dict[str, Any] = {"agent_id": "echo", "file": b"x", "file_name": "a.png", **wrong}
    with pytest.raises(SketricGenValidationError):
        client.upload_file_sync(**call)
    with pytest.raises(SketricGenValidationError):
        client.upload_file(**call).send(None)
