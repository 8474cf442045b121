"""What an error must not carry: exceptions of the libraries below, and the API key."""

from __future__ import annotations

import pickle
from typing import TYPE_CHECKING

from sketricgen import SketricGenError

from tests.conftest import KEY

if TYPE_CHECKING:
    from collections.abc import Iterator

_LIBRARIES = {"httpx", "httpcore", "h11", "anyio"}


def assert_carries_nothing(error: BaseException) -> None:
    """Asserts that an error is one of the SDK's and takes neither request nor key along."""
    assert isinstance(error, SketricGenError)
    for link in _chain(error):
        assert type(link).__module__.partition(".")[0] not in _LIBRARIES, repr(link)
        assert not hasattr(link, "request")
        for text in (str(link), repr(link), repr(link.args), repr(vars(link))):
            assert KEY not in text
    _assert_travels(error)


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    waiting, seen = [error], set[int]()
    while waiting:
        link = waiting.pop()
        if link is not None and id(link) not in seen:
            seen.add(id(link))
            yield link
            waiting += [link.__cause__, link.__context__]


def _assert_travels(error: SketricGenError) -> None:
    packed = pickle.dumps(error)
    assert KEY.encode() not in packed
    unpacked = pickle.loads(packed)
    assert type(unpacked) is type(error)
    assert (str(unpacked), vars(unpacked), unpacked.args) == (str(error), vars(error), error.args)
