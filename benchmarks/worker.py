"""A process that runs measurements of one subject.

It is started as ``python -m benchmarks.worker SUBJECT URL`` with the Python of the environment in
which the subject is installed. Each line of its input is a JSON object with ``case`` and
``arguments``; each line of its output is the sample, or null if the subject does not offer it.
"""

from __future__ import annotations

import asyncio
import json
import sys
from contextlib import suppress
from importlib import import_module

from .cases import CASES, NEEDS, Unsupported

# By name, because each environment contains only its own subjects.
SUBJECTS = {
    "sketricgen": ("ours", "Ours"),
    "httpx": ("floors", "Httpx"),
    "httpx unlimited": ("floors", "HttpxUnlimited"),
    "httpx-sse": ("floors", "HttpxSse"),
    "httpx alone": ("floors", "Httpx"),
    "official": ("peers", "Official"),
    "openai": ("peers", "OpenAI"),
    "anthropic": ("peers", "Anthropic"),
}


def main(name: str, url: str) -> None:
    """Run measurements until the input ends."""
    module, kind = SUBJECTS[name]
    subject = getattr(import_module(f"benchmarks.{module}"), kind)(url)
    loop = asyncio.new_event_loop()
    asyncio.set_event_loop(loop)
    for line in sys.stdin:
        request = json.loads(line)
        case = request["case"]
        sample = None
        if hasattr(subject, NEEDS.get(case, case)):
            with suppress(Unsupported):
                sample = CASES[case](subject, loop, **request["arguments"])
        print(json.dumps(sample), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
