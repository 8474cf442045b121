"""From the bytes of a stream to its events, and to the result of the run.

May import ``_http``, ``events``, ``results`` and ``errors``.
"""
