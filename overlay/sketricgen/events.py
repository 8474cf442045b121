"""What a stream delivers: `StreamEvent`, and its payload as a class of the API's document.

Every event class of the document can be imported from here, e.g.
``from sketricgen.events import TextMessageContentEvent``, and `EventPayload`, the type of any
payload. The table from an event's ``type`` to its class is made from the generated models, so a new
event schema needs no line of this file.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Union

from ._models import is_object, load_json, schemas
from .errors import SketricGenStreamError

if TYPE_CHECKING:
    from typing import Callable

    from sketricgen_api.models.stream_event_data import *  # noqa: F403 # see `__getattr__`
    from sketricgen_api.models.stream_event_data import StreamEventData

    EventPayload = Union[StreamEventData, "UnknownEvent"]

_UNREAD: Any = object()
# Not of `true` and the like, which may be names.
_FIRST_OF_JSON = frozenset('{["-0123456789')

TERMINAL_TYPES = frozenset({"RUN_FINISHED", "RUN_ERROR", "RUN_PAUSED_HITL"})


@dataclass(frozen=True)
class UnknownEvent:
    """An event that the document does not describe, or that does not fit its description.

    Attributes:
        type_: The event's ``type``; None if it has none.
        data: All of it: the JSON object, or another JSON value.
        reason: Why it is not one of the known events.
    """

    type_: str | None
    data: Any
    reason: str


class StreamEvent:
    """One server-sent event.

    Args:
        data: The event's data, as it was sent.
        event_type: The name of the SSE event; ``"message"`` if none was sent.
        id: The id sent with this event; None if none was.

    The first two may also be given in the other order, as in ``StreamEvent("message", "{}")``: the
    JSON is the data.

    Example:
        >>> event = StreamEvent('{"type": "TEXT_MESSAGE_END", "message_id": "m1"}')
        >>> event.payload.message_id
        'm1'
    """

    # A stream sets no more of them than it must, since making an event is most of its work.
    __slots__ = ("_event_type", "_id", "_json", "_payload", "data")

    data: str

    def __init__(
        self,
        data: str,
        event_type: str = "message",
        id: str | None = None,  # noqa: A002 # the field's name in the standard
    ) -> None:
        if _is_like_json(event_type) and not _is_like_json(data):
            data, event_type = event_type, data
        self.data = data
        self._event_type = event_type
        self._id = id

    @property
    def event_type(self) -> str:
        """The name of the SSE event; ``"message"`` if none was sent."""
        return getattr(self, "_event_type", "message")

    @property
    def id(self) -> str | None:
        """The id sent with this event; None if none was."""
        return getattr(self, "_id", None)

    def json(self) -> Any:
        """Read the event's data as JSON; done once.

        Returns:
            The JSON value, which is an object for all events of the API.

        Raises:
            SketricGenStreamError: The data is not JSON.

        Example:
            >>> StreamEvent('{"type": "CUSTOM", "value": 1}').json()["value"]
            1
        """
        value = getattr(self, "_json", _UNREAD)
        if value is _UNREAD:
            value = self._json = _json_of(self.data)
        return value

    @property
    def payload(self) -> EventPayload:
        """The event as the class for its type, or an `UnknownEvent`; made at first use.

        Its static type is the union of all of them: `isinstance` and `match` narrow it.

        Raises:
            SketricGenStreamError: The data is not JSON.
        """
        payload: EventPayload | None = getattr(self, "_payload", None)
        if payload is None:
            payload = self._payload = _payload_of(self.json(), self.event_type)
        return payload

    @property
    def is_terminal(self) -> bool:
        """True for the event that ends a run: finished, failed, or paused for a person."""
        return is_one_of(self, TERMINAL_TYPES)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, StreamEvent):
            return NotImplemented
        return self._as_tuple() == other._as_tuple()

    def __hash__(self) -> int:
        return hash(self._as_tuple())

    def __repr__(self) -> str:
        return f"StreamEvent(data={self.data!r}, event_type={self.event_type!r}, id={self.id!r})"

    def __reduce__(self) -> tuple[Callable[..., StreamEvent], tuple[str, str, str | None]]:
        return made, self._as_tuple()  # what was read of the data is read again

    def _as_tuple(self) -> tuple[str, str, str | None]:
        return self.data, self.event_type, self.id


def made(data: str, event_type: str, id: str | None) -> StreamEvent:  # noqa: A002 # as above
    """Return an event exactly as it was sent, whatever its data and its name look like."""
    event = StreamEvent("{", event_type, id)  # in this order, whatever the name looks like
    event.data = data
    return event


def is_one_of(event: StreamEvent, types: frozenset[str]) -> bool:
    """Return whether an event's type is one of ``types``; False if its data is not JSON."""
    if not _may_name(event.data, types) and event.event_type not in types:
        return False
    try:
        return _type_of(event.json(), event.event_type) in types
    except SketricGenStreamError:
        return False


def _may_name(data: str, types: frozenset[str]) -> bool:
    # Reading JSON costs more than all the rest, so it is read only where it may matter. Single
    # characters are looked for first because that is many times as fast.
    if "\\" in data and "\\u00" in data:  # letters may be escaped
        return True
    return "R" in data and any(name in data for name in types)


def _is_like_json(text: str) -> bool:
    return text.lstrip()[:1] in _FIRST_OF_JSON


def _json_of(data: str) -> Any:
    try:
        return load_json(data)
    except ValueError as error:
        problem = str(error)
    # It is not quoted, since some proxies send the API key back, and errors are logged.
    raise SketricGenStreamError(
        f"An event's data {problem} ({len(data):,} characters). The attribute data of the event "
        "holds all of it."
    )


def _payload_of(data: object, event_type: str) -> EventPayload:
    name = _type_of(data, event_type)
    if not is_object(data):
        return UnknownEvent(name, data, "it is not a JSON object")
    schema = schemas().get(name or "")
    if schema is None:
        return UnknownEvent(name, data, "its type is not known")
    try:
        payload: EventPayload = schema.read(data if "type" in data else {**data, "type": name})
    except Exception as error:  # generated code raises whatever the shape provokes
        return UnknownEvent(name, data, str(error))
    return payload


def _type_of(data: object, event_type: str) -> str | None:
    """Return an event's type: what its JSON says; the name of the SSE event is a fallback."""
    stated = data.get("type") if is_object(data) else None
    if isinstance(stated, str):
        return stated
    return None if event_type == "message" else event_type


def __getattr__(name: str) -> Any:
    # The import system asks for `__path__` and the like, which must not load the models.
    known = {} if name.startswith("_") else schemas()
    for schema in known.values():
        if schema.kind.__name__ == name:
            return schema.kind
    if name == "EventPayload":
        from sketricgen_api.models.stream_event_data import StreamEventData

        return Union[StreamEventData, UnknownEvent]
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    classes = {schema.kind.__name__ for schema in schemas().values()}
    return sorted({"TERMINAL_TYPES", "EventPayload", "StreamEvent", "UnknownEvent"} | classes)
