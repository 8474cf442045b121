"""A SketricGen server on your own machine, for development and tests.

It answers as the service does: runs, whole or streamed, uploads and their storage, and the control
plane. Use `Emulator`, or run `python -m sketricgen.emulator --help`.
"""

from importlib.util import find_spec

_REQUIRED = ("PIL", "pypdf", "python_multipart", "starlette", "uvicorn")
_missing = [name for name in _REQUIRED if find_spec(name) is None]
if _missing:
    raise ImportError(
        f"sketricgen.emulator requires {', '.join(_missing)}, not installed here. "
        'Run: pip install "sketricgen[emulator]"'
    )

from sketricgen.emulator.server import Emulator  # noqa: E402 # it imports most of them

__all__ = ["Emulator"]
