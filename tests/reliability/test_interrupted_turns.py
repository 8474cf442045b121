"""An interrupt, wherever it comes in a turn of a conversation, leaves the conversation usable."""

from __future__ import annotations

import os
import re
import subprocess
import sys


def test_an_interrupt_before_any_step_of_a_turn_leaves_the_conversation_usable() -> None:
    # In a process of its own, whose coverage is not measured: both would trace it.
    environment = {k: v for k, v in os.environ.items() if not k.startswith("COVERAGE")}
    done = subprocess.run(
        [sys.executable, "-m", "tests.reliability.interrupted_turns"],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    steps = re.match(r"(\d+) steps, each interrupted", done.stdout)
    assert steps is not None
    assert int(steps[1]) > 50
