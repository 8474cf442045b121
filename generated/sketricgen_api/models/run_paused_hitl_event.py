# Made from openapi.yaml by openapi-python-client. Do not edit: change openapi.yaml, then run
# `make generate`.

from collections.abc import Mapping
from typing import Any, Literal, TypeVar, Union, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="RunPausedHitlEvent")


@_attrs_define
class RunPausedHitlEvent:
    """A run pauses until a person decides. The stream ends here."""

    type_: Literal["RUN_PAUSED_HITL"]
    request_id: str
    """ The id to answer the pause with. """
    interrupt_ids: list[str]
    """ The interrupts that paused the run. """
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

        request_id = self.request_id

        interrupt_ids = self.interrupt_ids

        timestamp = self.timestamp

        raw_event = self.raw_event

        metadata = self.metadata

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "type": type_,
                "request_id": request_id,
                "interrupt_ids": interrupt_ids,
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
        d = dict(src_dict)
        type_ = cast(Literal["RUN_PAUSED_HITL"], d.pop("type"))
        if type_ != "RUN_PAUSED_HITL":
            raise ValueError(f"type must match const 'RUN_PAUSED_HITL', got '{type_}'")

        request_id = d.pop("request_id")

        interrupt_ids = cast(list[str], d.pop("interrupt_ids"))

        timestamp = d.pop("timestamp", UNSET)

        raw_event = d.pop("raw_event", UNSET)

        metadata = d.pop("metadata", UNSET)

        run_paused_hitl_event = cls(
            type_=type_,
            request_id=request_id,
            interrupt_ids=interrupt_ids,
            timestamp=timestamp,
            raw_event=raw_event,
            metadata=metadata,
        )

        run_paused_hitl_event.additional_properties = d
        return run_paused_hitl_event

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
