"""One request and its response: retries, timeouts, connections, cancellation and the log.

The only room that knows httpx, httpcore, sockets, event loops and threads. May import ``config``,
``errors`` and ``_models``.
"""
