"""Let a person decide on what an agent wants to do: approve, reject, or respond.

    python examples/human_in_the_loop.py

Needs SKETRICGEN_API_KEY, and SKETRICGEN_AGENT_ID for an agent of your own that asks for approval.
"""

from __future__ import annotations

import os

from sketricgen import SketricGenClient

AGENT = os.environ.get("SKETRICGEN_AGENT_ID", "approval")


def main() -> None:
    with SketricGenClient.from_env() as client:
        answer = client.run_workflow_sync(AGENT, "Tell Ann that we are late.", enable_hitl=True)
        while answer.hitl_request is not None:
            actions = answer.hitl_request.action_requests
            for action in actions:
                print(f"It wants to {action.name}: {action.args}")
            # A program would ask a person here.
            answer = client.resume_sync(answer, [("respond", "Ask me tomorrow.")] * len(actions))
        print(answer.response)


if __name__ == "__main__":
    main()
