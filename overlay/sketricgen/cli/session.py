"""What the commands share: the options that all of them have, and the client."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Any, Callable, TypeVar

import click

from .output import Output

if TYPE_CHECKING:
    from typing_extensions import Concatenate, ParamSpec

    from sketricgen import SketricGenClient

    from .settings import Settings

    P = ParamSpec("P")
    T = TypeVar("T")

F = TypeVar("F", bound=Callable[..., Any])


class Session:
    """One run of the command: a plain class, since the help waits for it.

    Attributes:
        profile: The profile that was asked for.
        config_file: The file of profiles, if it is not the usual one.
        key_file: The file that holds the key.
        timeout: Seconds, in place of those of the environment.
        output: Where the command writes.
        under_way: What may be going on at the service, for the message of an interruption.
        warnings: What is unusual about the settings of the client.
    """

    def __init__(self, timeout: float | None = None) -> None:
        self.profile: str | None = None
        self.config_file: str | None = None
        self.key_file: str | None = None
        self.timeout = timeout
        self.output: Output = Output()
        self.under_way: str | None = None
        self.warnings: list[str] = []

    def settings(self) -> Settings:
        """Return the settings, and where each is from."""
        from .settings import settings_of

        return settings_of(self.profile, self.config_file, self.key_file, self.timeout)

    def silent_client(self) -> SketricGenClient:
        """Make a client of the environment, the profile and the options.

        Raises:
            SketricGenValidationError: A setting is missing or not acceptable.
        """
        from sketricgen import SketricGenClient

        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            client = SketricGenClient.from_env(**self.settings().values)
        self.warnings = [str(warning.message) for warning in caught]
        return client

    def client(self) -> SketricGenClient:
        """Make a client, and write what is unusual about its settings."""
        client = self.silent_client()
        for warning in self.warnings:
            self.output.note(f"Warning: {warning}")
        return client


def _keep(context: click.Context, parameter: click.Parameter, value: Any) -> None:
    # The options may stand before the name of a command and after it.
    session = context.ensure_object(Session)
    if parameter.name == "quiet":
        session.output.quiet = session.output.quiet or value
    elif value is not None:
        setattr(session, str(parameter.name), value)


def shared_options(command: F) -> F:
    """Give a command the options that all commands have."""
    options: list[tuple[tuple[str, ...], dict[str, Any]]] = [
        (
            ("--profile",),
            {"metavar": "NAME", "help": "A profile of the configuration file.", "is_eager": True},
        ),
        (("--config-file",), {"metavar": "FILE", "help": "The configuration file to read."}),
        (("--key-file",), {"metavar": "FILE", "help": "A file that holds the API key alone."}),
        (
            ("--timeout",),
            {"metavar": "SECONDS", "type": float, "help": "How long to wait for the server."},
        ),
        (
            ("-q", "--quiet"),
            {"is_flag": True, "help": "Write nothing but the answer and errors."},
        ),
    ]
    for names, given in reversed(options):
        command = click.option(*names, callback=_keep, expose_value=False, **given)(command)
    return command


def pass_session(command: Callable[Concatenate[Session, P], T]) -> Callable[P, T]:
    """Give a command the session as its first argument."""
    return click.make_pass_decorator(Session, ensure=True)(command)
