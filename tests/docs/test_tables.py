"""The tables of the guide say what the code does."""

from __future__ import annotations

import inspect
import re

import pytest
import sketricgen
from sketricgen import ChatResponse, CompleteUploadResponse, SketricGenClient, config
from sketricgen._http.retry import Failure, wait_before_retry
from sketricgen._uploads.file_types import EXTENSIONS
from sketricgen.emulator.agents import AGENTS
from sketricgen_api.models import Limits

from tests.docs.documents import table_of, text_of

ANSWERS = "docs/guide/answers.md"
ATTACHMENTS = "docs/guide/attachments.md"
CONFIGURATION = "docs/guide/configuration.md"
RETRIES = "docs/how-to/timeouts-and-retries.md"


def test_the_table_of_settings_is_the_signature_of_the_client() -> None:
    rows = table_of(CONFIGURATION, "Configuration")
    assert [_code(row[0]) for row in rows] == list(inspect.signature(SketricGenClient).parameters)


def test_the_table_of_options_is_the_signature_of_a_run() -> None:
    parameters = list(inspect.signature(SketricGenClient.run_workflow).parameters)
    told = [_code(row[0]) for row in table_of(CONFIGURATION, "Options of a call")]
    assert told == parameters[parameters.index("stream") :]


def test_the_table_of_settings_tells_the_variables_and_defaults() -> None:
    rows = table_of(CONFIGURATION, "Configuration")
    readable = {_code(argument): _code(variable) for argument, variable, *_ in rows if variable}
    assert readable == {name: f"SKETRICGEN_{name.upper()}" for name in config._CHECKS}
    numbers = {_code(row[0]): float(_code(row[2])) for row in rows if re.match(r"`\d", row[2])}
    assert numbers == {
        "timeout": config.DEFAULT_TIMEOUT,
        "upload_timeout": config.DEFAULT_UPLOAD_TIMEOUT,
        "max_retries": config.DEFAULT_MAX_RETRIES,
    }


def test_the_table_of_errors_is_the_tree_of_classes() -> None:
    rows = table_of("docs/guide/errors.md", "Errors")
    branch: list[type[BaseException]] = []
    told: set[str] = set()
    for name, _, attributes in rows:
        kind: type[BaseException] = getattr(sketricgen, _code(name))
        depth = len(re.findall("[├│└]", name))
        branch[depth:] = [kind]
        told.add(kind.__name__)
        assert branch[depth - 1] in kind.__bases__ or kind is sketricgen.SketricGenError
        documented = "".join(inspect.getdoc(base) or "" for base in kind.__mro__)
        for attribute in re.findall(r"`(\w+)`", attributes):
            assert re.search(rf"^ *{attribute}: ", documented, re.MULTILINE)
    assert told == {name for name in sketricgen.__all__ if name.endswith("Error")}


def test_the_table_of_an_answer_is_the_fields_of_the_class() -> None:
    told = [name for row in table_of(ANSWERS, "Answers") for name in re.findall(r"`(.+?)`", row[0])]
    assert sorted(told) == sorted(ChatResponse.__match_args__)


def test_the_fields_of_an_upload_are_named() -> None:
    (told,) = re.findall(r"a `CompleteUploadResponse`, with (.+?)\.", text_of(ANSWERS), re.DOTALL)
    named = set(re.findall(r"`(.+?)`", told))
    assert named == set(CompleteUploadResponse.__match_args__)


def test_the_limits_of_what_is_received_are_those_of_the_client() -> None:
    told = re.search(r"(\d+) MiB and a single event (\d+) MiB", text_of(CONFIGURATION))
    assert told is not None
    limits = (SketricGenClient.max_answer_bytes, SketricGenClient.max_event_bytes)
    assert tuple(int(size) * 1024**2 for size in told.groups()) == limits


def test_the_table_of_file_types_is_what_may_be_attached() -> None:
    rows = table_of(ATTACHMENTS, "Attachments")
    told = {ext: _code(kind) for kind, exts in rows for ext in re.findall(r"`(.+?)`", exts)}
    assert list(told.items()) == list(EXTENSIONS.items())
    most = Limits().max_file_bytes
    assert f"at most {most // 1024**2} MB ({most:,} bytes)" in text_of(ATTACHMENTS)


FAILURES = {
    "no connection could be made": [Failure(None, sent=False)],
    "refused: 429, or 503 with `Retry-After`": [
        Failure(429, sent=True),
        Failure(503, sent=True, retry_after=1),
    ],
    "408, 500, 502, 503 without it, 504, other 5xx": [
        Failure(status, sent=True) for status in (408, 500, 502, 503, 504, 507)
    ],
    "timeout or broken connection after sending": [Failure(None, sent=True)],
    "any other 4xx": [Failure(status, sent=True) for status in (400, 401, 404, 422)],
}


@pytest.mark.parametrize("row", table_of(RETRIES, "Retries"), ids=lambda row: row[0])
def test_the_table_of_retries_is_what_happens(row: list[str]) -> None:
    happened, *verdicts = row
    for failure in FAILURES[happened]:
        for repeatable, verdict in zip((False, True), verdicts):
            wait = wait_before_retry(
                failure, attempt=1, max_retries=1, repeatable=repeatable, jitter=0.5
            )
            assert (wait is not None) == (verdict == "sent again")


def test_the_table_of_retries_leaves_nothing_out() -> None:
    rows = table_of(RETRIES, "Retries")
    assert [row[0] for row in rows] == list(FAILURES)


def test_the_table_of_agents_is_what_the_local_server_knows() -> None:
    rows = table_of("docs/how-to/local-server.md", "The local server")
    told = {name: does for names, does in rows for name in re.findall(r"`(.+?)`", names)}
    assert told == {name: agent.does for name, agent in AGENTS.items()}


def _code(cell: str) -> str:
    found = re.search(r"`(.+?)`", cell)
    assert found is not None, cell
    return found[1]
