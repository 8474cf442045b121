"""Common slips with an answer: the error says what to write instead."""

from __future__ import annotations

import asyncio
import pickle
from typing import Any, Callable

import pytest
from sketricgen import ChatResponse, CompleteUploadResponse

ANSWER: Any = ChatResponse("Hello!", "c-1", "agent-1", "u-1", "o-1", extra={"mood": "fine"})


def in_a_with_block() -> None:
    with ANSWER:
        pass


async def iterated() -> None:
    async for _ in ANSWER:
        pass


async def in_an_async_with_block() -> None:
    async with ANSWER:
        pass


TAKEN_FOR_A_STREAM: dict[str, Callable[[], object]] = {
    "for": lambda: list(ANSWER),
    "next": lambda: next(ANSWER),
    "with": in_a_with_block,
    "async for": lambda: asyncio.run(iterated()),
    "async with": lambda: asyncio.run(in_an_async_with_block()),
}


@pytest.mark.parametrize("slip", TAKEN_FOR_A_STREAM.values(), ids=TAKEN_FOR_A_STREAM)
def test_an_answer_that_is_taken_for_a_stream_says_how_to_get_one(
    slip: Callable[[], object],
) -> None:
    with pytest.raises(TypeError, match=r"ChatResponse: pass stream=True, or use answer\.response"):
        slip()


@pytest.mark.parametrize("name", ["collect", "text_stream"])
def test_what_only_a_stream_has_says_how_to_get_one(name: str) -> None:
    with pytest.raises(AttributeError, match="pass stream=True"):
        getattr(ANSWER, name)
    assert not hasattr(ANSWER, name)


def test_a_misspelled_field_is_named() -> None:
    with pytest.raises(AttributeError, match="'ChatResponse' object has no attribute 'respnse'"):
        _ = ANSWER.respnse


@pytest.mark.parametrize(
    ("key", "field"),
    [("response", "response"), ("owner", "owner"), ("text", "response"), (0, "response")],
)
def test_a_subscript_says_which_attribute_to_use(key: object, field: str) -> None:
    with pytest.raises(TypeError, match=rf"got \[{key!r}\]: use answer\.{field}, or") as caught:
        ANSWER[key]
    assert "to_dict()" in str(caught.value)


def test_a_subscript_of_an_upload_says_so_too() -> None:
    file: Any = CompleteUploadResponse("f-1")
    with pytest.raises(TypeError, match=r"CompleteUploadResponse .* use answer\.file_id"):
        file["file_id"]


def test_a_hint_does_not_stand_in_the_way_of_a_copy() -> None:
    assert pickle.loads(pickle.dumps(ANSWER)) == ANSWER
