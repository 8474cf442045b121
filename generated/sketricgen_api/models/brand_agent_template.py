# Made from openapi.yaml by openapi-python-client. Do not edit: change openapi.yaml, then run
# `make generate`.

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, Union, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.required_connector import RequiredConnector


T = TypeVar("T", bound="BrandAgentTemplate")


@_attrs_define
class BrandAgentTemplate:
    """What a brand agent can be made from."""

    slug: str
    """ Its id, for `template_slug`. """
    name: Union[None, Unset, str] = UNSET
    """ Its name. """
    description: Union[None, Unset, str] = UNSET
    """ What it is for. """
    thumbnail_url: Union[None, Unset, str] = UNSET
    """ A picture of it. """
    difficulty_level: Union[None, Unset, str] = UNSET
    """ How hard it is to set up. """
    industries: Union[None, Unset, list[str]] = UNSET
    """ The industries it is made for. """
    min_plan: Union[None, Unset, str] = UNSET
    """ The smallest plan that has it. """
    has_skills: Union[None, Unset, bool] = UNSET
    """ Whether it comes with skills. """
    has_artifacts: Union[None, Unset, bool] = UNSET
    """ Whether it comes with artifacts. """
    required_connectors: Union[None, Unset, list["RequiredConnector"]] = UNSET
    """ The connectors it needs. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        slug = self.slug

        name: Union[None, Unset, str]
        if isinstance(self.name, Unset):
            name = UNSET
        else:
            name = self.name

        description: Union[None, Unset, str]
        if isinstance(self.description, Unset):
            description = UNSET
        else:
            description = self.description

        thumbnail_url: Union[None, Unset, str]
        if isinstance(self.thumbnail_url, Unset):
            thumbnail_url = UNSET
        else:
            thumbnail_url = self.thumbnail_url

        difficulty_level: Union[None, Unset, str]
        if isinstance(self.difficulty_level, Unset):
            difficulty_level = UNSET
        else:
            difficulty_level = self.difficulty_level

        industries: Union[None, Unset, list[str]]
        if isinstance(self.industries, Unset):
            industries = UNSET
        elif isinstance(self.industries, list):
            industries = self.industries

        else:
            industries = self.industries

        min_plan: Union[None, Unset, str]
        if isinstance(self.min_plan, Unset):
            min_plan = UNSET
        else:
            min_plan = self.min_plan

        has_skills: Union[None, Unset, bool]
        if isinstance(self.has_skills, Unset):
            has_skills = UNSET
        else:
            has_skills = self.has_skills

        has_artifacts: Union[None, Unset, bool]
        if isinstance(self.has_artifacts, Unset):
            has_artifacts = UNSET
        else:
            has_artifacts = self.has_artifacts

        required_connectors: Union[None, Unset, list[dict[str, Any]]]
        if isinstance(self.required_connectors, Unset):
            required_connectors = UNSET
        elif isinstance(self.required_connectors, list):
            required_connectors = []
            for required_connectors_type_0_item_data in self.required_connectors:
                required_connectors_type_0_item = required_connectors_type_0_item_data.to_dict()
                required_connectors.append(required_connectors_type_0_item)

        else:
            required_connectors = self.required_connectors

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "slug": slug,
            }
        )
        if name is not UNSET:
            field_dict["name"] = name
        if description is not UNSET:
            field_dict["description"] = description
        if thumbnail_url is not UNSET:
            field_dict["thumbnail_url"] = thumbnail_url
        if difficulty_level is not UNSET:
            field_dict["difficulty_level"] = difficulty_level
        if industries is not UNSET:
            field_dict["industries"] = industries
        if min_plan is not UNSET:
            field_dict["min_plan"] = min_plan
        if has_skills is not UNSET:
            field_dict["has_skills"] = has_skills
        if has_artifacts is not UNSET:
            field_dict["has_artifacts"] = has_artifacts
        if required_connectors is not UNSET:
            field_dict["required_connectors"] = required_connectors

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.required_connector import RequiredConnector

        d = dict(src_dict)
        slug = d.pop("slug")

        def _parse_name(data: object) -> Union[None, Unset, str]:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(Union[None, Unset, str], data)

        name = _parse_name(d.pop("name", UNSET))

        def _parse_description(data: object) -> Union[None, Unset, str]:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(Union[None, Unset, str], data)

        description = _parse_description(d.pop("description", UNSET))

        def _parse_thumbnail_url(data: object) -> Union[None, Unset, str]:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(Union[None, Unset, str], data)

        thumbnail_url = _parse_thumbnail_url(d.pop("thumbnail_url", UNSET))

        def _parse_difficulty_level(data: object) -> Union[None, Unset, str]:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(Union[None, Unset, str], data)

        difficulty_level = _parse_difficulty_level(d.pop("difficulty_level", UNSET))

        def _parse_industries(data: object) -> Union[None, Unset, list[str]]:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                industries_type_0 = cast(list[str], data)

                return industries_type_0
            except:  # noqa: E722
                pass
            return cast(Union[None, Unset, list[str]], data)

        industries = _parse_industries(d.pop("industries", UNSET))

        def _parse_min_plan(data: object) -> Union[None, Unset, str]:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(Union[None, Unset, str], data)

        min_plan = _parse_min_plan(d.pop("min_plan", UNSET))

        def _parse_has_skills(data: object) -> Union[None, Unset, bool]:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(Union[None, Unset, bool], data)

        has_skills = _parse_has_skills(d.pop("has_skills", UNSET))

        def _parse_has_artifacts(data: object) -> Union[None, Unset, bool]:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(Union[None, Unset, bool], data)

        has_artifacts = _parse_has_artifacts(d.pop("has_artifacts", UNSET))

        def _parse_required_connectors(data: object) -> Union[None, Unset, list["RequiredConnector"]]:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                required_connectors_type_0 = []
                _required_connectors_type_0 = data
                for required_connectors_type_0_item_data in _required_connectors_type_0:
                    required_connectors_type_0_item = RequiredConnector.from_dict(required_connectors_type_0_item_data)

                    required_connectors_type_0.append(required_connectors_type_0_item)

                return required_connectors_type_0
            except:  # noqa: E722
                pass
            return cast(Union[None, Unset, list["RequiredConnector"]], data)

        required_connectors = _parse_required_connectors(d.pop("required_connectors", UNSET))

        brand_agent_template = cls(
            slug=slug,
            name=name,
            description=description,
            thumbnail_url=thumbnail_url,
            difficulty_level=difficulty_level,
            industries=industries,
            min_plan=min_plan,
            has_skills=has_skills,
            has_artifacts=has_artifacts,
            required_connectors=required_connectors,
        )

        brand_agent_template.additional_properties = d
        return brand_agent_template

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
