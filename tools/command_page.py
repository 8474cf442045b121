"""Writes docs/command-line.md from the command itself: `python tools/command_page.py`."""

from __future__ import annotations

from inspect import cleandoc
from pathlib import Path
from typing import TYPE_CHECKING, cast

import click
from sketricgen.cli.app import COMMANDS, ENVIRONMENT, app
from sketricgen.cli.exits import TABLE
from sketricgen.cli.settings import NAMES

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

PAGE = Path(__file__).resolve().parent.parent / "docs" / "command-line.md"
INTRODUCTION = """\
# The command line

```sh
pip install "sketricgen[cli]"
export SKETRICGEN_API_KEY=…
sketricgen run agent-123 "Hello!"
sketricgen run agent-123 "Sum up." -f report.pdf --format json | jq -r .text
git diff | sketricgen run agent-123 -
sketricgen chat agent-123
sketricgen doctor
```

The answer goes to standard output; progress, tool calls, times, warnings and errors go to standard
error. What is piped is plain; tables and markdown are for terminals, without colours where
`NO_COLOR` is set. `--format events` writes each event as a line of JSON, as it arrives.

This page is made by `python tools/command_page.py`.
"""
PROFILES = f"""\
## Settings

An option wins over the environment, and the environment over the configuration file. The API key is
never an option, since shells and lists of processes keep those: it comes from `SKETRICGEN_API_KEY`,
from the file that `--key-file` names, or from the configuration file.

That file is `config.toml` in the folder where your platform keeps the settings of programs
(`~/.config/sketricgen` on Linux; `--config-file` names another). Each of its tables is a profile:

```toml
[default]
api_key = "…"

[staging]
api_key = "…"
base_url = "https://chat.staging.example.com"
platform_url = "https://platform.staging.example.com"
timeout = 60
```

`--profile staging` chooses one. A file with a key in it is refused if others can read it. A profile
may hold {", ".join(f"`{name}`" for name in NAMES)}.
"""


def page() -> str:
    """Return the text of the page."""
    parts = [INTRODUCTION, "## Exit codes\n", *_table(("code", "meaning"), TABLE)]
    parts += [PROFILES, *_table(("variable", "meaning"), ENVIRONMENT), "## Commands\n"]
    parts.append("All commands have these options:\n")
    parts += _options(app)
    commands = cast("click.Group", app)
    shared = {parameter.name for parameter in app.params}
    for name in COMMANDS:
        command = commands.get_command(click.Context(app), name)
        if command is not None:
            parts += _described(f"sketricgen {name}", command, shared)
    return "\n".join(parts).rstrip() + "\n"


def _described(path: str, command: click.Command, shared: Collection[str | None]) -> Iterator[str]:
    if isinstance(command, click.Group):
        for name, each in command.commands.items():
            yield from _described(f"{path} {name}", each, shared)
        return
    arguments = [p for p in command.params if isinstance(p, click.Argument)]
    usage = " ".join([path, *(p.metavar or str(p.name).upper() for p in arguments)])
    yield f"### {path}\n\n`{usage}`\n\n{_help_of(command)}\n"
    yield from _options(command, shared)


def _help_of(command: click.Command) -> str:
    text = cleandoc(command.help or "")
    head, found, block = text.partition("\b\n")
    return f"{head.rstrip()}\n\n```sh\n{block.rstrip()}\n```" if found else head.rstrip()


def _options(command: click.Command, shared: Collection[str | None] = ()) -> list[str]:
    options = [p for p in command.params if isinstance(p, click.Option) and p.name not in shared]
    rows = [(f"`{', '.join(p.opts)}`", (p.help or "").replace("|", "\\|")) for p in options]
    return _table(("option", "meaning"), rows) if rows else []


def _table(head: tuple[str, str], rows: list[tuple[str, str]]) -> list[str]:
    cells = [head, ("---", "---"), *rows]
    return ["\n".join(f"| {left} | {right} |" for left, right in cells) + "\n"]


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
