"""The command `sketricgen`: its commands by name, each imported when it is first needed."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import click

from sketricgen import __version__

from .exits import TABLE, guarded
from .session import Session, shared_options

# The module and what the command does, so that the list of them imports none.
COMMANDS = {
    "run": ("run", "Run an agent, and write its answer."),
    "chat": ("chat", "Talk with an agent."),
    "resume": ("run", "Go on with a run that has paused for a person."),
    "upload": ("run", "Upload files, and write their ids."),
    "agents": ("lists", "List the agents."),
    "projects": ("lists", "List the projects."),
    "knowledge-bases": ("lists", "List the knowledge bases."),
    "whoami": ("lists", "Show whom the API key belongs to."),
    "connectors": ("connectors", "List, connect and attach the apps that agents can use."),
    "brand-agents": ("brand_agents", "Make agents from websites, show and change them."),
    "doctor": ("doctor", "Find what is wrong, without running anything."),
    "emulator": ("emulator", "Run a SketricGen server on this machine."),
    "completion": ("completion", "Write a script for your shell that completes commands."),
}
ENVIRONMENT = [
    ("SKETRICGEN_API_KEY", "the API key"),
    ("SKETRICGEN_BASE_URL", "the URL of the chat server, if it is not SketricGen's own"),
    ("SKETRICGEN_PLATFORM_URL", "the URL of the platform, if it is not SketricGen's own"),
    ("SKETRICGEN_TIMEOUT", "seconds to wait for the server at each step"),
    ("SKETRICGEN_UPLOAD_TIMEOUT", "seconds to wait while a file is sent"),
    ("SKETRICGEN_MAX_RETRIES", "how often to send again what can be sent again"),
    ("SKETRICGEN_LOG", "debug or info: the log of the requests, on standard error"),
    ("SKETRICGEN_CONFIG_FILE", "the configuration file; a profile is a table of it"),
    ("SKETRICGEN_PROFILE", "the profile to use: the one called default unless it is set"),
    ("NO_COLOR", "no colours"),
]


class Commands(click.Group):
    """A group that imports a command when it is called, or its own help is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the commands."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import a command."""
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f".{COMMANDS[cmd_name][0]}", __package__)
        command: click.Command = getattr(module, cmd_name.replace("-", "_"))
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands, exit codes and variables."""
        commands = [(name, does) for name, (_, does) in COMMANDS.items()]
        sections = {"Commands": commands, "Exit codes": TABLE, "Environment": ENVIRONMENT}
        for title, rows in sections.items():
            with formatter.section(title):
                formatter.write_dl(rows)

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command, and turn what ends it into an exit code."""
        with guarded(ctx.ensure_object(Session)):
            return super().invoke(ctx)


@click.command(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, message="sketricgen %(version)s")
@shared_options
def app() -> None:
    """Run the agents of SketricGen.

    The answer goes to standard output, all else to standard error. The API key is read from the
    environment, the configuration file or --key-file; it is never an option.
    """
