"""Serve agents to browsers by the AG-UI protocol, from Starlette or FastAPI."""

from importlib.util import find_spec

if find_spec("starlette") is None:
    raise ImportError(
        "sketricgen.agui requires starlette, not installed here. "
        'Run: pip install "sketricgen[agui]"'
    )

from .serving import response

__all__ = ["response"]
