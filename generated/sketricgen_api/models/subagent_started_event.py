# Made from openapi.yaml by openapi-python-client. Do not edit: change openapi.yaml, then run
# `make generate`.

from collections.abc import Mapping
from typing import Any, Literal, TypeVar, Union, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="SubagentStartedEvent")


@_attrs_define
class SubagentStartedEvent:
    """A subagent begins to work."""

    type_: Literal["SUBAGENT_STARTED"]
    subagent_run_id: str
    """ The run of the subagent. """
    name: str
    """ The name of the subagent. """
    timestamp: Union[Unset, float] = UNSET
    """ When the event was made, as a Unix time in seconds or milliseconds. For information only: events are ordered
    as they arrive. """
    raw_event: Union[Unset, Any] = UNSET
    """ The event of the model's provider that this one was made from. """
    metadata: Union[Unset, Any] = UNSET
    """ Data about the event, under any keys. """
    description: Union[Unset, str] = UNSET
    """ What the subagent is for. """
    parent_subagent_run_id: Union[Unset, str] = UNSET
    """ The run of the subagent that called it; absent for the agent itself. """
    parent_tool_call_id: Union[Unset, str] = UNSET
    """ The tool call it was called by. """
    parent_message_id: Union[Unset, str] = UNSET
    """ The message it was called from. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        type_ = self.type_

        subagent_run_id = self.subagent_run_id

        name = self.name

        timestamp = self.timestamp

        raw_event = self.raw_event

        metadata = self.metadata

        description = self.description

        parent_subagent_run_id = self.parent_subagent_run_id

        parent_tool_call_id = self.parent_tool_call_id

        parent_message_id = self.parent_message_id

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "type": type_,
                "subagent_run_id": subagent_run_id,
                "name": name,
            }
        )
        if timestamp is not UNSET:
            field_dict["timestamp"] = timestamp
        if raw_event is not UNSET:
            field_dict["raw_event"] = raw_event
        if metadata is not UNSET:
            field_dict["metadata"] = metadata
        if description is not UNSET:
            field_dict["description"] = description
        if parent_subagent_run_id is not UNSET:
            field_dict["parent_subagent_run_id"] = parent_subagent_run_id
        if parent_tool_call_id is not UNSET:
            field_dict["parent_tool_call_id"] = parent_tool_call_id
        if parent_message_id is not UNSET:
            field_dict["parent_message_id"] = parent_message_id

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        type_ = cast(Literal["SUBAGENT_STARTED"], d.pop("type"))
        if type_ != "SUBAGENT_STARTED":
            raise ValueError(f"type must match const 'SUBAGENT_STARTED', got '{type_}'")

        subagent_run_id = d.pop("subagent_run_id")

        name = d.pop("name")

        timestamp = d.pop("timestamp", UNSET)

        raw_event = d.pop("raw_event", UNSET)

        metadata = d.pop("metadata", UNSET)

        description = d.pop("description", UNSET)

        parent_subagent_run_id = d.pop("parent_subagent_run_id", UNSET)

        parent_tool_call_id = d.pop("parent_tool_call_id", UNSET)

        parent_message_id = d.pop("parent_message_id", UNSET)

        subagent_started_event = cls(
            type_=type_,
            subagent_run_id=subagent_run_id,
            name=name,
            timestamp=timestamp,
            raw_event=raw_event,
            metadata=metadata,
            description=description,
            parent_subagent_run_id=parent_subagent_run_id,
            parent_tool_call_id=parent_tool_call_id,
            parent_message_id=parent_message_id,
        )

        subagent_started_event.additional_properties = d
        return subagent_started_event

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
