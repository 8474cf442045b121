"""Errors of httpcore, as errors of ours without a reference to them."""

from __future__ import annotations

import errno
import os
import re
import socket
import ssl
from typing import TYPE_CHECKING, Any

import httpcore

from sketricgen.errors import (
    SketricGenNetworkError,
    SketricGenStreamError,
    SketricGenTimeoutError,
    closed_error,
)

from .cancellation import CancelledError
from .text import one_line
from .unpacking import UnpackingError

if TYPE_CHECKING:
    from .flow import CallOptions, Send
    from .timeouts import Timeouts

# What goes wrong below the SDK. Older versions of httpcore let errors of TLS through as they are.
NETWORK_ERRORS = (
    httpcore.ConnectionNotAvailable,
    httpcore.NetworkError,
    httpcore.ProtocolError,
    httpcore.ProxyError,
    httpcore.TimeoutException,
    httpcore.UnsupportedProtocol,
    ssl.SSLError,
    UnpackingError,
)

_NEVER_SENT = (
    CancelledError,
    httpcore.ConnectError,
    httpcore.ConnectTimeout,
    httpcore.PoolTimeout,
    httpcore.ProxyError,
    httpcore.UnsupportedProtocol,
    ssl.SSLCertVerificationError,
    ssl.SSLZeroReturnError,  # the handshake broke off
)
# The status of an HTTP proxy, of which those from 500 on may be gone a moment later, or what
# httpcore says of the answer of a SOCKS proxy.
_REFUSED = re.compile(r"[34][0-9][0-9]\b|Invalid username|Requested |.*not allowed")


class ProxyTimeout(httpcore.ConnectTimeout):
    """A proxy was silent before it had made a connection."""


def proxy_failure(error: Exception) -> Exception:
    """Return what a proxy failed with before anything of a request was sent.

    Speaking with it fails like speaking with the server does, or in ways of its own.
    """
    if isinstance(error, (CancelledError, httpcore.ProxyError, httpcore.ConnectTimeout)):
        return error
    if isinstance(error, httpcore.TimeoutException):
        return ProxyTimeout()
    is_known = isinstance(error, NETWORK_ERRORS)
    return httpcore.ProxyError(reason_of(error) if is_known else "its answer cannot be read")


def network_failure(
    error: Exception, send: Send, *, client_closed: bool = False
) -> SketricGenNetworkError:
    """Return our error for one that ended an exchange."""
    maybe_sent = not isinstance(error, _NEVER_SENT)
    deadline = send.options.deadline
    failure: SketricGenNetworkError
    if client_closed:
        failure = closed_error(send.doing)
    elif isinstance(error, httpcore.TimeoutException):
        if deadline is not None and not deadline.left():
            failure = deadline.error(send.doing)
        else:
            failure = SketricGenTimeoutError(f"{_what_was_late(error, send)} ({send.target}).")
    elif not maybe_sent:
        way = " through the proxy" if isinstance(error, httpcore.ProxyError) else ""
        failure = SketricGenNetworkError(
            f"No connection could be made{way}: {reason_of(error)} ({send.target}). "
            f"{_advice(error)}"
        )
    elif isinstance(error, UnpackingError):
        failure = SketricGenNetworkError(f"The answer cannot be read: {error} ({send.target}).")
    else:
        failure = SketricGenNetworkError(
            "The connection broke before the answer was complete: "
            f"{reason_of(error)} ({send.target})."
        )
    failure.maybe_executed = maybe_sent
    return failure


def stream_failure(
    error: Exception, options: CallOptions, timeouts: Timeouts
) -> SketricGenNetworkError:
    """Return our error for one that ended a stream."""
    if isinstance(error, SketricGenStreamError):
        return error
    deadline = options.deadline
    if deadline is not None and not deadline.left():
        return deadline.error("the stream was being read")
    if isinstance(error, httpcore.TimeoutException):
        if timeouts.is_over:
            return SketricGenTimeoutError(
                f"No event arrived for {options.event_timeout:g} s, though the connection is "
                "alive; event_timeout=… sets how long to wait."
            )
        return SketricGenTimeoutError(
            f"The stream fell silent: nothing arrived for {timeouts.seconds:g} s. "
            "Raise timeout=… if the agent needs longer."
        )
    return SketricGenStreamError(f"The stream broke off before its run ended: {reason_of(error)}.")


def _what_was_late(error: Exception, send: Send) -> str:
    seconds = send.timeout
    if isinstance(error, ProxyTimeout):
        return f"The proxy made no connection within {seconds:g} s; timeout=… sets how long to wait"
    if isinstance(error, httpcore.ConnectTimeout):
        return f"No connection could be made within {send.timeouts().connect:g} s"
    if isinstance(error, httpcore.PoolTimeout):
        return f"All connections were busy for {seconds:g} s"
    late = (
        "took no more of the request" if isinstance(error, httpcore.WriteTimeout) else "was silent"
    )
    return f"The server {late} for {seconds:g} s; timeout=… sets how long to wait"


def is_final(error: Exception) -> bool:
    """Return whether the same request would fail in the same way again."""
    return _is_of_certificate(error) or _is_refused_by_proxy(error)


def _advice(error: Exception) -> str:
    if _is_of_certificate(error):
        return (
            "The certificate is not trusted. If your network has an authority of its own, "
            "set SSL_CERT_FILE to the file with its certificate."
        )
    if _is_refused_by_proxy(error):
        return "It is the proxy that refused: check its URL, with user name and password."
    if isinstance(error, httpcore.ProxyError):
        return "Check that the proxy runs, and its URL."
    return "Check the network, the URL and any proxy."


def _is_of_certificate(error: Exception) -> bool:
    return "CERTIFICATE_VERIFY_FAILED" in str(error)


def _is_refused_by_proxy(error: Exception) -> bool:
    return isinstance(error, httpcore.ProxyError) and _REFUSED.match(str(error)) is not None


def reason_of(error: BaseException) -> str:
    """Return why something failed, in the system's words where it was the system that said so."""
    cause: Any = error
    while cause is not None:
        if _is_of_system(cause):
            return os.strerror(cause.errno)
        # A pool of httpcore drops the cause, and leaves it in the arguments. Several addresses may
        # have been tried, each with an error of its own.
        others = (cause.__cause__, *cause.args, *getattr(cause, "exceptions", ()))
        cause = next((each for each in others if isinstance(each, Exception)), None)
    said = re.sub(r"^\[Errno -?\d+\] ", "", one_line(error))
    return said or re.sub("(?<!^)(?=[A-Z])", " ", type(error).__name__).lower()


def _is_of_system(error: BaseException) -> bool:
    # Those of TLS and of host names have numbers of their own, which mean something else.
    is_other = isinstance(error, (ssl.SSLError, socket.gaierror))
    return isinstance(error, OSError) and not is_other and error.errno in errno.errorcode
