"""Test a program against agents that do what the test says: refuse, break off, pause.

    python examples/scripted_agents.py

Needs no key and no network, but `pip install "sketricgen[testing]"`. In pytest the fixture
`sketricgen` is the same service: see docs/testing.md.
"""

from __future__ import annotations

from sketricgen import SketricGenClient, SketricGenError
from sketricgen.testing import ScriptedService


def summary(agent_id: str, text: str) -> str:
    """The program that is tested."""
    with SketricGenClient.from_env() as client:
        try:
            with client.run_workflow_sync(agent_id, text, stream=True) as stream:
                return stream.collect().text
        except SketricGenError as error:
            return "It may have run." if error.maybe_executed else "It did not run."


def main() -> None:
    with ScriptedService() as service:
        service.agent("busy").refuses(429, retry_after=0.01).then().says("Short", ".")
        service.agent("lost").says("Sho").drops()
        service.agent("strict").refuses(403)
        for agent_id in ("busy", "lost", "strict"):
            print(f"{agent_id}: {summary(agent_id, 'A long text')}")
        print(f"lost was asked {service.agent('lost').runs[0].user_input!r} once")
        service.assert_nothing_ran_twice()


if __name__ == "__main__":
    main()
