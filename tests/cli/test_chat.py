"""A conversation in the terminal: turns, files, tool calls, approvals, and ways to leave."""

from __future__ import annotations

import stat
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import pytest
from sketricgen import SketricGenError
from sketricgen.cli import asking
from sketricgen.cli.asking import history, history_file
from sketricgen.cli.writers import Rendered, length_of_whole_blocks

from tests.cli.conftest import Terminal
from tests.cli.pty_session import PtySession
from tests.cli.test_run import FINISHED, RUN, SAID, STARTED, stream_of
from tests.support import CloseAfterRequest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Cli
    from tests.support import FaultServer

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo-terminals")


@pytest.fixture(autouse=True)
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the history is, in this process and in others."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    path = tmp_path / "state" / "sketricgen" / "history"
    monkeypatch.setattr(asking, "history_file", lambda: path)
    return path


def lines(*given: str) -> str:
    return "".join(f"{line}\n" for line in given)


def test_a_conversation_goes_on_from_line_to_line(cli: Cli) -> None:
    done = cli("chat", "echo", stdin=lines("Hello", "", "again"))
    assert done.code == 0
    assert done.out == (
        "You said: Hello\nThis is turn 1 of our conversation.\n"
        "You said: again\nThis is turn 2 of our conversation.\n"
    )
    assert "Conversation: conv_" in done.err


def test_an_earlier_conversation_goes_on(cli: Cli) -> None:
    first = cli("chat", "echo", stdin=lines("Hello"))
    id_ = first.err.split("Conversation: ")[1].strip()
    again = cli("chat", "echo", "--conversation", id_, stdin=lines("again"))
    assert "This is turn 2" in again.out


def test_quit_leaves_and_help_says_how(cli: Cli) -> None:
    done = cli("chat", "echo", stdin=lines("/help", "/quit", "never sent"))
    assert (done.code, done.out) == (0, "")
    assert "/file PATH" in done.err
    assert "Conversation:" not in done.err  # there is none


def test_a_slash_begins_a_command_and_two_a_message(cli: Cli) -> None:
    done = cli("chat", "echo", stdin=lines("/etc/hosts is what?", "//etc/hosts"))
    assert "There is no command /etc/hosts." in done.err
    assert done.out.startswith("You said: /etc/hosts\n")


def test_files_go_with_the_next_message_or_alone(cli: Cli, tmp_path: Path) -> None:
    note = tmp_path / "note.txt"
    note.write_text("words", encoding="utf-8")
    talk = lines(f"/file {note}", "look", f"/file {note}", "", "nothing", "/file missing.txt")
    done = cli("chat", "echo", stdin=talk)
    assert done.out.count("File 1: note.txt") == 2
    assert "There is no file missing.txt." in done.err


def test_tool_calls_are_shown_as_they_happen(cli: Cli) -> None:
    assert "Tool: calculator({" in cli("chat", "tool", stdin=lines("2 + 2")).err


def test_a_pause_asks_for_each_action_until_the_answer_is_one(cli: Cli) -> None:
    answers = ["perhaps", "respond", "respond \ud800", "respond Ask Ann.", "/quit"]
    done = cli("chat", "approval", stdin=lines("dear Ann", *answers))
    assert done.out == "You decided: respond: Ask Ann.\n"
    assert 'The agent asks: send_email({"text": "dear Ann"})' in done.err
    assert done.err.count("Please answer with one of: respond WORDS, approve, reject.") == 3
    assert "The message of a decision" in done.err


def test_a_rejection_may_say_why(cli: Cli) -> None:
    done = cli("chat", "approval", stdin=lines("delete a.txt", "reject  too early "))
    assert done.out == "You decided: reject: too early\n"


def test_runs_need_not_pause(cli: Cli) -> None:
    done = cli("chat", "approval", "--no-pause", stdin=lines("dear Ann"))
    assert done.out.startswith("Nothing was done")


def test_the_end_of_input_leaves_an_open_decision(cli: Cli) -> None:
    done = cli("chat", "approval", stdin=lines("dear Ann"))
    assert (done.code, done.out) == (0, "")


def test_a_pause_that_does_not_say_for_what_leaves_the_turn(
    faulty_cli: Cli, server: FaultServer
) -> None:
    asks = {
        **FINISHED,
        "outcome": {"type": "interrupt", "interrupts": [{"id": "i", "reason": "x"}]},
    }
    server.on("POST", RUN, stream_of(STARTED, asks))
    done = faulty_cli("chat", "a", stdin=lines("Hi"))
    assert "does not say for what" in done.err


def test_an_error_ends_the_turn_and_not_the_chat(faulty_cli: Cli, server: FaultServer) -> None:
    said = stream_of(STARTED, {**SAID, "delta": "Hello"}, FINISHED)
    server.on("POST", RUN, CloseAfterRequest(), said)
    done = faulty_cli("chat", "a", stdin=lines("Hi", "Hi"))
    assert (done.code, done.out) == (0, "Hello\n")
    assert done.err.count("Error: ") == 1


def test_an_interrupt_ends_the_turn_and_says_that_the_run_may_go_on(
    cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("sketricgen.cli.output.Output.answer", interrupted)
    done = cli("chat", "echo", stdin=lines("Hi", "/quit"))
    assert done.code == 0
    assert "Stopped listening. The run may go on at the service." in done.err


def test_an_interrupt_at_the_prompt_leaves(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("sketricgen.cli.chat.ask", interrupted)
    done = cli("chat", "echo")
    assert done.code == 130
    assert "Nothing was under way" in done.err


def test_a_person_sees_markdown_and_notes_between_its_blocks(
    faulty_cli: Cli, server: FaultServer, terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sketricgen.cli.writers._BETWEEN_PICTURES", 0.0)
    call = {"type": "TOOL_CALL_START", "tool_call_id": "c", "tool_call_name": "find"}
    pieces = ["# Ti", "tle\n\nSome *wo", "rds*\n", "\n* one\n\x1b]0;x\x07"]
    said = [{**SAID, "delta": piece} for piece in pieces]
    server.on("POST", RUN, stream_of(STARTED, *said, call, {**SAID, "delta": "end"}, FINISHED))
    done = faulty_cli("chat", "a", stdin=lines("Hi", "/quit"))
    assert "Tool: find" in done.err
    shown = terminal.getvalue()
    assert "Title" in shown
    assert "\x1b[3mwords" in shown  # in italics
    assert " • " in shown
    assert shown.index("one") < shown.rindex("end")
    assert "\x1b]0;" not in shown


@pytest.mark.parametrize("no_color", [False, True])
def test_no_color_is_honoured(no_color: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)
    if no_color:
        monkeypatch.setenv("NO_COLOR", "1")
    terminal = Terminal()
    monkeypatch.setattr(sys, "stdout", terminal)
    writer = Rendered()
    writer.add("```python\nprint(1)\n```\n\n")
    assert ("\x1b[38" in terminal.getvalue()) is not no_color


def test_what_is_drawn_again_waits_a_moment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sketricgen.cli.writers._BETWEEN_PICTURES", 1e9)
    drawn: list[str] = []
    monkeypatch.setattr(Rendered, "_draw", lambda self: drawn.append(self._text))
    writer = Rendered()
    writer.add("Hello")
    assert drawn == []
    monkeypatch.setattr("sketricgen.cli.writers._BETWEEN_PICTURES", 0.0)
    writer.add(" you")
    assert drawn == ["Hello you"]


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("one", ""),
        ("one\n\n", "one\n\n"),
        ("one\n\ntwo\n", "one\n\n"),
        ("```\na\n\nb\n", ""),
        ("```\na\n\n~~~\n\n", ""),
        ("```\na\n\nb\n```\n\nc", "```\na\n\nb\n```\n\n"),
        ("\n", "\n"),
    ],
)
def test_a_blank_line_ends_a_block_except_in_code(text: str, whole: str) -> None:
    assert text[: length_of_whole_blocks(text)] == whole


def test_history_is_kept_for_its_owner_alone(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    readline = pytest.importorskip("readline", reason="Windows has none")
    monkeypatch.setattr("sketricgen.cli.asking.is_terminal", lambda _: True)
    readline.clear_history()
    with history():
        readline.add_history("Hello")
    assert "Hello" in kept.read_text(encoding="utf-8")
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    readline.clear_history()
    with suppress(SketricGenError), history():  # as after an error
        assert readline.get_history_item(readline.get_current_history_length()) == "Hello"
        raise SketricGenError("it is kept all the same")


def test_without_readline_there_is_no_history(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sketricgen.cli.asking.is_terminal", lambda _: True)
    monkeypatch.setitem(sys.modules, "readline", None)
    with history():
        pass
    assert not kept.exists()


def test_the_history_is_where_the_platform_keeps_such() -> None:
    assert history_file().parts[-2:] == ("sketricgen", "history")


@POSIX
def test_a_real_terminal_asks_and_remembers(
    cli: Cli, kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "xterm")
    with PtySession("chat", "approval") as terminal:
        terminal.until("> ")
        terminal.type("dear Ann\n")
        assert "The agent asks: send_email" in terminal.until("reject? ")
        terminal.type("approve\n")
        assert "You decided: approve." in terminal.until("> ")
        terminal.type("/quit\n")
        assert "Conversation: conv_" in terminal.rest()
        assert terminal.code() == 0
    assert "dear Ann" in kept.read_text(encoding="utf-8")
