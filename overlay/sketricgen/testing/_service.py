"""A local server whose agents are scripted."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Callable

from sketricgen.emulator import Emulator
from sketricgen.emulator.agents import ECHO, Agent
from sketricgen.emulator.errors import ChatError
from sketricgen.errors import SketricGenValidationError

from ._agents import RecordedRun, ScriptedAgent
from ._surroundings import environment, loopback_only

if TYPE_CHECKING:
    from collections.abc import Iterator

    from typing_extensions import Self

    from sketricgen.emulator.validation import WorkflowRequest


class ScriptedService:
    """A SketricGen service on this machine, whose agents do what a test has scripted.

    Within its `with` block the environment variables of the SDK lead to it, so that
    `SketricGenClient.from_env()` does, and no client of this process reaches a host other than this
    machine. Files and the control plane are those of `sketricgen.emulator`.

    The block fails at its end if an agent was run that nobody scripted, or if a client tried to
    reach another host.

    Args:
        api_key: The API key to accept.

    Raises:
        AssertionError: On leaving, as above.

    Example:
        >>> from sketricgen.testing import ScriptedService
        >>> with ScriptedService() as service, SketricGenClient.from_env() as local:
        ...     _ = service.agent("b").refuses(429, retry_after=0.01).then().says("ok")
        ...     print(local.run_workflow_sync("b", "Hi").response)
        ...     print(service.agent("b").runs[0].user_input)
        ...     service.assert_nothing_ran_twice()
        ok
        Hi
    """

    def __init__(self, *, api_key: str = "local-key") -> None:
        self._server = Emulator(api_key=api_key, agents=_EveryAgent(self._begin))
        self._agents: dict[str, ScriptedAgent] = {}
        self._problems: list[str] = []
        self._open = ExitStack()

    @property
    def api_key(self) -> str:
        """The API key that it accepts."""
        return self._server.api_key

    @property
    def base_url(self) -> str:
        """The base URL of the chat server. Available once the block is entered."""
        return self._server.base_url

    @property
    def platform_url(self) -> str:
        """The base URL of the platform. Available once the block is entered."""
        return self._server.platform_url

    @property
    def requests(self) -> list[tuple[str, str, int]]:
        """Method, path and status of each response, in order; 499 if the client left."""
        return self._server.requests

    def agent(self, agent_id: str) -> ScriptedAgent:
        """Return an agent, to script it or to look at its runs.

        Args:
            agent_id: Its id. The same id gives the same agent.

        Returns:
            The agent.

        Raises:
            SketricGenValidationError: `agent_id` is not a string, or it is blank.

        Example:
            >>> ScriptedService().agent("a").says("Hi").agent_id
            'a'
        """
        _check_id(agent_id)
        return self._agents.setdefault(agent_id, ScriptedAgent(agent_id))

    def assert_nothing_ran_twice(self) -> None:
        """Fail if an agent has begun two runs for the same request, streamed or not.

        A request that was refused did not run. A test that means to ask the same thing twice looks
        at `runs` instead.

        Raises:
            AssertionError: Naming the agent and the input.

        Example:
            >>> ScriptedService().assert_nothing_ran_twice()
        """
        for agent in self._agents.values():
            asked = [replace(run, stream=False) for run in agent.runs]
            twice = next((run for run in asked if asked.count(run) > 1), None)
            if twice is not None:
                raise AssertionError(
                    f"agent {agent.agent_id!r} ran {asked.count(twice)} times for the same "
                    f"request, {twice.user_input!r}."
                )

    def check(self) -> None:
        """Fail if an agent was run that nobody scripted, or another host was to be reached.

        Raises:
            AssertionError: Naming the agent or the host.

        Example:
            >>> ScriptedService().check()
        """
        problems, self._problems = self._problems, []
        if problems:
            raise AssertionError("\n".join(dict.fromkeys(problems)))

    def __enter__(self) -> Self:
        with ExitStack() as opening:
            opening.enter_context(self._server)
            opening.enter_context(environment(self.base_url, self.platform_url, self.api_key))
            opening.enter_context(loopback_only(self._problems.append))
            self._open = opening.pop_all()
        return self

    def __exit__(self, error_type: object, *_: object) -> None:
        self._open.close()
        if error_type is None:  # else that error says what happened
            self.check()

    def _begin(self, request: WorkflowRequest) -> Agent:
        agent = self.agent(request.agent_id)
        script = agent._next_script()  # noqa: SLF001 # pyright: ignore[reportPrivateUsage]
        if script is None:
            raise self._refused(
                f"agent {agent.agent_id!r} is not scripted for this run. Script it with "
                f"agent({agent.agent_id!r}).says(...)."
            )
        if script.refusal is not None:
            status, message, wait = script.refusal
            raise ChatError(status, message, None if wait is None else {"Retry-After": f"{wait}"})
        if script.pauses and not request.may_pause:
            raise self._refused(
                f"agent {agent.agent_id!r} is scripted to pause, but the run does not allow it. "
                "Run it with enable_hitl=True."
            )
        agent.runs.append(_recorded(request))
        return Agent("plays a script", script.play)

    def _refused(self, problem: str) -> ChatError:
        self._problems.append(problem)
        return ChatError(404, problem)


def _check_id(agent_id: object) -> None:
    if not isinstance(agent_id, str) or not agent_id.strip():
        raise SketricGenValidationError(
            f"agent_id must be a string that is not blank, got {agent_id!r}."
        )


def _recorded(request: WorkflowRequest) -> RecordedRun:
    decided = request.resume.decisions if request.resume else ()
    return RecordedRun(
        user_input=request.user_input or "",
        assets=request.assets,
        conversation_id=request.conversation_id,
        contact_id=request.contact_id,
        stream=request.stream,
        decisions=tuple(
            {"type": each.type, **({} if each.message is None else {"message": each.message})}
            for each in decided
        ),
    )


@dataclass(frozen=True)
class _Entrance(Agent):
    begin: Callable[[WorkflowRequest], Agent]

    def for_run(self, request: WorkflowRequest) -> Agent:
        return self.begin(request)


class _EveryAgent(Mapping[str, Agent]):
    """Holds an agent by every id, so that each run can be checked against the scripts."""

    def __init__(self, begin: Callable[[WorkflowRequest], Agent]) -> None:
        self._entrance = _Entrance("plays scripts", ECHO.answer, begin)

    def __getitem__(self, agent_id: str) -> Agent:
        return self._entrance

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0
