"""The command `chat`: a conversation in the terminal."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sketricgen import HitlResume, SketricGenError

from .asking import ask, decide, history
from .reading import Reader
from .session import Session, pass_session, shared_options
from .writers import writer_for

if TYPE_CHECKING:
    from sketricgen import Conversation, WorkflowResult

_HELP = """\
/file PATH   attach a file to the next message
/help        show this list
/quit        leave; so does the end of input (Ctrl-D)
//...        a message that begins with a slash
Ctrl-C while an answer arrives stops listening; the run may go on at the service."""


@click.command()
@click.argument("agent")
@click.option("--conversation", metavar="ID", help="The conversation to continue.")
@click.option("--contact", metavar="ID", help="Your own id of the person who asks.")
@click.option("--no-pause", is_flag=True, help="Do not let runs pause for you to decide.")
@shared_options
@pass_session
def chat(
    session: Session,
    /,
    agent: str,
    conversation: str | None,
    contact: str | None,
    no_pause: bool,
) -> None:
    """Talk with an agent.

    /file attaches files, /quit leaves, /help lists what else there is. When a run pauses, you are
    asked to decide.
    """
    with session.client() as client, history():
        talk = client.conversation(agent, conversation, contact)
        chat = Chat(session, talk, client.config.api_key, may_pause=not no_pause)
        chat.run()
    if talk.conversation_id:
        session.output.note(f"Conversation: {talk.conversation_id}")


class Chat:
    """A conversation in the terminal."""

    def __init__(
        self, session: Session, talk: Conversation, api_key: str, *, may_pause: bool
    ) -> None:
        self._session = session
        self._output = session.output
        self._talk = talk
        self._api_key = api_key
        self._may_pause = may_pause
        self._files: list[Path] = []
        self._writer = writer_for(session.output)
        session.output.pause = self._writer.pause

    def run(self) -> None:
        """Take lines until the person leaves."""
        self._output.note(f"You talk with {self._talk.agent_id}. /help lists the commands.")
        try:
            while self._take(ask("> ").strip()):
                pass
        except EOFError:
            pass

    def _take(self, line: str) -> bool:
        """Do what a line asks for, and return whether the chat goes on."""
        command, _, rest = line.partition(" ")
        if command == "/quit":
            return False
        if command == "/help":
            self._output.warn(_HELP)
        elif command == "/file":
            self._attach(rest.strip())
        elif command.startswith("/") and not command.startswith("//"):
            self._output.warn(f"There is no command {command}. /help lists them.")
        elif line or self._files:
            self._send(line[1:] if command.startswith("//") else line)
        return True

    def _attach(self, name: str) -> None:
        path = Path(name).expanduser()
        if path.is_file():
            self._files.append(path)
            self._output.note(f"{path} goes with the next message.")
        else:
            self._output.warn(f"There is no file {name}.")

    def _send(self, text: str) -> None:
        files, self._files = self._files, []
        try:
            result = self._turn(user_input=text, file_paths=files)
            while result.paused:
                request = result.hitl_request
                if request is None or not request.action_requests:
                    self._output.warn("The run waits for a person, but does not say for what.")
                    return
                decisions = decide(self._output, request)
                result = self._turn(hitl_resume=HitlResume(request.request_id, decisions))
        except KeyboardInterrupt:
            self._output.warn("Stopped listening. The run may go on at the service.")
        except SketricGenError as error:
            self._output.warn(f"Error: {error}")
        finally:
            self._session.under_way = None

    def _turn(self, **given: Any) -> WorkflowResult:
        self._session.under_way = "The run"
        stream = self._talk.stream_sync(**given, enable_hitl=self._may_pause)
        reader = Reader(stream, self._output, self._api_key, self._talk.agent_id)
        try:
            with closing(reader.texts()) as texts:
                for text in texts:
                    self._writer.add(text)
        finally:
            self._writer.pause()
        return reader.result
