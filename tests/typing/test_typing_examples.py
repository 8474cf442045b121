from __future__ import annotations

import ast
from pathlib import Path

import sketricgen

EXAMPLES = [Path(__file__).with_name(name) for name in ("api.py", "payloads.py")]


def names_imported_from(module: str) -> set[str]:
    return {
        alias.name
        for example in EXAMPLES
        for node in ast.walk(ast.parse(example.read_bytes()))
        if isinstance(node, ast.ImportFrom) and node.module == module
        for alias in node.names
    }


def test_the_names_that_type_checkers_see_are_there_at_run_time() -> None:
    for module in ("sketricgen", "sketricgen.events"):
        names = names_imported_from(module)
        assert names
        found: dict[str, object] = {}
        exec(f"from {module} import {', '.join(names)}", found)
        assert names <= found.keys()


def test_every_class_that_users_meet_has_a_typed_example() -> None:
    raised_only_by_their_base = {
        "SketricGenAuthenticationError",
        "SketricGenNetworkError",
        "SketricGenResponseError",
        "SketricGenStreamError",
        "SketricGenTimeoutError",
        "__version__",
    }
    used = names_imported_from("sketricgen")
    assert used | raised_only_by_their_base == set(sketricgen.__all__)
