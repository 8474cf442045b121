"""What can be the name of a host, in the URLs of a client as in those of a proxy."""

from __future__ import annotations

import pytest
from sketricgen import SketricGenConfig, SketricGenValidationError
from sketricgen.config.urls import may_be_host

LONGEST = "a." * 126 + "a"


@pytest.mark.parametrize("host", [LONGEST, "a.", "exa_mple", "grün.example", "fe80::1%eth0", "1"])
def test_what_can_be_a_host(host: str) -> None:
    assert may_be_host(host)


@pytest.mark.parametrize("host", [f"{LONGEST}a", "a..b", ".a", "a" * 64, "a%20b"])
@pytest.mark.parametrize("name", ["base_url", "platform_url"])
def test_what_cannot_be_a_host_is_refused(host: str, name: str) -> None:
    assert not may_be_host(host)
    urls = {"base_url": "https://a.example", "platform_url": "https://a.example"}
    with pytest.raises(SketricGenValidationError, match=f"^{name} must name a host that can be"):
        SketricGenConfig("sk-1", **{**urls, name: f"https://{host}"})  # type: ignore[arg-type]
