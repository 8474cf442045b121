# Made from openapi.yaml by openapi-python-client. Do not edit: change openapi.yaml, then run
# `make generate`.

from collections.abc import Mapping
from typing import Any, TypeVar, Union

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.custom_event_type import CustomEventType, check_custom_event_type
from ..types import UNSET, Unset

T = TypeVar("T", bound="CustomEvent")


@_attrs_define
class CustomEvent:
    """An event of the application's own. Ignore those whose name you do not know."""

    type_: CustomEventType
    timestamp: Union[Unset, float] = UNSET
    """ When the event was made, as a Unix time in seconds or milliseconds. For information only: events are ordered
    as they arrive. """
    raw_event: Union[Unset, Any] = UNSET
    """ The event of the model's provider that this one was made from. """
    metadata: Union[Unset, Any] = UNSET
    """ Data about the event, under any keys. """
    subagent_run_id: Union[Unset, str] = UNSET
    """ The run of the subagent that sent this; absent for the agent itself. """
    name: Union[Unset, str] = UNSET
    """ What the event is about. Known is `deep_agents_hitl`. """
    value: Union[Unset, Any] = UNSET
    """ What it says. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        type_: str = self.type_

        timestamp = self.timestamp

        raw_event = self.raw_event

        metadata = self.metadata

        subagent_run_id = self.subagent_run_id

        name = self.name

        value = self.value

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
        if name is not UNSET:
            field_dict["name"] = name
        if value is not UNSET:
            field_dict["value"] = value

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        type_ = check_custom_event_type(d.pop("type"))

        timestamp = d.pop("timestamp", UNSET)

        raw_event = d.pop("raw_event", UNSET)

        metadata = d.pop("metadata", UNSET)

        subagent_run_id = d.pop("subagent_run_id", UNSET)

        name = d.pop("name", UNSET)

        value = d.pop("value", UNSET)

        custom_event = cls(
            type_=type_,
            timestamp=timestamp,
            raw_event=raw_event,
            metadata=metadata,
            subagent_run_id=subagent_run_id,
            name=name,
            value=value,
        )

        custom_event.additional_properties = d
        return custom_event

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
