"""The client at work: answers, a story, files, a pause and a new agent, with and without asyncio.

make demo            against a server on this machine, which needs no key
make demo LIVE=1     against the service: SKETRICGEN_API_KEY is the key to use, and
                     SKETRICGEN_AGENT_ID the agent that gets every question
"""

from __future__ import annotations

import argparse
import asyncio
import os
import re
import sys
import time
from contextlib import contextmanager
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from sketricgen import SketricGenClient, SketricGenError, StreamEvent
from sketricgen.events import RunErrorEvent, TextMessageChunkEvent, TextMessageContentEvent

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sketricgen import ChatResponse
    from sketricgen.admin import JobStatus

FILES = Path(__file__).parent / "files"
NEEDED = ("SKETRICGEN_API_KEY", "SKETRICGEN_AGENT_ID")
BOLD, DIM, CYAN = "1", "2", "36"
COLOURED = sys.stdout.isatty() and not os.environ.get("NO_COLOR")
MARGIN = "   "
WIDTH = 76
BAR = 24


class RunFailedError(Exception):
    """The agent said that it failed."""


class Paper:
    """Prints text as it comes, its lines broken at the first blank past `WIDTH`."""

    def __init__(self) -> None:
        self._column = 0
        print(MARGIN, end="")

    def write(self, text: str) -> None:
        for piece in re.findall(r"\n|[^\S\n]+|\S+", text):
            if piece == "\n" or (piece.isspace() and self._column >= WIDTH):
                self._column = 0
                print(f"\n{MARGIN}", end="")
            else:
                self._column += len(piece)
                print(piece, end="", flush=True)


class Listener:
    """Prints a run's words as its events arrive, and what there is to say at its end."""

    def __init__(self) -> None:
        self._began = time.perf_counter()
        self._first_words: float | None = None
        self._types: list[str] = []
        self._paper = Paper()

    def hear(self, event: StreamEvent) -> None:
        self._types.append(str(event.json().get("type")))
        payload = event.payload
        if isinstance(payload, RunErrorEvent):
            print()
            raise RunFailedError(payload.message)
        if isinstance(payload, (TextMessageContentEvent, TextMessageChunkEvent)) and payload.delta:
            self._first_words = self._first_words or time.perf_counter() - self._began
            self._paper.write(payload.delta)

    def finish(self) -> None:
        runs = [(kind, len(list(same))) for kind, same in groupby(self._types)]
        summary = " > ".join(kind if count == 1 else f"{count} x {kind}" for kind, count in runs)
        print(f"\n{MARGIN}{painted(summary, DIM)}")
        said = f"first words after {in_words(self._first_words)}, " if self._first_words else ""
        note(f"{said}all after {in_words(time.perf_counter() - self._began)}")


def painted(text: str, style: str) -> str:
    return f"\x1b[{style}m{text}\x1b[0m" if COLOURED else text


def in_words(seconds: float) -> str:
    return f"{seconds * 1000:.0f} ms" if seconds < 1 else f"{seconds:.1f} s"


def note(text: str) -> None:
    print(f"{MARGIN}{painted(text, DIM)}")


def announce(title: str, how: str, question: str) -> None:
    print(f"\n{painted(title, BOLD)} {painted(f'({how})', DIM)}")
    print(f"{MARGIN}{painted(f'> {question}', CYAN)}")


def show_progress(file_name: str, sent_bytes: int, total_bytes: int) -> None:
    show_bar(file_name, sent_bytes, total_bytes, "bytes")


def show_job(job: JobStatus) -> None:
    progress = job.progress or {}
    show_bar("example.com", progress.get("pages", 0), progress.get("of", 1), "pages")


def show_bar(name: str, done: int, total: int, unit: str) -> None:
    bar = ("#" * (BAR * done // total)).ljust(BAR, ".")
    end = "\n" if done == total or not sys.stdout.isatty() else "\r"
    print(f"{MARGIN}{name} [{bar}] {done:,} of {total:,} {unit}", end=end, flush=True)


def show_answer(answer: ChatResponse, seconds: float) -> None:
    if answer.error:
        raise RunFailedError(answer.response)
    Paper().write(answer.response)
    print()
    note(in_words(seconds))


def ask_a_question(client: SketricGenClient, agent_id: str) -> None:
    question = "Hello! What can you do for me?"
    announce("An answer", "blocking", question)
    began = time.perf_counter()
    answer = client.run_workflow_sync(agent_id, question)
    show_answer(answer, time.perf_counter() - began)


async def listen_to_a_story(client: SketricGenClient, agent_id: str) -> None:
    question = "Tell me of the lighthouse keeper who was afraid of the dark"
    announce("A story, as it is told", "asyncio, streamed", question)
    listener = Listener()
    async with await client.run_workflow(agent_id, question, stream=True) as stream:
        async for event in stream:
            listener.hear(event)
    listener.finish()


async def ask_about_a_report(client: SketricGenClient, agent_id: str) -> None:
    question = "What is in this report?"
    announce("A PDF", "asyncio", question)
    began = time.perf_counter()
    answer = await client.run_workflow(
        agent_id, question, file_paths=[FILES / "report.pdf"], on_upload_progress=show_progress
    )
    show_answer(answer, time.perf_counter() - began)


def ask_about_a_picture(client: SketricGenClient, agent_id: str) -> None:
    question = "What does this picture show?"
    announce("A picture", "blocking, streamed", question)
    picture = FILES / "picture.png"
    file = client.upload_file_sync(agent_id, picture, on_progress=show_progress)
    listener = Listener()
    with client.run_workflow_sync(agent_id, question, assets=[file.file_id], stream=True) as stream:
        for event in stream:
            listener.hear(event)
    listener.finish()


def approve_an_action(client: SketricGenClient, agent_id: str) -> None:
    question = "Tell Ann that the kettle is on."
    announce("A pause, and what a person decides", "blocking", question)
    began = time.perf_counter()
    answer = client.run_workflow_sync(agent_id, question, enable_hitl=True)
    if answer.hitl_request:
        actions = answer.hitl_request.action_requests
        for action in actions:
            note(f"it wants to {action.name}: {action.args}; approved")
        answer = client.resume_sync(answer, ["approve"] * len(actions))
    show_answer(answer, time.perf_counter() - began)


async def make_an_agent(client: SketricGenClient, live: bool) -> None:
    announce("The control plane", "asyncio", "Which agents are there? Make one of example.com.")
    Paper().write(", ".join([a.name or a.agent_id async for a in client.agents.list()]))
    print()
    if live:
        note("none is made in your teamspace; examples/control_plane.py makes one")
        return
    job = await client.brand_agents.create_and_wait(
        "Ada", "https://example.com", poll_interval=0.1, on_progress=show_job
    )
    note(f"{job.agent_id} is ready")


@contextmanager
def connected(live: bool) -> Iterator[tuple[SketricGenClient, str | None]]:
    """Give a client, and the agent to ask: None for the local server's own agents."""
    if live:
        missing = " and ".join(name for name in NEEDED if not os.environ.get(name))
        if missing:
            sys.exit(f"To ask the service, set {missing} in the environment.")
        with SketricGenClient.from_env() as client:
            print(f"Asking {os.environ[NEEDED[1]]} at {client.config.base_url}")
            yield client, os.environ[NEEDED[1]]
        return
    from sketricgen.emulator import Emulator

    with (
        Emulator(job_seconds=0.5) as local,
        SketricGenClient(
            local.api_key, base_url=local.base_url, platform_url=local.platform_url
        ) as client,
    ):
        print(f"Asking a server on this machine, at {local.base_url}")
        yield client, None


def main() -> int:
    parser = argparse.ArgumentParser(description="Shows the client at work.")
    parser.add_argument("--live", action="store_true", help="ask the service, not a local server")
    began = time.perf_counter()
    live = parser.parse_args().live
    with connected(live) as (client, agent_id):
        try:
            ask_a_question(client, agent_id or "agent-123")
            asyncio.run(listen_to_a_story(client, agent_id or "story"))
            asyncio.run(ask_about_a_report(client, agent_id or "agent-123"))
            ask_about_a_picture(client, agent_id or "agent-123")
            approve_an_action(client, agent_id or "approval")
            asyncio.run(make_an_agent(client, live))
        except (SketricGenError, RunFailedError) as error:
            print(f"\nThat did not work: {error}", file=sys.stderr)
            return 1
    print(f"\n{painted('Done', BOLD)} in {in_words(time.perf_counter() - began)}.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
