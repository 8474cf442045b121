"""What the tests stand on: a server that misbehaves as scripted, and both halves of the client."""

from __future__ import annotations

from .dead_ends import full_backlog, refused_url, self_signed
from .exchange import How, ScriptError
from .fault_server import FaultServer
from .faults import (
    CloseAfterRequest,
    CloseWhileReading,
    Computed,
    CutAfter,
    HalfTls,
    Hang,
    HangBeforeReading,
    RawBytes,
    Reply,
    ResetAfterRequest,
    ResetAtFirstByte,
    ResetOnAccept,
    Stream,
)
from .journal import Received

__all__ = [
    "CloseAfterRequest",
    "CloseWhileReading",
    "Computed",
    "CutAfter",
    "FaultServer",
    "HalfTls",
    "Hang",
    "HangBeforeReading",
    "How",
    "RawBytes",
    "Received",
    "Reply",
    "ResetAfterRequest",
    "ResetAtFirstByte",
    "ResetOnAccept",
    "ScriptError",
    "Stream",
    "full_backlog",
    "refused_url",
    "self_signed",
]
