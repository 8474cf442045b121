"""nginx, haproxy and Envoy in front of a server, set up as one does for streams."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from .software import HOST, debian_program, environment, script, serving

if TYPE_CHECKING:
    from contextlib import AbstractContextManager
    from pathlib import Path

BALANCERS = ("nginx", "haproxy", "envoy")

PATIENT = 60
"""The seconds of a timeout that no test is meant to meet."""

_NGINX = """
daemon off;
master_process off;
pid {folder}/pid;
error_log stderr;
events {{}}
http {{
  access_log off;
  client_body_temp_path {folder}/body;
  proxy_temp_path {folder}/proxied;
  fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi;
  scgi_temp_path {folder}/scgi;
  client_max_body_size 30m;
  keepalive_timeout {idle}s;
  upstream servers {{ server {upstream}; keepalive 4; }}
  server {{
    listen {host}:{port};
    location / {{
      proxy_pass http://servers;
      proxy_http_version 1.1;
      proxy_set_header Connection "";
      proxy_set_header Host $http_host;
      proxy_buffering off;
      proxy_read_timeout {silence}s;
    }}
  }}
}}
"""

_HAPROXY = """
defaults
  mode http
  timeout connect 2s
  timeout client {patient}s
  timeout server {silence}s
  timeout http-keep-alive {idle}s
listen all
  bind {host}:{port}
  server one {upstream}
"""


def balanced(
    name: str, folder: Path, upstream: str, *, idle: int = PATIENT, silence: int = PATIENT
) -> AbstractContextManager[str]:
    """Run a balancer, and give its URL.

    Args:
        name: One of `BALANCERS`.
        folder: Where it may write.
        upstream: The URL of the server behind it.
        idle: After how many seconds without a request it closes a client's connection.
        silence: For how many seconds it waits for the server's next byte.
    """
    facts: dict[str, Any] = {
        "folder": folder,
        "host": HOST,
        "upstream": urlsplit(upstream).netloc,
        "idle": idle,
        "silence": silence,
        "patient": PATIENT,
    }
    config = folder / "config.json"  # Envoy reads the format off the name; the others do not care

    def nginx(port: int) -> list[str]:
        config.write_text(_NGINX.format(port=port, **facts))
        return [debian_program("nginx"), "-p", str(folder), "-c", str(config)]

    def haproxy(port: int) -> list[str]:
        config.write_text(_HAPROXY.format(port=port, **facts))
        return [debian_program("haproxy"), "-f", str(config)]

    def envoy(port: int) -> list[str]:
        config.write_text(json.dumps(_envoy(port, facts)))
        options = ["--concurrency", "1", "--disable-hot-restart", "--log-level", "warning"]
        return [script("envoy", "envoy"), "-c", str(config), *options]

    command_for = {"nginx": nginx, "haproxy": haproxy, "envoy": envoy}[name]
    return serving(folder, environment(name), command_for)


def _envoy(port: int, facts: dict[str, Any]) -> dict[str, Any]:
    host, _, upstream_port = facts["upstream"].partition(":")
    types = "type.googleapis.com/envoy.extensions"
    # Envoy's own bounds for a whole answer (15 s) and its streams are off, as streams need it.
    route = {
        "match": {"prefix": "/"},
        "route": {"cluster": "servers", "timeout": "0s", "idle_timeout": f"{facts['silence']}s"},
    }
    router = {"@type": f"{types}.filters.http.router.v3.Router"}
    manager = {
        "@type": f"{types}.filters.network.http_connection_manager.v3.HttpConnectionManager",
        "stat_prefix": "all",
        "common_http_protocol_options": {"idle_timeout": f"{facts['idle']}s"},
        "route_config": {"virtual_hosts": [{"name": "all", "domains": ["*"], "routes": [route]}]},
        "http_filters": [{"name": "router", "typed_config": router}],
    }
    listener = {
        "address": _address(facts["host"], port),
        "filter_chains": [{"filters": [{"name": "manager", "typed_config": manager}]}],
    }
    endpoint = {"endpoint": {"address": _address(host, int(upstream_port))}}
    cluster = {
        "name": "servers",
        "type": "STATIC",
        "connect_timeout": "2s",
        "load_assignment": {
            "cluster_name": "servers",
            "endpoints": [{"lb_endpoints": [endpoint]}],
        },
    }
    return {"static_resources": {"listeners": [listener], "clusters": [cluster]}}


def _address(host: str, port: int) -> dict[str, Any]:
    return {"socket_address": {"address": host, "port_value": port}}
