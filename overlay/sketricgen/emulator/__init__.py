"""A SketricGen server on your own machine, for development and tests.

It answers as the service does: runs whole or streamed, uploads, and the storage they go to. See
`Emulator`, or run `python -m sketricgen.emulator --help`.
"""

from importlib.util import find_spec

try:
    from sketricgen.emulator.server import Emulator

    for _name in ("PIL", "pypdf"):  # imported when the first file is read
        if find_spec(_name) is None:
            raise ModuleNotFoundError(name=_name)
except ModuleNotFoundError as _missing:
    raise ImportError(
        f"sketricgen.emulator requires {_missing.name}, which is not installed. "
        'Run: pip install "sketricgen[emulator]"'
    ) from _missing

__all__ = ["Emulator"]
