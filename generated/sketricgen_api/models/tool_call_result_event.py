# Made from openapi.yaml by openapi-python-client. Do not edit: change openapi.yaml, then run
# `make generate`.

from collections.abc import Mapping
from typing import Any, Literal, TypeVar, Union, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="ToolCallResultEvent")


@_attrs_define
class ToolCallResultEvent:
    """What a tool call came to. It may never come."""

    type_: Literal["TOOL_CALL_RESULT"]
    tool_call_id: str
    """ The tool call. """
    content: Any
    """ The result, as text or as a list of parts (text, images, documents, ...). """
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
    """ The message the result is kept as. """
    role: Union[Unset, str] = UNSET
    """ Known is `tool`. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        type_ = self.type_

        tool_call_id = self.tool_call_id

        content = self.content

        timestamp = self.timestamp

        raw_event = self.raw_event

        metadata = self.metadata

        subagent_run_id = self.subagent_run_id

        message_id = self.message_id

        role = self.role

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "type": type_,
                "tool_call_id": tool_call_id,
                "content": content,
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

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        type_ = cast(Literal["TOOL_CALL_RESULT"], d.pop("type"))
        if type_ != "TOOL_CALL_RESULT":
            raise ValueError(f"type must match const 'TOOL_CALL_RESULT', got '{type_}'")

        tool_call_id = d.pop("tool_call_id")

        content = d.pop("content")

        timestamp = d.pop("timestamp", UNSET)

        raw_event = d.pop("raw_event", UNSET)

        metadata = d.pop("metadata", UNSET)

        subagent_run_id = d.pop("subagent_run_id", UNSET)

        message_id = d.pop("message_id", UNSET)

        role = d.pop("role", UNSET)

        tool_call_result_event = cls(
            type_=type_,
            tool_call_id=tool_call_id,
            content=content,
            timestamp=timestamp,
            raw_event=raw_event,
            metadata=metadata,
            subagent_run_id=subagent_run_id,
            message_id=message_id,
            role=role,
        )

        tool_call_result_event.additional_properties = d
        return tool_call_result_event

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
