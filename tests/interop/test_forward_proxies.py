"""The way to the server leads through squid, tinyproxy or proxy.py."""

from __future__ import annotations

import ssl
from typing import TYPE_CHECKING, Protocol

import pytest
from sketricgen import SketricGenAPIError, SketricGenError, SketricGenNetworkError

from tests.contract.service import RUN, WHOLE_RUN, chat, stream_of, values
from tests.support import FaultServer, Reply

from .forward_proxies import FORWARD_PROXIES, USER, Proxied, forward_proxy

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import ExitStack
    from pathlib import Path

    import trustme

    from tests.conftest import ClientFactory
    from tests.support.halves import Half

PASSWORD = "pass-Wq8-proxy"  # like no other word, so that it can be looked for
# tinyproxy says 401 to a wrong password, and proxy.py's filter that it is a teapot.
WRONG_PASSWORD = {"squid": "407", "tinyproxy": "401", "proxy": "407"}
REFUSED_TUNNEL = {"squid": "403", "tinyproxy": "403", "proxy": "418"}


class Through(Protocol):
    def __call__(
        self, *, given: str | None = None, password: str | None = None, connects: bool = True
    ) -> None:
        """Starts a proxy with a password, and names it with the one given."""
        ...


@pytest.fixture(params=FORWARD_PROXIES)
def proxy_name(request: pytest.FixtureRequest) -> str:
    """Each proxy in turn."""
    name: str = request.param
    return name


@pytest.fixture
def through(
    proxy_name: str,
    tmp_path: Path,
    open_servers: ExitStack,
    no_proxies: None,
    monkeypatch: pytest.MonkeyPatch,
) -> Through:
    """Leads the clients of a test through a proxy, as the environment names it."""

    def start(
        *, given: str | None = None, password: str | None = None, connects: bool = True
    ) -> None:
        wanted = Proxied(password, connects)
        url = open_servers.enter_context(forward_proxy(proxy_name, tmp_path, wanted))
        if given is not None:
            url = url.replace("://", f"://{USER}:{given}@")
        monkeypatch.setenv("HTTP_PROXY", url)
        monkeypatch.setenv("HTTPS_PROXY", url)

    return start


@pytest.fixture
def secured(authority: trustme.CA, trusting: None) -> Iterator[FaultServer]:
    """A server over http and https, which answers every run."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    with FaultServer(ssl_context=context) as server:
        yield server


def test_a_run_passes_through(
    half: Half, make_client: ClientFactory, through: Through, secured: FaultServer
) -> None:
    through()
    secured.on("POST", RUN, Reply(201, json=chat()))
    assert half.run(make_client(secured.url), "agent-1", "Hi").response == "Hello!"
    assert secured.requests[0].header("Via"), "it did not come through the proxy"


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_with_the_right_password_runs_and_streams_pass(
    half: Half, make_client: ClientFactory, through: Through, secured: FaultServer, scheme: str
) -> None:
    through(password=PASSWORD, given=PASSWORD)
    secured.on("POST", RUN, Reply(201, json=chat()), stream_of(*WHOLE_RUN))
    client = make_client(secured.url if scheme == "http" else secured.https_url)
    assert half.run(client, "agent-1", "Hi").response == "Hello!"
    assert values(half.stream(client, "agent-1", "Hi")) == WHOLE_RUN
    if scheme == "https":  # else it is the proxy that has to take it out, and not all do
        assert [r.header("Proxy-Authorization") for r in secured.requests] == [None, None]


@pytest.mark.parametrize("given", ["wrong-Kx3-password", None], ids=["wrong", "none"])
def test_without_the_password_no_tunnel_is_made_and_nothing_is_sent(
    half: Half,
    make_client: ClientFactory,
    through: Through,
    secured: FaultServer,
    proxy_name: str,
    given: str | None,
) -> None:
    through(password=PASSWORD, given=given)
    status = WRONG_PASSWORD[proxy_name] if given else "407"
    with pytest.raises(SketricGenNetworkError, match=status) as caught:
        half.run(make_client(secured.https_url, max_retries=0), "agent-1", "Hi")
    assert not caught.value.maybe_executed
    assert str(given) not in str(caught.value)
    assert "proxy" in str(caught.value)
    assert secured.connections == 0


def test_without_the_password_a_plain_request_is_refused_and_not_sent_again(
    half: Half,
    make_client: ClientFactory,
    through: Through,
    secured: FaultServer,
    proxy_name: str,
) -> None:
    through(password=PASSWORD, given="wrong-Kx3-password")
    with pytest.raises(SketricGenError) as caught:
        half.run(make_client(secured.url), "agent-1", "Hi")
    assert len(caught.value.attempts) == 1
    assert "wrong-Kx3-password" not in str(caught.value)
    assert secured.connections == 0
    if proxy_name != "tinyproxy":  # which may close before it has read the request
        assert isinstance(caught.value, SketricGenAPIError)
        assert caught.value.status_code == 407
        assert not caught.value.maybe_executed


def test_a_refused_tunnel_is_an_error_that_names_the_proxy_and_its_answer(
    half: Half,
    make_client: ClientFactory,
    through: Through,
    secured: FaultServer,
    proxy_name: str,
) -> None:
    through(connects=False)
    with pytest.raises(SketricGenNetworkError, match=REFUSED_TUNNEL[proxy_name]) as caught:
        half.run(make_client(secured.https_url, max_retries=0), "agent-1", "Hi")
    assert not caught.value.maybe_executed
    assert "proxy" in str(caught.value)
    assert secured.connections == 0


def test_a_host_that_is_exempt_is_met_directly(
    half: Half,
    make_client: ClientFactory,
    through: Through,
    secured: FaultServer,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    through(password=PASSWORD, given="wrong-Kx3-password")
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    secured.on("POST", RUN, Reply(201, json=chat()))
    assert half.run(make_client(secured.url), "agent-1", "Hi").response == "Hello!"
