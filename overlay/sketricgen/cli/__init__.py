"""The command `sketricgen`, of the extra ``sketricgen[cli]``."""

from __future__ import annotations

import sys
from importlib import import_module

_USAGE = 2
_INTERRUPTED = 130


def main() -> None:
    """Run the command of this process, and leave with its exit code.

    Example:
        >>> import sys
        >>> from sketricgen.cli import main
        >>> sys.argv[1:] = ["--version"]
        >>> main()  # doctest: +ELLIPSIS
        sketricgen ...
    """
    try:
        if sys.argv[1:] == ["--version"]:  # answered at once: even click takes longer to import
            from sketricgen import __version__

            sys.stdout.write(f"sketricgen {__version__}\n")
            return
        _run()
    except KeyboardInterrupt:  # before the command itself could take care of it
        sys.exit(_INTERRUPTED)


def _run() -> None:
    try:
        import_module("click")
    except ImportError:
        sys.stderr.write(
            "The command sketricgen needs click, which is not installed here. Run: "
            'pip install "sketricgen[cli]"\n'
        )
        sys.exit(_USAGE)
    from .app import app

    # An answer may hold characters that the terminal's encoding has not. What is piped in may be in
    # another encoding, which is refused when it is looked at.
    for stream, errors in (
        (sys.stdout, "backslashreplace"),
        (sys.stderr, "backslashreplace"),
        (sys.stdin, "surrogateescape"),
    ):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors=errors)
    app(prog_name="sketricgen")
