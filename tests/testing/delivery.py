"""Events checked by `verify_sequence`, in either half."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sketricgen.testing import verify_sequence

from tests.streaming.reading import done

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from sketricgen import StreamEvent

    from tests.support.halves import Half


def deliver(half: Half, events: list[StreamEvent], delivered: list[StreamEvent]) -> None:
    """Notes each event that is delivered, until the end or the first violation."""
    if half.loop is None:
        delivered.extend(verify_sequence(events))  # keeps what came before an exception
    else:
        done(half, _adeliver(events, delivered))


async def _adeliver(events: list[StreamEvent], delivered: list[StreamEvent]) -> None:
    async for event in verify_sequence(_arriving(events)):
        delivered.append(event)  # noqa: PERF401 # an exception may come after it


async def _arriving(events: list[StreamEvent]) -> AsyncIterator[StreamEvent]:
    for event in events:
        yield event
