"""Lists that come in pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Callable, Generic, TypeVar

from sketricgen.errors import SketricGenResponseError, shown

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Coroutine, Iterator

    from sketricgen._http.flow import Flow

T = TypeVar("T")


class Pages(Generic[T]):
    """The items of a list that comes in pages, for ``for`` and for ``async for``.

    Nothing is sent before the first item is needed, and each page is asked for when its first item
    is. Each loop begins anew.

    Example:
        >>> for agent in client.agents.list():
        ...     print(agent.agent_id)
    """

    def __init__(
        self,
        perform: Callable[[Flow[list[T]]], list[T]],
        aperform: Callable[[Flow[list[T]]], Coroutine[Any, Any, list[T]]],
        page: Callable[[Any], Flow[tuple[list[T], Any]]],
    ) -> None:
        self._perform: Any = perform
        self._aperform: Any = aperform
        self._page = page

    def __iter__(self) -> Iterator[T]:
        for turn in self._turns():
            yield from self._perform(turn)

    async def __aiter__(self) -> AsyncIterator[T]:
        for turn in self._turns():
            for item in await self._aperform(turn):
                yield item

    def pages(self) -> Pages[list[T]]:
        """Return the same list page by page.

        Returns:
            The pages, each a list of items, for ``for`` and for ``async for``.

        Example:
            >>> for agents in client.agents.list().pages():
            ...     print(len(agents))
        """

        def page(mark: Any) -> Flow[tuple[list[list[T]], Any]]:
            items, following = yield from self._page(mark)
            return [items], following

        return Pages(self._perform, self._aperform, page)

    def _turns(self) -> Iterator[Flow[list[T]]]:
        """Yield the flow of each page; one is to be performed before the next is asked for."""
        mark: Any = None
        seen: set[Any] = set()

        def turn() -> Flow[list[T]]:
            nonlocal mark
            items, mark = yield from self._page(mark)
            return items

        yield turn()
        while mark is not None:
            if mark in seen:
                raise SketricGenResponseError(
                    f"The service named {shown(mark)} as the next page a second time, so the list "
                    "would never end. The items before it were delivered.",
                    status_code=200,
                )
            seen.add(mark)
            yield turn()
