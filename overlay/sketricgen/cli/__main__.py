"""The command as `python -m sketricgen.cli`."""

from . import main

main()
