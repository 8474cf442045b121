"""The commands that run an agent, and the one that uploads files for it."""

from __future__ import annotations

import shlex
import sys
import time
from typing import TYPE_CHECKING, Any, cast

import click

from .exits import FAILED, PAUSED
from .session import Session, pass_session, shared_options

if TYPE_CHECKING:
    from sketricgen import ChatResponse, HitlRequest, SketricGenClient

_RUN = "The run"


@click.command()
@click.argument("agent")
@click.argument("text", required=False, metavar="[TEXT | -]")
@click.option(
    "-f", "--file", "files", multiple=True, metavar="FILE", help="Attach a file; more than once."
)
@click.option("--conversation", metavar="ID", help="The conversation to continue.")
@click.option("--contact", metavar="ID", help="Your own id of the person who asks.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "events"]),
    default="text",
    help="The answer, the whole result as JSON, or each event as a line of JSON.",
)
@click.option("--deadline", type=float, metavar="SECONDS", help="How long all of it may take.")
@click.option("--no-stream", is_flag=True, help="Get the answer in one piece.")
@click.option("--no-pause", is_flag=True, help="Do not let the run pause for a person to decide.")
@shared_options
@pass_session
def run(session: Session, /, text: str | None, no_stream: bool, form: str, **given: Any) -> None:
    """Run an agent, and write its answer.

    TEXT is the message; - reads it from standard input.
    """
    if no_stream and form == "events":
        raise click.UsageError("--format events needs the stream: leave --no-stream out.")
    if text is None and not given["files"]:
        raise click.UsageError(
            "There is no message. Write it after the agent, or - to read it from standard input, "
            "or attach a file with -f."
        )
    if text == "-":
        text = sys.stdin.read()
    with session.client() as client:
        perform(
            session,
            client,
            form,
            agent_id=given["agent"],
            user_input=text or "",
            conversation_id=given["conversation"],
            contact_id=given["contact"],
            file_paths=list(given["files"]),
            stream=not no_stream,
            enable_hitl=not given["no_pause"],
            deadline=given["deadline"],
            on_upload_progress=progress(session),
        )


@click.command()
@click.argument("agent")
@click.argument("conversation")
@click.argument("request")
@click.argument("decisions", nargs=-1, required=True, metavar="DECISION...")
@shared_options
@pass_session
def resume(
    session: Session, /, agent: str, conversation: str, request: str, decisions: tuple[str, ...]
) -> None:
    """Go on with a run that has paused for a person.

    Each DECISION is approve, reject, or words to answer the agent with as respond:WORDS. There is
    one for each action of the run, in their order. The command that paused shows all of this.
    """
    from sketricgen import HitlResume

    parts = [each.partition(":") for each in decisions]
    made: list[Any] = [(kind, words) if colon else kind for kind, colon, words in parts]
    with session.client() as client:
        perform(
            session,
            client,
            "text",
            agent_id=agent,
            conversation_id=conversation,
            hitl_resume=HitlResume(request, made),
            stream=True,
            enable_hitl=True,
        )


def perform(session: Session, client: SketricGenClient, form: str, **arguments: Any) -> None:
    """Run an agent, write what it answers, and leave with the exit code of how it ended."""
    began = time.monotonic()
    session.under_way = _RUN
    outcome = cast("Any", client.run_workflow_sync(**arguments))
    output = session.output
    if arguments["stream"]:
        result = _read(session, form, outcome, client.config.api_key, arguments["agent_id"])
        paused, request, failed = result.paused, result.hitl_request, False
    else:
        result, failed = outcome, _write_whole(session, form, outcome)
        paused, request = bool(outcome.run_paused_hitl), outcome.hitl_request
    session.under_way = None
    output.note(f"Took {time.monotonic() - began:.1f} s.")
    if result.conversation_id:
        output.note(f"Conversation: {result.conversation_id}")
    if paused:
        _say_pause(session, arguments["agent_id"], result.conversation_id, request)
        sys.exit(PAUSED)
    if failed:
        sys.exit(FAILED)


def _read(session: Session, form: str, stream: Any, api_key: str, agent_id: str) -> Any:
    from .reading import Reader, as_json

    output = session.output
    reader = Reader(stream, output, api_key, agent_id)
    if form == "events":
        for event in reader.events():
            output.json(as_json(event))
            reader.add(event)
        return reader.result
    try:
        for text in reader.texts():
            if form == "text":
                output.answer(text)
    finally:
        output.end_line()
    if form == "json":
        output.json(reader.result.to_dict())
    return reader.result


def _write_whole(session: Session, form: str, answer: ChatResponse) -> bool:
    """Write an answer that came in one piece, and return whether the run failed."""
    output = session.output
    failed = answer.error or bool(answer.run_halted_out_of_credits)
    if form == "json":
        output.json(answer.to_dict())
    elif answer.error:
        output.warn(f"Error: The run failed: {answer.response}")
    elif answer.response:
        output.answer(answer.response)
        output.end_line()
    if answer.run_halted_out_of_credits:
        output.warn("Error: The run stopped because the account ran out of credits.")
    return failed


def _say_pause(
    session: Session, agent_id: str, conversation_id: str | None, request: HitlRequest | None
) -> None:
    from .reading import short

    warn = session.output.warn
    warn("Paused: a person has to decide.")
    if request is None:
        return
    for number, action in enumerate(request.action_requests, 1):
        warn(f"  {number}. {action.name}({short(action.args)})")
    ids = shlex.join([agent_id, conversation_id or "", request.request_id])
    warn(f"Go on: sketricgen resume {ids} DECISION...")


def progress(session: Session) -> Any:
    """Return what notes each file that has been sent."""

    def note(name: str, sent: int, total: int) -> None:
        if sent == total:
            session.output.note(f"Sent {name} ({total:,} bytes).")

    return note


@click.command()
@click.argument("agent")
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@shared_options
@pass_session
def upload(session: Session, /, agent: str, files: tuple[str, ...]) -> None:
    """Upload files for an agent, and write their ids, one a line."""
    with session.client() as client:
        for file in files:
            answer = client.upload_file_sync(agent, file, on_progress=progress(session))
            click.echo(answer.file_id)
