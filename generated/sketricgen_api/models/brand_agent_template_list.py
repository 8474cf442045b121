# Made from openapi.yaml by openapi-python-client. Do not edit: change openapi.yaml, then run
# `make generate`.

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.brand_agent_template import BrandAgentTemplate


T = TypeVar("T", bound="BrandAgentTemplateList")


@_attrs_define
class BrandAgentTemplateList:
    """What brand agents can be made from."""

    brand_agent_templates: list["BrandAgentTemplate"]
    """ The templates. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        brand_agent_templates = []
        for brand_agent_templates_item_data in self.brand_agent_templates:
            brand_agent_templates_item = brand_agent_templates_item_data.to_dict()
            brand_agent_templates.append(brand_agent_templates_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "brand_agent_templates": brand_agent_templates,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.brand_agent_template import BrandAgentTemplate

        d = dict(src_dict)
        brand_agent_templates = []
        _brand_agent_templates = d.pop("brand_agent_templates")
        for brand_agent_templates_item_data in _brand_agent_templates:
            brand_agent_templates_item = BrandAgentTemplate.from_dict(brand_agent_templates_item_data)

            brand_agent_templates.append(brand_agent_templates_item)

        brand_agent_template_list = cls(
            brand_agent_templates=brand_agent_templates,
        )

        brand_agent_template_list.additional_properties = d
        return brand_agent_template_list

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
