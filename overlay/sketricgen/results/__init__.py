"""What calls return: answers, and the results of streamed runs.

Answers are classes of the API's document: a new one needs no line here. May import nothing else of
this package.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sketricgen_api import answers

if TYPE_CHECKING:
    from sketricgen_api.answers import *  # noqa: F403 # see `__getattr__`

    from .run import *  # noqa: F403 # as above

# Not `__all__`, since type checkers read no name that is added at run time.
_OF_RUNS = {"Activity", "CustomData", "Message", "Subagent", "ToolCall", "WorkflowResult"}
_NAMES = {*_OF_RUNS, *answers.__all__}


def __getattr__(name: str) -> Any:
    # Each half is imported when it is first asked for: making classes takes milliseconds.
    if name not in _NAMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    if name in answers.__all__:
        found = getattr(answers, name)
    else:
        from . import run

        found = getattr(run, name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return sorted({*globals(), *_NAMES})
