# Made from openapi.yaml by openapi-python-client. Do not edit: change openapi.yaml, then run
# `make generate`.

from collections.abc import Mapping
from typing import Any, Literal, TypeVar, Union, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="TextMessageChunkEvent")


@_attrs_define
class TextMessageChunkEvent:
    """A piece of a message, which stands for its start, content and end."""

    type_: Literal["TEXT_MESSAGE_CHUNK"]
    timestamp: Union[Unset, float] = UNSET
    """ When the event was made, as a Unix time in seconds or milliseconds. For information only: events are ordered
    as they arrive. """
    raw_event: Union[Unset, Any] = UNSET
    """ The event of the model's provider that this one was made from. """
    metadata: Union[Unset, Any] = UNSET
    """ Data about the event, under any keys. """
    subagent_run_id: Union[Unset, str] = UNSET
    """ The run of the subagent that sent this; absent for the agent itself. """
    message_id: Union[Unset, str] = UNSET
    """ The message. Absent means that of the chunk before. """
    role: Union[Unset, str] = UNSET
    """ Who speaks. Known are `assistant`, `user`, `system`, `developer`; absent means `assistant`. """
    name: Union[Unset, str] = UNSET
    """ The name of who speaks. """
    delta: Union[Unset, str] = UNSET
    """ The text to append. It may be empty. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        type_ = self.type_

        timestamp = self.timestamp

        raw_event = self.raw_event

        metadata = self.metadata

        subagent_run_id = self.subagent_run_id

        message_id = self.message_id

        role = self.role

        name = self.name

        delta = self.delta

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "type": type_,
            }
        )
        if timestamp is not UNSET:
            field_dict["timestamp"] = timestamp
        if raw_event is not UNSET:
            field_dict["raw_event"] = raw_event
        if metadata is not UNSET:
            field_dict["metadata"] = metadata
        if subagent_run_id is not UNSET:
            field_dict["subagent_run_id"] = subagent_run_id
        if message_id is not UNSET:
            field_dict["message_id"] = message_id
        if role is not UNSET:
            field_dict["role"] = role
        if name is not UNSET:
            field_dict["name"] = name
        if delta is not UNSET:
            field_dict["delta"] = delta

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        type_ = cast(Literal["TEXT_MESSAGE_CHUNK"], d.pop("type"))
        if type_ != "TEXT_MESSAGE_CHUNK":
            raise ValueError(f"type must match const 'TEXT_MESSAGE_CHUNK', got '{type_}'")

        timestamp = d.pop("timestamp", UNSET)

        raw_event = d.pop("raw_event", UNSET)

        metadata = d.pop("metadata", UNSET)

        subagent_run_id = d.pop("subagent_run_id", UNSET)

        message_id = d.pop("message_id", UNSET)

        role = d.pop("role", UNSET)

        name = d.pop("name", UNSET)

        delta = d.pop("delta", UNSET)

        text_message_chunk_event = cls(
            type_=type_,
            timestamp=timestamp,
            raw_event=raw_event,
            metadata=metadata,
            subagent_run_id=subagent_run_id,
            message_id=message_id,
            role=role,
            name=name,
            delta=delta,
        )

        text_message_chunk_event.additional_properties = d
        return text_message_chunk_event

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
