"""What goes wrong is told as one error of the SDK: its class, its fields, its words."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest
from sketricgen import (
    SketricGenAPIError,
    SketricGenAuthenticationError,
    SketricGenRateLimitError,
    SketricGenResponseError,
)

from tests.conftest import KEY
from tests.contract.leaks import assert_carries_nothing
from tests.contract.service import RUN, chat
from tests.support import (
    FaultServer,
    Reply,
)

if TYPE_CHECKING:
    from sketricgen import SketricGenClient

    from tests.conftest import ClientFactory
    from tests.support.faults import Behaviour
    from tests.support.halves import Half

PROBLEMS = [
    {"loc": ["body", "user_input"], "msg": "Field required", "type": "missing"},
    {"loc": ["body", "assets", 0], "msg": "Input should be a valid string", "type": "string_type"},
]
HTML = b"<!doctype html><html><title>Bad gateway</title><h1>nginx</h1></html>"


def refusal(half: Half, client: SketricGenClient, server: FaultServer, answer: Behaviour) -> Any:
    """Runs a workflow that meets `answer`, once, and returns the error."""
    server.on("POST", RUN, answer)
    once = client.with_options(max_retries=0)
    with pytest.raises(SketricGenAPIError) as caught:
        half.run(once, "agent-1", "Hi")
    assert_carries_nothing(caught.value)
    assert server.runs == 1
    return caught.value


@pytest.mark.parametrize(
    ("answer", "kind", "message"),
    [
        (
            Reply(401, json={"detail": "Invalid API key"}),
            SketricGenAuthenticationError,
            "401 Unauthorized (POST {url}): Invalid API key. Check the API key.",
        ),
        (
            Reply(403, json={"message": "Not your agent."}),
            SketricGenAPIError,
            "403 Forbidden (POST {url}): Not your agent. The API key does not allow this.",
        ),
        (
            Reply(404, json={"detail": "No such agent"}),
            SketricGenAPIError,
            "404 Not Found (POST {url}): No such agent. Check agent_id and the URLs.",
        ),
        (
            Reply(422, json={"detail": PROBLEMS}),
            SketricGenAPIError,
            "422 Unprocessable * (POST {url}): user_input: Field required; "
            "assets.0: Input should be a valid string. Check the arguments.",
        ),
        (
            Reply(429, json={"error": "Slow down"}),
            SketricGenRateLimitError,
            "429 Too Many Requests (POST {url}): Slow down. Send fewer requests at a time.",
        ),
        (
            Reply(500, json={"detail": "Oops"}),
            SketricGenAPIError,
            "500 Internal Server Error (POST {url}): Oops.*",
        ),
        (
            Reply(502, body=HTML, content_type="text/html"),
            SketricGenAPIError,
            "502 Bad Gateway (POST {url}).*",
        ),
        (Reply(500), SketricGenAPIError, "500 Internal Server Error (POST {url}).*"),
        (Reply(599), SketricGenAPIError, "599 (POST {url}).*"),
        (
            Reply(503, body=b"Back soon", content_type="text/plain", headers={"Retry-After": "0"}),
            SketricGenAPIError,
            "503 Service Unavailable (POST {url}): Back soon.",
        ),
    ],
    ids=lambda value: str(value.status) if isinstance(value, Reply) else "",
)
def test_an_error_of_the_server_is_told_in_its_words(
    half: Half,
    client: SketricGenClient,
    server: FaultServer,
    answer: Reply,
    kind: type[SketricGenAPIError],
    message: str,
) -> None:
    error = refusal(half, client, server, answer)
    assert type(error) is kind
    assert error.status_code == answer.status
    assert error.response_body == (answer.json or answer.body.decode() or None)
    pattern = re.escape(message.format(url=server.url + RUN)).replace(r"\*", ".*")
    assert re.fullmatch(pattern, str(error))


def test_an_error_keeps_the_headers_of_its_answer(
    half: Half, client: SketricGenClient, server: FaultServer
) -> None:
    error = refusal(half, client, server, Reply(403, headers={"X-Request-Id": "r-7"}))
    assert error.headers["x-request-id"] == "r-7"


def test_an_error_tells_its_one_attempt(
    half: Half, client: SketricGenClient, server: FaultServer
) -> None:
    (attempt,) = refusal(half, client, server, Reply(403)).attempts
    assert (attempt.status_code, attempt.outcome) == (403, "APIError (403)")
    assert attempt.seconds >= 0


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"Retry-After": "7"}, 7.0),
        ({"Retry-After": "0.5"}, 0.5),
        ({"Retry-After-Ms": "1500", "Retry-After": "9"}, 1.5),
        ({"Retry-After": "Fri, 31 Dec 1999 23:59:59 GMT"}, 0.0),
        ({"Retry-After": "soon"}, None),
        ({}, None),
    ],
)
def test_a_limit_tells_how_long_to_wait(
    half: Half,
    client: SketricGenClient,
    server: FaultServer,
    headers: dict[str, str],
    seconds: float | None,
) -> None:
    error = refusal(half, client, server, Reply(429, headers=headers))
    assert isinstance(error, SketricGenRateLimitError)
    assert error.retry_after == seconds
    assert not error.maybe_executed


@pytest.mark.parametrize(
    ("answer", "words", "body"),
    [
        (Reply(body=HTML, content_type="text/html"), "is not JSON", HTML.decode()),
        (Reply(201, body=b'{"response": '), "is not JSON", '{"response": '),
        (Reply(201, json=["Hello!"]), "is a list, not a JSON object", ["Hello!"]),
        (Reply(201, body=b'"Hello!"'), "is a string, not a JSON object", "Hello!"),
        (Reply(201, body=b"null"), "is null, not a JSON object", None),
        (Reply(204), "is empty", None),
        (Reply(200), "is empty", None),
        (
            Reply(201, json={"response": "Hi"}),
            "lacks the field 'conversation_id'",
            {"response": "Hi"},
        ),
        (Reply(201, json=chat(owner=None)), "lacks the field 'owner'", chat(owner=None)),
        (
            Reply(201, json=chat(response=7)),
            "has a number in the field 'response', not a string",
            chat(response=7),
        ),
        (
            Reply(201, body=b"[" * 100_000),
            "is nested more than 100 levels deep",
            "[" * 100_000,
        ),
    ],
    ids=lambda value: value if isinstance(value, str) and len(value) < 60 else "",
)
def test_a_success_that_is_no_answer_is_an_error(
    half: Half, client: SketricGenClient, server: FaultServer, answer: Reply, words: str, body: Any
) -> None:
    error = refusal(half, client, server, answer)
    assert type(error) is SketricGenResponseError
    assert f"but the answer {words}. Check that the URLs lead to SketricGen" in str(error)
    assert (error.status_code, error.response_body) == (answer.status, body)
    assert error.maybe_executed
    assert "The agent may have run all the same" in str(error)


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_not_followed(
    half: Half, client: SketricGenClient, server: FaultServer, status: int
) -> None:
    with FaultServer() as elsewhere:
        elsewhere.reply(status=201, json=chat())
        target = {"Location": elsewhere.url + RUN}
        error = refusal(half, client, server, Reply(status, headers=target))
        assert elsewhere.connections == 0
    assert type(error) is SketricGenAPIError
    assert error.status_code == status
    assert not error.maybe_executed


def test_a_redirect_is_not_followed_by_a_client_of_the_caller_either(
    half: Half, make_client: ClientFactory, server: FaultServer
) -> None:
    http_client = half.make_http_client(follow_redirects=True)
    client = make_client(server.url, **{half.keyword: http_client})
    with FaultServer() as elsewhere:
        target = {"Location": elsewhere.url + RUN}
        refusal(half, client, server, Reply(307, headers=target))
        assert elsewhere.connections == 0
    half.close_http_client(http_client)


def test_a_length_that_is_too_short_is_no_answer(
    half: Half, client: SketricGenClient, server: FaultServer
) -> None:
    whole = json.dumps(chat()).encode()
    error = refusal(half, client, server, Reply(201, body=whole, content_length=10))
    assert type(error) is SketricGenResponseError
    assert error.response_body == whole[:10].decode()


def test_a_key_that_the_server_sends_back_is_in_no_error(
    half: Half, client: SketricGenClient, server: FaultServer
) -> None:
    body = {"message": f"got {KEY}", "seen": [KEY]}
    server.reply(status=418, json=body, headers={"X-Got": KEY})
    with pytest.raises(SketricGenAPIError, match=r"got \*\*\*") as caught:
        half.run(client, "agent-1", "Hi")
    assert KEY not in repr((str(caught.value), vars(caught.value)))
    assert caught.value.response_body["seen"] == ["***"]
