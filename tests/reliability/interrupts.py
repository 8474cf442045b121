"""Real signals at random moments: they end a call, and poison nothing.

python -m tests.reliability.interrupts [--trials N]
"""

from __future__ import annotations

import argparse
import random
import signal
import threading
import time
from typing import TYPE_CHECKING, Any

from sketricgen import SketricGenClient, SketricGenError

from tests.contract.service import (
    COMPLETE,
    FORM,
    INIT,
    PDF,
    RUN,
    WHOLE_RUN,
    chat,
    completed_for,
    form_for,
    stream_of,
)
from tests.support import Computed, FaultServer, Reply

if TYPE_CHECKING:
    from tests.support import Received

# A call that takes longer than this after an interrupt was poisoned by it, in seconds.
AT_ONCE = 20.0
_NOTICED_WITHIN_SECONDS = 0.2
_MOST_SIGNALS = 50


def serve(server: FaultServer) -> None:
    def answer(received: Received) -> Any:
        said = received.json["user_input"]
        if received.json["stream"]:
            return stream_of(*WHOLE_RUN)
        return Reply(201, json=chat(response=said))

    server.on("POST", RUN, Computed(answer))
    server.on("POST", INIT, Computed(lambda received: form_for(server, received)))
    server.on("POST", FORM, Reply(204))
    server.on("POST", COMPLETE, Computed(completed_for))


def call(client: SketricGenClient, number: int) -> None:
    kind = number % 3
    if kind == 0:
        assert client.run_workflow_sync("agent-1", f"{number}").response == f"{number}"
    elif kind == 1:
        events = list(client.run_workflow_sync("agent-1", f"{number}", stream=True))
        assert len(events) == len(WHOLE_RUN)
    else:
        name = f"{number}.pdf"
        assert client.upload_file_sync("agent-1", PDF, file_name=name).file_id == name


def interrupt_calls(trials: int, seed: int = 0) -> int:
    """Interrupts so many calls, and makes another after each; returns how many were met.

    Raises:
        AssertionError: A call gave another's answer, did not answer at once, or left a connection.
    """
    chance = random.Random(seed)
    met = 0
    with FaultServer() as server:
        serve(server)
        client = SketricGenClient(
            "key-12345678", 60, base_url=server.url, platform_url=f"{server.url}/dev"
        )
        for number in range(trials):
            try:
                try:
                    _armed.append(True)
                    signal.setitimer(signal.ITIMER_REAL, chance.uniform(0.00001, 0.004))
                    call(client, number)
                finally:
                    _armed.clear()
            except KeyboardInterrupt:
                met += 1
            signal.setitimer(signal.ITIMER_REAL, 0)
            began = time.monotonic()
            call(client, number + 1)
            assert time.monotonic() - began < AT_ONCE, f"trial {number} was not answered at once"
        client.close()
        server.wait_until(lambda: server.open_connections == 0)
        try:
            client.run_workflow_sync("agent-1", "Hi")
        except SketricGenError:
            pass
        else:
            raise AssertionError("the client is still open")
    return met


def send_until_noticed(number: signal.Signals, noticed: threading.Event) -> None:
    """Sends a signal to the main thread, and again: one just before a wait does not end it."""
    main = threading.main_thread().ident
    assert main is not None
    for _ in range(_MOST_SIGNALS):
        signal.pthread_kill(main, number)
        if noticed.wait(_NOTICED_WITHIN_SECONDS):
            return


# What an alarm is to interrupt: the call under way, and not what the test does beside it.
_armed: list[bool] = []


def on_alarm(*_: Any) -> None:
    """Press Ctrl+C, as far as a call is concerned."""
    if _armed:
        _armed.clear()
        raise KeyboardInterrupt


def main(trials: int) -> None:
    """Interrupt calls, and print what came of it."""
    before = signal.signal(signal.SIGALRM, on_alarm)
    try:
        met = interrupt_calls(trials)
    finally:
        signal.signal(signal.SIGALRM, before)
    print(f"{trials} calls, {met} of them interrupted: nothing poisoned, no connection left.")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--trials", type=int, default=5_000)
    main(parser.parse_args().trials)
