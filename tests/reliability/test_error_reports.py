"""What an error reporter finds when it walks from an error to all that hangs on it: no key."""

from __future__ import annotations

from collections.abc import Mapping
from types import FunctionType, MethodType, ModuleType, SimpleNamespace, TracebackType
from typing import TYPE_CHECKING, Any

import pytest
from sketricgen import SketricGenError

from tests.conftest import KEY
from tests.contract.service import (
    COMPLETE,
    FAILED,
    FORM,
    INIT,
    PDF,
    RUN,
    STARTED,
    form,
    stream_of,
)
from tests.support import (
    CloseAfterRequest,
    FaultServer,
    Hang,
    RawBytes,
    Reply,
    ResetAfterRequest,
    refused_url,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.conftest import ClientFactory
    from tests.support.faults import Behaviour
    from tests.support.halves import Half

# As deep as reporters go that go deep.
_LEVELS = 4

pytestmark = pytest.mark.usefixtures("no_waiting")


def chain_of(error: BaseException | None) -> Iterator[BaseException]:
    """Yields an error and what its causes and contexts are."""
    waiting, seen = [error], set[int]()
    while waiting:
        link = waiting.pop()
        if link is not None and id(link) not in seen:
            seen.add(id(link))
            yield link
            waiting += [link.__cause__, link.__context__]


def variables_of(error: BaseException) -> Iterator[tuple[str, object]]:
    """Yields the variables of the frames below the test's own."""
    traceback = error.__traceback__
    while traceback:
        frame = traceback.tb_frame
        if not frame.f_globals["__name__"].startswith(("tests.", "reliability.")):
            for name, value in frame.f_locals.items():
                yield f"{frame.f_code.co_name}.{name}", value
        traceback = traceback.tb_next


def items_of(value: object) -> Iterator[tuple[str, object]]:
    """Yields what a container holds, its keys among it."""
    if isinstance(value, Mapping):
        for key, item in list(value.items()):
            yield from ((".key", key), (f"[{key!r}]", item))
    elif isinstance(value, (list, tuple, set, frozenset)):
        yield from ((f"[{place}]", item) for place, item in enumerate(list(value)))


def attributes_of(value: object) -> Iterator[tuple[str, object]]:
    """Yields the attributes of a value, those in slots among them."""
    if isinstance(value, (type, ModuleType, FunctionType, MethodType, TracebackType)):
        return
    slots = [name for kind in type(value).__mro__ for name in getattr(kind, "__slots__", ())]
    for name in {*getattr(value, "__dict__", {}), *slots}:
        yield f".{name}", getattr(value, name, None)


def walk(error: BaseException) -> Iterator[tuple[str, object]]:
    """Yields all that a reporter reaches from an error, with the way to it.

    Of variables that is what they hold, as far as they are containers, and the representation of
    anything else; of the error itself its attributes too.
    """
    waiting: list[tuple[int, str, object, bool]] = []
    for link in chain_of(error):
        waiting.append((0, type(link).__name__, link, True))
        waiting += [(0, name, value, False) for name, value in variables_of(link)]
    seen: set[tuple[int, bool]] = set()
    keep: list[object] = []  # so that no id is given twice
    while waiting:
        level, way, value, is_of_error = waiting.pop()
        if (id(value), is_of_error) in seen:
            continue
        seen.add((id(value), is_of_error))
        keep.append(value)
        yield way, value
        if level < _LEVELS:
            parts = [*items_of(value), *(attributes_of(value) if is_of_error else ())]
            waiting += [(level + 1, way + name, part, is_of_error) for name, part in parts]


def shown(value: object) -> str:
    try:
        return repr(value)
    except Exception as error:  # reporters live with that, and show it
        return repr(error)


def assert_no_key_is_found_from(error: BaseException) -> None:
    found = list(walk(error))
    assert len(found) > 5
    assert [way for way, value in found if KEY in shown(value)] == []


BAD_ANSWERS: dict[str, Behaviour] = {
    "not allowed": Reply(401, json={"message": "Wrong key."}),
    "key sent back": Reply(401, json={"message": f"{KEY} is no key"}, headers={"X-Key": KEY}),
    "key sent back twice": Reply(422, json={"detail": [{"msg": KEY, "loc": [KEY]}], KEY: KEY}),
    "limited": Reply(429, json={"message": "later"}),
    "broken": Reply(500, body=b"<html>"),
    "not JSON": Reply(201, body=b"{", content_type="application/json"),
    "not the answer": Reply(201, json={"agent_id": 3}),
    "closed": CloseAfterRequest(),
    "reset": ResetAfterRequest(),
    "not HTTP": RawBytes(b"\x00not http"),
    "silent": Hang(),
}


@pytest.mark.parametrize("answer", BAD_ANSWERS.values(), ids=BAD_ANSWERS)
def test_from_the_error_of_a_run_no_key_is_found(
    half: Half, make_client: ClientFactory, server: FaultServer, answer: Behaviour
) -> None:
    server.on("POST", RUN, answer)
    with pytest.raises(SketricGenError) as caught:
        half.run(make_client(server.url, timeout=0.5, max_retries=1), "agent-1", "Hi")
    assert_no_key_is_found_from(caught.value)


@pytest.mark.parametrize(
    "stream",
    [
        stream_of(STARTED, FAILED),
        stream_of(STARTED),
        stream_of(STARTED, then="reset"),
        stream_of(STARTED, then="hang"),
        stream_of({"type": 3}),
    ],
    ids=["run failed", "cut", "reset", "silent", "no event"],
)
@pytest.mark.parametrize("options", [{}, {"deadline": 20.0}], ids=["plain", "deadline"])
def test_from_the_error_of_a_stream_no_key_is_found(
    half: Half,
    make_client: ClientFactory,
    server: FaultServer,
    stream: Behaviour,
    options: dict[str, float],
) -> None:
    server.on("POST", RUN, stream)
    client = make_client(server.url, timeout=0.5)
    with pytest.raises(SketricGenError) as caught:
        collect(half, client, options)
    assert_no_key_is_found_from(caught.value)


def collect(half: Half, client: Any, options: dict[str, float]) -> object:
    stream = half.open(client, "agent-1", "Hi", **options).stream
    if half.loop is None:
        return stream.collect()
    return half.loop.run_until_complete(stream.collect())


@pytest.mark.parametrize("refusing", [INIT, FORM, COMPLETE])
@pytest.mark.parametrize("answer", [Reply(403, json={"message": KEY}), ResetAfterRequest()])
def test_from_the_error_of_an_upload_no_key_is_found(
    half: Half, make_client: ClientFactory, server: FaultServer, refusing: str, answer: Behaviour
) -> None:
    server.on("POST", refusing, answer)
    server.on("POST", INIT, Reply(json=form(server.url + FORM)))
    server.on("POST", FORM, Reply(204))
    client = make_client(server.url, max_retries=1)
    with pytest.raises(SketricGenError) as caught:
        half.upload(client, "agent-1", PDF, file_name="report.pdf")
    assert_no_key_is_found_from(caught.value)


def test_from_the_error_of_a_failed_connection_no_key_is_found(
    half: Half, make_client: ClientFactory
) -> None:
    with refused_url() as url, pytest.raises(SketricGenError) as caught:
        half.run(make_client(url), "agent-1", "Hi")
    assert_no_key_is_found_from(caught.value)


def test_the_walk_finds_a_key_in_an_error_and_in_the_variables_of_its_frames() -> None:
    def fail(held: Any) -> None:
        error: Any = LookupError(len(held))
        error.request = SimpleNamespace(headers=list(held[0]["headers"].values()))
        raise error

    elsewhere = {**globals(), "__name__": "elsewhere"}
    with pytest.raises(LookupError) as caught:
        FunctionType(fail.__code__, elsewhere)([{"headers": {"API-KEY": KEY}}])
    assert {way for way, value in walk(caught.value) if value == KEY} == {
        "fail.held[0]['headers']['API-KEY']",
        "LookupError.request.headers[0]",
    }
