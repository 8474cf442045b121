"""A change of the document reaches the overlay's users with no line of the overlay changed."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
COPIED = ("openapi.yaml", "generator_config.yml", "generated", "overlay", "tools")

NEW_EVENT = """\
    AgentMoodEvent:
      description: The agent's mood.
      allOf:
        - $ref: "#/components/schemas/AgentEvent"
        - type: object
          required: [type, mood_name]
          properties:
            type: {const: AGENT_MOOD}
            mood_name: {type: string}
      examples:
        - {type: AGENT_MOOD, mood_name: cheerful}
    ChatResponse:
"""

NEW_FIELD = """\
        owner:
          description: Who owns the agent.
          type: string
        mood_score:
          description: How cheerful the agent was.
          type: integer
        answered_at:
          description: When the agent answered.
          type: string
          format: date-time
"""

NEW_OPERATION = """\
  /admin/v1/agents/{agent_id}/moods:
    servers: *platform_servers
    get:
      operationId: list_moods
      tags: [agent-moods]
      summary: List the moods of an agent.
      security:
        - controlPlaneKey: []
      parameters:
        - $ref: "#/components/parameters/AgentId"
        - $ref: "#/components/parameters/Limit"
      responses:
        "200":
          description: The moods.
          content:
            application/json:
              schema: {$ref: "#/components/schemas/MoodList"}

components:
"""

NEW_SCHEMAS = """\
    MoodList:
      description: Moods.
      type: object
      required: [moods]
      properties:
        moods:
          description: The moods.
          type: array
          items: {$ref: "#/components/schemas/Mood"}
        next_token:
          description: What gets the next page.
          type: [string, "null"]
    Mood:
      description: A mood. How an agent feels.
      type: object
      required: [name]
      properties:
        name:
          description: Its name.
          type: string
        class:
          description: Its class.
          type: [integer, "null"]
    AgentPage:
"""

# What a user of the regenerated package sees, over real HTTP.
PROGRAM = """
import json, threading
from http.server import BaseHTTPRequestHandler, HTTPServer

ANSWER = dict(agent_id="a", user_id="u", conversation_id="c", response="r", owner="o", mood_score=7)
EVENTS = [
    {"type": "RUN_STARTED", "thread_id": "t", "run_id": "r"},
    {"type": "AGENT_MOOD", "moodName": "cheerful"},
    {"type": "RUN_FINISHED"},
]

class Server(BaseHTTPRequestHandler):
    def do_POST(self):
        streams = json.loads(self.rfile.read(int(self.headers["Content-Length"])))["stream"]
        self.send_response(200 if streams else 201)
        self.send_header("Content-Type", "text/event-stream" if streams else "application/json")
        self.end_headers()
        lines = "".join(f"data: {json.dumps(event)}\\n\\n" for event in EVENTS)
        self.wfile.write((lines if streams else json.dumps(ANSWER)).encode())

    def log_message(self, *args):
        pass

server = HTTPServer(("127.0.0.1", 0), Server)
threading.Thread(target=server.serve_forever, daemon=True).start()

from typing import get_args
from sketricgen import SketricGenClient
from sketricgen_api.models import ChatResponse
from sketricgen.events import AgentMoodEvent, EventPayload

url = f"http://127.0.0.1:{server.server_port}"
with SketricGenClient("key", base_url=url, platform_url=url) as client:
    answer = client.run_workflow_sync("a", "Hello")
    assert (answer.mood_score, answer.answered_at, answer.extra) == (7, None, {})
    assert "mood_score" in ChatResponse.__annotations__
    payload = [e.payload for e in client.run_workflow_sync("a", "Hello", stream=True)][1]
    assert isinstance(payload, AgentMoodEvent), payload
    assert payload.mood_name == "cheerful"
    assert AgentMoodEvent in get_args(EventPayload)
print("delivered")
"""


CALLS_THE_NEW_OPERATION = """
import asyncio, json, threading
from http.server import BaseHTTPRequestHandler, HTTPServer

asked = []

class Server(BaseHTTPRequestHandler):
    def do_GET(self):
        asked.append((self.path, self.headers["Authorization"]))
        self.send_response(200)
        self.end_headers()
        moods = [{"name": "cheerful", "class": 7}, {"name": "calm", "class": None, "new": 1}]
        self.wfile.write(json.dumps({"moods": moods}).encode())

    def log_message(self, *args):
        pass

server = HTTPServer(("127.0.0.1", 0), Server)
threading.Thread(target=server.serve_forever, daemon=True).start()

from sketricgen_api import AuthenticatedClient
from sketricgen_api.api.agent_moods import list_moods
from sketricgen_api.models import Mood as Model

url = f"http://127.0.0.1:{server.server_port}"
with AuthenticatedClient(base_url=url, token="key") as client:
    blocking = list_moods.sync("a/1", client=client, limit=2)
    detailed = asyncio.run(list_moods.asyncio_detailed("a/1", client=client))
assert asked == [(f"/admin/v1/agents/a%2F1/moods{end}", "Bearer key") for end in ("?limit=2", "")]
assert isinstance(blocking.moods[0], Model) and blocking.moods[0].class_ == 7
assert detailed.parsed == blocking

from sketricgen.results import Mood, MoodList
from sketricgen._http.flow import Response
from sketricgen._operations.reading import answer_of

answer = answer_of(MoodList, Response(200, {}, detailed.content))
assert answer.moods == [Mood("cheerful", 7), Mood("calm", extra={"new": 1})]
assert answer.to_dict() == json.loads(detailed.content)
assert Mood("cheerful", class_=7).to_dict() == {"name": "cheerful", "class": 7}
print("called")
"""


READS_A_MOMENT = """
from datetime import datetime, timedelta, timezone
from sketricgen_api.models import ChatResponse

WHOLE = dict(agent_id="a", user_id="u", conversation_id="c", response="r", owner="o")
CEST = timezone(timedelta(hours=2))

def read(moment):
    return ChatResponse.from_dict({**WHOLE, "answered_at": moment})

answer = read("2025-06-15T15:06:40.5Z")
assert answer.answered_at == datetime(2025, 6, 15, 15, 6, 40, 500_000, timezone.utc)
assert answer.to_dict()["answered_at"] == "2025-06-15T15:06:40.500000+00:00"
assert read("2025-06-15T17:06:40+02:00").answered_at == datetime(2025, 6, 15, 17, 6, 40, 0, CEST)
assert "answered_at" not in ChatResponse.from_dict(WHOLE).to_dict()
try:
    read("yesterday")
except ValueError:
    print("read")
"""


@pytest.fixture(scope="module")
def regenerated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project whose document has changed, after `tools/generate.py`."""
    copy = tmp_path_factory.mktemp("regenerated")
    for name in COPIED:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, copy / name)
    document = copy / "openapi.yaml"
    document.write_text(changed(document.read_text(encoding="utf-8")), encoding="utf-8")
    command = [sys.executable, str(copy / "tools" / "generate.py"), "--root", str(copy)]
    subprocess.run(command, check=True)
    return copy


def changed(text: str) -> str:
    before, _, after = text.partition("        owner:\n")
    rest = after.split("\n", 2)
    assert rest[0].strip().startswith("description:")
    assert rest[1].strip() == "type: string"
    text = before + NEW_FIELD + rest[2]
    assert text.count("\n    ChatResponse:\n") == 1
    text = text.replace("\n    ChatResponse:\n", "\n" + NEW_EVENT)
    assert text.count("\ncomponents:\n") == 1
    text = text.replace("\ncomponents:\n", "\n" + NEW_OPERATION)
    assert text.count("\n    AgentPage:\n      description") == 1
    return text.replace("\n    AgentPage:\n      description", f"\n{NEW_SCHEMAS}      description")


def run(program: str, copy: Path) -> subprocess.CompletedProcess[str]:
    path = os.pathsep.join([str(copy / "overlay"), str(copy / "generated")])
    return subprocess.run(
        [sys.executable, "-W", "error", "-c", program],
        env={**os.environ, "PYTHONPATH": path},
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_new_event_is_typed_and_a_new_field_arrives_after_generation_alone(
    regenerated: Path,
) -> None:
    ran = run(PROGRAM, regenerated)
    assert ran.stdout == "delivered\n", ran.stderr


def test_a_new_operation_can_be_called_and_its_answer_read_after_generation_alone(
    regenerated: Path,
) -> None:
    ran = run(CALLS_THE_NEW_OPERATION, regenerated)
    assert ran.stdout == "called\n", ran.stderr


def test_a_moment_is_read_as_one_and_written_as_the_same(regenerated: Path) -> None:
    ran = run(READS_A_MOMENT, regenerated)
    assert ran.stdout == "read\n", ran.stderr
