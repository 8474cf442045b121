from __future__ import annotations

import gc
import importlib
import runpy
import signal
import socket
import subprocess
import sys
import threading
import time
import warnings
from contextlib import ExitStack, contextmanager, suppress
from types import SimpleNamespace
from typing import TYPE_CHECKING, Callable

import httpx
import pytest
import sketricgen.emulator
from sketricgen.emulator import Emulator
from sketricgen.emulator import __main__ as command
from sketricgen.emulator.__main__ import main
from sketricgen.emulator.agents import AGENTS
from uvicorn.protocols.http.h11_impl import H11Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator

_COMMAND = [sys.executable, "-m", "sketricgen.emulator"]


@contextmanager
def _serving(*arguments: str) -> Iterator[tuple[subprocess.Popen[str], dict[str, str]]]:
    process = subprocess.Popen([*_COMMAND, *arguments], stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        lines = [process.stdout.readline().strip() for _ in range(3)]
        yield process, dict(line.split("=", 1) for line in lines)
    finally:
        process.kill()
        process.communicate()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_the_command_serves_what_it_prints_until_it_is_told_to_stop(number: signal.Signals) -> None:
    with _serving("--port", "0", "--api-key", "my-key") as (process, printed):
        url = printed["SKETRICGEN_BASE_URL"]
        assert printed["SKETRICGEN_PLATFORM_URL"] == f"{url}/dev"
        assert printed["SKETRICGEN_API_KEY"] == "my-key"
        answer = httpx.post(
            f"{url}/api/v1/run-workflow",
            json={"agent_id": "echo", "user_input": "hi"},
            headers={"API-KEY": "my-key"},
        )
        assert answer.status_code == 201
        process.send_signal(number)
        assert process.wait(timeout=10) == 0
        with pytest.raises(httpx.ConnectError):
            httpx.get(url)


def test_the_command_serves_for_longer_than_it_waits_at_once(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    handlers: dict[int, Callable[[int, None], None]] = {}

    class ThirdTurnEnds(threading.Event):
        turns = 0

        def wait(self, timeout: float | None = None) -> bool:
            self.turns += 1
            if self.turns == 3:
                handlers[signal.SIGTERM](signal.SIGTERM, None)
            return self.is_set()

    monkeypatch.setattr("signal.signal", handlers.__setitem__)
    monkeypatch.setattr(command, "threading", SimpleNamespace(Event=ThirdTurnEnds))
    assert main([]) == 0
    # The key is this one unless another is given.
    assert "SKETRICGEN_API_KEY=local-key\n" in capsys.readouterr().out


def test_the_help_tells_every_agent(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.argv", ["emulator", "--help"])
    with pytest.raises(SystemExit) as left:
        runpy.run_path(command.__file__, run_name="__main__")
    assert left.value.code == 0
    shown = capsys.readouterr().out
    for agent_id, agent in AGENTS.items():
        assert agent_id in shown
        assert agent.does in shown


def test_a_port_in_use_is_an_error_of_one_line(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("signal.signal", lambda *_: None)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        assert main(["--port", str(taken.getsockname()[1])]) == 1
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.startswith("cannot listen on port")
    assert printed.err.count("\n") == 1


@pytest.mark.parametrize(
    "arguments",
    [["--port", "70000"], ["--port", "http"], ["--api-key", ""], ["--host", "0.0.0.0"]],
)
def test_wrong_arguments_are_refused(arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(arguments)
    assert left.value.code == 2


@pytest.mark.parametrize("api_key", ["", "schl\u00fcssel"])
def test_a_key_that_no_header_can_carry_is_refused(api_key: str) -> None:
    with pytest.raises(ValueError, match="ASCII"):
        Emulator(api_key=api_key)


def test_an_emulator_has_no_address_before_it_runs() -> None:
    emulator = Emulator()
    with pytest.raises(RuntimeError, match="with"):
        _ = emulator.base_url


def test_an_emulator_can_run_again() -> None:
    emulator = Emulator()
    for _ in range(2):
        with emulator:
            assert httpx.get(emulator.base_url).status_code == 404
            assert len(emulator.requests) == 1


def test_a_server_that_does_not_start_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("uvicorn.Server.run", lambda *_: None)
    with pytest.raises(RuntimeError, match="could not start"), Emulator():
        pass


def test_each_event_leaves_at_once(accepted: list[socket.socket]) -> None:
    with Emulator() as local, httpx.Client() as client:
        client.get(local.base_url)
        (connection,) = accepted
        assert connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)


def test_leaving_the_block_does_not_wait_for_runs_that_go_on() -> None:
    with Emulator(slow_seconds=60) as local, httpx.Client() as client:
        url, headers = f"{local.base_url}/api/v1/run-workflow", {"API-KEY": local.api_key}
        body = {"agent_id": "slow", "user_input": "hi", "stream": True}
        with client.stream("POST", url, json=body, headers=headers) as response:
            next(response.iter_lines())
            began = time.monotonic()
            local.__exit__(None, None, None)
            assert time.monotonic() - began < 10


@pytest.mark.parametrize("missing", [["uvicorn"], ["PIL", "pypdf"]])
def test_without_the_extra_the_import_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, missing: list[str]
) -> None:
    for name in missing:
        monkeypatch.setitem(sys.modules, name, None)
    told = rf'requires {", ".join(missing)}, .+pip install "sketricgen\[emulator\]"'
    with pytest.raises(ImportError, match=told):
        importlib.reload(sketricgen.emulator)


def test_libraries_that_read_files_are_imported_when_the_first_file_is_read() -> None:
    program = "import sys, sketricgen.emulator; print({'PIL', 'pypdf'} & set(sys.modules))"
    run = subprocess.run(
        [sys.executable, "-c", program], check=False, capture_output=True, text=True
    )
    assert run.stdout == "set()\n", run.stderr


def test_stopping_closes_the_connection_of_a_client_that_does_not_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    stuck = threading.Event()
    pause = H11Protocol.pause_writing

    def noted(protocol: H11Protocol) -> None:
        pause(protocol)
        stuck.set()

    monkeypatch.setattr(H11Protocol, "pause_writing", noted)
    body = b'{"agent_id": "story", "user_input": "%s", "stream": true}' % (b"a" * 9_000)
    head = (
        b"POST /api/v1/run-workflow HTTP/1.1\r\nHost: localhost\r\nAPI-KEY: local-key\r\n"
        b"Content-Type: application/json\r\nContent-Length: %d\r\n\r\n" % len(body)
    )
    requests = memoryview((head + body) * 1_000)
    with ExitStack() as opened, warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        with Emulator() as local:
            address = ("127.0.0.1", int(local.base_url.rpartition(":")[2]))
            client = opened.enter_context(socket.socket())
            client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)  # soon full
            client.connect(address)
            client.settimeout(0.05)
            while not stuck.is_set():
                assert requests, "the server takes everything"
                with suppress(socket.timeout):
                    requests = requests[client.send(requests) :]
        gc.collect()
    assert [str(one.message) for one in caught if one.category is ResourceWarning] == []
