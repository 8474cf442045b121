"""What the tests stand on: a server that misbehaves as scripted, and both halves of the client."""

from __future__ import annotations

from .certificates import tls_contexts
from .dead_ends import full_backlog, refused_url
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
    "ScriptError",
    "Stream",
    "full_backlog",
    "refused_url",
    "tls_contexts",
]
