"""The plugin of the package, where its entry point is left out."""

from __future__ import annotations

import pytest

pytest.importorskip("uvicorn", reason="the extra sketricgen[testing] is not installed")

from _sketricgen_pytest import pytest_runtest_call, sketricgen

__all__ = ["pytest_runtest_call", "sketricgen"]
