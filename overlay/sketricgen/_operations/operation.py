"""One declaration of an operation gives two methods: one to await, one that blocks.

An operation is written once, as a method that returns a flow:

    @operation
    def upload_file(self, agent_id: str, ...) -> Flow[CompleteUploadResponse]:
        ...

    @blocking(upload_file)
    def upload_file_sync(self) -> None: ...

At run time both are plain functions, which `help`, `inspect` and documentation tools show as they
are. Type checkers see them through the two protocols below.
"""

from __future__ import annotations

import re
from functools import partial, wraps
from inspect import signature
from typing import TYPE_CHECKING, Any, Callable, TypeVar, cast

if TYPE_CHECKING:
    from collections.abc import Coroutine
    from typing import Protocol

    from typing_extensions import Concatenate, ParamSpec

    from sketricgen._http.connections import Connections
    from sketricgen._http.flow import Flow

    P = ParamSpec("P")
    T_co = TypeVar("T_co", covariant=True)

    class Awaited(Protocol[P, T_co]):
        """An operation of an object, to be awaited."""

        def __get__(
            self, instance: object, owner: type | None = None
        ) -> Callable[P, Coroutine[Any, Any, T_co]]: ...

    class Blocking(Protocol[P, T_co]):
        """An operation of an object, which blocks."""

        def __get__(self, instance: object, owner: type | None = None) -> Callable[P, T_co]: ...


T = TypeVar("T")


class Performer:
    """What operations are methods of: it has the connections that they use."""

    _connections: Connections

    def _perform(self, flow: Flow[T]) -> T:
        """Perform an operation with blocking calls."""
        from sketricgen._http.drivers import drive

        return drive(flow, self._connections)

    async def _aperform(self, flow: Flow[T]) -> T:
        """Perform an operation without blocking the event loop."""
        from sketricgen._http.drivers import adrive

        return await adrive(flow, self._connections)


R = TypeVar("R", bound=Performer)


def operation(declared: Callable[Concatenate[R, P], Flow[T]]) -> Awaited[P, T]:
    """Make a method that returns a flow into one that is awaited; `blocking` gives its twin."""

    async def awaited(self: R, /, *args: P.args, **kwargs: P.kwargs) -> T:
        return await self._aperform(declared(self, *args, **kwargs))  # pyright: ignore[reportPrivateUsage]  # it is a method of that class

    def blocking(self: R, /, *args: P.args, **kwargs: P.kwargs) -> T:
        return self._perform(declared(self, *args, **kwargs))  # pyright: ignore[reportPrivateUsage]  # as above

    method: Any = _documented(awaited, declared)
    method.blocking = _documented(blocking, declared, suffix="_sync")
    return cast("Awaited[P, T]", method)


def blocking(awaited: Awaited[P, T]) -> Callable[[Callable[[Any], None]], Blocking[P, T]]:
    """Put the blocking twin of an operation in place of a method that only names it.

    The method's docstring is what editors show; at run time the twin has that of the operation.
    """
    return lambda _: cast("Blocking[P, T]", cast("Any", awaited).blocking)


def flow_of(method: Callable[P, Coroutine[Any, Any, T]]) -> Callable[P, Flow[T]]:
    """Return what makes the flow of an awaited operation, for another flow to be part of."""
    bound: Any = method
    return partial(bound.__wrapped__, bound.__self__)


def signed_as(
    declaration: Callable[..., Any], doc_of: Callable[..., Any] | None = None
) -> Callable[[T], T]:
    """Give a method the signature of the one that takes its arguments.

    Args:
        declaration: The method with that signature.
        doc_of: The method that is awaited, if this is its blocking twin: it has the documentation.
    """

    def sign(method: Any) -> Any:
        returned = method.__annotations__["return"]
        method.__signature__ = signature(declaration).replace(return_annotation=returned)
        if doc_of is not None:
            method.__doc__ = _blocking_doc(doc_of.__doc__)
        return method

    return sign


def _documented(method: Callable[..., Any], declared: Callable[..., Any], suffix: str = "") -> Any:
    """Give a method the name, the documentation and the signature of an operation."""
    made: Any = wraps(declared)(method)
    result = re.sub(r"^Flow\[(.*)\]$", r"\1", declared.__annotations__["return"])
    made.__annotations__ = {**declared.__annotations__, "return": result}
    made.__signature__ = signature(declared).replace(return_annotation=result)
    made.__name__ += suffix
    made.__qualname__ += suffix
    if suffix:
        made.__doc__ = _blocking_doc(made.__doc__)
    return made


def _blocking_doc(doc: str | None) -> str:
    """Return the documentation of a blocking method, made of that of its twin."""
    doc = re.sub(r"await ([\w.]+)\(", r"\1_sync(", doc or "")
    summary, _, rest = doc.replace("async def", "def").partition("\n")
    return f"{summary}\n\n        The same as its twin that is awaited, for blocking code.\n{rest}"
