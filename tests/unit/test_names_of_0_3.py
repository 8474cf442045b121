"""Programs that were written for sketricgen 0.3 find its names where they were."""

from __future__ import annotations

import importlib
import json
import subprocess
import sys
from typing import Any

import pytest
import sketricgen
from sketricgen import config as typed_config
from sketricgen import results
from sketricgen_api import answers

config: Any = typed_config  # type checkers know the newer names alone

EXCEPTIONS = [
    "SketricGenAPIError",
    "SketricGenAuthenticationError",
    "SketricGenContentTypeError",
    "SketricGenError",
    "SketricGenFileSizeError",
    "SketricGenNetworkError",
    "SketricGenTimeoutError",
    "SketricGenUploadError",
    "SketricGenValidationError",
]
REQUESTS = [
    "CompleteUploadRequest",
    "HitlDecision",
    "HitlResume",
    "InitiateUploadRequest",
    "RunWorkflowRequest",
]
RESPONSES = [
    "APIErrorResponse",
    "Asset",
    "ChatResponse",
    "CompleteUploadResponse",
    "HitlActionRequest",
    "HitlRequest",
    "HitlReviewConfig",
    "InitiateUploadResponse",
    "PresignedUpload",
    "StreamEvent",
]
NAMES = {
    "exceptions": EXCEPTIONS,
    "models": [*REQUESTS, *RESPONSES],
    "models.requests": REQUESTS,
    "models.responses": RESPONSES,
    "client": ["SketricGenClient"],
    "config": ["SketricGenConfig"],
}
SETTINGS = {
    "DEFAULT_BASE_URL": "https://chat-v2.sketricgen.ai",
    "DEFAULT_MAX_RETRIES": 3,
    "DEFAULT_TIMEOUT": 300,
    "DEFAULT_UPLOAD_COMPLETE_ENDPOINT": (
        "https://v9xof9ohlg.execute-api.us-east-1.amazonaws.com/dev/publicAssetsUploadComplete"
    ),
    "DEFAULT_UPLOAD_INIT_ENDPOINT": (
        "https://v9xof9ohlg.execute-api.us-east-1.amazonaws.com/dev/publicAssetsUploadInit"
    ),
    "DEFAULT_UPLOAD_TIMEOUT": 300,
    "DEFAULT_WORKFLOW_ENDPOINT": "/api/v1/run-workflow",
    "MAX_FILE_SIZE_BYTES": 20_971_520,
}


@pytest.mark.parametrize(
    ("module", "name"), [(module, name) for module, names in NAMES.items() for name in names]
)
def test_each_name_is_there_and_the_class_is_ours(module: str, name: str) -> None:
    found = getattr(importlib.import_module(f"sketricgen.{module}"), name)
    if hasattr(sketricgen, name):
        assert found is getattr(sketricgen, name)
    else:
        assert found.__module__.startswith("sketricgen_api.")


def test_names_that_have_changed_stand_for_the_same_class() -> None:
    models: Any = sketricgen.__getattr__("models")
    assert models is sys.modules["sketricgen.models"]
    assert models.responses.Asset is results.ChatAsset
    assert models.InitiateUploadResponse is answers.InitUploadResponse
    assert models.PresignedUpload is answers.PresignedForm


@pytest.mark.parametrize(("name", "value"), SETTINGS.items())
def test_the_settings_have_their_values(name: str, value: object) -> None:
    assert getattr(config, name) == value


def test_the_tables_of_file_types_are_whole() -> None:
    assert len(config.ALLOWED_CONTENT_TYPES) == 47
    assert len(config.EXTENSION_TO_CONTENT_TYPE) == 89
    assert set(config.EXTENSION_TO_CONTENT_TYPE.values()) <= config.ALLOWED_CONTENT_TYPES
    assert config.EXTENSION_TO_CONTENT_TYPE[".py"] == "text/x-python"


@pytest.mark.parametrize("name", ["DEFAULT_NOTHING", "nothing"])
def test_other_names_are_no_settings(name: str) -> None:
    with pytest.raises(AttributeError, match=f"'sketricgen.config' has no attribute '{name}'"):
        getattr(config, name)


def test_its_modules_are_found_without_being_imported_and_cost_nothing_until_then() -> None:
    code = (
        "import sys, sketricgen\n"
        "print(sorted(name for name in sys.modules if name.startswith('sketricgen.m')))\n"
        "print(sketricgen.exceptions.SketricGenError is sketricgen.SketricGenError)\n"
        "print(sketricgen.models.HitlDecision is sketricgen.HitlDecision)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == ["[]", "True", "True"]


def test_answers_have_the_methods_of_pydantic_that_programs_call() -> None:
    answer = sketricgen.ChatResponse("Grüße!", "c-1", "agent-1", "u-1", "o-1")
    assert answer.model_dump() == answer.to_dict()
    assert json.loads(answer.model_dump_json()) == answer.to_dict()
    assert "Grüße!" in answer.model_dump_json()
