"""The limit of open files of a process."""

from __future__ import annotations

import sys

_WANTED = 8192


def allow_open_files() -> None:
    """Let this process open as many files as the benchmarks need, sockets among them."""
    if sys.platform == "win32":
        return
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = _WANTED if hard == resource.RLIM_INFINITY else min(_WANTED, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
