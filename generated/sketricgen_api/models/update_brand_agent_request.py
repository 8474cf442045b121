# Made from openapi.yaml by openapi-python-client. Do not edit: change openapi.yaml, then run
# `make generate`.

from collections.abc import Mapping
from typing import Any, TypeVar, Union, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="UpdateBrandAgentRequest")


@_attrs_define
class UpdateBrandAgentRequest:
    """The fields of a brand agent to change. Leave absent fields out; never send null."""

    display_name: Union[Unset, str] = UNSET
    """ Its name for visitors. """
    agent_name: Union[Unset, str] = UNSET
    """ Its name in the teamspace. """
    instructions: Union[Unset, str] = UNSET
    """ What it is told to do. """
    model: Union[Unset, str] = UNSET
    """ The model it uses. See `available_models`. """
    knowledge_base_ids: Union[Unset, list[str]] = UNSET
    """ The knowledge bases it reads; an empty list for none. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        display_name = self.display_name

        agent_name = self.agent_name

        instructions = self.instructions

        model = self.model

        knowledge_base_ids: Union[Unset, list[str]] = UNSET
        if not isinstance(self.knowledge_base_ids, Unset):
            knowledge_base_ids = self.knowledge_base_ids

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if display_name is not UNSET:
            field_dict["display_name"] = display_name
        if agent_name is not UNSET:
            field_dict["agent_name"] = agent_name
        if instructions is not UNSET:
            field_dict["instructions"] = instructions
        if model is not UNSET:
            field_dict["model"] = model
        if knowledge_base_ids is not UNSET:
            field_dict["knowledge_base_ids"] = knowledge_base_ids

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        display_name = d.pop("display_name", UNSET)

        agent_name = d.pop("agent_name", UNSET)

        instructions = d.pop("instructions", UNSET)

        model = d.pop("model", UNSET)

        knowledge_base_ids = cast(list[str], d.pop("knowledge_base_ids", UNSET))

        update_brand_agent_request = cls(
            display_name=display_name,
            agent_name=agent_name,
            instructions=instructions,
            model=model,
            knowledge_base_ids=knowledge_base_ids,
        )

        update_brand_agent_request.additional_properties = d
        return update_brand_agent_request

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
