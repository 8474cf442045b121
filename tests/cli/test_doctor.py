"""The doctor says what is ok, what is not, and what to do; it never starts a run."""

from __future__ import annotations

import os
from importlib.metadata import PackageNotFoundError
from typing import TYPE_CHECKING, Any

import pytest
import trustme
from sketricgen.cli.app import ENVIRONMENT
from sketricgen.cli.network import way_to
from sketricgen.cli.surroundings import _READ

from tests.cli.conftest import point_at
from tests.support import CloseAfterRequest, FaultServer, RawBytes, Reply, refused_url, tls_contexts

if TYPE_CHECKING:
    from pathlib import Path

    from sketricgen.cli.findings import Finding
    from sketricgen.emulator import Emulator

    from tests.cli.conftest import Cli

TEAMSPACE = {"teamspaces": [{"teamspace_id": "t", "display_name": "Ours"}]}


@pytest.fixture(autouse=True)
def no_certificates(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("SSL_CERT_FILE", "SSL_CERT_DIR"):
        monkeypatch.delenv(name, raising=False)


def levels(findings: list[Finding]) -> dict[str, str]:
    return {finding.about.split()[0]: finding.level for finding in findings}


def line_of(text: str, about: str) -> str:
    return next(line for line in text.splitlines() if line[9:].startswith(about))


def test_all_is_well(cli: Cli, emulator: Emulator) -> None:
    runs = emulator.runs
    done = cli("doctor")
    assert (done.code, done.err) == (0, "")
    assert "problem" not in done.out
    for about in ("Python", "sketricgen", "httpx", "base_url", "proxy", "DNS", "TCP", "HTTP"):
        assert line_of(done.out, about).startswith("ok")
    assert line_of(done.out, "certificates").endswith("those of certifi")
    assert "accepted, of Local teamspace" in line_of(done.out, "key")
    assert "SKETRICGEN_BASE_URL" in line_of(done.out, "base_url")
    assert line_of(done.out, "timeout").endswith("300.0 (default)")
    assert emulator.runs == runs


@pytest.mark.parametrize(
    ("key", "shown"), [("sk-live-abcdefgh1234", "…1234 ("), ("short-key", "…, which is short (")]
)
def test_only_the_end_of_a_key_is_shown(
    cli: Cli, monkeypatch: pytest.MonkeyPatch, key: str, shown: str
) -> None:
    monkeypatch.setenv("SKETRICGEN_API_KEY", key)
    done = cli("doctor")
    assert shown in line_of(done.out, "api_key")
    assert key not in done.out + done.err
    assert done.code == 3  # it is refused
    assert "Check the API key" in done.out


def test_settings_that_do_not_parse_are_a_problem(
    cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SKETRICGEN_TIMEOUT", "soon")
    done = cli("doctor")
    assert done.code == 3
    assert "SKETRICGEN_TIMEOUT must be a number of seconds" in done.out


def test_urls_that_do_not_belong_together_are_a_warning(
    cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SKETRICGEN_PLATFORM_URL", "http://localhost.invalid/dev")
    done = cli("doctor")
    assert line_of(done.out, "settings").startswith("warning")
    assert line_of(done.out, "DNS localhost.invalid").startswith("problem")


def test_a_variable_that_nothing_reads_is_a_warning(
    cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SKETRICGEN_APIKEY", "key-1")
    done = cli("doctor")
    assert done.code == 0
    assert line_of(done.out, "SKETRICGEN_APIKEY").startswith("warning")


def test_every_variable_of_the_help_is_read() -> None:
    known = {name for name, _ in ENVIRONMENT if name.startswith("SKETRICGEN_")}
    assert known == {f"SKETRICGEN_{name.upper()}" for name in _READ}


def test_a_package_that_is_missing_is_a_problem(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    def version(name: str) -> str:
        if name == "rich":
            raise PackageNotFoundError(name)
        return "1"

    monkeypatch.setattr("sketricgen.cli.surroundings.version", version)
    assert line_of(cli("doctor").out, "rich").startswith("problem")


def test_certificates_that_are_not_there_are_a_problem(
    cli: Cli, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "none.pem"))
    monkeypatch.setenv("SSL_CERT_DIR", os.pathsep.join(["/none", str(tmp_path)]))
    done = cli("doctor")
    assert line_of(done.out, "SSL_CERT_FILE").startswith("problem")
    assert line_of(done.out, "SSL_CERT_DIR").startswith("ok")


def test_a_proxy_is_shown_without_its_password_and_the_way_leads_to_it(
    cli: Cli, server: FaultServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    point_at(monkeypatch, BASE_URL="http://chat.invalid", PLATFORM_URL="http://chat.invalid/dev")
    server.reply(json=TEAMSPACE)
    monkeypatch.setenv("http_proxy", server.url.replace("//", "//ann:s3cret@"))
    monkeypatch.setenv("no_proxy", "")
    done = cli("doctor")
    assert done.code == 0
    assert line_of(done.out, "proxy for http").endswith(server.url)
    assert "through the proxy 127.0.0.1" in line_of(done.out, "way to chat.invalid")
    assert line_of(done.out, f"TCP {server.address}").startswith("ok")
    assert "HTTP" not in done.out
    assert "s3cret" not in done.out


def test_a_port_that_nobody_listens_on_is_a_problem_of_tcp() -> None:
    with refused_url() as url:
        found = list(way_to(url))
    assert levels(found) == {"DNS": "ok", "TCP": "problem"}
    assert "firewalls" in found[-1].advice


@pytest.mark.parametrize("answer", [CloseAfterRequest(), RawBytes(b"SSH-2.0\r\n\r\n")])
def test_what_does_not_speak_http_is_a_problem_of_http(server: FaultServer, answer: Any) -> None:
    server.on("HEAD", "/", answer)
    assert levels(list(way_to(server.url))) == {"DNS": "ok", "TCP": "ok", "HTTP": "problem"}


@pytest.mark.parametrize(
    ("date", "level", "found"),
    [
        ("Mon, 01 Jan 2001 00:00:00 GMT", "warning", "ahead of"),
        ("Fri, 01 Jan 2100 00:00:00 GMT", "warning", "behind"),
        ("yesterday", "ok", "does not say"),
    ],
)
def test_a_clock_that_is_wrong_is_a_warning(
    server: FaultServer, date: str, level: str, found: str
) -> None:
    server.reply(headers={"Date": date})
    *_, clock = way_to(server.url)
    assert (clock.about, clock.level) == ("clock", level)
    assert found in clock.found


def test_a_server_that_names_no_time_is_no_problem(server: FaultServer) -> None:
    server.on("HEAD", "/", Reply(404))
    *_, clock = way_to(server.url)
    assert clock.level == "ok"


def test_a_certificate_is_trusted_or_a_problem_of_tls(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    authority, (context, _) = trustme.CA(), tls_contexts()
    authority.issue_cert("127.0.0.1").configure_cert(context)
    authority.cert_pem.write_to_path(tmp_path / "ca.pem")
    with FaultServer(ssl_context=context) as server:
        server.reply(status=404)
        assert levels(list(way_to(server.https_url)))["TLS"] == "problem"
        monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
        found = list(way_to(server.https_url))
    assert levels(found) == {"DNS": "ok", "TCP": "ok", "TLS": "ok", "HTTP": "ok", "clock": "ok"}
