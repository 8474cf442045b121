"""The answer goes to standard output and nothing else does; the exit code says how a run ended."""

from __future__ import annotations

import json
import re
import sys
from typing import TYPE_CHECKING, Any

import pytest
from sketricgen import SketricGenClient
from sketricgen.cli.exits import guarded
from sketricgen.cli.session import Session

from tests.support import CloseAfterRequest, Reply, Stream

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Cli, Terminal
    from tests.support import FaultServer

RUN = "/api/v1/run-workflow"
STARTED = {"type": "RUN_STARTED", "thread_id": "conv-1", "run_id": "run-1"}
FINISHED = {"type": "RUN_FINISHED", "thread_id": "conv-1", "run_id": "run-1"}
SAID = {"type": "TEXT_MESSAGE_CHUNK", "message_id": "m1", "role": "assistant"}
WHOLE = {
    "response": "Hi",
    "conversation_id": "conv-1",
    "agent_id": "a",
    "user_id": "u",
    "owner": "o",
}


def stream_of(*events: dict[str, Any]) -> Stream:
    return Stream([b"data: %s\n\n" % json.dumps(event).encode() for event in events])


def test_the_answer_alone_goes_to_standard_output(cli: Cli) -> None:
    done = cli("run", "echo", "Hello!")
    assert done.code == 0
    assert done.out == "You said: Hello!\nThis is turn 1 of our conversation.\n"
    assert re.fullmatch(r"Took \d+\.\d s\.\nConversation: conv_\w+\n", done.err)


def test_a_conversation_that_was_not_named_is_not_shown(
    faulty_cli: Cli, server: FaultServer
) -> None:
    server.on("POST", RUN, stream_of({"type": "RUN_FINISHED"}))
    done = faulty_cli("run", "a", "Hi")
    assert (done.code, done.out) == (0, "")
    assert "Conversation" not in done.err


def test_quiet_leaves_standard_error_to_errors(cli: Cli) -> None:
    assert cli("run", "tool", "2 + 2", "--quiet").err == ""
    assert cli("--quiet", "run", "tool", "2 + 2").err == ""
    assert cli("-q", "run", "fail", "Hi").err.startswith("Error: The run failed")


def test_a_dash_reads_the_message_from_standard_input(cli: Cli) -> None:
    assert cli("run", "echo", "-", stdin="from a pipe").out.startswith("You said: from a pipe")


def test_without_a_message_or_a_file_nothing_is_sent(cli: Cli) -> None:
    done = cli("run", "echo")
    assert (done.code, done.out) == (2, "")
    assert "There is no message" in done.err


def test_files_are_attached_and_a_conversation_goes_on(cli: Cli, tmp_path: Path) -> None:
    note = tmp_path / "note.txt"
    note.write_text("three small words", encoding="utf-8")
    first = cli("run", "echo", "-f", str(note), "--contact", "person-7")
    assert first.code == 0
    assert "note.txt" in first.out
    assert "Sent note.txt (17 bytes)." in first.err
    conversation = first.err.split("Conversation: ")[1].strip()
    second = cli("run", "echo", "again", "--conversation", conversation)
    assert "This is turn 2" in second.out


def test_tool_calls_are_noted_beside_the_answer(cli: Cli) -> None:
    done = cli("run", "tool", "2 + 2")
    assert done.out == "2 + 2 = 4\n"
    assert "Tool: calculator\n" in done.err
    assert 'Tool: calculator({"expression": "2 + 2"}) returned {"value": "4"}' in done.err


def test_json_is_the_whole_result_in_one_value(cli: Cli) -> None:
    result = json.loads(cli("run", "tool", "2 + 2", "--format", "json").out)
    assert result["text"] == "2 + 2 = 4"
    assert result["tool_calls"][0]["name"] == "calculator"
    answer = json.loads(cli("run", "echo", "Hi", "--format", "json", "--no-stream").out)
    assert answer["response"].startswith("You said: Hi")


def test_events_are_one_line_of_json_each(cli: Cli) -> None:
    done = cli("run", "story", "cats", "--format", "events")
    types = [json.loads(line)["type"] for line in done.out.splitlines()]
    assert (types[0], types[-1]) == ("RUN_STARTED", "RUN_FINISHED")
    assert "TEXT_MESSAGE_CONTENT" in types


def test_events_say_their_type_however_they_are_sent(faulty_cli: Cli, server: FaultServer) -> None:
    chunk = b'event: CUSTOM_EVENT\ndata: {\ndata: "name": "x"}\n\n'
    (first, last) = stream_of(STARTED, FINISHED).chunks
    server.on("POST", RUN, Stream([first, chunk, b"data: [1]\n\n", last]))
    _, custom, other, _ = faulty_cli("run", "a", "Hi", "--format", "events").out.splitlines()
    assert json.loads(custom) == {"type": "CUSTOM_EVENT", "name": "x"}
    assert json.loads(other) == [1]


def test_events_need_the_stream(cli: Cli) -> None:
    done = cli("run", "echo", "Hi", "--format", "events", "--no-stream")
    assert (done.code, done.out) == (2, "")


def test_the_deadline_bounds_all_of_it(faulty_cli: Cli, server: FaultServer) -> None:
    server.on("POST", RUN, Stream([b": hello\n\n"], then="hang"))
    assert faulty_cli("run", "a", "Hi", "--deadline", "0.05").code == 4


@pytest.mark.parametrize("form", ["text", "json", "events"])
def test_an_agent_that_fails_is_1(cli: Cli, form: str) -> None:
    done = cli("run", "fail", "Hi", "--format", form)
    assert done.code == 1
    assert "Error: The run failed" in done.err
    if form == "text":
        assert done.out == "I was about to say\n"


def test_a_failure_that_repeats_the_key_does_not_show_it(
    faulty_cli: Cli, server: FaultServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SKETRICGEN_API_KEY", "s3cret-key")
    server.on("POST", RUN, stream_of(STARTED, {"type": "RUN_ERROR", "message": "no s3cret-key"}))
    done = faulty_cli("run", "a", "Hi")
    assert done.code == 1
    assert "s3cret-key" not in done.err


def test_an_agent_that_fails_in_one_piece_is_1(cli: Cli) -> None:
    done = cli("run", "fail", "Hi", "--no-stream")
    assert (done.code, done.out) == (1, "")
    assert "Error: The run failed: The agent failed" in done.err


def test_a_run_without_credits_is_1(faulty_cli: Cli, server: FaultServer) -> None:
    server.on("POST", RUN, Reply(201, json={**WHOLE, "run_halted_out_of_credits": True}))
    done = faulty_cli("run", "a", "Hi", "--no-stream")
    assert (done.code, done.out) == (1, "Hi\n")
    assert "out of credits" in done.err


@pytest.mark.parametrize(
    "arguments",
    [["run"], ["run", "echo", "x", "--format", "xml"], ["walk"], ["run", "echo", "x", "-f", "no"]],
)
def test_a_mistake_of_the_caller_is_2(cli: Cli, arguments: list[str]) -> None:
    done = cli(*arguments)
    assert (done.code, done.out) == (2, "")
    assert "Error: " in done.err


def test_a_refusal_is_3(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    assert cli("run", "nobody", "Hi").code == 3
    monkeypatch.setenv("SKETRICGEN_API_KEY", "wrong")
    done = cli("run", "echo", "Hi")
    assert done.code == 3
    assert done.err.startswith("Error: 401")


def test_what_may_have_run_is_4(faulty_cli: Cli, server: FaultServer) -> None:
    server.on("POST", RUN, CloseAfterRequest(), stream_of(STARTED, {**SAID, "delta": "Hel"}))
    assert faulty_cli("run", "a", "Hi").code == 4
    broken = faulty_cli("run", "a", "Hi")
    assert (broken.code, broken.out) == (4, "Hel\n")
    assert server.runs == 2


def test_a_paused_run_is_5_and_goes_on_as_the_command_says(cli: Cli) -> None:
    done = cli("run", "approval", "dear Ann", "--quiet")
    assert done.code == 5
    assert '1. send_email({"text": "dear Ann"})' in done.err
    ids = done.err.split("sketricgen resume ")[1].split()[:-1]
    again = cli("resume", *ids, "respond:Ask Ann first.")
    assert (again.code, again.out) == (0, "You decided: respond: Ask Ann first.\n")
    assert cli("resume", *ids, "perhaps").code == 2


def test_a_whole_answer_that_paused_is_5_too(cli: Cli) -> None:
    done = cli("run", "approval", "dear Ann", "--no-stream")
    assert (done.code, done.out) == (5, "")
    ids = done.err.split("sketricgen resume ")[1].split()[:-1]
    assert cli("resume", *ids, "approve").out == "You decided: approve.\n"


def test_a_pause_of_which_nothing_more_is_known_is_5(faulty_cli: Cli, server: FaultServer) -> None:
    asks = {
        **FINISHED,
        "outcome": {"type": "interrupt", "interrupts": [{"id": "i", "reason": "x"}]},
    }
    server.on("POST", RUN, stream_of(STARTED, asks))
    done = faulty_cli("run", "a", "Hi")
    assert done.code == 5
    assert "resume" not in done.err


def test_a_run_that_must_not_pause_does_not(cli: Cli) -> None:
    done = cli("run", "approval", "dear Ann", "--no-pause")
    assert (done.code, done.out) == (0, "Nothing was done: no person can be asked.\n")


def test_an_interrupt_is_130_and_says_that_the_run_may_go_on(
    cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: Any, **__: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(SketricGenClient, "run_workflow_sync", interrupted)
        done = cli("run", "echo", "Hi")
    assert done.code == 130
    assert done.err.startswith("Interrupted. The run may have begun and may go on")
    monkeypatch.setattr(SketricGenClient, "from_env", interrupted)
    done = cli("run", "echo", "Hi")
    assert (done.code, done.err) == (130, "Interrupted. Nothing was under way at the service.\n")


def test_a_reader_that_has_gone_ends_it_without_a_word(
    cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(*_: Any, **__: Any) -> None:
        raise BrokenPipeError

    monkeypatch.setattr("sketricgen.cli.output.click.echo", gone)
    done = cli("run", "echo", "Hi")
    assert (done.code, done.out, done.err) == (141, "", "")


def test_what_python_flushes_at_its_end_goes_nowhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with (tmp_path / "out").open("w") as out:
        monkeypatch.setattr(sys, "stdout", out)
        with pytest.raises(SystemExit), guarded(Session()):  # noqa: PT012 # it is within them
            out.write("late")
            raise BrokenPipeError
        out.flush()
    assert (tmp_path / "out").read_text() == ""


def test_an_output_that_fails_is_3_or_4(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: Any, **__: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("sketricgen.cli.output.Output.answer", full)
    assert cli("run", "echo", "Hi").code == 4
    monkeypatch.setattr("sketricgen.cli.output.Output.table", full)
    done = cli("agents")
    assert (done.code, done.err) == (3, "Error: [Errno 28] No space left on device\n")


def test_an_error_that_is_not_of_the_sdk_is_not_hidden(
    cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: Any, **__: Any) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(SketricGenClient, "from_env", broken)
    with pytest.raises(ZeroDivisionError):
        cli("whoami")


def test_an_answer_does_not_steer_the_terminal(
    faulty_cli: Cli, server: FaultServer, terminal: Terminal
) -> None:
    server.on("POST", RUN, stream_of(STARTED, {**SAID, "delta": "\x1b[31mred\x9b\n\tx"}, FINISHED))
    faulty_cli("run", "a", "Hi")
    assert terminal.getvalue() == "[31mred\n\tx\n"


def test_a_pipe_gets_the_answer_as_it_is(faulty_cli: Cli, server: FaultServer) -> None:
    server.on("POST", RUN, stream_of(STARTED, {**SAID, "delta": "a\x07b\n"}, FINISHED))
    assert faulty_cli("run", "a", "Hi").out == "a\x07b\n"


def test_a_note_begins_on_a_line_of_its_own(
    faulty_cli: Cli, server: FaultServer, terminal: Terminal
) -> None:
    call = {"type": "TOOL_CALL_START", "tool_call_id": "c", "tool_call_name": "find"}
    result = {
        "type": "TOOL_CALL_RESULT",
        "tool_call_id": "c",
        "message_id": "r",
        "content": "x" * 200,
    }
    said = {**SAID, "delta": "Let me see"}
    server.on("POST", RUN, stream_of(STARTED, said, call, result, FINISHED))
    done = faulty_cli("run", "a", "Hi")
    assert terminal.getvalue() == "Let me see\n"
    assert f"Tool: find({{}}) returned {'x' * 100}…\n" in done.err


def test_uploads_write_the_ids_alone(cli: Cli, tmp_path: Path) -> None:
    files = [tmp_path / name for name in ("a.txt", "b.txt")]
    for file in files:
        file.write_bytes(b"words" * 60_000)
    done = cli("upload", "echo", *map(str, files))
    ids = done.out.splitlines()
    assert done.code == 0
    assert len(ids) == 2
    assert all(each.startswith("file_") for each in ids)
    assert "Sent b.txt (300,000 bytes)." in done.err
    assert done.err.count("Sent") == 2
    assert cli("upload", "echo", str(tmp_path / "missing.txt")).code == 2
