"""The pytest plugin of sketricgen: the fixture `sketricgen`.

It stands beside the package, because importing anything of a package imports the package: a test
run that does not use the fixture pays for nothing.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, cast

import pytest

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

    from sketricgen.testing import ScriptedService

_SERVICE = pytest.StashKey["ScriptedService"]()


@pytest.fixture
def sketricgen(request: pytest.FixtureRequest) -> Iterator[ScriptedService]:
    """A SketricGen service on this machine, whose agents this test scripts."""
    from sketricgen.testing import ScriptedService

    with ScriptedService() as service:
        test = cast("pytest.Item", request.node)  # pyright: ignore[reportUnknownMemberType]
        test.stash[_SERVICE] = service
        yield service


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, None, None]:
    """Let the test itself fail, rather than its teardown, if it ran what it did not script."""
    service = item.stash.get(_SERVICE, None)
    if service is None:
        return (yield)
    try:
        yield
    except BaseException:
        with suppress(AssertionError):  # the test's own error says what happened
            service.check()
        raise
    return service.check()
