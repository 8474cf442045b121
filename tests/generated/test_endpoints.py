"""The generated endpoints: what they make of their arguments, and what they import."""

from __future__ import annotations

import subprocess
import sys
from http.server import BaseHTTPRequestHandler, HTTPServer
from importlib import import_module
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

import pytest
import sketricgen_api
from sketricgen_api import AuthenticatedClient
from sketricgen_api.api.brand_agents import get_job
from sketricgen_api.api.connectors import detach_connector, get_connection

if TYPE_CHECKING:
    from collections.abc import Iterator

ENDPOINTS = sorted(
    ".".join(path.relative_to(Path(sketricgen_api.__file__).parent).with_suffix("").parts)
    for path in Path(sketricgen_api.__file__).parent.glob("api/*/*.py")
    if path.stem != "__init__"
)
IDS = ["a/b", "a b?c#d", "é", "..", ".", "a.b", "100%", "%2F", ";x=1", "a\\b", "&="]


@pytest.fixture
def paths() -> Iterator[tuple[str, list[str]]]:
    """A server that answers every GET with a job, its URL, and the paths that it was asked for."""
    asked: list[str] = []

    class Server(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b'{"job_id": "j-1", "status": "running"}')

        def log_message(self, *_: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Server) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}", asked
        server.shutdown()
        thread.join()


def test_there_is_a_module_for_each_operation() -> None:
    assert len(ENDPOINTS) == 20


@pytest.mark.parametrize("name", ENDPOINTS)
def test_an_endpoint_can_be_called_in_four_ways(name: str) -> None:
    module = import_module(f"sketricgen_api.{name}")
    ways = ("sync", "sync_detailed", "asyncio", "asyncio_detailed")
    assert all(callable(getattr(module, way)) for way in ways)


def test_making_a_request_imports_neither_httpx_nor_the_models_of_answers() -> None:
    lines = [f"import sketricgen_api.{name}" for name in ENDPOINTS]
    lines += ["import sys", "print([n for n in sys.modules if 'httpx' in n or '.models.' in n])"]
    done = subprocess.run(
        [sys.executable, "-c", "\n".join(lines)],
        env={"PYTHONPATH": str(Path(sketricgen_api.__file__).parents[1])},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.stdout, done.stderr) == ("[]\n", "")


@pytest.mark.parametrize("value", IDS)
def test_whatever_an_id_is_it_stays_one_part_of_the_path(
    value: str, paths: tuple[str, list[str]]
) -> None:
    url, asked = paths
    with AuthenticatedClient(base_url=url, token="key") as client:
        assert get_job.sync(value, client=client) is not None
    (path,) = asked
    assert path.startswith("/admin/v1/jobs/")
    assert path.count("/") == 4
    assert not {"?", "#"} & set(path)
    assert path.rpartition("/")[2] not in (".", "..")


def test_each_id_is_encoded_and_absent_parameters_are_left_out() -> None:
    detached = detach_connector._get_kwargs("a/1", "g m")
    assert detached["url"] == "/admin/v1/agents/a%2F1/connectors/g%20m"
    asked = get_connection._get_kwargs("gmail", agent_type="brand & co")
    assert asked["params"] == {"agent_type": "brand & co"}
