"""Wherever an interrupt comes, a traceback with the variables of every frame shows no key."""

from __future__ import annotations

import sys
import traceback
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import pytest
from sketricgen import SketricGenClient

from tests.contract.service import COMPLETE, FORM, INIT, PDF, RUN, chat, completed, form
from tests.support import FaultServer, Reply

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType

    from tests.support.halves import Half

# An interrupt within a finalizer or a task that nobody awaits any more is only reported.
_REPORTED = "ignore::pytest.PytestUnraisableExceptionWarning"
pytestmark = [pytest.mark.usefixtures("no_proxies"), pytest.mark.filterwarnings(_REPORTED)]

SECRET = "hunter2"
_WATCHED = ("sketricgen._http", "sketricgen._operations", "httpcore", "h11")
# Not a divisor of anything, so that every trial meets other places.
_STEP = 97


class Interrupts:
    """Raises a KeyboardInterrupt at the n-th line that is run in the client or below it.

    Args:
        moment: Which line.
    """

    def __init__(self, moment: int) -> None:
        self.left = moment

    def __call__(self, frame: FrameType, event: str, argument: object) -> Any:
        if not str(frame.f_globals.get("__name__")).startswith(_WATCHED):
            return None
        if event == "line" and not frame.f_code.co_name.startswith("__del"):
            self.left -= 1
            if self.left == 0:
                raise KeyboardInterrupt
        return self


def variables_of(error: BaseException) -> Iterator[str]:
    """The variables of every frame from the package on, as tracebacks show them."""
    for frame, _ in traceback.walk_tb(error.__traceback__):
        if str(frame.f_globals["__name__"]).startswith("tests."):
            continue
        for name, value in frame.f_locals.items():
            with suppress(AttributeError):  # of what is only half made
                yield f"{frame.f_globals['__name__']}.{frame.f_code.co_name}: {name}={value!r}"


def test_an_interrupt_at_any_line_shows_no_key(half: Half, server: FaultServer) -> None:
    server.on("POST", RUN, Reply(201, json=chat()))
    server.on("POST", INIT, Reply(json=form(server.url + FORM)))
    server.on("POST", FORM, Reply(204))
    server.on("POST", COMPLETE, Reply(json=completed()))
    moment, met = 1, 0
    shown: list[str] = []
    interrupts = Interrupts(moment)
    while interrupts.left <= 0 or not met:
        client = SketricGenClient(
            f"sk-{SECRET}", base_url=server.url, platform_url=f"{server.url}/dev"
        )
        interrupts = Interrupts(moment)
        before = sys.gettrace()
        sys.settrace(interrupts)
        try:
            half.run(client, "agent-1", "Hi")
            half.upload(client, "agent-1", PDF, file_name="a.pdf")
        except KeyboardInterrupt as interrupt:
            sys.settrace(before)
            shown += [each for each in variables_of(interrupt) if SECRET in each]
            met += 1
        finally:
            sys.settrace(before)
            half.close(client)
        moment += _STEP
    assert shown == []
    assert met > 10
