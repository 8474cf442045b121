"""squid, tinyproxy and proxy.py, as a network's way out."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from .software import HOST, debian_file, debian_program, environment, on_path, script, serving

if TYPE_CHECKING:
    from contextlib import AbstractContextManager
    from pathlib import Path

FORWARD_PROXIES = ("squid", "tinyproxy", "proxy")

USER = "someone"

_SQUID = """
http_port {host}:{port}
visible_hostname proxy.test
pid_filename none
cache deny all
access_log none
cache_log stdio:/dev/stderr
logfile_rotate 0
pinger_enable off
unlinkd_program {unlinkd}
shutdown_lifetime 0 seconds
mime_table {mime}
icon_directory {icons}
error_directory {errors}
coredump_dir {folder}
{more}
http_access allow all
"""

_SQUID_PASSWORD = """
auth_param basic program {sed} -u s/^{user}.{password}$/OK/;t;s/.*/ERR/
auth_param basic children 1
acl known proxy_auth REQUIRED
http_access deny !known
"""

_TINYPROXY = """
Listen {host}
Port {port}
Timeout 60
MaxClients 20
{more}
"""


class Proxied(NamedTuple):
    """What a proxy is to do.

    Attributes:
        password: The password of `USER`; None if everybody may use it.
        connects: Whether it makes tunnels to any port.
    """

    password: str | None = None
    connects: bool = True


def forward_proxy(name: str, folder: Path, wanted: Proxied) -> AbstractContextManager[str]:
    """Run a proxy, and give its URL, without a user."""
    config = folder / "config"

    def squid(port: int) -> list[str]:
        more = "acl tunnel method CONNECT\nhttp_access deny tunnel" if not wanted.connects else ""
        if wanted.password is not None:
            # Squid's own helper reads a file, and as a user who may not enter `folder`.
            sed, password = on_path("sed"), wanted.password
            more = _SQUID_PASSWORD.format(sed=sed, user=USER, password=password)
        places = {
            "unlinkd": debian_file(name, "usr/lib/squid/unlinkd"),
            "mime": debian_file(name, "usr/share/squid/mime.conf"),
            "icons": debian_file(name, "usr/share/squid/icons"),
            "errors": debian_file(name, "usr/share/squid/errors/templates"),
        }
        config.write_text(_SQUID.format(host=HOST, port=port, folder=folder, more=more, **places))
        # Its shared memory is named after the service.
        return [debian_program(name), "-N", "-n", f"interop{port}", "-f", str(config)]

    def tinyproxy(port: int) -> list[str]:
        more = "" if wanted.connects else "ConnectPort 443"
        if wanted.password is not None:
            more = f"BasicAuth {USER} {wanted.password}"
        config.write_text(_TINYPROXY.format(host=HOST, port=port, more=more))
        return [debian_program(name), "-d", "-c", str(config)]

    def proxy(port: int) -> list[str]:
        more: list[str] = []
        if wanted.password is not None:
            more = ["--basic-auth", f"{USER}:{wanted.password}"]
        if not wanted.connects:
            plugin = "proxy.plugin.FilterByUpstreamHostPlugin"
            more = ["--plugins", plugin, "--filtered-upstream-hosts", HOST]
        where = ["--hostname", HOST, "--port", str(port), "--data-dir", str(folder)]
        return [script(name, "proxy"), *where, "--num-workers", "1", "--num-acceptors", "1", *more]

    command_for = {"squid": squid, "tinyproxy": tinyproxy, "proxy": proxy}[name]
    return serving(folder, environment(name), command_for)
