"""The rows of the table: what is measured, and its target."""

from __future__ import annotations

from typing import Union

from .first_call import FirstCall
from .linear import LargeEvent, LongStreams
from .many_streams import OpenStreams, ThreadsOfStreams
from .measure import Memory, Timed, WholeProcess

Row = Union[
    Timed, WholeProcess, Memory, LongStreams, LargeEvent, OpenStreams, ThreadsOfStreams, FirstCall
]

_OPENAI_ANSWER = """
from openai import OpenAI
client = OpenAI(api_key="sk-1", base_url=URL + "/v1")
asked = [{"role": "user", "content": "Hello!"}]
client.chat.completions.create(model="m", messages=asked).choices[0].message.content
"""
_ANTHROPIC_ANSWER = """
from anthropic import Anthropic
client = Anthropic(api_key="sk-1", base_url=URL)
asked = [{"role": "user", "content": "Hello!"}]
client.messages.create(model="m", max_tokens=100, messages=asked).content[0].text
"""
_HTTPX_ANSWER = """
import json, httpx
client = httpx.Client()
asked = {"agent_id": "agent-1", "user_input": "Hello!", "stream": False}
json.loads(client.post(URL + "/api/v1/run-workflow", json=asked).content)["response"]
"""
_IMPORTS = {
    "sketricgen": "from sketricgen import SketricGenClient",
    "httpx": "import httpx",
    "httpx alone": "import httpx",
    "official": "from sketricgen import SketricGenClient",
    "openai": "from openai import OpenAI",
    "anthropic": "from anthropic import Anthropic",
}
_ANSWERS = {
    "sketricgen": """
from sketricgen import SketricGenClient
client = SketricGenClient("sk-1", base_url=URL, platform_url=URL)
client.run_workflow_sync("agent-1", "Hello!").response
""",
    "httpx": _HTTPX_ANSWER,
    "httpx alone": _HTTPX_ANSWER,
    "official": """
from sketricgen import SketricGenClient
client = SketricGenClient("sk-1")
client._config.base_url = URL
client.run_workflow_sync("agent-1", "Hello!").response
""",
    "openai": _OPENAI_ANSWER,
    "anthropic": _ANTHROPIC_ANSWER,
}
# How each subject is imported, created and called. The server does not speak TLS, so the calls over
# https fail during the handshake, after the client has set up TLS.
_FIRST_CALLS = {
    "sketricgen": (
        "from sketricgen import SketricGenClient",
        'client = SketricGenClient("sk-1", base_url=URL, platform_url=URL)',
        'await client.run_workflow("agent-1", "Hello!")',
    ),
    "httpx": (
        "import httpx, json",
        "client = httpx.AsyncClient()",
        'await client.post(URL + "/api/v1/run-workflow", json={"user_input": "Hello!"})',
    ),
}
_FIRST_CALLS_OVER_TLS = {
    "sketricgen": (
        "from sketricgen import SketricGenClient, SketricGenNetworkError",
        'url = URL.replace("http", "https")\n'
        'client = SketricGenClient("sk-1", base_url=url, platform_url=url, max_retries=0)',
        """try:
        await client.run_workflow("agent-1", "Hello!")
    except SketricGenNetworkError:
        pass""",
    ),
    "httpx": (
        "import httpx, json",
        "client = httpx.AsyncClient()",
        """try:
        await client.post(URL.replace("http", "https"), json={"user_input": "Hello!"})
    except httpx.TransportError:
        pass""",
    ),
}
_SSE = ("httpx-sse",)
_ALONE = ("httpx alone",)
_FIRST = "time to the first event of a stream"
_LOOP = "first call of a process, async: longest pause of the event loop"
_PER_EVENT = "CPU per event"
# For rows whose figures vary most between processes and with the load of the machine.
_ROUNDS, _PROCESSES = 48, 8
_LARGE = {"size": 8 * 1024 * 1024, "piece": 16 * 1024}


def _stream(per: int, count: int, limit: float, case: str = "events") -> Timed:
    half = "async" if case == "aevents" else "sync"
    what = f"{_PER_EVENT}, {per} per chunk, {half}"
    name = f"{case}-{per}"
    arguments = {"count": count, "per": per}
    return Timed(
        name,
        what,
        limit,
        case,
        arguments,
        "cpu",
        _SSE,
        peers=per == 20,
        rounds=_ROUNDS,
        processes=_PROCESSES,
    )


def _uploads(case: str, files: int) -> Timed:
    half = "async" if case == "aupload" else "sync"
    what = f"upload of {files} x 20 MiB, {half}"
    return Timed(f"{case}-{files}", what, 1.15, case, {"files": files}, rounds=12, processes=3)


ROWS: list[Row] = [
    WholeProcess("import", "import, less bare Python", 0.5, _IMPORTS),
    WholeProcess("answer", "import, client and one answer, less bare Python", 1.0, _ANSWERS),
    Timed(
        "call",
        "one call, sync",
        0.75,
        "calls",
        {"count": 40},
        others=_ALONE,
        rounds=40,
        processes=4,
        peers=True,
    ),
    Timed(
        "acall",
        "one call, async, against httpx alone",
        0.75,
        "acalls",
        {"count": 40},
        others=_ALONE,
        rounds=40,
        processes=4,
        peers=True,
        floor="httpx alone",
    ),
    Timed(
        "many",
        "1,000 calls, 100 at a time, async: time per call",
        0.25,
        "many",
        {"count": 1000, "at_once": 100},
        others=_ALONE,
        rounds=8,
        processes=4,
    ),
    Memory(
        "many-memory",
        "1,000 calls, 100 at a time, async: memory",
        2.0,
        "many",
        {"count": 1000, "at_once": 100},
        "ratio",
    ),
    Timed(
        "first",
        f"{_FIRST}, sync",
        0.85,
        "first_event",
        {"count": 30},
        others=_SSE,
        rounds=40,
        processes=4,
        peers=True,
    ),
    Timed(
        "afirst",
        f"{_FIRST}, async",
        0.85,
        "afirst_event",
        {"count": 30},
        others=_ALONE,
        rounds=40,
        processes=4,
    ),
    FirstCall("loop", _LOOP, 20.0, _FIRST_CALLS),
    FirstCall("loop-tls", f"{_LOOP}, over https", 20.0, _FIRST_CALLS_OVER_TLS),
    _stream(1, 10_000, 1.1),
    _stream(20, 40_000, 1.3),
    _stream(200, 100_000, 1.6),
    _stream(1, 10_000, 1.1, "aevents"),
    _stream(20, 40_000, 1.3, "aevents"),
    _stream(200, 100_000, 1.6, "aevents"),
    Timed(
        "payloads",
        f"{_PER_EVENT} with the payload of each, 20 per chunk",
        2.0,
        "events",
        {"count": 20_000, "per": 20, "kind": "payloads"},
        "cpu",
        _SSE,
        peers=True,
        rounds=_ROUNDS,
        processes=_PROCESSES,
    ),
    Timed(
        "large",
        "one event of 8 MiB in chunks of 16 KiB",
        2.0,
        "large",
        _LARGE,
        "cpu",
        _SSE,
        rounds=_ROUNDS,
        processes=_PROCESSES,
    ),
    LargeEvent(
        "large-linear",
        "CPU per MiB of one event of 8 MiB against 2 MiB",
        1.25,
        (2 * 1024 * 1024, 8 * 1024 * 1024),
        16 * 1024,
    ),
    LongStreams("long", "long streams", 1.2, 1.0),
    _uploads("upload", 1),
    _uploads("upload", 5),
    _uploads("aupload", 1),
    _uploads("aupload", 5),
    Memory(
        "upload-memory",
        "upload of 5 x 20 MiB, sync: memory beyond the floor's",
        2.0,
        "upload",
        {"files": 5},
        "difference",
        3,
    ),
    Memory(
        "aupload-memory",
        "upload of 5 x 20 MiB, async: memory beyond the floor's",
        2.0,
        "aupload",
        {"files": 5},
        "difference",
        3,
    ),
    OpenStreams(10, is_async=True, window=2.0, rounds=6, short_rounds=14),
    OpenStreams(100, is_async=True, window=1.5, rounds=6, short_rounds=2),
    OpenStreams(1000, is_async=True, window=1.5, rounds=4),
    OpenStreams(10, is_async=False, window=2.0, rounds=6, short_rounds=10),
    OpenStreams(50, is_async=False, window=1.0, rounds=10),
    OpenStreams(200, is_async=False, window=1.0, rounds=6),
    ThreadsOfStreams("threads", "50 open streams, sync, with event_timeout: extra threads", 1),
]
