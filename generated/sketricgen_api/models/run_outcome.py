# Made from openapi.yaml by openapi-python-client. Do not edit: change openapi.yaml, then run
# `make generate`.

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, Union, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.run_interrupt import RunInterrupt


T = TypeVar("T", bound="RunOutcome")


@_attrs_define
class RunOutcome:
    """How a run ended."""

    type_: str
    """ Known are `success`, `interrupt` (it waits for an answer to `interrupts`) and `cancelled` (stopped on
    purpose). """
    pending_tool_call_ids: Union[None, Unset, list[str]] = UNSET
    """ Tool calls that were left without a result. """
    interrupts: Union[None, Unset, list["RunInterrupt"]] = UNSET
    """ What the run waits for. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        type_ = self.type_

        pending_tool_call_ids: Union[None, Unset, list[str]]
        if isinstance(self.pending_tool_call_ids, Unset):
            pending_tool_call_ids = UNSET
        elif isinstance(self.pending_tool_call_ids, list):
            pending_tool_call_ids = self.pending_tool_call_ids

        else:
            pending_tool_call_ids = self.pending_tool_call_ids

        interrupts: Union[None, Unset, list[dict[str, Any]]]
        if isinstance(self.interrupts, Unset):
            interrupts = UNSET
        elif isinstance(self.interrupts, list):
            interrupts = []
            for interrupts_type_0_item_data in self.interrupts:
                interrupts_type_0_item = interrupts_type_0_item_data.to_dict()
                interrupts.append(interrupts_type_0_item)

        else:
            interrupts = self.interrupts

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "type": type_,
            }
        )
        if pending_tool_call_ids is not UNSET:
            field_dict["pending_tool_call_ids"] = pending_tool_call_ids
        if interrupts is not UNSET:
            field_dict["interrupts"] = interrupts

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.run_interrupt import RunInterrupt

        d = dict(src_dict)
        type_ = d.pop("type")

        def _parse_pending_tool_call_ids(data: object) -> Union[None, Unset, list[str]]:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                pending_tool_call_ids_type_0 = cast(list[str], data)

                return pending_tool_call_ids_type_0
            except:  # noqa: E722
                pass
            return cast(Union[None, Unset, list[str]], data)

        pending_tool_call_ids = _parse_pending_tool_call_ids(d.pop("pending_tool_call_ids", UNSET))

        def _parse_interrupts(data: object) -> Union[None, Unset, list["RunInterrupt"]]:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                interrupts_type_0 = []
                _interrupts_type_0 = data
                for interrupts_type_0_item_data in _interrupts_type_0:
                    interrupts_type_0_item = RunInterrupt.from_dict(interrupts_type_0_item_data)

                    interrupts_type_0.append(interrupts_type_0_item)

                return interrupts_type_0
            except:  # noqa: E722
                pass
            return cast(Union[None, Unset, list["RunInterrupt"]], data)

        interrupts = _parse_interrupts(d.pop("interrupts", UNSET))

        run_outcome = cls(
            type_=type_,
            pending_tool_call_ids=pending_tool_call_ids,
            interrupts=interrupts,
        )

        run_outcome.additional_properties = d
        return run_outcome

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
