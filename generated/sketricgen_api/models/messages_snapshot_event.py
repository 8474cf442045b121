# Made from openapi.yaml by openapi-python-client. Do not edit: change openapi.yaml, then run
# `make generate`.

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal, TypeVar, Union, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.snapshot_message import SnapshotMessage


T = TypeVar("T", bound="MessagesSnapshotEvent")


@_attrs_define
class MessagesSnapshotEvent:
    """All messages of the conversation."""

    type_: Literal["MESSAGES_SNAPSHOT"]
    messages: list["SnapshotMessage"]
    """ The messages, in order. """
    timestamp: Union[Unset, float] = UNSET
    """ When the event was made, as a Unix time in seconds or milliseconds. For information only: events are ordered
    as they arrive. """
    raw_event: Union[Unset, Any] = UNSET
    """ The event of the model's provider that this one was made from. """
    metadata: Union[Unset, Any] = UNSET
    """ Data about the event, under any keys. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        type_ = self.type_

        messages = []
        for messages_item_data in self.messages:
            messages_item = messages_item_data.to_dict()
            messages.append(messages_item)

        timestamp = self.timestamp

        raw_event = self.raw_event

        metadata = self.metadata

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "type": type_,
                "messages": messages,
            }
        )
        if timestamp is not UNSET:
            field_dict["timestamp"] = timestamp
        if raw_event is not UNSET:
            field_dict["raw_event"] = raw_event
        if metadata is not UNSET:
            field_dict["metadata"] = metadata

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.snapshot_message import SnapshotMessage

        d = dict(src_dict)
        type_ = cast(Literal["MESSAGES_SNAPSHOT"], d.pop("type"))
        if type_ != "MESSAGES_SNAPSHOT":
            raise ValueError(f"type must match const 'MESSAGES_SNAPSHOT', got '{type_}'")

        messages = []
        _messages = d.pop("messages")
        for messages_item_data in _messages:
            messages_item = SnapshotMessage.from_dict(messages_item_data)

            messages.append(messages_item)

        timestamp = d.pop("timestamp", UNSET)

        raw_event = d.pop("raw_event", UNSET)

        metadata = d.pop("metadata", UNSET)

        messages_snapshot_event = cls(
            type_=type_,
            messages=messages,
            timestamp=timestamp,
            raw_event=raw_event,
            metadata=metadata,
        )

        messages_snapshot_event.additional_properties = d
        return messages_snapshot_event

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties.keys())

    def __getitem__(self, key: str) -> Any:
        return self.additional_properties[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties
