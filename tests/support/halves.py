"""Both halves of the client behind one interface, so that a test is written once and runs twice."""

from __future__ import annotations

import asyncio
import threading
import time
from abc import ABC, abstractmethod
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Union, cast

import httpx
import pytest

if TYPE_CHECKING:
    from collections.abc import Awaitable, Generator, Iterator

    from sketricgen import (
        ChatResponse,
        CompleteUploadResponse,
        SketricGenClient,
        StreamEvent,
    )

HttpxClient = Union[httpx.Client, httpx.AsyncClient]

_OPEN_FILES = Path("/proc/self/fd")
_LEFTOVERS_GO_WITHIN_SECONDS = 20.0
_LOOK_AGAIN_AFTER_SECONDS = 0.01


class OpenStream(ABC):
    """A stream of either half, read step by step from a plain test.

    Attributes:
        stream: The client's own stream object.
        delivered: Every event handed over so far, also when an exception came after it.
    """

    def __init__(self, stream: Any) -> None:
        self.stream = stream
        self.delivered: list[StreamEvent] = []

    def next(self) -> StreamEvent:
        """Returns the next event.

        Raises:
            StopIteration: The stream is over.
        """
        event = self._step()
        self.delivered.append(event)
        return event

    def rest(self) -> list[StreamEvent]:
        """Returns the events up to the end, and raises what the iteration raises."""
        already = len(self.delivered)
        with suppress(StopIteration):
            while True:
                self.next()
        return self.delivered[already:]

    @abstractmethod
    def close(self) -> None:
        """Closes the stream, whether or not it is over."""

    @abstractmethod
    def _step(self) -> StreamEvent: ...


class Half(ABC):
    """One half of the client; a test gets it from the fixture `half`.

    Attributes:
        name: "sync" or "async".
        keyword: The client's argument for an httpx client of this half's kind.
    """

    name: str
    keyword: str

    @property
    def loop(self) -> asyncio.AbstractEventLoop | None:
        """The event loop of the asynchronous half, None for the other."""
        return None

    @abstractmethod
    def call(self, client: SketricGenClient, method: str, *args: Any, **kwargs: Any) -> Any:
        """Calls this half's twin of a method, given by its asynchronous name."""

    @abstractmethod
    def open(self, client: SketricGenClient, *args: Any, **kwargs: Any) -> OpenStream:
        """Starts a streaming run."""

    @abstractmethod
    def close(self, client: SketricGenClient) -> None:
        """Closes the client."""

    @abstractmethod
    def shut(self) -> None:
        """Lets go of what the half itself owns, at the end of a test."""

    @abstractmethod
    def make_http_client(self, **options: Any) -> HttpxClient:
        """Makes an httpx client of this half's kind, which no proxy of the environment steers."""

    @abstractmethod
    def close_http_client(self, http_client: Any) -> None:
        """Closes a client made by `make_http_client`."""

    def run(self, client: SketricGenClient, *args: Any, **kwargs: Any) -> ChatResponse:
        """Runs a workflow and returns its whole answer."""
        answer: ChatResponse = self.call(client, "run_workflow", *args, **kwargs)
        return answer

    def stream(self, client: SketricGenClient, *args: Any, **kwargs: Any) -> list[StreamEvent]:
        """Runs a workflow as a stream and returns all events, or raises what iterating raises."""
        # Not closed here: a stream that was read to its end, or failed, has to clean up by itself.
        return self.open(client, *args, **kwargs).rest()

    def upload(self, client: SketricGenClient, *args: Any, **kwargs: Any) -> CompleteUploadResponse:
        """Uploads a file."""
        uploaded: CompleteUploadResponse = self.call(client, "upload_file", *args, **kwargs)
        return uploaded


class SyncStream(OpenStream):
    def close(self) -> None:
        self.stream.close()

    def _step(self) -> StreamEvent:
        event: StreamEvent = next(self.stream)
        return event


class SyncHalf(Half):
    """The half whose methods end in `_sync`."""

    name = "sync"
    keyword = "http_client"

    def call(self, client: SketricGenClient, method: str, *args: Any, **kwargs: Any) -> Any:
        return getattr(client, f"{method}_sync")(*args, **kwargs)

    def open(self, client: SketricGenClient, *args: Any, **kwargs: Any) -> OpenStream:
        return SyncStream(self.call(client, "run_workflow", *args, stream=True, **kwargs))

    def close(self, client: SketricGenClient) -> None:
        client.close()

    def shut(self) -> None:
        pass

    def make_http_client(self, **options: Any) -> httpx.Client:
        options.setdefault("trust_env", False)
        return httpx.Client(**options)

    def close_http_client(self, http_client: Any) -> None:
        http_client.close()


class AsyncStream(OpenStream):
    def __init__(self, stream: Any, loop: asyncio.AbstractEventLoop) -> None:
        super().__init__(stream)
        self._loop = loop

    def close(self) -> None:
        self._loop.run_until_complete(self.stream.aclose())

    def _step(self) -> StreamEvent:
        try:
            event: StreamEvent = self._loop.run_until_complete(_awaited(self.stream.__anext__()))
        except StopAsyncIteration:
            raise StopIteration from None
        return event


class AsyncHalf(Half):
    """The half that is awaited, on one event loop of its own from beginning to end."""

    name = "async"
    keyword = "async_http_client"

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()

    @property
    def loop(self) -> asyncio.AbstractEventLoop:
        return self._loop

    def shut(self) -> None:
        try:
            self.loop.run_until_complete(_cancel_the_others())
            self.loop.run_until_complete(self.loop.shutdown_asyncgens())
            self.loop.run_until_complete(self.loop.shutdown_default_executor())
        finally:
            self.loop.close()

    def call(self, client: SketricGenClient, method: str, *args: Any, **kwargs: Any) -> Any:
        return self.loop.run_until_complete(getattr(client, method)(*args, **kwargs))

    def open(self, client: SketricGenClient, *args: Any, **kwargs: Any) -> OpenStream:
        stream = self.call(client, "run_workflow", *args, stream=True, **kwargs)
        return AsyncStream(stream, self.loop)

    def close(self, client: SketricGenClient) -> None:
        self.loop.run_until_complete(client.aclose())

    def make_http_client(self, **options: Any) -> httpx.AsyncClient:
        options.setdefault("trust_env", False)
        return httpx.AsyncClient(**options)

    def close_http_client(self, http_client: Any) -> None:
        self.loop.run_until_complete(http_client.aclose())


async def _awaited(step: Awaitable[StreamEvent]) -> StreamEvent:
    return await step


async def _cancel_the_others() -> None:
    others = asyncio.all_tasks() - {cast("asyncio.Task[Any]", asyncio.current_task())}
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)


@pytest.fixture(params=[SyncHalf, AsyncHalf], ids=["sync", "async"])
def half(request: pytest.FixtureRequest) -> Iterator[Half]:
    """Each half of the client in turn."""
    one_half: Half = request.param()
    yield one_half
    one_half.shut()


@contextmanager
def nothing_left_open(loop: asyncio.AbstractEventLoop | None = None) -> Generator[None, None, None]:
    """Asserts that the block leaves no new thread, task or open file behind, 20 s after its end.

    The idle threads of a loop's own executor are the loop's, not the block's. Open files are
    compared where the system lists them under /proc.

    Args:
        loop: The loop whose tasks are compared (`half.loop`); it has to run to finish closing.
    """
    before = _what_is_open(loop)
    yield
    deadline = time.monotonic() + _LEFTOVERS_GO_WITHIN_SECONDS
    while True:
        left = _what_is_open(loop) - before
        if not left:
            return
        assert time.monotonic() < deadline, f"left open: {sorted(map(str, left))}"
        if loop is None:
            time.sleep(_LOOK_AGAIN_AFTER_SECONDS)
        else:
            loop.run_until_complete(asyncio.sleep(_LOOK_AGAIN_AFTER_SECONDS))


def _what_is_open(loop: asyncio.AbstractEventLoop | None) -> set[object]:
    threads = {t for t in threading.enumerate() if not t.name.startswith("asyncio_")}
    tasks: set[asyncio.Task[Any]] = asyncio.all_tasks(loop) if loop else set()
    return {*threads, *tasks, *_open_files()}


def _open_files() -> Iterator[tuple[str, str]]:
    if not _OPEN_FILES.is_dir():
        return
    for descriptor in _OPEN_FILES.iterdir():
        # The descriptor through which the list itself is read is gone by now.
        with suppress(OSError):
            yield descriptor.name, str(descriptor.readlink())
