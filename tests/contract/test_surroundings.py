"""Odd settings of the environment raise errors that name them, before anything is sent."""

from __future__ import annotations

import asyncio
import os
import shutil
from typing import TYPE_CHECKING, Any

import certifi
import pytest
import sniffio
from sketricgen import SketricGenClient, SketricGenError, SketricGenValidationError
from sketricgen._http.origins import ssl_context

from tests.contract.service import PDF, RUN, WHOLE_RUN, chat, stream_of
from tests.support import FaultServer, Reply

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.conftest import ClientFactory
    from tests.support.halves import Half

SECURE = "https://chat.example"

# A list of revoked certificates, with nothing in it.
REVOKED = """-----BEGIN X509 CRL-----
MIGSMDowCgYIKoZIzj0EAwIwDDEKMAgGA1UEAwwBdBcNMjYxMTI0MTU1OTU3WhgP
MjEyNjEwMzExNTU5NTdaMAoGCCqGSM49BAMCA0gAMEUCIQDppQS3G1u9Qhf3WZT/
/O24MkcMkmXwatN67z3jdzbIpAIgLpbB6gq1/vPqvcg1ydGCLGVlERWS65+S/mhh
gfer8/0=
-----END X509 CRL-----
"""


@pytest.fixture(autouse=True)
def anew(monkeypatch: pytest.MonkeyPatch, no_proxies: None) -> Iterator[None]:
    for name in ("SSL_CERT_FILE", "SSL_CERT_DIR"):
        monkeypatch.delenv(name, raising=False)
    ssl_context.cache_clear()
    yield
    ssl_context.cache_clear()


def places(server: FaultServer) -> dict[str, Any]:
    return {"base_url": server.url, "platform_url": server.url}


def refused(half: Half, make_client: ClientFactory, url: str, variable: str) -> None:
    client = make_client(url)
    for call in (half.run, half.stream):
        with pytest.raises(SketricGenValidationError, match=variable) as caught:
            call(client, "agent-1", "Hi")
        assert not caught.value.maybe_executed
        assert caught.value.attempts == ()
        assert "password" not in str(caught.value)
        assert caught.value.__suppress_context__ or caught.value.__context__ is None


@pytest.mark.parametrize(
    "proxy",
    [
        "socks://me:password@proxy.example:1080",
        "socks4://proxy.example",
        "ftp://proxy.example",
        "http://me:password@proxy.example:port",
        "http://",
        "http://[::1",
        "http://proxy.example:99999",
        "http://proxy.example:0",
    ],
)
@pytest.mark.parametrize("variable", ["ALL_PROXY", "https_proxy", "HTTPS_PROXY"])
def test_a_proxy_that_cannot_be_is_named(
    half: Half,
    make_client: ClientFactory,
    monkeypatch: pytest.MonkeyPatch,
    variable: str,
    proxy: str,
) -> None:
    monkeypatch.setenv(variable, proxy)
    refused(half, make_client, SECURE, f"{variable} must be a URL that begins with http://")


def test_a_socks_proxy_without_its_package_is_named(
    half: Half, make_client: ClientFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    def without(*_: object, **__: object) -> None:
        raise RuntimeError("socksio is not installed")

    for name in ("SOCKSProxy", "AsyncSOCKSProxy"):
        monkeypatch.setattr(f"httpcore.{name}", without)
    monkeypatch.setenv("ALL_PROXY", "socks5://proxy.example:1080")
    refused(half, make_client, SECURE, "ALL_PROXY names a SOCKS proxy, which needs .* socksio")


def test_a_proxy_of_the_system_is_called_so(
    half: Half, make_client: ClientFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("urllib.request.getproxies", lambda: {"https": "ftp://x"})
    monkeypatch.setattr("sketricgen._http.origins._IS_ASKED_FOR_PROXIES", True)
    refused(half, make_client, SECURE, "The proxy of the system must be a URL")


@pytest.mark.parametrize("exempt", ["[::1]", "::1", "[::1],127.0.0.1", ",", "[", "*"])
def test_any_list_of_exempt_hosts_will_do(
    half: Half, server: FaultServer, monkeypatch: pytest.MonkeyPatch, exempt: str
) -> None:
    server.on(None, None, Reply(201, json=chat()))
    monkeypatch.setenv("NO_PROXY", exempt)
    monkeypatch.setenv("HTTP_PROXY", server.url)
    client = SketricGenClient("key-12345678", **places(server))
    assert half.run(client, "agent-1", "Hi").response == "Hello!"
    half.close(client)


@pytest.mark.parametrize("content", [None, "", "garbage", "-----BEGIN CERTIFICATE-----\nx\n"])
def test_a_file_of_certificates_that_cannot_be_read_is_named(
    half: Half,
    make_client: ClientFactory,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    content: str | None,
) -> None:
    path = tmp_path / "ca.pem"
    if content is not None:
        path.write_text(content)
    monkeypatch.setenv("SSL_CERT_FILE", str(path))
    refused(half, make_client, SECURE, "SSL_CERT_FILE must be a file with certificates")
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path))
    refused(half, make_client, SECURE, "SSL_CERT_FILE must be a file with certificates")


@pytest.mark.parametrize("kind", ["none", "empty", "garbage", "garbage, named well", "a file"])
def test_a_folder_of_certificates_that_holds_none_is_named(
    half: Half,
    make_client: ClientFactory,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    kind: str,
) -> None:
    folder = tmp_path / "certs"
    if kind == "a file":
        folder.write_text("x")
    elif kind != "none":
        folder.mkdir()
    if kind.startswith("garbage"):
        (folder / ("ca.pem" if kind == "garbage" else "0a1b2c3d.0")).write_text("garbage")
    monkeypatch.setenv("SSL_CERT_DIR", str(folder))
    refused(half, make_client, SECURE, "SSL_CERT_DIR must be a folder with certificates")


def test_a_file_that_holds_other_things_than_certificates_is_named(
    half: Half, make_client: ClientFactory, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    path = tmp_path / "revoked.pem"
    path.write_text(REVOKED)
    monkeypatch.setenv("SSL_CERT_FILE", str(path))
    refused(half, make_client, SECURE, "SSL_CERT_FILE .*: it holds no certificate. Correct")


def test_a_folder_with_certificates_is_taken(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "0a1b2c3d.0").write_text("garbage")
    shutil.copyfile(certifi.where(), tmp_path / "0a1b2c3d.1")
    monkeypatch.setenv("SSL_CERT_DIR", os.pathsep.join(["/nowhere", str(tmp_path)]))
    assert ssl_context() is ssl_context()


def test_a_file_for_the_keys_of_tls_that_cannot_be_written_is_named(
    half: Half, make_client: ClientFactory, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("SSLKEYLOGFILE", str(tmp_path / "none" / "keys"))
    refused(half, make_client, SECURE, "SSLKEYLOGFILE must be a file that can be written to")
    monkeypatch.setenv("SSLKEYLOGFILE", str(tmp_path / "keys"))
    assert ssl_context() is ssl_context()


def test_a_working_directory_that_was_deleted_breaks_no_call(
    half: Half, client: SketricGenClient, server: FaultServer, tmp_path: Path
) -> None:
    server.on("POST", RUN, Reply(201, json=chat()), stream_of(*WHOLE_RUN))
    gone = tmp_path / "gone"
    gone.mkdir()
    before = os.getcwd()  # noqa: PTH109 # as the test finds it
    os.chdir(gone)
    try:
        gone.rmdir()
        assert half.run(client, "agent-1", "Hi").response == "Hello!"
        assert len(half.stream(client, "agent-1", "Hi")) == len(WHOLE_RUN)
    finally:
        os.chdir(before)


class TestWithoutAsyncio:
    @pytest.fixture(params=["own connections", "a client of the caller"])
    def client(
        self, request: pytest.FixtureRequest, server: FaultServer
    ) -> Iterator[SketricGenClient]:
        import httpx

        passed: Any = {}
        if request.param != "own connections":
            passed = {"async_http_client": httpx.AsyncClient(trust_env=False)}
        server.reply(status=201, json=chat())
        client = SketricGenClient("key-12345678", **places(server), **passed)
        yield client
        client.close()

    @pytest.mark.parametrize("library", ["trio", "curio", None])
    @pytest.mark.parametrize("stream", [False, True])
    def test_a_call_says_that_it_needs_asyncio_and_sends_nothing(
        self,
        client: SketricGenClient,
        server: FaultServer,
        monkeypatch: pytest.MonkeyPatch,
        library: str | None,
        stream: bool,
    ) -> None:
        monkeypatch.setattr(sniffio.thread_local, "name", library)
        calls = (
            client.run_workflow("agent-1", "Hi", stream=stream),
            client.upload_file("agent-1", PDF, file_name="a.pdf"),
        )
        for call in calls:
            with pytest.raises(SketricGenError, match=f"asyncio, got {library or 'no event'}"):
                call.send(None)
        assert server.requests == []

    def test_closing_closes_what_there_is(
        self, client: SketricGenClient, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(sniffio.thread_local, "name", "trio")
        with pytest.raises(StopIteration):
            client.aclose().send(None)
        with pytest.raises(SketricGenError, match="closed"):
            client.run_workflow_sync("agent-1", "Hi")


def test_a_task_of_asyncio_is_what_a_call_needs(
    client: SketricGenClient, server: FaultServer
) -> None:
    server.on("POST", RUN, Reply(201, json=chat()))

    async def run() -> str:
        async with SketricGenClient("key-12345678", **places(server)) as own:
            return (await own.run_workflow("agent-1", "Hi")).response

    assert asyncio.run(run()) == "Hello!"
