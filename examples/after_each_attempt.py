"""Watch what is sent: count the attempts at requests, and how long they take.

    python examples/after_each_attempt.py

Needs SKETRICGEN_API_KEY, and SKETRICGEN_AGENT_ID for an agent of your own.
"""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

from sketricgen import Attempt, SketricGenClient

AGENT = os.environ.get("SKETRICGEN_AGENT_ID", "agent-123")
REPORT = Path(__file__).parent / "files" / "report.pdf"


def main() -> None:
    outcomes: Counter[str] = Counter()
    seconds: list[float] = []

    def note(attempt: Attempt) -> None:
        outcomes[attempt.outcome] += 1
        seconds.append(attempt.seconds)
        if attempt.next == "retry":
            print(f"again in {attempt.wait:.1f} s: {attempt.method} {attempt.url}")

    with SketricGenClient.from_env(on_attempt=note) as client:
        client.run_workflow_sync(AGENT, "How long is it?", file_paths=[REPORT])
    for outcome, count in sorted(outcomes.items()):
        print(f"{count} x {outcome}")
    print(f"the slowest took {'less' if max(seconds) < 1 else 'more'} than a second")


if __name__ == "__main__":
    main()
