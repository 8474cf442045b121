"""The pytest plugin of sketricgen: the fixture `sketricgen`.

It stands beside the package, because importing anything of a package imports the package: a test
run that does not use the fixture pays for nothing.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, cast

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sketricgen.testing import ScriptedService

_UNCHECKED = pytest.StashKey["ScriptedService"]()


@pytest.fixture
def sketricgen(request: pytest.FixtureRequest) -> Iterator[ScriptedService]:
    """A SketricGen service on this machine, whose agents this test scripts."""
    from sketricgen.testing import ScriptedService

    test = cast("pytest.Item", request.node)  # pyright: ignore[reportUnknownMemberType]
    with ScriptedService() as service:
        test.stash[_UNCHECKED] = service
        yield service
        if _UNCHECKED in test.stash:  # the test failed, and its own error says what happened
            with suppress(AssertionError):
                service.check()


@pytest.hookimpl(trylast=True)
def pytest_runtest_call(item: pytest.Item) -> None:
    """Let the test itself fail, rather than its teardown, if it ran what it did not script.

    It comes after the test, and only if that has passed.
    """
    service = item.stash.get(_UNCHECKED, None)
    if service is not None:
        del item.stash[_UNCHECKED]
        service.check()
