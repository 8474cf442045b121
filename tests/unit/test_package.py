from __future__ import annotations

import importlib
import importlib.metadata
import inspect
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import sketricgen
import sketricgen_api
from sketricgen import SketricGenClient, results

# In this order they may be given by position.
RUN_BY_POSITION = {
    "agent_id": inspect.Parameter.empty,
    "user_input": "",
    "conversation_id": None,
    "contact_id": None,
    "file_paths": None,
    "stream": False,
    "enable_hitl": False,
    "hitl_resume": None,
}
RUN_BY_NAME = {"assets": None, "timeout": None, "on_upload_progress": None}


def parameters(method: Any) -> dict[str, inspect.Parameter]:
    return dict(inspect.signature(method).parameters)


def defaults(method: Any, kind: Any) -> dict[str, object]:
    named = parameters(method)
    return {n: p.default for n, p in named.items() if p.kind == kind and n != "self"}


def test_the_version_is_that_of_the_installed_package() -> None:
    try:
        installed = importlib.metadata.version("sketricgen")
    except importlib.metadata.PackageNotFoundError:
        pytest.skip("the package is not installed here")
    assert sketricgen.__version__ == installed


@pytest.mark.parametrize("package", [sketricgen, sketricgen_api])
def test_both_packages_say_that_they_are_typed(package: Any) -> None:
    assert (Path(package.__file__).parent / "py.typed").is_file()


@pytest.mark.parametrize("name", sketricgen.__all__)
def test_every_exported_name_is_there(name: str) -> None:
    assert getattr(sketricgen, name) is not None
    assert name in dir(sketricgen)


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="'sketricgen' has no attribute 'Sketricgen'"):
        sketricgen.Sketricgen  # noqa: B018 # asking for it is what is tested
    with pytest.raises(ImportError):
        importlib.import_module("sketricgen.nothing")


@pytest.mark.parametrize("name", ["ChatResponse", "HitlRequest", "Message", "WorkflowResult"])
def test_the_results_are_listed_and_imported_when_they_are_asked_for(name: str) -> None:
    assert name in dir(results)
    assert getattr(results, name).__name__ == name


def test_other_names_are_no_results() -> None:
    with pytest.raises(AttributeError, match=r"'sketricgen.results' has no attribute 'Result'"):
        results.Result  # noqa: B018 # as above


def test_a_new_interpreter_imports_the_package_without_what_is_slow_to_import() -> None:
    slow = ("attrs", "asyncio", "httpx", "ssl", "sketricgen_api.models")
    code = (
        "import sys, sketricgen; from sketricgen import SketricGenClient, SketricGenError; "
        f"print(sorted(set({slow!r}) & set(sys.modules)))"
    )
    command = [sys.executable, "-W", "error", "-c", code]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=True)
    assert done.stdout.strip() == "[]"


def test_a_client_is_made_with_these_arguments() -> None:
    by_position = defaults(SketricGenClient.__init__, inspect.Parameter.POSITIONAL_OR_KEYWORD)
    by_name = defaults(SketricGenClient.__init__, inspect.Parameter.KEYWORD_ONLY)
    assert list(by_position.items()) == [
        ("api_key", inspect.Parameter.empty),
        ("timeout", 300.0),
        ("upload_timeout", 300.0),
        ("max_retries", 3),
    ]
    assert by_name == {
        "base_url": None,
        "platform_url": None,
        "allowed_content_types": None,
        "http_client": None,
        "async_http_client": None,
        "headers": None,
        "on_attempt": None,
    }


@pytest.mark.parametrize("name", ["run_workflow", "run_workflow_sync"])
def test_a_run_takes_these_arguments(name: str) -> None:
    method = getattr(SketricGenClient, name)
    by_position = defaults(method, inspect.Parameter.POSITIONAL_OR_KEYWORD)
    assert list(by_position.items()) == list(RUN_BY_POSITION.items())
    assert RUN_BY_NAME.items() <= defaults(method, inspect.Parameter.KEYWORD_ONLY).items()


@pytest.mark.parametrize("name", ["upload_file", "upload_file_sync"])
def test_an_upload_takes_these_arguments(name: str) -> None:
    method = getattr(SketricGenClient, name)
    assert defaults(method, inspect.Parameter.POSITIONAL_OR_KEYWORD) == {
        "agent_id": inspect.Parameter.empty,
        "file": inspect.Parameter.empty,
    }
    assert defaults(method, inspect.Parameter.KEYWORD_ONLY) == {
        "file_name": None,
        "content_type": None,
        "on_progress": None,
    }


@pytest.mark.parametrize("name", ["run_workflow", "upload_file"])
def test_both_halves_take_the_same_arguments(name: str) -> None:
    blocking = getattr(SketricGenClient, f"{name}_sync")
    assert parameters(getattr(SketricGenClient, name)) == parameters(blocking)


def test_a_copy_takes_these_settings() -> None:
    assert defaults(SketricGenClient.with_options, inspect.Parameter.KEYWORD_ONLY) == {
        "timeout": None,
        "upload_timeout": None,
        "max_retries": None,
        "on_attempt": None,
    }
    assert len(parameters(SketricGenClient.with_options)) == 5
