"""Agents that do what a test has scripted, and remember what they were asked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sketricgen.errors import SketricGenValidationError

from ._script import Script

if TYPE_CHECKING:
    from collections.abc import Mapping

    from typing_extensions import Self

_DECISIONS = ("approve", "reject", "respond")


@dataclass(frozen=True)
class RecordedRun:
    """What was asked of a scripted agent in one run.

    Attributes:
        user_input: The text; empty if there was none.
        assets: The ids of the files.
        conversation_id: The conversation that the run went on with; None for a new one.
        contact_id: The contact, if any was named.
        stream: Whether the answer was streamed.
        decisions: What was decided on the actions of a paused run, such as `{"type": "approve"}`.
    """

    user_input: str
    assets: tuple[str, ...] = ()
    conversation_id: str | None = None
    contact_id: str | None = None
    stream: bool = False
    decisions: tuple[dict[str, str], ...] = ()


class ScriptedAgent:
    """An agent of a `ScriptedService`. Its methods say what it does, in order.

    Each method returns the agent, so that calls can be chained. `then` begins the script of the
    next run. Runs beyond the last script repeat that one.

    Attributes:
        agent_id: Its id.
        runs: What it was asked, run by run. A request that was refused is not among them.

    Example:
        >>> from sketricgen.testing import ScriptedService
        >>> with ScriptedService() as service, SketricGenClient.from_env() as local:
        ...     _ = service.agent("greeter").says("Hel", "lo")
        ...     print(local.run_workflow_sync("greeter", "Hi").response)
        Hello
    """

    def __init__(self, agent_id: str) -> None:
        self.agent_id = agent_id
        self.runs: list[RecordedRun] = []
        self._scripts = [Script()]
        self._asked = 0

    def says(self, *pieces: str) -> Self:
        """Say something: one message, with an event for each piece.

        Args:
            *pieces: The text, in one or more pieces.

        Returns:
            This agent.

        Raises:
            SketricGenValidationError: There is no piece, or one that is not a string or is empty.

        Example:
            >>> agent = ScriptedService().agent("a").says("Hel", "lo")
        """
        _check_pieces(pieces)
        return self._add("says", *pieces)

    def calls(
        self, name: str, arguments: Mapping[str, Any] | None = None, result: Any = None
    ) -> Self:
        """Call a tool.

        Args:
            name: The name of the tool.
            arguments: Its arguments.
            result: Its result: a string, or anything that JSON can hold. None leaves it out.

        Returns:
            This agent.

        Raises:
            SketricGenValidationError: The script has ended.

        Example:
            >>> agent = ScriptedService().agent("a").calls("find", {"q": 1}, result="x").says("x")
        """
        return self._add("calls", name, dict(arguments or {}), result)

    def waits(self, seconds: float) -> Self:
        """Wait, and then go on.

        Args:
            seconds: How long.

        Returns:
            This agent.

        Raises:
            SketricGenValidationError: `seconds` is not a number above 0.

        Example:
            >>> agent = ScriptedService().agent("a").says("Hel").waits(0.1).says("lo")
        """
        return self._add("waits", _seconds("waits", seconds))

    def pauses(
        self,
        name: str,
        arguments: Mapping[str, Any] | None = None,
        allowed: tuple[str, ...] = _DECISIONS,
    ) -> Self:
        """Pause until a person has decided on an action.

        Several in a row ask for one decision each, in one pause. The next script is that of the
        resumed run.

        Args:
            name: The name of the action.
            arguments: Its arguments.
            allowed: What may be decided: "approve", "reject" or "respond".

        Returns:
            This agent.

        Raises:
            SketricGenValidationError: The script has ended.

        Example:
            >>> agent = ScriptedService().agent("a").pauses("send_mail", {"to": "Ann"})
            >>> agent = agent.then().says("Sent.")
        """
        if not allowed or not set(allowed) <= set(_DECISIONS):
            raise SketricGenValidationError(
                f"allowed must name some of {', '.join(_DECISIONS)}, got {allowed!r}."
            )
        return self._add("pauses", name, dict(arguments or {}), list(allowed))

    def fails(self, message: str, code: str | None = None) -> Self:
        """Fail: the run ends with the event RUN_ERROR.

        Args:
            message: What went wrong.
            code: The code of the error, if it has one.

        Returns:
            This agent.

        Raises:
            SketricGenValidationError: The script has ended.

        Example:
            >>> agent = ScriptedService().agent("a").says("I was").fails("Broken.", code="b1")
        """
        return self._add("fails", message, code)

    def drops(self) -> Self:
        """Close the connection in the middle of the answer, after all before it was sent.

        Returns:
            This agent.

        Raises:
            SketricGenValidationError: The script has ended.

        Example:
            >>> agent = ScriptedService().agent("a").says("Hel").drops()
        """
        return self._add("drops")

    def stalls(self, seconds: float = 30.0) -> Self:
        """Go silent, with the connection open, and close it after a while.

        Args:
            seconds: How long the silence lasts. It ends when the client leaves.

        Returns:
            This agent.

        Raises:
            SketricGenValidationError: `seconds` is not a number above 0, or the script has ended.

        Example:
            >>> agent = ScriptedService().agent("a").says("Hel").stalls(30)
        """
        return self._add("stalls", _seconds("stalls", seconds))

    def garbles(self) -> Self:
        """Send something that is no JSON in place of an event, or of the whole answer.

        Returns:
            This agent.

        Raises:
            SketricGenValidationError: The script has ended.

        Example:
            >>> agent = ScriptedService().agent("a").says("Hel").garbles()
        """
        return self._add("garbles")

    def refuses(
        self, status: int, message: str = "Refused.", retry_after: float | None = None
    ) -> Self:
        """Refuse the request: no run begins.

        Args:
            status: The HTTP status, 400 to 599.
            message: What the service says.
            retry_after: The seconds in the header `Retry-After`, if it is to be sent.

        Returns:
            This agent.

        Raises:
            SketricGenValidationError: `status` is no error, or the script does something before.

        Example:
            >>> agent = ScriptedService().agent("b").refuses(429, retry_after=1).then().says("ok")
        """
        if not (type(status) is int and 400 <= status <= 599):
            raise SketricGenValidationError(
                f"status must be a whole number from 400 to 599, got {status!r}."
            )
        return self._add("refuses", status, message, retry_after)

    def then(self) -> Self:
        """Begin the script of the next run.

        Returns:
            This agent.

        Raises:
            SketricGenValidationError: The script so far is empty.

        Example:
            >>> agent = ScriptedService().agent("a").says("first").then().says("second")
        """
        if not self._scripts[-1].steps:
            raise SketricGenValidationError(
                f"then() needs a script before it: agent {self.agent_id!r} has none yet. "
                "Call says() or another method first."
            )
        self._scripts.append(Script())
        return self

    def _add(self, step: str, *arguments: Any) -> Self:
        self._scripts[-1].add(step, *arguments)
        return self

    def _next_script(self) -> Script | None:
        """Return the script of the next request; None if nothing was scripted for it."""
        script = self._scripts[min(self._asked, len(self._scripts) - 1)]
        self._asked += 1
        return script if script.steps else None


def _check_pieces(pieces: tuple[object, ...]) -> None:
    if not pieces or not all(isinstance(piece, str) and piece for piece in pieces):
        raise SketricGenValidationError(
            f"says() must get strings that are not empty, got {pieces!r}. "
            'Give at least one, as in says("Hel", "lo").'
        )


def _seconds(method: str, seconds: object) -> float:
    if isinstance(seconds, (int, float)) and not isinstance(seconds, bool) and seconds > 0:
        return float(seconds)
    raise SketricGenValidationError(
        f"{method}() must get a number of seconds above 0, got {seconds!r}."
    )
