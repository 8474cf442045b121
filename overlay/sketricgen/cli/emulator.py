"""The command `emulator`: the local server, with the options that it has."""

from __future__ import annotations

import sys

import click

from .exits import USAGE


@click.command(context_settings={"ignore_unknown_options": True, "help_option_names": []})
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def emulator(arguments: tuple[str, ...]) -> None:
    """Run a SketricGen server on this machine, until Ctrl-C.

    It needs sketricgen[emulator]. Its options are those of python -m sketricgen.emulator.
    """
    try:
        from sketricgen.emulator.__main__ import main
    except ImportError as error:
        click.echo(f"Error: {error}", err=True)
        sys.exit(USAGE)
    sys.exit(main(list(arguments)))
