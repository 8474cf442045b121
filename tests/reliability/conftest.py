"""A certificate authority, an environment that trusts it, and a server over http and https."""

from __future__ import annotations

import ssl
from typing import TYPE_CHECKING

import pytest
import trustme
from sketricgen._http.origins import ssl_context

from tests.reliability.places import Place
from tests.support import FaultServer

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture(scope="module")
def bundle(authority: trustme.CA, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with the authority's certificate, as programs are given one."""
    path: Path = tmp_path_factory.mktemp("authority") / "ca.pem"
    authority.cert_pem.write_to_path(str(path))
    return path


@pytest.fixture
def trusting(bundle: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The client's own connections trust the authority, as the environment tells them to."""
    monkeypatch.setenv("SSL_CERT_FILE", str(bundle))
    ssl_context.cache_clear()
    yield
    ssl_context.cache_clear()


@pytest.fixture(params=["http", "https"])
def place(
    request: pytest.FixtureRequest, authority: trustme.CA, trusting: None, no_proxies: None
) -> Iterator[Place]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    with FaultServer(ssl_context=context) as server:
        yield Place(server, server.url if request.param == "http" else server.https_url)
