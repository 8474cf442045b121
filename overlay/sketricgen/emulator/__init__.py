"""A SketricGen server on your own machine, for development and tests.

It answers as the service does: runs whole or streamed, uploads, and the storage they go to. See
`Emulator`, or run `python -m sketricgen.emulator --help`.
"""

try:
    from sketricgen.emulator.server import Emulator
except ModuleNotFoundError as _missing:
    raise ImportError(
        f'the emulator needs {_missing.name}: pip install "sketricgen[emulator]"'
    ) from _missing

__all__ = ["Emulator"]
