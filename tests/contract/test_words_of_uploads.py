"""What the services of an upload write is shown on one line, short, and with what it means."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sketricgen import SketricGenAPIError

from tests.contract.service import FORM, INIT, PDF, form
from tests.support import FaultServer, Reply

if TYPE_CHECKING:
    from sketricgen import SketricGenClient

    from tests.support.halves import Half

ODD = "one\r\nHTTP/1.1 200\x1b[31m\u2028\u202e two"


@pytest.mark.parametrize("types", [ODD, [ODD] * 10**3, {ODD: ODD}], ids=["text", "list", "object"])
def test_the_types_that_a_server_allows_are_shown_on_one_line(
    half: Half, client: SketricGenClient, server: FaultServer, types: object
) -> None:
    answer = {"success": False, "message": "no", "allowed_types": types}
    server.on("POST", INIT, Reply(json=answer))
    with pytest.raises(SketricGenAPIError, match="Expected ") as caught:
        half.upload(client, "agent-1", PDF, file_name="a.pdf")
    assert str(caught.value).isprintable()
    assert len(str(caught.value)) < 1000


def test_the_words_of_the_file_storage_are_shown_on_one_line(
    half: Half, client: SketricGenClient, server: FaultServer
) -> None:
    words = "two\nlines" * 10**4
    server.on("POST", INIT, Reply(json=form(server.url + FORM)))
    body = f"<Error><Code>{words}</Code><Message>{words}</Message></Error>"
    server.on("POST", FORM, Reply(403, body=body.encode()))
    with pytest.raises(SketricGenAPIError) as caught:
        half.upload(client, "agent-1", PDF, file_name="a.pdf")
    assert str(caught.value).isprintable()
    assert len(str(caught.value)) < 1500


def test_a_redirect_of_the_file_storage_says_where_it_leads(
    half: Half, client: SketricGenClient, server: FaultServer
) -> None:
    server.on("POST", INIT, Reply(json=form(server.url + FORM)))
    headers = {"Location": "https://other.example/b?X-Signature=secret"}
    server.on("POST", FORM, Reply(307, headers=headers))
    told = "redirects to https://other.example/b, which is not followed"
    with pytest.raises(SketricGenAPIError, match=told) as caught:
        half.upload(client, "agent-1", PDF, file_name="a.pdf")
    assert "secret" not in str(caught.value)
