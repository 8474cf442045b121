"""The command `python -m sketricgen.emulator`."""

from __future__ import annotations

import argparse
import signal
import sys
import threading

from sketricgen.emulator import Emulator
from sketricgen.emulator.agents import AGENTS

# On Windows a wait without an end cannot be interrupted by Ctrl-C.
_LONGEST_WAIT_SECONDS = 0.5


def main(arguments: list[str] | None = None) -> int:
    """Serve until Ctrl-C or SIGTERM.

    Args:
        arguments: Of the command line; those of the process unless given.

    Returns:
        The exit status: 0 after serving, 1 when the port is taken.
    """
    options = _parser().parse_args(arguments)
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda _number, _frame: stop.set())
    try:
        emulator = Emulator(
            api_key=options.api_key, port=options.port, slow_seconds=options.slow_seconds
        )
        with emulator:
            print(f"SKETRICGEN_BASE_URL={emulator.base_url}")
            print(f"SKETRICGEN_PLATFORM_URL={emulator.platform_url}")
            print(f"SKETRICGEN_API_KEY={emulator.api_key}", flush=True)
            while not stop.wait(_LONGEST_WAIT_SECONDS):
                pass
    except OSError as error:
        print(f"cannot listen on port {options.port}: {error.strerror}", file=sys.stderr)
        return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    width = max(map(len, AGENTS))
    table = "\n".join(f"  {name:{width}}  {agent.does}" for name, agent in AGENTS.items())
    parser = argparse.ArgumentParser(
        prog="python -m sketricgen.emulator",
        description=(
            "Runs a SketricGen server on 127.0.0.1 until Ctrl-C. It prints the variables that\n"
            "point a client at it. Everything it is given is forgotten when it stops."
        ),
        epilog=f"agents, by agent_id:\n{table}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "--port", type=_port, default=0, help="port to listen on (default: 0, which is a free one)"
    )
    parser.add_argument(
        "--api-key", type=_key, default="local-key", help="key to take (default: %(default)s)"
    )
    parser.add_argument(
        "--slow-seconds",
        type=float,
        default=1.0,
        help="how long the agent `slow` waits before each event (default: %(default)s)",
    )
    return parser


def _port(text: str) -> int:
    port = int(text)
    if not 0 <= port <= 65535:
        raise argparse.ArgumentTypeError("must be from 0 to 65535")
    return port


def _key(text: str) -> str:
    if not (text and text.isascii()):
        raise argparse.ArgumentTypeError("must be ASCII text and not empty")
    return text


if __name__ == "__main__":
    sys.exit(main())
