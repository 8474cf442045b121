"""The command `python -m sketricgen.emulator`."""

from __future__ import annotations

import argparse
import signal
import sys
import threading

from sketricgen.emulator import Emulator
from sketricgen.emulator.agents import AGENTS

# On Windows, Ctrl-C does not interrupt a wait without a timeout.
_MAX_WAIT_SECONDS = 0.5


def main(arguments: list[str] | None = None) -> int:
    """Serve until Ctrl-C or SIGTERM.

    Args:
        arguments: The command line arguments. Defaults to those of the process.

    Returns:
        The exit status: 0 after serving, 1 if the port is in use.
    """
    parser = _parser()
    options = parser.parse_args(arguments)
    if options.api_key == options.second_api_key:
        parser.error("--second-api-key must be another key than --api-key")
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda _number, _frame: stop.set())
    try:
        emulator = Emulator(
            api_key=options.api_key,
            second_api_key=options.second_api_key,
            port=options.port,
            slow_seconds=options.slow_seconds,
            job_seconds=options.job_seconds,
        )
        with emulator:
            print(f"SKETRICGEN_BASE_URL={emulator.base_url}")
            print(f"SKETRICGEN_PLATFORM_URL={emulator.platform_url}")
            print(f"SKETRICGEN_API_KEY={emulator.api_key}", flush=True)
            while not stop.wait(_MAX_WAIT_SECONDS):
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
            "Runs a SketricGen server on 127.0.0.1 until Ctrl-C. Prints the environment variables\n"
            "that point a client at it. All data is deleted when it stops."
        ),
        epilog=f"agents, by agent_id:\n{table}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "--port", type=_port, default=0, help="port to listen on (default: 0, any free port)"
    )
    parser.add_argument(
        "--api-key", type=_key, default="local-key", help="API key to accept (default: %(default)s)"
    )
    parser.add_argument(
        "--second-api-key",
        type=_key,
        help="API key of a second teamspace (default: that of the first, followed by -2)",
    )
    parser.add_argument(
        "--job-seconds",
        type=float,
        default=2.0,
        help="seconds that it takes to make a brand agent (default: %(default)s)",
    )
    parser.add_argument(
        "--slow-seconds",
        type=float,
        default=1.0,
        help="seconds that the agent `slow` waits before each event (default: %(default)s)",
    )
    return parser


def _port(text: str) -> int:
    port = int(text)
    if not 0 <= port <= 65535:
        raise argparse.ArgumentTypeError(f"must be between 0 and 65535, got {port}")
    return port


def _key(text: str) -> str:
    if not (text and text.isascii()):
        raise argparse.ArgumentTypeError("must be ASCII and not empty")
    return text


if __name__ == "__main__":
    sys.exit(main())
