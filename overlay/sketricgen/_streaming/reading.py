"""Lets one reader at a time read a stream, and refuses a second one that would miss events."""

from __future__ import annotations

import weakref
from abc import ABC, abstractmethod
from contextlib import contextmanager
from copy import copy
from typing import TYPE_CHECKING, Any, Callable, ClassVar, Generic, TypeVar, cast

from sketricgen._http.redaction import redact
from sketricgen.errors import (
    SketricGenError,
    SketricGenNetworkError,
    SketricGenStreamError,
    request_id_of,
)

from .accumulate import Collector

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Generator, Mapping

    from sketricgen.events import StreamEvent

    from .decode import RunReader

T = TypeVar("T")
E = TypeVar("E", bound=SketricGenError)
G = TypeVar("G", "Generator[StreamEvent, None, None]", "AsyncGenerator[StreamEvent, None]")

ITERATION, TEXT_STREAM = "iteration", "text_stream"


class RunStream(ABC, Generic[G]):
    """The part that both kinds of stream share. It holds the events until they are iterated."""

    _kind: ClassVar[str]  # how Python's attributes of such generators begin

    def __init__(self, reader: RunReader, events: G, headers: Mapping[str, str]) -> None:
        self._reader = reader
        self._headers = headers
        self._held: G | None = events
        self._events: weakref.ref[G] = weakref.ref(events)
        self._unread = [True]  # popped by the first reader, which is atomic
        self._way = ""  # how it is read, as messages name it
        self._place: object = None  # where an iterator of it was given out
        self._collector: Collector | None = None
        self._texts_given: weakref.WeakSet[Any] | None = None

    @property
    def headers(self) -> dict[str, str]:
        """The headers that the stream began with, their names in lower case."""
        return dict(self._headers)

    @property
    def request_id(self) -> str | None:
        """The server's id of the request, to name to its support; None if it gave none."""
        return request_id_of(self._headers)

    def _about_this(self, error: E) -> E:
        """Return an error that is about to be raised, with what is known of this stream."""
        error.headers = self.headers
        return redact(error, self._reader.api_key)

    @abstractmethod
    def _here(self) -> object:
        """Return the thread or the task that is running."""

    def _check_loop(self) -> None:
        """Raise if the stream belongs to another event loop."""

    @classmethod
    def _is_over(cls, events: object) -> bool:
        """Return whether ``events`` have ended, in whatever way."""
        return getattr(events, f"{cls._kind}_frame") is None

    def _is_running(self, events: G) -> bool:
        """Return whether another thread or task is waiting for the next of ``events``."""
        return bool(getattr(events, f"{self._kind}_running"))

    def _noted(self, texts: T) -> T:
        """Return a text stream of asyncio, which keeps the events until its event loop ends it."""
        self._texts_given = self._texts_given or weakref.WeakSet()
        self._texts_given.add(texts)
        return texts

    @property
    def _is_left(self) -> bool:
        """True once nobody can read on, although the events are still there."""
        given = self._texts_given
        return self._way == TEXT_STREAM and given is not None and not given

    @property
    def _is_exhausted(self) -> bool:
        """True once iteration has taken every event."""
        return self._reader.whole and self._way == ITERATION

    @property
    def _collected(self) -> Collector | None:
        """What has collected every event, if anything has."""
        return self._collector if self._reader.whole else None

    def _begin(self, way: str) -> bool:
        """Make the caller the reader of this stream; return False if it has one already."""
        try:
            self._unread.pop()
        except IndexError:
            return False
        self._way = way
        return True

    def _current(self) -> G:
        """Return the events for iteration, which may have begun.

        Raises:
            SketricGenNetworkError: They cannot be iterated, or no further.
        """
        self._check_loop()
        if self._way != ITERATION:
            self._begin(ITERATION)
        is_free = self._held is not None or self._place == self._here()
        # An error that somebody keeps must not keep the events of somebody else.
        events = self._events() if self._way == ITERATION and is_free else None
        if events is None or self._is_over(events):
            raise self._refusal(is_busy=not is_free)
        return events

    def _given_out(self) -> G:
        """Return the events for iteration, without keeping them.

        Leaving the iteration early then drops them, which frees the connection.
        """
        events = self._current()
        if self._is_running(events):
            raise self._refusal(is_busy=True)
        self._place = self._here()
        self._held = None
        return events

    def _taken(self) -> G:
        """Return the events for a collector, without keeping them.

        It must not keep them in a variable, which a traceback would keep alive.
        """
        events = cast("G", self._held)
        self._held = None
        return events

    @contextmanager
    def _collecting(self, way: str) -> Generator[Collector, None, None]:
        """Give a collector for all events of this stream.

        Raises:
            SketricGenNetworkError: Some of them were read elsewhere, or cannot be read any more.
        """
        self._check_loop()
        if not self._begin(way):
            raise self._refusal()
        collector = self._collector = Collector(self._reader.agent_id)
        try:
            yield collector
            if not self._reader.whole:  # it was closed before, or in the meantime
                raise self._refusal()
        except SketricGenNetworkError as error:
            error.partial = collector.result
            self._reader.failure = copy(redact(error, self._reader.api_key))  # without traceback
            raise

    def _refusal(self, *, is_busy: bool = False) -> SketricGenNetworkError:
        """Return the error for a reader that would miss events."""
        if self._reader.failure is not None:
            return copy(self._reader.failure)
        return self._about_this(SketricGenStreamError(self._problem(is_busy=is_busy)))

    def _problem(self, *, is_busy: bool) -> str:
        """Return why a reader would miss events."""
        events = self._events()
        if self._reader.whole:
            problem = (
                f"This stream was read to its end by {self._way}, and its events are not kept. "
                "Keep what you need of them, or call collect() in place of anything else: it can "
                "be called again."
            )
        elif self._reader.closed:
            problem = "This stream was closed before it was read to its end. Close it after that."
        elif events is None or self._is_over(events):
            problem = (
                "This stream was left before its run ended, which closed it: a loop was left, "
                "interrupted or cancelled. To read in several places, keep one iterator: "
                "events = iter(stream), or stream.__aiter__() with asyncio."
            )
        elif self._way == ITERATION and not is_busy:
            problem = (
                "Events of this stream have been read by iteration already, and are not kept. "
                "Iterate over the rest, or call collect() or text_stream in place of iteration."
            )
        else:
            problem = (
                f"This stream is being read by {self._way or 'another reader'} already. Read it "
                "in one place at a time."
            )
        return problem


def followed(stream: RunStream[Any], note: Callable[[StreamEvent], bool]) -> Callable[[], bool]:
    """Call ``note`` with the events that may name the conversation, until it returns True.

    Returns:
        A function that says whether the run and the stream go on. It does not keep the stream.
    """
    of: Any = stream
    reader, events, is_over = of._reader, of._events, of._is_over  # noqa: SLF001 # of this module
    found = weakref.ref(of)
    reader.watch(note)

    def goes_on() -> bool:
        current, followed = events(), found()
        is_left = followed is not None and followed._is_left  # noqa: SLF001 # as above
        return not (reader.stopped or current is None or is_over(current) or is_left)

    return goes_on
