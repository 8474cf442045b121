"""Checks for tests of programs that use SketricGen, such as `verify_sequence`.

It may import the public modules of the package; nothing in the package may import it.
"""

from ._sequence import verify_sequence

__all__ = ["verify_sequence"]
