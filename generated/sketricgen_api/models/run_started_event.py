# Made from openapi.yaml by openapi-python-client. Do not edit: change openapi.yaml, then run
# `make generate`.

from collections.abc import Mapping
from typing import Any, Literal, TypeVar, Union, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="RunStartedEvent")


@_attrs_define
class RunStartedEvent:
    """A run begins."""

    type_: Literal["RUN_STARTED"]
    thread_id: str
    """ The conversation; the `conversation_id` to continue it with. """
    run_id: str
    """ The run. """
    timestamp: Union[Unset, float] = UNSET
    """ When the event was made, as a Unix time in seconds or milliseconds. For information only: events are ordered
    as they arrive. """
    raw_event: Union[Unset, Any] = UNSET
    """ The event of the model's provider that this one was made from. """
    metadata: Union[Unset, Any] = UNSET
    """ Data about the event, under any keys. """
    protocol_version: Union[Unset, str] = UNSET
    """ The version of AG-UI, such as `1.0`. """
    parent_run_id: Union[Unset, str] = UNSET
    """ The run this one branched from. """
    input_: Union[Unset, Any] = UNSET
    """ The request, as the agent got it. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        type_ = self.type_

        thread_id = self.thread_id

        run_id = self.run_id

        timestamp = self.timestamp

        raw_event = self.raw_event

        metadata = self.metadata

        protocol_version = self.protocol_version

        parent_run_id = self.parent_run_id

        input_ = self.input_

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "type": type_,
                "thread_id": thread_id,
                "run_id": run_id,
            }
        )
        if timestamp is not UNSET:
            field_dict["timestamp"] = timestamp
        if raw_event is not UNSET:
            field_dict["raw_event"] = raw_event
        if metadata is not UNSET:
            field_dict["metadata"] = metadata
        if protocol_version is not UNSET:
            field_dict["protocol_version"] = protocol_version
        if parent_run_id is not UNSET:
            field_dict["parent_run_id"] = parent_run_id
        if input_ is not UNSET:
            field_dict["input"] = input_

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        type_ = cast(Literal["RUN_STARTED"], d.pop("type"))
        if type_ != "RUN_STARTED":
            raise ValueError(f"type must match const 'RUN_STARTED', got '{type_}'")

        thread_id = d.pop("thread_id")

        run_id = d.pop("run_id")

        timestamp = d.pop("timestamp", UNSET)

        raw_event = d.pop("raw_event", UNSET)

        metadata = d.pop("metadata", UNSET)

        protocol_version = d.pop("protocol_version", UNSET)

        parent_run_id = d.pop("parent_run_id", UNSET)

        input_ = d.pop("input", UNSET)

        run_started_event = cls(
            type_=type_,
            thread_id=thread_id,
            run_id=run_id,
            timestamp=timestamp,
            raw_event=raw_event,
            metadata=metadata,
            protocol_version=protocol_version,
            parent_run_id=parent_run_id,
            input_=input_,
        )

        run_started_event.additional_properties = d
        return run_started_event

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
