"""Errors of httpx and httpcore, as errors of ours without a reference to them.

The errors of httpx hold the request, and the request holds the API key.
"""

from __future__ import annotations

import ssl
from typing import TYPE_CHECKING

import httpcore
import httpx

from sketricgen.errors import (
    SketricGenNetworkError,
    SketricGenStreamError,
    SketricGenTimeoutError,
    closed_error,
)

from .cancellation import CancelledError

if TYPE_CHECKING:
    from .flow import CallOptions, Send
    from .timeouts import Timeouts

# What goes wrong below the SDK. Some of httpx's errors stand outside its `HTTPError`, and older
# versions of httpcore let errors of TLS through as they are.
NETWORK_ERRORS = (
    httpcore.ConnectionNotAvailable,
    httpcore.NetworkError,
    httpcore.ProtocolError,
    httpcore.ProxyError,
    httpcore.TimeoutException,
    httpcore.UnsupportedProtocol,
    httpx.HTTPError,
    httpx.InvalidURL,
    httpx.StreamError,
    ssl.SSLError,
)

_NEVER_SENT = (
    CancelledError,
    httpcore.ConnectError,
    httpcore.ConnectTimeout,
    httpcore.ProxyError,
    httpcore.UnsupportedProtocol,
    httpx.ConnectError,
    httpx.ConnectTimeout,
    httpx.InvalidURL,
    httpx.PoolTimeout,
    httpx.ProxyError,
    httpx.UnsupportedProtocol,
    ssl.SSLCertVerificationError,
    ssl.SSLZeroReturnError,  # the handshake broke off
)
_TIMEOUTS = (httpcore.TimeoutException, httpx.TimeoutException)
_CONNECT_TIMEOUTS = (httpcore.ConnectTimeout, httpx.ConnectTimeout)
_WRITE_TIMEOUTS = (httpcore.WriteTimeout, httpx.WriteTimeout)


def network_failure(
    error: Exception, send: Send, *, client_closed: bool = False
) -> SketricGenNetworkError:
    """Return our error for one that ended an exchange."""
    maybe_sent = not isinstance(error, _NEVER_SENT)
    deadline = send.options.deadline
    failure: SketricGenNetworkError
    if client_closed:
        failure = closed_error(send.doing)
    elif isinstance(error, _TIMEOUTS):
        if deadline is not None and not deadline.left():
            failure = deadline.error(send.doing)
        else:
            failure = SketricGenTimeoutError(f"{_what_was_late(error, send)} ({send.target}).")
    elif not maybe_sent:
        failure = SketricGenNetworkError(
            f"No connection could be made: {_reason(error)} ({send.target}). "
            "Check the network, the URL and any proxy."
        )
    else:
        failure = SketricGenNetworkError(
            "The connection broke before the answer was complete: "
            f"{_reason(error)} ({send.target})."
        )
    failure.maybe_executed = maybe_sent
    return failure


def stream_failure(
    error: Exception, options: CallOptions, timeouts: Timeouts
) -> SketricGenNetworkError:
    """Return our error for one that ended a stream."""
    deadline = options.deadline
    if deadline is not None and not deadline.left():
        return deadline.error("the stream was being read")
    if isinstance(error, _TIMEOUTS):
        if timeouts.is_over:
            return SketricGenTimeoutError(
                f"No event arrived for {options.event_timeout:g} s, though the connection is "
                "alive; event_timeout=… sets how long to wait."
            )
        return SketricGenTimeoutError(
            f"The stream fell silent: nothing arrived for {timeouts.seconds:g} s. "
            "Raise timeout=… if the agent needs longer."
        )
    return SketricGenStreamError(f"The stream broke off before its run ended: {_reason(error)}.")


def _what_was_late(error: Exception, send: Send) -> str:
    seconds = send.timeout
    if isinstance(error, _CONNECT_TIMEOUTS):
        return f"No connection could be made within {send.timeouts().connect:g} s"
    if isinstance(error, httpx.PoolTimeout):
        return f"All connections were busy for {seconds:g} s"
    late = "took no more of the request" if isinstance(error, _WRITE_TIMEOUTS) else "was silent"
    return f"The server {late} for {seconds:g} s; timeout=… sets how long to wait"


def _reason(error: Exception) -> str:
    return str(error) or type(error).__name__
