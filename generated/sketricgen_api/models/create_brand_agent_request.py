# Made from openapi.yaml by openapi-python-client. Do not edit: change openapi.yaml, then run
# `make generate`.

from collections.abc import Mapping
from typing import Any, TypeVar, Union

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="CreateBrandAgentRequest")


@_attrs_define
class CreateBrandAgentRequest:
    """A brand agent to be made of a website. Leave absent fields out; never send null."""

    name: str
    """ Its name. Not blank. """
    seed_url: str
    """ The website to read. Not blank. """
    description: Union[Unset, str] = UNSET
    """ What it is for. """
    project_id: Union[Unset, str] = UNSET
    """ The project to put it in; absent for the default one. """
    publish_widget: Union[Unset, bool] = UNSET
    """ Whether to publish its widget. """
    template_slug: Union[Unset, str] = UNSET
    """ The template to make it from. """
    knowledge_base_id: Union[Unset, str] = UNSET
    """ The knowledge base to fill; absent for a new one. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        name = self.name

        seed_url = self.seed_url

        description = self.description

        project_id = self.project_id

        publish_widget = self.publish_widget

        template_slug = self.template_slug

        knowledge_base_id = self.knowledge_base_id

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "name": name,
                "seed_url": seed_url,
            }
        )
        if description is not UNSET:
            field_dict["description"] = description
        if project_id is not UNSET:
            field_dict["project_id"] = project_id
        if publish_widget is not UNSET:
            field_dict["publish_widget"] = publish_widget
        if template_slug is not UNSET:
            field_dict["template_slug"] = template_slug
        if knowledge_base_id is not UNSET:
            field_dict["knowledge_base_id"] = knowledge_base_id

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        name = d.pop("name")

        seed_url = d.pop("seed_url")

        description = d.pop("description", UNSET)

        project_id = d.pop("project_id", UNSET)

        publish_widget = d.pop("publish_widget", UNSET)

        template_slug = d.pop("template_slug", UNSET)

        knowledge_base_id = d.pop("knowledge_base_id", UNSET)

        create_brand_agent_request = cls(
            name=name,
            seed_url=seed_url,
            description=description,
            project_id=project_id,
            publish_widget=publish_widget,
            template_slug=template_slug,
            knowledge_base_id=knowledge_base_id,
        )

        create_brand_agent_request.additional_properties = d
        return create_brand_agent_request

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
