"""Helpers for the tests of programs that use SketricGen.

`verify_sequence` checks the order of events. `ScriptedService` is a local server whose agents do
what a test tells them. `record` and `replay` keep what went over the wire. All of it stands on the
public modules of the package and on the local server.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ._agents import RecordedRun, ScriptedAgent
    from ._recording import record
    from ._replaying import replay
    from ._sequence import verify_sequence
    from ._service import ScriptedService

__all__ = [
    "RecordedRun",
    "ScriptedAgent",
    "ScriptedService",
    "record",
    "replay",
    "verify_sequence",
]

# The local server is imported only where it is used.
_LAZY = {
    "RecordedRun": "_agents",
    "ScriptedAgent": "_agents",
    "ScriptedService": "_service",
    "record": "_recording",
    "replay": "_replaying",
    "verify_sequence": "_sequence",
}


def __getattr__(name: str) -> Any:
    from importlib import import_module

    if name not in _LAZY:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = globals()[name] = getattr(import_module(f".{_LAZY[name]}", __name__), name)
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
