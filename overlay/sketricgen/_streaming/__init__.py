"""From the bytes of a stream to its events, and to what they add up to.

May import ``_http``, ``events``, ``results`` and ``errors``.
"""
