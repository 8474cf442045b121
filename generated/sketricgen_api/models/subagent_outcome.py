# Made from openapi.yaml by openapi-python-client. Do not edit: change openapi.yaml, then run
# `make generate`.

from collections.abc import Mapping
from typing import Any, TypeVar, Union, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="SubagentOutcome")


@_attrs_define
class SubagentOutcome:
    """How a subagent ended."""

    type_: str
    """ Known are `success` and `suspended` (it waits for an answer to interrupts). """
    interrupt_ids: Union[None, Unset, list[str]] = UNSET
    """ The interrupts it waits for. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        type_ = self.type_

        interrupt_ids: Union[None, Unset, list[str]]
        if isinstance(self.interrupt_ids, Unset):
            interrupt_ids = UNSET
        elif isinstance(self.interrupt_ids, list):
            interrupt_ids = self.interrupt_ids

        else:
            interrupt_ids = self.interrupt_ids

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "type": type_,
            }
        )
        if interrupt_ids is not UNSET:
            field_dict["interrupt_ids"] = interrupt_ids

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        type_ = d.pop("type")

        def _parse_interrupt_ids(data: object) -> Union[None, Unset, list[str]]:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                interrupt_ids_type_0 = cast(list[str], data)

                return interrupt_ids_type_0
            except:  # noqa: E722
                pass
            return cast(Union[None, Unset, list[str]], data)

        interrupt_ids = _parse_interrupt_ids(d.pop("interrupt_ids", UNSET))

        subagent_outcome = cls(
            type_=type_,
            interrupt_ids=interrupt_ids,
        )

        subagent_outcome.additional_properties = d
        return subagent_outcome

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
