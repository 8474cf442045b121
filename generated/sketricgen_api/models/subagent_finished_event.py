# Made from openapi.yaml by openapi-python-client. Do not edit: change openapi.yaml, then run
# `make generate`.

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal, TypeVar, Union, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.subagent_outcome import SubagentOutcome


T = TypeVar("T", bound="SubagentFinishedEvent")


@_attrs_define
class SubagentFinishedEvent:
    """A subagent ends its work."""

    type_: Literal["SUBAGENT_FINISHED"]
    subagent_run_id: str
    """ The run of the subagent. """
    timestamp: Union[Unset, float] = UNSET
    """ When the event was made, as a Unix time in seconds or milliseconds. For information only: events are ordered
    as they arrive. """
    raw_event: Union[Unset, Any] = UNSET
    """ The event of the model's provider that this one was made from. """
    metadata: Union[Unset, Any] = UNSET
    """ Data about the event, under any keys. """
    result: Union[Unset, Any] = UNSET
    """ What its work results in. """
    outcome: Union["SubagentOutcome", None, Unset] = UNSET
    """ How it ended. Absent means success. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.subagent_outcome import SubagentOutcome

        type_ = self.type_

        subagent_run_id = self.subagent_run_id

        timestamp = self.timestamp

        raw_event = self.raw_event

        metadata = self.metadata

        result = self.result

        outcome: Union[None, Unset, dict[str, Any]]
        if isinstance(self.outcome, Unset):
            outcome = UNSET
        elif isinstance(self.outcome, SubagentOutcome):
            outcome = self.outcome.to_dict()
        else:
            outcome = self.outcome

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "type": type_,
                "subagent_run_id": subagent_run_id,
            }
        )
        if timestamp is not UNSET:
            field_dict["timestamp"] = timestamp
        if raw_event is not UNSET:
            field_dict["raw_event"] = raw_event
        if metadata is not UNSET:
            field_dict["metadata"] = metadata
        if result is not UNSET:
            field_dict["result"] = result
        if outcome is not UNSET:
            field_dict["outcome"] = outcome

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.subagent_outcome import SubagentOutcome

        d = dict(src_dict)
        type_ = cast(Literal["SUBAGENT_FINISHED"], d.pop("type"))
        if type_ != "SUBAGENT_FINISHED":
            raise ValueError(f"type must match const 'SUBAGENT_FINISHED', got '{type_}'")

        subagent_run_id = d.pop("subagent_run_id")

        timestamp = d.pop("timestamp", UNSET)

        raw_event = d.pop("raw_event", UNSET)

        metadata = d.pop("metadata", UNSET)

        result = d.pop("result", UNSET)

        def _parse_outcome(data: object) -> Union["SubagentOutcome", None, Unset]:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                outcome_type_0 = SubagentOutcome.from_dict(data)

                return outcome_type_0
            except:  # noqa: E722
                pass
            return cast(Union["SubagentOutcome", None, Unset], data)

        outcome = _parse_outcome(d.pop("outcome", UNSET))

        subagent_finished_event = cls(
            type_=type_,
            subagent_run_id=subagent_run_id,
            timestamp=timestamp,
            raw_event=raw_event,
            metadata=metadata,
            result=result,
            outcome=outcome,
        )

        subagent_finished_event.additional_properties = d
        return subagent_finished_event

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
