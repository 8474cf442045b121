"""A platform that is reached by https may only hand out forms that are sent by https."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sketricgen import SketricGenNetworkError, SketricGenResponseError

from tests.contract.leaks import assert_carries_nothing
from tests.contract.service import COMPLETE, FORM, INIT, PDF, completed, form
from tests.support import FaultServer, Reply, tls_contexts

if TYPE_CHECKING:
    import ssl
    from collections.abc import Iterator

    from sketricgen import SketricGenClient

    from tests.conftest import ClientFactory
    from tests.support.halves import Half


@pytest.fixture(scope="module")
def contexts() -> tuple[ssl.SSLContext, ssl.SSLContext]:
    return tls_contexts()


@pytest.fixture
def platform(contexts: tuple[ssl.SSLContext, ssl.SSLContext]) -> Iterator[FaultServer]:
    with FaultServer(ssl_context=contexts[0]) as running:
        yield running


@pytest.fixture
def secure_client(
    half: Half,
    make_client: ClientFactory,
    platform: FaultServer,
    contexts: tuple[ssl.SSLContext, ssl.SSLContext],
) -> Iterator[SketricGenClient]:
    http_client = half.make_http_client(verify=contexts[1])
    yield make_client(platform.https_url, **{half.keyword: http_client})
    half.close_http_client(http_client)


def test_a_form_for_https_is_sent(
    half: Half, secure_client: SketricGenClient, platform: FaultServer
) -> None:
    platform.on("POST", INIT, Reply(json=form(platform.https_url + FORM)))
    platform.on("POST", FORM, Reply(204))
    platform.on("POST", COMPLETE, Reply(json=completed()))
    half.upload(secure_client, "agent-1", PDF, file_name="report.pdf")
    assert [request.path for request in platform.requests] == [INIT, FORM, COMPLETE]


@pytest.mark.parametrize(
    ("scheme", "user", "words"),
    [("http", "", "is not https"), ("https", "me:mine@", "holds a user name")],
)
def test_another_form_is_refused_unsent(
    half: Half,
    secure_client: SketricGenClient,
    platform: FaultServer,
    scheme: str,
    user: str,
    words: str,
) -> None:
    address = platform.address if scheme == "http" else platform.https_url.partition("//")[2]
    platform.on("POST", INIT, Reply(json=form(f"{scheme}://{user}{address}{FORM}")))
    with pytest.raises(SketricGenResponseError, match=words) as caught:
        half.upload(secure_client, "agent-1", PDF, file_name="report.pdf")
    assert "nothing was sent there" in str(caught.value)
    assert [request.path for request in platform.requests] == [INIT]
    assert platform.connections == 1
    assert_carries_nothing(caught.value)


def test_a_certificate_that_nobody_signed_is_refused(
    half: Half, make_client: ClientFactory, platform: FaultServer
) -> None:
    client = make_client(platform.https_url, max_retries=0)
    with pytest.raises(SketricGenNetworkError, match="CERTIFICATE_VERIFY_FAILED") as caught:
        half.upload(client, "agent-1", PDF, file_name="report.pdf")
    assert not caught.value.maybe_executed
    assert platform.requests == []
    assert_carries_nothing(caught.value)
