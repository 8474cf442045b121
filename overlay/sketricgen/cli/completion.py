"""The command `completion`: what a shell needs to complete the others."""

from __future__ import annotations

import click
from click.shell_completion import BashComplete, FishComplete, ZshComplete

from .app import app

_SHELLS = {"bash": BashComplete, "zsh": ZshComplete, "fish": FishComplete}


@click.command()
@click.argument("shell", type=click.Choice(list(_SHELLS)))
def completion(shell: str) -> None:
    """Write a script that completes commands, for bash, zsh or fish.

    \b
    bash: add to ~/.bashrc  source <(sketricgen completion bash)
    zsh:  add to ~/.zshrc   source <(sketricgen completion zsh)
    fish: sketricgen completion fish > ~/.config/fish/completions/sketricgen.fish
    """  # noqa: D301 # click looks for the character itself
    click.echo(_SHELLS[shell](app, {}, "sketricgen", "_SKETRICGEN_COMPLETE").source())
