from __future__ import annotations

import importlib

import pytest
from sketricgen import agui


def test_without_starlette_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    with pytest.raises(ImportError, match=r'pip install "sketricgen\[agui\]"'):
        importlib.reload(agui)
