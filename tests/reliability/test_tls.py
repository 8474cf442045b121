"""A server that cannot prove who it is gets nothing; one that can is talked to."""

from __future__ import annotations

import datetime
import os
import ssl
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from sketricgen import SketricGenNetworkError

from tests.contract.leaks import assert_carries_nothing
from tests.contract.service import FINISHED, RUN, STARTED, chat, sse
from tests.support import FaultServer, Reply

if TYPE_CHECKING:
    from pathlib import Path

    import trustme

    from tests.conftest import ClientFactory
    from tests.support.halves import Half

YESTERDAY = datetime.datetime.now(datetime.timezone.utc) - datetime.timedelta(days=1)
ADDRESS = "127.0.0.1"

PROGRAM = """
import asyncio, sys
from sketricgen import SketricGenClient

with SketricGenClient("key-of-a-program", base_url=sys.argv[1], platform_url=sys.argv[1]) as client:
    print(client.run_workflow_sync("agent-1", "Hi").response)
    print(asyncio.run(client.run_workflow("agent-1", "Hi")).response)
"""


def serving(certificate: trustme.LeafCert) -> FaultServer:
    """A server that shows a certificate, and would answer if it were trusted."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    certificate.configure_cert(context)
    server = FaultServer(ssl_context=context)
    server.reply(status=201, json=chat())
    return server


def assert_refused(
    half: Half, make_client: ClientFactory, certificate: trustme.LeafCert, words: str
) -> None:
    with serving(certificate) as server:
        client = make_client(server.https_url, max_retries=1)
        for stream in (False, True):
            with pytest.raises(SketricGenNetworkError, match=words) as caught:
                half.run(client, "agent-1", "Hi", stream=stream)
            assert not caught.value.maybe_executed
            assert_carries_nothing(caught.value)
        assert (server.requests, server.aborted) == ([], 0)


@pytest.mark.usefixtures("no_waiting")
def test_an_unknown_authority_is_refused_and_gets_nothing(
    half: Half, make_client: ClientFactory, authority: trustme.CA
) -> None:
    assert_refused(half, make_client, authority.issue_cert(ADDRESS), "unable to get local issuer")


@pytest.mark.usefixtures("no_waiting", "trusting")
def test_a_certificate_for_another_host_is_refused_and_gets_nothing(
    half: Half, make_client: ClientFactory, authority: trustme.CA
) -> None:
    certificate = authority.issue_cert("chat.example.com")
    assert_refused(half, make_client, certificate, "IP address mismatch")


@pytest.mark.usefixtures("no_waiting", "trusting")
def test_an_expired_certificate_is_refused_and_gets_nothing(
    half: Half, make_client: ClientFactory, authority: trustme.CA
) -> None:
    certificate = authority.issue_cert(ADDRESS, not_after=YESTERDAY)
    assert_refused(half, make_client, certificate, "certificate has expired")


@pytest.mark.usefixtures("trusting")
def test_an_authority_that_the_environment_names_is_trusted(
    half: Half, make_client: ClientFactory, authority: trustme.CA
) -> None:
    with serving(authority.issue_cert(ADDRESS)) as server:
        client = make_client(server.https_url)
        assert half.run(client, "agent-1", "Hi").response == "Hello!"
        body = sse(STARTED) + sse(FINISHED)
        server.on("POST", RUN, Reply(body=body, content_type="text/event-stream"))
        assert len(half.stream(client, "agent-1", "Hi")) == 2
        half.close(client)


def test_an_authority_that_the_callers_client_trusts_is_trusted(
    half: Half, make_client: ClientFactory, authority: trustme.CA
) -> None:
    context = ssl.create_default_context()
    authority.configure_trust(context)
    http_client = half.make_http_client(verify=context)
    with serving(authority.issue_cert(ADDRESS)) as server:
        client = make_client(server.https_url, **{half.keyword: http_client})
        assert half.run(client, "agent-1", "Hi").response == "Hello!"
        half.close_http_client(http_client)


@pytest.mark.parametrize("trusts", [True, False])
def test_a_program_trusts_whom_its_environment_names(
    authority: trustme.CA, bundle: Path, trusts: bool
) -> None:
    environment = {k: v for k, v in os.environ.items() if not k.upper().endswith("_PROXY")}
    environment.pop("SSL_CERT_FILE", None)
    if trusts:
        environment["SSL_CERT_FILE"] = str(bundle)
    with serving(authority.issue_cert(ADDRESS)) as server:
        server.on("POST", RUN, Reply(201, json=chat()))
        program = subprocess.run(
            [sys.executable, "-W", "error", "-c", PROGRAM, server.https_url],
            env=environment,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert server.runs == (2 if trusts else 0)
    assert program.stdout == ("Hello!\nHello!\n" if trusts else "")
    assert ("SketricGenNetworkError" in program.stderr) is not trusts
