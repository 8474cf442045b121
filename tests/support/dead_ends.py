"""Addresses on loopback that nobody answers, and a certificate that nobody signed."""

from __future__ import annotations

import shutil
import socket
import ssl
import subprocess
from contextlib import ExitStack, closing, contextmanager
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

_LOOPBACK = "127.0.0.1"
_MORE_THAN_ANY_BACKLOG_OF_ZERO = 16
_LOOPBACK_CONNECTS_WITHIN_SECONDS = 0.2


def _url_of(listener: socket.socket) -> str:
    return f"http://{_LOOPBACK}:{listener.getsockname()[1]}"


@contextmanager
def refused_url() -> Generator[str, None, None]:
    """A URL at which every connection is refused.

    The port stays bound, without listening, so that no other program can take it meanwhile.
    """
    with closing(socket.socket()) as bound:
        bound.bind((_LOOPBACK, 0))
        yield _url_of(bound)


@contextmanager
def full_backlog() -> Generator[str, None, None]:
    """A URL at which a connection is neither made nor refused; skips where that cannot be had."""
    with ExitStack() as sockets:
        listener = sockets.enter_context(closing(socket.socket()))
        listener.bind((_LOOPBACK, 0))
        listener.listen(0)
        for _ in range(_MORE_THAN_ANY_BACKLOG_OF_ZERO):
            waiting = sockets.enter_context(closing(socket.socket()))
            waiting.settimeout(_LOOPBACK_CONNECTS_WITHIN_SECONDS)
            try:
                waiting.connect(listener.getsockname())
            except (socket.timeout, BlockingIOError):
                break
        else:
            pytest.skip("this system's backlog cannot be filled")
        yield _url_of(listener)


def self_signed(folder: Path) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """Makes a certificate for 127.0.0.1; skips where there is no `openssl`.

    Args:
        folder: Where the certificate and its key are written.

    Returns:
        A server's context that shows it, and a client's context that trusts nothing else.
    """
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("there is no openssl to make a certificate with")
    certificate, key = folder / "certificate.pem", folder / "key.pem"
    options = (
        f"-days 2 -subj /CN={_LOOPBACK} -addext subjectAltName=IP:{_LOOPBACK} "
        "-addext keyUsage=critical,keyCertSign,digitalSignature "
        "-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes"
    ).split()
    subprocess.run(
        [openssl, "req", "-x509", "-keyout", str(key), "-out", str(certificate), *options],
        check=True,
        capture_output=True,
    )
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(certificate, key)
    return server, ssl.create_default_context(cafile=str(certificate))
