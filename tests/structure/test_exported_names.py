from __future__ import annotations

import inspect
from typing import TYPE_CHECKING, Any

import pytest
import sketricgen
from sketricgen.client.brand_agents import BrandAgents
from sketricgen.client.connectors import Connectors
from sketricgen.client.resources import Agents, KnowledgeBases, Projects

if TYPE_CHECKING:
    from collections.abc import Iterator

EXPORTED = [
    "Activity",
    "AsyncWorkflowStream",
    "Attempt",
    "ChatResponse",
    "CompleteUploadResponse",
    "Conversation",
    "HitlActionRequest",
    "HitlDecision",
    "HitlRequest",
    "HitlResume",
    "HitlReviewConfig",
    "Message",
    "Pages",
    "SketricGenAPIError",
    "SketricGenAdminError",
    "SketricGenAuthenticationError",
    "SketricGenClient",
    "SketricGenConfig",
    "SketricGenContentTypeError",
    "SketricGenError",
    "SketricGenFileNotFoundError",
    "SketricGenFileSizeError",
    "SketricGenJobError",
    "SketricGenNetworkError",
    "SketricGenRateLimitError",
    "SketricGenResponseError",
    "SketricGenRunError",
    "SketricGenStreamError",
    "SketricGenTimeoutError",
    "SketricGenUploadError",
    "SketricGenValidationError",
    "StreamEvent",
    "Subagent",
    "ToolCall",
    "UnknownEvent",
    "WorkflowResult",
    "WorkflowStream",
    "__version__",
]
OBJECTS = {name: getattr(sketricgen, name) for name in EXPORTED if name != "__version__"}
# The generated models are documented in the API's document.
OWN_CLASSES = {n: o for n, o in OBJECTS.items() if o.__module__.startswith("sketricgen.")}
# What is reached as attributes of the client.
GROUPS = [Agents, BrandAgents, Connectors, KnowledgeBases, Projects]
OWN_CLASSES.update((group.__name__, group) for group in GROUPS)


def public_callables() -> Iterator[tuple[str, Any]]:
    for name, kind in OWN_CLASSES.items():
        for attribute, value in inspect.getmembers(kind):
            inherited = hasattr(Exception, attribute)
            if not attribute.startswith("_") and not inherited and callable(value):
                yield f"{name}.{attribute}", value


CALLABLES = dict(public_callables())


def parameters(function: Any) -> list[str]:
    named = inspect.signature(function).parameters
    return [name.lstrip("*") for name in named if name not in ("self", "cls")]


def section(doc: str, title: str) -> str:
    """Return the lines of one Google-style section; empty if there is none."""
    lines = inspect.cleandoc(doc).splitlines()
    if f"{title}:" not in lines:
        return ""
    rest = lines[lines.index(f"{title}:") + 1 :]
    end = next((n for n, line in enumerate(rest) if line and line[0] != " "), len(rest))
    return "\n".join(rest[:end])


def test_the_exported_names_are_these() -> None:
    assert sketricgen.__all__ == EXPORTED


def test_the_names_are_sorted_so_that_a_new_one_has_its_place() -> None:
    assert sorted(EXPORTED) == EXPORTED


@pytest.mark.parametrize("name", OBJECTS)
def test_every_public_name_is_documented(name: str) -> None:
    own = vars(OBJECTS[name]).get("__doc__") or ""
    assert own.strip().split("\n")[0].endswith(".")


@pytest.mark.parametrize("name", CALLABLES)
def test_every_public_method_is_documented(name: str) -> None:
    doc = CALLABLES[name].__doc__
    assert doc, "a docstring is missing"
    assert doc.strip().split("\n")[0].endswith((".", "`."))


@pytest.mark.parametrize("name", [name for name in CALLABLES if parameters(CALLABLES[name])])
def test_every_argument_of_a_public_method_is_documented(name: str) -> None:
    documented = section(CALLABLES[name].__doc__, "Args")
    for parameter in parameters(CALLABLES[name]):
        assert f" {parameter}:" in documented.replace("*", "")


@pytest.mark.parametrize("name", [name for name in CALLABLES if parameters(CALLABLES[name])])
def test_a_method_that_can_be_given_wrong_arguments_says_what_it_raises(name: str) -> None:
    assert "Error:" in section(CALLABLES[name].__doc__, "Raises")


@pytest.mark.parametrize("name", CALLABLES)
def test_a_method_that_returns_something_says_what(name: str) -> None:
    function = CALLABLES[name]
    returns_nothing = inspect.signature(function).return_annotation in ("None", None)
    assert bool(section(function.__doc__, "Returns").strip()) is not returns_nothing


@pytest.mark.parametrize("name", CALLABLES)
def test_every_public_method_has_an_example(name: str) -> None:
    assert ">>> " in section(CALLABLES[name].__doc__, "Example")


@pytest.mark.parametrize("name", ["SketricGenClient", "SketricGenConfig"])
def test_every_argument_of_a_class_is_documented(name: str) -> None:
    kind = OWN_CLASSES[name]
    documented = section(kind.__doc__, "Args")
    for parameter in parameters(kind):
        assert f" {parameter}:" in documented
    assert "SketricGenValidationError:" in section(kind.__doc__, "Raises")
    assert ">>> " in section(kind.__doc__, "Example")
