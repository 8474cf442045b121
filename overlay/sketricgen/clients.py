"""The httpx clients that the SDK makes for itself: they keep no cookies.

The API has none, nothing of one server may reach another, and looking for them in every answer
takes httpx a twentieth of the time of a call.
"""

from __future__ import annotations

import httpx


class _NoCookies(httpx.Cookies):
    def extract_cookies(self, response: httpx.Response) -> None:
        """Keep none."""


_NO_COOKIES = _NoCookies()
# httpx has a setter too, which nobody is to use.
_COOKIES = property(lambda _: _NO_COOKIES)


class Client(httpx.Client):
    """A blocking client without cookies."""

    cookies = _COOKIES  # pyright: ignore[reportIncompatibleMethodOverride] # see above


class AsyncClient(httpx.AsyncClient):
    """A client for asyncio without cookies."""

    cookies = _COOKIES  # pyright: ignore[reportIncompatibleMethodOverride] # see above
