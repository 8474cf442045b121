"""Sends one request and reads its answer: once with blocking calls, once for asyncio."""

from __future__ import annotations

from contextlib import closing, suppress
from contextvars import copy_context
from queue import Empty, SimpleQueue
from threading import Event, Thread
from typing import TYPE_CHECKING, Union

from .errors import SketricGenError
from .exchange import (
    HTTPX_ERRORS,
    BoundedBody,
    Excess,
    areceived,
    built_request,
    failure_of,
    is_event_stream,
    received,
)
from .halting import Halt, HaltedError, Wire
from .steps import Answer, OpenStream

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

    from .connections import Connections
    from .steps import Body, Send
    from .terms import Deadline

Outcome = Union[Answer, OpenStream, SketricGenError]


def sent(send: Send, connections: Connections, halt: Halt) -> Outcome:
    """Send a request with blocking calls, and return what came of it.

    Raises:
        HaltedError: ``halt`` was stopped, and not because the client was closed.
    """
    deadline = send.terms.deadline
    if deadline is None:
        return _exchange(send, connections, halt)
    return _within(deadline, send, connections, halt)


async def asent(send: Send, connections: Connections) -> Outcome:
    """Send a request without blocking the event loop, and return what came of it."""
    deadline = send.terms.deadline
    if deadline is None:
        return await _aexchange(send, connections)
    import asyncio

    from .awaiting import within

    try:
        return await within(deadline.left(), _aexchange(send, connections), _adiscard)
    except asyncio.TimeoutError:
        return _late(deadline, send)


def _within(deadline: Deadline, send: Send, connections: Connections, halt: Halt) -> Outcome:
    """Send a request in another thread, because no blocking call ends at a given moment."""
    late = Halt(halt)
    is_left = Event()
    done: SimpleQueue[Outcome | BaseException] = SimpleQueue()

    def work() -> None:
        try:
            done.put(_exchange(send, connections, late))
        except BaseException as error:  # it is raised below
            done.put(error)
        if is_left.is_set():
            _discard(done)

    # A daemon, because one that looks up a host cannot be stopped, only left behind.
    thread = Thread(target=copy_context().run, args=(work,), daemon=True)
    thread.start()
    in_time = False
    try:
        outcome = done.get(timeout=deadline.left())
        in_time = True
    except Empty:
        outcome = _late(deadline, send)
    finally:
        if not in_time:
            is_left.set()
            late.end([thread])
            _discard(done)
    if isinstance(outcome, BaseException) and not isinstance(outcome, SketricGenError):
        raise outcome
    return outcome


def _discard(done: SimpleQueue[Outcome | BaseException]) -> None:
    """Close the stream that was opened too late for anybody to read it."""
    with suppress(Empty):
        outcome = done.get_nowait()
        if isinstance(outcome, OpenStream):
            outcome.response.close()


def _late(deadline: Deadline, send: Send) -> SketricGenError:
    error = deadline.error(send.doing)
    error.maybe_executed = True
    return error


def _exchange(send: Send, connections: Connections, halt: Halt) -> Outcome:
    content = send.body if isinstance(send.body, bytes) else _pieces(send.body, halt)
    try:
        with Wire(halt) as wire:
            client = connections.client()
            request = built_request(send, content, connections.builder(client, send), trace=wire)
            response = client.send(request, stream=True, **connections.options(send))
            wire.carry(response)
            if send.expects_stream and is_event_stream(response):
                return OpenStream(response, send, lambda: connections.closed)
            with closing(response):
                body = BoundedBody(response, send)
                for piece in received(response):
                    body.add(piece)
                wire.check_whole()
                return body.answer()
    except (*HTTPX_ERRORS, HaltedError, RuntimeError) as error:
        if halt.stopped and not connections.closed:
            raise HaltedError from None
        if not connections.closed and not isinstance(error, HTTPX_ERRORS):
            raise
        return failure_of(error, send, client_closed=connections.closed)
    except Excess as excess:
        return excess.error


async def _adiscard(outcome: Outcome) -> None:
    if isinstance(outcome, OpenStream):
        from .awaiting import completed

        await completed(outcome.response.aclose())


async def _aexchange(send: Send, connections: Connections) -> Outcome:
    client = await connections.async_client()
    content = send.body if isinstance(send.body, bytes) else _apieces(send.body)
    try:
        request = built_request(send, content, connections.builder(client, send))
        response = await client.send(request, stream=True, **connections.options(send))
        if send.expects_stream and is_event_stream(response):
            return OpenStream(response, send, lambda: connections.closed)
        try:
            body = BoundedBody(response, send)
            async for piece in areceived(response):
                body.add(piece)
            return body.answer()
        finally:
            await connections.closing(response, client)
    except HTTPX_ERRORS as error:
        return failure_of(error, send, client_closed=connections.closed)
    except Excess as excess:
        return excess.error


def _pieces(body: Body, halt: Halt) -> Iterator[bytes]:
    for piece in body:
        halt.check()
        yield piece


async def _apieces(body: Body) -> AsyncIterator[bytes]:
    for piece in body:
        yield piece
