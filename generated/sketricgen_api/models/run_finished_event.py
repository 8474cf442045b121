# Made from openapi.yaml by openapi-python-client. Do not edit: change openapi.yaml, then run
# `make generate`.

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal, TypeVar, Union, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.run_outcome import RunOutcome
    from ..models.token_usage import TokenUsage


T = TypeVar("T", bound="RunFinishedEvent")


@_attrs_define
class RunFinishedEvent:
    """A run ends that did not fail."""

    type_: Literal["RUN_FINISHED"]
    timestamp: Union[Unset, float] = UNSET
    """ When the event was made, as a Unix time in seconds or milliseconds. For information only: events are ordered
    as they arrive. """
    raw_event: Union[Unset, Any] = UNSET
    """ The event of the model's provider that this one was made from. """
    metadata: Union[Unset, Any] = UNSET
    """ Data about the event, under any keys. """
    thread_id: Union[Unset, str] = UNSET
    """ The conversation. """
    run_id: Union[Unset, str] = UNSET
    """ The run. """
    result: Union[Unset, Any] = UNSET
    """ What the run results in, besides its messages. """
    outcome: Union["RunOutcome", None, Unset] = UNSET
    """ How the run ended. Absent means success. """
    usage: Union[None, Unset, list["TokenUsage"]] = UNSET
    """ The tokens the run used, for each model. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.run_outcome import RunOutcome

        type_ = self.type_

        timestamp = self.timestamp

        raw_event = self.raw_event

        metadata = self.metadata

        thread_id = self.thread_id

        run_id = self.run_id

        result = self.result

        outcome: Union[None, Unset, dict[str, Any]]
        if isinstance(self.outcome, Unset):
            outcome = UNSET
        elif isinstance(self.outcome, RunOutcome):
            outcome = self.outcome.to_dict()
        else:
            outcome = self.outcome

        usage: Union[None, Unset, list[dict[str, Any]]]
        if isinstance(self.usage, Unset):
            usage = UNSET
        elif isinstance(self.usage, list):
            usage = []
            for usage_type_0_item_data in self.usage:
                usage_type_0_item = usage_type_0_item_data.to_dict()
                usage.append(usage_type_0_item)

        else:
            usage = self.usage

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
        if thread_id is not UNSET:
            field_dict["thread_id"] = thread_id
        if run_id is not UNSET:
            field_dict["run_id"] = run_id
        if result is not UNSET:
            field_dict["result"] = result
        if outcome is not UNSET:
            field_dict["outcome"] = outcome
        if usage is not UNSET:
            field_dict["usage"] = usage

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.run_outcome import RunOutcome
        from ..models.token_usage import TokenUsage

        d = dict(src_dict)
        type_ = cast(Literal["RUN_FINISHED"], d.pop("type"))
        if type_ != "RUN_FINISHED":
            raise ValueError(f"type must match const 'RUN_FINISHED', got '{type_}'")

        timestamp = d.pop("timestamp", UNSET)

        raw_event = d.pop("raw_event", UNSET)

        metadata = d.pop("metadata", UNSET)

        thread_id = d.pop("thread_id", UNSET)

        run_id = d.pop("run_id", UNSET)

        result = d.pop("result", UNSET)

        def _parse_outcome(data: object) -> Union["RunOutcome", None, Unset]:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                outcome_type_0 = RunOutcome.from_dict(data)

                return outcome_type_0
            except:  # noqa: E722
                pass
            return cast(Union["RunOutcome", None, Unset], data)

        outcome = _parse_outcome(d.pop("outcome", UNSET))

        def _parse_usage(data: object) -> Union[None, Unset, list["TokenUsage"]]:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                usage_type_0 = []
                _usage_type_0 = data
                for usage_type_0_item_data in _usage_type_0:
                    usage_type_0_item = TokenUsage.from_dict(usage_type_0_item_data)

                    usage_type_0.append(usage_type_0_item)

                return usage_type_0
            except:  # noqa: E722
                pass
            return cast(Union[None, Unset, list["TokenUsage"]], data)

        usage = _parse_usage(d.pop("usage", UNSET))

        run_finished_event = cls(
            type_=type_,
            timestamp=timestamp,
            raw_event=raw_event,
            metadata=metadata,
            thread_id=thread_id,
            run_id=run_id,
            result=result,
            outcome=outcome,
            usage=usage,
        )

        run_finished_event.additional_properties = d
        return run_finished_event

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
