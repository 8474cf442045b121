"""Builds requests from the arguments that the generated code makes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from sketricgen._http.flow import Send
from sketricgen._http.redaction import SecretBytes
from sketricgen._version import __version__

if TYPE_CHECKING:
    from sketricgen._http.flow import CallOptions

COMMON_HEADERS = {
    "Accept": "*/*",
    "Accept-Encoding": "gzip, deflate",
    "User-Agent": f"sketricgen-python/{__version__}",
}


def build_request(
    options: CallOptions,
    base_url: str,
    arguments: dict[str, Any],
    key_header: str,
    doing: str,
    *,
    expects_stream: bool = False,
    scheme: str = "",
) -> Send:
    """Return a request.

    Args:
        options: The options of the operation.
        base_url: The URL that the path is appended to.
        arguments: The generated code's arguments for the operation: method, path, and headers,
            query and JSON where it has them.
        key_header: The name of the header that carries the API key.
        doing: What is being done, as messages name it.
        expects_stream: True to ask for an event stream.
        scheme: What stands before the key in its header.
    """
    headers: dict[str, str | bytes] = {
        **COMMON_HEADERS,
        **{name: SecretBytes(text.encode()) for name, text in options.config.headers.items()},
        **arguments.get("headers", {}),
    }
    # httpx takes text for ASCII; a key may hold any latin-1 character.
    headers[key_header] = SecretBytes((scheme + options.config.api_key).encode("latin-1"))
    headers["Accept"] = "text/event-stream" if expects_stream else "application/json"
    body = b""
    if "json" in arguments:
        text = json.dumps(arguments["json"], ensure_ascii=False, separators=(",", ":"))
        body = text.encode("utf-8", "replace")  # an id from a server may hold a lone surrogate
    query = f"?{urlencode(arguments['params'])}" if arguments.get("params") else ""
    return Send(
        arguments["method"].upper(),
        base_url + arguments["url"] + query,
        headers,
        body,
        options.config.timeout,
        options,
        doing,
        expects_stream=expects_stream,
    )
